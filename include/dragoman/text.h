// Bytes in, reports out; a report's text in, sentences, tokens and quotations out. Every offset is a byte offset into
// Report::text, half open, on a code-point boundary.
//
//   std::string text = "Gen. Hulusi Akar said Turkey won't \"step back\". He left.";
//   std::vector<dragoman::Sentence> sentences = dragoman::split_sentences(text);
//   sentences.size()                                      // 2: "Gen." ends no sentence
//   sentences[0].tokens                                   // Gen. | Hulusi | Akar | said | Turkey | wo | n't | " | step | back
//   | " | . sentences[0].tokens[6].clitic                         // true: "n't" is part of the written word "won't"
//   std::vector<dragoman::Quotation> quotations = dragoman::find_quotations(text);
//   text.substr(quotations[0].inner_start, 9)             // step back
//
//   dragoman::read_reports("{\"id\":\"a\",\"text\":\"Ankara protested.\"}\n{\"id\":", "wire.jsonl",
//                          [](dragoman::Ingested&& got) { … });
//   // first a Report with id "a"; then an InputError with line 2, byte 6: "… unexpected end of input … ; write one JSON object
//   a line"
//
// Cost: linear in the text, about 20 MB a second and thread. Memory: a report at a time, some ten times its size in the worst
// of ordinary text. Threads: all functions are pure; a ReportStream belongs to one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dragoman {

// ---- Ingest ----

// One report. What its input did not say is absent, not empty.
struct Report {
  std::string id;    // as given; a feed item's or web page's address; else "name:line" for a line of JSON or CSV, for any other
                     // input its name as a path without endings: "2019/ankara" of "2019/ankara.txt"
  std::string text;  // UTF-8, no BOM; of HTML and Markdown the extracted text, paragraphs parted by a blank line
  std::optional<std::string> title = {}, published = {}, source = {},
                             url = {};  // `published` as the input writes it, "2019-07-29"
};

// Why some of the input gave no report. print() makes one line of it: "wire.jsonl:7: byte 29: …".
struct InputError {
  std::string input;                // the input's name
  std::optional<std::size_t> line;  // from 1
  std::optional<std::size_t> byte;  // from 0, into the line when there is one, else into the input as it was given
  std::string message;              // what is wrong, and what to do about it
};
std::string print(const InputError& error);

using Ingested = std::variant<Report, InputError>;

enum class Kind { Text, Markdown, Html, JsonLines, Csv, Feed, Warc };

struct ReadOptions {
  std::optional<Kind> kind = {};                      // absent: told from the content, the name's extension a hint
  std::size_t largest_report = std::size_t{1} << 24;  // bytes; what is larger is no report, and is refused
};

// The reports of one input, one at a time; a bad JSON line is one error and the reader goes on with the next.
//
//   dragoman::ReportStream stream(std::cin, "-");
//   while (std::optional<dragoman::Ingested> got = stream.next()) …
//
// Kinds: text, Markdown, HTML; JSON Lines and CSV (a header with a column "text"), a report a line or row; RSS and Atom, a
// report an item; WARC, a report a page. Each may be compressed with gzip, zstd, bzip2 or xz. Encodings: UTF-8 and UTF-16 (with
// BOM); what is not UTF-8 but plausibly Windows-1252 (or Latin-1) is converted. Refused: an empty input, NULs and other control
// characters, broken UTF-8, a compressed file that is cut off, a JSON line or CSV without "text". JSON Lines, CSV and WARC are
// held a report at a time, other kinds whole.
class ReportStream {
 public:
  ReportStream(std::istream& in, std::string name, ReadOptions options = {});  // `in` must outlive the stream
  ReportStream(ReportStream&&) noexcept;
  ReportStream& operator=(ReportStream&&) noexcept;
  ~ReportStream();

  std::optional<Ingested> next();  // nothing: the input has ended

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// The same for bytes at hand.
void read_reports(std::string_view bytes, const std::string& name, const std::function<void(Ingested&&)>& take,
                  const ReadOptions& options = {});

// ---- Sentences and tokens ----

// A word, number or mark by the conventions of Universal Dependencies' English treebanks (EWT, GUM):
//   do|n't  can|not  Turkey|'s  long|-|term  anti-tank  F|-|35  $|50|million  50|%  a.m.  U.S.  9/11  and|/|or  http://un.org/
// A token holds no white space. Zero-width and control characters stand in no token, unless inside a word.
struct Token {
  std::size_t start = 0, end = 0;
  bool space_after = false;  // white space, or the text's end, follows
  bool clitic = false;       // written together with the word before: one multiword token in CoNLL-U
};

struct Sentence {
  std::size_t start = 0, end = 0;  // its first token's start, its last token's end
  bool paragraph_start = false;    // the first after a blank line, or of a heading or list item
  std::vector<Token> tokens;       // never empty; at most 2000
};

// All sentences in order; they do not overlap, and every token is in exactly one. `text` should be UTF-8; a byte that is not
// counts as a mark by itself.
std::vector<Sentence> split_sentences(std::string_view text);

// ---- Quotations ----

// What stands between a pair of quotation marks: "…", “…”, ‘…’, '…', «…», „…“. Apostrophes are none. A quotation may run over
// paragraphs when each goes on with an opening mark; else one that is not closed ends with its paragraph.
struct Quotation {
  std::size_t start = 0, end = 0;              // with its marks
  std::size_t inner_start = 0, inner_end = 0;  // without
  int depth = 0;                               // 0 outermost; deeper than 8 is not looked for
  bool closed = true;                          // false: no closing mark; `end` equals `inner_end`
};

// In the order of their starts; two are either apart or one within the other.
std::vector<Quotation> find_quotations(std::string_view text);

}  // namespace dragoman
