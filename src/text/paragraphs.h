// Where one line of a text ends a paragraph and where it is only wrapped.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace dragoman {

// Calls `take(start, end)` for each paragraph in order: what stands between blank lines, form feeds or U+2029; each heading and
// list item; and each line of a text that is not wrapped at a fixed width.
void each_paragraph(std::string_view text, const std::function<void(std::size_t, std::size_t)>& take);

}  // namespace dragoman
