#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "law/statutes.h"
#include "law/told.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Statutes, EveryBuiltInFileIsRead) {
  for (const auto& [file, text] : law::built_in_files()) {
    const auto read = read_provision(text, std::string(file));
    if (const auto* faults = std::get_if<std::vector<RuleFault>>(&read)) ADD_FAILURE() << print(faults->front());
  }
  EXPECT_EQ(statutes().size(), law::built_in_files().size());
  EXPECT_GE(statutes().size(), 14U);
}

TEST(Statutes, IdsAreTheFilesNames) {
  std::set<std::string> ids;
  for (const Provision& p : statutes()) ids.insert(p.id + ".toml");
  for (const auto& [file, text] : law::built_in_files()) EXPECT_TRUE(ids.contains(std::string(file))) << file;
}

TEST(Statutes, AMenuIsLongEnough) {
  const auto all = statutes();
  for (const Provision& p : all) {
    if (!p.duty || p.duty->menu.empty()) continue;
    const auto menu = std::find_if(all.begin(), all.end(), [&](const Provision& m) { return m.id == p.duty->menu; });
    ASSERT_NE(menu, all.end()) << p.id;
    EXPECT_GE(menu->items.size(), p.duty->at_least);
    EXPECT_EQ(p.duty->measures.size(), menu->items.size());
    for (const Measure& m : p.duty->measures) EXPECT_FALSE(m.taken.empty()) << m.clause.cite;
  }
}

TEST(Statutes, AMenuThatIsNotThereOrTooShortIsToldWithItsLine) {
  const fs::path folder = fs::path(testing::TempDir()) / "dragoman-menus";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const auto told =
      [&](const std::string& menu, int at_least) {
        std::ofstream(folder / "mine.toml")
            << "id = \"mine\"\ntitle = \"t\"\ncitation = \"c\"\nfrom = 2020-01-01\nsource = \"s\"\n"
            << "[[trigger]]\ncite = \"1\"\ntext = \"t\"\nparty = \"source\"\nevent = { type = \"AID\" }\n"
            << "[duty]\ncite = \"1\"\ntext = \"t\"\nwhose = \"w\"\ndoes = \"d\"\nmenu = \"" << menu
            << "\"\nat_least = " << at_least << "\n";
        const auto read = statutes_with(folder.string());
        const auto* faults = std::get_if<std::vector<RuleFault>>(&read);
        return faults ? print(faults->front()) : "";
      };
  EXPECT_EQ(told("caatsa-235", 12), "");
  EXPECT_TRUE(told("no-menu", 1).ends_with("mine.toml:16: duty.menu: no provision has the id \"no-menu\""))
      << told("no-menu", 1);
  EXPECT_TRUE(told("caatsa-235", 13).ends_with("mine.toml:17: duty.at_least: the menu caatsa-235 has only 12 items"));
  fs::remove_all(folder);
}

// Each bad file's first line says the line and the words of the fault to be told.
TEST(Statutes, FaultsAreToldWithTheirLine) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(std::string(HERE) + "/bad")) {
    const std::string text = text_of(entry.path());
    const std::string expected = "bad.toml:" + text.substr(2, text.find('\n') - 2);
    const auto read = read_provision(text, "bad.toml");
    const auto* faults = std::get_if<std::vector<RuleFault>>(&read);
    ASSERT_TRUE(faults) << entry.path();
    std::string told;
    for (const RuleFault& fault : *faults) told += print(fault) + "\n";
    const std::size_t colon = expected.find(": ");
    const bool found = std::any_of(faults->begin(), faults->end(), [&](const RuleFault& fault) {
      return print(fault).starts_with(expected.substr(0, colon + 1)) &&
             print(fault).find(expected.substr(colon + 2)) != std::string::npos;
    });
    EXPECT_TRUE(found) << entry.path() << "\nexpected " << expected << "\ngot\n" << told;
    ++count;
  }
  EXPECT_GE(count, 8U);
}

TEST(Statutes, AFolderReplacesAndAdds) {
  const fs::path folder = fs::path(testing::TempDir()) / "dragoman-statutes";
  fs::remove_all(folder);
  fs::create_directories(folder);
  std::ofstream(folder / "mine.toml") << "id = \"mine\"\ntitle = \"t\"\ncitation = \"c\"\nfrom = 2020-01-01\nsource = \"s\"\n";
  auto read = statutes_with(folder.string());
  ASSERT_TRUE(std::holds_alternative<std::vector<Provision>>(read));
  EXPECT_EQ(std::get<std::vector<Provision>>(read).size(), statutes().size() + 1);
  std::ofstream(folder / "bad.toml") << "id = 3\n";
  read = statutes_with(folder.string());
  ASSERT_TRUE(std::holds_alternative<std::vector<RuleFault>>(read));
  EXPECT_NE(print(std::get<std::vector<RuleFault>>(read).front()).find("bad.toml:1: id"), std::string::npos);
  EXPECT_TRUE(std::holds_alternative<std::vector<RuleFault>>(statutes_with((folder / "none").string())));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace dragoman
