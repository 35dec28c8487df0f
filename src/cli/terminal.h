// What a terminal shows: widths, colours, wrapped lines.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace dragoman::cli {

enum class Colour { Auto, Always, Never };

// Whether to colour what goes to `file`: on a terminal only, and not where NO_COLOR is set, unless told.
bool is_coloured(Colour wish, std::FILE* file);
bool is_terminal(std::FILE* file);

// Columns of the terminal that standard output is; 100 where it is none.
std::size_t terminal_width();

// Columns that UTF-8 text takes.
std::size_t columns(std::string_view text);

// The text cut to so many columns, "…" at the end where it was cut; padded with blanks where `pad`.
enum class Fill { None, Pad };
std::string fit(std::string_view text, std::size_t width, Fill fill);

// The text cut to so many columns in front: of a path its last part tells most.
std::string fit_end(std::string_view text, std::size_t width);

// The text with every run of blanks, line ends and tabs as one blank, and no control characters: safe to show.
std::string one_line(std::string_view text);

// How words are shown; an empty `on` shows them plain.
struct Style {
  std::string_view on;
  std::string operator()(std::string_view text) const;
};

// The colour of an event type's quad class: verbal cooperation green, material cooperation blue, verbal conflict yellow,
// material conflict red.
std::string_view colour_of(std::string_view type);

inline constexpr std::string_view bold = "\x1b[1m", dim = "\x1b[2m", italic = "\x1b[3m", underlined = "\x1b[4m",
                                  plain = "\x1b[0m";

}  // namespace dragoman::cli
