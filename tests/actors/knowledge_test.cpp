#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "actors/knowledge.h"
#include "dragoman/actors.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

Day day(std::string_view text) { return *read_day(text); }

// A folder with one data file.
std::string folder(const std::string& file, const std::string& text) {
  const fs::path at = fs::path(::testing::TempDir()) / ("data-" + std::to_string(std::hash<std::string>()(file + text)));
  fs::create_directories(at / "actors");
  std::ofstream(at / "actors" / file) << text;
  return at.string();
}

TEST(Day, IsReadFromTheFirstTenBytes) {
  EXPECT_EQ(print(*read_day("2019-07-29")), "2019-07-29");
  EXPECT_EQ(print(*read_day("2019-07-29T10:00Z")), "2019-07-29");
  for (const char* wrong : {"", "2019", "2019-02-30", "29-07-2019", "2019/07/29", "today, then"})
    EXPECT_FALSE(read_day(wrong)) << wrong;
}

TEST(Knowledge, OfTheBuiltInFilesIsSound) {
  for (const Knowledge::Doubt& doubt : Knowledge::built_in().check())
    EXPECT_FALSE(doubt.is_error) << doubt.about << ": " << doubt.message;
}

TEST(Knowledge, KnowsStatesWithTheirNames) {
  const Actor* turkey = Knowledge::built_in().find("TUR");
  ASSERT_TRUE(turkey);
  EXPECT_EQ(turkey->name, "Turkey");
  EXPECT_EQ(turkey->kind, "state");
  EXPECT_EQ(turkey->code, "TURGOV");
  EXPECT_EQ(turkey->seat, std::vector<std::string>{"Ankara"});
  EXPECT_EQ(Knowledge::built_in().find("XXX"), nullptr);
}

TEST(Knowledge, HasTheHoldersOfAnOfficeOnADayByNameAndByRank) {
  const Knowledge& k = Knowledge::built_in();
  ASSERT_EQ(k.holders("TUR", "foreign minister", day("2019-07-29")).size(), 1U);
  EXPECT_EQ(k.holders("TUR", "foreign minister", day("2019-07-29"))[0].person, "mevlut-cavusoglu");
  EXPECT_EQ(k.holders("TUR", "foreign minister", day("2013-01-01"))[0].person, "ahmet-davutoglu");
  EXPECT_EQ(k.holders("USA", "foreign minister", day("2019-07-29"))[0].office, "secretary of state");
  EXPECT_EQ(k.holders("DEU", "head of government", day("2019-07-29"))[0].person, "angela-merkel");
  EXPECT_TRUE(k.holders("TUR", "astronaut", day("2019-07-29")).empty());
}

TEST(Knowledge, HasSixtyStatesWithTheirOffices) {
  std::set<std::string> heads, foreign;
  for (const Term& term : Knowledge::built_in().terms()) {
    if (term.rank.starts_with("head of")) heads.insert(term.country);
    if (term.rank == "foreign minister") foreign.insert(term.country);
  }
  EXPECT_GE(heads.size(), 60U);
  EXPECT_GE(foreign.size(), 60U);
}

TEST(Knowledge, GivesAPersonsOfficesInOrder) {
  const std::vector<Term> terms = Knowledge::built_in().terms_of("recep-tayyip-erdogan");
  ASSERT_EQ(terms.size(), 2U);
  EXPECT_EQ(terms[0].office, "prime minister");
  EXPECT_EQ(terms[1].office, "president");
}

TEST(Knowledge, IsSearchedByPartsOfNames) {
  const auto found = Knowledge::built_in().search("cavusoglu");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0]->id, "mevlut-cavusoglu");
  EXPECT_TRUE(Knowledge::built_in().search("qwertz").empty());
}

TEST(Knowledge, KnowsWhoMakesAndSuppliesGoods) {
  const Good* good = Knowledge::built_in().good("s-400");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->supplier, "RUS");
  EXPECT_EQ(Knowledge::built_in().find(good->maker)->name, "Almaz-Antey");
}

TEST(Knowledge, FindsEveryTownOfAName) {
  const auto towns = Knowledge::built_in().inside().towns("tripoli");
  std::set<std::string_view> countries;
  for (const actors::Town& town : towns) countries.insert(town.country);
  EXPECT_TRUE(countries.contains("LBY"));
  EXPECT_TRUE(countries.contains("LBN"));
  EXPECT_TRUE(Knowledge::built_in().inside().towns("").empty());
  EXPECT_TRUE(Knowledge::built_in().inside().towns("zzzzzz").empty());
}

TEST(Open, AddsAndReplacesLines) {
  const auto opened = Knowledge::open(folder("groups.tsv",
                                             "# Source: a test.\nid\tkind\tcountry\tsector\tname\talso\n"
                                             "moon-front\tgroup\tTUR\tREB\tMoon Front\tMF\n"
                                             "hezbollah\t\t\tPTY\t\t\n"));
  ASSERT_TRUE(opened) << print(opened.faults[0]);
  EXPECT_EQ(opened.knowledge->find("moon-front")->code, "TURREB");
  EXPECT_EQ(opened.knowledge->find("hezbollah")->sector, "PTY");
  EXPECT_EQ(opened.knowledge->find("hezbollah")->name, "Hezbollah");
  EXPECT_EQ(Knowledge::built_in().find("moon-front"), nullptr);
}

TEST(Open, RefusesAFileWithFaultsAndSaysWhereTheyAre) {
  const auto opened = Knowledge::open(folder("groups.tsv",
                                             "id\tkind\tcountry\tsector\tname\n"
                                             "a\tgroup\tTUR\tREB\tA\n"
                                             "b\tgang\tTUR\tREB\tB\n"
                                             "c\tgroup\tTurkey\tREB\tC\n"
                                             "d\tgroup\tTUR\tARMY\tD\n"
                                             "e\tgroup\tTUR\tREB\tE\tmore\n"));
  EXPECT_FALSE(opened);
  std::set<std::size_t> lines;
  for (const DataFault& fault : opened.faults) {
    lines.insert(fault.line);
    EXPECT_TRUE(fault.file.ends_with("groups.tsv")) << fault.file;
  }
  EXPECT_EQ(lines, (std::set<std::size_t>{0, 3, 4, 5, 6}));  // 0: no source
}

TEST(Open, RefusesOfficesThatCannotBe) {
  const auto opened = Knowledge::open(folder("offices.tsv",
                                             "# Source: a test.\ncountry\toffice\trank\tfrom\tuntil\tperson\n"
                                             "TUR\tking\t\t2001-01-01\t2000-01-01\tA B\n"
                                             "\t\t\t2001-13-01\t\tC D\n"
                                             "\t\t\t2001-01-01\t\t\n"));
  ASSERT_EQ(opened.faults.size(), 3U);
  EXPECT_EQ(opened.faults[0].message, "ends before it begins");
}

TEST(Open, RefusesASignThatIsNone) {
  const auto opened = Knowledge::open(folder("nearby.tsv", "# Source: us\nsign\tweight\nshare\t2\nmoon\t1\nhome\tmuch\n"));
  ASSERT_EQ(opened.faults.size(), 2U);
  EXPECT_NE(print(opened.faults[0]).find("nearby.tsv:4"), std::string::npos);
  EXPECT_NE(opened.faults[1].message.find("much"), std::string::npos);
}

TEST(Open, RefusesAFolderOrFileThatItDoesNotKnow) {
  EXPECT_FALSE(Knowledge::open("/nowhere/at/all"));
  EXPECT_FALSE(Knowledge::open(folder("peoples.tsv", "# Source: a test.\nid\n")));
}

TEST(Check, FindsTwoHoldersOfOneOffice) {
  const auto opened = Knowledge::open(folder("offices.tsv",
                                             "# Source: a test.\ncountry\toffice\trank\tfrom\tuntil\tperson\n"
                                             "TUR\tadmiral\t\t2001-01-01\t2005-01-01\tA B\n"
                                             "\t\t\t2004-01-01\t2006-01-01\tC D\n"
                                             "\t\t\t2008-01-01\t\tE F\n"));
  ASSERT_TRUE(opened);
  std::size_t errors = 0, looks = 0;
  for (const Knowledge::Doubt& doubt : opened.knowledge->check()) {
    if (doubt.about != "TUR admiral") continue;
    ++(doubt.is_error ? errors : looks);
  }
  EXPECT_EQ(errors, 1U);
  EXPECT_EQ(looks, 1U);
}

}  // namespace
}  // namespace dragoman
