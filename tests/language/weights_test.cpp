#include "language/weights.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "dragoman/language.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using language::read_weights;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string put(const std::string& name, const std::string& bytes) {
  const fs::path path = fs::temp_directory_path() / ("dragoman-" + std::to_string(::getpid()) + "-" + name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::string refusal(const std::string& path) {
  std::string error;
  const auto weights = read_weights(path, error);
  EXPECT_TRUE(weights.tensors.empty());
  return error;
}

const std::string kShipped = DRAGOMAN_MODELS "/reader.safetensors";

TEST(Weights, TheShippedFileIsRead) {
  std::string error;
  const auto weights = read_weights(kShipped, error);
  EXPECT_EQ(error, "");
  EXPECT_EQ(weights.size_of("width"), 384);
  EXPECT_EQ(weights.names_of("type").size(), 16U);
}

TEST(Weights, WhatIsWrongIsNamed) {
  EXPECT_NE(refusal("/nowhere/reader.safetensors").find("/nowhere/reader.safetensors: the weights file cannot be read"),
            std::string::npos);
  EXPECT_NE(refusal(put("short", "abc")).find("shorter than"), std::string::npos);
  EXPECT_NE(refusal(put("rubbish", std::string(400, 'x'))).find("cut off, or no weights file"), std::string::npos);
  std::string bytes = bytes_of(kShipped);
  ASSERT_GT(bytes.size(), 1000U);
  EXPECT_NE(refusal(put("cut", bytes.substr(0, bytes.size() / 2))).find("damaged"), std::string::npos);
  std::string damaged = bytes;
  damaged[damaged.size() - 10] ^= 1;
  EXPECT_NE(refusal(put("damaged", damaged)).find("damaged"), std::string::npos);
  std::string later = bytes;
  const std::string format = R"("dragoman":"3")";
  ASSERT_NE(later.find(format), std::string::npos);
  later.replace(later.find(format), format.size(), R"("dragoman":"9")");
  EXPECT_NE(refusal(put("later", later)).find("its format is 9"), std::string::npos);
}

TEST(Weights, OpeningAReaderPassesTheReasonOn) {
  const Reader::Opened opened = Reader::open({.weights = "/nowhere/reader.safetensors"});
  EXPECT_FALSE(opened);
  EXPECT_NE(opened.error.find("/nowhere"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
