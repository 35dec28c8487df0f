#include "cast.h"

#include <algorithm>

namespace dragoman {

using namespace actors;

Cast::Cast(const Knowledge& knowledge, const Report& report, std::span<const Reading> readings)
    : inside_(std::make_unique<Inside>(knowledge, report, readings)) {}
Cast::Cast(Cast&&) noexcept = default;

Cast::~Cast() = default;

Identity Cast::who(WordRange range) const {
  Identity who = inside_->resolve(range, 0);
  const auto is_place = [&] {
    return !who.rules.empty() && holds({"people", "place", "place-in-phrase", "state-in-phrase"}, who.rules.back());
  };
  if (!who.sector) {
    if (const Mention* read = inside_->read_as(range)) {
      who.sector = std::string(read->sector);
    } else if (is_place()) {
      who.sector = "GOV";  // a town or province stands for the state
    }
  }
  if (!who.code && who.country && who.sector) {
    who.code = *who.country == *who.sector ? *who.country : *who.country + *who.sector;
  }
  return who;
}

// What the reader took the words for: the mention that shares most of them.
const Mention* Cast::Inside::read_as(WordRange range) const {
  if (range.first >= words.size()) return nullptr;
  const Mention* found = nullptr;
  std::size_t most = 0;
  for (const Mention& mention : readings[words.sentence(range.first)].mentions) {
    const std::size_t first = std::max(range.first, mention.words.first), last = std::min(range.last, mention.words.last);
    if (first >= last || last - first <= most) continue;
    most = last - first;
    found = &mention;
  }
  return found;
}

// Where the reader, by the words around, knows better than the noun: "officers" of an army or a firm, "the coalition" at war,
// "armed men". Soldiers that govern stay soldiers ("the junta").
std::optional<std::string_view> Cast::Inside::sector_read(WordRange range, std::string_view noun_says) const {
  constexpr float sure = 0.6F;
  const Mention* read = read_as(range);
  if (!read || read->score < sure || (noun_says == "MIL" && read->sector == "GOV")) return std::nullopt;
  return read->sector;
}

// The core of a phrase; an article that belongs to a name ("The Hague") stays, and a determiner that is all there is ("both").
WordRange Cast::Inside::core(WordRange given) const {
  WordRange range = words.core(given);
  if (range.first >= range.last) {
    const bool alone = given.first < words.size() && given.last == given.first + 1 && words.word(given.first).upos == "DET";
    return alone ? given : range;
  }
  const std::size_t h = hit_at[range.first];
  if (h != none && hits[h].words.first >= given.first) range.first = hits[h].words.first;
  return range;
}

Identity Cast::Inside::resolve(WordRange given, int depth) const {
  WordRange range = core(given);
  if (range.first >= range.last) return {};
  // "the World Food Programme (WFP)" is what stands before the bracket.
  if (range.last - range.first > 2 && words.form(range.last - 2) == "(" && words.is_upper(range.last - 1)) range.last -= 2;
  const std::size_t head = words.head(range);
  const std::vector<std::size_t> inside = hits_in(range);

  if (const auto whole = whole_name(range, inside)) return *whole;
  if (const auto person = named_person(range, inside)) return *person;
  if (const auto person = named_behind(range, head)) return *person;
  if (depth < 2) {
    if (const auto at = acronyms.find(words.key(range.last - 1)); at != acronyms.end() && words.is_upper(range.last - 1)) {
      if (at->second.last <= range.first || at->second.first >= range.last) {
        Identity who = resolve(at->second, depth + 1);
        who.rules.insert(who.rules.begin(), "acronym-in-brackets");
        return who;
      }
    }
    if (const auto who = pronoun(range, depth)) return *who;
  }
  if (const auto who = unlisted_name(range, depth)) return *who;
  return phrase(range, head, depth);
}

}  // namespace dragoman
