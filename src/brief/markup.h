// Text in HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::brief_words {

// Shown as text whatever it holds; marks that turn the direction of what follows are shown as �.
std::string escaped(std::string_view text);

}  // namespace dragoman::brief_words
