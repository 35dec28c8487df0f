#include "names.h"

#include <algorithm>

#include "words.h"

namespace dragoman {
namespace embedded {
extern const std::string_view names;
}
namespace law {
namespace {

std::vector<std::string> split(std::string_view line, char by) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(line.find(by), line.size());
    parts.emplace_back(line.substr(0, end));
    if (end == line.size()) return parts;
    line.remove_prefix(end + 1);
  }
}

std::vector<Name> read_names() {
  std::vector<Name> all;
  for (const std::string& line : split(embedded::names, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() == 5) all.push_back({cells[0], cells[1], cells[2], cells[3], split(cells[4], '|')});
  }
  return all;
}

}  // namespace

const std::vector<Name>& names() {
  static const std::vector<Name> all = read_names();
  return all;
}

const Name* find_name(std::string_view id) {
  const auto& all = names();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Name& n) { return n.id == id; });
  return found == all.end() ? nullptr : &*found;
}

const Name* name_in(const std::string& words) {
  const Name* best = nullptr;
  Found where{};
  for (const Name& name : names()) {
    if (name.kind == "good") continue;
    for (const std::string& form : name.names) {
      const auto found = find_phrase(words, form);
      if (!found) continue;
      if (!best || found->start < where.start || (found->start == where.start && found->end > where.end)) {
        best = &name;
        where = *found;
      }
    }
  }
  return best;
}

std::vector<std::string> goods_in(std::string_view text) {
  std::vector<std::string> ids;
  for (const Name& name : names()) {
    if (name.kind == "good" && says_any(text, name.names)) ids.push_back(name.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace law
}  // namespace dragoman
