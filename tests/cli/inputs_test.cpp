#include "inputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;

class InputsTest : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_ / "below"); }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  // Reports as their texts, errors as "!" and their message's beginning.
  std::vector<std::string> read(const std::vector<std::string>& paths) {
    Inputs inputs(paths);
    std::vector<std::string> all;
    while (auto got = inputs.next()) {
      if (const auto* report = std::get_if<Report>(&*got)) {
        all.push_back(report->text);
      } else {
        all.push_back("! " + std::get<InputError>(*got).message);
      }
    }
    return all;
  }

  fs::path folder_ = fs::path(::testing::TempDir()) / ("inputs" + std::to_string(::getpid()));
};

TEST_F(InputsTest, WalksAFolderInSortedOrderWithoutWhatIsHidden) {
  write("b.txt", "Second.");
  write("a.txt", "First.");
  write("below/c.txt", "Third.");
  write(".hidden", "Never.");
  EXPECT_EQ(read({folder_.string()}), (std::vector<std::string>{"First.", "Second.", "Third."}));
}

TEST_F(InputsTest, TellsWhatCannotBeReadInItsPlaceAndGoesOn) {
  write("a.txt", "First.");
  const auto got = read({(folder_ / "none.txt").string(), (folder_ / "below").string(), (folder_ / "a.txt").string()});
  ASSERT_EQ(got.size(), 3U);
  EXPECT_EQ(got[0].find("! cannot be read (No such file"), 0U) << got[0];
  EXPECT_EQ(got[1].find("! is a folder without reports"), 0U) << got[1];
  EXPECT_EQ(got[2], "First.");
}

}  // namespace
}  // namespace dragoman::cli
