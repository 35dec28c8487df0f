// dragoman relate: the PLOVER class of given pairs.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "dragoman/in_order.h"
#include "lines.h"
#include "session.h"

namespace dragoman::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Asked {
  std::string pairs;
};

struct Answer {
  std::size_t line;
  std::string json, error;
};

std::string side(const Json& pair, const char* key, std::optional<ByteRange>& range) {
  const auto found = pair.find(key);
  if (found == pair.end() || found->is_null()) return "";
  const std::string wanted = std::string("\"") + key + R"(" must be null or {"start": BYTE, "end": BYTE} within the text)";
  if (!found->is_object() || !found->contains("start") || !found->contains("end")) return wanted;
  const Json &start = (*found)["start"], &end = (*found)["end"];
  if (!start.is_number_unsigned() || !end.is_number_unsigned()) return wanted;
  range = ByteRange{start.get<std::size_t>(), end.get<std::size_t>()};
  const std::size_t size = pair["text"].get_ref<const std::string&>().size();
  return range->start < range->end && range->end <= size ? "" : wanted;
}

Answer relate(const Reader& reader, Line&& line) {
  const Json pair = Json::parse(line.text, nullptr, false);
  if (!pair.is_object()) return {line.number, "", R"(not a JSON object; write {"id", "text", "source", "target"} a line)"};
  if (!pair.contains("text") || !pair["text"].is_string()) return {line.number, "", R"("text" is missing; give the sentence)"};
  std::optional<ByteRange> source, target;
  for (std::string error : {side(pair, "source", source), side(pair, "target", target)}) {
    if (!error.empty()) return {line.number, "", std::move(error)};
  }
  const std::string& text = pair["text"].get_ref<const std::string&>();
  const Relation relation = reader.relate(text, split_sentences(text), source, target);
  Json out;
  out["id"] = pair.contains("id") ? pair["id"] : Json(nullptr);
  out["type"] = relation.type;
  Json& probabilities = out["probabilities"] = Json::object();
  const auto names = reader.relation_names();
  for (std::size_t i = 0; i < names.size() && i < relation.probabilities.size(); ++i) {
    probabilities[names[i]] = std::round(static_cast<double>(relation.probabilities[i]) * 1e4) / 1e4;
  }
  return {line.number, out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", ""};
}

void run_relate(const Asked& asked, Session& session) {
  Lines lines(asked.pairs);
  if (!lines.error().empty()) return session.fail(asked.pairs, lines.error());
  const auto reader = session.open();
  if (!reader) return;
  in_order<Line, Answer>(
      session.threads(), [&] { return lines.next(); }, [&](Line&& line) { return relate(*reader, std::move(line)); },
      [&](Answer&& answer) {
        if (answer.error.empty()) {
          std::fwrite(answer.json.data(), 1, answer.json.size(), stdout);
        } else {
          session.fail(asked.pairs + ":" + std::to_string(answer.line), answer.error);
        }
      });
}

}  // namespace

void add_relate(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("relate", "the PLOVER type of given pairs of actors, with its probabilities");
  command->add_option("PAIRS", asked->pairs, "JSON Lines, - is standard input")->required()->type_name("");
  command->footer(
      "A line of PAIRS: {\"id\": 1, \"text\": \"Ankara warned Damascus.\", \"source\": {\"start\": 0, \"end\": 6},\n"
      "                  \"target\": {\"start\": 14, \"end\": 22}}   byte offsets; either side may be null\n"
      "Examples:\n"
      "  dragoman relate pairs.jsonl > types.jsonl\n"
      "  head -3 pairs.jsonl | dragoman relate -");
  command->callback([asked, &session] { run_relate(*asked, session); });
}

}  // namespace dragoman::cli
