// Reports into an account: each is read, coded and written, several at once, in the order in which they came.
//
//   dragoman::Intake intake{.store = store, .known = reading, .reader = reader};
//   auto counts = dragoman::take_in(intake, [&] { return stream.next(); });
//   counts->added, counts->events                       // 8, 123
//
// What the account knows is not coded again. What cannot be read is handed to `fault`, and the rest goes on. `next` ends the
// intake by giving nothing, at a report's edge: what was taken before is written. Reports are written several together, and
// none waits longer than a second; when the store takes no more (a full disk) the intake ends with its error.
//
// Threads: a call runs in the caller's thread and `threads` more; `next` is called from one of them, `fault` and `moved` from
// the caller's. Cost: that of coding.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/events.h"
#include "dragoman/store.h"
#include "dragoman/text.h"

namespace dragoman {

struct Counts {
  std::size_t added = 0, versions = 0, copies = 0, known = 0, recoded = 0, events = 0, withdrawn = 0;
  std::size_t reports() const { return added + versions + copies + known + recoded; }
};
Counts operator+(const Counts& a, const Counts& b);

struct Intake {
  Store& store;  // open to write
  Store& known;  // the same account, open to read
  const Reader& reader;
  const Knowledge& knowledge = Knowledge::built_in();
  const Ontology& ontology = Ontology::built_in();
  std::size_t threads = 1;
  std::function<void(const InputError&)> fault = {};
  std::function<void(const Counts&)> moved = {};  // after each write
};

Result<Counts> take_in(const Intake& intake, const std::function<std::optional<Ingested>()>& next);

// Reads again what other weights have read; people's corrections are kept.
Result<Counts> recode(const Intake& intake);

}  // namespace dragoman
