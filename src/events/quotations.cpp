#include "quotations.h"

#include <algorithm>

namespace dragoman::events {
namespace {

constexpr std::size_t longest_beside = 400;  // bytes of a quotation that the sentence beside it may speak for

// The subject of a sentence's main verb; of several the last, the name after the office ("the commander, General Votel, said").
std::optional<WordRange> subject_of(const Reading& reading) {
  int root = 0;
  for (std::size_t i = 0; i < reading.words.size(); ++i) {
    if (reading.words[i].head == 0) root = static_cast<int>(i) + 1;
  }
  for (std::size_t i = reading.words.size(); i-- > 0;) {
    const Word& word = reading.words[i];
    if (word.head == root && word.deprel == "nsubj" && (word.upos == "NOUN" || word.upos == "PROPN"))
      return WordRange{reading.first_word + i, reading.first_word + i + 1};
  }
  return std::nullopt;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

class Finder {
 public:
  Finder(std::string_view text, std::span<const Reading> readings) : text_(text) {
    for (const Reading& reading : readings) {
      if (!reading.words.empty()) told_.push_back(&reading);
    }
  }

  std::optional<QuotationSpeaker> speaker(const Quotation& quotation) const {
    std::size_t before = quotation.start;
    while (before > 0 && is_space(text_[before - 1])) --before;
    if (before > 0 && text_[before - 1] == ':') return of(holding(before - 1), "introduced");
    const std::size_t size = quotation.end - quotation.start;
    if (!quotation.closed || size > longest_beside || !ends_sentence(quotation)) return std::nullopt;
    if (before > 0 && !parted(before, quotation.start)) {
      const char last = text_[before - 1];
      return last == '.' || last == '!' ? of(holding(before - 1), "beside") : std::nullopt;
    }
    std::size_t after = quotation.end;
    while (after < text_.size() && is_space(text_[after])) ++after;
    if (after >= text_.size() || parted(quotation.end, after)) return std::nullopt;
    const Reading* next = holding(after);
    return next && next->words.front().start >= quotation.end ? of(next, "beside") : std::nullopt;
  }

 private:
  // A paragraph ends between.
  bool parted(std::size_t first, std::size_t last) const {
    return text_.substr(first, last - first).find('\n') != std::string_view::npos;
  }

  bool ends_sentence(const Quotation& quotation) const {
    if (quotation.inner_end == quotation.inner_start) return false;
    const char last = text_[quotation.inner_end - 1];
    return last == '.' || last == '!' || last == '?';
  }

  const Reading* holding(std::size_t byte) const {
    const auto after = std::upper_bound(told_.begin(), told_.end(), byte, [](std::size_t at, const Reading* reading) {
      return at < reading->words.front().start;
    });
    return after == told_.begin() ? nullptr : *std::prev(after);
  }

  static std::optional<QuotationSpeaker> of(const Reading* reading, std::string_view rule) {
    const auto subject = reading ? subject_of(*reading) : std::nullopt;
    return subject ? std::optional(QuotationSpeaker{*subject, rule}) : std::nullopt;
  }

  std::string_view text_;
  std::vector<const Reading*> told_;
};

}  // namespace

std::vector<std::optional<QuotationSpeaker>> speakers(std::string_view text, std::span<const Quotation> quotations,
                                                      std::span<const Reading> readings) {
  const Finder finder(text, readings);
  std::vector<std::optional<QuotationSpeaker>> all;
  for (const Quotation& quotation : quotations) all.push_back(finder.speaker(quotation));
  return all;
}

}  // namespace dragoman::events
