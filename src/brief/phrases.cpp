#include "phrases.h"

#include <algorithm>
#include <map>
#include <vector>

#include "law/words.h"
#include "lists.h"

namespace dragoman::embedded {
extern const std::string_view acts, movers, standings, statuses, type_words;
}

namespace dragoman::brief_words {
namespace {

using Words = std::map<std::string, std::string, std::less<>>;

struct Act {
  std::vector<std::string> words;
  Words forms;
};

const std::map<std::string, std::vector<Act>, std::less<>>& acts() {
  static const auto all = [] {
    std::map<std::string, std::vector<Act>, std::less<>> read;
    for (const auto& row : table(embedded::acts)) {
      Act act{split(row.at("words"), '|'), row};
      read[row.at("type")].push_back(std::move(act));
    }
    return read;
  }();
  return all;
}

const Words* row_of(const std::vector<Words>& rows, std::string_view column, std::string_view value) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Words& row) { return row.find(column)->second == value; });
  return found == rows.end() ? nullptr : &*found;
}

const Words* frames_of(std::string_view status) {
  static const auto all = table(embedded::statuses);
  return row_of(all, "status", status);
}

const Words* words_of(std::string_view type) {
  static const auto all = table(embedded::type_words);
  return row_of(all, "type", type);
}

const Words* forms_of(std::string_view type, std::string_view trigger) {
  const auto known = acts().find(type);
  if (known == acts().end()) return nullptr;
  const Words* any = nullptr;
  for (const Act& act : known->second) {
    if (act.words.front() == "*") {
      any = &act.forms;
    } else if (law::says_any(trigger, act.words)) {
      return &act.forms;
    }
  }
  return any;
}

// Fills {name}; false in `whole` when one of them is unknown.
std::string filled(std::string_view form, const Words& words, bool& whole) {
  std::string out;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    out += form.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = form.find('}', open);
    const auto word = words.find(form.substr(open + 1, close - open - 1));
    if (word == words.end() || word->second.empty()) {
      whole = false;
    } else {
      out += word->second;
    }
    form.remove_prefix(close + 1);
  }
  return out;
}

// Fills a form with its optional pieces: "fired[ on {target}]", "attacked {target}~made an attack".
std::string fill(std::string_view form, const Words& words) {
  const std::size_t other = form.find('~');
  if (other != std::string_view::npos) {
    bool whole = true;
    const std::string first = filled(form.substr(0, other), words, whole);
    if (whole) return first;
    form.remove_prefix(other + 1);
  }
  std::string out;
  while (!form.empty()) {
    bool whole = true;
    const std::size_t open = form.find('[');
    out += filled(form.substr(0, open), words, whole);
    if (open == std::string_view::npos) break;
    const std::size_t close = form.find(']', open);
    whole = true;
    const std::string piece = filled(form.substr(open + 1, close - open - 1), words, whole);
    if (whole) out += piece;
    form.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

std::string tell(const Said& said) {
  const Words* forms = forms_of(said.type, said.trigger);
  const Words* frames = frames_of(said.status);
  if (!forms || !frames) return "a record of type " + said.type + " and status " + said.status;
  Words words{{"source", said.source}, {"target", said.target}, {"good", said.good}};
  const bool many = !forms->at("many").empty();
  Words parts{{"source", said.source},
              {"condition", said.condition.empty() ? "on a condition whose words the record does not hold" : said.condition},
              {"done", forms->at("done")},
              {"is", many ? "are" : "is"},
              {"was", many ? "were" : "was"}};
  for (const char* form : {"past", "base", "act"}) parts[form] = fill(forms->at(form), words);
  return fill(frames->at(said.source.empty() ? "passive" : "active"), parts);
}

std::string lacks(const Said& said) {
  const Words* words = words_of(said.type);
  if (!words || (!said.source.empty() && !said.target.empty())) return "";
  if (said.source.empty()) return words->at(said.target.empty() ? "neither" : "no_source");
  return words->at("no_target");
}

std::string label_of_type(std::string_view type) {
  const Words* words = words_of(type);
  return words ? words->at("label") : std::string(type);
}

std::string label_of_status(std::string_view status) {
  const Words* words = frames_of(status);
  return words ? words->at("label") : std::string(status);
}

std::string says_of(std::string_view of, std::string_view name, const std::string& party) {
  static const auto all = table(embedded::standings);
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Words& row) { return row.at("of") == of && row.at("name") == name; });
  return found == all.end() ? std::string(name) : fill(found->at("says"), {{"party", party}});
}

std::string says_of_kind(std::string_view kind) {
  static const auto all = table(embedded::movers);
  const Words* row = row_of(all, "kind", kind);
  return row ? row->at("says") : "";
}

}  // namespace dragoman::brief_words
