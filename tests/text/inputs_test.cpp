// CSV, feeds, web archives, and each of them compressed.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <sstream>

#include "../../src/text/feed.h"
#include "show.h"

namespace dragoman {
namespace {

// Reports as "id|text", errors as "! " and their line.
std::vector<std::string> read(std::string_view bytes, const std::string& name, const ReadOptions& options = {}) {
  std::vector<std::string> got;
  read_reports(
      bytes, name,
      [&](Ingested&& one) {
        if (const auto* error = std::get_if<InputError>(&one))
          got.push_back("! " + print(*error));
        else
          got.push_back(std::get<Report>(one).id + "|" + std::get<Report>(one).text);
      },
      options);
  return got;
}

Report first(std::string_view bytes, const std::string& name) {
  std::optional<Report> found;
  read_reports(bytes, name, [&](Ingested&& one) {
    if (auto* error = std::get_if<InputError>(&one))
      ADD_FAILURE() << print(*error);
    else if (!found)
      found = std::get<Report>(one);
  });
  return found.value_or(Report{});
}

bool begins(const std::string& text, std::string_view with) { return text.starts_with(with); }

using Lines = std::vector<std::string>;

// ---- CSV ----

TEST(Csv, RowsAreReports) {
  const std::string bytes =
      "id,Title,text,published,source,url,other\r\na,\"T, or \"\"t\"\"\",\"Ankara warned.\nIt "
      "did.\",2019-07-29,AP,http://x.org,7\r\n,,\"B.\",,,,\r\n";
  EXPECT_EQ(read(bytes, "wire"), (Lines{"a|Ankara warned.\nIt did.", "wire:4|B."}));
  const Report r = first(bytes, "wire");
  EXPECT_EQ(r.title, "T, or \"t\"");
  EXPECT_EQ(r.published, "2019-07-29");
  EXPECT_EQ(r.source, "AP");
  EXPECT_EQ(r.url, "http://x.org");
}

TEST(Csv, SemicolonsTabsAndLatin1) {
  EXPECT_EQ(read("id;text\n1;Caf\xE9, and so on\n", "x.csv"), (Lines{"1|Café, and so on"}));
  EXPECT_EQ(read("id\ttext\n1\tA, b; c\n", "x"), (Lines{"1|A, b; c"}));
  EXPECT_EQ(read("text\nAnkara warned.\n\nIt did.", "x.csv"), (Lines{"x.csv:2|Ankara warned.", "x.csv:4|It did."}));
}

TEST(Csv, Refused) {
  EXPECT_EQ(
      read("id,body\n1,A\n", "x.csv"),
      (Lines{"! x.csv: CSV without a column \"text\" (it has \"id\", \"body\"); name the column with the reports' text so"}));
  const Lines bad = read("id,text\n1,A,b\n2,B\n3,\n", "x.csv");
  ASSERT_EQ(bad.size(), 3U);
  EXPECT_TRUE(begins(bad[0], "! x.csv:2: 3 fields where the header has 2")) << bad[0];
  EXPECT_EQ(bad[1], "2|B");
  EXPECT_TRUE(begins(bad[2], "! x.csv:4: \"text\" holds nothing but white space")) << bad[2];
  const Lines open = read("id,text\n1,\"A\n2,B\n", "x.csv");
  ASSERT_EQ(open.size(), 1U);
  EXPECT_TRUE(begins(open[0], "! x.csv:2: a quotation mark opens a field that is not closed")) << open[0];
}

TEST(Csv, ManyRows) {
  std::string bytes = "id,text\n";
  for (int i = 0; i < 30'000; ++i)
    bytes += std::to_string(i) + ",\"Ankara, warned\n" + std::string(static_cast<std::size_t>(i % 97), 'x') + "\"\n";
  const Lines got = read(bytes, "x.csv");
  ASSERT_EQ(got.size(), 30'000U);
  for (std::size_t i = 0; i < got.size(); ++i)
    ASSERT_EQ(got[i], std::to_string(i) + "|Ankara, warned\n" + std::string(i % 97, 'x'));
}

// ---- Feeds ----

constexpr std::string_view rss =
    R"(<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Wire</title><link>http://wire.org</link>
<item><title>Talks &amp; more</title><link>http://wire.org/1</link><guid isPermaLink="false">post-1</guid>
<pubDate>Mon, 29 Jul 2019 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Ankara <b>warned</b> Damascus.</p><p>It did.</p>]]></content:encoded></item>
<item><title>Only a headline</title><guid>http://wire.org/2</guid><pubDate>Tue, 30 Jul 2019 01:02:03 GMT</pubDate></item>
<item><guid>3</guid></item>
<item><description>Minister&#8217;s visit &lt;i&gt;off&lt;/i&gt;.</description></item></channel></rss>)";

TEST(Feed, Rss) {
  const Lines got = read(rss, "feed");
  ASSERT_EQ(got.size(), 4U);
  EXPECT_EQ(got[0], "http://wire.org/1|Ankara warned Damascus.\n\nIt did.");
  EXPECT_EQ(got[1], "http://wire.org/2|Only a headline");
  EXPECT_TRUE(begins(got[2], "! feed: item 3 holds nothing but white space")) << got[2];
  EXPECT_EQ(got[3], "feed:4|Minister’s visit off.");
  const Report r = first(std::string(rss.substr(0, rss.find("<item><guid>3"))) + "</channel></rss>", "feed");
  EXPECT_EQ(r.title, "Talks & more");
  EXPECT_EQ(r.published, "2019-07-29T08:00:00Z");
  EXPECT_EQ(r.source, "The Wire");
  EXPECT_EQ(r.url, "http://wire.org/1");
}

TEST(Feed, Atom) {
  const std::string atom =
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry><id>urn:uuid:1</id><title type="html">A &lt;b&gt;title&lt;/b&gt;</title>
<link rel="edit" href="http://x.org/edit"/><link href="http://x.org/1"/><published>2019-07-29T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kyiv <em>agreed</em>.</p></div></content></entry></feed>)";
  const Report r = first(atom, "x.xml");
  EXPECT_EQ(r.id, "urn:uuid:1");
  EXPECT_EQ(r.text, "Kyiv agreed.");
  EXPECT_EQ(r.title, "A title");
  EXPECT_EQ(r.url, "http://x.org/1");
  EXPECT_EQ(r.published, "2019-07-29T10:00:00Z");
}

TEST(Feed, Rdf) {
  const Lines got = read(
      R"(<rdf:RDF xmlns:rdf="r"><channel><title>T</title></channel><item><link>http://x.org/9</link><description>Riga spoke.</description></item></rdf:RDF>)",
      "x");
  EXPECT_EQ(got, (Lines{"http://x.org/9|Riga spoke."}));
}

TEST(Feed, Refused) {
  EXPECT_TRUE(begins(read("<rss><channel><item></rss>", "x")[0], "! x: byte 22: a feed whose XML is broken"))
      << read("<rss><channel><item></rss>", "x")[0];
  EXPECT_TRUE(begins(read("<rss><channel></channel></rss>", "x")[0], "! x: a feed without items"));
}

TEST(Feed, Dates) {
  EXPECT_EQ(iso_date("Mon, 29 Jul 2019 10:00:00 +0200"), "2019-07-29T08:00:00Z");
  EXPECT_EQ(iso_date("29 Jul 2019 22:00:00 EST"), "2019-07-30T03:00:00Z");
  EXPECT_EQ(iso_date("2019-07-29"), "2019-07-29");
  EXPECT_EQ(iso_date("yesterday"), "yesterday");
}

// ---- Web archives ----

std::string record(const std::string& type, const std::string& uri, const std::string& content) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: <" + uri +
         ">\r\nContent-Type: application/http\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content +
         "\r\n\r\n";
}

std::string answer(const std::string& body, const std::string& headers = "Content-Type: text/html; charset=utf-8\r\n",
                   const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

std::string packed(const std::string& bytes, int filter) {
  std::string out(bytes.size() + 65536, '\0');
  std::size_t used = 0;
  archive* to = archive_write_new();
  archive_write_add_filter(to, filter);
  archive_write_set_format_raw(to);
  archive_write_set_bytes_in_last_block(to, 1);
  EXPECT_EQ(archive_write_open_memory(to, out.data(), out.size(), &used), ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  EXPECT_EQ(archive_write_header(to, entry), ARCHIVE_OK);
  archive_write_data(to, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(to);
  archive_write_free(to);
  out.resize(used);
  return out;
}

TEST(Warc, PagesAreReports) {
  const std::string chunked = "7\r\n<p>Kyiv\r\n14\r\n signed on Monday.</\r\n2\r\np>\r\n0\r\n\r\n";
  const std::string bytes =
      record("warcinfo", "", "software: x\r\n") + record("request", "http://x.org/1", "GET / HTTP/1.1\r\n\r\n") +
      record("response", "http://x.org/1", answer("<html><title>T</title><p>Ankara warned Damascus.</p></html>")) +
      record("response", "http://x.org/a.png", answer("\x89PNG", "Content-Type: image/png\r\n")) +
      record("response", "http://x.org/2", answer("", "Location: /1\r\n", "301 Moved")) +
      record("response", "http://x.org/3", answer(chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")) +
      record("response", "http://x.org/4",
             answer(packed("Riga spoke.", ARCHIVE_FILTER_GZIP), "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n")) +
      record("response", "http://x.org/5", answer("<html><script>x</script></html>"));
  const Lines got = read(bytes, "crawl.warc");
  ASSERT_EQ(got.size(), 4U);
  EXPECT_EQ(got[0], "http://x.org/1|Ankara warned Damascus.");
  EXPECT_EQ(got[1], "http://x.org/3|Kyiv signed on Monday.");
  EXPECT_EQ(got[2], "http://x.org/4|Riga spoke.");
  EXPECT_TRUE(got[3].find("http://x.org/5: no text beside its markup") != std::string::npos) << got[3];
  EXPECT_EQ(first(bytes.substr(0, bytes.rfind("WARC/1.0")), "crawl.warc").title, "T");
  // Each record packed by itself, as crawlers write them.
  std::string members;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find("WARC/1.0\r\n", at + 1), bytes.size());
    members += packed(bytes.substr(at, end - at), ARCHIVE_FILTER_GZIP);
    at = end;
  }
  EXPECT_EQ(read(members, "crawl.warc.gz").size(), 4U);
  EXPECT_EQ(read(members, "crawl.warc.gz")[1], got[1]);
}

TEST(Warc, Damaged) {
  const std::string one = record("response", "http://x.org/1", answer("<p>Ankara warned Damascus.</p>"));
  const Lines cut = read(one + one.substr(0, one.size() - 20), "x.warc");
  ASSERT_EQ(cut.size(), 2U);
  EXPECT_TRUE(begins(cut[1], "! x.warc: byte " + std::to_string(one.size()) + ": a WARC record that is cut off")) << cut[1];
  const Lines rubbish = read(one + "rubbish", "x.warc");
  ASSERT_EQ(rubbish.size(), 2U);
  EXPECT_TRUE(rubbish[1].find("no WARC record where one must begin") != std::string::npos) << rubbish[1];
  EXPECT_TRUE(begins(read(record("warcinfo", "", "x"), "x.warc")[0], "! x.warc: an archive without a page of text"));
}

// ---- Compressed ----

TEST(Compressed, EveryKind) {
  for (const int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ}) {
    EXPECT_EQ(read(packed("Ankara warned Damascus.", filter), "one/note.txt.gz"), (Lines{"one/note|Ankara warned Damascus."}));
    EXPECT_EQ(read(packed("{\"id\":\"a\",\"text\":\"A.\"}\n{\"text\":\"B.\"}\n", filter), "w.jsonl.zst"),
              (Lines{"a|A.", "w.jsonl.zst:2|B."}));
    EXPECT_EQ(read(packed("id,text\n1,A.\n", filter), "w.csv.gz"), (Lines{"1|A."}));
    EXPECT_EQ(read(packed(std::string(rss), filter), "w.xml.gz").size(), 4U);
    EXPECT_EQ(read(packed("<html><p>Ankara warned.</p></html>", filter), "page.html.gz"), (Lines{"page|Ankara warned."}));
  }
}

TEST(Compressed, OneAfterTheOther) {
  const std::string line = "{\"text\":\"A.\"}\n";
  for (const int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD})
    EXPECT_EQ(read(packed(line, filter) + packed(line, filter), "w").size(), 2U);
}

TEST(Compressed, CutOffIsToldAfterWhatCameBefore) {
  std::string bytes;
  for (unsigned i = 0, word = 1; i < 100'000; ++i, word = word * 1664525 + 1013904223)
    bytes += "{\"id\":\"" + std::to_string(word) + "\",\"text\":\"Ankara warned.\"}\n";
  for (const int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD}) {
    const std::string whole = packed(bytes, filter);
    const Lines got = read(whole.substr(0, whole.size() / 2), "w.jsonl.gz");
    ASSERT_GT(got.size(), 1000U);
    EXPECT_TRUE(got.back().find("compressed, and cut off or damaged") != std::string::npos) << got.back();
  }
  EXPECT_TRUE(begins(read(packed("Ankara warned Damascus.", ARCHIVE_FILTER_GZIP).substr(0, 20), "a.txt.gz")[0],
                     "! a.txt.gz: compressed, and"));
  const std::string empty("\x1F\x8B\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0", 20);
  EXPECT_TRUE(begins(read(empty, "a.gz")[0], "! a.gz: compressed, and empty or damaged"));
}

TEST(Compressed, WhatUnpacksToTooMuchIsRefused) {
  const Lines got = read(packed(std::string(3'000'000, 'a'), ARCHIVE_FILTER_GZIP), "bomb.gz", {.largest_report = 1'000'000});
  ASSERT_EQ(got.size(), 1U);
  EXPECT_TRUE(got[0].find("larger than 1000000 bytes") != std::string::npos) << got[0];
}

}  // namespace
}  // namespace dragoman
