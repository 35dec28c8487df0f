#include "merging.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "incidents/cell.h"
#include "incidents/copies.h"
#include "inside.h"

namespace dragoman::store {
namespace {

using Json = nlohmann::json;
using Number = std::int64_t;  // an event's
using Numbers = std::vector<Number>;

struct Tied {
  Number other;
  int points;
};

// What an event is known by once it has been merged.
struct Trace {
  std::string id, report;
  Features features;
};

// A table out of a parameter, a JSON list of lists; a cell of it is CAST(value ->> 0 AS BIGINT).
std::string rows(const Database& database, const char* parameter) {
  return database.dialect() == Dialect::Sqlite ? "json_each(" + std::string(parameter) + ")"
                                               : "json_array_elements(CAST(" + std::string(parameter) + " AS JSON))";
}
std::string among_numbers(const Database& database) {
  return " IN (SELECT CAST(value ->> 0 AS BIGINT) FROM " + rows(database, "$1") + ")";
}
std::string among_words(const Database& database) { return " IN (SELECT value ->> 0 FROM " + rows(database, "$1") + ")"; }

template <typename List>
std::string rows_json(const List& list) {
  Json json = Json::array();
  for (const auto& one : list) json.push_back(Json::array({one}));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string places_json(const std::vector<std::uint64_t>& places) {
  std::string json = "[";
  for (std::uint64_t place : places)
    json += (json.size() > 1 ? ",[" : "[") + std::to_string(static_cast<std::int64_t>(place)) + "]";
  return json + "]";
}

std::string pack(const Sketch& sketch) {
  std::string words;
  for (std::uint32_t place : sketch) words += std::to_string(place) + " ";
  return words;
}

Sketch unpack_sketch(const std::string& words) {
  Sketch sketch{};
  const char* at = words.c_str();
  for (std::uint32_t& place : sketch) {
    char* end = nullptr;
    place = static_cast<std::uint32_t>(std::strtoul(at, &end, 10));
    at = end;
  }
  return sketch;
}

ToldEvent told_event(const std::string& record) {
  Record read;
  if (const std::string wrong = read_record(record, read); !wrong.empty())
    throw Fault("an event is damaged (" + wrong + "); put a copy in its place");
  return std::move(read.event);
}

class Merger {
 public:
  explicit Merger(Database& database) : database_(database) {}

  void run(const Touched& touched) {
    decisions_ = standing_decisions(database_);
    for (const std::string& report : touched.reports) compare_report(report);
    for (const Number number : going_) take_out(number);
    for (Coming& one : coming_) put_in(one);
    know_decisions(touched.decisions);
    for (const auto& [a, b] : touched.decisions) {
      for (const std::string& id : {a, b}) {
        if (const auto at = numbers_.find(id); at != numbers_.end()) seeds_.insert(at->second), fresh_.insert(at->second);
      }
    }
    // What was grouped with them before, and what is grouped with that now.
    judged_ = &touched.decisions;
    std::set<Number> affected;
    for (const Number seed : seeds_) {
      if (!came_.contains(seed)) affected.insert(cell(seed).begin(), cell(seed).end());
    }
    judged_ = nullptr;
    cells_.clear();
    cell_of_.clear();
    for (auto& big : big_) big.clear();
    write_links();
    affected.insert(came_.begin(), came_.end());
    group_anew(affected);
    database_.run("DELETE FROM unmerged WHERE report" + among_words(database_), values(rows_json(touched.reports)));
  }

 private:
  struct Coming {
    Number number = 0;
    std::string stamp;
    Trace trace;
  };

  // ---- What goes and what comes ----

  // Holds the events that are merged against those that stand now.
  void compare_report(const std::string& id) {
    std::map<Number, std::string> merged;
    database_.each("SELECT event, stamp FROM trace WHERE report = $1", values(id), [&](Row row) {
      merged.emplace(integer(row[0]), text(row[1]));
      return true;
    });
    ToldReport report{.id = id};
    std::vector<std::pair<Number, std::string>> records;
    database_.each("SELECT number, source, published, text FROM report WHERE id = $1 AND current = 1", values(id),
                   [&](Row row) {
                     report.publisher = maybe_text(row[1]).value_or("");
                     report.published = parse_day(maybe_text(row[2]).value_or(""));
                     report.text = text(row[3]);
                     return false;
                   });
    database_.each(
        "SELECT event.number, event.record FROM report JOIN event ON event.report = report.number WHERE report.id = $1 AND "
        "report.current = 1 AND event.live = 1 ORDER BY event.number",
        values(id), [&](Row row) {
          records.emplace_back(integer(row[0]), text(row[1]));
          return true;
        });
    const std::vector<Sentence> sentences = records.empty() ? std::vector<Sentence>{} : split_sentences(report.text);
    bool is_new = false;
    for (const auto& [number, record] : records) {
      std::string stamp = hash_of(record + '\n' + report.publisher).substr(0, 16);
      const auto at = merged.find(number);
      const bool same = at != merged.end() && at->second == stamp;
      if (same) merged.erase(at);
      if (same) continue;
      const ToldEvent event = told_event(record);
      coming_.push_back(
          {number, std::move(stamp), {event.id, id, features(event, report, sentence_of(event, report, sentences))}});
      came_.insert(number);
      fresh_.insert(number);
      is_new = true;
    }
    for (const auto& [number, stamp] : merged) going_.push_back(number);
    if (records.empty()) database_.run("DELETE FROM sketch WHERE report = $1", values(id));
    if (is_new && !report.text.empty()) {
      database_.run("INSERT INTO sketch VALUES ($1, $2) ON CONFLICT (report) DO UPDATE SET words = excluded.words",
                    values(id, pack(sketch(report.text))));
    }
  }

  void take_out(Number number) {
    const Trace& gone = trace(number);
    fetch_near({number});
    Numbers others;
    for (const Tied& near : near_[number]) {
      others.push_back(near.other);
      if (near.points >= levels[0]) seeds_.insert(near.other);
    }
    for (const Decision& d : decisions_) {
      if (d.event == gone.id) lost_.insert(d.other);
      if (d.other == gone.id) lost_.insert(d.event);
    }
    database_.each("SELECT incident FROM incident_event WHERE event = $1", values(number), [&](Row row) {
      broken_.insert(text(row[0]));
      return false;
    });
    database_.run("DELETE FROM likeness WHERE event" + among_numbers(database_) + " AND other = $2",
                  values(rows_json(others), number));
    database_.run("DELETE FROM likeness WHERE event = $1", values(number));
    database_.run("DELETE FROM trail WHERE place" + among_numbers(database_) + " AND event = $2",
                  values(places_json(places_of(gone.features)), number));
    database_.run("DELETE FROM trace WHERE event = $1", values(number));
    near_.erase(number);
    traces_.erase(number);
    seeds_.erase(number);
    for (const Number other : others) near_.erase(other);
  }

  // Compares an event with those nearby. The links are kept back until it is known what was grouped without them.
  void put_in(Coming& one) {
    const Features& f = one.trace.features;
    Numbers near;
    database_.each("SELECT DISTINCT event FROM trail WHERE place" + among_numbers(database_),
                   values(places_json(places_near(f))), [&](Row row) {
                     near.push_back(integer(row[0]));
                     return true;
                   });
    fetch_traces(near);
    for (const Number other : near) {
      const auto points = compare(f, traces_.at(other).features);
      if (!points || total(*points) < linked) continue;
      links_.push_back({one.number, other, total(*points)});
      if (total(*points) >= levels[0]) seeds_.insert(other);
    }
    database_.run("INSERT INTO trail SELECT CAST(value ->> 0 AS BIGINT), CAST($1 AS BIGINT) FROM " + rows(database_, "$2"),
                  values(one.number, places_json(places_of(f))));
    database_.run("INSERT INTO trace VALUES ($1, $2, $3, $4, $5)",
                  values(one.number, one.trace.id, one.trace.report, one.stamp, dragoman::pack(f)));
    traces_.insert_or_assign(one.number, std::move(one.trace));
  }

  void write_links() {
    Json all = Json::array();
    for (const auto& [a, b, points] : links_) {
      all.push_back({a, b, points});
      all.push_back({b, a, points});
      near_.erase(a);
      near_.erase(b);
    }
    database_.run("INSERT INTO likeness SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS "
                  "BIGINT) FROM " + rows(database_, "$1"),
                  values(all.dump()));
  }

  // ---- Decisions ----

  // Those between events that are merged, by their numbers.
  void know_decisions(const std::set<std::pair<std::string, std::string>>& judged) {
    std::set<std::string> ids = lost_;
    for (const auto& [a, b] : judged) ids.insert(a), ids.insert(b);
    for (const Decision& d : decisions_) ids.insert(d.event), ids.insert(d.other);
    if (ids.empty()) return;
    database_.each("SELECT event.id, event.number FROM event JOIN trace ON trace.event = event.number WHERE event.id" +
                       among_words(database_),
                   values(rows_json(ids)), [&](Row row) {
                     numbers_[text(row[0])] = integer(row[1]);
                     return true;
                   });
    for (const std::string& id : lost_) {
      if (const auto at = numbers_.find(id); at != numbers_.end()) seeds_.insert(at->second);
    }
    for (const Decision& d : decisions_) {
      const auto a = numbers_.find(d.event), b = numbers_.find(d.other);
      if (a == numbers_.end() || b == numbers_.end()) continue;
      decided_[a->second][d.other] = {b->second, &d};
      decided_[b->second][d.event] = {a->second, &d};
      if (came_.contains(a->second)) seeds_.insert(b->second), fresh_.insert(b->second);
      if (came_.contains(b->second)) seeds_.insert(a->second), fresh_.insert(a->second);
    }
  }

  // ---- Cells ----

  template <typename Take>
  void each_tied(Number number, int points, Take take) {
    for (const Tied& near : near_[number]) {
      if (near.points >= points) take(near.other);
    }
    const auto decided = decided_.find(number);
    if (decided == decided_.end()) return;
    for (const auto& [id, by] : decided->second) {
      const auto& [other, decision] = by;
      const bool held_back = judged_ && (came_.contains(other) ||
                                         judged_->contains(std::minmax(decision->event, decision->other)));
      if (decision->verdict == Verdict::One && !held_back) take(other);
    }
  }

  // What is tied together at a level; where that is a crowd, no more of it than shows so.
  Numbers component(Number start, std::size_t level) {
    const std::size_t most = level + 1 < levels.size() ? crowd : std::numeric_limits<std::size_t>::max();
    std::unordered_set<Number> seen{start};
    Numbers members{start};
    for (std::size_t from = 0; from < members.size() && members.size() <= most;) {
      const Numbers ring(members.begin() + static_cast<std::ptrdiff_t>(from), members.end());
      from = members.size();
      fetch_near(ring);
      for (const Number number : ring) {
        each_tied(number, levels[level], [&](Number other) {
          if (seen.insert(other).second) members.push_back(other);
        });
      }
    }
    return members;
  }

  const Numbers& cell(Number number) {
    if (const auto known = cell_of_.find(number); known != cell_of_.end()) return cells_[known->second];
    for (std::size_t level = 0;; ++level) {
      const bool last = level + 1 == levels.size();
      if (!last && big_[level].contains(number)) continue;
      Numbers members = component(number, level);
      if (!last && members.size() > crowd) {
        big_[level].insert(members.begin(), members.end());
        continue;
      }
      for (const Number member : members) cell_of_[member] = cells_.size();
      return cells_.emplace_back(std::move(members));
    }
  }

  // ---- Groups ----

  void group_anew(const std::set<Number>& affected) {
    database_.each("SELECT event, incident FROM incident_event WHERE event" + among_numbers(database_),
                   values(rows_json(affected)), [&](Row row) {
                     incident_of_[integer(row[0])] = text(row[1]);
                     ++size_of_[text(row[1])];
                     return true;
                   });
    std::unordered_set<std::size_t> done;
    std::vector<Numbers> changed;
    for (const Number number : affected) {
      cell(number);
      const std::size_t at = cell_of_.at(number);
      if (!done.insert(at).second) continue;
      for (Numbers& group : groups_of(Numbers(cells_[at]))) {
        if (!is_kept(group)) changed.push_back(std::move(group));
      }
    }
    for (const Numbers& group : changed) {
      for (const Number number : group) {
        if (const auto at = incident_of_.find(number); at != incident_of_.end()) broken_.insert(at->second);
      }
    }
    for (const char* sql : {"DELETE FROM incident_event WHERE incident", "DELETE FROM merge WHERE incident",
                            "DELETE FROM incident WHERE id"})
      database_.run(sql + among_words(database_), values(rows_json(broken_)));
    for (const Numbers& group : changed) write(group);
  }

  // Whether it is an incident already that nothing has happened to.
  bool is_kept(const Numbers& group) const {
    const auto first = incident_of_.find(group.front());
    if (first == incident_of_.end() || broken_.contains(first->second) || size_of_.at(first->second) != group.size())
      return false;
    return std::none_of(group.begin(), group.end(), [&](Number number) {
      const auto at = incident_of_.find(number);
      return fresh_.contains(number) || at == incident_of_.end() || at->second != first->second;
    });
  }

  // A cell's groups, all in order.
  std::vector<Numbers> groups_of(Numbers members) {
    fetch_traces(members);
    fetch_near(members);
    const auto key = [&](Number number) {
      const Trace& t = traces_.at(number);
      return std::tuple<int, const std::string&, std::size_t, const std::string&>(t.features.published, t.report,
                                                                                  t.features.start, t.id);
    };
    std::sort(members.begin(), members.end(), [&](Number a, Number b) { return key(a) < key(b); });
    const auto place = places_in(members);
    std::vector<Link> links;
    std::vector<std::pair<std::size_t, std::size_t>> joined, parted;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (const Tied& near : near_[members[i]]) {
        const auto other = place.find(near.other);
        if (other != place.end() && i < other->second) links.push_back({i, other->second, near.points});
      }
      const auto decided = decided_.find(members[i]);
      if (decided == decided_.end()) continue;
      for (const auto& [id, by] : decided->second) {
        const auto other = place.find(by.first);
        if (other == place.end() || other->second < i) continue;
        (by.second->verdict == Verdict::One ? joined : parted).emplace_back(i, other->second);
      }
    }
    std::vector<Numbers> out;
    for (const std::vector<std::size_t>& group : group_cell(members.size(), links, joined, parted).groups) {
      Numbers& own = out.emplace_back();
      for (const std::size_t member : group) own.push_back(members[member]);
    }
    return out;
  }

  static std::unordered_map<Number, std::size_t> places_in(const Numbers& list) {
    std::unordered_map<Number, std::size_t> place;
    for (std::size_t i = 0; i < list.size(); ++i) place[list[i]] = i;
    return place;
  }

  // ---- Incidents ----

  void write(const Numbers& group) {
    const auto place = places_in(group);
    std::vector<ToldEvent> told(group.size());
    std::map<std::string, ToldReport> reports;
    database_.each("SELECT event.number, event.record, report.id, report.source, report.published FROM event JOIN report ON "
                   "report.number = event.report WHERE event.number" +
                       among_numbers(database_),
                   values(rows_json(group)), [&](Row row) {
                     told[place.at(integer(row[0]))] = told_event(text(row[1]));
                     ToldReport& report = reports[text(row[2])];
                     report.id = text(row[2]);
                     report.publisher = maybe_text(row[3]).value_or("");
                     report.published = parse_day(maybe_text(row[4]).value_or(""));
                     return true;
                   });
    std::vector<Grouped> members;
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Trace& t = traces_.at(group[i]);
      Grouped one{{&reports.at(t.report), &told[i], &t.features}, {}, {}};
      for (const Tied& near : near_[group[i]]) {
        if (const auto at = place.find(near.other); at != place.end()) one.near.emplace_back(at->second, near.points);
      }
      if (const auto decided = decided_.find(group[i]); decided != decided_.end()) {
        for (const auto& [id, by] : decided->second) {
          if (const auto at = place.find(by.first); at != place.end()) one.decided.emplace_back(at->second, by.second);
        }
      }
      members.push_back(std::move(one));
    }
    write(tell(members, sources(reports)), group);
  }

  void write(Incident incident, const Numbers& group) {
    const std::vector<Merge> merges = std::exchange(incident.merges, {});
    database_.run("INSERT INTO incident VALUES ($1, $2, $3, $4)",
                  values(incident.id, incident.when ? to_string(incident.when->first) : std::string(), incident.goldstein,
                         to_json(incident)));
    database_.run("INSERT INTO incident_event SELECT CAST(value ->> 0 AS BIGINT), CAST($1 AS TEXT) FROM " + rows(database_, "$2"),
                  values(incident.id, rows_json(group)));
    for (const Merge& merge : merges) {
      database_.run("INSERT INTO merge VALUES ($1, $2, $3, $4)", values(incident.id, merge.into, merge.event, to_json(merge)));
    }
  }

  std::size_t sources(const std::map<std::string, ToldReport>& reports) {
    std::vector<std::string_view> publishers;
    std::vector<std::pair<std::size_t, std::size_t>> copies;
    std::vector<std::pair<const Sketch*, std::optional<Day>>> sketched;
    std::vector<std::string> ids;
    for (const auto& [id, report] : reports) ids.push_back(id);
    if (ids.size() > 1) fetch_sketches(ids);
    for (const auto& [id, report] : reports) {
      const auto found = sketches_.find(id);
      publishers.push_back(report.publisher);
      sketched.emplace_back(found == sketches_.end() ? nullptr : &found->second, report.published);
    }
    for (std::size_t i = 0; i < sketched.size(); ++i) {
      for (std::size_t j = i + 1; j < sketched.size(); ++j) {
        if (!sketched[i].first || !sketched[j].first) continue;
        if (are_copies(*sketched[i].first, sketched[i].second, *sketched[j].first, sketched[j].second))
          copies.emplace_back(i, j);
      }
    }
    return count_sources(publishers, copies);
  }

  // ---- From the tables, each thing once ----

  template <typename Key, typename Map>
  static std::vector<Key> missing(const std::vector<Key>& wanted, const Map& known) {
    std::vector<Key> list;
    for (const Key& key : wanted) {
      if (!known.contains(key)) list.push_back(key);
    }
    return list;
  }

  void fetch_traces(const Numbers& wanted) {
    const Numbers list = missing(wanted, traces_);
    if (list.empty()) return;
    database_.each("SELECT event, id, report, features FROM trace WHERE event" + among_numbers(database_),
                   values(rows_json(list)), [&](Row row) {
                     traces_[integer(row[0])] = {text(row[1]), text(row[2]), unpack(std::get<std::string>(row[3]))};
                     return true;
                   });
  }
  const Trace& trace(Number number) {
    fetch_traces({number});
    return traces_.at(number);
  }

  void fetch_near(const Numbers& wanted) {
    const Numbers list = missing(wanted, near_);
    if (list.empty()) return;
    for (const Number number : list) near_[number];
    database_.each("SELECT event, other, points FROM likeness WHERE event" + among_numbers(database_), values(rows_json(list)),
                   [&](Row row) {
                     near_[integer(row[0])].push_back({integer(row[1]), static_cast<int>(integer(row[2]))});
                     return true;
                   });
  }

  void fetch_sketches(const std::vector<std::string>& wanted) {
    const std::vector<std::string> list = missing(wanted, sketches_);
    if (list.empty()) return;
    database_.each("SELECT report, words FROM sketch WHERE report" + among_words(database_), values(rows_json(list)),
                   [&](Row row) {
                     sketches_[text(row[0])] = unpack_sketch(text(row[1]));
                     return true;
                   });
  }

  struct NewLink {
    Number a, b;
    int points;
  };

  Database& database_;
  std::vector<Decision> decisions_;
  Numbers going_;
  std::vector<Coming> coming_;
  std::unordered_set<Number> came_;   // numbers of `coming_`
  std::unordered_set<Number> fresh_;  // those whose incident must be told anew
  std::set<Number> seeds_;            // whose cells change
  std::set<std::string> lost_;        // events that were judged together with one that goes
  std::set<std::string> broken_;      // incidents
  std::vector<NewLink> links_;

  std::unordered_map<std::string, Number> numbers_;  // of events on which a person has decided
  std::unordered_map<Number, std::map<std::string, std::pair<Number, const Decision*>>> decided_;
  const std::set<std::pair<std::string, std::string>>* judged_ = nullptr;  // decisions not to be seen, nor what comes

  std::unordered_map<Number, Trace> traces_;
  std::unordered_map<Number, std::vector<Tied>> near_;
  std::unordered_map<std::string, Sketch> sketches_;
  std::unordered_map<Number, std::string> incident_of_;
  std::unordered_map<std::string, std::size_t> size_of_;

  std::vector<Numbers> cells_;
  std::unordered_map<Number, std::size_t> cell_of_;
  std::array<std::unordered_set<Number>, levels.size()> big_;  // in a crowd at that level
};

}  // namespace

void merge(Database& database, const Touched& touched) {
  if (!touched.reports.empty() || !touched.decisions.empty()) Merger(database).run(touched);
}

bool is_level(Database& database) { return unmerged(database, 1).empty(); }

std::set<std::string> unmerged(Database& database, std::size_t most) {
  std::set<std::string> reports;
  database.each("SELECT report FROM unmerged ORDER BY report LIMIT " + std::to_string(most), {}, [&](Row row) {
    reports.insert(text(row[0]));
    return true;
  });
  return reports;
}

std::vector<Incident> kept_incidents(Database& database) {
  std::unordered_map<std::string, Merge> merges;  // by the event that joins
  database.each("SELECT second, reason FROM merge", {}, [&](Row row) {
    merges[text(row[0])] = read_merge(text(row[1]));
    return true;
  });
  std::vector<Incident> all;
  database.each("SELECT summary, goldstein FROM incident", {}, [&](Row row) {
    Incident& incident = all.emplace_back(read_incident(text(row[0])));
    if (!is_null(row[1])) incident.goldstein = real(row[1]);
    for (std::size_t i = 1; i < incident.events.size(); ++i) incident.merges.push_back(std::move(merges[incident.events[i]]));
    return true;
  });
  sort_incidents(all);
  return all;
}

std::vector<Decision> standing_decisions(Database& database) {
  std::map<std::string, std::optional<Decision>> words;
  database.each(
      "SELECT target, verb, person, time, reason FROM correction WHERE object = 'merge' ORDER BY correction.time, number", {},
      [&](Row row) {
        const std::string target = text(row[0]), verb = text(row[1]);
        const std::size_t gap = target.find(' ');
        if (gap == std::string::npos) return true;
        std::optional<Decision>& last = words[target];
        last.reset();
        if (verb == "accept" || verb == "reject") {
          last = Decision{target.substr(0, gap),
                          target.substr(gap + 1),
                          verb == "accept" ? Verdict::One : Verdict::Two,
                          text(row[2]),
                          text(row[3]),
                          text(row[4])};
        }
        return true;
      });
  std::vector<Decision> decisions;
  for (auto& [target, last] : words) {
    if (last) decisions.push_back(std::move(*last));
  }
  return decisions;
}

}  // namespace dragoman::store
