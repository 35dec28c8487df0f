#include "question_files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace dragoman::cli {
namespace {

std::optional<std::string> read_text(const std::string& path, Session& session) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (file) text << file.rdbuf();
  if (file && text.good()) return text.str();
  session.refuse(path + ": cannot be read (" + std::strerror(errno) + "); check its name and permissions");
  return std::nullopt;
}

template <typename Value>
std::optional<Value> taken(std::variant<Value, std::vector<RuleFault>> read, Session& session) {
  if (auto* value = std::get_if<Value>(&read)) return std::move(*value);
  for (const RuleFault& fault : std::get<std::vector<RuleFault>>(read)) session.refuse(print(fault));
  return std::nullopt;
}

}  // namespace

std::optional<Question> open_question(const std::string& path, Session& session) {
  const auto text = read_text(path, session);
  return text ? taken(read_question(*text, path), session) : std::nullopt;
}

std::optional<Weights> open_weights(const std::string& path, Session& session) {
  if (path.empty()) return built_in_weights();
  const auto text = read_text(path, session);
  return text ? taken(read_weights(*text, path), session) : std::nullopt;
}

}  // namespace dragoman::cli
