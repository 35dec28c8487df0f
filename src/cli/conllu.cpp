#include "conllu.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>
#include <optional>

#include "terminal.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t column_count = 10;
using Columns = std::array<std::string_view, column_count>;
enum Column : std::size_t { id, form, lemma, upos, xpos, feats, head, deprel, deps, misc };

std::string_view or_blank(std::string_view value) { return value.empty() ? "_" : value; }

std::optional<Columns> split_columns(std::string_view line) {
  Columns columns;
  for (std::size_t i = 0; i < column_count; ++i) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == column_count)) return std::nullopt;
    columns[i] = line.substr(0, tab);
    if (columns[i].empty()) return std::nullopt;
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return columns;
}

std::optional<std::size_t> whole(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool ends_without_space(const Columns& columns) { return columns[misc].find("SpaceAfter=No") != std::string_view::npos; }

bool starts(const std::string& line, std::string_view with) { return line.compare(0, with.size(), with) == 0; }

std::string value_of(const std::string& comment) {
  const std::size_t equals = comment.find('=');
  return equals == std::string::npos ? "" : one_line(std::string_view(comment).substr(equals + 1));
}

// Builds reports of sentences as they are read.
class Builder {
 public:
  explicit Builder(Given& given) : given_(given) {}

  void line(std::string text, std::size_t number) {
    if (lines_.empty()) first_ = number;
    lines_.push_back(std::move(text));
  }

  void end_sentence() {
    if (lines_.empty()) return;
    if (opens_report()) given_.reports.emplace_back();
    if (given_.reports.empty()) given_.reports.emplace_back();
    add_sentence(given_.reports.back());
    lines_.clear();
  }

 private:
  bool opens_report() const {
    return std::any_of(lines_.begin(), lines_.end(), [](const std::string& line) { return starts(line, "# newdoc"); });
  }

  void add_sentence(GivenReport& given) {
    std::string& text = given.report.text;
    const std::size_t before = text.size();
    Sentence sentence;
    sentence.paragraph_start = given.sentences.empty();
    if (!text.empty()) text += ' ';
    sentence.start = text.size();
    for (const std::string& line : lines_) {
      if (starts(line, "# newdoc")) given.report.id = value_of(line);
      if (starts(line, "# newpar") || starts(line, "# newdoc")) sentence.paragraph_start = true;
    }
    if (const GivenFault fault = add_words(sentence, text); !fault.what.empty()) {
      given_.faults.push_back(fault);
      text.resize(before);
      return;
    }
    sentence.end = text.size();
    given.sentences.push_back(std::move(sentence));
    given.lines.push_back(lines_);
  }

  // Words of a multiword token stand together: the text is made of words, not of the token's own spelling.
  GivenFault add_words(Sentence& sentence, std::string& text) const {
    std::size_t multiword_start = 0, multiword_end = 0;
    bool multiword_space = true, space = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i][0] == '#') continue;
      const auto columns = split_columns(lines_[i]);
      if (!columns) return {first_ + i, "a word line needs ten columns with a tab between; leave none empty (write _)"};
      const std::string_view number = (*columns)[id];
      if (number.find('.') != std::string_view::npos) continue;
      if (const std::size_t dash = number.find('-'); dash != std::string_view::npos) {
        multiword_start = whole(number.substr(0, dash)).value_or(0);
        multiword_end = whole(number.substr(dash + 1)).value_or(0);
        multiword_space = !ends_without_space(*columns);
        continue;
      }
      if (whole(number) != sentence.tokens.size() + 1)
        return {first_ + i, "words are not numbered 1, 2, 3…; mend the first column"};
      if (space) text += ' ';
      Token token;
      token.start = text.size();
      text += (*columns)[form];
      token.end = text.size();
      const std::size_t nth = sentence.tokens.size() + 1;
      space = nth > multiword_end ? !ends_without_space(*columns) : nth == multiword_end && multiword_space;
      token.clitic = nth > multiword_start && nth <= multiword_end;
      token.space_after = space;
      sentence.tokens.push_back(token);
    }
    if (sentence.tokens.empty()) return {first_, "a sentence without words; remove it"};
    return {};
  }

  Given& given_;
  std::vector<std::string> lines_;
  std::size_t first_ = 0;
};

}  // namespace

namespace {

// The number of words that are written together from word i on: 2 for "do|n't".
std::size_t written_together(const Sentence& sentence, std::size_t i) {
  std::size_t next = i + 1;
  while (next < sentence.tokens.size() && sentence.tokens[next].clitic) ++next;
  return next - i;
}

std::string word_lines(const std::string& text, const Sentence& sentence, std::span<const Word> words) {
  std::string out;
  std::size_t together_until = 0;
  for (std::size_t i = 0; i < std::min(words.size(), sentence.tokens.size()); ++i) {
    const auto form_of = [&](std::size_t start, std::size_t end) {
      return one_line(std::string_view(text).substr(start, end - start));
    };
    const auto space = [&](std::size_t word) { return sentence.tokens[word].space_after ? "_" : "SpaceAfter=No"; };
    if (const std::size_t count = written_together(sentence, i); count > 1 && i >= together_until) {
      together_until = i + count;
      out += fmt::format("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", i + 1, together_until,
                         form_of(sentence.tokens[i].start, sentence.tokens[together_until - 1].end), space(together_until - 1));
    }
    const Word& w = words[i];
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t_\t{}\t{}\t_\t{}\n", i + 1, form_of(w.start, w.end), or_blank(w.lemma),
                       or_blank(w.upos), or_blank(w.xpos), w.head, or_blank(w.deprel), i < together_until ? "_" : space(i));
  }
  return out;
}

}  // namespace

std::string to_conllu(const Report& report, std::span<const Sentence> sentences, std::span<const Reading> readings) {
  std::string out = fmt::format("# newdoc id = {}\n", one_line(report.id));
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const Sentence& sentence = sentences[s];
    if (sentence.paragraph_start) out += "# newpar\n";
    out += fmt::format("# sent_id = {}-{}\n", one_line(report.id), s + 1);
    const auto text = std::string_view(report.text).substr(sentence.start, sentence.end - sentence.start);
    out += fmt::format("# text = {}\n", one_line(text));
    out += word_lines(report.text, sentence, readings[s].words) + '\n';
  }
  return out;
}

Given read_conllu(std::istream& in) {
  Given given;
  Builder builder(given);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) {
      builder.end_sentence();
    } else {
      builder.line(line, number);
    }
  }
  builder.end_sentence();
  return given;
}

std::string filled(const GivenReport& given, std::span<const Reading> readings) {
  std::string out;
  for (std::size_t s = 0; s < given.lines.size(); ++s) {
    std::size_t next = 0;
    for (const std::string& line : given.lines[s]) {
      const auto columns = line[0] == '#' ? std::nullopt : split_columns(line);
      if (!columns || !whole((*columns)[id]) || next >= readings[s].words.size()) {
        out += line + "\n";
        continue;
      }
      const Word& w = readings[s].words[next++];
      out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", (*columns)[id], (*columns)[form], or_blank(w.lemma),
                         or_blank(w.upos), or_blank(w.xpos), (*columns)[feats], w.head, or_blank(w.deprel), (*columns)[deps],
                         (*columns)[misc]);
    }
    out += '\n';
  }
  return out;
}

}  // namespace dragoman::cli
