// How an event bears on a question: whose it is, and whether it is the act asked about.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "dragoman/questions.h"

namespace dragoman::questions {

// Reports about the question, and the two sides of the act: the deciding side and the other.
class Bearing {
 public:
  Bearing(const Question& question, const Account& account);

  bool is_about(const std::string& report) const;
  const std::vector<std::string>& reports() const { return reports_; }

  // The act asked about, in whatever standing.
  bool is_act(const Filed& filed) const { return matches(question_.act, filed, account_); }
  // An event of the act's type in the same sentence, whoever is said to do it: "Risch supported strong sanctions".
  bool speaks_of_act(const Filed& filed) const;
  // A waiver in the same sentence: what is said of the act there is said of waiving it.
  bool stands_beside_waiver(const Filed& filed) const;
  // Whether an event of the same sentence passes the test.
  bool any_beside(const Filed& filed, const std::function<bool(const Filed&)>& test) const;

  bool decides(const Participant& who) const;  // on the deciding side
  bool suffers(const Participant& who) const;  // on the other side
  bool from_deciding(const Event& e) const;
  bool from_other(const Event& e) const;
  bool at_deciding(const Event& e) const;
  bool at_other(const Event& e) const;

  bool is_hostile() const;  // the act is done against the other side

 private:
  const Question& question_;
  const Account& account_;
  std::vector<std::string> reports_;
};

// "waived", "exempted", "granted a waiver".
bool is_waiver(const Filed& filed);

}  // namespace dragoman::questions
