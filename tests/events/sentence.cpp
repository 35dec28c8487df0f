#include "sentence.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

namespace dragoman::testing {
namespace {

constexpr std::array<std::string_view, 6> statuses{"actual", "future", "conditional", "possible", "demanded", "negated"};

// Words keep views; their letters live here.
std::string_view kept(const std::string& text) {
  static std::unordered_set<std::string> all;
  return *all.insert(text).first;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

HandMade::HandMade(std::string_view words) {
  report.id = "hand-made";
  std::istringstream in{std::string(words)};
  for (std::string piece; in >> piece;) {
    std::array<std::string, 4> parts;
    std::istringstream fields(piece);
    for (std::string& part : parts) std::getline(fields, part, '/');
    const std::size_t equals = parts[0].find('=');
    const std::string form = parts[0].substr(0, equals);
    Word word;
    if (!report.text.empty()) report.text += ' ';
    word.start = report.text.size();
    report.text += form;
    word.end = report.text.size();
    word.lemma = equals == std::string::npos ? lower(form) : parts[0].substr(equals + 1);
    word.upos = kept(parts[1]);
    word.xpos = parts[1] == "PART" && form == "'s" ? "POS" : "";
    word.head = std::stoi(parts[2]);
    word.deprel = kept(parts[3]);
    reading.words.push_back(word);
  }
}

WordRange HandMade::find(std::string_view text) const {
  const std::size_t start = report.text.find(text), end = start + text.size();
  WordRange range{reading.words.size(), 0};
  for (std::size_t i = 0; i < reading.words.size(); ++i) {
    if (reading.words[i].start >= start && reading.words[i].end <= end) {
      range.first = std::min(range.first, i);
      range.last = i + 1;
    }
  }
  if (start == std::string::npos || range.first >= range.last)
    throw std::invalid_argument("no such words: " + std::string(text));
  return range;
}

Frame HandMade::frame(std::string_view trigger, std::string_view type, std::string_view status) const {
  Frame frame;
  frame.trigger = find(trigger);
  frame.type = type;
  frame.trigger_score = 0.9F;
  frame.type_score = 0.8F;
  frame.status = status;
  const auto at = std::find(statuses.begin(), statuses.end(), status) - statuses.begin();
  frame.status_scores.fill(0.02F);
  frame.status_scores[static_cast<std::size_t>(at)] = 0.9F;
  return frame;
}

}  // namespace dragoman::testing
