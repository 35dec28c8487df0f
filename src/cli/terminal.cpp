#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dragoman::cli {
namespace {

struct Letter {
  std::size_t bytes, columns;
};

Letter letter_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto used = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  if (used <= 0) return {1, 1};
  return {static_cast<std::size_t>(used), static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)))};
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

bool is_terminal(std::FILE* file) { return isatty(fileno(file)) == 1; }

bool is_coloured(Colour wish, std::FILE* file) {
  if (wish != Colour::Auto) return wish == Colour::Always;
  const char* refused = std::getenv("NO_COLOR");
  return is_terminal(file) && !(refused && *refused);
}

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

std::size_t columns(std::string_view text) {
  std::size_t total = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    at += letter.bytes;
    total += letter.columns;
  }
  return total;
}

std::string fit(std::string_view text, std::size_t width, Fill fill) {
  std::size_t taken = 0, at = 0, cut = 0;
  while (at < text.size()) {
    const Letter letter = letter_at(text, at);
    if (taken + letter.columns > width) {
      std::string shown(text.substr(0, cut));
      const std::size_t used = columns(shown) + 1;
      return shown + "…" + (fill == Fill::Pad && used < width ? std::string(width - used, ' ') : "");
    }
    taken += letter.columns;
    at += letter.bytes;
    if (taken + 1 <= width) cut = at;
  }
  return std::string(text) + (fill == Fill::Pad ? std::string(width - taken, ' ') : "");
}

std::string fit_end(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  while (!text.empty() && columns(text) + 1 > width) text.remove_prefix(letter_at(text, 0).bytes);
  return "…" + std::string(text);
}

std::string one_line(std::string_view text) {
  std::string line;
  for (char c : text) {
    if (c == ' ' || is_control(c)) {
      if (!line.empty() && line.back() != ' ') line += ' ';
    } else {
      line += c;
    }
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string Style::operator()(std::string_view text) const {
  if (on.empty() || text.empty()) return std::string(text);
  return std::string(on) + std::string(text) + std::string(plain);
}

std::string_view colour_of(std::string_view type) {
  static constexpr std::array<std::string_view, 4> verbal_cooperation{"AGREE", "CONSULT", "SUPPORT", "CONCEDE"};
  static constexpr std::array<std::string_view, 3> material_cooperation{"COOPERATE", "AID", "RETREAT"};
  static constexpr std::array<std::string_view, 4> verbal_conflict{"REQUEST", "ACCUSE", "REJECT", "THREATEN"};
  const auto holds = [type](const auto& list) { return std::find(list.begin(), list.end(), type) != list.end(); };
  if (holds(verbal_cooperation)) return "\x1b[1;32m";
  if (holds(material_cooperation)) return "\x1b[1;34m";
  if (holds(verbal_conflict)) return "\x1b[1;33m";
  return "\x1b[1;31m";
}

}  // namespace dragoman::cli
