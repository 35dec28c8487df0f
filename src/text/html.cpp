#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "markup.h"
#include "unicode.h"

namespace dragoman {
namespace {

constexpr std::size_t deepest = 512;           // elements; browsers stop there too
constexpr std::size_t most_attributes = 1024;  // of one element: the parser compares each with each
constexpr std::size_t least_main_text = 250;   // bytes; an <article> with less is a teaser

bool is_one_of(std::string_view word, const auto& set) { return std::find(set.begin(), set.end(), word) != set.end(); }

// ---- What is refused before it is parsed ----

// Walks over the tags alone. Gumbo's time grows with depth times length, and it frees a tree by recursion.
class TagScan {
 public:
  explicit TagScan(std::string_view bytes) : bytes_(bytes) {}

  std::optional<Problem> problem() {
    for (std::size_t at = bytes_.find('<'); at != std::string_view::npos; at = bytes_.find('<', at)) {
      const std::size_t start = at;
      at = bytes_.substr(at, 4) == "<!--" ? after("-->", at + 4) : tag(at + 1);
      if (depth_ > deepest) return Problem{start, "HTML nested deeper than 512 elements; this is no page of text"};
      if (attributes_ > most_attributes)
        return Problem{start, "an HTML element with over 1024 attributes; this is no page of text"};
    }
    return std::nullopt;
  }

 private:
  std::size_t after(std::string_view what, std::size_t at) const {
    const std::size_t found = bytes_.find(what, at);
    return found == std::string_view::npos ? bytes_.size() : found + what.size();
  }

  std::size_t tag(std::size_t at) {
    attributes_ = 0;
    const bool closing = at < bytes_.size() && bytes_[at] == '/';
    if (closing) ++at;
    std::size_t end = at;
    while (end < bytes_.size() && end - at < 16 && sort_of(static_cast<unsigned char>(bytes_[end])) == Sort::Letter) ++end;
    if (end == at) return at;
    const std::string name = to_lower(bytes_.substr(at, end - at));
    const std::size_t stop = tag_end(end);
    constexpr std::array<std::string_view, 26> alone = {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link",  "meta",  "param", "source", "track",
        "wbr",  "p",    "li", "dt",  "dd",    "td", "th",  "tr",    "tbody", "thead", "tfoot", "option", "colgroup"};
    if (is_one_of(name, alone)) return stop;
    if (closing)
      depth_ -= depth_ > 0;
    else if (name == "script" || name == "style" || name == "textarea" || name == "title")
      return raw_end(name, stop);
    else
      ++depth_;
    return stop;
  }

  std::size_t tag_end(std::size_t at) {
    char quote = 0;
    for (; at < bytes_.size(); ++at) {
      const char c = bytes_[at];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return at + 1;
      } else if ((c == '"' || c == '\'') && bytes_[at - 1] == '=') {
        quote = c;
      } else if (c == ' ' || c == '\n' || c == '\t' || c == '/') {
        ++attributes_;
      }
    }
    return at;
  }

  std::size_t raw_end(const std::string& name, std::size_t at) const {
    while ((at = bytes_.find("</", at)) != std::string_view::npos) {
      if (to_lower(bytes_.substr(at + 2, name.size())) == name) return at + 2;
      at += 2;
    }
    return bytes_.size();
  }

  const std::string_view bytes_;
  std::size_t depth_ = 0, attributes_ = 0;
};

// ---- The tree ----

struct Parsed {
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput* output = nullptr;
  explicit Parsed(std::string_view bytes) {
    options.max_errors = 0;
    output = gumbo_parse_with_options(&options, bytes.data(), bytes.size());
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { gumbo_destroy_output(&options, output); }
};

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }
bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

std::string_view attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view();
}

// Calls enter(node) on the way down, which says whether to go into it, and leave(node) on the way up, for what was entered.
template <typename Enter, typename Leave>
void walk(const GumboNode* root, const Enter& enter, const Leave& leave) {
  struct Place {
    const GumboNode* node;
    unsigned child;
  };
  std::vector<Place> open;
  if (enter(root)) open.push_back({root, 0});
  while (!open.empty()) {
    Place& place = open.back();
    const GumboVector& children = place.node->v.element.children;
    if (!is_element(place.node) || place.child >= children.length) {
      leave(place.node);
      open.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[place.child++]);
    if (enter(child)) open.push_back({child, 0});
  }
}

std::string text_of(const GumboNode* node) {
  ParagraphWriter writer;
  walk(
      node,
      [&](const GumboNode* n) {
        if (is_text(n)) writer.add(n->v.text.text);
        return is_element(n);
      },
      [](const GumboNode*) {});
  return writer.finish();
}

// ---- What the head says ----

void keep_first(std::optional<std::string>& field, std::string_view value) {
  ParagraphWriter writer;
  writer.add(value);
  std::string clean = writer.finish();
  if (!field && !clean.empty()) field = std::move(clean);
}

// "datePublished":"2019-07-29" in JSON-LD.
std::string_view json_ld_date(std::string_view script) {
  const std::size_t key = script.find("\"datePublished\"");
  if (key == std::string_view::npos) return {};
  const std::size_t start = script.find('"', key + 15);
  if (start == std::string_view::npos || start - key > 25) return {};
  const std::size_t end = script.find('"', start + 1);
  return end == std::string_view::npos || end - start > 40 ? std::string_view() : script.substr(start + 1, end - start - 1);
}

class Head {
 public:
  explicit Head(Report& report) : report_(report) {}

  void read(const GumboNode* root) {
    walk(
        root,
        [&](const GumboNode* node) {
          if (is_element(node)) element(node);
          return is_element(node);
        },
        [](const GumboNode*) {});
    keep_first(report_.title, title_);
    keep_first(report_.title, heading_);
    keep_first(report_.published, script_date_);
    keep_first(report_.published, time_);
  }

 private:
  void element(const GumboNode* node) {
    switch (node->v.element.tag) {
      case GUMBO_TAG_META:
        return meta(node);
      case GUMBO_TAG_LINK:
        if (attribute(node, "rel") == "canonical") keep_first(report_.url, attribute(node, "href"));
        return;
      case GUMBO_TAG_TITLE:
        if (title_.empty()) title_ = text_of(node);
        return;
      case GUMBO_TAG_H1:
        if (heading_.empty()) heading_ = text_of(node);
        return;
      case GUMBO_TAG_TIME:
        if (time_.empty()) time_ = attribute(node, "datetime");
        return;
      case GUMBO_TAG_SCRIPT:
        if (attribute(node, "type") == "application/ld+json" && script_date_.empty())
          script_date_ = json_ld_date(text_of(node));
        return;
      default:
        return;
    }
  }

  void meta(const GumboNode* node) {
    std::string_view name = attribute(node, "property");
    if (name.empty()) name = attribute(node, "name");
    if (name.empty()) name = attribute(node, "itemprop");
    const std::string key = to_lower(name);
    const std::string_view content = attribute(node, "content");
    constexpr std::array<std::string_view, 10> dates = {
        "article:published_time", "datepublished",   "date",    "dc.date",      "dc.date.issued",
        "dcterms.date",           "dcterms.created", "pubdate", "publish-date", "parsely-pub-date"};
    if (key == "og:title" || key == "twitter:title" || key == "dc.title") keep_first(report_.title, content);
    if (key == "og:site_name") keep_first(report_.source, content);
    if (key == "og:url") keep_first(report_.url, content);
    if (is_one_of(key, dates)) keep_first(report_.published, content);
  }

  Report& report_;
  std::string title_, heading_, time_, script_date_;
};

// ---- The main text ----

// "social-share": whether a part of a class or id, between hyphens, underscores or blanks, names what is no text.
bool names_furniture(std::string_view names) {
  constexpr std::array<std::string_view, 32> furniture = {
      "nav",           "navbar",   "navigation", "menu",       "footer",     "sidebar",     "cookie",    "cookies",
      "share",         "sharing",  "social",     "related",    "promo",      "ad",          "ads",       "advert",
      "advertisement", "comments", "comment",    "newsletter", "breadcrumb", "breadcrumbs", "subscribe", "banner",
      "popup",         "modal",    "masthead",   "skip",       "pagination", "recommended", "toolbar",   "paywall"};
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" -_\t\n:"), names.size());
    if (is_one_of(to_lower(names.substr(0, end)), furniture)) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool is_main(const GumboNode* node) {
  return node->v.element.tag == GUMBO_TAG_MAIN || node->v.element.tag == GUMBO_TAG_ARTICLE ||
         attribute(node, "role") == "main" || attribute(node, "itemprop") == "articleBody";
}

bool is_furniture(const GumboNode* node) {
  constexpr std::array<GumboTag, 24> tags = {
      GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NAV,    GUMBO_TAG_FOOTER,
      GUMBO_TAG_ASIDE,  GUMBO_TAG_FORM,     GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,   GUMBO_TAG_IFRAME, GUMBO_TAG_SVG,
      GUMBO_TAG_CANVAS, GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,    GUMBO_TAG_MENU,     GUMBO_TAG_FIGURE, GUMBO_TAG_HEAD,
      GUMBO_TAG_OBJECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT,    GUMBO_TAG_MATH,     GUMBO_TAG_LABEL,  GUMBO_TAG_TITLE};
  const GumboTag tag = node->v.element.tag;
  if (std::find(tags.begin(), tags.end(), tag) != tags.end()) return true;
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) return false;
  constexpr std::array<std::string_view, 6> roles = {"navigation", "banner", "contentinfo", "complementary", "search", "menu"};
  if (is_one_of(attribute(node, "role"), roles) || attribute(node, "aria-hidden") == "true") return true;
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden")) return true;
  if (attribute(node, "style").find("display:none") != std::string_view::npos) return true;
  return names_furniture(attribute(node, "class")) || names_furniture(attribute(node, "id"));
}

// A page's <header> is its masthead; an article's has the headline.
bool is_masthead(const GumboNode* node) {
  if (node->v.element.tag != GUMBO_TAG_HEADER) return false;
  for (const GumboNode* up = node->parent; up && is_element(up); up = up->parent)
    if (is_main(up)) return false;
  return true;
}

bool is_inline(GumboTag tag) {
  constexpr std::array<GumboTag, 29> tags = {GUMBO_TAG_A,    GUMBO_TAG_ABBR,   GUMBO_TAG_B,    GUMBO_TAG_BDI,  GUMBO_TAG_BDO,
                                             GUMBO_TAG_CITE, GUMBO_TAG_CODE,   GUMBO_TAG_DATA, GUMBO_TAG_DEL,  GUMBO_TAG_DFN,
                                             GUMBO_TAG_EM,   GUMBO_TAG_FONT,   GUMBO_TAG_I,    GUMBO_TAG_INS,  GUMBO_TAG_KBD,
                                             GUMBO_TAG_MARK, GUMBO_TAG_Q,      GUMBO_TAG_S,    GUMBO_TAG_SAMP, GUMBO_TAG_SMALL,
                                             GUMBO_TAG_SPAN, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,  GUMBO_TAG_SUP,  GUMBO_TAG_TIME,
                                             GUMBO_TAG_TT,   GUMBO_TAG_U,      GUMBO_TAG_VAR,  GUMBO_TAG_WBR};
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_wanted(const GumboNode* node) { return is_element(node) && !is_furniture(node) && !is_masthead(node); }

// The innermost of <main>, <article> and their like that holds most of the text; the root when none does.
const GumboNode* find_main(const GumboNode* root) {
  struct Candidate {
    const GumboNode* node;
    std::size_t size;
  };
  std::vector<Candidate> all;
  std::vector<std::size_t> open;
  walk(
      root,
      [&](const GumboNode* node) {
        if (is_text(node))
          for (const std::size_t i : open)
            all[i].size += node->type == GUMBO_NODE_TEXT ? std::string_view(node->v.text.text).size() : 0;
        if (!is_wanted(node)) return false;
        if (is_main(node) || node == root) {
          open.push_back(all.size());
          all.push_back({node, 0});
        }
        return true;
      },
      [&](const GumboNode* node) {
        if (!open.empty() && all[open.back()].node == node) open.pop_back();
      });
  if (all.size() < 2) return root;
  std::size_t largest = 0;
  for (std::size_t i = 1; i < all.size(); ++i) largest = std::max(largest, all[i].size);
  if (largest < least_main_text && largest * 2 < all[0].size) return root;
  const GumboNode* found = root;
  for (std::size_t i = 1; i < all.size(); ++i)
    if (all[i].size * 10 >= largest * 7) found = all[i].node;
  return found;
}

class Body {
 public:
  std::string read(const GumboNode* root) {
    walk(
        root, [&](const GumboNode* node) { return enter(node); }, [&](const GumboNode* node) { leave(node); });
    end();
    return writer_.finish();
  }

 private:
  bool enter(const GumboNode* node) {
    if (is_text(node)) {
      add(node->v.text.text);
      return false;
    }
    if (!is_wanted(node)) return false;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_BR) return writer_.line(), false;
    if (tag == GUMBO_TAG_Q) writer_.add("“");
    if (tag == GUMBO_TAG_A) ++links_;
    if (tag == GUMBO_TAG_PRE) ++verbatim_;
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
      writer_.add(" ");
    else if (!is_inline(tag))
      end();
    return true;
  }

  void leave(const GumboNode* node) {
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_Q) writer_.add("”");
    if (tag == GUMBO_TAG_A) --links_;
    if (tag == GUMBO_TAG_PRE) --verbatim_;
    if (!is_inline(tag) && tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) end();
  }

  void add(std::string_view text) {
    const std::size_t before = writer_.paragraph().size();
    if (verbatim_ > 0)
      writer_.add_verbatim(text);
    else
      writer_.add(text);
    if (links_ > 0) linked_ += writer_.paragraph().size() - before;
  }

  // A short paragraph that is nearly all links and no sentence is a menu: "Read more", "Home | World".
  void end() {
    const std::string_view written = writer_.paragraph();
    const bool menu = linked_ * 3 > written.size() * 2 && written.size() < 200 &&
                      std::string_view(".!?\"").find(written.empty() ? ' ' : written.back()) == std::string_view::npos;
    if (menu)
      writer_.drop();
    else
      writer_.end();
    linked_ = 0;
  }

  ParagraphWriter writer_;
  int links_ = 0, verbatim_ = 0;
  std::size_t linked_ = 0;  // bytes of the paragraph that are links
};

}  // namespace

std::variant<Report, Problem> read_html(std::string_view bytes) {
  if (auto problem = TagScan(bytes).problem()) return *problem;
  const Parsed page(bytes);
  Report report;
  Head(report).read(page.output->root);
  report.text = Body().read(find_main(page.output->root));
  return report;
}

std::string decode_entity(std::string_view entity) {
  const Parsed page(entity);
  return text_of(page.output->root);
}

}  // namespace dragoman
