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
        if (!binds(filed) || !matches(trigger.event, filed, account_)) continue;
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
    f.discharge = grounds(provision_.duty->discharged, party, act);
    for (const Measure& m : provision_.duty->measures) f.measures.push_back({&m, firm(grounds(m.taken, party, act))});
    for (const Relief& relief : provision_.reliefs) {
      if (in_force(relief.from, relief.until)) f.reliefs.push_back(relief_of(relief, party, act));
    }
    decide(f, act);
    f.change = changes(f);
    return f;
  }

 private:
  bool known(const Filed& filed) const { return filed.day.empty() || filed.day <= day_; }
  // What happened when the provision was no longer in force sets nothing off.
  bool binds(const Filed& filed) const {
    return known(filed) && (filed.day.empty() || provision_.until.empty() || filed.day <= provision_.until);
  }
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
      if (!binds(filed)) continue;
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
    const bool exception = relief.kind == ReliefKind::Exception;  // may be told before the act
    found.granted = grounds(relief.granted, party, exception ? "" : act);
    if (exception) doubt_the_party(found.granted, party);
    if (const Telling* g = told_as(found.granted, {Told::Fact, Told::Word}); g && relief.lasts && !day_of(g).empty()) {
      found.until = days_after(latest_firm(found.granted), *relief.lasts);
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

  // Who says of himself that he is excepted says it in his own interest.
  void doubt_the_party(std::vector<Telling>& list, const std::string& party) const {
    for (Telling& g : list) {
      const auto& mouths = account_.events[g.event].event.by;
      if (g.told == Told::Fact && !mouths.empty() && (mouths.front().country == party || mouths.front().actor == party))
        g.told = Told::Word;
    }
  }

  static std::vector<Telling> firm(std::vector<Telling> list) {
    std::erase_if(list, [](const Telling& g) { return g.told != Told::Fact && g.told != Told::Word; });
    return list;
  }

  std::string latest_firm(const std::vector<Telling>& list) const {
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
    const Telling* claim = told_as(f.triggers, {Told::Word, Told::Alleged});
    if (!in_force(provision_.from, provision_.until)) return stand(f, Standing::Lapsed, days_after(provision_.until, 1));
    if (!told_as(f.triggers, {Told::Fact})) {
      if (claim) stand(f, Standing::Alleged, day_of(claim));
      return;
    }
    f.due = due_day(act);
    begin(f, act);
    relieve(f);
    const std::string grant = last_grant_day(f);
    except(f);
    discharge(f, grant);
    end(f);
  }

  // Nothing stands under a provision before its first day.
  void stand(Finding& f, Standing standing, const std::string& since) const {
    f.standing = standing;
    f.since = since.empty() ? "" : std::max(since, provision_.from);
  }

  void begin(Finding& f, const std::string& act) const {
    std::string all_shown = act;
    bool shown = true;
    for (const ElementFinding& e : f.elements) {
      shown = shown && e.shown();
      all_shown = std::max(all_shown, first_fact(e.grounds));
    }
    if (!f.due.empty() && day_ > f.due) return stand(f, Standing::Overdue, days_after(f.due, 1));
    stand(f, shown ? Standing::Due : Standing::Triggered, shown ? all_shown : act);
  }

  void relieve(Finding& f) const {
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind != ReliefKind::Waiver && r.relief->kind != ReliefKind::Delay) continue;
      const bool granted = !firm(r.granted).empty() && (r.until.empty() || day_ <= r.until);
      if (granted) stand(f, r.relief->kind == ReliefKind::Delay ? Standing::Delayed : Standing::Waived, run_start(r));
    }
  }

  // The first day of an unbroken row of grants.
  std::string run_start(const ReliefFinding& r) const {
    std::string start, end;
    for (const Telling& g : firm(r.granted)) {
      const std::string day = day_of(&g);
      if (start.empty() || (r.relief->lasts && day > end)) start = day;
      if (r.relief->lasts && !day.empty()) end = days_after(day, *r.relief->lasts);
    }
    return start;
  }

  void except(Finding& f) const {
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind != ReliefKind::Exception || (!r.until.empty() && day_ > r.until)) continue;
      for (const Telling& g : r.granted) {
        if (g.told > Told::Alleged || (f.excepted && *f.excepted <= g.told)) continue;
        f.excepted = g.told;
        if (g.told == Told::Fact) stand(f, Standing::Excepted, day_of(&g));
      }
    }
  }

  // By a menu's measures if there is one: that sanctions were imposed does not say how many of them.
  void discharge(Finding& f, const std::string& grant) const {
    const auto late = [&](const Telling& g) { return day_of(&g).empty() || day_of(&g) >= grant; };
    std::string done;  // the first day that is told
    bool any = false;
    for (const Telling& g : firm(f.discharge)) {
      if (any || !late(g)) continue;
      any = true;
      done = day_of(&g);
    }
    std::vector<std::string> days;  // of each measure that is taken
    for (const MeasureFinding& m : f.measures) {
      const auto first = std::find_if(m.taken.begin(), m.taken.end(), late);
      if (first != m.taken.end()) days.push_back(day_of(&*first));
    }
    std::sort(days.begin(), days.end());
    const std::size_t asked = provision_.duty->at_least;
    if (asked == 0 && any) return stand(f, Standing::Discharged, done);
    if (asked > 0 && days.size() >= asked) return stand(f, Standing::Discharged, days[asked - 1]);
    if (any || !days.empty())
      stand(f, Standing::Partly, !any ? days.front() : days.empty() ? done : std::min(done, days.front()));
  }

  // A termination that no later act has overtaken.
  void end(Finding& f) const {
    std::string last;
    for (const auto* list : {&f.triggers, &f.discharge}) last = std::max(last, latest_firm(*list));
    for (const MeasureFinding& m : f.measures) last = std::max(last, latest_firm(m.taken));
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind != ReliefKind::Termination || firm(r.granted).empty()) continue;
      if (latest_firm(r.granted) >= last) stand(f, Standing::Ended, latest_firm(r.granted));
    }
  }

  std::string last_grant_day(const Finding& f) const {
    std::string last;
    if (f.standing != Standing::Waived && f.standing != Standing::Delayed) return last;
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind == ReliefKind::Waiver || r.relief->kind == ReliefKind::Delay)
        last = std::max(last, latest_firm(r.granted));
    }
    return last;
  }

  std::vector<std::string> changes(const Finding& f) const {
    std::vector<std::string> list;
    if (f.standing == Standing::Lapsed) return list;
    if (f.standing == Standing::NotTriggered || f.standing == Standing::Alleged || f.standing == Standing::Ended) {
      for (const Trigger& t : provision_.triggers) {
        if (!t.planned) list.push_back("a report that tells it as fact that " + t.event.says);
      }
      return list;
    }
    const auto once = [&](std::string_view what, const std::vector<Pattern>& patterns) {
      if (!patterns.empty()) list.push_back(std::string(what) + " once " + patterns.front().says);
    };
    if (f.standing != Standing::Discharged) {
      for (const ElementFinding& e : f.elements) {
        if (!e.shown() && !e.element->shown.empty()) list.push_back("a report that " + e.element->shown.front().says);
      }
      once_discharged(f, list);
    }
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind == ReliefKind::Termination) {
        if (f.standing != Standing::Discharged) continue;
        list.push_back("ends by " + r.relief->who + ": " + r.relief->showing);
      } else if (f.standing != Standing::Discharged) {
        once(r.relief->kind == ReliefKind::Delay    ? "delayed"
             : r.relief->kind == ReliefKind::Waiver ? "waived"
                                                    : "excepted",
             r.relief->granted);
        if (!r.until.empty() && day_ <= r.until) list.push_back("the relief runs out on " + r.until);
      }
    }
    if (!f.due.empty() && f.standing != Standing::Discharged)
      list.push_back(day_ > f.due ? "the day for it, " + f.due + ", is past" : "overdue after " + f.due);
    return list;
  }

  void once_discharged(const Finding& f, std::vector<std::string>& list) const {
    const Duty& duty = *provision_.duty;
    if (duty.at_least == 0) {
      for (const Pattern& p : duty.discharged) list.push_back("discharged once " + p.says);
      return;
    }
    const std::size_t taken = f.measures_taken(), lack = duty.at_least - std::min(taken, duty.at_least);
    list.push_back("discharged once " + std::to_string(lack) + (taken ? " more" : "") + " of the " +
                   std::to_string(duty.measures.size()) + " measures of " + duty.menu + " are told as taken");
  }

  const Provision& provision_;
  const Account& account_;
  std::string_view day_;
};

}  // namespace

bool ElementFinding::shown() const {
  return std::any_of(grounds.begin(), grounds.end(), [](const Telling& g) { return g.told == Told::Fact; });
}

std::size_t Finding::measures_taken() const {
  return static_cast<std::size_t>(
      std::count_if(measures.begin(), measures.end(), [](const MeasureFinding& m) { return !m.taken.empty(); }));
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
    case Standing::Excepted:
      return "excepted";
    case Standing::Partly:
      return "partly discharged";
    case Standing::Discharged:
      return "discharged";
    case Standing::Ended:
      return "ended";
    case Standing::Lapsed:
      return "no longer in force";
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
    if (!provision.duty || provision.from > day) continue;
    const Judge judge(provision, account, day);
    for (const std::string& party : judge.parties()) found.push_back(judge.judge(party));
  }
  return found;
}

}  // namespace dragoman
