#include <algorithm>
#include <optional>

#include "dragoman/text.h"
#include "paragraphs.h"
#include "unicode.h"

namespace dragoman {
namespace {

constexpr std::size_t deepest = 8;

// A quotation mark's family. What opens with one family is closed by the same.
enum class Family { Straight, Curly, Low, Guillemet, Single, CurlySingle };

struct Mark {
  Family family;
  bool may_open = false, may_close = false;
  bool may_be_apostrophe = false;  // a single mark behind an s: "the rebels' claim"
  std::size_t start = 0, end = 0;
};

bool is_word(const CodePoint& c) {
  const Sort sort = sort_of(c.value);
  return c.length > 0 && (sort == Sort::Letter || sort == Sort::Digit);
}

bool is_space(const CodePoint& c) { return c.length == 0 || sort_of(c.value) == Sort::Space; }

// The marks of one paragraph, [start, end) of the text.
class MarkReader {
 public:
  MarkReader(std::string_view text, std::size_t start, std::size_t end) : text_(text.substr(0, end)), start_(start) {}

  std::vector<Mark> read() const {
    std::vector<Mark> marks;
    for (std::size_t at = start_; at < text_.size();) {
      const CodePoint c = decode(text_, at);
      if (const auto mark = mark_at(at, c)) marks.push_back(*mark);
      at += c.length;
    }
    return marks;
  }

 private:
  std::optional<Mark> mark_at(std::size_t at, const CodePoint& c) const {
    const std::size_t end = at + c.length;
    const CodePoint before = at > start_ ? decode_before(text_, at) : CodePoint{};
    const CodePoint after = decode(text_, end);
    switch (c.value) {
      case U'"':
        return straight(at, end, before, after);
      case U'“':
        return Mark{Family::Curly, true, true, false, at, end};  // closes „…“
      case U'”':
        return Mark{Family::Curly, false, true, false, at, end};
      case U'„':
        return Mark{Family::Low, true, false, false, at, end};
      case U'«':
        return Mark{Family::Guillemet, true, is_word(before), false, at, end};
      case U'»':
        return Mark{Family::Guillemet, is_space(before) && is_word(after), true, false, at, end};  // »German«
      case U'‘':
        return single(Family::CurlySingle, at, end, before, after);
      case U'’':
      case U'\'':
        return single(c.value == '\'' ? Family::Single : Family::CurlySingle, at, end, before, after);
      default:
        return std::nullopt;
    }
  }

  std::optional<Mark> straight(std::size_t at, std::size_t end, const CodePoint& before, const CodePoint& after) const {
    const bool alone = is_space(before) && is_space(after);
    return Mark{Family::Straight, alone || !is_space(after), alone || !is_space(before), false, at, end};
  }

  // Not "don't", not "'90s": a single mark opens before a word and closes behind one, or behind the stop of a sentence.
  std::optional<Mark> single(Family family, std::size_t at, std::size_t end, const CodePoint& before,
                             const CodePoint& after) const {
    if (is_word(before) && is_word(after)) return std::nullopt;
    const bool left = text_.substr(at, end - at) == "‘", right = text_.substr(at, end - at) == "’";
    Mark mark{family, false, false, false, at, end};
    mark.may_open = !right && !is_word(before) && !is_space(after) && sort_of(after.value) != Sort::Digit;
    mark.may_close = !left && !is_space(before) && !is_word(after);
    mark.may_be_apostrophe = is_word(before) && (before.value == 's' || before.value == 'S');
    return mark.may_open || mark.may_close ? std::optional(mark) : std::nullopt;
  }

  const std::string_view text_;
  const std::size_t start_;
};

class QuotationReader {
 public:
  explicit QuotationReader(std::string_view text) : text_(text) {}

  void paragraph(std::size_t start, std::size_t end) {
    std::vector<Mark> marks = MarkReader(text_, start, end).read();
    count_closing(marks);
    std::size_t next = reopen(marks, start);
    for (; next < marks.size(); ++next) take(marks[next], next);
    paragraph_end_ = end;
  }

  std::vector<Quotation> finish() {
    leave_open(0);
    std::erase_if(found_, [](const Quotation& q) { return q.depth < 0; });
    std::vector<std::size_t> ends;
    for (Quotation& q : found_) {
      while (!ends.empty() && ends.back() <= q.start) ends.pop_back();
      q.depth = static_cast<int>(ends.size());
      ends.push_back(q.end);
    }
    return std::move(found_);
  }

 private:
  struct Open {
    std::size_t quotation;  // in found_
    Family family;
    std::string_view mark;  // what opened it
  };

  // How many single marks that can only be closing ones come after each mark.
  void count_closing(const std::vector<Mark>& marks) {
    sure_closing_.assign(marks.size() + 1, 0);
    for (std::size_t i = marks.size(); i-- > 0;) {
      const Mark& m = marks[i];
      const bool single = m.family == Family::Single || m.family == Family::CurlySingle;
      sure_closing_[i] = single && m.may_open ? 0 : sure_closing_[i + 1] + (single && m.may_close ? 1 : 0);
    }
  }

  // A paragraph that goes on with a quotation begins with its opening mark again. How many marks that takes.
  std::size_t reopen(const std::vector<Mark>& marks, std::size_t start) {
    std::size_t taken = 0, at = start;
    while (taken < open_.size() && taken < marks.size() && marks[taken].start == at && marks[taken].may_open &&
           text_.substr(at, marks[taken].end - at) == open_[taken].mark) {
      at = marks[taken].end;
      ++taken;
    }
    leave_open(taken);
    return taken;
  }

  void take(const Mark& mark, std::size_t number) {
    const auto closes = [&](const Open& o) {
      return o.family == mark.family || (o.family == Family::Low && mark.family == Family::Curly);
    };
    const auto match = std::find_if(open_.rbegin(), open_.rend(), closes);
    const bool curly_open = mark.family == Family::Curly && mark.may_open;  // “ closes „ alone
    const bool close = mark.may_close && match != open_.rend() && (!curly_open || match->family == Family::Low);
    if (close && mark.may_be_apostrophe && sure_closing_[number + 1] > 0) return;
    if (close) {
      close_at(static_cast<std::size_t>(open_.rend() - match) - 1, mark);
    } else if (mark.may_open && open_.size() < deepest) {
      open_.push_back({found_.size(), mark.family, text_.substr(mark.start, mark.end - mark.start)});
      found_.push_back({mark.start, 0, mark.end, 0, 0, true});
    }
  }

  void close_at(std::size_t level, const Mark& mark) {
    paragraph_end_ = mark.start;
    leave_open(level + 1);
    Quotation& q = found_[open_.back().quotation];
    q.inner_end = mark.start;
    q.end = mark.end;
    open_.pop_back();
  }

  // What is open from `level` on ends without a closing mark. A lone single mark was an apostrophe.
  void leave_open(std::size_t level) {
    while (open_.size() > level) {
      Quotation& q = found_[open_.back().quotation];
      q.end = q.inner_end = std::max(paragraph_end_, q.inner_start);
      q.closed = false;
      if (open_.back().family == Family::Single) q.depth = -1;
      open_.pop_back();
    }
  }

  const std::string_view text_;
  std::vector<Quotation> found_;
  std::vector<Open> open_;
  std::vector<std::size_t> sure_closing_;
  std::size_t paragraph_end_ = 0;  // where what is left open ends
};

}  // namespace

std::vector<Quotation> find_quotations(std::string_view text) {
  QuotationReader reader(text);
  each_paragraph(text, [&](std::size_t start, std::size_t end) { reader.paragraph(start, end); });
  return reader.finish();
}

}  // namespace dragoman
