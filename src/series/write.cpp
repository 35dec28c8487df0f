// Series as JSON, CSV and SVG.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "dragoman/series.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 4> quad_names{"verbal_cooperation", "material_cooperation", "verbal_conflict",
                                                "material_conflict"};
constexpr std::array<const char*, 4> quad_words{"verbal cooperation", "material cooperation", "verbal conflict",
                                                "material conflict"};
constexpr std::array<const char*, 4> quad_colours{"#7fb77e", "#3b7dd8", "#e0a82e", "#c0392b"};

double rounded(double value, double places = 100) { return std::round(value * places) / places; }

std::string number(double value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.2f", value);
  return out.data();
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string escaped(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string arrow(const SeriesOptions& options) { return options.direction == Direction::Both ? " – " : " → "; }

// ---- The picture ----

constexpr double width = 960, height = 380, left = 48, right = 16, top = 44, tension_height = 170, bars_top = 244,
                 bars_height = 96;

struct Sheet {
  const Series& series;
  const SeriesOptions& options;
  std::string out;

  double x(std::size_t t) const {
    return left + (static_cast<double>(t) + 0.5) * (width - left - right) / static_cast<double>(series.points.size());
  }
  static double y(double tension) { return top + tension_height * (1 - tension / 100); }

  void line(double x1, double y1, double x2, double y2, const char* style) {
    out += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\" " +
           style + "/>\n";
  }
  void text(double at_x, double at_y, const std::string& words, const char* style = "") {
    out += "<text x=\"" + number(at_x) + "\" y=\"" + number(at_y) + "\" " + style + ">" + escaped(words) + "</text>\n";
  }

  void frame() {
    for (int mark = 0; mark <= 100; mark += 25) {
      line(left, y(mark), width - right, y(mark), "stroke=\"#ddd\"");
      text(left - 6, y(mark) + 4, std::to_string(mark), "text-anchor=\"end\"");
    }
    const std::size_t step = std::max<std::size_t>(1, series.points.size() / 8);
    for (std::size_t t = 0; t < series.points.size(); t += step) {
      text(x(t), height - 22, name_of(series.points[t].first, options.period), "text-anchor=\"middle\"");
    }
  }

  void tension() {
    out += "<polyline fill=\"none\" stroke=\"#222\" stroke-width=\"1.8\" points=\"";
    for (std::size_t t = 0; t < series.points.size(); ++t)
      out += number(x(t)) + "," + number(y(series.points[t].tension)) + " ";
    out += "\"/>\n";
  }

  void bars() {
    std::size_t most = 1;
    for (const Point& p : series.points) most = std::max(most, p.incidents.size());
    text(left - 6, bars_top + 8, std::to_string(most), "text-anchor=\"end\"");
    const double wide = std::max(1.0, 0.8 * (width - left - right) / static_cast<double>(series.points.size()));
    for (std::size_t t = 0; t < series.points.size(); ++t) {
      const Point& point = series.points[t];
      double from = bars_top + bars_height;
      for (std::size_t q = 4; q-- > 0;) {
        if (point.quads[q] == 0) continue;
        const double high = bars_height * static_cast<double>(point.quads[q]) / static_cast<double>(most);
        from -= high;
        out += "<rect x=\"" + number(x(t) - wide / 2) + "\" y=\"" + number(from) + "\" width=\"" + number(wide) +
               "\" height=\"" + number(high) + "\" fill=\"" + quad_colours[q] + "\"><title>" +
               name_of(point.first, options.period) + ": " + std::to_string(point.quads[q]) + " " + quad_words[q] +
               "</title></rect>\n";
      }
    }
    line(left, bars_top + bars_height, width - right, bars_top + bars_height, "stroke=\"#888\"");
  }

  void marks() {
    for (const Turn& turn : series.turns) {
      const double at =
          left + static_cast<double>(turn.at) * (width - left - right) / static_cast<double>(series.points.size());
      out += "<g><title>from " + name_of(series.points[turn.at].first, options.period) + ": " + number(turn.before) + " → " +
             number(turn.after) + " conflict incidents a period</title>\n";
      line(at, top, at, bars_top + bars_height, "stroke=\"#555\" stroke-dasharray=\"4 3\"");
      out += "</g>\n";
    }
    for (const Alert& alert : series.alerts) {
      const double at = x(alert.at), above = y(series.points[alert.at].tension) - 6;
      out += "<path d=\"M" + number(at - 5) + " " + number(above - 9) +
             " h10 l-5 9 z\" fill=\"#c0392b\"><title>alert: " + std::to_string(alert.conflicts) + " conflict incidents, " +
             number(alert.expected) + " expected</title></path>\n";
    }
  }

  void legend() {
    double at = left;
    for (std::size_t q = 0; q < 4; ++q) {
      out += "<rect x=\"" + number(at) + "\" y=\"" + number(bars_top - 18) + "\" width=\"10\" height=\"10\" fill=\"" +
             quad_colours[q] + "\"/>\n";
      text(at + 14, bars_top - 9, quad_words[q]);
      at += 150;
    }
    text(at, bars_top - 9, "┆ turning point   ▼ alert");
  }
};

}  // namespace

std::string to_json(const Series& s, const SeriesOptions& options) {
  Json json;
  json["pair"] = s.pair;
  json["directed"] = options.direction == Direction::OneWay;
  json["incidents"] = s.incidents;
  json["points"] = Json::array();
  for (const Point& p : s.points) {
    Json one;
    one["period"] = name_of(p.first, options.period);
    one["first"] = to_string(p.first);
    for (std::size_t q = 0; q < 4; ++q) one[quad_names[q]] = p.quads[q];
    one["types"] = p.types;
    one["goldstein"] = p.goldstein ? Json(rounded(*p.goldstein)) : Json(nullptr);
    one["tension"] = rounded(p.tension);
    one["reported"] = p.reported;
    one["incidents"] = p.incidents;
    json["points"].push_back(std::move(one));
  }
  json["turns"] = Json::array();
  for (const Turn& t : s.turns) {
    json["turns"].push_back({{"period", name_of(s.points[t.at].first, options.period)},
                             {"before", rounded(t.before)},
                             {"after", rounded(t.after)}});
  }
  json["alerts"] = Json::array();
  for (const Alert& a : s.alerts) {
    json["alerts"].push_back({{"period", name_of(s.points[a.at].first, options.period)},
                              {"conflicts", a.conflicts},
                              {"expected", rounded(a.expected)},
                              {"chance", rounded(a.chance, 1e6)}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string csv_header_of_series() {
  return "source,target,period,first,verbal_cooperation,material_cooperation,verbal_conflict,material_conflict,goldstein,"
         "tension,"
         "reported,turn,alert\r\n";
}

std::string to_csv(const Series& s, const SeriesOptions& options) {
  std::string out;
  for (std::size_t t = 0; t < s.points.size(); ++t) {
    const Point& p = s.points[t];
    out += quoted(s.pair[0]) + "," + quoted(s.pair[1]) + "," + name_of(p.first, options.period) + "," + to_string(p.first);
    for (std::size_t q : p.quads) out += "," + std::to_string(q);
    const auto is_here = [t](const auto& mark) { return mark.at == t; };
    out += "," + (p.goldstein ? number(*p.goldstein) : "") + "," + number(p.tension) + "," + std::to_string(p.reported);
    out += std::any_of(s.turns.begin(), s.turns.end(), is_here) ? ",1" : ",0";
    out += std::any_of(s.alerts.begin(), s.alerts.end(), is_here) ? ",1\r\n" : ",0\r\n";
  }
  return out;
}

std::string to_svg(const Series& s, const SeriesOptions& options) {
  Sheet sheet{s, options, ""};
  const std::string title = s.pair[0] + arrow(options) + s.pair[1];
  sheet.out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 380\" font-family=\"sans-serif\" "
      "font-size=\"11\">\n<title>" +
      escaped(title) + "</title>\n<rect width=\"960\" height=\"380\" fill=\"#fff\"/>\n";
  sheet.text(left, 20, title + ": tension (0 to 100)", "font-size=\"15\"");
  if (!s.points.empty()) {
    sheet.frame();
    sheet.bars();
    sheet.legend();
    sheet.tension();
    sheet.marks();
  }
  return sheet.out + "</svg>\n";
}

}  // namespace dragoman
