#include "outline.h"

#include <algorithm>

namespace dragoman::cli {

void Outline::line(std::size_t depth, std::string_view label, std::string_view text, std::string_view style) {
  const std::string clean = one_line(text);
  std::string line = std::string(depth * 2, ' ') + std::string(label) + (label.empty() ? "" : " ");
  const std::size_t indent = columns(line);
  std::size_t used = indent;
  std::string styled;
  const auto flush = [&] {
    if (styled.empty()) line.resize(line.find_last_not_of(' ') + 1);
    out_ += line + Style{page_.coloured ? style : ""}(styled) + "\n";
    styled.clear();
    line.assign(indent, ' ');
    used = indent;
  };
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t end = std::min(clean.find(' ', at), clean.size());
    const std::string word = clean.substr(at, end - at);
    const std::size_t wide = columns(word);
    if (used + (styled.empty() ? 0 : 1) + wide > page_.width && !styled.empty()) flush();
    if (!styled.empty()) styled += ' ', ++used;
    styled += word;
    used += wide;
    at = end + 1;
  }
  flush();
}

}  // namespace dragoman::cli
