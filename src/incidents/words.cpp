#include "words.h"

#include <libstemmer.h>
#include <utf8proc.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>
#include <sstream>
#include <string>

#include "dragoman/text.h"

namespace dragoman {
namespace embedded {
extern const std::string_view function_words;
}
namespace {

enum class Form { Mark, Number, Small, Capital };

Form form_of(std::string_view token) {
  utf8proc_int32_t letter = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(token.data());
  if (utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(token.size()), &letter) <= 0) return Form::Mark;
  switch (utf8proc_category(letter)) {
    case UTF8PROC_CATEGORY_ND:
      return Form::Number;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return Form::Capital;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_LM:
      return Form::Small;
    default:
      return Form::Mark;
  }
}

std::string lower(std::string_view token) {
  std::string small;
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(token.data());
  auto left = static_cast<utf8proc_ssize_t>(token.size());
  for (utf8proc_int32_t letter = 0; left > 0;) {
    const utf8proc_ssize_t used = utf8proc_iterate(at, left, &letter);
    if (used <= 0) return std::string(token);
    small.append(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::size_t>(utf8proc_encode_char(utf8proc_tolower(letter), bytes.data())));
    at += used;
    left -= used;
  }
  return small;
}

void tidy(Stems& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

Stems read_function_words() {
  Stems words;
  std::istringstream lines{std::string(embedded::function_words)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream on_line(line);
    for (std::string word; on_line >> word;) words.push_back(hash_of(word));
  }
  tidy(words);
  return words;
}

bool is_function_word(std::string_view small) {
  static const Stems all = read_function_words();
  return std::binary_search(all.begin(), all.end(), hash_of(small));
}

Stem stem_of(const std::string& small) {
  thread_local const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> english{sb_stemmer_new("english", "UTF_8"),
                                                                                       &sb_stemmer_delete};
  const sb_symbol* stem =
      sb_stemmer_stem(english.get(), reinterpret_cast<const sb_symbol*>(small.data()), static_cast<int>(small.size()));
  if (!stem) return hash_of(small);
  return hash_of({reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(english.get()))});
}

// "russian", "russia" → "russ"; "turkish", "turkey" → "turk"; "malian", "mali" → "mali". Four letters always stay.
Stem root_of_name(std::string_view name) {
  static constexpr std::array<std::string_view, 13> endings{"ians", "ian", "ish", "ese", "ans", "an", "is",
                                                            "ia",   "ey",  "a",   "e",   "i",   "s"};
  for (std::string_view ending : endings) {
    if (name.size() >= ending.size() + 4 && name.ends_with(ending)) {
      name.remove_suffix(ending.size());
      break;
    }
  }
  return hash_of(name);
}

}  // namespace

Stem hash_of(std::string_view exact) { return static_cast<Stem>(XXH3_64bits(exact.data(), exact.size())); }

Wording wording(std::string_view text, Opening opening) {
  Wording out;
  for (const Sentence& sentence : split_sentences(text)) {
    bool first = opening == Opening::Sentence;
    for (const Token& token : sentence.tokens) {
      const std::string_view word = text.substr(token.start, token.end - token.start);
      const Form form = form_of(word);
      if (form == Form::Mark) continue;
      const std::string small = lower(word);
      if (form == Form::Number) {
        out.numbers.push_back(hash_of(small));
      } else if (!is_function_word(small)) {
        // A capital at a sentence's start may be a name's or not: the word counts as both.
        if (form == Form::Capital) out.names.push_back(root_of_name(small));
        if (form == Form::Small || first) out.others.push_back(stem_of(small));
      }
      first = false;
    }
  }
  tidy(out.names);
  tidy(out.numbers);
  tidy(out.others);
  return out;
}

Stems phrase(std::string_view text) {
  Wording all = wording(text, Opening::Phrase);
  join(all.names, all.numbers);
  join(all.names, all.others);
  return std::move(all.names);
}

void join(Stems& into, const Stems& more) {
  into.insert(into.end(), more.begin(), more.end());
  tidy(into);
}

std::size_t shared(const Stems& a, const Stems& b) {
  std::size_t count = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y) {
      ++x;
    } else if (*y < *x) {
      ++y;
    } else {
      ++count, ++x, ++y;
    }
  }
  return count;
}

}  // namespace dragoman
