// Where each party stands under each provision on a day.
#include <algorithm>
#include <set>

#include "dragoman/law.h"
#include "words.h"

namespace dragoman {
namespace {

// What may have happened is alleged: "reportedly received". What may yet happen, or is asked about, is not: "whether to buy".
bool is_alleged(const Filed& filed) {
  static const std::vector<std::string> kWords = {"alleg*",      "reportedly", "accus*",      "suspect*",   "believed",
                                                  "thought to",  "appear*",    "may have",    "might have", "could have",
                                                  "unconfirmed", "claim*",     "said to have"};
  return law::says_any(filed.sentence.text, kWords);
}

// Who says so: the report, someone against his own interest, or somebody else.
Told told(const Filed& filed, std::string_view party, bool planned) {
  const Event& e = filed.event;
  if (e.status == "negated") return Told::Denied;
  if (e.status == "possible") return is_alleged(filed) ? Told::Alleged : Told::Planned;
  if (e.status != "actual" || planned) return Told::Planned;
  if (e.by.empty()) return Told::Fact;
  const auto own = [&](const Participant& mouth) {
    const auto same = [&](const Participant& who) {
      return (mouth.country && mouth.country == who.country) || mouth.span.text == who.span.text;
    };
    return mouth.country == party || std::any_of(e.source.begin(), e.source.end(), same);
  };
  return own(e.by.front()) ? Told::Fact : Told::Word;
}

std::string supplier_note(const Filed& filed) {
  std::string note;
  for (const Good* good : filed.goods) {
    if (!good->supplier.empty()) note += (note.empty() ? "" : "; ") + good->name + " is supplied by " + good->supplier;
  }
  return note;
}

class Judge {
 public:
  Judge(const Provision& provision, const Account& account, std::string_view day)
      : provision_(provision), account_(account), day_(day) {}

  std::set<std::string> parties() const {
    std::set<std::string> found;
    for (const Trigger& trigger : provision_.triggers) {
      for (const Filed& filed : account_.events) {
        if (!known(filed) || !matches(trigger.event, filed, account_)) continue;
        const auto& side = trigger.party_acts ? trigger.event.source : trigger.event.target;
        for (const Participant& who : trigger.party_acts ? filed.event.source : filed.event.target) {
          add_party(found, who, side);
        }
      }
    }
    return found;
  }

  Finding judge(const std::string& party) const {
    Finding f;
    f.provision = &provision_;
    f.party = party;
    f.triggers = triggers(party);
    const std::string act = first_fact(f.triggers);
    for (const Element& element : provision_.elements) f.elements.push_back({&element, grounds(element.shown, party, act)});
    if (provision_.duty) f.discharge = grounds(provision_.duty->discharged, party, act);
    for (const Relief& relief : provision_.reliefs) {
      if (in_force(relief.from, relief.until)) f.reliefs.push_back(relief_of(relief, party, act));
    }
    decide(f, act);
    f.change = changes(f);
    return f;
  }

 private:
  bool known(const Filed& filed) const { return filed.day.empty() || filed.day <= day_; }
  bool in_force(const std::string& from, const std::string& until) const {
    return (from.empty() || from <= day_) && (until.empty() || day_ <= until);
  }

  // A state by its country; a company or group, which states do not answer for, by its own id.
  void add_party(std::set<std::string>& found, const Participant& who, const std::optional<Side>& side) const {
    const Actor* actor = who.actor ? Knowledge::built_in().find(*who.actor) : nullptr;
    const bool by_itself = actor && (actor->kind == "company" || actor->kind == "group" || actor->kind == "organisation");
    const std::string party = by_itself ? actor->id : who.country.value_or("");
    if (party.empty()) return;
    Pattern alone{.source = side};
    Filed single;
    single.event.source = {who};
    if (matches(alone, single, account_)) found.insert(party);
  }

  std::vector<Telling> triggers(const std::string& party) const {
    std::vector<Telling> list;
    for (std::size_t i = 0; i < account_.events.size(); ++i) {
      const Filed& filed = account_.events[i];
      if (!known(filed)) continue;
      std::optional<Told> best;
      for (const Trigger& trigger : provision_.triggers) {
        if (!matches(trigger.event, filed, account_) || !takes_part(trigger, filed, party)) continue;
        const Told how = told(filed, party, trigger.planned);
        if (!best || how < *best) best = how;
      }
      if (best) list.push_back({i, *best, supplier_note(filed)});
    }
    return list;
  }

  bool takes_part(const Trigger& trigger, const Filed& filed, const std::string& party) const {
    const auto& list = trigger.party_acts ? filed.event.source : filed.event.target;
    return std::any_of(list.begin(), list.end(),
                       [&](const Participant& who) { return who.actor == party || who.country == party; });
  }

  // Of acts that bear on a duty only those count that are not older than what set it off.
  std::vector<Telling> grounds(const std::vector<Pattern>& patterns, const std::string& party,
                               const std::string& since = {}) const {
    std::vector<Telling> list;
    for (std::size_t i = 0; i < account_.events.size(); ++i) {
      const Filed& filed = account_.events[i];
      if (!known(filed) || (!filed.day.empty() && filed.day < since)) continue;
      const bool any =
          std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& p) { return matches(p, filed, account_, party); });
      if (any) list.push_back({i, told(filed, party, false), supplier_note(filed)});
    }
    return list;
  }

  static const Telling* told_as(const std::vector<Telling>& list, std::initializer_list<Told> ways) {
    for (const Telling& g : list) {
      if (std::find(ways.begin(), ways.end(), g.told) != ways.end()) return &g;
    }
    return nullptr;
  }
  std::string day_of(const Telling* g) const { return g ? account_.events[g->event].day : ""; }
  std::string first_fact(const std::vector<Telling>& list) const { return day_of(told_as(list, {Told::Fact})); }

  ReliefFinding relief_of(const Relief& relief, const std::string& party, const std::string& act) const {
    ReliefFinding found;
    found.relief = &relief;
    found.granted = grounds(relief.granted, party, act);
    if (const Telling* g = told_as(found.granted, {Told::Fact, Told::Word}); g && relief.lasts && !day_of(g).empty()) {
      found.until = days_after(latest_grant(found.granted), *relief.lasts);
    }
    found.quotes = quotes(relief);
    for (const ReliefCondition& condition : relief.conditions) {
      ConditionFinding c;
      c.condition = &condition;
      c.met = firm(grounds(condition.met, party));
      c.unmet = firm(grounds(condition.unmet, party));
      if (!c.met.empty() || !c.unmet.empty()) {
        c.verdict = c.unmet.empty() ? Reported::Met : c.met.empty() ? Reported::NotMet : Reported::Disputed;
      }
      found.conditions.push_back(std::move(c));
    }
    return found;
  }

  static std::vector<Telling> firm(std::vector<Telling> list) {
    std::erase_if(list, [](const Telling& g) { return g.told != Told::Fact && g.told != Told::Word; });
    return list;
  }

  std::string latest_grant(const std::vector<Telling>& list) const {
    std::string last;
    for (const Telling& g : list) {
      if (g.told == Told::Fact || g.told == Told::Word) last = std::max(last, day_of(&g));
    }
    return last;
  }

  // Sentences that speak of the relief, in reports that name the law.
  std::vector<Quote> quotes(const Relief& relief) const {
    std::vector<Quote> list;
    if (relief.words.empty()) return list;
    for (const auto& [id, report] : account_.reports) {
      if (report.published && std::string_view(*report.published).substr(0, 10) > day_) continue;
      if (!law::says_any(report.text, provision_.words) || !law::says_any(report.text, relief.words)) continue;
      for (const Sentence& s : split_sentences(report.text)) {
        std::string text = report.text.substr(s.start, s.end - s.start);
        if (law::says_any(text, relief.words)) list.push_back({id, {s.start, s.end, std::move(text)}});
      }
    }
    return list;
  }

  std::string due_day(const std::string& act) const {
    const Duty& duty = *provision_.duty;
    if (!duty.days) return "";
    const std::string from = duty.counted_from == "force"     ? provision_.from
                             : duty.counted_from == "trigger" ? act
                                                              : duty.counted_from;
    return from.empty() ? "" : days_after(from, *duty.days);
  }

  void decide(Finding& f, const std::string& act) const {
    const Telling* fact = told_as(f.triggers, {Told::Fact});
    const Telling* claim = told_as(f.triggers, {Told::Word, Told::Alleged});
    f.since = day_of(fact ? fact : claim);
    if (!fact) {
      f.standing = claim ? Standing::Alleged : Standing::NotTriggered;
      return;
    }
    f.due = due_day(act);
    const bool shown = std::all_of(f.elements.begin(), f.elements.end(), [](const ElementFinding& e) { return e.shown(); });
    f.standing = !f.due.empty() && day_ > f.due ? Standing::Overdue : shown ? Standing::Due : Standing::Triggered;
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind == ReliefKind::Termination || r.relief->kind == ReliefKind::Exception) continue;
      const bool granted = told_as(r.granted, {Told::Fact, Told::Word}) && (r.until.empty() || day_ <= r.until);
      if (granted) f.standing = r.relief->kind == ReliefKind::Delay ? Standing::Delayed : Standing::Waived;
    }
    if (is_done_after(f.discharge, last_grant_day(f))) f.standing = Standing::Discharged;
  }

  bool is_done_after(const std::vector<Telling>& discharge, const std::string& grant) const {
    const auto done = firm(discharge);
    return std::any_of(done.begin(), done.end(), [&](const Telling& g) { return day_of(&g).empty() || day_of(&g) >= grant; });
  }

  std::string last_grant_day(const Finding& f) const {
    std::string last;
    if (f.standing != Standing::Waived && f.standing != Standing::Delayed) return last;
    for (const ReliefFinding& r : f.reliefs) last = std::max(last, latest_grant(r.granted));
    return last;
  }

  std::vector<std::string> changes(const Finding& f) const {
    std::vector<std::string> list;
    if (f.standing == Standing::NotTriggered || f.standing == Standing::Alleged) {
      for (const Trigger& t : provision_.triggers) {
        if (!t.planned) list.push_back("a report that tells it as fact that " + t.event.says);
      }
      return list;
    }
    if (f.standing == Standing::Discharged) return termination(f);
    for (const ElementFinding& e : f.elements) {
      if (!e.shown() && !e.element->shown.empty()) list.push_back("a report that " + e.element->shown.front().says);
    }
    for (const Pattern& p : provision_.duty->discharged) list.push_back("discharged once " + p.says);
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind != ReliefKind::Waiver && r.relief->kind != ReliefKind::Delay) continue;
      if (!r.relief->granted.empty()) {
        list.push_back(std::string(r.relief->kind == ReliefKind::Delay ? "delayed" : "waived") + " once " +
                       r.relief->granted.front().says);
      }
      if (!r.until.empty() && day_ <= r.until) list.push_back("the relief runs out on " + r.until);
    }
    if (!f.due.empty() && f.standing != Standing::Overdue) list.push_back("overdue after " + f.due);
    return list;
  }

  static std::vector<std::string> termination(const Finding& f) {
    std::vector<std::string> list;
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind == ReliefKind::Termination) list.push_back("ends by " + r.relief->who + ": " + r.relief->showing);
    }
    return list;
  }

  const Provision& provision_;
  const Account& account_;
  std::string_view day_;
};

}  // namespace

bool ElementFinding::shown() const {
  return std::any_of(grounds.begin(), grounds.end(), [](const Telling& g) { return g.told == Told::Fact; });
}

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::NotTriggered:
      return "not triggered";
    case Standing::Alleged:
      return "alleged trigger";
    case Standing::Triggered:
      return "triggered";
    case Standing::Due:
      return "due";
    case Standing::Overdue:
      return "overdue";
    case Standing::Delayed:
      return "delayed";
    case Standing::Waived:
      return "waived";
    case Standing::Discharged:
      return "discharged";
  }
  return "";
}

std::string_view name(Told told) {
  switch (told) {
    case Told::Fact:
      return "told as fact";
    case Told::Word:
      return "on someone's word";
    case Told::Alleged:
      return "alleged";
    case Told::Planned:
      return "planned or under discussion, not told as done";
    case Told::Denied:
      return "denied or not done";
  }
  return "";
}

std::string_view name(Reported verdict) {
  switch (verdict) {
    case Reported::Unknown:
      return "not said";
    case Reported::Met:
      return "reported as met";
    case Reported::NotMet:
      return "reported as not met";
    case Reported::Disputed:
      return "reports differ";
  }
  return "";
}

std::vector<Finding> standings(std::span<const Provision> provisions, const Account& account, std::string_view day) {
  std::vector<Finding> found;
  for (const Provision& provision : provisions) {
    if (provision.from > day || (!provision.until.empty() && day > provision.until)) continue;
    const Judge judge(provision, account, day);
    for (const std::string& party : judge.parties()) found.push_back(judge.judge(party));
  }
  return found;
}

}  // namespace dragoman
