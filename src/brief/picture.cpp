#include "picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "lists.h"
#include "markup.h"
#include "words.h"

namespace dragoman::embedded {
extern const std::string_view outline;
}

namespace dragoman::brief_words {
namespace {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool meets(const Box& b) const { return left < b.right && b.left < right && top < b.bottom && b.top < bottom; }
};

std::string figure(const char* kind, const std::string& title, const std::string& in_words, const std::string& caption,
                   double width, double height, const std::string& drawn) {
  return fmt::format(
      "<figure>\n<svg class=\"{0}\" viewBox=\"0 0 {1:.0f} {2:.0f}\" role=\"img\" aria-labelledby=\"{0}-title {0}-words\">\n"
      "<title id=\"{0}-title\">{3}</title><desc "
      "id=\"{0}-words\">{4}</desc>\n{5}</svg>\n<figcaption>{6}</figcaption>\n</figure>\n",
      kind, width, height, escaped(title), escaped(in_words), drawn, escaped(caption));
}

// ---- The map ----

constexpr double kWidth = 720;             // of the drawing, in its own units
constexpr double kLeastSpan = 20;          // degrees of latitude shown at least
constexpr double kMargin = 0.15;           // of what the places span, on each side
constexpr double kLow = 0.5, kHigh = 0.8;  // height to width
constexpr std::size_t kNamed = 12;         // places with their names beside them
constexpr double kLetter = 7.2, kLine = 15;

// A plain projection: degrees of longitude as long as they are in the middle of the map.
class Sheet {
 public:
  explicit Sheet(std::span<const Spot> spots) {
    double south = 90, north = -90, west = 180, east = -180;
    for (const Spot& s : spots) {
      south = std::min(south, s.latitude), north = std::max(north, s.latitude);
      west = std::min(west, s.longitude), east = std::max(east, s.longitude);
    }
    const double middle = (south + north) / 2;
    narrow_ = std::max(0.2, std::cos(middle * 3.14159265358979 / 180));
    double high = std::max(kLeastSpan, (north - south) * (1 + 2 * kMargin)), wide = (east - west) * narrow_ * (1 + 2 * kMargin);
    wide = std::max(wide, high / kHigh);
    high = std::max(high, wide * kLow);
    if (high > 170) high = 170;
    scale_ = kWidth / wide;
    height_ = high * scale_;
    west_ = (west + east) / 2 - wide / narrow_ / 2;
    north_ = std::min(middle + high / 2, 90.0);
  }
  double x(double longitude) const { return (longitude - west_) * narrow_ * scale_; }
  double y(double latitude) const { return (north_ - latitude) * scale_; }
  double height() const { return height_; }
  Box all() const { return {0, 0, kWidth, height_}; }

  std::string outlines() const {
    std::string coasts, borders;
    for (const std::string& line : list(embedded::outline)) trace(line, line.front() == 'c' ? coasts : borders);
    return fmt::format("<path class=\"border\" d=\"{}\"/>\n<path class=\"coast\" d=\"{}\"/>\n", borders, coasts);
  }

 private:
  // The steps of the line that meet the sheet.
  void trace(const std::string& line, std::string& path) const {
    const char *at = line.data() + 2, *end = line.data() + line.size();
    const auto next = [&] {
      int value = 0;
      at = std::from_chars(at, end, value).ptr;
      if (at < end) ++at;
      return value;
    };
    int longitude = next(), latitude = next();
    bool drawing = false;
    while (at < end) {
      const double x0 = x(longitude / 10.0), y0 = y(latitude / 10.0);
      longitude += next(), latitude += next();
      const double x1 = x(longitude / 10.0), y1 = y(latitude / 10.0);
      const bool round_the_world = std::abs(x1 - x0) > 180 * narrow_ * scale_;
      const Box step{std::min(x0, x1) - 1, std::min(y0, y1) - 1, std::max(x0, x1) + 1, std::max(y0, y1) + 1};
      if (round_the_world || !step.meets(all())) {
        drawing = false;
        continue;
      }
      if (!drawing) path += fmt::format("M{:.0f} {:.0f}", x0, y0);
      path += fmt::format("L{:.0f} {:.0f}", x1, y1);
      drawing = true;
    }
  }

  double narrow_ = 1, scale_ = 1, height_ = 0, west_ = 0, north_ = 0;
};

std::string events_in_words(const Spot& s) { return fmt::format("{}: {}", s.name, counted(s.events, "event")); }

// Names stand beside their points where nothing else does: right, left, above, below; else the point stays without.
class Names {
 public:
  explicit Names(const Box& sheet) : sheet_(sheet) {}
  void block(const Box& box) { taken_.push_back(box); }

  std::string set(const Spot& spot, double x, double y, double radius) {
    const double wide = kLetter * static_cast<double>(letters(spot.name)), gap = radius + 4;
    const struct {
      double x, y;
      const char* anchor;
    } tries[] = {{x + gap, y + 5, "start"}, {x - gap, y + 5, "end"}, {x, y - gap, "middle"}, {x, y + gap + 11, "middle"}};
    for (const auto& at : tries) {
      const double left = *at.anchor == 's' ? at.x : *at.anchor == 'e' ? at.x - wide : at.x - wide / 2;
      const Box box{left, at.y - kLine + 3, left + wide, at.y + 3};
      if (box.left < 0 || box.right > sheet_.right || box.top < 0 || box.bottom > sheet_.bottom) continue;
      if (std::any_of(taken_.begin(), taken_.end(), [&](const Box& b) { return b.meets(box); })) continue;
      taken_.push_back(box);
      return fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"{}\">{}</text>\n", at.x, at.y, at.anchor,
                         escaped(spot.name));
    }
    return "";
  }

 private:
  static std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  }
  Box sheet_;
  std::vector<Box> taken_;
};

}  // namespace

std::string map_of(std::span<const Spot> spots) {
  if (spots.empty()) return "";
  const Sheet sheet(spots);
  Names names(sheet.all());
  std::string points, labels, in_words;
  const auto radius = [](const Spot& s) { return 3.5 + 1.5 * std::sqrt(static_cast<double>(s.events)); };
  for (const Spot& s : spots) {
    const double x = sheet.x(s.longitude), y = sheet.y(s.latitude), r = radius(s);
    points += fmt::format("<circle cx=\"{:.0f}\" cy=\"{:.0f}\" r=\"{:.1f}\"><title>{}</title></circle>\n", x, y, r,
                          escaped(events_in_words(s)));
    names.block({x - r, y - r, x + r, y + r});
    in_words += (in_words.empty() ? "" : "; ") + events_in_words(s);
  }
  for (std::size_t i = 0; i < std::min(kNamed, spots.size()); ++i)
    labels += names.set(spots[i], sheet.x(spots[i].longitude), sheet.y(spots[i].latitude), radius(spots[i]));
  return figure("map", "Places of what is told", in_words + ".",
                "Places of what is told; a larger point stands for more events. Coasts and borders: Natural Earth.", kWidth,
                sheet.height(), sheet.outlines() + points + labels);
}

// ---- Bars ----

std::string picture_of(const Chart& chart) {
  if (chart.bars.empty()) return "";
  constexpr double kHigh = 56, kText = 16;
  std::size_t most = 1, total = 0;
  for (const auto& [day, n] : chart.bars) most = std::max(most, n), total += n;
  const double step = kWidth / static_cast<double>(chart.bars.size());
  std::string drawn, in_words;
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    const auto& [day, n] = chart.bars[i];
    if (n == 0) continue;
    const double high = kHigh * static_cast<double>(n) / static_cast<double>(most);
    drawn += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"><title>{}: {}</title></rect>\n",
                         static_cast<double>(i) * step + step * 0.1, kHigh - high, step * 0.8, high, day, n);
    in_words += fmt::format("{}{}: {}", in_words.empty() ? "" : "; ", day, n);
  }
  drawn += fmt::format("<line x1=\"0\" y1=\"{0:.0f}\" x2=\"{1:.0f}\" y2=\"{0:.0f}\"/>\n", kHigh, kWidth);
  drawn +=
      fmt::format("<text x=\"0\" y=\"{0:.0f}\">{1}</text>\n<text x=\"{2:.0f}\" y=\"{0:.0f}\" text-anchor=\"end\">{3}</text>\n",
                  kHigh + kText, chart.bars.front().first, kWidth, chart.bars.back().first);
  return figure("bars", chart.caption, fmt::format("{} in all. {}; none at other times.", total, in_words),
                fmt::format("{}; the highest bar is {}.", chart.caption, most), kWidth, kHigh + kText + 4, drawn);
}

}  // namespace dragoman::brief_words
