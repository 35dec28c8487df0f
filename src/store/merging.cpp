#include "merging.h"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "bundle.h"
#include "incidents/cell.h"
#include "incidents/copies.h"
#include "inside.h"
#include "ties.h"

namespace dragoman::store {
namespace {

using Json = nlohmann::ordered_json;

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

// An event that is merged.
struct Traced {
  Number number = 0, mould = 0;
  std::string id, report;
  Features features;
};

class Merger {
 public:
  explicit Merger(Database& database) : database_(database), ties_(database), decisions_(standing_decisions(database)) {}

  void run(const Touched& touched, const std::optional<std::string>& now) {
    read_changes(touched.reports);
    for (const Traced& one : going_) ties_.drop(one.mould);
    for (Coming& one : coming_) one.event.mould = ties_.add(one.event.features);
    write_traces();
    group_anew(ties_.settle(apply_decisions(touched.decisions)), now);
    run_among(database_, "DELETE FROM unmerged WHERE report", touched.reports);
  }

  // The first event of the crowd's incident that an event stands in.
  std::optional<std::string> crowd_of(const std::string& event) {
    std::optional<Number> component;
    database_.each(
        "SELECT crowd.component FROM event JOIN trace ON trace.event = event.number LEFT JOIN tie ON tie.mould = "
        "trace.mould AND tie.level = $1 JOIN crowd ON crowd.component = COALESCE(tie.component, trace.mould) WHERE "
        "event.id = $2 AND event.live = 1",
        values(levels.size() - 1, event), [&](Row row) {
          component = integer(row[0]);
          return false;
        });
    if (!component) return std::nullopt;
    find_decided({});
    const std::vector<Traced> events = events_of(ties_.members_of_crowd(*component));
    for (const Group& group : groups_of(events)) {
      if (std::any_of(group.begin(), group.end(), [&](const Traced* one) { return one->id == event; }))
        return group.front()->id;
    }
    return std::nullopt;
  }

  // Those that are put together when they are read: of crowds.
  std::vector<Incident> crowds() {
    find_decided({});
    Numbers components;
    database_.each("SELECT component FROM crowd ORDER BY component", {}, [&](Row row) {
      components.push_back(integer(row[0]));
      return true;
    });
    std::vector<Incident> all;
    for (const Number component : components) {
      const std::vector<Traced> events = events_of(ties_.members_of_crowd(component));
      for (Incident& incident : tell_all(groups_of(events))) all.push_back(std::move(incident));
    }
    return all;
  }

 private:
  struct Coming {
    Traced event;
    std::string stamp;
  };
  using Group = std::vector<const Traced*>;

  // ---- What goes and what comes ----

  // Holds the events that are merged against those that stand now.
  void read_changes(const std::set<std::string>& ids) {
    std::map<Number, std::pair<Traced, std::string>> merged;  // with their stamps
    each_among(database_, "SELECT event, mould, id, report, stamp FROM trace WHERE report", ids, [&](Row row) {
      merged[integer(row[0])] = {{integer(row[0]), integer(row[1]), text(row[2]), text(row[3]), {}}, text(row[4])};
      return true;
    });
    std::map<std::string, ToldReport> reports;
    each_among(database_, "SELECT id, source, published, text FROM report WHERE current = 1 AND id", ids, [&](Row row) {
      reports[text(row[0])] = {
          text(row[0]), maybe_text(row[1]).value_or(""), parse_day(maybe_text(row[2]).value_or("")), text(row[3]), {}};
      return true;
    });
    std::map<std::string, std::vector<std::pair<Number, std::string>>> records;
    each_among(database_,
               "SELECT report.id, event.number, event.record FROM report JOIN event ON event.report = report.number WHERE "
               "report.current = 1 AND event.live = 1 AND report.id",
               ids, [&](Row row) {
                 records[text(row[0])].emplace_back(integer(row[1]), text(row[2]));
                 return true;
               });
    Bundle sketches;
    std::vector<std::string> bare;
    for (const std::string& id : ids) {
      if (!records.contains(id)) bare.push_back(id);
    }
    for (const auto& [id, list] : records) {
      const ToldReport& report = reports.at(id);
      std::optional<std::vector<Sentence>> sentences;
      for (const auto& [number, record] : list) {
        std::string stamp = hash_of(record + '\n' + report.publisher).substr(0, 16);
        const auto at = merged.find(number);
        if (at != merged.end() && at->second.second == stamp) {
          merged.erase(at);
          continue;
        }
        if (!sentences) sentences = split_sentences(report.text);
        const ToldEvent event = told_event(record);
        coming_.push_back(
            {{number, 0, event.id, id, features(event, report, sentence_of(event, report, *sentences))}, std::move(stamp)});
        came_.insert(number);
      }
      if (sentences && !report.text.empty()) sketches.add(id, pack(sketch(report.text)));
    }
    for (auto& [number, gone] : merged) going_.push_back(std::move(gone.first));
    run_among(database_, "DELETE FROM sketch WHERE report", bare);
    insert_all(database_, "sketch", "tt", sketches, "ON CONFLICT (report) DO UPDATE SET words = excluded.words");
  }

  void write_traces() {
    Numbers gone;
    for (const Traced& one : going_) gone.push_back(one.number);
    run_among(database_, "DELETE FROM trace WHERE event", gone);
    Bundle traces;
    for (const auto& [event, stamp] : coming_)
      traces.add(event.number, event.id, event.report, stamp, event.mould, pack_own(event.features));
    insert_all(database_, "trace", "ntttnt", traces);
  }

  // ---- Decisions ----

  struct Known {
    Number number, mould;
  };
  using ByName = std::map<std::string, Known>;

  // Those between events that are merged, and these events besides by their ids.
  ByName find_decided(std::set<std::string> ids) {
    for (const Decision& d : decisions_) ids.insert(d.event), ids.insert(d.other);
    ByName known;
    each_among(database_,
               "SELECT event.id, event.number, trace.mould FROM event JOIN trace ON trace.event = event.number WHERE event.id",
               ids, [&](Row row) {
                 known[text(row[0])] = {integer(row[1]), integer(row[2])};
                 return true;
               });
    for (const Decision& d : decisions_) {
      const auto a = known.find(d.event), b = known.find(d.other);
      if (a == known.end() || b == known.end()) continue;
      decided_[a->second.number][d.other] = {b->second.number, &d};
      decided_[b->second.number][d.event] = {a->second.number, &d};
    }
    return known;
  }

  std::vector<Joined> apply_decisions(const std::set<std::pair<std::string, std::string>>& judged) {
    std::set<std::string> ids, gone;
    for (const auto& [a, b] : judged) ids.insert(a), ids.insert(b);
    for (const Traced& one : going_) gone.insert(one.id);
    const ByName known = find_decided(ids);
    const auto anew = [&](const Known& one) {
      ties_.touch(one.mould);
      fresh_.insert(one.number);
    };
    std::vector<Joined> joined;
    std::set<std::pair<std::string, std::string>> one;
    for (const Decision& d : decisions_) {
      const auto a = known.find(d.event), b = known.find(d.other);
      // What was judged together with one that goes is judged no more.
      for (const auto& [at, other] : {std::pair(a, &d.other), {b, &d.event}}) {
        if (at == known.end() || !gone.contains(*other)) continue;
        anew(at->second);
        if (d.verdict == Verdict::One) ties_.loosen(at->second.mould);
      }
      if (a == known.end() || b == known.end()) continue;
      const std::pair<std::string, std::string> pair = std::minmax(d.event, d.other);
      const bool is_new = judged.contains(pair) || came_.contains(a->second.number) || came_.contains(b->second.number);
      if (is_new) anew(a->second), anew(b->second);
      if (d.verdict != Verdict::One) continue;
      one.insert(pair);
      joined.push_back({a->second.mould, b->second.mould, is_new});
    }
    for (const auto& pair : judged) {
      const auto a = known.find(pair.first), b = known.find(pair.second);
      if (a == known.end() || b == known.end()) continue;
      anew(a->second), anew(b->second);
      if (!one.contains(pair)) ties_.loosen(a->second.mould);
    }
    return joined;
  }

  // ---- Groups ----

  std::vector<Traced> events_of(const Numbers& moulds) {
    ties_.fetch(moulds);
    std::vector<Traced> events;
    each_among(database_, "SELECT event, mould, id, report, own FROM trace WHERE mould", moulds, [&](Row row) {
      const Number mould = integer(row[1]);
      events.push_back({integer(row[0]), mould, text(row[2]), text(row[3]), cast(ties_.features(mould), text(row[4]))});
      return true;
    });
    // The earliest first.
    std::sort(events.begin(), events.end(), [](const Traced& a, const Traced& b) {
      const auto key = [](const Traced& t) { return std::tie(t.features.published, t.report, t.features.start, t.id); };
      return key(a) < key(b);
    });
    return events;
  }

  static std::unordered_map<Number, std::size_t> places_in(const Group& list) {
    std::unordered_map<Number, std::size_t> place;
    for (std::size_t i = 0; i < list.size(); ++i) place[list[i]->number] = i;
    return place;
  }

  std::vector<Group> groups_of(const std::vector<Traced>& events) {
    Group members;
    std::vector<const Features*> features;
    for (const Traced& one : events) members.push_back(&one), features.push_back(&one.features);
    const auto place = places_in(members);
    std::vector<std::pair<std::size_t, std::size_t>> joined, parted;
    for (std::size_t i = 0; i < members.size() && !decided_.empty(); ++i) {
      const auto decided = decided_.find(members[i]->number);
      if (decided == decided_.end()) continue;
      for (const auto& [id, by] : decided->second) {
        const auto& [other, decision] = by;
        const auto at = place.find(other);
        if (at == place.end() || at->second < i) continue;
        (decision->verdict == Verdict::One ? joined : parted).emplace_back(i, at->second);
      }
    }
    std::vector<Group> out;
    for (const std::vector<std::size_t>& group : group_cell(features, joined, parted).groups) {
      Group& own = out.emplace_back();
      for (const std::size_t member : group) own.push_back(members[member]);
    }
    return out;
  }

  void group_anew(const Ties::Outcome& outcome, const std::optional<std::string>& now) {
    std::vector<std::vector<Traced>> cells;
    Numbers numbers;
    std::unordered_map<Number, std::size_t> cell_of;
    Numbers moulds = outcome.crowded;
    for (std::size_t i = 0; i < outcome.cells.size(); ++i) {
      for (const Number mould : outcome.cells[i]) cell_of[mould] = i, moulds.push_back(mould);
    }
    cells.resize(outcome.cells.size());
    for (Traced& event : events_of(moulds)) {
      numbers.push_back(event.number);
      if (const auto at = cell_of.find(event.mould); at != cell_of.end()) cells[at->second].push_back(std::move(event));
    }
    for (const Traced& one : going_) numbers.push_back(one.number);
    each_among(database_, "SELECT event, incident FROM incident_event WHERE event", numbers, [&](Row row) {
      incident_of_[integer(row[0])] = text(row[1]);
      ++size_of_[text(row[1])];
      return true;
    });
    const auto breaks = [&](Number number) {
      if (const auto at = incident_of_.find(number); at != incident_of_.end()) broken_.insert(at->second);
    };
    for (const Traced& one : going_) breaks(one.number);
    std::unordered_set<Number> in_cells;
    std::vector<Group> groups;
    for (const std::vector<Traced>& cell : cells) {
      for (const Traced& event : cell) in_cells.insert(event.number);
      for (Group& group : groups_of(cell)) groups.push_back(std::move(group));
    }
    for (const Number number : numbers) {
      if (!in_cells.contains(number)) breaks(number);  // it is a crowd's now
    }
    std::erase_if(groups, [&](const Group& group) { return is_kept(group); });
    for (const Group& group : groups) {
      for (const Traced* event : group) breaks(event->number);
    }
    for (const char* sql :
         {"DELETE FROM incident_event WHERE incident", "DELETE FROM merge WHERE incident", "DELETE FROM incident WHERE id"})
      run_among(database_, sql, broken_);
    std::vector<Incident> incidents = tell_all(groups);
    if (now) note_changes(incidents, groups, *now);
    write(std::move(incidents), groups);
  }

  // Whether it is an incident already that nothing has happened to.
  bool is_kept(const Group& group) const {
    const auto first = incident_of_.find(group.front()->number);
    if (first == incident_of_.end() || broken_.contains(first->second) || size_of_.at(first->second) != group.size())
      return false;
    return std::none_of(group.begin(), group.end(), [&](const Traced* event) {
      const auto at = incident_of_.find(event->number);
      return came_.contains(event->number) || fresh_.contains(event->number) || at == incident_of_.end() ||
             at->second != first->second;
    });
  }

  // ---- Incidents ----

  std::vector<Incident> tell_all(const std::vector<Group>& groups) {
    std::unordered_map<Number, std::pair<ToldEvent, const ToldReport*>> told;
    std::map<std::string, ToldReport> reports;
    std::set<std::string> ids;
    Numbers numbers;
    for (const Group& group : groups) {
      for (const Traced* event : group) numbers.push_back(event->number), ids.insert(event->report);
    }
    each_among(database_,
               "SELECT event.number, event.record, report.id, report.source, report.published FROM event JOIN report ON "
               "report.number = event.report WHERE event.number",
               numbers, [&](Row row) {
                 ToldReport& report = reports[text(row[2])];
                 report.id = text(row[2]);
                 report.publisher = maybe_text(row[3]).value_or("");
                 report.published = parse_day(maybe_text(row[4]).value_or(""));
                 told[integer(row[0])] = {told_event(text(row[1])), &report};
                 return true;
               });
    std::unordered_map<std::string, Sketch> sketches;
    each_among(database_, "SELECT report, words FROM sketch WHERE report", ids, [&](Row row) {
      sketches[text(row[0])] = unpack_sketch(text(row[1]));
      return true;
    });
    std::vector<Incident> all;
    for (const Group& group : groups) {
      const auto place = places_in(group);
      std::vector<Grouped> members;
      std::vector<Witness> witnesses;
      std::set<std::string_view> seen;
      for (const Traced* event : group) {
        const auto& [words, report] = told.at(event->number);
        Grouped& one = members.emplace_back(Grouped{{report, &words, &event->features}, {}});
        if (const auto decided = decided_.find(event->number); decided != decided_.end()) {
          for (const auto& [id, by] : decided->second) {
            if (const auto at = place.find(by.first); at != place.end()) one.decided.emplace_back(at->second, by.second);
          }
        }
        if (!seen.insert(event->report).second) continue;
        const auto found = sketches.find(event->report);
        witnesses.push_back({report->publisher, found == sketches.end() ? nullptr : &found->second, report->published});
      }
      all.push_back(tell(members, count_sources(witnesses)));
    }
    return all;
  }

  // What joined an incident, and out of which others; what parted from it.
  void note_changes(const std::vector<Incident>& incidents, const std::vector<Group>& groups, const std::string& now) {
    std::map<std::string, std::set<Number>> before;
    for (const auto& [number, incident] : incident_of_) before[incident].insert(number);
    std::map<Number, std::string> ids;  // of the events
    for (const Group& group : groups) {
      for (const Traced* event : group) ids[event->number] = event->id;
    }
    for (const Traced& one : going_) ids.emplace(one.number, one.id);
    std::map<std::string, std::string> lines;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      Json joined = Json::array(), parted = Json::array();
      std::set<std::string> from;
      const auto at = before.find(incidents[i].id);
      std::set<Number> left = at == before.end() ? std::set<Number>{} : at->second;
      for (const Traced* event : groups[i]) {
        if (left.erase(event->number)) continue;
        joined.push_back(event->id);
        if (const auto was = incident_of_.find(event->number); was != incident_of_.end()) from.insert(was->second);
      }
      for (const Number number : left) {
        if (const auto known = ids.find(number); known != ids.end()) parted.push_back(known->second);
      }
      if (parted.empty() && (joined.empty() || groups[i].size() == 1)) continue;
      const Json detail = {{"joined", joined}, {"from", from}, {"parted", parted}};
      lines[incidents[i].id] = detail.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    std::vector<std::vector<Value>> rows;
    for (const auto& [id, detail] : lines) {
      const auto row = values(now, std::string_view("merged"), std::string_view("incident"), id, detail);
      rows.emplace_back(row.begin(), row.end());
    }
    fill(database_, "change", "time, what, object, id, detail", "ttttt", rows);
  }

  void write(std::vector<Incident> incidents, const std::vector<Group>& groups) {
    Bundle rows, events, reasons;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
      Incident& incident = incidents[i];
      for (const Merge& merge : std::exchange(incident.merges, {}))
        reasons.add(incident.id, merge.into, merge.event, to_json(merge));
      for (const Traced* event : groups[i]) events.add(event->number, incident.id);
      rows.add(incident.id, incident.when ? to_string(incident.when->first) : std::string(), value(incident.goldstein),
               to_json(incident));
    }
    insert_all(database_, "incident", "ttrt", rows);
    insert_all(database_, "incident_event", "nt", events);
    insert_all(database_, "merge", "tttt", reasons);
  }

  Database& database_;
  Ties ties_;
  std::vector<Decision> decisions_;
  std::vector<Traced> going_;
  std::vector<Coming> coming_;
  std::unordered_set<Number> came_;   // numbers of `coming_`
  std::unordered_set<Number> fresh_;  // others whose incident must be told anew
  std::unordered_map<Number, std::map<std::string, std::pair<Number, const Decision*>>> decided_;  // by the other's id
  std::unordered_map<Number, std::string> incident_of_;
  std::unordered_map<std::string, std::size_t> size_of_;
  std::set<std::string> broken_;  // incidents
};

}  // namespace

void merge(Database& database, const Touched& touched, const std::optional<std::string>& now) {
  if (!touched.reports.empty() || !touched.decisions.empty()) Merger(database).run(touched, now);
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
  for (Incident& incident : Merger(database).crowds()) all.push_back(std::move(incident));
  sort_incidents(all);
  return all;
}

std::optional<std::string> crowd_of(Database& database, const std::string& event) { return Merger(database).crowd_of(event); }

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
          last = Decision{target.substr(0, gap), target.substr(gap + 1), verb == "accept" ? Verdict::One : Verdict::Two,
                          text(row[2]),          text(row[3]),           text(row[4])};
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
