// What every answer is made from: the mirror, connections to the store, the questions' folder, what was worked out lately.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "asked.h"
#include "batches.h"
#include "dragoman/actors.h"
#include "dragoman/law.h"
#include "dragoman/questions.h"
#include "dragoman/series.h"
#include "dragoman/store.h"
#include "filter.h"
#include "mirror.h"
#include "recent.h"

namespace dragoman::server {

inline constexpr std::size_t largest_upload = std::size_t{64} << 20;  // bytes
inline constexpr std::size_t largest_body = std::size_t{4} << 20;     // of any other request

// The account as law, questions and digest read it.
struct Filing {
  std::int64_t as_of = 0;
  Account account;
  std::set<std::string> accepted;  // ids of events that a person has accepted or mended
};

using RankedPairs = std::vector<std::pair<Pair, std::size_t>>;  // by how many incidents they have

// A file of the questions' folder: a question, or why it is none.
struct QuestionFile {
  std::string id, name;
  std::size_t stamp = 0;  // of its bytes: equal files have equal ones
  std::optional<Question> question;
  std::vector<RuleFault> faults;
};

struct ActorRow {
  const std::string* key = nullptr;
  std::string name, kind;  // kind "": the data do not know it
  std::optional<std::string> country, sector;
  std::size_t source = 0, target = 0;
  std::string first, last;
};

class Desk {
 public:
  Desk(std::string store, std::string questions, const Knowledge& knowledge, std::unique_ptr<Mirror> mirror, Batches& batches)
      : store_(std::move(store)),
        questions_(std::move(questions)),
        knowledge_(knowledge),
        mirror_(std::move(mirror)),
        batches_(batches) {}

  const std::string& store() const { return store_; }
  const Knowledge& knowledge() const { return knowledge_; }
  Mirror& mirror() { return *mirror_; }
  Batches& batches() { return batches_; }

  // A connection to read, for as long as `work` runs. A fault of the store is a Refusal.
  template <typename Work>
  auto reading(const Work& work) {
    Store store = take_reader();
    auto result = work(store);
    give_back(std::move(store));
    if (!result) throw Refusal{500, result.error};
    return std::move(*result.value);
  }

  std::shared_ptr<const Happenings> happenings();  // refuses while the first are being put together
  // Filters of a request with its words looked up, and the events that pass.
  Filter filter(const Asked& asked);
  std::shared_ptr<const Events> matching(const std::shared_ptr<const Snapshot>& snapshot, const Asked& asked);
  // The same in the order that is asked for.
  std::shared_ptr<const Events> sorted(const std::shared_ptr<const Snapshot>& snapshot, const Asked& asked);
  std::shared_ptr<const Filing> filing();
  std::shared_ptr<const RankedPairs> ranked_pairs(const Happenings& of, const SeriesOptions& options);
  std::shared_ptr<const std::vector<ActorRow>> actors(const std::shared_ptr<const Snapshot>& of, const std::string& since,
                                                      const std::string& until);
  std::vector<QuestionFile> questions() const;
  QuestionFile question(const std::string& id) const;
  // What people said of one thing; empty words: of any.
  std::vector<Correction> corrections_of(const std::string& object, const std::string& target);
  Recent<std::string>& texts() { return texts_; }  // answers as they were written

  // Takes a correction in; when it is back every answer knows of it.
  Correction correct(Correction correction);

  std::string name_of(const std::string& key) const;  // a country's, an actor's; the key when the data do not know it

 private:
  std::string without_store(const std::string& fault) const;
  Store take_reader();
  void give_back(Store store);

  std::string store_, questions_;
  const Knowledge& knowledge_;
  std::unique_ptr<Mirror> mirror_;
  Batches& batches_;

  std::mutex pool_;
  std::vector<Store> idle_;
  std::mutex correcting_;
  std::atomic<std::int64_t> corrected_ = 0;  // answers must know of this change

  Recent<std::set<std::string>> holding_{32};
  Recent<Events> matching_{24}, sorted_{8};
  Recent<std::vector<ActorRow>> actors_{8};
  Recent<std::string> texts_{32};
  Recent<std::vector<Correction>> corrections_{2};
  Lately<Filing> filing_;
  Recent<RankedPairs> ranked_pairs_{8};
};

// ---- The answers ----

Answer meta(Desk& desk, const Asked& asked);
Answer events(Desk& desk, const Asked& asked);
Answer facets(Desk& desk, const Asked& asked);
Answer event(Desk& desk, const Asked& asked, const std::string& id);
Answer reports(Desk& desk, const Asked& asked);
Answer report(Desk& desk, const Asked& asked, const std::string& id);
Answer search(Desk& desk, const Asked& asked);
Answer incidents(Desk& desk, const Asked& asked);
Answer incident(Desk& desk, const Asked& asked, const std::string& id);
Answer merges(Desk& desk, const Asked& asked);
Answer pairs(Desk& desk, const Asked& asked);
Answer series(Desk& desk, const Asked& asked);
Answer actors(Desk& desk, const Asked& asked);
Answer actor(Desk& desk, const Asked& asked, const std::string& id);
Answer network(Desk& desk, const Asked& asked);
Answer places(Desk& desk, const Asked& asked);
Answer known(Desk& desk, const Asked& asked);
Answer law(Desk& desk, const Asked& asked);
Answer provisions(Desk& desk, const Asked& asked);
Answer questions(Desk& desk, const Asked& asked);
Answer question(Desk& desk, const Asked& asked, const std::string& id);
Answer history(Desk& desk, const Asked& asked, const std::string& id);
Answer brief(Desk& desk, const Asked& asked);
Answer render(Desk& desk, const Asked& asked, const std::string& body);
Answer changes(Desk& desk, const Asked& asked);
Answer corrections(Desk& desk, const Asked& asked);
Answer correct(Desk& desk, const Asked& asked, const std::string& body);
Answer batches(Desk& desk, const Asked& asked);
Answer batch(Desk& desk, const Asked& asked, const std::string& id);
Answer stop_batch(Desk& desk, const Asked& asked, const std::string& id);

// ---- Pieces of JSON that several answers share ----

std::string in_quotes(std::string_view words);  // as JSON
std::string or_null(const std::optional<std::string>& words);
std::string to_json(const Span& span);
std::string to_json(const HeldEvent& event, const Happenings* happenings);
std::string head_json(const StoredReport& report, std::size_t events);
std::string head_json(const ActorRow& actor);
std::string to_json(const FacetValue& value, const Desk& desk);
std::string list_json(const Facet& facet, const Desk& desk, std::size_t top);
std::size_t live_events(const HeldReport& report);

// "[a,b]" of what `write` gives for each.
template <typename List, typename Write>
std::string array(const List& list, const Write& write) {
  std::string json = "[";
  for (const auto& one : list) {
    if (json.size() > 1) json += ',';
    json += write(one);
  }
  return json + "]";
}

// The items of a page, from `offset`, at most `limit`.
template <typename List, typename Write>
std::string page(const List& list, std::size_t offset, std::size_t limit, const Write& write) {
  std::string json = "[";
  for (std::size_t i = offset; i < list.size() && i < offset + limit; ++i) {
    if (json.size() > 1) json += ',';
    json += write(list[i]);
  }
  return json + "]";
}
// {"as_of":…,"total":…,"next":…,"NAME":[…]}
template <typename List, typename Write>
Answer listed(std::int64_t as_of, const char* name, const List& list, const Asked& asked, const Write& write) {
  const std::size_t offset = asked.offset(), limit = asked.limit();
  const std::size_t given = offset < list.size() ? std::min(limit, list.size() - offset) : 0;
  std::string body = "{\"as_of\":" + std::to_string(as_of) + ",\"total\":" + std::to_string(list.size()) +
                     ",\"next\":" + next_cursor(offset, given, list.size()) + ",\"" + name + "\":";
  body += page(list, offset, limit, write);
  return {200, body + "}"};
}

}  // namespace dragoman::server
