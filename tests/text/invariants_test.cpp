// What holds for every input: generated text of many scripts, and the texts of DRAGOMAN_DATA.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>

#include "../../src/text/unicode.h"
#include "show.h"

namespace dragoman {
namespace {

bool on_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Why the text breaks an invariant; empty when it does not.
std::string broken(std::string_view text) {
  std::size_t at = 0;  // end of the last token
  const auto only_blank = [&](std::size_t from, std::size_t to) {
    while (from < to) {
      const CodePoint c = decode(text, from);
      const Sort sort = sort_of(c.value);
      if (sort != Sort::Space && sort != Sort::Invisible) return false;
      from += c.length;
    }
    return true;
  };
  for (const Sentence& sentence : split_sentences(text)) {
    if (sentence.tokens.empty()) return "a sentence without tokens";
    if (sentence.tokens.size() > 2000) return "a sentence of more than 2000 tokens";
    if (sentence.start != sentence.tokens.front().start || sentence.end != sentence.tokens.back().end)
      return "a sentence that is not its tokens";
    for (const Token& token : sentence.tokens) {
      const std::string shown = "token at " + std::to_string(token.start);
      if (token.start >= token.end || token.end > text.size()) return shown + " is empty or out of the text";
      if (token.start < at) return shown + " overlaps the one before";
      if (!on_boundary(text, token.start) || !on_boundary(text, token.end)) return shown + " cuts a character";
      if (!only_blank(at, token.start)) return "bytes in no token before " + std::to_string(token.start);
      for (std::size_t i = token.start; i < token.end; i += decode(text, i).length)
        if (sort_of(decode(text, i).value) == Sort::Space) return shown + " holds white space";
      const bool space = token.end == text.size() || sort_of(decode(text, token.end).value) == Sort::Space;
      if (space && !token.space_after) return shown + " has a space behind it and does not say so";
      if (token.clitic && token.start != at) return shown + " is a clitic and stands alone";
      at = token.end;
    }
  }
  if (!only_blank(at, text.size())) return "bytes in no token at the end";
  std::vector<Quotation> open;
  std::size_t start = 0;
  for (const Quotation& q : find_quotations(text)) {
    if (q.start < start || q.start >= q.inner_start || q.inner_start > q.inner_end || q.inner_end > q.end ||
        q.end > text.size())
      return "a quotation at " + std::to_string(q.start) + " out of order";
    if (!on_boundary(text, q.start) || !on_boundary(text, q.end) || !on_boundary(text, q.inner_start) ||
        !on_boundary(text, q.inner_end))
      return "a quotation that cuts a character";
    while (!open.empty() && open.back().end <= q.start) open.pop_back();
    if (!open.empty() && q.end > open.back().inner_end) return "quotations that cross at " + std::to_string(q.start);
    if (q.depth != static_cast<int>(open.size())) return "a wrong depth at " + std::to_string(q.start);
    if (!q.closed && q.end != q.inner_end) return "an unclosed quotation with a mark";
    open.push_back(q);
    start = q.start;
  }
  return {};
}

// Random text out of pieces that meet in real text and pieces that should not.
std::string generated(std::mt19937& random) {
  constexpr std::array pieces = {"Ankara",
                                 "said",
                                 "don't",
                                 "Gen.",
                                 "U.S.",
                                 "S-400",
                                 "$50",
                                 "50%",
                                 "a.m.",
                                 "e.g.",
                                 "etc.",
                                 "J.",
                                 "No.",
                                 "Dec.",
                                 "http://x.org/a(b)",
                                 "a@b.org",
                                 "@x",
                                 "#y",
                                 "[12]",
                                 "1.",
                                 "1,000.5",
                                 "2019-07-29",
                                 "قال",
                                 "الوزير",
                                 "؟",
                                 "Мария",
                                 "е\u0301",
                                 "\u0301",
                                 "\u0300\u0301",
                                 "他走了。",
                                 "👩🏽‍⚖️",
                                 "🇹🇷",
                                 "🇹",
                                 "\u200D",
                                 "\u200F",
                                 "\u200B",
                                 "\u00AD",
                                 "\uFEFF",
                                 "\u2060",
                                 "\u0007",
                                 "\u007F",
                                 "می‌خواهم",
                                 "\u0600",
                                 "½",
                                 "²",
                                 "Ⅳ",
                                 "\u0E44\u0E17\u0E22",
                                 " ",
                                 " ",
                                 " ",
                                 "  ",
                                 "\n",
                                 "\n\n",
                                 "\r\n",
                                 "\r",
                                 "\t",
                                 "\u00A0",
                                 "\u2029",
                                 "\u2028",
                                 "\u0085",
                                 "\f",
                                 "\v",
                                 ".",
                                 ".",
                                 ",",
                                 ";",
                                 "!",
                                 "?",
                                 "…",
                                 "...",
                                 "-",
                                 "--",
                                 "–",
                                 "—",
                                 "\"",
                                 "“",
                                 "”",
                                 "‘",
                                 "’",
                                 "'",
                                 "«",
                                 "»",
                                 "„",
                                 "(",
                                 ")",
                                 "[",
                                 "]",
                                 "/",
                                 "&",
                                 "*",
                                 "_",
                                 "#",
                                 "%",
                                 "$",
                                 "€",
                                 "|",
                                 "<",
                                 ">",
                                 "=",
                                 "~",
                                 "^",
                                 "`",
                                 "+",
                                 "\\",
                                 "- ",
                                 "• ",
                                 ":)",
                                 "anti-",
                                 "-wise",
                                 "cannot",
                                 "w/o",
                                 "L.I.T",
                                 "Ph.D.",
                                 "'90s",
                                 "1960's",
                                 "5km",
                                 "7p.m.",
                                 "\U0010FFFF",
                                 "\U000E0041",
                                 "\uFFFD",
                                 "\uFDD0",
                                 "x"};
  std::string text;
  const std::size_t length = std::uniform_int_distribution<std::size_t>(0, 60)(random);
  for (std::size_t i = 0; i < length; ++i) {
    if (std::uniform_int_distribution<>(0, 9)(random) > 0) {
      text += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(random)];
    } else {
      const auto c = std::uniform_int_distribution<char32_t>(1, 0x10FFFF)(random);
      append(text, c >= 0xD800 && c < 0xE000 ? U'x' : c);
    }
  }
  return text;
}

TEST(Invariants, GeneratedText) {
  std::mt19937 random(20190729);
  for (int i = 0; i < 40'000; ++i) {
    const std::string text = generated(random);
    const std::string why = broken(text);
    ASSERT_EQ(why, "") << i << ": " << ::testing::PrintToString(text);
  }
}

TEST(Invariants, BytesThatAreNoUtf8AreMarks) {
  std::mt19937 random(1);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes(std::uniform_int_distribution<std::size_t>(0, 40)(random), ' ');
    for (char& c : bytes) c = static_cast<char>(std::uniform_int_distribution<>(0, 255)(random));
    for (const Sentence& sentence : split_sentences(bytes))
      for (const Token& token : sentence.tokens) ASSERT_LE(token.end, bytes.size());
    find_quotations(bytes);
  }
}

// Any bytes give reports or errors, and the text of a report keeps the invariants.
TEST(Invariants, IngestOfRubbish) {
  std::mt19937 random(2);
  constexpr std::array starts = {
      "",         "{\"",          "{\"text\":\"", "<html>", "<!DOCTYPE html><p>", "# a\n[b](http://c)\n",
      "\xFF\xFE", "\xEF\xBB\xBF", "---\n",        "<p>&#x"};
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes = starts[std::uniform_int_distribution<std::size_t>(0, starts.size() - 1)(random)];
    if (i % 2 == 0) bytes += generated(random);
    const std::size_t more = std::uniform_int_distribution<std::size_t>(0, i % 2 == 0 ? 2 : 60)(random);
    for (std::size_t k = 0; k < more; ++k) bytes += static_cast<char>(std::uniform_int_distribution<>(0, 255)(random));
    read_reports(bytes, "rubbish", [&](Ingested&& got) {
      if (const auto* error = std::get_if<InputError>(&got))
        ASSERT_FALSE(error->message.empty());
      else
        ASSERT_EQ(first_invalid(std::get<Report>(got).text), std::string::npos) << ::testing::PrintToString(bytes);
    });
  }
}

TEST(Invariants, RealTexts) {
  const char* folder = std::getenv("DRAGOMAN_DATA");
  if (!folder) GTEST_SKIP() << "DRAGOMAN_DATA is not set: the real texts were not read";
  std::size_t reports = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".conllu") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    ReportStream stream(in, entry.path().string());
    while (const std::optional<Ingested> got = stream.next()) {
      const auto* report = std::get_if<Report>(&*got);
      if (!report) continue;
      ++reports;
      ASSERT_EQ(broken(report->text), "") << report->id;
    }
  }
  EXPECT_GT(reports, 0u);
}

// Four times the input may take four times the time, not sixteen. Processor time, the best of three: other work may run beside.
TEST(Invariants, LinearTime) {
  const auto seconds = [](const std::string& text) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      const std::clock_t start = std::clock();
      split_sentences(text);
      find_quotations(text);
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  for (const char* piece :
       {"a", "a ", "'",   "“",      "(", "a-",     "a.",    "1,", "a@", "http://", "[1",   "'s", "a'",  "-a",
        ".", "\n", "a\n", "\u0301", "🇹", "\u200D", "anti-", "1-", "ض",  "“a\n\n",  "“a ‘", "# ", "1. ", "a. "}) {
    std::string text;
    while (text.size() < 60'000) text += piece;
    const double once = seconds(text);
    text += text;
    text += text;
    EXPECT_LT(seconds(text), once * 8 + 0.05) << piece;
  }
}

}  // namespace
}  // namespace dragoman
