// Filing: reports and events of any order into one account.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "dragoman/law.h"
#include "words.h"

namespace dragoman {
namespace {

class Filer {
 public:
  explicit Filer(const std::map<std::string, Report>& reports) : reports_(reports) {}

  Filed file(Event&& event) {
    Filed filed;
    filed.event = std::move(event);
    const auto report = reports_.find(filed.event.report);
    if (!filed.event.published && report != reports_.end()) filed.event.published = report->second.published;
    if (filed.event.published && is_day(filed.event.published->substr(0, 10))) {
      filed.day = filed.event.published->substr(0, 10);
    }
    if (report != reports_.end()) filed.sentence = sentence_of(report->second, filed.event);
    add_goods(filed);
    return filed;
  }

 private:
  Span sentence_of(const Report& report, const Event& event) {
    auto known = sentences_.find(report.id);
    if (known == sentences_.end()) known = sentences_.emplace(report.id, split_sentences(report.text)).first;
    for (const Sentence& s : known->second) {
      if (event.trigger.start < s.start || event.trigger.start >= s.end) continue;
      return {s.start, s.end, report.text.substr(s.start, s.end - s.start)};
    }
    return {};
  }

  // Those that the record gives, and those that the sentence names.
  static void add_goods(Filed& filed) {
    for (const Good& good : Knowledge::built_in().goods()) {
      const auto carried = [&](const Cargo& cargo) { return cargo.good == good.id; };
      const bool given = std::any_of(filed.event.goods.begin(), filed.event.goods.end(), carried);
      const std::string& text = filed.sentence.text;
      if (given || law::find_phrase(text, good.name) || law::says_any(text, good.also)) filed.goods.push_back(&good);
    }
  }

  const std::map<std::string, Report>& reports_;
  std::unordered_map<std::string, std::vector<Sentence>> sentences_;
};

}  // namespace

Account file(std::vector<Report> reports, std::vector<Event> events) {
  Account account;
  for (Report& report : reports) {
    std::string id = report.id;
    account.reports.insert_or_assign(std::move(id), std::move(report));
  }
  Filer filer(account.reports);
  for (Event& event : events) account.events.push_back(filer.file(std::move(event)));
  const auto key = [](const Filed& f) {
    return std::tie(f.day, f.event.report, f.event.trigger.start, f.event.trigger.end, f.event.id);
  };
  std::sort(account.events.begin(), account.events.end(), [&](const Filed& a, const Filed& b) { return key(a) < key(b); });
  const auto twice = [&](const Filed& a, const Filed& b) { return !a.event.id.empty() && key(a) == key(b); };
  account.events.erase(std::unique(account.events.begin(), account.events.end(), twice), account.events.end());
  return account;
}

}  // namespace dragoman
