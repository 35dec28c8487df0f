// Every *.case file of this folder against the weights that come with dragoman.
#include "case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "dragoman/events.h"

namespace dragoman::testing {
namespace {

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(CASES)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path().stem().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const Reader* reader() {
  static const Reader::Opened opened = Reader::open({.weights = WEIGHTS, .arithmetic = Arithmetic::Float32, .threads = 1});
  return opened ? &*opened.reader : nullptr;
}

std::vector<Event> code_text(const std::string& text) {
  const Report report{.id = "case", .text = text, .title = {}, .published = {}, .source = {}, .url = {}};
  auto sentences = split_sentences(text);
  return code(report, find_quotations(text), reader()->read_and_cut(text, sentences));
}

class Cases : public ::testing::TestWithParam<std::string> {};

TEST_P(Cases, AreCodedAsWritten) {
  if (!std::filesystem::exists(WEIGHTS)) GTEST_SKIP() << "no weights at " << WEIGHTS;
  ASSERT_TRUE(reader());
  const CaseFile file = read_cases(std::string(CASES) + "/" + GetParam() + ".case");
  ASSERT_EQ(file.error, "");
  ASSERT_FALSE(file.cases.empty());
  for (const Case& one : file.cases) {
    const std::string differs = difference(one, code_text(one.text));
    const std::string where = GetParam() + ".case:" + std::to_string(one.line) + ": " + one.text + "\n";
    if (one.todo) {
      std::cout << (differs.empty() ? "now right, take its todo away: " : "todo: ") << where << differs;
    } else {
      EXPECT_EQ(differs, "") << where << differs;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Cases, ::testing::ValuesIn(case_files()), [](const auto& named) {
  std::string name = named.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

TEST(CaseFile, SaysWhichLineIsNotInForm) {
  const std::string path = ::testing::TempDir() + "wrong.case";
  std::ofstream(path) << "Ankara warned.\n----\nTHREATEN | warned\n";
  EXPECT_EQ(read_cases(path).error, path + ":3: not an event line: THREATEN | warned");
}

}  // namespace
}  // namespace dragoman::testing
