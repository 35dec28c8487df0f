#include <md4c.h>

#include "markup.h"

namespace dragoman {
namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, std::min(text.find('\n'), text.size())); }

std::string_view trimmed(std::string_view text, std::string_view what) {
  const std::size_t start = text.find_first_not_of(what);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(what) - start + 1);
}

// YAML between two lines of "---": `title: …`, `date: …` are taken, the rest passed over. Removes it from the bytes.
void take_front_matter(std::string_view& bytes, Report& report) {
  if (trimmed(first_line(bytes), " \r") != "---") return;
  const std::size_t end = bytes.find("\n---", 3);
  if (end == std::string_view::npos) return;
  std::string_view matter = bytes.substr(0, end + 1);
  while (!matter.empty()) {
    const std::string_view line = first_line(matter);
    matter.remove_prefix(std::min(line.size() + 1, matter.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, colon);
    const std::string value(trimmed(line.substr(colon + 1), " \t\r\"'"));
    if (value.empty()) continue;
    if (key == "title") report.title = value;
    if (key == "date" || key == "published") report.published = value;
    if (key == "source") report.source = value;
    if (key == "url") report.url = value;
  }
  bytes.remove_prefix(end + 1);
  bytes.remove_prefix(std::min(first_line(bytes).size() + 1, bytes.size()));
}

class MarkdownReader {
 public:
  explicit MarkdownReader(Report& report) : report_(report) {}

  bool read(std::string_view bytes) {
    MD_PARSER parser = {};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) { return of(self).enter(type, detail); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return of(self).leave(type); };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) { return of(self).images(type, 1); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) { return of(self).images(type, -1); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return of(self).text(type, {text, size});
    };
    if (md_parse(bytes.data(), static_cast<MD_SIZE>(bytes.size()), &parser, this) != 0) return false;
    report_.text = writer_.finish();
    return true;
  }

 private:
  static MarkdownReader& of(void* self) { return *static_cast<MarkdownReader*>(self); }

  int enter(MD_BLOCKTYPE type, void* detail) {
    if (type == MD_BLOCK_CODE) verbatim_ = true;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
      writer_.add(" ");
    } else {
      writer_.end();
    }
    first_heading_ = type == MD_BLOCK_H && static_cast<MD_BLOCK_H_DETAIL*>(detail)->level == 1 && !report_.title;
    return 0;
  }

  int leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_CODE) verbatim_ = false;
    if (type == MD_BLOCK_H && first_heading_ && !writer_.paragraph().empty()) report_.title = std::string(writer_.paragraph());
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) writer_.end();
    return 0;
  }

  // The words that stand for a picture are none of the text.
  int images(MD_SPANTYPE type, int change) {
    if (type == MD_SPAN_IMG) images_ += change;
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view text) {
    if (images_ > 0 || type == MD_TEXT_HTML || type == MD_TEXT_NULLCHAR) return 0;
    if (type == MD_TEXT_BR)
      writer_.line();
    else if (type == MD_TEXT_SOFTBR)
      writer_.add(" ");
    else if (type == MD_TEXT_ENTITY)
      writer_.add(decode_entity(text));
    else if (verbatim_)
      writer_.add_verbatim(text);
    else
      writer_.add(text);
    return 0;
  }

  Report& report_;
  ParagraphWriter writer_;
  int images_ = 0;
  bool verbatim_ = false, first_heading_ = false;
};

}  // namespace

std::variant<Report, Problem> read_markdown(std::string_view bytes) {
  Report report;
  take_front_matter(bytes, report);
  if (!MarkdownReader(report).read(bytes))
    return Problem{std::nullopt, "the Markdown parser ran out of memory; split the file"};
  return report;
}

}  // namespace dragoman
