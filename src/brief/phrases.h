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
  std::string good = {};  // "S-400": what is bought or supplied
};

// "Turkey would make an attack on North and East Syria “if …”", beginning in lower case where it is no name,
// without the full stop. A type or status that the data have not is told by the bare words.
std::string tell(const Said& said);

// What a reader is told that the record does not hold: "by whom is not clear"; empty: nothing.
std::string lacks(const Said& said);

// "use of force", "sanctions and other measures"; "planned, promised or expected".
std::string label_of_type(std::string_view type);
std::string label_of_status(std::string_view status);
// Of a "standing", "verdict", "told" or "stance" by its name: "It has been set off for Turkey, and a waiver is told". A name
// that the data have not is said as it is.
std::string says_of(std::string_view of, std::string_view name, const std::string& party = "");
// What a report of this kind of item would say: "a waiver or exemption has been granted"; empty: no such kind.
std::string says_of_kind(std::string_view kind);

}  // namespace dragoman::brief_words
