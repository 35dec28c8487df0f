#include "form.h"

#include <algorithm>
#include <sstream>

namespace dragoman::law {

std::optional<toml::table> parse_file(std::string_view text, const std::string& file, std::vector<RuleFault>& faults) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    faults.push_back({file, error.source().begin.line, std::string(error.description()) + "; a rule file is TOML"});
    return std::nullopt;
  }
}

const toml::node* Form::take(std::string_view key, Needed needed) {
  taken_.emplace_back(key);
  const toml::node* node = table_.get(key);
  if (!node && needed == Needed::Yes) {
    faults_.push_back({file_, table_.source().begin.line, path(key) + " is missing"});
  }
  return node;
}

void Form::fault(std::string_view key, const std::string& message) {
  const toml::node* node = table_.get(key);
  const std::size_t line = node ? node->source().begin.line : table_.source().begin.line;
  faults_.push_back({file_, line, path(key) + ": " + message});
}

std::string Form::text(std::string_view key, Needed needed) {
  const toml::node* node = take(key, needed);
  if (!node) return "";
  const auto value = node->value<std::string>();
  if (!node->is_string() || value->empty()) fault(key, "must be a text in quotes");
  return node->is_string() ? *value : "";
}

std::string Form::one_of(std::string_view key, const std::vector<std::string_view>& allowed, Needed needed) {
  const std::string value = text(key, needed);
  if (value.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  std::string list;
  for (std::string_view one : allowed) list += (list.empty() ? "" : ", ") + std::string(one);
  fault(key, "\"" + value + "\" is none of " + list);
  return "";
}

std::string Form::day(std::string_view key, Needed needed) {
  const toml::node* node = take(key, needed);
  if (!node) return "";
  std::string value;
  if (const auto* date = node->as_date()) {
    std::ostringstream out;
    out << date->get();
    value = out.str();
  } else if (node->is_string()) {
    value = node->as_string()->get();
  }
  if (is_day(value)) return value;
  fault(key, "must be a day, such as 2019-07-29");
  return "";
}

std::vector<std::string> Form::texts(std::string_view key) {
  const toml::node* node = take(key);
  std::vector<std::string> list;
  if (!node) return list;
  if (node->is_string()) list.push_back(node->as_string()->get());
  if (const toml::array* array = node->as_array()) {
    for (const toml::node& one : *array) {
      if (one.is_string()) list.push_back(one.as_string()->get());
    }
    if (list.size() != array->size()) list.clear();
  }
  const bool blank = std::any_of(list.begin(), list.end(), [](const std::string& s) { return s.empty() || s == "*"; });
  if (list.empty() || blank) fault(key, "must be a text in quotes or a list of them, none empty");
  return list;
}

std::optional<int> Form::whole(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (node->is_integer() && node->as_integer()->get() > 0 && node->as_integer()->get() < 100000) {
    return static_cast<int>(node->as_integer()->get());
  }
  fault(key, "must be a whole number above 0, such as 180");
  return std::nullopt;
}

std::optional<double> Form::number(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (node->is_number()) return *node->value<double>();
  fault(key, "must be a number");
  return std::nullopt;
}

bool Form::flag(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return false;
  if (!node->is_boolean()) fault(key, "must be true or false");
  return node->is_boolean() && node->as_boolean()->get();
}

std::optional<Form> Form::table(std::string_view key) {
  const toml::node* node = take(key);
  if (!node) return std::nullopt;
  if (const toml::table* inner = node->as_table()) return Form(*inner, file_, path(key), faults_);
  fault(key, "must be a table");
  return std::nullopt;
}

std::vector<Form> Form::tables(std::string_view key) {
  const toml::node* node = take(key);
  std::vector<Form> list;
  if (!node) return list;
  if (const toml::table* inner = node->as_table()) list.emplace_back(*inner, file_, path(key), faults_);
  if (const toml::array* array = node->as_array()) {
    for (const toml::node& one : *array) {
      if (const toml::table* inner = one.as_table()) list.emplace_back(*inner, file_, path(key), faults_);
    }
    if (list.size() != array->size()) list.clear();
  }
  if (list.empty()) fault(key, "must be a table or a list of tables");
  return list;
}

std::vector<std::string> Form::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : table_) keys.emplace_back(key.str());
  return keys;
}

void Form::finish() {
  for (const auto& [key, value] : table_) {
    if (std::find(taken_.begin(), taken_.end(), key.str()) != taken_.end()) continue;
    std::string known;
    for (const std::string& name : taken_) known += (known.empty() ? "" : ", ") + name;
    faults_.push_back({file_, value.source().begin.line, path(key.str()) + " is no field here; known are " + known});
  }
}

}  // namespace dragoman::law
