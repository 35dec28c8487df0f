#include "settle.h"

#include <algorithm>
#include <array>

namespace dragoman::events {
namespace {

constexpr int reach_of_object = 3;  // "lifted", "restrictions", "on", "exports": the words between an end and what it ends

template <std::size_t N>
bool is_any(const Word& word, const std::array<std::string_view, N>& lemmas) {
  return std::any_of(lemmas.begin(), lemmas.end(), [&](std::string_view lemma) { return is_form_of(word, lemma); });
}

class Settler {
 public:
  Settler(std::span<const Told> told, const Tree& tree)
      : told_(told), tree_(tree), owner_(tree.size(), none), done_(told.size()) {
    for (std::size_t e = 0; e < told.size(); ++e) {
      for (std::size_t i = told[e].trigger.first; i < std::min(told[e].trigger.last, tree.size()); ++i) {
        if (owner_[i] == none) owner_[i] = e;
      }
    }
  }

  void settle() {
    for (std::size_t e = 0; e < told_.size(); ++e) settle(e);
  }

 private:
  static constexpr std::size_t none = Tree::none;

  void settle(std::size_t e);
  void content(Event& inner, const Event& outer, std::size_t word);
  void ended(Event& inner, std::size_t word);
  void take_status(Event& inner, std::string_view status, std::string_view rule) const;
  void take_word(Event& inner, const Event& outer) const;
  std::string_view relation(std::size_t word) const { return universal(tree_.word(word).deprel); }

  std::span<const Told> told_;
  const Tree& tree_;
  std::vector<std::size_t> owner_;  // of each word, the event whose trigger it is in
  std::vector<bool> done_;
};

// The speech act first, then its content: who vouches for the one vouches for the other.
void Settler::settle(std::size_t e) {
  // A content of a content, and so on: from the outermost inwards, without recursion.
  std::vector<std::size_t> open{e};
  for (int step = 0; step < 16; ++step) {
    std::size_t word = tree_.head_of(told_[open.back()].trigger);
    for (int up = 0; up < 3 && word < tree_.size() && relation(word) == "conj"; ++up) word = tree_.parent(word);
    const std::size_t above = word < tree_.size() ? tree_.parent(word) : none;
    const std::size_t outer = above < tree_.size() ? owner_[above] : none;
    if (outer == none || done_[outer] || std::find(open.begin(), open.end(), outer) != open.end()) break;
    open.push_back(outer);
  }
  for (; !open.empty(); open.pop_back()) {
    const std::size_t now = open.back();
    if (done_[now]) continue;
    done_[now] = true;
    std::size_t word = tree_.head_of(told_[now].trigger);
    if (word >= tree_.size()) continue;
    Event& inner = *told_[now].event;
    ended(inner, word);
    for (int up = 0; up < 3 && relation(word) == "conj" && tree_.parent(word) < tree_.size(); ++up) word = tree_.parent(word);
    const std::size_t above = tree_.parent(word);
    const std::size_t outer = above < tree_.size() ? owner_[above] : none;
    if (outer != none && outer != now) content(inner, *told_[outer].event, word);
  }
}

void Settler::content(Event& inner, const Event& outer, std::size_t word) {
  // "did not deny that it had fired": nor has it said so.
  if (outer.type == "REJECT" && outer.status == "negated" && relation(word) == "ccomp" && inner.status == "negated")
    take_status(inner, "possible", "not-denied");
  if (outer.status != "actual") return;
  const std::string_view how = relation(word);
  const bool clause = how == "xcomp" || how == "ccomp";
  const bool phrase = how == "obj" || how == "obl";
  const bool open_status =
      inner.status == "future" || inner.status == "possible" || (inner.status == "actual" && how == "xcomp");
  if (outer.type == "REQUEST" && (clause || phrase)) {
    if (open_status) take_status(inner, "demanded", "content-of-request");
    if (inner.status == "demanded" || clause) take_word(inner, outer);
  } else if (outer.type == "AGREE" && clause) {
    if (how == "xcomp" && open_status && inner.status != "future") take_status(inner, "future", "content-of-promise");
    if (outer.by.empty()) take_word(inner, outer);
  } else if (outer.type == "THREATEN" && clause) {
    if (how == "xcomp" && open_status && inner.status != "future") take_status(inner, "future", "content-of-threat");
    take_word(inner, outer);
  } else if (outer.type == "REJECT" && how == "xcomp") {
    if (open_status) take_status(inner, "negated", "content-of-refusal");
  } else if (outer.type == "ACCUSE" && clause && inner.status == "possible") {
    take_word(inner, outer);
  }
}

// From what is ended up to the word that ends it.
void Settler::ended(Event& inner, std::size_t word) {
  static constexpr std::array<std::string_view, 8> lifts{"lift",    "remove", "repeal", "revoke",
                                                         "abolish", "waive",  "roll",   "lifting"};
  static constexpr std::array<std::string_view, 9> halts{"suspend", "end",    "halt",     "stop", "call",
                                                         "put",     "cancel", "postpone", "cut"};
  const bool measure = inner.type == "SANCTION" || inner.type == "COERCE";
  const bool exchange = inner.type == "AID" || inner.type == "CONSULT" || inner.type == "COOPERATE";
  if ((!measure && !exchange) || (inner.status != "actual" && inner.status != "negated")) return;
  for (int step = 0; step < reach_of_object && word < tree_.size(); ++step) {
    const std::string_view how = relation(word);
    const std::size_t above = tree_.parent(word);
    if (above >= tree_.size() ||
        (how != "obj" && how != "nmod" && how != "compound" && tree_.word(word).deprel != "nsubj:pass"))
      return;
    const Word& governor = tree_.word(above);
    const std::size_t outer = owner_[above];
    if (outer != none && told_[outer].event != &inner) {
      const Event& end = *told_[outer].event;
      const bool fits =
          measure ? end.type == "CONCEDE" && is_any(governor, lifts) : end.type == "SANCTION" && is_any(governor, halts);
      if (!fits) return;
      const bool comes = end.status == "actual" || end.status == "future";
      const bool stays = end.status == "negated" || end.status == "conditional";
      if (comes && inner.status == "actual") take_status(inner, "negated", "ended");
      if (stays && measure && inner.status == "negated") take_status(inner, "actual", "not-ended");
      return;
    }
    word = above;
  }
}

void Settler::take_status(Event& inner, std::string_view status, std::string_view rule) const {
  if (inner.status == status) return;
  inner.status = status;
  inner.why.push_back({"status", "rule", std::nullopt, std::string(rule)});
}

// "Tehran said that Washington threatened to bomb Isfahan": for "bomb" Tehran, then Washington.
void Settler::take_word(Event& inner, const Event& outer) const {
  const auto same = [](const Participant& a, const Participant& b) { return a.span.start == b.span.start; };
  const bool known = std::equal(inner.by.begin(), inner.by.end(), outer.by.begin(), outer.by.end(), same);
  if ((!inner.by.empty() && !known) || outer.source.empty()) return;
  inner.by = outer.by;
  for (Participant mouth : outer.source) {
    const bool there =
        std::any_of(inner.by.begin(), inner.by.end(), [&](const Participant& p) { return p.span.start == mouth.span.start; });
    if (there) continue;
    mouth.cue = outer.trigger;
    inner.by.push_back(std::move(mouth));
  }
  inner.why.push_back({"by", "rule", std::nullopt, "content-of-speech-act"});
}

}  // namespace

void settle(std::span<const Told> told, const Tree& tree) { Settler(told, tree).settle(); }

}  // namespace dragoman::events
