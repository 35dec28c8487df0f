#include "encode.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace dragoman::events {
namespace {

// How far up the tree the speech act above a content is sought, and how many words of a trigger's phrase are looked at.
constexpr int reach_of_speech = 16;
constexpr std::size_t phrase_words = 40;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

bool is_speech_act(std::string_view type) {
  static constexpr std::array<std::string_view, 4> types{"AGREE", "REQUEST", "REJECT", "THREATEN"};
  return one_of(type, types);
}

// Whether the trigger has these lemmas, one after the other.
bool holds_run(const Tree& tree, WordRange trigger, const std::vector<std::string>& run) {
  for (std::size_t first = trigger.first; first + run.size() <= std::min(trigger.last, tree.size()); ++first) {
    std::size_t i = 0;
    while (i < run.size() && (lower(tree.word(first + i).lemma) == run[i] || is_form_of(tree.word(first + i), run[i]))) ++i;
    if (i == run.size()) return true;
  }
  return false;
}

void add_compound(const Tree& tree, std::size_t noun, std::vector<std::string>& lemmas) {
  lemmas.push_back(lower(tree.word(noun).lemma));
  for (const std::size_t child : tree.children(noun)) {
    if (universal(tree.word(child).deprel) == "compound") lemmas.push_back(lower(tree.word(child).lemma));
  }
}

// The lemmas of the trigger, and of the phrases that depend on it: objects, modifiers, "of", "with"; of a subject its head and
// what is compounded with it, of clauses nothing.
std::vector<std::string> phrase_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 10> phrases{"obj",  "iobj",   "obl",   "nmod", "compound",
                                                            "amod", "nummod", "appos", "conj", "flat"};
  std::vector<std::size_t> open;
  std::vector<std::string> lemmas;
  for (std::size_t i = trigger.first; i < trigger.last; ++i) open.push_back(i);
  for (std::size_t k = 0; k < open.size() && open.size() < phrase_words; ++k) {
    for (const std::size_t child : tree.children(open[k])) {
      const Word& word = tree.word(child);
      const std::string_view relation = universal(word.deprel);
      if (relation == "nsubj" && word.deprel != "nsubj:pass") add_compound(tree, child, lemmas);
      const bool clause = relation == "conj" && word.upos == "VERB";
      if ((one_of(relation, phrases) && !clause) || word.deprel == "nsubj:pass") open.push_back(child);
    }
  }
  for (const std::size_t i : open) lemmas.push_back(lower(tree.word(i).lemma));
  return lemmas;
}

// Whose acts are their state's own.
bool is_of_state(const std::optional<std::string>& sector) {
  static constexpr std::array<std::string_view, 5> state{"GOV", "MIL", "POL", "SPY", "LEG"};
  return sector && one_of(*sector, state);
}

bool is_same(const Participant& a, const Participant& b) {
  if (a.actor && b.actor && *a.actor == *b.actor) return true;
  if (a.country && b.country && *a.country == *b.country && is_of_state(a.sector) && is_of_state(b.sector)) return true;
  return lower(a.span.text) == lower(b.span.text);
}

// The report itself, or the actor, says that the actor will do it; nobody else does.
bool is_own_word(const Event& event) {
  if (event.by.empty()) return true;
  return std::any_of(event.source.begin(), event.source.end(),
                     [&](const Participant& p) { return is_same(p, event.by.back()); });
}

class Encoder {
 public:
  Encoder(std::span<const Told> told, const Tree& tree, const Ontology::Inside& ontology)
      : told_(told), tree_(tree), ontology_(ontology), owner_(tree.size(), none), marked_(tree.size()), codes_(told.size()) {
    for (std::size_t i = 0; i < tree.size(); ++i) {
      if (universal(tree.word(i).deprel) == "mark" && tree.parent(i) != none) marked_[tree.parent(i)] = true;
    }
    for (std::size_t e = 0; e < told_.size(); ++e) {
      for (std::size_t i = told_[e].trigger.first; i < std::min(told_[e].trigger.last, tree_.size()); ++i) {
        if (owner_[i] == none) owner_[i] = e;
      }
    }
  }

  void encode() {
    for (std::size_t e = 0; e < told_.size(); ++e) look_up(e);
    for (std::size_t e = 0; e < told_.size(); ++e) stand(e);
    for (std::size_t e = 0; e < told_.size(); ++e) refine_speech_above(e);
    for (std::size_t e = 0; e < told_.size(); ++e) write(e);
  }

 private:
  static constexpr std::size_t none = Tree::none;
  struct Code {
    std::string act, cameo;  // of the act itself, and of the act as it stands; empty: none
    std::string from, stands;
    bool from_words = false;
  };

  void look_up(std::size_t e);
  void stand(std::size_t e);
  void refine_speech_above(std::size_t e);
  void write(std::size_t e);
  std::vector<std::size_t> speech_above(std::size_t e) const;
  const Event& event(std::size_t e) const { return *told_[e].event; }

  std::span<const Told> told_;
  const Tree& tree_;
  const Ontology::Inside& ontology_;
  std::vector<std::size_t> owner_;  // of each word, the event whose trigger it is in
  std::vector<bool> marked_;        // whether a word of its own opens the clause: "after", "because", "to"
  std::vector<Code> codes_;
};

// The first line of words.tsv that fits the trigger, else the type's own code.
void Encoder::look_up(std::size_t e) {
  Event& event = *told_[e].event;
  Code& code = codes_[e];
  const auto type = ontology_.types.find(event.type);
  if (type == ontology_.types.end()) return;
  code.act = type->second.cameo;
  code.from = "types.tsv";
  const auto lines = ontology_.words.find(event.type);
  if (lines == ontology_.words.end()) return;
  const std::vector<std::string> phrase = phrase_of(tree_, told_[e].trigger);
  const auto stands = [&](const std::string& lemma) { return std::find(phrase.begin(), phrase.end(), lemma) != phrase.end(); };
  for (const WordLine& line : lines->second) {
    if (!line.with.empty() && std::none_of(line.with.begin(), line.with.end(), stands)) continue;
    if (std::none_of(line.words.begin(), line.words.end(),
                     [&](const auto& run) { return holds_run(tree_, told_[e].trigger, run); }))
      continue;
    if (!line.cameo.empty()) code.act = line.cameo;
    if (!line.mode.empty()) event.mode = line.mode;
    code.from = "words.tsv:" + std::to_string(line.line);
    code.from_words = true;
    break;
  }
  const auto known = ontology_.codes.find(code.act);
  if (event.mode || known == ontology_.codes.end()) return;
  if (ontology_.modes.contains({event.type, known->second.mode})) event.mode = known->second.mode;
}

// The speech acts that an event is the content of, from the nearest up. A clause with a mark of its own ("after", "because")
// and a relative clause are no content.
std::vector<std::size_t> Encoder::speech_above(std::size_t e) const {
  std::vector<std::size_t> above;
  std::size_t at = tree_.head_of(told_[e].trigger);
  for (int step = 0; step < reach_of_speech && at < tree_.size(); ++step) {
    const Word& word = tree_.word(at);
    if (word.deprel == "acl:relcl" || (universal(word.deprel) == "advcl" && marked_[at] && word.xpos != "VB")) break;
    at = tree_.parent(at);
    if (at >= tree_.size()) break;
    const std::size_t owner = owner_[at];
    if (owner != none && owner != e && is_speech_act(event(owner).type) && (above.empty() || above.back() != owner))
      above.push_back(owner);
  }
  return above;
}

// What the act is in the CAMEO view, given how it is told.
void Encoder::stand(std::size_t e) {
  const Event& now = event(e);
  Code& code = codes_[e];
  code.cameo = code.act;
  const auto type = ontology_.types.find(now.type);
  const StandingLine* standing = code.act.empty() ? nullptr : ontology_.standing(code.act);
  if (type == ontology_.types.end() || !standing || now.status == "actual" || now.status == "possible") return;
  const bool hostile = type->second.is_hostile();
  const std::vector<std::size_t> above = speech_above(e);
  const auto under = [&](std::string_view wanted) {
    return std::find_if(above.begin(), above.end(), [&](std::size_t a) { return event(a).type == wanted; });
  };
  const auto request = under("REQUEST");
  const bool asked = request != above.end() && codes_[*request].act.starts_with("02");
  const auto take = [&](const std::string& cameo, std::string_view stands) {
    code.cameo = cameo;
    code.stands = stands;
  };
  if (now.status == "demanded") {
    take(asked ? standing->asked : standing->demanded, asked ? "asked" : "demanded");
  } else if (now.status == "future" || now.status == "conditional") {
    if (hostile && !is_own_word(now)) return take("", "told-by-another");
    take(standing->announced, "announced");
  } else if (hostile && request != above.end() && standing->renounced.starts_with("03")) {
    take((asked ? "02" : "10") + standing->renounced.substr(2), asked ? "asked-not-to" : "demanded-not-to");
  } else if (under("REJECT") != above.end() || (!now.by.empty() && is_own_word(now))) {
    take(standing->renounced, "renounced");
  } else {
    take("", "not-done");
  }
}

// "demanded" of "demanded the release of four nurses" is as much a demand of release as its content.
void Encoder::refine_speech_above(std::size_t e) {
  if (codes_[e].stands.empty() || codes_[e].cameo.empty()) return;
  for (const std::size_t above : speech_above(e)) {
    Code& code = codes_[above];
    const bool general = code.act.size() == 3 && code.act.back() == '0' && code.cameo == code.act && code.stands.empty();
    if (!general || code.act.substr(0, 2) != codes_[e].cameo.substr(0, 2)) continue;
    code.cameo = codes_[e].cameo;
    code.from = "content";
    return;
  }
}

void Encoder::write(std::size_t e) {
  Event& now = *told_[e].event;
  const Code& code = codes_[e];
  if (code.from.empty()) return;
  now.why.push_back({"cameo", "rule", std::nullopt, code.stands.empty() ? code.from : code.from + " " + code.stands});
  const auto known = ontology_.codes.find(code.cameo);
  if (known == ontology_.codes.end()) return;
  now.cameo = known->second.code;
  now.goldstein = known->second.goldstein;
  // A threat, a request and a refusal have the mode of what is threatened, asked for or refused.
  if (!now.mode && code.from == "content" && ontology_.modes.contains({now.type, known->second.mode}))
    now.mode = known->second.mode;
}

}  // namespace

void encode(std::span<const Told> told, const Tree& tree, const Ontology& ontology) {
  if (!told.empty()) Encoder(told, tree, ontology.inside()).encode();
}

}  // namespace dragoman::events
