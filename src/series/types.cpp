#include <map>
#include <sstream>

#include "dragoman/series.h"

namespace dragoman {
namespace embedded {
extern const std::string_view series_types;
}
namespace {

struct Meaning {
  double goldstein;
  Quad quad;
};

const std::map<std::string, Meaning, std::less<>>& meanings() {
  static const std::map<std::string, Meaning, std::less<>> all = [] {
    const std::map<std::string, Quad> quads{{"verbal-cooperation", Quad::VerbalCooperation},
                                            {"material-cooperation", Quad::MaterialCooperation},
                                            {"verbal-conflict", Quad::VerbalConflict},
                                            {"material-conflict", Quad::MaterialConflict}};
    std::map<std::string, Meaning, std::less<>> read;
    std::istringstream lines{std::string(embedded::series_types)};
    for (std::string line; std::getline(lines, line);) {
      std::istringstream on_line(line);
      std::string type, quad;
      double value = 0;
      if (line.starts_with('#') || !(on_line >> type >> value >> quad)) continue;
      read[type] = {value, quads.at(quad)};
    }
    return read;
  }();
  return all;
}

}  // namespace

std::optional<Quad> quad_of(std::string_view type) {
  const auto at = meanings().find(type);
  return at == meanings().end() ? std::nullopt : std::optional(at->second.quad);
}

std::optional<double> mean_goldstein_of(std::string_view type) {
  const auto at = meanings().find(type);
  return at == meanings().end() ? std::nullopt : std::optional(at->second.goldstein);
}

}  // namespace dragoman
