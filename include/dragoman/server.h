// The account on a page and as JSON: what `dragoman serve STORE` runs.
//
//   auto server = dragoman::Server::open({.store = "account.db", .questions = "questions/"});
//   if (!server) return fail(server.error);       // "127.0.0.1:8440 is taken; name another address with --listen"
//   std::puts((*server)->address().c_str());      // "http://127.0.0.1:8440/"
//   (*server)->run();                             // until stop() is called from another thread
//
// docs/openapi.yaml describes the API; the server gives it as /api/openapi.json. Everything else is the page.
//
// Safety: on the loopback address whoever uses this machine may read and correct; the Host and Origin of each request are
// checked, so that no other page in the same browser can. On any other address a token is needed, and refused without one.
// Nothing is served to other origins. Bodies are limited: 64 MB of an upload, 4 MB of any other.
//
// Uploads are read one after the other in the background; other requests go on meanwhile, from memory and from connections of
// their own. stop() lets a batch end at a report's edge.
//
// Threads: run() serves with `connections` threads of its own; address() and stop() from any thread. Cost: reading an account
// takes about 40 microseconds and 5 KB an event when it opens; docs/quality.md has requests a second.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "dragoman/actors.h"
#include "dragoman/events.h"
#include "dragoman/language.h"
#include "dragoman/store.h"

namespace dragoman {

struct ServerOptions {
  std::string store;                      // as for Store::open; made when it is not there
  std::string listen = "127.0.0.1:8440";  // address and port; port 0: any that is free; "[::1]:8440"
  std::string token = {};                 // needed from who asks; empty: none, and only on a loopback address
  std::string questions = {};             // a folder of question files, or one file; read anew with each request
  ReaderOptions reader = {};              // opened with the first upload; `threads` reports are read at once
  const Knowledge* knowledge = nullptr;   // null: the built-in
  const Ontology* ontology = nullptr;     // null: the built-in
  std::size_t connections = 64;           // served at once; more wait
};

class Server {
 public:
  // Opens the store, reads it, and takes the address. What is wrong is told with what to do about it.
  static Result<std::unique_ptr<Server>> open(const ServerOptions& options);
  ~Server();

  std::string address() const;  // to open in a browser
  void run();
  void stop();

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace dragoman
