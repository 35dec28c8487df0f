#include "json_line.h"

#include <nlohmann/json.hpp>

namespace dragoman {
namespace {

using Json = nlohmann::json;

// Takes the strings of the outermost object and passes over everything else, without building a tree of it.
class ReportHandler : public nlohmann::json_sax<Json> {
 public:
  Report report;
  std::string doc;
  bool has_text = false;
  bool is_object = false;
  std::optional<Problem> problem;

  bool key(string_t& name) override {
    if (depth_ == 1) key_ = name;
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ != 1) return true;
    if (key_ == "text") has_text = true;
    if (key_ == "text")
      report.text = std::move(value);
    else if (key_ == "id")
      report.id = std::move(value);
    else if (key_ == "doc")
      doc = std::move(value);
    else if (key_ == "title")
      report.title = std::move(value);
    else if (key_ == "published")
      report.published = std::move(value);
    else if (key_ == "source")
      report.source = std::move(value);
    else if (key_ == "url")
      report.url = std::move(value);
    return true;
  }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t&) override { return not_a_string(); }
  bool boolean(bool) override { return not_a_string(); }
  bool null() override { return depth_ != 1 || key_ != "text" || not_a_string(); }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    if (depth_ == 0) is_object = true;
    return open();
  }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    std::string what = error.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 9: syntax error while …": the line is ours to count.
    if (const std::size_t colon = what.find(": "); colon != std::string::npos) what.erase(0, colon + 2);
    problem = Problem{position > 0 ? position - 1 : 0, "malformed JSON: " + what + "; write one JSON object a line"};
    return false;
  }

 private:
  bool open() {
    if (depth_ == 1 && !not_a_string()) return false;
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return true;
  }
  bool number(std::string&& value) {
    if (depth_ == 1 && key_ == "id")
      report.id = std::move(value);
    else if (depth_ == 1 && key_ == "doc")
      doc = std::move(value);
    else
      return not_a_string();
    return true;
  }
  // False, with the problem noted, when the value stands where a text must; other fields may hold anything.
  bool not_a_string() {
    if (depth_ != 1 || key_ != "text") return true;
    problem = Problem{std::nullopt, "\"text\" is not a string; give the report's text there"};
    return false;
  }

  int depth_ = 0;
  std::string key_;
};

}  // namespace

std::variant<Report, Problem> read_json_line(std::string_view line) {
  ReportHandler handler;
  Json::sax_parse(line.begin(), line.end(), &handler);
  if (handler.problem) return *handler.problem;
  if (!handler.is_object) return Problem{0, "not a JSON object; write one object with \"text\" a line"};
  if (!handler.has_text) return Problem{std::nullopt, "no \"text\" in the object; give the report's text there"};
  if (auto problem = unreadable(handler.report.text)) return Problem{std::nullopt, "\"text\" holds " + problem->message};
  if (handler.report.id.empty()) handler.report.id = std::move(handler.doc);
  return std::move(handler.report);
}

}  // namespace dragoman
