// What kind of document some bytes are.
#pragma once

#include <string_view>

#include "dragoman/text.h"

namespace dragoman {

// By the first bytes, in UTF-8 or another encoding that holds ASCII. The name's extension only decides what the bytes leave
// open: whether text with a few Markdown marks is Markdown, and whether a broken first line was meant as JSON.
Kind tell_kind(std::string_view name, std::string_view head);

}  // namespace dragoman
