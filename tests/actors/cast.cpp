// What script/actors_score measures: given spans of reports, who Cast says they are. Reads JSON Lines
//   {"id","text","published","mentions":[[start,end],…],"places":[…],"times":[…]}
// and writes them with "who", "where" and "when" in the same order, and the sector that the model gives each mention. With
// --signs also what training/home.py learns from: whose each mention may be of whom no word says so, with the signs.
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "actors/cast.h"
#include "dragoman/actors.h"

namespace {

using namespace dragoman;
using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

WordRange words_of(const Json& span, const std::vector<Reading>& readings) {
  const std::size_t start = span[0].get<std::size_t>(), end = span[1].get<std::size_t>();
  WordRange range;
  for (const Reading& reading : readings) {
    for (std::size_t i = 0; i < reading.words.size(); ++i) {
      if (reading.words[i].end <= start || reading.words[i].start >= end) continue;
      if (range.last == 0) range.first = reading.first_word + i;
      range.last = reading.first_word + i + 1;
    }
  }
  return range;
}

Json sector_of(WordRange range, const std::vector<Reading>& readings) {
  const Mention* best = nullptr;
  std::size_t most = 0;
  for (const Reading& reading : readings) {
    for (const Mention& m : reading.mentions) {
      const std::size_t first = std::max(m.words.first, range.first), last = std::min(m.words.last, range.last);
      if (last <= first || last - first <= most) continue;
      most = last - first;
      best = &m;
    }
  }
  return best ? Json{std::string(best->sector), best->score} : Json(nullptr);
}

Json signs_of(WordRange range, const Identity& who, const Cast& cast) {
  if (who.rules.empty() || who.rules.back() != "nearby") return nullptr;
  Json candidates = Json::object();
  for (const auto& [country, signs] : cast.inside().weigh(cast.inside().core(range), 0)) candidates[country] = signs;
  return candidates;
}

using Clock = std::chrono::steady_clock;
std::chrono::duration<double> reading{}, resolving{};  // told at the end

Json answer(const Json& asked, const Reader& reader, const Knowledge& knowledge, bool with_signs) {
  Report report;
  report.id = asked.value("id", "");
  report.text = asked.at("text").get<std::string>();
  if (asked.contains("published") && asked["published"].is_string()) report.published = asked["published"].get<std::string>();
  for (const auto& [key, field] : {std::pair{"title", &report.title}, {"source", &report.source}}) {
    if (asked.contains(key) && asked[key].is_string()) *field = asked[key].get<std::string>();
  }
  std::vector<Sentence> sentences = split_sentences(report.text);
  const Clock::time_point start = Clock::now();
  const std::vector<Reading> readings = reader.read_and_cut(report.text, sentences);
  const Clock::time_point read = Clock::now();
  reading += read - start;
  const Cast cast(knowledge, report, readings);
  Json out = {{"id", report.id}, {"who", Json::array()}, {"where", Json::array()}, {"when", Json::array()}};
  for (const Json& span : asked.value("mentions", Json::array())) {
    const WordRange range = words_of(span, readings);
    const Identity who = cast.who(range);
    out["who"].push_back({{"actor", or_null(who.actor)},
                          {"country", or_null(who.country)},
                          {"sector", or_null(who.sector)},
                          {"code", or_null(who.code)},
                          {"role", or_null(who.role)},
                          {"rules", who.rules},
                          {"model", sector_of(range, readings)}});
    if (with_signs) out["who"].back()["nearby"] = signs_of(range, who, cast);
  }
  if (with_signs) {
    for (const auto& naming : cast.inside().namings)
      out["namings"].push_back(Json::array({cast.inside().words.word(naming.words.first).start,
                                            cast.inside().words.word(naming.words.last - 1).end, naming.country}));
  }
  for (const Json& span : asked.value("places", Json::array())) {
    const auto where = cast.where(words_of(span, readings));
    out["where"].push_back(where ? Json{{"name", where->name},
                                        {"country", or_null(where->country)},
                                        {"latitude", or_null(where->latitude)},
                                        {"longitude", or_null(where->longitude)},
                                        {"precision", where->precision},
                                        {"relation", or_null(where->relation)},
                                        {"rule", where->rule}}
                                 : Json(nullptr));
  }
  for (const Json& span : asked.value("times", Json::array())) {
    const auto when = cast.when(words_of(span, readings));
    out["when"].push_back(when ? Json{{"from", when->from ? Json(print(*when->from)) : Json(nullptr)},
                                      {"until", when->until ? Json(print(*when->until)) : Json(nullptr)},
                                      {"rule", when->rule}}
                               : Json(nullptr));
  }
  resolving += Clock::now() - read;
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  const bool with_signs = count > 1 && std::string_view(arguments[1]) == "--signs";
  if (with_signs) --count, ++arguments;
  if (count < 2) {
    std::cerr << "usage: cast [--signs] REPORTS.jsonl [WEIGHTS]\n";
    return 2;
  }
  const Reader::Opened reader = Reader::open({.weights = count > 2 ? arguments[2] : ""});
  if (!reader) {
    std::cerr << reader.error << "\n";
    return 2;
  }
  const Clock::time_point start = Clock::now();
  const Knowledge& knowledge = Knowledge::built_in();
  const std::chrono::duration<double> loading = Clock::now() - start;
  std::ifstream file(arguments[1]);
  for (std::string line; std::getline(file, line);)
    std::cout << answer(Json::parse(line), *reader, knowledge, with_signs).dump() << "\n";
  std::cerr << "data loaded in " << loading.count() * 1e3 << " ms; read " << reading.count() << " s, resolved "
            << resolving.count() << " s (" << 100 * resolving / (reading + resolving) << " % of both)\n";
}
