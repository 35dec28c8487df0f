#include "ledger.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "law/words.h"
#include "positions.h"

namespace dragoman::questions {
namespace {

constexpr int kSameDays = 3;        // told again within so many days is told once
constexpr double kSameWords = 0.7;  // Jaccard of two sentences' words from which they are one sentence told twice

struct Told {
  std::string kind, reason;
  int direction = 1;
};

class Clerk {
 public:
  Clerk(const Question& question, const Account& account, const Bearing& bearing, const Weights& weights)
      : question_(question), account_(account), bearing_(bearing), weights_(weights), towards_(bearing.is_hostile() ? -1 : 1) {
    for (const Position& p : positions(question, account, bearing, "9999-12-31")) stances_[p.event] = p;
  }

  std::optional<Entry> enter(std::size_t i) const {
    const Filed& filed = account_.events[i];
    const auto told = tell(i, filed);
    if (!told) return std::nullopt;
    return Entry{told->kind, told->reason, i, filed.day, told->direction, reliability(filed.event), {}};
  }

 private:
  std::optional<Told> tell(std::size_t i, const Filed& filed) const {
    if (const auto found = resolution(filed)) return found;
    for (const Signal& s : question_.signals) {
      if (matches(s.event, filed, account_)) return Told{s.kind, s.event.says, s.direction};
    }
    if (const auto found = waiver(filed)) return found;
    if (is_unwilling(i)) return position(i);
    if (bearing_.is_act(filed)) return bearing_.stands_beside_waiver(filed) ? std::nullopt : act(filed);
    if (const auto found = position(i)) return found;
    return between(filed);
  }

  std::optional<Told> resolution(const Filed& filed) const {
    if (filed.event.status != "actual" || (!filed.day.empty() && filed.day < question_.opened)) return std::nullopt;
    const auto any = [&](const std::vector<Pattern>& list) {
      return std::any_of(list.begin(), list.end(), [&](const Pattern& p) { return matches(p, filed, account_); });
    };
    if (any(question_.yes)) return Told{"done", "told as having happened", 1};
    if (any(question_.no)) return Told{"undone", "told as settled the other way", -1};
    return std::nullopt;
  }

  std::optional<Told> waiver(const Filed& filed) const {
    if (!is_waiver(filed) || !bearing_.is_hostile()) return std::nullopt;
    const std::string& status = filed.event.status;
    if (status == "negated") return Told{"waiver-talk", "a waiver is said not to come", 1};
    if (status == "actual") return Told{"waiver", "a waiver is told as granted", -1};
    return Told{"waiver-talk", "a waiver is spoken of", -1};
  }

  // Not where its waiver is told: that is entered by itself.
  std::optional<Told> act(const Filed& filed) const {
    static const std::map<std::string, Told> kByStatus = {
        {"future", {"announced", "it is said to come", 1}},
        {"conditional", {"threatened", "it is to come under a condition", 1}},
        {"demanded", {"demanded", "it is demanded or required", 1}},
        {"possible", {"considered", "it is under discussion", 1}},
        {"negated", {"ruled-out", "it is said not to come, or not to have come", -1}},
    };
    const auto found = kByStatus.find(filed.event.status);
    if (found != kByStatus.end()) return found->second;
    return Told{"step", "something of its kind has happened", 1};
  }

  // "Trump indicated reluctance to sanction Turkey" tells of him, not of sanctions under discussion.
  bool is_unwilling(std::size_t i) const {
    const auto found = stances_.find(i);
    return found != stances_.end() && found->second.stance == Stance::Reluctant;
  }

  std::optional<Told> position(std::size_t i) const {
    const auto found = stances_.find(i);
    if (found == stances_.end()) return std::nullopt;
    const Position& p = found->second;
    const auto& countries = question_.act.source ? question_.act.source->country : std::vector<std::string>{};
    if (std::find(countries.begin(), countries.end(), p.country) == countries.end()) return std::nullopt;
    switch (p.stance) {
      case Stance::For:
        return Told{"backed", p.who + " is for it", 1};
      case Stance::Conditional:
        return Told{"threatened", p.who + " warns of it", 1};
      default:
        return Told{"opposed", p.who + " is against it, reluctant, or for another way", -1};
    }
  }

  // Dealings of the two sides with each other.
  std::optional<Told> between(const Filed& filed) const {
    const Event& e = filed.event;
    const auto is = [&](std::initializer_list<std::string_view> types) {
      return std::find(types.begin(), types.end(), e.type) != types.end();
    };
    const bool out = bearing_.from_deciding(e) && bearing_.at_other(e), in = bearing_.from_other(e) && bearing_.at_deciding(e);
    if (e.status == "negated" || e.status == "possible") return std::nullopt;
    if (is({"CONSULT"}) && (out || in)) return Told{"talks", "the two sides meet or mean to", towards_};
    if (is({"CONCEDE", "RETREAT", "SUPPORT", "AID", "AGREE", "COOPERATE"}) && (out || in)) {
      return Told{"warmth", "one side helps, praises or gives way to the other", towards_};
    }
    if (e.status != "actual") return std::nullopt;
    if (is({"ACCUSE", "REJECT", "THREATEN"}) && out)
      return Told{"blamed", "the deciding side accuses, refuses or warns the other", -towards_};
    if (is({"REJECT", "THREATEN", "ACCUSE", "MOBILIZE", "ASSAULT", "COERCE"}) &&
        (in || (bearing_.from_other(e) && e.target.empty()))) {
      return Told{"defiance", "the other side refuses, threatens or goes on", -towards_};
    }
    return std::nullopt;
  }

  double reliability(const Event& e) const {
    const auto of = [&](const char* who) { return weights_.reliability.at(who) * e.confidence; };
    if (e.by.empty()) return of("report");
    const Participant& mouth = e.by.front();
    if (bearing_.decides(mouth) || bearing_.suffers(mouth)) return of("party");
    if (mouth.actor) return of("official");
    return mouth.country ? of("other") : of("nameless");
  }

  const Question& question_;
  const Account& account_;
  const Bearing& bearing_;
  const Weights& weights_;
  int towards_;
  std::map<std::size_t, Position> stances_;
};

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (char c : text + " ") {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) || u >= 0x80) {
      word += static_cast<char>(std::tolower(u));
    } else if (!word.empty()) {
      words.insert(std::exchange(word, ""));
    }
  }
  return words;
}

bool nearly_same(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.size() < 5 || b.size() < 5) return false;
  std::size_t common = 0;
  for (const std::string& word : a) common += b.count(word);
  return static_cast<double>(common) >= kSameWords * static_cast<double>(a.size() + b.size() - common);
}

std::string actors_of(const Event& e) {
  std::string key;
  for (const auto* list : {&e.source, &e.by}) {
    for (const Participant& p : *list) key += p.actor.value_or(p.country.value_or(p.span.text)) + ",";
    key += "|";
  }
  return key;
}

// Keeps what has been entered, to know it again.
class Copies {
 public:
  explicit Copies(const Account& account) : account_(account) {}

  // The entry that this one repeats, or nothing; then it is remembered.
  Entry* first_of(std::vector<Entry>& all, const Entry& entry) {
    const Filed& filed = account_.events[*entry.event];
    auto words = words_of(filed.sentence.text);
    const std::string key = entry.kind + "|" + std::to_string(entry.direction) + "|" + actors_of(filed.event);
    for (std::size_t k = 0; k < seen_.size(); ++k) {
      const auto& [other_key, other_words] = seen_[k];
      const bool soon = other_key == key && within_days(all[k].day, entry.day);
      const bool same = all[k].kind == entry.kind && nearly_same(words, other_words);
      if (soon || same) return &all[k];
    }
    seen_.emplace_back(key, std::move(words));
    return nullptr;
  }

 private:
  static bool within_days(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return a == b;
    return std::abs(days_between(a, b)) <= kSameDays;
  }

  const Account& account_;
  std::vector<std::pair<std::string, std::set<std::string>>> seen_;  // as the entries
};

}  // namespace

std::vector<Entry> entries(const Question& question, const Account& account, const Bearing& bearing, const Weights& weights) {
  const Clerk clerk(question, account, bearing, weights);
  Copies copies(account);
  std::vector<Entry> all;
  for (std::size_t i = 0; i < account.events.size(); ++i) {
    if (!bearing.is_about(account.events[i].event.report)) continue;
    auto entry = clerk.enter(i);
    if (!entry) continue;
    if (Entry* first = copies.first_of(all, *entry)) {
      first->repeats.push_back(entry->day);
    } else {
      all.push_back(std::move(*entry));
    }
  }
  return all;
}

namespace {

// The duty is discharged by such an act; a bar on something else is shown with the answer and moves nothing.
bool asks_for_act(const Finding& f, const Question& question) {
  const auto& types = question.act.type;
  return std::any_of(f.provision->duty->discharged.begin(), f.provision->duty->discharged.end(), [&](const Pattern& p) {
    return std::any_of(p.type.begin(), p.type.end(),
                       [&](const auto& t) { return std::find(types.begin(), types.end(), t) != types.end(); });
  });
}

}  // namespace

std::vector<Entry> standing_entries(const Question& question, const Bearing& bearing, const std::vector<Finding>& duties,
                                    std::string_view day) {
  std::vector<Entry> all;
  const int towards = bearing.is_hostile() ? 1 : -1;
  for (std::size_t i = 0; i < duties.size(); ++i) {
    const Finding& f = duties[i];
    if (!asks_for_act(f, question)) continue;
    const std::string reason = f.provision->id + " for " + f.party + ": " + std::string(name(f.standing));
    const auto enter = [&](const char* kind, int direction, double share) {
      all.push_back({kind, reason, std::nullopt, std::string(day), direction, share, {}, i});
    };
    if (f.standing == Standing::Triggered) enter("duty", towards, 0.5);
    if (f.standing == Standing::Due) enter("duty", towards, 1);
    if (f.standing == Standing::Overdue) enter("duty", towards, 1.5);
    if (f.standing == Standing::Waived || f.standing == Standing::Delayed || f.standing == Standing::Excepted)
      enter("relief", -towards, 1);
  }
  const int whole = std::max(1, days_between(question.opened, question.deadline));
  const int gone = std::clamp(days_between(question.opened, day), 0, whole);
  if (gone > 0) {
    all.push_back({"waiting",
                   std::to_string(gone) + " of " + std::to_string(whole) + " days have passed without it",
                   std::nullopt,
                   std::string(day),
                   -1,
                   static_cast<double>(gone) / whole,
                   {}});
  }
  return all;
}

std::vector<Item> ledger(const std::vector<Entry>& entries, const Weights& weights, std::string_view day) {
  std::vector<Item> items;
  for (const Entry& e : entries) {
    if (!e.day.empty() && e.day > day) continue;
    const auto kind = weights.kinds.find(e.kind);
    if (kind == weights.kinds.end()) continue;
    const int age = e.day.empty() ? 0 : days_between(e.day, day);
    Item item{e.kind, e.reason, e.event, e.day, e.direction, e.reliability, std::exp2(-age / kind->second.half_life)};
    item.weight = kind->second.weight;
    item.duty = e.duty;
    item.repeats =
        static_cast<std::size_t>(std::count_if(e.repeats.begin(), e.repeats.end(), [&](const auto& d) { return d <= day; }));
    items.push_back(std::move(item));
  }
  // The freshest and most reliable of a kind counts whole, the next half, the next a quarter.
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.reliability * a.decay > b.reliability * b.decay; });
  std::map<std::pair<std::string, int>, double> next;
  for (Item& item : items) {
    double& share = next.try_emplace({item.kind, item.direction}, 1.0).first->second;
    item.share = std::exchange(share, share / 2);
    item.moves = item.direction * item.weight * item.reliability * item.decay * item.share;
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return std::abs(a.moves) > std::abs(b.moves); });
  return items;
}

}  // namespace dragoman::questions
