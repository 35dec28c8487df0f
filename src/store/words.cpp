#include "words.h"

#include <utf8proc.h>

#include <cstdlib>
#include <vector>

#include "dragoman/store.h"

namespace dragoman::store {
namespace {

struct Term {
  std::vector<std::string> words;                         // several: a phrase
  bool prefix = false, excluded = false, either = false;  // either: or the term before
};

std::string mapped(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &out, options);
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return result;
}

// Runs of letters and digits of any script.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : mapped(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
    if (letter) {
      word += c;
    } else if (!word.empty()) {
      found.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) found.push_back(std::move(word));
  return found;
}

std::vector<Term> terms_of(std::string_view asked) {
  std::vector<Term> terms;
  bool either = false;
  for (std::size_t at = 0; at < asked.size();) {
    if (asked[at] == ' ' || asked[at] == '\t' || asked[at] == '\n') {
      ++at;
      continue;
    }
    Term term;
    if (asked[at] == '-' && at + 1 < asked.size()) {
      term.excluded = true;
      ++at;
    }
    const bool phrase = asked[at] == '"';
    const std::size_t start = phrase ? at + 1 : at;
    const std::size_t end = std::min(asked.find_first_of(phrase ? "\"" : " \t\n", start), asked.size());
    const std::string_view part = asked.substr(start, end - start);
    at = end + (phrase ? 1 : 0);
    if (!phrase && part == "OR") {
      either = !terms.empty();
      continue;
    }
    term.prefix = part.ends_with('*');
    term.words = words_of(part);
    if (term.words.empty()) continue;
    term.either = either && !term.excluded;
    either = false;
    terms.push_back(std::move(term));
  }
  return terms;
}

template <typename Write>
std::string query(std::string_view asked, std::string_view all, std::string_view none, const Write& write) {
  std::string wanted, unwanted, group;
  const auto close = [&] {
    if (group.empty()) return;
    wanted += (wanted.empty() ? "" : std::string(all)) + "(" + group + ")";
    group.clear();
  };
  for (const Term& term : terms_of(asked)) {
    if (term.excluded) {
      unwanted += std::string(none) + write(term);
      continue;
    }
    if (!term.either) close();
    group += (group.empty() ? "" : all == " & " ? " | " : " OR ") + write(term);
  }
  close();
  return wanted.empty() ? "" : wanted + unwanted;  // "all but …" is no search
}

}  // namespace

std::string fts5_query(std::string_view asked) {
  return query(asked, " AND ", " NOT ", [](const Term& term) {
    std::string words;
    for (const std::string& word : term.words) words += (words.empty() ? "\"" : " ") + word;
    return words + "\"" + (term.prefix ? " *" : "");
  });
}

std::string tsquery(std::string_view asked) {
  return query(asked, " & ", " & !", [](const Term& term) {
    std::string words;
    for (const std::string& word : term.words) words += (words.empty() ? "(" : " <-> ") + ("'" + word + "'");
    return words + (term.prefix ? ":*)" : ")");
  });
}

}  // namespace dragoman::store

namespace dragoman {

std::string folded(std::string_view words) {
  std::string all;
  for (const std::string& word : store::words_of(words)) {
    const bool article = all.empty() && (word == "the" || word == "a" || word == "an");
    if (!article) all += (all.empty() ? "" : " ") + word;
  }
  return all;
}

}  // namespace dragoman
