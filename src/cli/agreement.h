// How far two sets of events agree, field by field: what ../shared/tools/agree.py computes, with confidence intervals.
//
//   Agreement a = agree(gold, system);         // gold, system: reports by name, each a list of events
//   a.fields[2].name, a.fields[2].f1.value     // "type+status", 0.613
//
// Events pair up one to one where their triggers overlap, best overlap first; failing that, where type and source overlap and
// the triggers start less than 60 bytes apart. A report that stands in gold only counts as missed; one in system only is left
// out. Intervals: 95 % percentile bootstrap over reports, 2,000 draws, fixed seed: the same input gives the same figures.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::cli {

struct ScoredMention {
  std::size_t start = 0, end = 0;
  std::optional<std::string> country;
};

// An event as far as scoring looks at it. Lists hold no empty spans.
struct ScoredEvent {
  std::size_t start = 0, end = 0;  // of the trigger
  std::string type, status;
  std::vector<ScoredMention> source, target, by, condition;
};

using ScoredReports = std::map<std::string, std::vector<ScoredEvent>>;

struct Estimate {
  double value = 0, low = 0, high = 0;
};

struct FieldAgreement {
  std::string_view name;
  std::size_t hits = 0, system = 0, gold = 0;
  Estimate precision, recall, f1;
};

inline constexpr std::array<std::string_view, 9> scored_fields{"trigger", "type", "type+status", "source",     "target",
                                                               "country", "by",   "condition",   "whole event"};

struct Agreement {
  std::size_t reports = 0;
  std::array<FieldAgreement, scored_fields.size()> fields;
};

Agreement agree(const ScoredReports& gold, const ScoredReports& system);

// Reads one line of a gold file ({"doc","events"}) or of `dragoman code`'s output into the reports. Returns what is wrong, or
// "".
std::string read_scored(std::string_view line, ScoredReports& reports);

}  // namespace dragoman::cli
