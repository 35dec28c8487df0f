// A TOML table read field by field. Every fault is kept with its line; fields that nobody asked for are faults too.
// Statutes and questions are both written in it.
#pragma once

#include <toml++/toml.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/law.h"

namespace dragoman::law {

enum class Needed { No, Yes };

// The whole file, or nothing with the fault of its syntax added.
std::optional<toml::table> parse_file(std::string_view text, const std::string& file, std::vector<RuleFault>& faults);

class Form {
 public:
  // `name` is how faults call the table: "duty"; the file's own is "".
  Form(const toml::table& table, std::string file, std::string name, std::vector<RuleFault>& faults)
      : table_(table), file_(std::move(file)), name_(std::move(name)), faults_(faults) {}

  std::string text(std::string_view key, Needed needed = Needed::No);
  std::string one_of(std::string_view key, const std::vector<std::string_view>& allowed, Needed needed = Needed::No);
  std::string day(std::string_view key, Needed needed = Needed::No);  // a TOML date or "2019-07-29"
  std::vector<std::string> texts(std::string_view key);               // a text or a list of them
  std::optional<int> whole(std::string_view key);
  std::optional<double> number(std::string_view key);
  bool flag(std::string_view key);
  std::optional<Form> table(std::string_view key);
  std::vector<Form> tables(std::string_view key);  // a table or a list of them

  bool has(std::string_view key) const { return table_.contains(key); }
  std::vector<std::string> keys() const;
  void fault(std::string_view key, const std::string& message);
  void finish();  // faults for fields that were not asked for

 private:
  const toml::node* take(std::string_view key, Needed needed = Needed::No);
  std::string path(std::string_view key) const { return name_.empty() ? std::string(key) : name_ + "." + std::string(key); }

  const toml::table& table_;
  std::string file_, name_;
  std::vector<RuleFault>& faults_;
  std::vector<std::string> taken_;
};

// A table that says what an event must be like; the fields are Pattern's. `party`: whether "party" means something here.
Pattern read_pattern(Form& form, bool party);
std::vector<Pattern> read_patterns(Form& form, std::string_view key, bool party);
// Of what has to have happened: a pattern that leaves "actual" out is a fault.
std::vector<Pattern> read_patterns_of_acts(Form& form, std::string_view key, bool party);

}  // namespace dragoman::law
