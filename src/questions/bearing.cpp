#include "bearing.h"

#include <algorithm>
#include <array>

#include "law/words.h"

namespace dragoman::questions {
namespace {

bool on_side(const std::optional<Side>& side, const Participant& who) {
  if (!side) return false;
  const auto in = [](const std::vector<std::string>& list, const std::optional<std::string>& value) {
    return value && std::find(list.begin(), list.end(), *value) != list.end();
  };
  return in(side->country, who.country) || in(side->actor, who.actor);
}

template <typename Test>
bool any(const std::vector<Participant>& list, const Test& test) {
  return std::any_of(list.begin(), list.end(), test);
}

}  // namespace

Bearing::Bearing(const Question& question, const Account& account) : question_(question), account_(account) {
  for (const auto& [id, report] : account.reports) {
    const bool named =
        law::says_any(report.text, question.topic) || (report.title && law::says_any(*report.title, question.topic));
    if (named) reports_.push_back(id);
  }
}

bool Bearing::is_about(const std::string& report) const { return std::binary_search(reports_.begin(), reports_.end(), report); }

bool Bearing::speaks_of_act(const Filed& filed) const {
  const auto& types = question_.act.type;
  return any_beside(filed, [&](const Filed& other) {
    return std::find(types.begin(), types.end(), other.event.type) != types.end() &&
           any(other.event.target, [&](const Participant& who) { return suffers(who); });
  });
}

bool Bearing::stands_beside_waiver(const Filed& filed) const { return any_beside(filed, is_waiver); }

bool Bearing::any_beside(const Filed& filed, const std::function<bool(const Filed&)>& test) const {
  return std::any_of(account_.events.begin(), account_.events.end(), [&](const Filed& other) {
    return other.event.report == filed.event.report && other.event.sentence == filed.event.sentence && test(other);
  });
}

bool Bearing::decides(const Participant& who) const { return on_side(question_.act.source, who); }
bool Bearing::suffers(const Participant& who) const { return on_side(question_.act.target, who); }
bool Bearing::from_deciding(const Event& e) const {
  return any(e.source, [&](const auto& p) { return decides(p); });
}
bool Bearing::from_other(const Event& e) const {
  return any(e.source, [&](const auto& p) { return suffers(p); });
}
bool Bearing::at_deciding(const Event& e) const {
  return any(e.target, [&](const auto& p) { return decides(p); });
}
bool Bearing::at_other(const Event& e) const {
  return any(e.target, [&](const auto& p) { return suffers(p); });
}

bool Bearing::is_hostile() const {
  static constexpr std::array kHostile = {"ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
  return std::find(kHostile.begin(), kHostile.end(), question_.act.type.front()) != kHostile.end();
}

bool is_waiver(const Filed& filed) {
  static const std::vector<std::string> kWords = {"waive*", "exempt*"};
  return filed.event.type == "CONCEDE" && law::says_any(filed.event.trigger.text, kWords);
}

}  // namespace dragoman::questions
