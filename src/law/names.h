// Who and what a mention names, where the record does not say: a small table (data/law/names.tsv) that stands in until records
// carry actors, countries and goods of their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman::law {

struct Name {
  std::string kind;     // country, organisation, company, group, person, good
  std::string id;       // "TUR", "nord-stream-2-ag", "james-risch", "s-400"
  std::string country;  // of a good: its supplier
  std::string sector;
  std::vector<std::string> names;
};

const std::vector<Name>& names();
const Name* find_name(std::string_view id);
// The one that is named first in the words; of several that begin there the longest. Goods are left out.
const Name* name_in(const std::string& words);
// Ids of the goods that the text names, sorted.
std::vector<std::string> goods_in(std::string_view text);

}  // namespace dragoman::law
