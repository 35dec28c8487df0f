// What every command shares: the global options, the reader, how errors are told, the exit status.
//
// Errors go to standard error as `dragoman: FILE:LINE: what is wrong; what to do` and stop nothing but the piece they name.
// Exit status: 0 all fine, 1 some input failed, 2 the command could not be run as asked.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/actors.h"
#include "dragoman/events.h"
#include "dragoman/language.h"
#include "dragoman/text.h"
#include "render.h"
#include "terminal.h"

namespace dragoman::cli {

// What the reports are coded by, beside the reader.
struct Tables {
  const Knowledge& knowledge;
  const Ontology& ontology;
};

struct Session {
  ReaderOptions reader;
  std::string data;  // a folder of data files over the built-in ones; empty: none
  Colour colour = Colour::Auto;
  int status = 0;

  // Tells what is wrong with an input; the rest goes on.
  void fail(std::string_view where, std::string_view what);
  void fail(const InputError& error);
  // Tells why the command cannot be run as asked.
  void refuse(std::string_view what);
  // Opens the model, or refuses.
  std::optional<Reader> open();
  // The data that say who is who: the built-in, or with those of --data over them. What is wrong there is told, and then the
  // built-in stay in force.
  const Knowledge& knowledge();
  const Ontology& ontology();  // likewise, what words and codes mean
  Tables tables() { return {knowledge(), ontology()}; }
  std::size_t threads() const { return static_cast<std::size_t>(reader.threads); }
  Page page() const;

 private:
  void tell(std::string_view line) const;

  void tell_faults(const std::vector<DataFault>& faults);
  bool holds(std::string_view folder) const;

  Knowledge::Opened knowledge_;
  Ontology::Opened ontology_;
};

// Adds the options that every command takes.
void add_global_options(CLI::App& app, Session& session);

// Each adds its command, which runs when the command line has been read.
void add_account_actors(CLI::App& app, Session& session);  // `actors STORE`: who acts in an account
void add_actors(CLI::App& app, Session& session);          // `actors NAME`: who is in the data
void add_add(CLI::App& app, Session& session);
void add_ask(CLI::App& app, Session& session);
void add_brief(CLI::App& app, Session& session);
void add_changes(CLI::App& app, Session& session);
void add_code(CLI::App& app, Session& session);
void add_correct(CLI::App& app, Session& session);
void add_events(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_incidents(CLI::App& app, Session& session);
void add_law(CLI::App& app, Session& session);
void add_parse(CLI::App& app, Session& session);
void add_relate(CLI::App& app, Session& session);
void add_reports(CLI::App& app, Session& session);
void add_score(CLI::App& app, Session& session);
void add_score_questions(CLI::App& app, Session& session);
void add_series(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);

// Reads the command line and runs the command; returns the exit status.
int run(int count, const char* const* arguments);

}  // namespace dragoman::cli
