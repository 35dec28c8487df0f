// Records of web archives (WARC, ISO 28500) to reports.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "decode.h"
#include "dragoman/text.h"

namespace dragoman {

// Named fields of a record or of an HTTP answer, names in lower case.
using Headers = std::map<std::string, std::string>;

struct WarcHead {
  Headers headers;
  std::size_t bytes = 0;    // of the head, up to the content
  std::size_t content = 0;  // bytes of the content
};
// The head at the start of `bytes`; nothing while its end is not among them; a Problem when they are none.
std::variant<WarcHead, Problem> read_warc_head(std::string_view bytes);
bool holds_warc_head(std::string_view bytes);

// The page that a record holds, its id and url the address; nothing for what is no page with text (a request, a picture, a
// redirection). `most` is how many bytes a page may unpack to.
std::optional<std::variant<Report, Problem>> read_warc(const WarcHead& head, std::string_view content, std::size_t most);

}  // namespace dragoman
