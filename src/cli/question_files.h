// Questions and weights from files; what is wrong with one is told with its line.
#pragma once

#include <optional>
#include <string>

#include "dragoman/questions.h"
#include "session.h"

namespace dragoman::cli {

std::optional<Question> open_question(const std::string& path, Session& session);
std::optional<Weights> open_weights(const std::string& path, Session& session);  // "": the built-in ones

}  // namespace dragoman::cli
