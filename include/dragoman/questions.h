// Where an open question stands on a day: positions, open conditions, duties that bear, and a forecast with its ledger.
//
//   auto question = dragoman::read_question(toml, "turkey.toml");                       // or its faults
//   dragoman::Answer a = dragoman::ask(q, account, dragoman::statutes(), dragoman::built_in_weights(), "2019-07-29");
//   a.positions[0].who, a.positions[0].stance                                           // "James Risch", Stance::For
//   a.forecast.probability, a.forecast.low, a.forecast.high                             // 0.46, 0.28, 0.65
//
// For "Risch supported strong sanctions, but Trump indicated reluctance to sanction Turkey" two positions inside one government
// come out, and that they differ. For an account in which no report is about the question `bears` is false and the forecast is
// the base rate. A question whose patterns no event can match is refused, with the line that says so.
//
// The probability is the base rate in log-odds plus the items of the ledger, nothing else: an item is direction × weight ×
// reliability × decay, the next of the same kind counts half, and what repeats an item is not counted again. Weights are
// data/questions/weights.toml's, or learned from resolved questions; docs/questions.md has the formula. How well it did, with
// how many questions, is in docs/quality.md.
//
// Pure functions of their arguments; any number of threads. Cost: about a millisecond for a hundred events.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dragoman/law.h"

namespace dragoman {

// ---- The question ----

struct Outcome {
  bool yes = false;
  bool waived = false;  // no, because the act was waived
  std::string on;       // the day it was known
  std::string source;
};

struct BaseRate {
  double value = 0.5;
  double n = 2;  // of how many like cases
  std::string reason;
};

struct Signal {
  std::string kind;
  int direction = 1;  // towards yes; -1 away
  Pattern event;
};

struct Question {
  std::string id, text;
  std::string opened, deadline;
  std::string resolves;          // who or what decides how it came out
  Pattern act;                   // what is asked about, in any standing
  std::vector<Pattern> yes, no;  // reports that resolve it
  std::vector<std::string> parties, statutes;
  std::vector<std::string> topic;  // a report is about the question if it holds one of these
  std::vector<Signal> signals;     // what bears besides
  std::optional<BaseRate> base;    // absent: the weights'
  std::optional<Outcome> outcome;

  // The day that it is answered for when none is named: today, or its deadline when that is past.
  std::string last_day(const std::string& today) const { return std::min(today, deadline); }
};

std::variant<Question, std::vector<RuleFault>> read_question(std::string_view toml, const std::string& file);

// ---- Weights ----

struct Weight {
  double weight = 0;      // log-odds of one fresh, reliable item
  double half_life = 45;  // days
  std::string reason;
};

struct Weights {
  BaseRate base;
  std::map<std::string, Weight> kinds;
  std::map<std::string, double> reliability;  // by whose word: report, party, official, other, nameless
  double wider = 1;                           // times the standard deviation of the range; fitted to resolved questions
  std::string wider_reason;
};

std::variant<Weights, std::vector<RuleFault>> read_weights(std::string_view toml, const std::string& file);
const Weights& built_in_weights();
std::string to_toml(const Weights& weights);

// ---- The answer ----

// Talks: for another way than the act.
enum class Stance { For, Against, Conditional, Reluctant, Talks };
std::string_view name(Stance stance);

struct Position {
  std::string actor;  // id, or the words of the mention
  std::string who;    // to show
  std::string country;
  Stance stance = Stance::For;
  std::size_t event = 0;  // into Account::events
  std::string rule;       // why it is read so
};

struct OpenCondition {
  std::size_t event = 0;                // what is to follow
  std::string words;                    // the condition's; empty: the record has none in the sentence of its event
  std::vector<std::size_t> come_about;  // later events that look like it
};

struct Item {
  std::string kind, reason;
  std::optional<std::size_t> event;  // none: it comes from the law or the calendar
  std::string day;
  int direction = 1;
  double reliability = 1;                // of the mouth, times the confidence of the reading
  double decay = 1, share = 1;           // share: 1, 1/2, 1/4 … of the items of its kind
  double weight = 0;                     // of its kind
  double moves = 0;                      // log-odds: direction × weight × reliability × decay × share
  std::size_t repeats = 0;               // reprints and near-copies that are not counted
  std::optional<std::size_t> duty = {};  // of the law: into Answer::duties
};

struct Forecast {
  double base = 0.5, probability = 0.5;
  double low = 0, high = 1;  // 80 %: every weight is known to within half of itself, the base rate by its n, all times `wider`
  std::vector<Item> ledger;  // by how much they move it
};

struct Answer {
  const Question* question = nullptr;
  std::string day;
  bool bears = false;
  std::vector<std::string> reports;  // that are about it
  std::vector<Position> positions;   // by day
  std::vector<std::string> divided;  // countries whose own people stand on both sides
  std::vector<OpenCondition> conditions;
  std::vector<Finding> duties;
  std::optional<Telling> resolved_yes, resolved_no;  // a report that says so
  Forecast forecast;
  std::vector<std::pair<std::string, double>> movers;  // what would move it most, and to which probability
};

Answer ask(const Question& question, const Account& account, std::span<const Provision> provisions, const Weights& weights,
           std::string_view day);

// One line of JSON without the newline: all of it, events with their bytes and sentences.
std::string to_json(const Answer& answer, const Account& account);

// ---- How good ----

// The forecast of a day, and from how many reports.
struct Stood {
  std::string day;
  double probability = 0, low = 0, high = 1;
  std::size_t reports = 0;
};

// The same as ask() on each of these days; what is told is read once for all of them.
std::vector<Stood> history(const Question& question, const Account& account, std::span<const Provision> provisions,
                           const Weights& weights, std::span<const std::string> days);

// One day of one question: what the ledger held, kind by kind.
struct Sample {
  std::string day;
  std::map<std::string, double> held;  // direction × reliability × decay × share, summed
};

// Every day from the question's opening to the day before it was resolved or its deadline, by what was known on that day.
std::vector<Sample> samples(const Question& question, const Account& account, std::span<const Provision> provisions,
                            const Weights& weights);

double probability(const Question& question, const Sample& sample, const Weights& weights);

// The 80 % range of that probability.
struct Range {
  double low = 0, high = 1;
};
Range range(const Question& question, const Sample& sample, const Weights& weights);

// Weights that fit resolved questions best without straying from `start` more than they must (ridge on the distance to it,
// every question counting the same); the base rate is their share of yes with one of each added.
struct Resolved {
  const Question* question = nullptr;
  std::vector<Sample> samples;
};
Weights learn(std::span<const Resolved> questions, const Weights& start);

struct Bin {
  double forecast = 0, came = 0;  // means
  std::size_t days = 0;
};

// Days whose range lies on one side of one half, or across it: the means of its ends, and how often yes came.
struct RangeCheck {
  double low = 0, high = 0, came = 0;
  std::size_t days = 0, questions = 0;
};

struct Score {
  std::size_t questions = 0, days = 0;
  double brier = 0, log = 0;             // means over days of a question, then over questions
  double brier_base = 0, log_base = 0;   // of the base rate alone
  double brier_low = 0, brier_high = 0;  // of brier - brier_base, 95 % by bootstrap over questions
  std::vector<Bin> bins;                 // ten of equal width
  RangeCheck below, across, above;       // of one half
  double wider = 1;                      // the least factor from which ranges hold on 80 % of days
  std::vector<std::pair<const Question*, std::pair<double, double>>> each;  // Brier, and the base rate's
};

// Each question forecast with weights learned from all the others. With fewer than two questions: weights as they are.
Score leave_one_out(std::span<const Resolved> questions, const Weights& start);
// Each question forecast with the weights as they are.
Score score(std::span<const Resolved> questions, const Weights& weights);

}  // namespace dragoman
