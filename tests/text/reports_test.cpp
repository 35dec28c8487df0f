#include <gtest/gtest.h>

#include <sstream>

#include "show.h"

namespace dragoman {
namespace {

std::vector<Ingested> read(std::string_view bytes, const std::string& name = "input.txt", const ReadOptions& options = {}) {
  std::vector<Ingested> got;
  read_reports(
      bytes, name, [&](Ingested&& one) { got.push_back(std::move(one)); }, options);
  return got;
}

Report report(std::string_view bytes, const std::string& name = "input.txt") {
  const std::vector<Ingested> got = read(bytes, name);
  if (got.size() != 1) ADD_FAILURE() << got.size() << " results";
  if (const auto* error = std::get_if<InputError>(&got.at(0))) {
    ADD_FAILURE() << print(*error);
    return {};
  }
  return std::get<Report>(got.at(0));
}

std::string error(std::string_view bytes, const std::string& name = "input.txt") {
  const std::vector<Ingested> got = read(bytes, name);
  if (got.size() != 1 || !std::holds_alternative<InputError>(got[0])) return "no error";
  return print(std::get<InputError>(got[0]));
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// ---- Plain text and encodings ----

TEST(Reports, PlainText) {
  const Report r = report("Ankara protested.\r\nIt did.", "/data/2019/ankara.txt");
  EXPECT_EQ(r.id, "/data/2019/ankara");
  EXPECT_EQ(r.text, "Ankara protested.\r\nIt did.");
  EXPECT_FALSE(r.title || r.published || r.source || r.url);
}

TEST(Reports, TheIdIsThePathWithoutEndings) {
  EXPECT_EQ(report("A.", "a.txt").id, "a");
  EXPECT_EQ(report("A.", "./one/a.txt").id, "one/a");
  EXPECT_NE(report("A.", "one/a.txt").id, report("A.", "other/a.txt").id);
  EXPECT_EQ(report("A.", "one/../other/a.b.txt").id, "other/a.b");
  EXPECT_EQ(report("A.", "-").id, "-");
  EXPECT_EQ(report("A.", ".txt").id, ".txt");
}

TEST(Reports, Encodings) {
  EXPECT_EQ(report("\xEF\xBB\xBF"
                   "Çavuşoğlu")
                .text,
            "Çavuşoğlu");
  EXPECT_EQ(report(std::string_view("\xFF\xFE"
                                    "A\0\x5F\x01\x3D\xD8\x00\xDE",
                                    10))
                .text,
            "Aş😀");
  EXPECT_EQ(report(std::string_view("\xFE\xFF\0A\x01\x5F", 6)).text, "Aş");
  EXPECT_EQ(report("Caf\xE9 \x93quoted\x94 \x80"
                   "5 in M\xFCnchen")
                .text,
            "Café “quoted” €5 in München");
}

TEST(Reports, Unreadable) {
  EXPECT_EQ(error(""), "input.txt: empty; give a report with text");
  EXPECT_TRUE(contains(error(" \n\t "), "nothing but white space"));
  EXPECT_TRUE(contains(error(std::string_view("Text\0here", 9)), "byte 4: a NUL byte"));
  EXPECT_TRUE(contains(error("\x01\x02\x03\x04\x05 binary"), "control characters"));
  EXPECT_TRUE(contains(error("\x1F\x8B\x08 and so on"), "compressed, and "));
  EXPECT_TRUE(contains(error("%PDF-1.4"), "pdftotext"));
  // Windows-1251: nearly all letters are high bytes.
  EXPECT_TRUE(
      contains(error("\xCC\xE0\xF0\xE8\xFF \xC7\xE0\xF5\xE0\xF0\xEE\xE2\xE0"), "byte 0: neither UTF-8 nor Windows-1252"));
  // UTF-8 with a broken place is not Windows-1252.
  EXPECT_TRUE(contains(error("Çavuşoğlu and Erdoğan met \xC3( in Ankara"), "neither UTF-8"));
  EXPECT_TRUE(contains(error(std::string_view("\xFF\xFE"
                                              "A\0B",
                                              5)),
                       "middle of a character"));
  EXPECT_TRUE(contains(error(std::string_view("\xFF\xFE\x00\xDC", 4)), "surrogate"));
}

TEST(Reports, TooLarge) {
  const std::vector<Ingested> got = read(std::string(1000, 'a'), "input.txt", {.largest_report = 100});
  ASSERT_EQ(got.size(), 1u);
  EXPECT_TRUE(contains(std::get<InputError>(got[0]).message, "larger than 100 bytes"));
}

// ---- JSON Lines ----

TEST(JsonLines, Fields) {
  const Report all = report(
      R"({"id":"a1","title":"T","text":"Ankara \"left\". \u015f\ud83d\ude00","published":"2019-07-29","source":"AP","url":"http://x.org","other":{"text":"no","list":[1,{"id":"x"}]}})");
  EXPECT_EQ(all.id, "a1");
  EXPECT_EQ(all.text, "Ankara \"left\". ş😀");
  EXPECT_EQ(all.title, "T");
  EXPECT_EQ(all.published, "2019-07-29");
  EXPECT_EQ(all.source, "AP");
  EXPECT_EQ(all.url, "http://x.org");
}

TEST(JsonLines, Ids) {
  const std::vector<Ingested> got =
      read("{\"doc\":\"d\",\"text\":\"a\"}\n\n{\"text\":\"b\",\"title\":null}\n{\"id\":7,\"text\":\"c\"}\n", "wire.jsonl");
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(std::get<Report>(got[0]).id, "d");
  EXPECT_EQ(std::get<Report>(got[1]).id, "wire.jsonl:3");
  EXPECT_EQ(std::get<Report>(got[2]).id, "7");
}

TEST(JsonLines, ABadLineIsOneErrorAndTheNextIsRead) {
  std::string bytes;
  for (int line = 1; line <= 9; ++line) bytes += line == 7 ? "{\"text\":\"a\",,}\n" : "{\"text\":\"a\"}\n";
  const std::vector<Ingested> got = read(bytes, "wire.jsonl");
  ASSERT_EQ(got.size(), 9u);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(std::holds_alternative<InputError>(got[i]), i == 6);
  EXPECT_EQ(std::get<InputError>(got[6]).line, 7u);
  EXPECT_EQ(std::get<InputError>(got[6]).byte, 12u);
  EXPECT_TRUE(print(std::get<InputError>(got[6])).starts_with("wire.jsonl:7: byte 12: malformed JSON: syntax error"));
}

TEST(JsonLines, Errors) {
  EXPECT_TRUE(contains(error("{\"id\":\"a\"}", "a.jsonl"), "a.jsonl:1: no \"text\""));
  EXPECT_TRUE(contains(error("{\"text\":null}"), "\"text\" is not a string"));
  EXPECT_TRUE(contains(error("{\"text\":[\"a\"]}"), "\"text\" is not a string"));
  EXPECT_TRUE(contains(error("{\"text\":12}"), "\"text\" is not a string"));
  EXPECT_TRUE(contains(error("{\"text\":\" \"}"), "nothing but white space"));
  EXPECT_TRUE(contains(error("{\"text\":\"a\\u0000b\"}"), "NUL"));
  EXPECT_TRUE(contains(error("{\"text\":\"\\ud800\"}"), "surrogate"));
  EXPECT_TRUE(contains(error("[1]", "a.jsonl"), "not a JSON object"));
  EXPECT_TRUE(contains(error("\"text\"", "a.jsonl"), "not a JSON object"));
  EXPECT_TRUE(contains(error("{\"text\":\"a\"} {}"), "malformed JSON"));
  EXPECT_TRUE(contains(error("{\n \"text\": \"a\"\n}\n"), "several lines"));
  EXPECT_TRUE(contains(error("{\"text\":\"" + std::string(1000, '[')), "malformed JSON"));
  EXPECT_TRUE(contains(error("{\"a\":" + std::string(100'000, '[')), "malformed JSON"));
}

TEST(JsonLines, ALineThatIsTooLongIsPassedOver) {
  const std::string bytes = "{\"text\":\"a\"}\n{\"text\":\"" + std::string(5'000'000, 'x') + "\"}\n{\"text\":\"b\"}";
  const std::vector<Ingested> got = read(bytes, "wire.jsonl", {.largest_report = 1000});
  ASSERT_EQ(got.size(), 3u);
  EXPECT_EQ(std::get<InputError>(got[1]).line, 2u);
  EXPECT_EQ(std::get<Report>(got[2]).text, "b");
}

// ---- HTML ----

constexpr std::string_view page = R"(<!DOCTYPE html>
<html><head><title>Talks fail | The Wire</title>
<meta property="og:title" content="Talks fail"><meta property="og:site_name" content="The Wire">
<meta property="article:published_time" content="2019-07-29T10:00:00Z"><link rel="canonical" href="https://wire.org/1">
<script>var text = "<p>not text</p>";</script><style>p { color: red }</style></head>
<body><header><a href="/">The Wire</a></header><nav><ul><li><a href="/w">World</a></li></ul></nav>
<article><h1>Talks fail</h1>
<p>Turkey&rsquo;s   foreign <b>minister</b> said
on Monday that the talks had failed.</p><p>He left &amp; <a href="/g">Geneva</a> was quiet.<br>So it was.</p>
<ul><li>One</li><li>Two</li></ul><div class="social-share">Share this</div><aside>Related</aside>
<p><a href="/more">Read more</a></p></article>
<footer>Copyright The Wire</footer></body></html>)";

TEST(Html, MainText) {
  const Report r = report(page, "page.html");
  EXPECT_EQ(r.text,
            "Talks fail\n\nTurkey’s foreign minister said on Monday that the talks had failed.\n\nHe left & Geneva was "
            "quiet.\nSo it was.\n\n"
            "One\n\nTwo");
  EXPECT_EQ(r.id, "page");
  EXPECT_EQ(r.title, "Talks fail");
  EXPECT_EQ(r.published, "2019-07-29T10:00:00Z");
  EXPECT_EQ(r.source, "The Wire");
  EXPECT_EQ(r.url, "https://wire.org/1");
}

TEST(Html, IsToldFromTheContent) { EXPECT_EQ(report(page, "page").text, report(page, "page.html").text); }

TEST(Html, WithoutArticle) {
  const Report r = report("<html><title>T</title><body><div id=nav>Menu</div><p>The army left.</p>The end.</body>", "x");
  EXPECT_EQ(r.text, "The army left.\n\nThe end.");
  EXPECT_EQ(r.title, "T");
}

TEST(Html, Refused) {
  EXPECT_TRUE(contains(error("<html><body><script>x</script></body></html>"), "no text beside its markup"));
  std::string deep = "<html>";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_TRUE(contains(error(deep), "nested deeper"));
  std::string wide = "<html><p";
  for (int i = 0; i < 100'000; ++i) wide += " a" + std::to_string(i);
  EXPECT_TRUE(contains(error(wide + ">a</p>"), "attributes"));
}

// ---- Markdown ----

TEST(Markdown, Text) {
  const Report r = report(
      "---\ntitle: \"Talks\"\ndate: 2019-07-29\n---\n# Talks fail\n\nThe **minister** [said](http://x.org)\nso &amp; left.\n\n"
      "- one\n- two\n\n> We *stay*.\n\n![photo](a.png)\n\n| a | b |\n|---|---|\n| c | d |\n",
      "note.md");
  EXPECT_EQ(r.text, "Talks fail\n\nThe minister said so & left.\n\none\n\ntwo\n\nWe stay.\n\na b\n\nc d");
  EXPECT_EQ(r.title, "Talks");
  EXPECT_EQ(r.published, "2019-07-29");
  EXPECT_EQ(r.id, "note");
}

TEST(Markdown, IsToldFromTheContent) {
  EXPECT_EQ(report("# Talks fail\n\nThey [failed](http://x.org).\n", "note").text, "Talks fail\n\nThey failed.");
  EXPECT_EQ(report("- The talks failed.\n- They did.\n", "note").text, "- The talks failed.\n- They did.\n");
}

// ---- Streams ----

TEST(ReportStream, ReadsALineAtATime) {
  std::string bytes;
  for (int i = 0; i < 50'000; ++i)
    bytes += "{\"id\":" + std::to_string(i) + ",\"text\":\"Ankara protested again and again.\"}\n";
  std::istringstream in(bytes);
  ReportStream stream(in, "-");
  std::size_t count = 0;
  while (const std::optional<Ingested> got = stream.next()) {
    EXPECT_EQ(std::get<Report>(*got).id, std::to_string(count));
    ++count;
  }
  EXPECT_EQ(count, 50'000u);
  EXPECT_FALSE(stream.next());
}

}  // namespace
}  // namespace dragoman
