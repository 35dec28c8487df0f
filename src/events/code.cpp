#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>
#include <iterator>
#include <tuple>
#include <utility>

#include "actors/tree.h"
#include "chain.h"
#include "conditions.h"
#include "dragoman/events.h"
#include "encode.h"
#include "quotations.h"
#include "rules.h"
#include "settle.h"

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 6> statuses{"actual", "future", "conditional", "possible", "demanded", "negated"};
using actors::Tree;

constexpr std::size_t actual = 0, future = 1, conditional = 2, possible = 3, demanded = 4, negated = 5;

std::optional<std::string> or_absent(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

double as_double(float value) { return static_cast<double>(value); }

Reason by_model(std::string step, float score) { return {std::move(step), "model", as_double(score), std::nullopt}; }

Reason by_rule(std::string step, std::string_view name) { return {std::move(step), "rule", std::nullopt, std::string(name)}; }

// The words of a report under their running numbers, and what is known of each.
struct Words {
  explicit Words(std::span<const Reading> readings);
  const Word& word(std::size_t i) const { return *words[i]; }
  // The words that bytes cover.
  WordRange at(const Span& span) const {
    const auto before = [](const Word* word, std::size_t byte) { return word->start < byte; };
    const auto first = std::lower_bound(words.begin(), words.end(), span.start, before);
    const auto last = std::lower_bound(first, words.end(), span.end, before);
    return {static_cast<std::size_t>(first - words.begin()), static_cast<std::size_t>(last - words.begin())};
  }

  // The word that a word hangs on, as the report numbers them; its own number for a root.
  std::size_t head(std::size_t i) const {
    const int head = words[i]->head;
    return head > 0 ? first_of_sentence[i] + static_cast<std::size_t>(head) - 1 : i;
  }
  // The word of a range that hangs on none of its others.
  std::size_t head(WordRange range) const {
    for (std::size_t i = range.first; i < range.last; ++i) {
      const std::size_t above = head(i);
      if (above == i || above < range.first || above >= range.last) return i;
    }
    return range.last - 1;
  }

  std::vector<const Word*> words;
  std::vector<const Mention*> mention;  // the mention a word belongs to, or null
  std::vector<std::size_t> first_of_sentence;
};

Words::Words(std::span<const Reading> readings) {
  for (const Reading& reading : readings) {
    words.resize(std::max(words.size(), reading.first_word + reading.words.size()), nullptr);
    first_of_sentence.resize(words.size(), reading.first_word);
    for (std::size_t i = 0; i < reading.words.size(); ++i) words[reading.first_word + i] = &reading.words[i];
  }
  mention.assign(words.size(), nullptr);
  for (const Reading& reading : readings) {
    for (const Mention& m : reading.mentions) {
      for (std::size_t i = m.words.first; i < std::min(m.words.last, words.size()); ++i) {
        if (!mention[i] || m.score > mention[i]->score) mention[i] = &m;
      }
    }
  }
}

bool is_closing(const Word& word, std::string_view text) {
  const std::string_view form = text.substr(word.start, word.end - word.start);
  return form == ")" || form == "]";
}

bool has_opening(const Words& words, WordRange range, std::string_view text) {
  for (std::size_t i = range.first; i < range.last; ++i) {
    const char c = text[words.word(i).start];
    if (c == '(' || c == '[') return true;
  }
  return false;
}

// "At" of "at least thirty people".
bool opens_number(const Words& words, std::size_t i) {
  if (i + 1 >= words.words.size()) return false;
  const std::string& next = words.word(i + 1).lemma;
  return next == "least" || next == "most" || next == "few" || next == "little";
}

// Takes punctuation off both ends, and off a participant its own preposition in front, a possessive 's and a loose "to" or "by"
// behind.
WordRange tight(WordRange range, const Words& words, std::string_view text, bool participant) {
  const auto loose_in_front = [&](std::size_t i) {
    const Word& word = words.word(i);
    const bool preposition = word.deprel == "case" && word.upos == "ADP" && !opens_number(words, i);
    return word.upos == "PUNCT" || (participant && (preposition || word.xpos == "POS" || word.upos == "CCONJ"));
  };
  const auto loose_behind = [&](std::size_t i) {
    const Word& word = words.word(i);
    if (is_closing(word, text) && has_opening(words, range, text)) return false;
    const bool opens_more =
        word.xpos == "POS" || word.xpos == "TO" || word.upos == "ADP" || word.upos == "CCONJ" || word.upos == "SCONJ";
    const bool hangs = word.deprel == "acl" && word.upos == "VERB";  // "quoted" of "a source quoted by AFP"
    return word.upos == "PUNCT" || (participant && (opens_more || hangs));
  };
  WordRange kept = range;
  while (kept.first < kept.last && loose_in_front(kept.first)) ++kept.first;
  while (kept.last > kept.first && loose_behind(kept.last - 1)) --kept.last;
  return kept.first < kept.last ? kept : range;
}

// Adds to a participant what its noun phrase begins with ("the", "their", "two"), and to "the" or "two" alone the noun.
WordRange whole(WordRange range, const Words& words) {
  const auto begins = [&](std::size_t i) {
    const std::string_view relation = actors::universal(words.word(i).deprel);
    return relation == "det" || relation == "nummod" || relation == "amod" || relation == "compound" ||
           words.word(i).xpos == "PRP$";
  };
  const Word& last = words.word(range.last - 1);
  const std::size_t noun = words.head(range.last - 1);
  const bool headless =
      (last.upos == "DET" || last.upos == "NUM") && begins(range.last - 1) && noun >= range.last && noun < range.last + 4;
  if (headless) range.last = noun + 1;
  const auto belongs = [&](std::size_t i) { return begins(i) && words.head(i) > i && words.head(i) < range.last; };
  while (range.first > words.first_of_sentence[range.first] && belongs(range.first - 1)) --range.first;
  return range;
}

// Whether a byte stands inside some quotation; quotations may nest and are looked up in the order of their starts.
class Quoted {
 public:
  explicit Quoted(std::span<const Quotation> quotations) {
    for (const Quotation& q : quotations) inner_.push_back({q.inner_start, q.inner_end});
    std::sort(inner_.begin(), inner_.end());
    std::size_t reach = 0;
    for (auto& [start, end] : inner_) end = reach = std::max(reach, end);
  }
  bool holds(std::size_t byte) const {
    auto after = std::upper_bound(inner_.begin(), inner_.end(), std::pair(byte, static_cast<std::size_t>(-1)));
    return after != inner_.begin() && byte < std::prev(after)->second;
  }

 private:
  std::vector<std::pair<std::size_t, std::size_t>> inner_;  // second: the furthest end of all that start no later
};

std::string event_id(std::string_view report, const Span& trigger, std::string_view type) {
  std::string key(report);
  key += '\0';
  key += std::to_string(trigger.start) + ' ' + std::to_string(trigger.end) + ' ';
  key += type;
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(XXH64(key.data(), key.size(), 0)));
  return std::string(hex.data(), 16);
}

bool is_third(std::string_view pronoun) { return pronoun == "he" || pronoun == "she" || pronoun == "it"; }

// A range of the report's words as the sentence's, or nothing when it is not all in the sentence.
std::optional<WordRange> in_sentence(const Reading& reading, WordRange range) {
  if (range.first < reading.first_word || range.last > reading.first_word + reading.words.size()) return std::nullopt;
  return WordRange{range.first - reading.first_word, range.last - reading.first_word};
}

WordRange in_report(const Reading& reading, WordRange range) {
  return {range.first + reading.first_word, range.last + reading.first_word};
}

// What the tree of one sentence says, each part of it found once.
struct Syntax {
  const Tree& tree;
  events::Conditions conditions;
  events::Voices voices;
};

// "Unconfirmed reports", "rumours in Tripoli": words that nobody vouches for.
bool is_rumour(const Participant& mouth) {
  static constexpr std::array<std::string_view, 5> words{"rumour", "rumor", "nconfirmed", "nverified", "hearsay"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return mouth.span.text.find(word) != std::string::npos; });
}

// Of "Unconfirmed" and "Unconfirmed reports" the second.
void keep_outer_mentions(std::vector<Participant>& list) {
  const std::vector<Participant> all = list;
  std::erase_if(list, [&](const Participant& one) {
    return std::any_of(all.begin(), all.end(), [&](const Participant& other) {
      const bool inside = other.span.start <= one.span.start && one.span.end <= other.span.end;
      return inside && other.span.end - other.span.start > one.span.end - one.span.start;
    });
  });
}

// Codes the frames of one sentence.
class Coder {
 public:
  Coder(const Report& report, const Words& words, const Quoted& quoted, const Cast& cast, const Ontology& ontology)
      : report_(report), words_(words), quoted_(quoted), cast_(cast), ontology_(ontology) {}

  void code(const Reading& reading, std::vector<Event>& events) const {
    if (reading.frames.empty()) return;
    const Tree tree(reading);
    const Syntax syntax{tree, events::Conditions(tree), events::Voices(tree, ontology_.inside().speech)};
    std::vector<Event> here;
    std::vector<WordRange> triggers;
    for (const Frame& frame : reading.frames) {
      if (!holds_words(frame.trigger)) continue;
      here.push_back(code(reading, syntax, frame));
      triggers.push_back(in_sentence(reading, frame.trigger).value_or(WordRange{}));
    }
    add_inside_conditions(here, triggers, reading, syntax);
    std::vector<events::Told> told;
    for (std::size_t i = 0; i < here.size(); ++i) told.push_back({&here[i], triggers[i]});
    events::settle(told, tree);
    events::encode(told, tree, ontology_);
    std::move(here.begin(), here.end(), std::back_inserter(events));
  }

  // The speakers of free-standing quotations, for what is told in them on nobody's word.
  void give_speakers(std::vector<Event>& events, std::span<const Quotation> quotations,
                     std::span<const Reading> readings) const;

 private:
  bool holds_words(WordRange range) const { return range.first < range.last && range.last <= words_.words.size(); }
  Event code(const Reading& reading, const Syntax& syntax, const Frame& frame) const;
  void decide_status(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const;
  bool take_condition(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const;
  std::vector<Participant> participants(const std::vector<RoleSpan>& spans, std::vector<Reason>& why) const;
  std::vector<RoleSpan> without_selves(std::vector<RoleSpan> side, const std::vector<RoleSpan>& other, std::string_view step,
                                       std::vector<Reason>& why) const;
  std::vector<RoleSpan> named_first(std::vector<RoleSpan> spans, std::string_view step, std::vector<Reason>& why) const;
  std::vector<RoleSpan> without_parts(std::vector<RoleSpan> mouths, std::vector<Reason>& why) const;
  void identify(Participant& one, WordRange range, std::vector<Reason>& why) const;
  void attribute(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const;
  std::vector<RoleSpan> sure_mouths(std::vector<RoleSpan> mouths, const Reading& reading, const Syntax& syntax,
                                    const std::vector<events::Voice>& voices) const;
  WordRange named_before(std::size_t pronoun) const;
  void hear(Event& event, const Reading& reading, const std::vector<events::Voice>& voices) const;
  void keep_own_subject(Event& event, const Reading& reading, const Tree& tree, WordRange trigger) const;
  void add_inside_conditions(std::vector<Event>& here, std::vector<WordRange>& triggers, const Reading& reading,
                             const Syntax& syntax) const;
  Event inside_condition(const Event& outer, const Candidate& candidate, const Reading& reading, const Syntax& syntax) const;
  std::vector<Participant> dependents(const Reading& reading, const Tree& tree, std::size_t verb,
                                      std::initializer_list<std::string_view> relations, std::vector<Reason>& why) const;
  void drop_listeners(Event& event, const Reading& reading, const Syntax& syntax,
                      const std::vector<events::Voice>& voices) const;
  std::optional<WordRange> best(const std::vector<RoleSpan>& spans) const;
  void locate(Event& event, const Frame& frame) const;
  void take_goods(Event& event, const Reading& reading, const Tree& tree, const Frame& frame) const;

  Span span(WordRange range) const {
    const std::size_t start = words_.word(range.first).start, end = words_.word(range.last - 1).end;
    return {start, end, report_.text.substr(start, end - start)};
  }
  WordRange tight_participant(WordRange range) const { return whole(tight(range, words_, report_.text, true), words_); }
  WordRange tight_phrase(WordRange range) const { return tight(range, words_, report_.text, false); }

  const Report& report_;
  const Words& words_;
  const Quoted& quoted_;
  const Cast& cast_;
  const Ontology& ontology_;
};

Event Coder::code(const Reading& reading, const Syntax& syntax, const Frame& frame) const {
  Event event;
  event.report = report_.id;
  event.published = report_.published;
  event.sentence = reading.sentence;
  event.trigger = span(tight_phrase(frame.trigger));
  event.type = frame.type;
  event.id = event_id(report_.id, event.trigger, event.type);
  event.why = {by_model("trigger", frame.trigger_score), by_model("type", frame.type_score)};
  decide_status(event, reading, syntax, frame);
  const std::vector<RoleSpan> source = without_selves(frame.source, frame.target, "source", event.why);
  const std::vector<RoleSpan> target = without_selves(frame.target, frame.source, "target", event.why);
  for (const RoleSpan& role : source) event.why.push_back(by_model("source", role.score));
  event.source = participants(named_first(source, "source", event.why), event.why);
  for (const RoleSpan& role : target) event.why.push_back(by_model("target", role.score));
  event.target = participants(target, event.why);
  attribute(event, reading, syntax, frame);
  if (const auto trigger = in_sentence(reading, frame.trigger)) keep_own_subject(event, reading, syntax.tree, *trigger);
  event.quoted = quoted_.holds(event.trigger.start);
  locate(event, frame);
  take_goods(event, reading, syntax.tree, frame);
  std::vector<WordRange> triggers;
  const std::size_t here = static_cast<std::size_t>(&frame - reading.frames.data());
  for (std::size_t i = here > 8 ? here - 8 : 0; i < std::min(here + 8, reading.frames.size()); ++i)
    triggers.push_back(reading.frames[i].trigger);
  const Toll toll = cast_.toll(frame.trigger, triggers);
  event.killed = toll.killed;
  event.injured = toll.injured;
  event.arrested = toll.arrested;
  event.displaced = toll.displaced;
  if (toll.killed || toll.injured || toll.arrested || toll.displaced) event.why.push_back(by_rule("toll", "number-in-clause"));
  return event;
}

// What a rule on the tree makes of the model's status, in this order: the first that fits holds.
struct StatusRule {
  std::array<std::size_t, 2> from;
  std::size_t to;
  std::string_view (*rule)(const Tree&, WordRange);
};
constexpr std::array<StatusRule, 9> status_rules{{{{actual, actual}, possible, events::hedge_of},
                                                  {{actual, future}, possible, events::weighed_of},
                                                  {{actual, future}, negated, events::negation_of},
                                                  {{future, future}, actual, events::done_of},
                                                  {{future, future}, demanded, events::order_of},
                                                  {{negated, negated}, actual, events::lasting_of},
                                                  {{negated, negated}, possible, events::open_of},
                                                  {{possible, possible}, actual, events::asserted_of},
                                                  {{actual, actual}, future, events::purpose_of}}};

// The model's status, unless the tree surely says another one; `conditional` only with the words of its condition.
void Coder::decide_status(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const {
  constexpr float leaning = 0.12F;  // told as done what was not is the worst fault: a weak cue and this much make it negated
  auto scores = frame.status_scores;
  const auto likeliest = [&] {
    return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  };
  std::size_t chosen = likeliest();
  const auto trigger = in_sentence(reading, frame.trigger);
  event.why.push_back({"status", "model", as_double(scores[chosen]), std::string(statuses[chosen])});
  const auto decide = [&](std::size_t status, std::string_view rule) {
    if (rule.empty()) return false;
    chosen = status;
    event.why.push_back(by_rule("status", rule));
    return true;
  };
  const auto fits = [&](const StatusRule& one) {
    return (chosen == one.from[0] || chosen == one.from[1]) && decide(one.to, one.rule(syntax.tree, *trigger));
  };
  const auto found = trigger ? syntax.conditions.of(*trigger) : std::nullopt;
  const bool leans = chosen == actual && scores[negated] >= leaning;
  if (trigger && !std::any_of(status_rules.begin(), status_rules.end(), fits) &&
      !(leans && decide(negated, events::ending_of(syntax.tree, *trigger)))) {
    if ((chosen == negated || chosen == actual) && syntax.conditions.is_of(*trigger, chosen == actual)) {
      decide(possible, "in-condition");
    } else if ((chosen == future || chosen == possible) && found && found->own) {
      decide(conditional, found->rule);
    }
  }
  if (chosen == conditional && !take_condition(event, reading, syntax, frame)) {
    scores[conditional] = -1;
    if (trigger && events::is_coming(syntax.tree, *trigger)) scores[future] = 1;
    decide(likeliest(), "no-condition-found");
  }
  event.status = statuses[chosen];
  event.confidence = as_double(frame.trigger_score) * as_double(frame.type_score) * as_double(frame.status_scores[chosen]);
}

// The model's words for the condition, with the bounds of the clause that the tree has there; else the tree's own.
bool Coder::take_condition(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const {
  const auto by_score = [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; };
  const auto likeliest = std::max_element(frame.condition.begin(), frame.condition.end(), by_score);
  const auto trigger = in_sentence(reading, frame.trigger);
  const auto take = [&](const events::TreeCondition& found) {
    event.condition = Condition{span(tight_phrase(in_report(reading, found.words))), std::nullopt};
    event.why.push_back(by_rule("condition", found.rule));
    return true;
  };
  const auto model = likeliest != frame.condition.end() ? in_sentence(reading, likeliest->words) : std::nullopt;
  if (model && events::is_vow(syntax.tree, *model)) {
    event.why.push_back(by_rule("condition", "vow"));
    return false;
  }
  if (likeliest != frame.condition.end() && holds_words(likeliest->words)) {
    event.why.push_back(by_model("condition", likeliest->score));
    const auto words = in_sentence(reading, likeliest->words);
    const auto clause = words ? syntax.conditions.overlapping(*words) : std::nullopt;
    const bool part = clause && clause->words.first <= words->first && clause->words.last >= words->last;
    if (part && (clause->words.first == words->first || words->last - words->first <= 2)) return take(*clause);
    event.condition = Condition{span(tight_phrase(likeliest->words)), std::nullopt};
    return true;
  }
  if (!trigger) return false;
  if (const auto found = syntax.conditions.of(*trigger)) return take(*found);
  if (const auto found = syntax.conditions.nearest(*trigger)) return take(*found);
  return false;
}

// "The militia must disarm or else the army will storm its camp": who disarms is the verb's own subject, and nobody else in the
// sentence but those coordinated with it.
void Coder::keep_own_subject(Event& event, const Reading& reading, const Tree& tree, WordRange trigger) const {
  const std::size_t verb = tree.head_of(trigger);
  if (event.source.size() < 2 || verb >= tree.size() || tree.word(verb).upos != "VERB") return;
  std::size_t subject = Tree::none;
  for (const std::size_t child : tree.children(verb)) {
    if (tree.word(child).deprel == "nsubj" || tree.word(child).deprel == "obl:agent") subject = child;
  }
  if (subject == Tree::none) return;
  const WordRange phrase = in_report(reading, tree.under(subject));
  const auto belongs = [&](const Participant& p) {
    const WordRange words = words_.at(p.span);
    return words.first < phrase.last && phrase.first < words.last;
  };
  if (std::none_of(event.source.begin(), event.source.end(), belongs)) return;
  if (std::erase_if(event.source, [&](const Participant& p) { return !belongs(p); }))
    event.why.push_back(by_rule("source", "own-subject"));
}

// A condition is that something happens: where no event stands in it, the word that came nearest to being a trigger is one.
void Coder::add_inside_conditions(std::vector<Event>& here, std::vector<WordRange>& triggers, const Reading& reading,
                                  const Syntax& syntax) const {
  constexpr float nearest_floor = 0.3F;
  for (std::size_t e = 0, count = here.size(); e < count; ++e) {
    if (!here[e].condition) continue;
    const Span words = here[e].condition->span;
    const auto inside = [&](const Span& span) { return span.start >= words.start && span.end <= words.end; };
    if (std::any_of(here.begin(), here.end(), [&](const Event& event) { return inside(event.trigger); })) continue;
    const Candidate* best = nullptr;
    for (const Candidate& candidate : reading.considered) {
      const bool there = candidate.word < words_.words.size() && inside(span({candidate.word, candidate.word + 1}));
      if (there && candidate.score >= nearest_floor && (!best || candidate.score > best->score)) best = &candidate;
    }
    if (!best) continue;
    here.push_back(inside_condition(here[e], *best, reading, syntax));
    triggers.push_back(in_sentence(reading, {best->word, best->word + 1}).value_or(WordRange{}));
  }
}

// Who and whom by the tree, on the same word as what depends on it.
Event Coder::inside_condition(const Event& outer, const Candidate& candidate, const Reading& reading,
                              const Syntax& syntax) const {
  Event event;
  event.report = report_.id;
  event.published = report_.published;
  event.sentence = reading.sentence;
  event.trigger = span({candidate.word, candidate.word + 1});
  event.type = candidate.type;
  event.id = event_id(report_.id, event.trigger, event.type);
  event.status = statuses[possible];
  event.by = outer.by;
  event.quoted = quoted_.holds(event.trigger.start);
  event.confidence = as_double(candidate.score);
  event.why = {by_model("trigger", candidate.score), by_rule("trigger", "in-condition"), by_rule("status", "in-condition")};
  const std::size_t verb = candidate.word - reading.first_word;
  if (verb >= syntax.tree.size()) return event;
  event.source = dependents(reading, syntax.tree, verb, {"nsubj", "obl:agent", "nmod:poss"}, event.why);
  event.target = dependents(reading, syntax.tree, verb, {"obj", "nsubj:pass"}, event.why);
  return event;
}

std::vector<Participant> Coder::dependents(const Reading& reading, const Tree& tree, std::size_t verb,
                                           std::initializer_list<std::string_view> relations, std::vector<Reason>& why) const {
  for (const std::size_t child : tree.children(verb)) {
    if (std::find(relations.begin(), relations.end(), tree.word(child).deprel) == relations.end()) continue;
    const Mention* known = words_.mention[reading.first_word + child];
    if (known) return participants({{known->words, known->score}}, why);
  }
  return {};
}

std::vector<Participant> Coder::participants(const std::vector<RoleSpan>& spans, std::vector<Reason>& why) const {
  std::vector<Participant> list;
  for (const RoleSpan& role : spans) {
    if (!holds_words(role.words)) continue;
    const WordRange range = tight_participant(role.words);
    Participant one;
    one.span = span(range);
    std::size_t most = 0;
    for (std::size_t i = range.first; i < range.last; ++i) {
      const Mention* m = words_.mention[i];
      if (!m) continue;
      const std::size_t shared = std::min(range.last, m->words.last) - std::max(range.first, m->words.first);
      if (shared <= most) continue;
      most = shared;
      one.sector = std::string(m->sector);
    }
    const auto same = [&](const Participant& p) { return p.span.start == one.span.start && p.span.end == one.span.end; };
    if (std::any_of(list.begin(), list.end(), same)) continue;
    identify(one, range, why);
    list.push_back(std::move(one));
  }
  return list;
}

// Nobody buys from himself: of whom the reader is unsure, and who by name is the surer one of the other side, is not on this
// one.
std::vector<RoleSpan> Coder::without_selves(std::vector<RoleSpan> side, const std::vector<RoleSpan>& other,
                                            std::string_view step, std::vector<Reason>& why) const {
  constexpr float sure = 0.35F;  // the reader's own floor for a role
  const auto actor_of = [&](const RoleSpan& role) {
    return holds_words(role.words) ? cast_.who(tight_participant(role.words)).actor : std::optional<std::string>();
  };
  const std::size_t before = side.size();
  std::erase_if(side, [&](const RoleSpan& role) {
    const auto actor = role.score < sure ? actor_of(role) : std::nullopt;
    return actor && std::any_of(other.begin(), other.end(),
                                [&](const RoleSpan& o) { return o.score > role.score && actor_of(o) == actor; });
  });
  if (side.size() < before) why.push_back(by_rule(std::string(step), "not-itself"));
  return side;
}

// "The envoy" of "Jeffrey, the envoy, said" is Jeffrey: who stands as an apposition is meant by what it is added to.
std::vector<RoleSpan> Coder::named_first(std::vector<RoleSpan> spans, std::string_view step, std::vector<Reason>& why) const {
  for (RoleSpan& role : spans) {
    if (!holds_words(role.words)) continue;
    const std::size_t noun = words_.head(role.words);
    if (actors::universal(words_.word(noun).deprel) != "appos") continue;
    const std::size_t name = words_.head(noun);
    WordRange first{name, name + 1};
    if (const Mention* mention = words_.mention[name]) {
      first = mention->words;
    } else if (words_.word(name).upos == "PROPN") {
      while (first.last < words_.words.size() && words_.head(first.last) == name && words_.word(first.last).deprel == "flat")
        ++first.last;
    } else {
      continue;
    }
    if (first.first < role.words.last && role.words.first < first.last) continue;
    role.words = first;
    why.push_back(by_rule(std::string(step), "apposition"));
  }
  return spans;
}

// "Votel, commander of US Central Command, said" is one mouth: without those that are named only to say who another is.
std::vector<RoleSpan> Coder::without_parts(std::vector<RoleSpan> mouths, std::vector<Reason>& why) const {
  constexpr std::array<std::string_view, 4> relations{"appos", "nmod", "flat", "compound"};
  const std::vector<RoleSpan> all = mouths;
  const auto joined = [&](WordRange a, WordRange b) {
    for (std::size_t w = std::min(a.last, b.last); w < std::max(a.first, b.first); ++w) {
      if (words_.word(w).upos == "CCONJ") return true;
    }
    return false;
  };
  const auto is_part = [&](const RoleSpan& one) {
    if (!holds_words(one.words)) return false;
    std::size_t word = words_.head(one.words);
    for (int steps = 0; steps < 8; ++steps) {
      const std::string_view relation = actors::universal(words_.word(word).deprel);
      if (std::find(relations.begin(), relations.end(), relation) == relations.end()) return false;
      word = words_.head(word);
      for (const RoleSpan& other : all) {
        if (other.words.first != one.words.first && other.words.first <= word && word < other.words.last)
          return !joined(other.words, one.words);
      }
    }
    return false;
  };
  const auto removed = std::erase_if(mouths, is_part);
  if (removed > 0) why.push_back(by_rule("by", "part-of-another"));
  return mouths;
}

// Who it is, by name, office, state or context. The data's sector stands before the model's.
void Coder::identify(Participant& one, WordRange range, std::vector<Reason>& why) const {
  Identity who = cast_.who(range);
  one.actor = std::move(who.actor);
  one.name = std::move(who.name);
  one.country = std::move(who.country);
  one.role = std::move(who.role);
  one.candidates = std::move(who.candidates);
  one.members = std::move(who.members);
  if (who.sector) one.sector = std::move(who.sector);
  one.code = std::move(who.code);
  if (!one.code && one.country && one.sector)
    one.code = *one.country == *one.sector ? *one.country : *one.country + *one.sector;
  if (who.rules.empty()) return;
  std::string rules = one.actor.value_or(one.country.value_or("unknown")) + ":";
  for (const std::string& rule : who.rules) rules += " " + rule;
  why.push_back(by_rule("actor", rules));
}

// Whose word it is, outermost first. The model says who they are; the tree in what order, and by which word.
void Coder::attribute(Event& event, const Reading& reading, const Syntax& syntax, const Frame& frame) const {
  const auto trigger = in_sentence(reading, frame.trigger);
  std::vector<events::Voice> voices = trigger ? syntax.voices.of(*trigger) : std::vector<events::Voice>();
  if (const auto head = trigger ? events::voice_of_headline(syntax.tree, *trigger) : std::nullopt) voices.push_back(*head);
  const std::vector<RoleSpan> mouths = sure_mouths(frame.by, reading, syntax, voices);
  event.by = participants(without_parts(named_first(mouths, "by", event.why), event.why), event.why);
  for (const RoleSpan& role : mouths) event.why.push_back(by_model("by", role.score));
  if (mouths.size() < frame.by.size()) event.why.push_back(by_rule("by", "unsure-and-silent"));
  if (!trigger) return;
  if (event.by.empty()) hear(event, reading, voices);
  drop_listeners(event, reading, syntax, voices);
  keep_outer_mentions(event.by);
  if (event.status == statuses[actual] && std::any_of(event.by.begin(), event.by.end(), is_rumour)) {
    event.status = statuses[possible];
    event.why.push_back(by_rule("status", "rumour"));
  }
  std::vector<std::size_t> slots;                           // of the mouths whose place the tree tells
  std::vector<std::pair<std::size_t, Participant>> placed;  // voice, mouth
  for (std::size_t i = 0; i < event.by.size(); ++i) {
    Participant& mouth = event.by[i];
    const auto mention = in_sentence(reading, words_.at(mouth.span));
    const auto voice = mention ? events::voice_of(syntax.tree, voices, *mention) : events::pronoun_voice(syntax.tree, voices);
    const auto last = mention && mention->first >= trigger->last ? syntax.voices.last_word(*mention) : std::nullopt;
    const auto cue = last      ? last
                     : voice   ? std::optional(voices[*voice].cue)
                     : mention ? syntax.voices.verb_of(*mention)
                               : std::nullopt;
    if (cue) {
      mouth.cue = span(tight_phrase(in_report(reading, *cue)));
      event.why.push_back(by_rule("cue", last ? "last-word" : voice ? voices[*voice].rule : "subject-of"));
    }
    if (!voice && !last && mention) continue;  // stays where the text has it
    slots.push_back(i);
    // Whoever has the last word, or is named in another sentence only, stands outside what the sentence says.
    placed.emplace_back(last ? voices.size() + 1 : voice.value_or(voices.size()), mouth);
  }
  const auto outer = [](const auto& a, const auto& b) { return a.first > b.first; };
  if (std::is_sorted(placed.begin(), placed.end(), outer)) return;
  std::stable_sort(placed.begin(), placed.end(), outer);
  for (std::size_t i = 0; i < slots.size(); ++i) event.by[slots[i]] = std::move(placed[i].second);
  event.why.push_back(by_rule("chain", "voices-by-tree"));
}

// Without those of the model's of whom it is less than half sure and who say nothing by the tree.
std::vector<RoleSpan> Coder::sure_mouths(std::vector<RoleSpan> mouths, const Reading& reading, const Syntax& syntax,
                                         const std::vector<events::Voice>& voices) const {
  constexpr float sure = 0.5F;
  std::erase_if(mouths, [&](const RoleSpan& role) {
    const auto mention = role.score < sure ? in_sentence(reading, role.words) : std::nullopt;
    if (!mention) return false;
    const auto voice = events::voice_of(syntax.tree, voices, *mention);
    return !voice || !voices[*voice].gives_word;
  });
  return mouths;
}

// "Marcos spoke to the troops. He said that …": the nearest mention of whom the pronoun means, else the pronoun.
WordRange Coder::named_before(std::size_t pronoun) const {
  constexpr std::size_t furthest = 150;  // words
  const WordRange itself{pronoun, pronoun + 1};
  const auto meant = cast_.who(itself).actor;
  for (std::size_t i = pronoun; meant && i-- > 0 && pronoun - i < furthest;) {
    const Mention* mention = words_.mention[i];
    if (!mention || words_.word(mention->words.last - 1).upos == "PRON") continue;
    if (cast_.who(mention->words).actor == meant) return mention->words;
  }
  return itself;
}

// The voices that surely vouch for an act for which the model names nobody.
void Coder::hear(Event& event, const Reading& reading, const std::vector<events::Voice>& voices) const {
  const bool speaks_itself = event.type == "AGREE" || event.type == "REQUEST" || event.type == "ACCUSE" ||
                             event.type == "REJECT" || event.type == "THREATEN" || event.type == "SUPPORT";
  for (const events::Voice& voice : voices) {
    const Word& speaker = reading.words[voice.speaker];
    const bool surely = voice.rule == "according-to" || voice.rule == "quoted-as" || voice.rule == "headline" ||
                        (voice.rule == "parenthesis" && !speaks_itself);
    const std::string_view cue = actors::universal(reading.words[voice.cue.first].deprel);
    const bool told = cue == "root" || cue == "ccomp" || cue == "parataxis";  // not "a province it said was overrun"
    const bool returns = speaker.xpos == "PRP" && voice.gives_word && told && is_third(speaker.lemma);
    if (!returns && (!surely || speaker.upos == "PRON")) continue;
    const std::size_t noun = reading.first_word + voice.speaker;
    const Mention* known = words_.mention[noun];
    if (voice.rule == "headline" && !known) continue;
    const WordRange words = known ? known->words : WordRange{noun, noun + 1};
    auto mouths = participants({{returns ? named_before(noun) : words, 0}}, event.why);
    const auto acts = [&](const Participant& p) { return !mouths.empty() && p.span.start == mouths[0].span.start; };
    // "The White House will keep the embargo, it said": what one does oneself needs no such word.
    if (returns && std::any_of(event.source.begin(), event.source.end(), acts)) continue;
    event.by = std::move(mouths);
    event.why.push_back(by_rule("by", returns ? "pronoun" : voice.rule));
    return;
  }
}

// "A lawyer told Reuters that guards attacked": Reuters listens.
void Coder::drop_listeners(Event& event, const Reading& reading, const Syntax& syntax,
                           const std::vector<events::Voice>& voices) const {
  if (event.by.size() < 2) return;
  const auto listens = [&](const Participant& mouth) {
    const auto mention = in_sentence(reading, words_.at(mouth.span));
    const std::size_t head = mention ? syntax.tree.head_of(*mention) : Tree::none;
    if (head >= syntax.tree.size() || events::voice_of(syntax.tree, voices, *mention)) return false;
    const std::string_view relation = syntax.tree.word(head).deprel;
    const auto is_cue = [&](const events::Voice& voice) {
      return voice.rule == "speech-verb" && voice.cue.first == syntax.tree.parent(head);
    };
    return (relation == "obj" || relation == "iobj") && std::any_of(voices.begin(), voices.end(), is_cue);
  };
  if (std::erase_if(event.by, listens)) event.why.push_back(by_rule("by", "told-to"));
}

// The likeliest of the spans, when it is likelier than not that the act has one of that kind at all.
std::optional<WordRange> Coder::best(const std::vector<RoleSpan>& spans) const {
  constexpr float sure = 0.5F;
  const RoleSpan* found = nullptr;
  for (const RoleSpan& role : spans) {
    if (role.score >= sure && holds_words(role.words) && (!found || role.score > found->score)) found = &role;
  }
  return found ? std::optional(tight_phrase(found->words)) : std::nullopt;
}

void Coder::locate(Event& event, const Frame& frame) const {
  if (const auto words = best(frame.place)) {
    event.place = Place{span(*words), cast_.where(*words)};
    if (event.place->location) event.why.push_back(by_rule("place", event.place->location->rule));
  }
  if (const auto words = best(frame.time)) {
    event.time = Time{span(*words), std::nullopt, std::nullopt};
    const auto when = cast_.when(*words);
    if (!when) return;
    event.time->from = when->from;
    event.time->until = when->until;
    event.why.push_back(by_rule("time", when->rule));
  }
}

// "its purchase of the S-400": the goods on the trigger; who buys and is told of no seller buys from the state that supplies
// them.
void Coder::take_goods(Event& event, const Reading& reading, const Tree& tree, const Frame& frame) const {
  const auto trigger = in_sentence(reading, frame.trigger);
  if (!trigger) return;
  const std::size_t head = tree.head_of(*trigger);
  constexpr std::size_t reach = 20;  // words on either side of the trigger
  WordRange clause = tree.under(head);
  clause.first = std::max(clause.first, head > reach ? head - reach : 0);
  clause.last = std::min(clause.last, head + reach);
  for (const Carried& found : cast_.goods(in_report(reading, clause))) {
    const Span words = span(found.words);
    event.goods.push_back({words, found.good->id, or_absent(found.good->maker), or_absent(found.good->supplier)});
  }
  if (event.goods.empty() || !event.target.empty() || !event.goods.front().supplier || !events::is_buying(tree, *trigger))
    return;
  Participant seller;
  seller.span = event.goods.front().span;
  seller.country = seller.actor = event.goods.front().supplier;
  seller.sector = "GOV";
  seller.code = *seller.country + "GOV";
  event.target.push_back(std::move(seller));
  event.why.push_back(by_rule("target", "supplier-of " + event.goods.front().good));
}

// What such an act says is its own actor's word: a quoted threat needs nobody to vouch for it.
bool speaks_itself(const Event& event) {
  return event.type == "AGREE" || event.type == "REQUEST" || event.type == "ACCUSE" || event.type == "SUPPORT";
}

void Coder::give_speakers(std::vector<Event>& events, std::span<const Quotation> quotations,
                          std::span<const Reading> readings) const {
  const auto speakers = events::speakers(report_.text, quotations, readings);
  std::size_t outermost = 0;  // of the quotations around the event, or the next one
  for (Event& event : events) {
    const std::size_t at = event.trigger.start;
    while (outermost < quotations.size() && quotations[outermost].inner_end <= at) ++outermost;
    if (outermost == quotations.size()) return;
    if (!event.by.empty() || speaks_itself(event) || quotations[outermost].inner_start > at || !speakers[outermost]) continue;
    const std::size_t word = speakers[outermost]->words.first;
    const Mention* known = words_.mention[word];
    event.by = participants({{known ? known->words : speakers[outermost]->words, 0}}, event.why);
    event.why.push_back(by_rule("by", speakers[outermost]->rule));
  }
}

bool earlier(const Event& a, const Event& b) {
  return std::tie(a.trigger.start, a.trigger.end, a.type) < std::tie(b.trigger.start, b.trigger.end, b.type);
}

// Names the event that stands inside each condition, so that a store can later say that it came about.
void link_conditions(std::vector<Event>& events) {
  for (Event& event : events) {
    if (!event.condition) continue;
    const Span& words = event.condition->span;
    auto inside = std::lower_bound(events.begin(), events.end(), words.start,
                                   [](const Event& e, std::size_t start) { return e.trigger.start < start; });
    if (inside != events.end() && inside->trigger.end <= words.end && &*inside != &event) event.condition->event = inside->id;
  }
}

// What somebody does in a quotation is on the word of whoever says the rest of it, or of the quotation just before; not of whom
// the quotation itself makes speak.
void share_speakers(std::vector<Event>& events, const Quoted& quoted) {
  constexpr std::size_t reach = 1000;  // bytes
  const Event* spoken = nullptr;
  const auto outside = [&](const Participant& mouth) { return !quoted.holds(mouth.span.start); };
  for (Event& event : events) {
    if (!event.quoted) continue;
    if (std::any_of(event.by.begin(), event.by.end(), outside)) {
      spoken = &event;
    } else if (event.by.empty() && spoken && !speaks_itself(event) && event.trigger.start - spoken->trigger.start < reach) {
      std::copy_if(spoken->by.begin(), spoken->by.end(), std::back_inserter(event.by), outside);
      for (Participant& mouth : event.by) mouth.cue = std::nullopt;
      event.why.push_back(by_rule("by", "same-quotation"));
    }
  }
}

}  // namespace

std::vector<Event> code(const Report& report, std::span<const Quotation> quotations, std::span<const Reading> readings,
                        const Knowledge& knowledge, const Ontology& ontology) {
  const Words words(readings);
  const Quoted quoted(quotations);
  const Cast cast(knowledge, report, readings);
  const Coder coder(report, words, quoted, cast, ontology);
  std::vector<Event> events;
  for (const Reading& reading : readings) coder.code(reading, events);
  std::sort(events.begin(), events.end(), earlier);
  const auto same = [](const Event& a, const Event& b) { return a.id == b.id; };
  events.erase(std::unique(events.begin(), events.end(), same), events.end());
  share_speakers(events, quoted);
  coder.give_speakers(events, quotations, readings);
  link_conditions(events);
  return events;
}

}  // namespace dragoman
