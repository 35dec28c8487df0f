// Sections of a digest out of an account's days. Each function below writes one; `Writer` holds what they share.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/brief.h"
#include "naming.h"
#include "phrases.h"

namespace dragoman::brief_words {

// Events of one incident that have one type and one status: a sentence.
struct Happening {
  Incident incident;
  std::size_t lead = 0;              // into Account::events
  std::vector<std::size_t> tellers;  // with the lead
};

class Writer {
 public:
  Writer(const Account& account, const BriefOptions& options);

  Section question();
  Section law();
  Section positions();
  Section said();
  Section ground();
  Section unknown();
  Section meetings();
  Section watch();
  Section unsure();
  std::vector<Table> tables() const;
  Chart chart() const;
  std::vector<Spot> spots() const;

 private:
  enum class Place { Positions, Said, Ground, Unknown, Meetings, Watch };
  static Place place_of(const Event& event);

  void choose();
  void merge();
  void split(Incident incident);
  std::vector<std::vector<std::size_t>> told_apart(std::vector<std::size_t> tellers) const;
  void fold_returns();
  bool is_told(std::size_t event) const;
  bool is_told(const Position& position) const;
  const Participant& mouth_of(const Position& position) const;
  std::string act(std::size_t event);
  std::string sentence(std::size_t event);
  Said said_of(const Filed& filed);
  std::string by(const Filed& filed);
  Line line(std::size_t event, std::size_t depth = 0);
  Line line(const Happening& happening);
  Line line_of_passage(std::span<const Happening* const> happenings);
  std::vector<std::string> doubts(std::size_t event);
  std::vector<std::string> details(const Happening& happening, std::span<const Happening* const> passage) const;
  void open_details(Line& line, const Happening& happening) const;
  void tell_all(Section& section, Place place);
  Line told(const std::string& text, const std::vector<std::size_t>& events) const;
  Line of_ledger(const Item& item);
  void law_of(Section& section, const Finding& finding);
  void disagreements(Section& section);
  bool contradicts(const Contradiction& contradiction) const;
  void contradictions(Section& section);
  std::string mover(const std::string& kind) const;
  std::pair<std::string, std::string> pair() const;
  std::string value_of(const Contradiction& contradiction, const std::string& value);

  const Account& account_;
  const BriefOptions& options_;
  Naming naming_;
  std::vector<std::size_t> chosen_, unsure_;  // events of the days, in the account's order
  std::vector<std::string> reports_;          // of the days, in the order of ids
  std::vector<Happening> happenings_;         // in the order of their leads
  std::map<std::string, std::size_t> index_;  // event id → place in the account
  std::set<std::size_t> told_;                // events that a position has told
};

}  // namespace dragoman::brief_words
