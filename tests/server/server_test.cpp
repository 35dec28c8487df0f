// The server as a browser meets it: over a socket.
#include "dragoman/server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "store/accounts.h"

namespace dragoman {
namespace {

using Json = nlohmann::json;

// As one part of an address.
std::string encoded(const std::string& words) {
  std::string out;
  for (const char c : words) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte)) {
      out += c;
    } else {
      out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
  }
  return out;
}

// A server over an account of three reports, of which two tell of one attack.
class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = Store::open(where_, Access::Write);
    ASSERT_TRUE(store) << store.error;
    ASSERT_TRUE(store->add({{attack("north", "Gunmen killed five soldiers near Tessalit on Sunday.", 5),
                             attack("south/1", "Gunmen killed seven soldiers near Tessalit on Sunday.", 7), warning(3)}},
                           model, now));
    std::ofstream(box_ / "broken.toml") << "text = 7\n[[\n";
    start({});
  }

  void TearDown() override { end(); }

  void start(ServerOptions options) {
    end();
    options.store = where_;
    options.listen = options.listen == ServerOptions().listen ? "127.0.0.1:0" : options.listen;
    options.questions = box_ / "";
    auto server = Server::open(options);
    ASSERT_TRUE(server) << server.error;
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->run(); });
    const std::string address = server_->address();
    port_ = std::stoi(address.substr(address.rfind(':') + 1));
    http_ = std::make_unique<httplib::Client>("127.0.0.1", port_);
    http_->set_keep_alive(true);
    for (int i = 0; i < 100 && get("/api/incidents", options.token).status == 503; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }

  void end() {
    if (!server_) return;
    http_.reset();
    server_->stop();
    thread_.join();
    server_.reset();
  }

  static CodedReport attack(const std::string& id, const std::string& text, long killed) {
    Report report = report_of(id, text);
    report.source = "Wire of the " + id.substr(0, 5);
    Event e = event_in(report, "killed", "ASSAULT", "Gunmen", killed == 5 ? "five soldiers" : "seven soldiers");
    e.killed = killed;
    e.place = Place{span_in(text, "Tessalit"), Location{"Tessalit", "MLI", 20.2, 1.01, "town", {}, {}}};
    e.time = Time{span_in(text, "on Sunday"), read_day("2019-07-28"), read_day("2019-07-28")};
    return coded(report, {e});
  }

  httplib::Response get(const std::string& path, const std::string& token = "") {
    httplib::Headers headers;
    if (!token.empty()) headers.emplace("Authorization", "Bearer " + token);
    const auto got = http_->Get(path, headers);
    EXPECT_TRUE(got) << path;
    return got ? *got : httplib::Response();
  }
  Json json(const std::string& path) {
    const auto got = get(path);
    EXPECT_EQ(got.status, 200) << path << " " << got.body;
    return Json::parse(got.body, nullptr, false);
  }
  httplib::Response post(const std::string& path, const std::string& body, const std::string& type = "application/json") {
    const auto got = http_->Post(path, body, type);
    EXPECT_TRUE(got) << path;
    return got ? *got : httplib::Response();
  }
  void refuses(const httplib::Response& got, int status, const std::string& field) {
    EXPECT_EQ(got.status, status) << got.body;
    const Json fault = Json::parse(got.body, nullptr, false);
    ASSERT_TRUE(fault.is_object()) << got.body;
    EXPECT_FALSE(fault.value("error", "").empty());
    EXPECT_EQ(fault["field"].is_null() ? "" : fault["field"].get<std::string>(), field) << got.body;
  }

  Box box_;
  std::string where_ = box_ / "account.db";
  std::unique_ptr<Server> server_;
  std::unique_ptr<httplib::Client> http_;
  std::thread thread_;
  int port_ = 0;
};

TEST_F(ServerTest, SaysWhatTheAccountHolds) {
  const Json meta = json("/api/meta");
  EXPECT_EQ(meta["reports"], 3);
  EXPECT_EQ(meta["events"], 3);
  EXPECT_EQ(meta["store"], "account.db");
  EXPECT_EQ(meta["first"], "2019-07-04");
  EXPECT_EQ(meta["types"].size(), 16U);
  EXPECT_EQ(meta["review"]["none"], 3);
}

TEST_F(ServerTest, ListsEventsByPage) {
  const Json first = json("/api/events?limit=2");
  EXPECT_EQ(first["total"], 3);
  ASSERT_EQ(first["events"].size(), 2U);
  EXPECT_EQ(first["events"][0]["report"], "r3");
  const std::string next = encoded(first["next"].get<std::string>());
  const Json second = json("/api/events?limit=2&cursor=" + next);
  ASSERT_EQ(second["events"].size(), 1U);
  EXPECT_TRUE(second["next"].is_null());
  EXPECT_EQ(second["events"][0]["report"], "south/1");
  EXPECT_EQ(json("/api/events?type=ASSAULT&source=gunmen")["total"], 2);
  EXPECT_EQ(json("/api/events?text=soldiers&limit=1&fields=id,type")["events"][0].size(), 2U);
  EXPECT_EQ(json("/api/events?order=confidence&offset=2")["events"].size(), 1U);
}

TEST_F(ServerTest, PutsTablesInOrder) {
  const auto column = [&](const std::string& path, const char* list, const char* field) {
    std::vector<Json> values;
    const Json answer = json(path);
    for (const Json& row : answer[list]) values.push_back(row[field]);
    return values;
  };
  using Words = std::vector<Json>;
  EXPECT_EQ(column("/api/events?order=-day", "events", "report"), (Words{"south/1", "north", "r3"}));
  EXPECT_EQ(column("/api/events?order=type", "events", "report"), (Words{"south/1", "north", "r3"}));
  EXPECT_EQ(column("/api/events?order=-type", "events", "report"), (Words{"r3", "south/1", "north"}));
  EXPECT_EQ(column("/api/events?order=report", "events", "report"), (Words{"north", "r3", "south/1"}));
  EXPECT_EQ(column("/api/events?order=-reports", "events", "reports"), (Words{2, 2, 1}));
  EXPECT_EQ(column("/api/events?order=reports&limit=1", "events", "report"), (Words{"r3"}));
  EXPECT_EQ(column("/api/events?order=target", "events", "report"), (Words{"r3", "north", "south/1"}))
      << "Damascus, five soldiers, seven soldiers";
  EXPECT_EQ(json("/api/events?order=-reports&offset=1&limit=1")["next"], "2");
  EXPECT_EQ(column("/api/reports?order=source", "reports", "id")[0], "north");
  EXPECT_EQ(column("/api/reports?order=-title", "reports", "id")[0], "south/1");
  EXPECT_EQ(column("/api/reports?order=day", "reports", "id")[0], "r3");
  for (const char* order : {"pair", "-pair", "-tension", "turns", "-alerts", "incidents"})
    EXPECT_EQ(json("/api/pairs?order=" + std::string(order))["total"], json("/api/pairs")["total"]) << order;
  refuses(get("/api/events?order=colour"), 400, "order");
  refuses(get("/api/pairs?order=colour"), 400, "order");
}

TEST_F(ServerTest, SaysWhatTheDataKnowUnderAName) {
  const Json turkey = json("/api/known?name=TUR");
  EXPECT_EQ(turkey["actors"][0]["actor"], "TUR");
  EXPECT_EQ(turkey["actors"][0]["name"], "Turkey");
  const Json idlib = json("/api/known?name=Idlib&limit=3");
  ASSERT_FALSE(idlib["places"].empty());
  EXPECT_LE(idlib["places"].size(), 3U);
  EXPECT_EQ(idlib["places"][0]["country"], "SYR");
  EXPECT_NEAR(idlib["places"][0]["latitude"].get<double>(), 35.9, 0.3);
  const Json state = json("/api/known?name=" + encoded("Türkei") + "&limit=1");
  EXPECT_TRUE(state["places"].is_array());
  EXPECT_EQ(json("/api/known?name=Mali")["places"][0]["precision"], "state");
  EXPECT_TRUE(json("/api/known?name=" + encoded("…"))["actors"].empty());
  refuses(get("/api/known"), 400, "name");
}

TEST_F(ServerTest, OpensAnEventAndAReport) {
  const std::string id = json("/api/events?report=north")["events"][0]["id"];
  const Json one = json("/api/events/" + encoded(id));
  EXPECT_EQ(one["event"]["type"], "ASSAULT");
  EXPECT_EQ(one["sentence"]["text"], "Gunmen killed five soldiers near Tessalit on Sunday.");
  EXPECT_EQ(one["source"], "Wire of the north");
  EXPECT_EQ(one["passages"][0]["part"], "source");
  const Json report = json("/api/reports/south%2F1");
  EXPECT_EQ(report["id"], "south/1");
  EXPECT_EQ(report["events"].size(), 1U);
  EXPECT_EQ(report["versions"].size(), 1U);
  const Json head = json("/api/reports/south%2F1?events=heads")["events"][0];
  EXPECT_EQ(head["id"], report["events"][0]["id"]);
  EXPECT_EQ(head["trigger"], report["events"][0]["trigger"]);
  EXPECT_EQ(head["source"], Json::array({"Gunmen"}));
  EXPECT_FALSE(head.contains("why"));
  EXPECT_EQ(json("/api/reports?text=seven")["reports"][0]["id"], "south/1");
  EXPECT_EQ(json("/api/search?text=seven")["reports"][0]["passages"][0]["start"], 0);
}

TEST_F(ServerTest, PutsTogetherWhatIsToldTwice) {
  const Json list = json("/api/incidents?type=ASSAULT");
  ASSERT_EQ(list["total"], 1);
  const Json& incident = list["incidents"][0];
  EXPECT_EQ(incident["sources"], 2);
  EXPECT_EQ(incident["killed"]["low"], 5);
  EXPECT_EQ(incident["killed"]["high"], 7);
  const Json one = json("/api/incidents/" + encoded(incident["events"][1]));
  EXPECT_EQ(one["incident"]["id"], incident["id"]);
  EXPECT_EQ(one["members"].size(), 2U);
  EXPECT_EQ(one["incident"]["contradictions"][0]["field"], "killed");
  const Json places = json("/api/places");
  ASSERT_EQ(places["places"].size(), 1U);
  EXPECT_EQ(places["places"][0]["name"], "Tessalit");
  EXPECT_EQ(places["elsewhere"], 1);
  EXPECT_EQ(json("/api/merges")["merges"][0]["sides"].size(), 2U);
}

TEST_F(ServerTest, TakesCorrectionsAndTakesThemBack) {
  const Json before = json("/api/incidents?type=ASSAULT")["incidents"][0]["events"];
  const std::string pair = before[0].get<std::string>() + " " + before[1].get<std::string>();
  const auto say = [&](const std::string& object, const std::string& target, const std::string& verb, const Json& fields = {}) {
    return post("/api/corrections",
                Json{{"object", object}, {"target", target}, {"verb", verb}, {"by", "A. Desk"}, {"fields", fields}}.dump());
  };
  EXPECT_EQ(say("merge", pair, "reject").status, 200);
  EXPECT_EQ(json("/api/incidents?type=ASSAULT")["total"], 2);
  EXPECT_EQ(say("merge", pair, "undo").status, 200);
  EXPECT_EQ(json("/api/incidents?type=ASSAULT")["total"], 1);
  const auto mended = say("event", before[0], "mend", {{"killed", 6}});
  EXPECT_EQ(Json::parse(mended.body)["event"]["killed"], 6);
  EXPECT_EQ(json("/api/events?review=mended")["total"], 1);
  const Json word = {{"start", 0}, {"end", 6}, {"text", "Gunmen"}, {"actor", "TUR"}};
  const auto joined = say("event", before[0], "mend",
                          {{"source", Json::array({word})},
                           {"place", nullptr},
                           {"time", {{"start", 0}, {"end", 6}, {"text", "Gunmen"}, {"from", "2019-07-01"}}}});
  EXPECT_EQ(joined.status, 200) << joined.body;
  const Json now_told = json("/api/events/" + encoded(before[0]))["event"];
  EXPECT_EQ(now_told["source"][0]["actor"], "TUR");
  EXPECT_TRUE(now_told["place"].is_null());
  EXPECT_EQ(now_told["time"]["from"], "2019-07-01");
  EXPECT_EQ(say("event", before[0], "reject").status, 200);
  EXPECT_EQ(json("/api/events")["total"], 2);
  EXPECT_EQ(json("/api/events?review=rejected")["total"], 1);
  EXPECT_EQ(json("/api/corrections?object=event")["total"], 3);
  refuses(say("event", "0123456789abcdef", "reject"), 404, "target");
  refuses(say("event", before[1], "mend", {{"type", "QUARREL"}}), 400, "fields");
  refuses(post("/api/corrections", R"({"object":"event","target":"a","verb":"reject"})"), 400, "by");
  refuses(post("/api/corrections", "not JSON"), 400, "");
  const std::string again =
      Json{{"object", "event"}, {"target", before[1]}, {"verb", "accept"}, {"by", "A"}, {"time", now}}.dump();
  EXPECT_EQ(post("/api/corrections", again).status, 200);
  refuses(post("/api/corrections", again), 409, "time");
}

TEST_F(ServerTest, SaysWhatIsWrongWithARequest) {
  refuses(get("/api/events?type=QUARREL"), 400, "type");
  refuses(get("/api/events?since=yesterday"), 400, "since");
  refuses(get("/api/events?limit=0"), 400, "limit");
  refuses(get("/api/events?cursor=x"), 400, "cursor");
  refuses(get("/api/series?a=TUR"), 400, "b");
  refuses(get("/api/events/none"), 404, "id");
  refuses(get("/api/nothing"), 404, "");
  refuses(post("/api/events", "{}"), 405, "");
  refuses(post("/api/nothing", "{}"), 404, "");
  refuses(post("/api/reports", ""), 400, "");
  refuses(post("/api/brief", R"({"title":1})"), 400, "title");
  refuses(post("/api/corrections", std::string(5 << 20, ' ')), 413, "");
}

TEST_F(ServerTest, ABrokenQuestionIsExplained) {
  const Json list = json("/api/questions");
  ASSERT_EQ(list["questions"].size(), 1U);
  EXPECT_EQ(list["questions"][0]["id"], "broken.toml");
  EXPECT_FALSE(list["questions"][0]["faults"].empty());
  EXPECT_TRUE(json("/api/questions/broken.toml")["answer"].is_null());
  refuses(get("/api/questions/broken.toml/history"), 409, "id");
  refuses(get("/api/questions/none"), 404, "id");
}

TEST_F(ServerTest, AnswersAQuestion) {
  std::filesystem::copy_file(std::string(EXAMPLES) + "/questions/turkey-s400/question.toml", box_ / "turkey.toml");
  std::string id;
  const Json list = json("/api/questions");
  for (const Json& q : list["questions"]) {
    if (q["file"] != "turkey.toml") continue;
    EXPECT_TRUE(q["faults"].empty()) << q.dump();
    id = q["id"];
  }
  const Json one = json("/api/questions/" + id + "?on=2019-08-01");
  EXPECT_EQ(one["answer"]["day"], "2019-08-01");
  EXPECT_GT(one["answer"]["forecast"]["probability"], 0);
  const Json history = json("/api/questions/" + id + "/history?until=2019-08-01");
  ASSERT_FALSE(history["points"].empty());
  EXPECT_EQ(history["points"].back()["day"], "2019-08-01");
  EXPECT_EQ(history["points"].back()["probability"], one["answer"]["forecast"]["probability"]);
}

TEST_F(ServerTest, WritesTheDigestAndTakesItEdited) {
  Json brief = json("/api/brief?from=2019-07-22&to=2019-07-31");
  ASSERT_FALSE(brief["sections"].empty());
  Json& line = brief["sections"][0]["lines"][0];
  line["text"] = "A <b>person</b> wrote this.";
  line["edited"] = true;
  const auto page = post("/api/brief?format=html", brief.dump());
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("A &lt;b&gt;person&lt;/b&gt; wrote this."), std::string::npos);
  EXPECT_NE(page.body.find("Edited by hand"), std::string::npos);
  EXPECT_NE(get("/api/brief?format=markdown").body.find("# "), std::string::npos);
  EXPECT_EQ(get("/api/brief?format=html&download=true").get_header_value("Content-Disposition"),
            "attachment; filename=\"brief.html\"");
}

TEST_F(ServerTest, ServesThePage) {
  const auto page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.get_header_value("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(page.get_header_value("Content-Security-Policy").find("default-src 'self'"), std::string::npos);
  EXPECT_EQ(get("/report/south%2F1").body, page.body) << "the page's own addresses are answered with the page";
  EXPECT_EQ(get("/assets/none.js").status, 404);
  const auto again = http_->Get("/", {{"If-None-Match", page.get_header_value("ETag")}});
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->body.empty());
  EXPECT_TRUE(page.get_header_value("Access-Control-Allow-Origin").empty());
}

TEST_F(ServerTest, AnswersOnlyWhoMayAsk) {
  EXPECT_EQ(http_->Get("/api/meta", {{"Host", "evil.example:80"}})->status, 403);
  EXPECT_EQ(http_->Post("/api/reports", {{"Origin", "http://evil.example"}}, "Ankara warned Damascus.", "text/plain")->status,
            403);
  start({.token = "a-token-of-some-length"});
  EXPECT_EQ(get("/api/meta").status, 401);
  EXPECT_EQ(get("/api/meta", "a-token-of-some-lengtH").status, 401);
  EXPECT_EQ(get("/api/meta", "a-token-of-some-length").status, 200);
  EXPECT_EQ(get("/api/meta?token=a-token-of-some-length").status, 200);
  EXPECT_EQ(get("/").status, 200);
  const auto open = Server::open({.store = where_, .listen = "0.0.0.0:0"});
  EXPECT_FALSE(open);
  EXPECT_NE(open.error.find("--token-file"), std::string::npos);
  EXPECT_FALSE(Server::open({.store = where_, .listen = "nonsense"}));
}

TEST_F(ServerTest, ATakenPortIsTold) {
  const auto second = Server::open({.store = where_, .listen = "127.0.0.1:" + std::to_string(port_)});
  EXPECT_FALSE(second);
  EXPECT_NE(second.error.find("is taken"), std::string::npos);
}

TEST_F(ServerTest, TellsOfProgress) {
  std::string heard;
  std::promise<void> listening;
  std::thread listener([&] {
    httplib::Client client("127.0.0.1", port_);
    client.set_read_timeout(120);  // seconds: a loaded machine opens its reader slowly
    client.Get("/api/progress", [&](const char* bytes, std::size_t size) {
      if (heard.empty()) listening.set_value();
      heard.append(bytes, size);
      return heard.find("\"b1\"") == std::string::npos || heard.find("\"ended\":\"") == std::string::npos;
    });
  });
  listening.get_future().wait();
  const auto taken = post("/api/reports?name=note.txt", std::string("\0\1", 2), "text/plain");
  EXPECT_EQ(taken.status, 202);
  EXPECT_EQ(Json::parse(taken.body)["names"][0], "note.txt");
  listener.join();
  EXPECT_NE(heard.find("event: account\ndata: {\"as_of\":"), std::string::npos);
  EXPECT_NE(heard.find("event: batch\ndata: {\"id\":\"b1\""), std::string::npos);
  const Json batch = json("/api/batches/b1");
  EXPECT_EQ(batch["added"], 0);
  EXPECT_FALSE(batch["faults"].empty()) << "an input that is no text is told";
  EXPECT_EQ(json("/api/batches")["batches"].size(), 1U);
  refuses(get("/api/batches/b9"), 404, "id");
}

}  // namespace
}  // namespace dragoman
