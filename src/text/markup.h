// The text of documents with markup.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "decode.h"
#include "dragoman/text.h"

namespace dragoman {

// The main text of a page, without scripts, navigation, headers, footers and menus; title, date, source and address as its head
// gives them. Refuses a page nested deeper than 512 elements, which no person wrote and which a parser would choke on.
std::variant<Report, Problem> read_html(std::string_view bytes);

// The text without marks; title and date from front matter, else the title from the first heading of level 1.
std::variant<Report, Problem> read_markdown(std::string_view bytes);

// "&eacute;" to "é".
std::string decode_entity(std::string_view entity);

// Collects paragraphs and parts them by blank lines. White space is written once.
class ParagraphWriter {
 public:
  void add(std::string_view text);           // white space in it counts as one blank
  void add_verbatim(std::string_view text);  // line by line
  void line();                               // a line break within the paragraph
  void end();                                // of the paragraph
  void drop();                               // forgets the paragraph that is being written
  std::string_view paragraph() const { return paragraph_; }
  std::string finish();

 private:
  std::string text_, paragraph_;
  bool space_ = false;
};

}  // namespace dragoman
