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
  if (!who.code && who.country && who.sector) {
    who.code = *who.country == *who.sector ? *who.country : *who.country + *who.sector;
  }
  return who;
}

// The core of a phrase; an article that belongs to a name ("The Hague") stays.
WordRange Cast::Inside::core(WordRange given) const {
  WordRange range = words.core(given);
  if (range.first >= range.last) return range;
  const std::size_t h = hit_at[range.first];
  if (h != none && hits[h].words.first >= given.first) range.first = hits[h].words.first;
  return range;
}

Identity Cast::Inside::resolve(WordRange given, int depth) const {
  const WordRange range = core(given);
  if (range.first >= range.last) {
    return {};
  }
  const std::size_t head = words.head(range);
  const std::vector<std::size_t> inside = hits_in(range);

  if (const auto whole = whole_name(range, inside)) return *whole;
  if (const auto person = named_person(range, inside)) return *person;
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
  if (const auto who = unlisted_name(range)) return *who;
  return phrase(range, head, depth);
}

}  // namespace dragoman
