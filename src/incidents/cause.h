// Whether a sentence calls what happened an accident.
#pragma once

#include <string_view>

namespace dragoman {

// "A gas leak caused the blast", "It was an accident, the ministry said"; not "This was no accident", "An accident was ruled
// out". The words are those of data/incidents/accident_words.txt.
bool says_accident(std::string_view sentence);

}  // namespace dragoman
