#include "knowledge.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <tuple>

#include "table.h"

namespace dragoman {

namespace embedded {
extern const std::string_view territories, states, organisations, bodies, groups, companies, people, offices, roles, regions,
    goods, nearby, places;
}

namespace {

using namespace actors;

constexpr std::array<std::string_view, 17> sectors{"GOV", "LEG", "JUD", "MIL", "POL", "SPY", "PTY", "OPP", "REB",
                                                   "CVL", "MED", "BUS", "NGO", "IGO", "EDU", "REL", "UNK"};
constexpr std::array<std::string_view, 8> kinds{"state", "territory", "organisation", "body",
                                                "party", "group",     "company",      "person"};
constexpr std::array<std::string_view, 4> stateless{"IGO", "NGO", "MNC", "INT"};
constexpr std::array<std::string_view, 5> role_kinds{"organ", "office", "people", "body", "thing"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "Mevlüt Çavuşoğlu" to "mevlut-cavusoglu".
std::string slug(std::string_view name) {
  std::string id = fold(name);
  std::replace(id.begin(), id.end(), ' ', '-');
  return id;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Reads the tables one after the other into the knowledge.
class Loader {
 public:
  Loader(Knowledge::Inside& into, std::vector<DataFault>& faults) : into_(into), faults_(faults) {}

  void actors(const Table& table);
  void offices(const Table& table);
  void roles(const Table& table);
  void regions(const Table& table);
  void goods(const Table& table);
  void nearby(const Table& table);

 private:
  void fault(const Table& table, const Row& row, std::string message) {
    faults_.push_back({table.name, row.line(), std::move(message)});
  }
  Actor& actor(const std::string& id) {
    const auto [at, fresh] = into_.by_id.try_emplace(id, static_cast<std::uint32_t>(into_.actors.size()));
    if (fresh) {
      into_.actors.emplace_back();
      into_.actors.back().id = id;
    }
    return into_.actors[at->second];
  }

  Knowledge::Inside& into_;
  std::vector<DataFault>& faults_;
};

void Loader::actors(const Table& table) {
  for (const Row& row : table.rows) {
    const std::string id(row["id"]);
    if (id.empty()) {
      fault(table, row, "has no id; the first cell names the actor");
      continue;
    }
    const std::string_view kind = row["kind"], sector = row["sector"], country = row["country"];
    if (!kind.empty() && !one_of(kind, kinds)) {
      fault(table, row,
            "“" + std::string(kind) +
                "” is no kind of actor; say state, territory, organisation, body, party, group, company or person");
    }
    if (!sector.empty() && !one_of(sector, sectors)) {
      fault(table, row,
            "“" + std::string(sector) +
                "” is no sector; say GOV, LEG, JUD, MIL, POL, SPY, PTY, OPP, REB, CVL, MED, BUS, NGO, IGO, EDU, REL or UNK");
    }
    if (!country.empty() && !is_code(country)) {
      fault(table, row, "“" + std::string(country) + "” is no country; say an ISO 3166 alpha-3 code, IGO, NGO, MNC or INT");
    }
    if (!into_.by_id.contains(id) && (row["name"].empty() || kind.empty())) {
      fault(table, row, "“" + id + "” is new and needs a name and a kind");
      continue;
    }
    Actor& one = actor(id);
    const auto take = [&](std::string& cell, std::string_view column) {
      if (!row[column].empty()) cell = row[column];
    };
    if (!row["name"].empty() && !one.name.empty() && fold(one.name) != fold(row["name"])) one.also.push_back(one.name);
    const std::vector<std::string> before = one.also;
    take(one.kind, "kind");
    take(one.country, "country");
    take(one.sector, "sector");
    take(one.code, "code");
    take(one.name, "name");
    if (!row["also"].empty()) {
      one.also = row.list("also");
      one.also.insert(one.also.end(), before.begin(), before.end());
    }
    if (!row["people"].empty()) one.people = row.list("people");
    if (!row["seat"].empty()) one.seat = row.list("seat");
    if (one.kind == "person" && !row["sector"].empty()) one.sector = row["sector"];
    if (one.kind == "person" && one.sector.empty()) continue;  // their offices say
    if (one.country.empty()) one.country = one.id;
    if (one.sector.empty()) one.sector = "GOV";
    if (!is_code(one.country)) fault(table, row, "“" + id + "” needs a country");
  }
}

void Loader::offices(const Table& table) {
  std::string country, office, rank;
  for (const Row& row : table.rows) {
    if (!row["country"].empty()) {
      country = row["country"];
      office = row["office"];
      rank = row["rank"];
    }
    const auto from = read_day(row["from"]);
    const auto until = read_day(row["until"]);
    if (country.empty() || office.empty()) {
      fault(table, row, "says neither country nor office, and no line above does");
    } else if (row["person"].empty()) {
      fault(table, row, "names nobody; the last cell is the person");
    } else if (!from || (!row["until"].empty() && !until)) {
      fault(table, row, "has a day that is none; write 2014-08-29, or nothing for one who is still there");
    } else if (until && *until < *from) {
      fault(table, row, "ends before it begins");
    } else {
      const std::string name(row["person"]);
      Actor& person = actor(slug(name));
      if (person.name.empty()) {
        person.name = name;
        person.kind = "person";
        person.country = country;
      }
      into_.terms.push_back({person.id, country, office, rank, *from, until});
    }
  }
}

void Loader::roles(const Table& table) {
  for (const Row& row : table.rows) {
    if (!one_of(row["sector"], sectors)) fault(table, row, "“" + std::string(row["sector"]) + "” is no sector");
    if (!one_of(row["kind"], role_kinds)) {
      fault(table, row, "“" + std::string(row["kind"]) + "” is no kind of role; say organ, office, people, body or thing");
    }
    into_.roles[fold(row["word"])] = {std::string(row["word"]), std::string(row["sector"]), std::string(row["kind"]),
                                      std::string(row["office"]), std::string(row["country"])};
    if (!row["country"].empty() && !is_code(row["country"]))
      fault(table, row, "“" + std::string(row["country"]) + "” is no country");
  }
}

void Loader::regions(const Table& table) {
  for (const Row& row : table.rows) {
    const auto latitude = number(row["latitude"]), longitude = number(row["longitude"]);
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
      fault(table, row, "has no coordinates in degrees");
      continue;
    }
    const Region region{std::string(row["name"]), std::string(row["kind"]), std::string(row["country"]), *latitude, *longitude};
    into_.regions[fold(region.name)] = region;
    for (const std::string& name : row.list("also")) into_.regions[fold(name)] = region;
  }
}

void Loader::goods(const Table& table) {
  for (const Row& row : table.rows) {
    Good good{std::string(row["id"]), std::string(row["kind"]),  std::string(row["name"]),
              row.list("also"),       std::string(row["maker"]), std::string(row["supplier"])};
    if (good.id.empty() || good.name.empty()) {
      fault(table, row, "needs an id and a name");
      continue;
    }
    if (!good.supplier.empty() && !is_code(good.supplier)) fault(table, row, "“" + good.supplier + "” is no country");
    const auto same = std::find_if(into_.goods.begin(), into_.goods.end(), [&](const Good& g) { return g.id == good.id; });
    if (same != into_.goods.end()) {
      *same = std::move(good);
    } else {
      into_.goods.push_back(std::move(good));
    }
  }
}

void Loader::nearby(const Table& table) {
  for (const Row& row : table.rows) {
    const auto at = std::find(sign_names.begin(), sign_names.end(), row["sign"]);
    if (at == sign_names.end()) {
      fault(table, row, "“" + std::string(row["sign"]) + "” is no sign that is known; src/actors/signs.h lists them");
      continue;
    }
    const auto weight = number(row["weight"]);
    if (!weight) fault(table, row, "“" + std::string(row["weight"]) + "” is no number");
    into_.sign_weights[static_cast<std::size_t>(at - sign_names.begin())] = static_cast<float>(weight.value_or(0));
  }
}

const std::vector<std::string> actor_columns{"id", "kind", "country", "sector", "code", "name", "also", "people", "seat"};

struct File {
  std::string_view name, text;
  const std::vector<std::string> columns;
  void (Loader::*read)(const Table&);
};

const std::vector<File>& files() {
  static const std::vector<File> all{
      {"territories.tsv", embedded::territories, actor_columns, &Loader::actors},
      {"states.tsv", embedded::states, actor_columns, &Loader::actors},
      {"organisations.tsv", embedded::organisations, actor_columns, &Loader::actors},
      {"bodies.tsv", embedded::bodies, actor_columns, &Loader::actors},
      {"groups.tsv", embedded::groups, actor_columns, &Loader::actors},
      {"companies.tsv", embedded::companies, actor_columns, &Loader::actors},
      {"offices.tsv", embedded::offices, {"country", "office", "rank", "from", "until", "person"}, &Loader::offices},
      {"people.tsv", embedded::people, actor_columns, &Loader::actors},
      {"roles.tsv", embedded::roles, {"word", "sector", "kind", "office", "country"}, &Loader::roles},
      {"regions.tsv", embedded::regions, {"name", "kind", "country", "latitude", "longitude", "also"}, &Loader::regions},
      {"goods.tsv", embedded::goods, {"id", "kind", "name", "also", "maker", "supplier"}, &Loader::goods},
      {"nearby.tsv", embedded::nearby, {"sign", "weight"}, &Loader::nearby}};
  return all;
}

// The words of a name by which a person may be called alone: the last; with "al", "bin", "van" before it that too.
std::vector<std::string> surnames(std::string_view name) {
  const std::string key = fold(name);
  const std::size_t blank = key.rfind(' ');
  if (blank == std::string::npos) return {};
  return {key.substr(blank + 1)};
}

}  // namespace

std::optional<Day> read_day(std::string_view text) {
  int parts[3] = {0, 0, 0};
  constexpr std::array<std::pair<std::size_t, std::size_t>, 3> at{{{0, 4}, {5, 2}, {8, 2}}};
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (std::size_t i = 0; i < 3; ++i) {
    const char* first = text.data() + at[i].first;
    const auto [end, error] = std::from_chars(first, first + at[i].second, parts[i]);
    if (error != std::errc() || end != first + at[i].second) return std::nullopt;
  }
  const std::chrono::year_month_day day{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  return day.ok() ? std::optional<Day>(day) : std::nullopt;
}

std::string print(Day day) {
  const std::chrono::year_month_day d(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                static_cast<unsigned>(d.day()));
  return text;
}

std::string print(const DataFault& fault) {
  return fault.file + (fault.line ? ":" + std::to_string(fault.line) : "") + ": " + fault.message;
}

void Knowledge::Inside::read(const std::vector<std::pair<std::string, std::string_view>>& given,
                             std::vector<DataFault>& found) {
  Loader loader(*this, found);
  for (const File& file : files()) {
    for (const auto& [name, text] : given) {
      if (std::filesystem::path(name).filename() != file.name) continue;
      (loader.*file.read)(read_table(text, name, file.columns, found));
    }
  }
}

void Knowledge::Inside::index() {
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    return std::tie(a.country, a.office, a.from, a.person) < std::tie(b.country, b.office, b.from, b.person);
  });
  terms.erase(std::unique(terms.begin(), terms.end(),
                          [](const Term& a, const Term& b) {
                            return std::tie(a.country, a.office, a.from, a.person) ==
                                   std::tie(b.country, b.office, b.from, b.person);
                          }),
              terms.end());
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const Term& term = terms[i];
    terms_of[term.person].push_back(i);
    offices[term.country + '\t' + term.office].push_back(i);
    if (!term.rank.empty() && term.rank != term.office) offices[term.country + '\t' + term.rank].push_back(i);
    Actor& person = actors[by_id.at(term.person)];
    if (!person.sector.empty()) continue;
    const auto role = roles.find(fold(term.office));
    const auto home = by_id.find(term.country);
    person.sector = role != roles.end() ? role->second.sector : "GOV";
    if (home == by_id.end()) continue;
    const Actor& of = actors[home->second];
    person.country = of.country;
    if (of.kind != "state") person.sector = of.sector;
  }
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    Actor& actor = actors[i];
    if (actor.code.empty()) actor.code = actor.country == actor.sector ? actor.country : actor.country + actor.sector;
    const auto add = [&](const std::string& name, Use use) {
      const std::string key = fold(name);
      if (key.empty()) return;
      std::vector<Named>& list = names[key];
      // One written in two ways holds in the freer: "ECOWAS" and "Ecowas".
      const auto same = std::find_if(list.begin(), list.end(), [&](const Named& n) { return n.actor == i; });
      if (same != list.end()) {
        same->written = std::min(same->written, case_of(name));
        return;
      }
      list.push_back({i, use, case_of(name)});
      std::size_t& most = longest[key.substr(0, key.find(' '))];
      most = std::max(most, 1 + static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')));
      if (actor.kind != "person") return;
      for (const std::string& surname : surnames(name)) {
        std::vector<std::uint32_t>& people = by_surname[surname];
        if (std::find(people.begin(), people.end(), i) == people.end()) people.push_back(i);
      }
    };
    add(actor.name, Use::Name);
    for (const std::string& name : actor.also) add(name, Use::Name);
    for (const std::string& name : actor.people) add(name, Use::People);
    for (const std::string& name : actor.seat) add(name, Use::Seat);
  }
  for (std::uint32_t i = 0; i < goods.size(); ++i) {
    goods_by_name[fold(goods[i].name)] = i;
    for (const std::string& name : goods[i].also) goods_by_name[fold(name)] = i;
  }
}

std::vector<Town> Knowledge::Inside::towns(std::string_view key) const {
  // The file is sorted by its first cell. Look for the first line that is not before the key.
  std::size_t low = 0, high = places.size();
  const auto line_start = [&](std::size_t at) {
    const std::size_t end = at == 0 ? std::string_view::npos : places.rfind('\n', at - 1);
    return end == std::string_view::npos ? 0 : end + 1;
  };
  const auto before = [&](std::size_t at) {
    if (places[at] == '#') return true;
    return places.substr(at, places.find('\t', at) - at) < key;
  };
  while (low < high) {
    const std::size_t middle = line_start(low + (high - low) / 2);
    if (before(middle)) {
      const std::size_t end = places.find('\n', middle);
      low = end == std::string_view::npos ? places.size() : end + 1;
    } else {
      high = middle;
    }
  }
  std::vector<Town> found;
  for (std::size_t at = low; at < places.size();) {
    const std::size_t end = std::min(places.find('\n', at), places.size());
    std::array<std::string_view, 7> cells;
    std::string_view line = places.substr(at, end - at);
    for (std::string_view& cell : cells) {
      const std::size_t tab = std::min(line.find('\t'), line.size());
      cell = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    if (cells[0] != key) break;
    found.push_back({cells[1], cells[2], cells[3], number(cells[4]).value_or(0), number(cells[5]).value_or(0),
                     static_cast<long>(number(cells[6]).value_or(0))});
    at = end + 1;
  }
  return found;
}

Knowledge::Knowledge(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Knowledge::Knowledge(Knowledge&&) noexcept = default;
Knowledge& Knowledge::operator=(Knowledge&&) noexcept = default;
Knowledge::~Knowledge() = default;

namespace {

void read_built_in(Knowledge::Inside& inside, std::vector<DataFault>& faults) {
  std::vector<std::pair<std::string, std::string_view>> all;
  for (const File& file : files()) all.emplace_back(file.name, file.text);
  inside.places = embedded::places;
  inside.read(all, faults);
}

}  // namespace

const Knowledge& Knowledge::built_in() {
  static const Knowledge knowledge = [] {
    auto inside = std::make_unique<Inside>();
    read_built_in(*inside, inside->faults);
    inside->index();
    return Knowledge(std::move(inside));
  }();
  return knowledge;
}

Knowledge::Opened Knowledge::open(const std::string& folder) {
  namespace fs = std::filesystem;
  Opened opened;
  const fs::path at = fs::path(folder) / "actors";
  std::error_code error;
  if (!fs::is_directory(at, error)) {
    opened.faults.push_back({at.string(), 0, "is no folder; data files stand in DIR/actors, as in data/actors"});
    return opened;
  }
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& entry : fs::directory_iterator(at, error)) {
    if (entry.path().extension() != ".tsv") continue;
    const std::string name = entry.path().filename().string();
    if (std::none_of(files().begin(), files().end(), [&](const File& f) { return f.name == name; })) {
      opened.faults.push_back({entry.path().string(), 0, "is none of the files that are known; see data/actors/README.md"});
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) opened.faults.push_back({entry.path().string(), 0, "cannot be read"});
    texts.emplace_back(entry.path().string(), std::move(text).str());
  }
  std::sort(texts.begin(), texts.end());
  auto inside = std::make_unique<Inside>();
  read_built_in(*inside, opened.faults);
  std::vector<std::pair<std::string, std::string_view>> views(texts.begin(), texts.end());
  inside->read(views, opened.faults);
  if (!opened.faults.empty()) return opened;
  inside->index();
  opened.knowledge = Knowledge(std::move(inside));
  return opened;
}

const Actor* Knowledge::find(std::string_view id) const {
  const auto at = inside_->by_id.find(id);
  return at == inside_->by_id.end() ? nullptr : &inside_->actors[at->second];
}

std::vector<const Actor*> Knowledge::search(std::string_view text) const {
  const std::string key = fold(text);
  std::vector<std::pair<int, const Actor*>> found;
  for (const Actor& actor : inside_->actors) {
    int best = 4;
    const auto look = [&](const std::string& name) {
      const std::string folded = fold(name);
      if (folded == key) best = std::min(best, 0);
      if (folded.starts_with(key)) best = std::min(best, 1);
      if (folded.find(' ' + key) != std::string::npos) best = std::min(best, 2);
    };
    look(actor.id);
    look(actor.name);
    for (const auto* list : {&actor.also, &actor.people, &actor.seat}) {
      for (const std::string& name : *list) look(name);
    }
    if (best < 4) found.emplace_back(best, &actor);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Actor*> all;
  for (const auto& [rank, actor] : found) all.push_back(actor);
  return all;
}

std::span<const Actor> Knowledge::actors() const { return inside_->actors; }
std::span<const Term> Knowledge::terms() const { return inside_->terms; }
std::span<const Good> Knowledge::goods() const { return inside_->goods; }

const Good* Knowledge::good(std::string_view id) const {
  const auto at = std::find_if(inside_->goods.begin(), inside_->goods.end(), [&](const Good& g) { return g.id == id; });
  return at == inside_->goods.end() ? nullptr : &*at;
}

std::vector<Term> Knowledge::terms_of(std::string_view person) const {
  std::vector<Term> all;
  if (const auto at = inside_->terms_of.find(person); at != inside_->terms_of.end()) {
    for (const std::uint32_t i : at->second) all.push_back(inside_->terms[i]);
  }
  std::stable_sort(all.begin(), all.end(), [](const Term& a, const Term& b) { return a.from < b.from; });
  return all;
}

std::vector<Term> Knowledge::holders(std::string_view country, std::string_view office, Day day) const {
  std::vector<Term> all;
  const auto at = inside_->offices.find(std::string(country) + '\t' + std::string(office));
  if (at == inside_->offices.end()) return all;
  for (const std::uint32_t i : at->second) {
    if (inside_->terms[i].holds(day)) all.push_back(inside_->terms[i]);
  }
  return all;
}

std::vector<Knowledge::Doubt> Knowledge::check() const {
  using std::chrono::days;
  constexpr days longest_gap{45};  // a vacancy shorter than this is usual between two ministers
  std::vector<Doubt> doubts;
  for (const DataFault& fault : inside_->faults) doubts.push_back({"built-in " + fault.file, print(fault)});
  for (const Actor& actor : inside_->actors) {
    if (!one_of(actor.country, stateless) && !find(actor.country)) {
      doubts.push_back({actor.id, "its country " + actor.country + " is in no file"});
    }
  }
  for (const Good& good : inside_->goods) {
    if (!good.maker.empty() && !find(good.maker)) doubts.push_back({good.id, "its maker " + good.maker + " is in no file"});
    if (!good.supplier.empty() && !find(good.supplier))
      doubts.push_back({good.id, "its supplier " + good.supplier + " is in no file"});
  }
  for (std::size_t i = 0; i < inside_->terms.size(); ++i) {
    const Term& a = inside_->terms[i];
    if (!find(a.country)) doubts.push_back({a.person, "holds an office in " + a.country + ", which is in no file"});
    if (i + 1 == inside_->terms.size()) break;
    const Term& b = inside_->terms[i + 1];
    if (a.country != b.country || a.office != b.office) continue;
    const std::string office = a.country + " " + a.office;
    if (!a.until || b.from < *a.until) {
      doubts.push_back({office, a.person + " is there until " + (a.until ? print(*a.until) : "today") + ", but " + b.person +
                                    " from " + print(b.from)});
    } else if (b.from - *a.until > longest_gap) {
      doubts.push_back(
          {office,
           "nobody between " + a.person + ", until " + print(*a.until) + ", and " + b.person + ", from " + print(b.from),
           false});
    }
  }
  return doubts;
}

}  // namespace dragoman
