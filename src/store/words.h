// Words as they are looked for in reports.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::store {

// What a person asks for in the language of FTS5 or of to_tsquery('simple', …):
//   turkey sanctions     both words          "air strike"    the words in this order
//   sanction*            words that begin so        -russia  not the word      turkey OR syria     either
// Empty when there is nothing to look for.
std::string fts5_query(std::string_view asked);
std::string tsquery(std::string_view asked);

}  // namespace dragoman::store
