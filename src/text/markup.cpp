#include "markup.h"

namespace dragoman {

void ParagraphWriter::add(std::string_view text) {
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space_ = true;
      continue;
    }
    if (space_ && !paragraph_.empty() && paragraph_.back() != '\n') paragraph_ += ' ';
    space_ = false;
    paragraph_ += c;
  }
}

void ParagraphWriter::add_verbatim(std::string_view text) {
  for (const char c : text) {
    if (c == '\n')
      line();
    else
      paragraph_ += c;
  }
}

void ParagraphWriter::line() {
  space_ = false;
  if (!paragraph_.empty()) paragraph_ += '\n';
}

void ParagraphWriter::end() {
  while (!paragraph_.empty() && (paragraph_.back() == ' ' || paragraph_.back() == '\n' || paragraph_.back() == '\t'))
    paragraph_.pop_back();
  if (!paragraph_.empty()) {
    if (!text_.empty()) text_ += "\n\n";
    text_ += paragraph_;
  }
  drop();
}

void ParagraphWriter::drop() {
  paragraph_.clear();
  space_ = false;
}

std::string ParagraphWriter::finish() {
  end();
  return std::move(text_);
}

}  // namespace dragoman
