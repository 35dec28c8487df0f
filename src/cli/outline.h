// Lines under lines: text wrapped to the page, each at its depth.
#pragma once

#include <string>
#include <string_view>

#include "render.h"
#include "terminal.h"

namespace dragoman::cli {

class Outline {
 public:
  explicit Outline(const Page& page) : page_(page) {}

  // `label` stands at the depth, the text beside it, wrapped under itself. Depth counts steps of two columns.
  void line(std::size_t depth, std::string_view label, std::string_view text, std::string_view style = "");
  void gap() { out_ += '\n'; }
  std::string bolded(std::string_view text) const { return Style{page_.coloured ? bold : ""}(text); }
  const std::string& text() const { return out_; }

 private:
  Page page_;
  std::string out_;
};

}  // namespace dragoman::cli
