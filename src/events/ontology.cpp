#include "ontology.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "actors/table.h"

namespace dragoman {

namespace embedded {
extern const std::string_view ontology_types, ontology_modes, ontology_cameo, ontology_standings, ontology_words,
    ontology_speech;
}

namespace {

using actors::Row;
using actors::Table;
using namespace events;

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> lemmas;
  std::string one;
  for (const char c : text) {
    if (c != ' ' && c != '-') {
      one += c;
      continue;
    }
    if (!one.empty()) lemmas.push_back(std::move(one));
    one.clear();
    if (c == '-') lemmas.emplace_back("-");
  }
  if (!one.empty()) lemmas.push_back(std::move(one));
  return lemmas;
}

// Reads the tables one after the other into the ontology.
class Loader {
 public:
  Loader(Ontology::Inside& into, std::vector<DataFault>& faults) : into_(into), faults_(faults) {}

  void types(const Table& table);
  void modes(const Table& table);
  void codes(const Table& table);
  void standings(const Table& table);
  void words(const Table& table);
  void speech(const Table& table);

 private:
  void fault(const Table& table, const Row& row, std::string message) {
    faults_.push_back({table.name, row.line(), std::move(message)});
  }
  bool is_type(const Table& table, const Row& row) {
    if (into_.types.contains(row["type"])) return true;
    fault(table, row, "“" + std::string(row["type"]) + "” is no type; types.tsv names them");
    return false;
  }
  bool is_code(const Table& table, const Row& row, std::string_view column) {
    if (row[column].empty() || into_.codes.contains(row[column])) return true;
    fault(table, row, "“" + std::string(row[column]) + "” is no CAMEO code; cameo.tsv has them");
    return false;
  }
  bool is_mode(const Table& table, const Row& row) {
    const std::string type(row["type"]), mode(row["mode"]);
    if (mode.empty() || into_.modes.contains({type, mode})) return true;
    fault(table, row, "“" + mode + "” is no mode of " + type + "; modes.tsv names them");
    return false;
  }

  Ontology::Inside& into_;
  std::vector<DataFault>& faults_;
};

void Loader::types(const Table& table) {
  for (const Row& row : table.rows) {
    const std::string_view kind = row["class"];
    if (kind != "verbal cooperation" && kind != "material cooperation" && kind != "verbal conflict" &&
        kind != "material conflict") {
      fault(table, row, "“" + std::string(kind) + "” is no class; say verbal or material, cooperation or conflict");
    } else if (!into_.types.contains(row["type"]) && into_.types.size() >= 16) {
      fault(table, row, "“" + std::string(row["type"]) + "” is none of the sixteen types");
    } else {
      into_.types[std::string(row["type"])] = {std::string(kind), std::string(row["cameo"])};
    }
  }
}

void Loader::modes(const Table& table) {
  for (const Row& row : table.rows) {
    if (!is_type(table, row)) continue;
    if (row["mode"].empty()) fault(table, row, "names no mode");
    into_.modes.emplace(row["type"], row["mode"]);
  }
}

void Loader::codes(const Table& table) {
  for (const Row& row : table.rows) {
    const std::string_view code = row["code"], text = row["goldstein"];
    const bool digits = code.size() >= 3 && code.size() <= 4 &&
                        std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
      fault(table, row, "“" + std::string(code) + "” is no CAMEO code; it has three or four digits");
      continue;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < -10 || value > 10) {
      fault(table, row, "“" + std::string(text) + "” is no value of the Goldstein scale, which goes from -10 to 10");
      continue;
    }
    if (!row["type"].empty() && (!is_type(table, row) || !is_mode(table, row))) continue;
    into_.codes[std::string(code)] = {std::string(code), value, std::string(row["type"]), std::string(row["mode"]),
                                      std::string(row["name"])};
  }
}

void Loader::standings(const Table& table) {
  for (const Row& row : table.rows) {
    bool right = !row["act"].empty();
    if (!right) fault(table, row, "names no act; the first cell is a CAMEO code or how it begins");
    for (const char* column : {"asked", "demanded", "announced", "renounced"}) right &= is_code(table, row, column);
    if (!right) continue;
    into_.standings[std::string(row["act"])] = {std::string(row["asked"]), std::string(row["demanded"]),
                                                std::string(row["announced"]), std::string(row["renounced"])};
  }
}

// Lines of a file that is read later stand before those of the files read earlier.
void Loader::words(const Table& table) {
  std::map<std::string, std::vector<WordLine>, std::less<>> lines;
  for (const Row& row : table.rows) {
    if (!is_type(table, row) || !is_code(table, row, "cameo") || !is_mode(table, row)) continue;
    WordLine line{row.line(), {}, row.list("with"), std::string(row["cameo"]), std::string(row["mode"])};
    for (const std::string& word : row.list("words")) line.words.push_back(parted(word));
    if (line.words.empty()) fault(table, row, "names no words");
    lines[std::string(row["type"])].push_back(std::move(line));
  }
  for (auto& [type, first] : lines) {
    std::vector<WordLine>& all = into_.words[type];
    all.insert(all.begin(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
  }
}

void Loader::speech(const Table& table) {
  for (const Row& row : table.rows) {
    const std::string_view kind = row["kind"];
    Speech& speech = into_.speech;
    const std::map<std::string_view, std::set<std::string, std::less<>>*> kinds{
        {"says", &speech.says}, {"quotes", &speech.quotes}, {"names", &speech.names}, {"carries", &speech.carries}};
    const auto into = kinds.find(kind);
    if (into == kinds.end()) {
      fault(table, row, "“" + std::string(kind) + "” is no kind of word; say says, quotes, names or carries");
    } else {
      into->second->emplace(row["lemma"]);
    }
  }
}

struct File {
  std::string_view name, text;
  std::vector<std::string> columns;
  void (Loader::*read)(const Table&);
};

// In the order in which they are read: a file may name what stands in one before it.
const std::vector<File>& files() {
  static const std::vector<File> all{
      {"types.tsv", embedded::ontology_types, {"type", "class", "cameo"}, &Loader::types},
      {"modes.tsv", embedded::ontology_modes, {"type", "mode", "meaning"}, &Loader::modes},
      {"cameo.tsv", embedded::ontology_cameo, {"code", "goldstein", "type", "mode", "name"}, &Loader::codes},
      {"standings.tsv",
       embedded::ontology_standings,
       {"act", "asked", "demanded", "announced", "renounced"},
       &Loader::standings},
      {"words.tsv", embedded::ontology_words, {"type", "words", "with", "cameo", "mode"}, &Loader::words},
      {"speech.tsv", embedded::ontology_speech, {"lemma", "kind"}, &Loader::speech}};
  return all;
}

void read(const File& file, std::string_view text, const std::string& name, Ontology::Inside& into,
          std::vector<DataFault>& faults) {
  Loader loader(into, faults);
  (loader.*file.read)(actors::read_table(text, name, file.columns, faults));
}

void read_built_in(Ontology::Inside& into, std::vector<DataFault>& faults) {
  for (const File& file : files()) read(file, file.text, std::string("ontology/") + std::string(file.name), into, faults);
}

}  // namespace

const StandingLine* Ontology::Inside::standing(std::string_view code) const {
  for (std::size_t length = code.size(); length >= 2; --length) {
    const auto found = standings.find(code.substr(0, length));
    if (found != standings.end()) return &found->second;
  }
  return nullptr;
}

Ontology::Ontology(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Ontology::Ontology(Ontology&&) noexcept = default;
Ontology& Ontology::operator=(Ontology&&) noexcept = default;
Ontology::~Ontology() = default;

const Ontology& Ontology::built_in() {
  static const Ontology ontology = [] {
    auto inside = std::make_unique<Inside>();
    std::vector<DataFault> faults;
    read_built_in(*inside, faults);
    return Ontology(std::move(inside));
  }();
  return ontology;
}

Ontology::Opened Ontology::open(const std::string& folder) {
  namespace fs = std::filesystem;
  Opened opened;
  const fs::path at = fs::path(folder) / "ontology";
  auto inside = std::make_unique<Inside>();
  read_built_in(*inside, opened.faults);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(at, error)) {
    const std::string name = entry.path().filename().string();
    const bool known = std::any_of(files().begin(), files().end(), [&](const File& file) { return file.name == name; });
    if (entry.path().extension() == ".tsv" && !known) {
      opened.faults.push_back({entry.path().string(), 0, "is none of the files that are known; see data/ontology"});
    }
  }
  if (error) opened.faults.push_back({at.string(), 0, "is no folder; data files stand in DIR/ontology, as in data/ontology"});
  for (const File& file : files()) {
    const fs::path path = at / file.name;
    if (!fs::exists(path, error)) continue;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) opened.faults.push_back({path.string(), 0, "cannot be read"});
    read(file, text.str(), path.string(), *inside, opened.faults);
  }
  if (opened.faults.empty()) opened.ontology = Ontology(std::move(inside));
  return opened;
}

const CameoCode* Ontology::cameo(std::string_view code) const {
  const auto found = inside_->codes.find(code);
  return found == inside_->codes.end() ? nullptr : &found->second;
}

}  // namespace dragoman
