// dragoman serve: the web page and its JSON API.
#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <memory>
#include <thread>

#include "dragoman/server.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  ServerOptions options;
  std::string token_file;
};

constexpr std::size_t shortest_token = 16;

// A line of a file that only its owner should read.
std::optional<std::string> read_token(const std::string& path, Session& session) {
  std::ifstream file(path);
  std::string token;
  std::getline(file, token);
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  if (token.size() >= shortest_token) return token;
  session.refuse(fmt::format("{}: holds no token of {} letters or more; write one with: openssl rand -hex 24 > {}", path,
                             shortest_token, path));
  return std::nullopt;
}

// Ctrl+C and kill end the server in good order; given again they end it at once.
class Signals {
 public:
  explicit Signals(Server& server) {
    thread_ = std::thread([this, &server] {
      int signal = 0;
      sigwait(&set(), &signal);
      if (done_) return;
      heard_ = true;
      pthread_sigmask(SIG_UNBLOCK, &set(), nullptr);
      fmt::print(stderr, "\ndragoman: stopping; what was added stays. Once more stops at once\n");
      server.stop();
    });
  }
  ~Signals() {
    done_ = true;
    if (!heard_) pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Before any thread is made, so that all leave the signals to this one.
  static void hold_back() { pthread_sigmask(SIG_BLOCK, &set(), nullptr); }

 private:
  static const sigset_t& set() {
    static const sigset_t all = [] {
      sigset_t made;
      sigemptyset(&made);
      sigaddset(&made, SIGINT);
      sigaddset(&made, SIGTERM);
      return made;
    }();
    return all;
  }

  std::atomic<bool> done_ = false, heard_ = false;
  std::thread thread_;
};

void run_serve(Asked& asked, Session& session) {
  ServerOptions& options = asked.options;
  if (!asked.token_file.empty()) {
    const auto token = read_token(asked.token_file, session);
    if (!token) return;
    options.token = *token;
  }
  options.reader = session.reader;
  options.knowledge = &session.knowledge();
  options.ontology = &session.ontology();
  if (session.status) return;
  Signals::hold_back();
  std::signal(SIGPIPE, SIG_IGN);
  auto server = Server::open(options);
  if (!server) return session.refuse(server.error);
  {
    const Signals signals(**server);
    fmt::print("{}\n", (*server)->address());
    std::fflush(stdout);
    fmt::print(stderr, "dragoman: serving {}; open {}{} in a browser, Ctrl+C stops\n", options.store, (*server)->address(),
               options.token.empty() ? "" : "#token=TOKEN (of the file)");
    (*server)->run();
  }
}

}  // namespace

void add_serve(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("serve", "the account as a web page and a JSON API");
  command
      ->add_option("STORE", asked->options.store,
                   "the account: a file, made when it is not there, or postgresql://user@host/database")
      ->required()
      ->type_name("");
  command->add_option("--listen", asked->options.listen, "address and port; port 0 is any that is free")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--token-file", asked->token_file,
                   "a file whose first line must be given by who asks; needed on any address but this machine's own")
      ->type_name("FILE");
  command->add_option("--questions", asked->options.questions, "a folder of question files, or one; read anew when asked for")
      ->type_name("DIR");
  command->footer(
      "The page and the API (docs/openapi.yaml) come out of the one program and ask nothing of the network. Reports that are\n"
      "uploaded are read in the background; `dragoman add` may run beside it. Standard output has the address alone.\n"
      "Examples:\n"
      "  dragoman serve account.db --questions examples/questions\n"
      "  dragoman serve account.db --listen 127.0.0.1:0\n"
      "  openssl rand -hex 24 > token && dragoman serve account.db --listen 0.0.0.0:8440 --token-file token");
  command->callback([asked, &session] { run_serve(*asked, session); });
}

}  // namespace dragoman::cli
