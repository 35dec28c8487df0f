#include "positions.h"

#include <algorithm>
#include <map>
#include <set>

#include "law/words.h"

namespace dragoman::questions {
namespace {

using Phrases = std::vector<std::string>;

// The trigger with what stands close before it: "indicated reluctance to sanction".
std::string near(const Filed& filed) {
  constexpr std::size_t kBefore = 40;
  const std::string& text = filed.sentence.text;
  if (text.empty()) return filed.event.trigger.text;
  const std::size_t at = filed.event.trigger.start - filed.sentence.start;
  const std::size_t from = at > kBefore ? at - kBefore : 0;
  return text.substr(from, at + filed.event.trigger.text.size() - from);
}

bool known_by(const Filed& filed, std::string_view day) { return filed.day.empty() || filed.day <= day; }

class Reading {
 public:
  Reading(const Account& account, const Bearing& bearing) : account_(account), bearing_(bearing) {}

  std::optional<Position> read(std::size_t i) const {
    const Filed& filed = account_.events[i];
    const Participant* speaker = speaker_of(filed);
    if (!speaker) return std::nullopt;
    static constexpr Rule kRules[] = {&Reading::reluctance,      &Reading::another_way,    &Reading::backs,
                                      &Reading::rejects,         &Reading::threatens_back, &Reading::warns,
                                      &Reading::under_condition, &Reading::own_no,         &Reading::own_plan};
    for (const Rule rule : kRules) {
      const auto found = (this->*rule)(filed, *speaker);
      if (!found) continue;
      return Position{speaker->actor.value_or(speaker->span.text),
                      speaker->name.value_or(speaker->span.text),
                      speaker->country.value_or(""),
                      found->first,
                      i,
                      found->second};
    }
    return std::nullopt;
  }

 private:
  using Found = std::optional<std::pair<Stance, std::string>>;
  using Rule = Found (Reading::*)(const Filed&, const Participant&) const;

  // Whose position an event can tell: who says it, else who does it. Not a whole state.
  static const Participant* speaker_of(const Filed& filed) {
    const Event& e = filed.event;
    const Participant* who = !e.by.empty() ? &e.by.front() : !e.source.empty() ? &e.source.front() : nullptr;
    if (!who) return nullptr;
    const bool person = who->actor && who->actor != who->country;
    static const Phrases kOffices = {"president*",  "minister*", "secretary",   "senator*",         "spokes*",  "official*",
                                     "chairman",    "chair",     "ambassador*", "lawmaker*",        "Senate",   "House",
                                     "parliament*", "committee", "ministry",    "chancellor",       "Congress", "congressman",
                                     "republicans", "democrats", "envoy",       "State Department", "Pentagon", "White House",
                                     "Kremlin"};
    return person || law::says_any(who->span.text, kOffices) ? who : nullptr;
  }

  Found reluctance(const Filed& filed, const Participant&) const {
    static const Phrases kWords = {"reluctan*", "hesitat*", "hesitan*",    "unwilling*",
                                   "wary",      "loath",    "in no hurry", "resist*"};
    if (!bearing_.speaks_of_act(filed) || !law::says_any(near(filed), kWords)) return std::nullopt;
    return {{Stance::Reluctant, "reluctance"}};
  }
  Found another_way(const Filed& filed, const Participant&) const {
    static const Phrases kWords = {"prefer*", "instead", "rather", "negotiat*", "dialogue", "diplomacy", "diplomatic solution"};
    const Event& e = filed.event;
    const bool wished = e.type == "CONSULT" && (e.status == "future" || e.status == "demanded" || e.status == "possible");
    if (!wished || !bearing_.is_hostile() || !bearing_.speaks_of_act(filed) || !law::says_any(near(filed), kWords))
      return std::nullopt;
    return {{Stance::Talks, "another way"}};
  }
  Found backs(const Filed& filed, const Participant&) const {
    const Event& e = filed.event;
    if (e.status != "actual" || (e.type != "SUPPORT" && e.type != "REQUEST")) return std::nullopt;
    if (!bearing_.speaks_of_act(filed)) return std::nullopt;
    return asks_not_to(filed) ? Found{{Stance::Against, "asks not to"}} : Found{{Stance::For, "backs"}};
  }
  // "urged Washington not to impose sanctions", "urged Biden to waive the sanctions".
  bool asks_not_to(const Filed& filed) const {
    const auto denied = [&](const Filed& other) { return bearing_.is_act(other) && other.event.status == "negated"; };
    return bearing_.stands_beside_waiver(filed) || (filed.event.type == "REQUEST" && bearing_.any_beside(filed, denied));
  }
  Found rejects(const Filed& filed, const Participant& speaker) const {
    const Event& e = filed.event;
    if (e.status != "actual" || (e.type != "REJECT" && e.type != "ACCUSE") || !bearing_.speaks_of_act(filed))
      return std::nullopt;
    // The deciding side's own quarrel with the other, or with each other over doing too little, is no refusal of the act.
    if (bearing_.decides(speaker) && (e.type == "ACCUSE" || bearing_.at_other(e))) return std::nullopt;
    return {{Stance::Against, "rejects"}};
  }
  Found threatens_back(const Filed& filed, const Participant& speaker) const {
    if (filed.event.type != "THREATEN" || filed.event.status != "actual") return std::nullopt;
    if (!bearing_.suffers(speaker) || !bearing_.at_deciding(filed.event) || !bearing_.is_hostile()) return std::nullopt;
    return {{Stance::Against, "threatens back"}};
  }
  Found warns(const Filed& filed, const Participant& speaker) const {
    if (filed.event.type != "THREATEN" || filed.event.status != "actual") return std::nullopt;
    if (!bearing_.decides(speaker) || !bearing_.at_other(filed.event) || !bearing_.is_hostile()) return std::nullopt;
    return {{Stance::Conditional, "warns"}};
  }
  Found under_condition(const Filed& filed, const Participant& speaker) const {
    if (!bearing_.decides(speaker) || !bearing_.is_act(filed) || filed.event.status != "conditional") return std::nullopt;
    return {{Stance::Conditional, "under condition"}};
  }
  Found own_no(const Filed& filed, const Participant& speaker) const {
    if (!bearing_.decides(speaker) || !bearing_.is_act(filed) || bearing_.stands_beside_waiver(filed) ||
        filed.event.status != "negated")
      return std::nullopt;
    return {{Stance::Against, "his own no"}};
  }
  Found own_plan(const Filed& filed, const Participant& speaker) const {
    const Event& e = filed.event;
    if (!bearing_.decides(speaker) || !bearing_.is_act(filed) || bearing_.stands_beside_waiver(filed) ||
        (e.status != "future" && e.status != "demanded"))
      return std::nullopt;
    return {{Stance::For, "his own plan"}};
  }

  const Account& account_;
  const Bearing& bearing_;
};

// Which events could be what a condition asks for: the record's link, or what stands inside its words.
std::vector<const Filed*> inside(const Account& account, const Filed& filed) {
  std::vector<const Filed*> list;
  const Event& e = filed.event;
  for (const Filed& other : account.events) {
    if (other.event.report != e.report || &other == &filed) continue;
    const bool linked = e.condition && e.condition->event && *e.condition->event == other.event.id;
    const bool within =
        e.condition && other.event.trigger.start >= e.condition->span.start && other.event.trigger.end <= e.condition->span.end;
    const bool beside = other.sentence.start == filed.sentence.start && other.event.status == "possible" &&
                        other.event.trigger.start < e.trigger.start;
    if (linked || within || beside) list.push_back(&other);
  }
  return list;
}

bool shares_actor(const std::vector<Participant>& a, const std::vector<Participant>& b) {
  for (const Participant& one : a) {
    for (const Participant& other : b) {
      if (one.country && one.country == other.country) return true;
      if (one.actor && one.actor == other.actor) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Position> positions(const Question&, const Account& account, const Bearing& bearing, std::string_view day) {
  const Reading reading(account, bearing);
  std::vector<Position> list;
  std::set<std::tuple<std::string, std::string, Stance, std::size_t>> seen;  // one position a sentence
  for (std::size_t i = 0; i < account.events.size(); ++i) {
    const Filed& filed = account.events[i];
    if (!known_by(filed, day) || !bearing.is_about(filed.event.report)) continue;
    auto position = reading.read(i);
    if (position && seen.insert({position->actor, filed.event.report, position->stance, filed.sentence.start}).second) {
      list.push_back(std::move(*position));
    }
  }
  return list;
}

std::vector<std::string> divided(const std::vector<Position>& positions) {
  std::map<std::pair<std::string, std::string>, Stance> last;
  for (const Position& p : positions) {
    if (!p.country.empty()) last[{p.country, p.actor}] = p.stance;
  }
  std::map<std::string, std::pair<bool, bool>> sides;
  for (const auto& [key, stance] : last) {
    (stance == Stance::For ? sides[key.first].first : sides[key.first].second) |= stance != Stance::Conditional;
  }
  std::vector<std::string> list;
  for (const auto& [country, both] : sides) {
    if (both.first && both.second) list.push_back(country);
  }
  return list;
}

std::vector<OpenCondition> open_conditions(const Question&, const Account& account, const Bearing& bearing,
                                           std::string_view day) {
  std::vector<OpenCondition> list;
  for (std::size_t i = 0; i < account.events.size(); ++i) {
    const Filed& filed = account.events[i];
    const Event& e = filed.event;
    if (e.status != "conditional" || !known_by(filed, day) || !bearing.is_about(e.report)) continue;
    const auto side = [&](const Participant& p) { return bearing.decides(p) || bearing.suffers(p); };
    const auto between = [&](const auto& list_) { return std::any_of(list_.begin(), list_.end(), side); };
    if (!between(e.source) && !between(e.target) && !between(e.by)) continue;
    OpenCondition open;
    open.event = i;
    const bool own =
        e.condition && e.condition->span.start >= filed.sentence.start && e.condition->span.end <= filed.sentence.end;
    if (own) open.words = e.condition->span.text;
    for (const Filed* asked : inside(account, filed)) {
      for (std::size_t k = 0; k < account.events.size(); ++k) {
        const Filed& later = account.events[k];
        const bool after = !filed.day.empty() && later.day > filed.day && known_by(later, day);
        if (!after || later.event.status != "actual" || later.event.type != asked->event.type) continue;
        if (!shares_actor(later.event.source, asked->event.source)) continue;
        if (!asked->event.target.empty() && !shares_actor(later.event.target, asked->event.target)) continue;
        open.come_about.push_back(k);
      }
    }
    list.push_back(std::move(open));
  }
  return list;
}

}  // namespace dragoman::questions
