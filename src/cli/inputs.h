// The reports of files, folders and standard input, in order, worked on by several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dragoman/in_order.h"
#include "dragoman/text.h"
#include "session.h"

namespace dragoman::cli {

// Files as given, folders walked in sorted order (what is hidden, and TOML, is passed over), "-" for standard input. What
// cannot be opened, or a folder that holds no file, is an InputError in its place.
class Inputs {
 public:
  explicit Inputs(const std::vector<std::string>& paths);
  std::optional<Ingested> next();
  // Files and streams named or found so far.
  std::size_t files() const { return files_.size(); }
  // From any thread: next() gives nothing more.
  void stop() { stopped_ = true; }

 private:
  std::optional<InputError> open(const std::string& path);

  std::vector<std::variant<std::string, InputError>> files_;
  std::size_t at_ = 0;
  std::atomic<bool> stopped_ = false;
  std::ifstream file_;
  std::optional<ReportStream> stream_;
};

// Hands each report to `work` (any thread) and the results to `sink` in the order of the reports; errors are told in that order
// too.
template <typename Out>
void for_each_report(Inputs& inputs, Session& session, const std::function<Out(Report&&)>& work,
                     const std::function<void(Out&&)>& sink) {
  using Result = std::variant<Out, InputError>;
  in_order<Ingested, Result>(
      session.threads(), [&] { return inputs.next(); },
      [&](Ingested&& got) -> Result {
        if (auto* error = std::get_if<InputError>(&got)) return std::move(*error);
        const std::string id = std::get<Report>(got).id;
        try {
          return work(std::move(std::get<Report>(got)));
        } catch (const std::exception& fault) {  // the encoder's library, or memory
          return InputError{id, {}, {}, std::string("could not be read (") + fault.what() + "); try it by itself"};
        }
      },
      [&](Result&& result) {
        if (const auto* error = std::get_if<InputError>(&result)) return session.fail(*error);
        sink(std::move(std::get<Out>(result)));
      });
}

}  // namespace dragoman::cli
