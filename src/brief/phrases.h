// Acts in words: the forms of data/brief put together.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::brief_words {

// What a sentence is made of. Empty: not known.
struct Said {
  std::string type, status, trigger;
  std::string source, target;  // as they are to be called
  std::string condition;  // “if it rains”, or on this condition: “rain”; only looked at where the status is conditional
};

// "Turkey would make an attack on North and East Syria “if …”", beginning in lower case where it is no name,
// without the full stop. A type or status that the data have not is told by the bare words.
std::string tell(const Said& said);

}  // namespace dragoman::brief_words
