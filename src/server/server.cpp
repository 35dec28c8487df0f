// HTTP: addresses, who may ask, how an answer is sent. The only file that sees the library.
#include "dragoman/server.h"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <set>

#include "desk.h"
#include "page.h"

namespace dragoman::embedded {
extern const std::string_view openapi;
}

namespace dragoman {
namespace {

using namespace server;
using httplib::Request;
using httplib::Response;

constexpr std::size_t most_listeners = 24;                     // to progress, each of which holds a thread
constexpr auto heartbeat = std::chrono::milliseconds(15'000);  // between comments to them
constexpr std::size_t worth_compressing = 1024;                // bytes

// Scripts and styles from the page itself alone; the charts set styles of their own.
constexpr const char* page_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// The digest as a document of its own.
constexpr const char* document_policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

// ---- Addresses ----

struct Address {
  std::string host;
  int port = 0;
  bool is_loopback() const { return host == "localhost" || host == "::1" || host.starts_with("127."); }
  std::string shown() const {
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
  }
};

// "127.0.0.1:8440", "[::1]:8440", ":8440" and "8440" (on the loopback address).
std::optional<Address> read_address(const std::string& words) {
  const std::size_t colon = words.rfind(':');
  std::string host = colon == std::string::npos ? "" : words.substr(0, colon);
  const std::string port = colon == std::string::npos ? words : words.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) host = "127.0.0.1";
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int number = std::stoi(port);
  if (number > 65535) return std::nullopt;
  return Address{host, number};
}

std::string without_port(const std::string& host) {
  if (host.starts_with("[")) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

// Takes as long for the first wrong letter as for the last.
bool same(std::string_view a, std::string_view b) {
  unsigned difference = a.size() != b.size();
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  return difference == 0;
}

// ---- Sending ----

bool takes_gzip(const Request& request) {
  return request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
}

// The library would compress text again, and with brotli at its slowest; a provider is sent as it is.
void send(Response& response, std::string body, const std::string& type) {
  auto kept = std::make_shared<const std::string>(std::move(body));
  if (kept->empty()) return response.set_content("", type);
  response.set_content_provider(kept->size(), type, [kept](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
    return sink.write(kept->data() + offset, length);
  });
}

void send_fault(Response& response, int status, const std::string& error, const std::string& field = "") {
  response.status = status;
  if (status == 503) response.set_header("Retry-After", "1");
  if (status == 401) response.set_header("WWW-Authenticate", "Bearer");
  response.set_header("Cache-Control", "no-store");
  send(response, "{\"error\":" + in_quotes(error) + ",\"field\":" + (field.empty() ? "null" : in_quotes(field)) + "}",
       "application/json; charset=utf-8");
}

void send_answer(const Request& request, Response& response, server::Answer&& answer) {
  response.status = answer.status;
  response.set_header("Cache-Control", "no-cache");
  response.set_header("Vary", "Accept-Encoding");
  if (!answer.file.empty()) response.set_header("Content-Disposition", "attachment; filename=\"" + answer.file + "\"");
  if (answer.type.starts_with("text/html")) response.set_header("Content-Security-Policy", document_policy);
  if (request.method == "GET") {
    const std::string etag = etag_of(answer.body);
    response.set_header("ETag", etag);
    if (request.get_header_value("If-None-Match") == etag) {
      response.status = 304;
      return;
    }
  }
  if (answer.body.size() < worth_compressing || !takes_gzip(request))
    return send(response, std::move(answer.body), answer.type);
  response.set_header("Content-Encoding", "gzip");
  send(response, gzip(answer.body), answer.type);
}

void send_page(const Request& request, Response& response) {
  const auto file = page_file(request.path);
  if (!file) return send_fault(response, 404, "there is no such file");
  response.set_header("ETag", file->etag);
  response.set_header("Vary", "Accept-Encoding");
  response.set_header("Cache-Control", file->lasting ? "public, max-age=31536000, immutable" : "no-cache");
  response.set_header("Content-Security-Policy", page_policy);
  if (request.get_header_value("If-None-Match") == file->etag) {
    response.status = 304;
    return;
  }
  const std::string type(file->type);
  if (!takes_gzip(request)) return send(response, gunzip(file->gzip), type);
  response.set_header("Content-Encoding", "gzip");
  response.set_content_provider(file->gzip.size(), type,
                                [bytes = file->gzip](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                  return sink.write(bytes.data() + offset, length);
                                });
}

// ---- Uploads ----

// One report or a list of them, as lines of JSON.
Upload json_upload(const std::string& body) {
  using Json = nlohmann::ordered_json;
  Json json = Json::parse(body, nullptr, false);
  if (json.is_object()) json = Json::array({std::move(json)});
  if (!json.is_array() || json.empty())
    throw Refusal{400, R"(write a report, {"id": "a", "text": "…"}, or a list of them; other kinds are sent as text/plain)"};
  Upload upload{"upload", "", Kind::JsonLines};
  for (const Json& one : json) {
    if (!one.is_object() || !one.contains("text")) throw Refusal{400, "each report is an object with \"text\"", "text"};
    upload.bytes += one.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return upload;
}

std::vector<Upload> uploads_of(const Request& request) {
  std::vector<Upload> all;
  if (request.is_multipart_form_data()) {
    for (const auto& [field, file] : request.files) {
      if (!file.content.empty()) all.push_back({file.filename.empty() ? field : file.filename, file.content});
    }
  } else if (request.get_header_value("Content-Type").starts_with("application/json")) {
    all.push_back(json_upload(request.body));
  } else if (!request.body.empty()) {
    all.push_back({request.has_param("name") ? request.get_param_value("name") : "upload", request.body});
  }
  if (all.empty()) throw Refusal{400, "there is no report in it"};
  return all;
}

// A page that listens to progress, and what it has been told.
struct Listener {
  std::uint64_t heard = 0, moved = 0;
  std::int64_t as_of = -1, incidents = -1;
  bool begun = false;
};

}  // namespace

struct Server::Inside {
  Address address;
  std::string token;
  Bell bell;
  std::unique_ptr<Batches> batches;
  std::unique_ptr<Desk> desk;
  std::atomic<bool> stopping = false;
  std::atomic<std::size_t> listeners = 0;
  std::set<std::string> known;  // "/api/events", …
  httplib::Server http;

  void take_routes();
  bool may_ask(const Request& request, Response& response) const;
  void get(const std::string& path, server::Answer (*make)(Desk&, const Asked&));
  void get_one(const std::string& path, server::Answer (*make)(Desk&, const Asked&, const std::string&));
  template <typename Make>
  void answer(const Request& request, Response& response, const Make& make);
  void progress(const Request& request, Response& response);
  std::string news(Listener& listener) const;
};

template <typename Make>
void Server::Inside::answer(const Request& request, Response& response, const Make& make) {
  try {
    send_answer(request, response, make(Asked(request.params)));
  } catch (const Refusal& r) {
    send_fault(response, r.status, r.error, r.field);
  }
}

void Server::Inside::get(const std::string& path, server::Answer (*make)(Desk&, const Asked&)) {
  known.insert(path);
  http.Get(path, [this, make](const Request& request, Response& response) {
    answer(request, response, [&](const Asked& asked) { return make(*desk, asked); });
  });
}

void Server::Inside::get_one(const std::string& path, server::Answer (*make)(Desk&, const Asked&, const std::string&)) {
  http.Get(path, [this, make](const Request& request, Response& response) {
    answer(request, response, [&](const Asked& asked) { return make(*desk, asked, request.matches[1].str()); });
  });
}

// Whether it comes from where it may; else the fault is sent.
bool Server::Inside::may_ask(const Request& request, Response& response) const {
  const std::string host = request.get_header_value("Host");
  const std::string name = without_port(host);
  const bool is_local = name == "localhost" || name == "127.0.0.1" || name == "::1" || name == address.host;
  if (address.is_loopback() && !is_local) {
    send_fault(response, 403, "this server answers to " + address.shown() + " alone; open that address");
    return false;
  }
  const std::string origin = request.get_header_value("Origin"), site = request.get_header_value("Sec-Fetch-Site");
  const bool is_ours = origin.empty() || origin == "http://" + host || origin == "https://" + host;
  if (request.method != "GET" && request.method != "HEAD" && (!is_ours || site == "cross-site")) {
    send_fault(response, 403, "another page may not change the account");
    return false;
  }
  if (request.path != "/api/reports" && request.get_header_value<std::uint64_t>("Content-Length") > largest_body) {
    send_fault(response, 413, "too large: a body may have " + std::to_string(largest_body >> 20) + " MB here");
    return false;
  }
  if (token.empty() || !request.path.starts_with("/api/")) return true;
  const std::string header = request.get_header_value("Authorization");
  const std::string given = header.starts_with("Bearer ") ? header.substr(7) : request.get_param_value("token");
  if (same(given, token)) return true;
  send_fault(response, 401, "this address needs the server's token; give it as Authorization: Bearer TOKEN");
  return false;
}

std::string Server::Inside::news(Listener& listener) const {
  std::string text;
  std::vector<Batch> all = batches->all();
  std::uint64_t last = listener.moved;
  for (auto batch = all.rbegin(); batch != all.rend(); ++batch) {
    if (batch->moved <= listener.moved || (!listener.begun && batch->state > State::Running)) continue;
    text += "event: batch\ndata: " + to_json(*batch) + "\n\n";
  }
  for (const Batch& batch : all) last = std::max(last, batch.moved);
  listener.moved = last;
  const std::int64_t as_of = desk->mirror().now()->as_of;
  const auto happenings = desk->mirror().happenings();
  const std::int64_t incidents = happenings ? happenings->as_of : -1;
  if (as_of == listener.as_of && incidents == listener.incidents) return text;
  listener.as_of = as_of;
  listener.incidents = incidents;
  return text + "event: account\ndata: {\"as_of\":" + std::to_string(as_of) +
         ",\"incidents\":" + (happenings ? std::to_string(incidents) : "null") + "}\n\n";
}

void Server::Inside::progress(const Request&, Response& response) {
  if (++listeners > most_listeners) {
    --listeners;
    return send_fault(response, 503, "too many pages listen already; close one");
  }
  response.set_header("Cache-Control", "no-store");
  response.set_header("X-Accel-Buffering", "no");
  response.set_chunked_content_provider(
      "text/event-stream",
      [this, l = std::make_shared<Listener>()](std::size_t, httplib::DataSink& sink) {
        if (l->begun) l->heard = bell.wait(l->heard, heartbeat);
        if (!l->begun) l->heard = bell.rung();
        if (stopping) {
          sink.done();
          return true;
        }
        std::string text = news(*l);
        if (!l->begun) text = "retry: 2000\n\n" + text;
        if (text.empty()) text = ": still here\n\n";
        l->begun = true;
        return sink.write(text.data(), text.size());
      },
      [this](bool) { --listeners; });
}

void Server::Inside::take_routes() {
  get("/api/meta", meta);
  get("/api/events", events);
  get("/api/facets", server::facets);
  get_one("/api/events/(.+)", event);
  get("/api/reports", reports);
  get_one("/api/reports/(.+)", report);
  get("/api/search", search);
  get("/api/incidents", incidents);
  get_one("/api/incidents/(.+)", incident);
  get("/api/merges", merges);
  get("/api/places", places);
  get("/api/pairs", pairs);
  get("/api/series", server::series);
  get("/api/network", network);
  get("/api/known", server::known);
  get("/api/actors", actors);
  get_one("/api/actors/(.+)", actor);
  get("/api/law", server::law);
  get("/api/provisions", provisions);
  get("/api/questions", questions);
  get_one("/api/questions/(.+)/history", history);
  get_one("/api/questions/(.+)", question);
  get("/api/brief", server::brief);
  get("/api/changes", changes);
  get("/api/corrections", corrections);
  get("/api/batches", server::batches);
  get_one("/api/batches/(.+)", batch);
  http.Get("/api/progress", [this](const Request& request, Response& response) { progress(request, response); });
  http.Get("/api/openapi.json", [this](const Request& request, Response& response) {
    answer(request, response, [](const Asked&) { return server::Answer{200, std::string(embedded::openapi)}; });
  });
  http.Post("/api/brief", [this](const Request& request, Response& response) {
    answer(request, response, [&](const Asked& asked) { return render(*desk, asked, request.body); });
  });
  http.Post("/api/corrections", [this](const Request& request, Response& response) {
    answer(request, response, [&](const Asked& asked) { return correct(*desk, asked, request.body); });
  });
  http.Post("/api/reports", [this](const Request& request, Response& response) {
    answer(request, response, [&](const Asked&) {
      const auto taken = batches->add(uploads_of(request));
      if (!taken) throw Refusal{503, "too many uploads wait already; send it again when some are done"};
      return server::Answer{202, to_json(*taken)};
    });
  });
  http.Delete("/api/batches/(.+)", [this](const Request& request, Response& response) {
    answer(request, response, [&](const Asked& asked) { return stop_batch(*desk, asked, request.matches[1].str()); });
  });
  http.Get(".*", [](const Request& request, Response& response) {
    if (request.path.starts_with("/api/") || request.path == "/api")
      return send_fault(response, 404, "there is no " + request.path + "; /api/openapi.json says what there is");
    send_page(request, response);
  });

  http.set_pre_routing_handler([this](const Request& request, Response& response) {
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("Referrer-Policy", "no-referrer");
    if (may_ask(request, response)) return httplib::Server::HandlerResponse::Unhandled;
    response.set_header("Connection", "close");  // its body is not read
    return httplib::Server::HandlerResponse::Handled;
  });
  http.set_error_handler(httplib::Server::HandlerWithResponse([this](const Request& request, Response& response) {
    if (response.content_length_ > 0 || !response.body.empty()) return httplib::Server::HandlerResponse::Unhandled;
    const bool is_form = request.get_header_value("Content-Type").starts_with("application/x-www-form-urlencoded");
    if (response.status == 413 && is_form) {
      send_fault(response, 413, "a form cannot be so large; send the file as multipart/form-data or text/plain");
    } else if (response.status == 413) {
      send_fault(response, 413,
                 "too large: an upload may have " + std::to_string(largest_upload >> 20) + " MB; send it in parts");
    } else if (response.status == 404 && known.contains(request.path.substr(0, request.path.find('/', 5)))) {
      response.set_header("Allow",
                          request.path == "/api/reports" || request.path == "/api/corrections" || request.path == "/api/brief"
                              ? "GET, POST"
                              : "GET");
      send_fault(response, 405, "nothing at this address takes " + request.method + "; /api/openapi.json says what does");
    } else {
      send_fault(response, response.status, "this is no request that can be answered");
    }
    return httplib::Server::HandlerResponse::Handled;
  }));
  http.set_exception_handler([](const Request&, Response& response, std::exception_ptr thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& fault) {
      send_fault(response, 500, std::string("the server has a fault of its own: ") + fault.what());
    } catch (...) {
      send_fault(response, 500, "the server has a fault of its own");
    }
  });
}

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options) {
  const auto refused = [](std::string why) { return Result<std::unique_ptr<Server>>{std::nullopt, std::move(why)}; };
  auto inside = std::make_unique<Inside>();
  const auto address = read_address(options.listen);
  if (!address) return refused("\"" + options.listen + "\" is no address; write 127.0.0.1:8440");
  inside->address = *address;
  inside->token = options.token;
  if (!address->is_loopback() && options.token.empty())
    return refused(address->shown() +
                   " can be reached from other machines; give a token with --token-file FILE, or leave --listen out");

  httplib::Server& http = inside->http;
  // Not SO_REUSEPORT, with which two servers would share a port without knowing.
  http.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  http.set_payload_max_length(largest_upload);
  http.set_keep_alive_max_count(100'000);
  http.set_tcp_nodelay(true);
  http.new_task_queue = [threads = options.connections] { return new httplib::ThreadPool(threads); };
  if (address->port == 0) {
    inside->address.port = http.bind_to_any_port(address->host);
    if (inside->address.port < 0)
      return refused(address->shown() + " cannot be listened to; name another address with --listen");
  } else if (!http.bind_to_port(address->host, address->port)) {
    return refused(address->shown() + " is taken or not this machine's; name another address with --listen");
  }

  // Opened to write once, so that it is there and of this version.
  if (auto store = Store::open(options.store, Access::Write); !store) return refused(store.error);
  const Knowledge& knowledge = options.knowledge ? *options.knowledge : Knowledge::built_in();
  const Ontology& ontology = options.ontology ? *options.ontology : Ontology::built_in();
  auto mirror = Mirror::open(options.store, [bell = &inside->bell](std::int64_t) { bell->ring(); });
  if (!mirror) return refused(mirror.error);
  inside->batches = std::make_unique<Batches>(options.store, options.reader, knowledge, ontology, inside->bell);
  inside->desk = std::make_unique<Desk>(options.store, options.questions, knowledge, std::move(*mirror), *inside->batches);
  inside->take_routes();
  return {std::unique_ptr<Server>(new Server(std::move(inside))), {}};
}

std::string Server::address() const {
  const Address& a = inside_->address;
  const bool any = a.host == "0.0.0.0" || a.host == "::";
  return "http://" + (any ? "localhost:" + std::to_string(a.port) : a.shown()) + "/";
}

void Server::run() { inside_->http.listen_after_bind(); }

void Server::stop() {
  inside_->stopping = true;
  inside_->batches->stop_all();
  inside_->bell.ring();
  inside_->http.stop();
}

}  // namespace dragoman
