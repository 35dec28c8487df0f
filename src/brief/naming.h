// What participants are called: in full with name and office at first mention, by name afterwards.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>

#include "dragoman/actors.h"
#include "dragoman/events.h"

namespace dragoman::brief_words {

class Naming {
 public:
  explicit Naming(const Knowledge& knowledge) : knowledge_(knowledge) {}

  // Remembers what reports call somebody: "Senator James Risch".
  void hear(const Participant& who);

  // "Mike Pompeo (secretary of state of the United States)", then "Mike Pompeo". Who is told apart by nothing but the report's
  // words is called by them. `day` is that on which an office must be held; without one, what reports call him is said.
  std::string call(const Participant& who, const std::string& day);
  // "A, B and C".
  std::string call(std::span<const Participant> all, const std::string& day);
  // By id alone: "Turkey".
  std::string call(const std::string& actor) const;
  // "the S-400"; empty: no such good.
  std::string call(const Cargo& good) const;

 private:
  std::string introduced(const Actor& person, const std::optional<std::string>& country, const std::string& day) const;

  const Knowledge& knowledge_;
  std::set<std::string> known_;
  std::map<std::string, std::string> heard_;  // actor → the fullest words for it
};

std::string joined(const std::vector<std::string>& parts, const std::string& last = " and ");

}  // namespace dragoman::brief_words
