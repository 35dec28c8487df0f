#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "dragoman/events.h"
#include "ontology.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// A folder with one file of data/ontology, gone with the test.
class Folder {
 public:
  Folder(const std::string& file, const std::string& text) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "ontology");
    std::ofstream(path_ / "ontology" / file) << text;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_ = fs::path(::testing::TempDir()) / "dragoman-ontology";
};

std::string faults_of(const std::string& file, const std::string& text) {
  const Folder folder(file, text);
  const auto opened = Ontology::open(folder.path());
  std::string all;
  for (const DataFault& fault : opened.faults) all += print(fault).substr(folder.path().size() + 1) + "\n";
  return all;
}

TEST(Ontology, KnowsThePublishedScale) {
  EXPECT_EQ(Ontology::built_in().cameo("1053")->goldstein, -5);
  EXPECT_EQ(Ontology::built_in().cameo("1053")->type, "REQUEST");
  EXPECT_EQ(Ontology::built_in().cameo("0874")->goldstein, 10);
  EXPECT_EQ(Ontology::built_in().cameo("2042")->mode, "unconventional");
  EXPECT_EQ(Ontology::built_in().cameo("999"), nullptr);
}

TEST(Ontology, HasNoFaultBuiltIn) {
  const Folder folder("types.tsv", "# Source: nowhere\ntype\tclass\tcameo\n");
  EXPECT_TRUE(Ontology::open(folder.path()));
  EXPECT_EQ(Ontology::built_in().inside().types.size(), 16U);
}

TEST(Ontology, TakesTheLongestActOfAStanding) {
  EXPECT_EQ(Ontology::built_in().inside().standing("0841")->demanded, "1053");
  EXPECT_EQ(Ontology::built_in().inside().standing("195")->announced, "1384");
  EXPECT_EQ(Ontology::built_in().inside().standing("010"), nullptr);
}

TEST(Ontology, TakesLinesOfAFolderOverItsOwn) {
  const Folder folder(
      "cameo.tsv", "# Source: our own scale\ncode\tgoldstein\ttype\tmode\tname\n195\t-9.5\tASSAULT\t\tattack from the air\n");
  const auto opened = Ontology::open(folder.path());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened.ontology->cameo("195")->goldstein, -9.5);
  EXPECT_EQ(opened.ontology->cameo("194")->goldstein, -10);
}

TEST(Ontology, SaysFileLineAndWhatIsWrong) {
  EXPECT_EQ(faults_of("cameo.tsv", "# Source: x\ncode\tgoldstein\n19\t-10\n195\t-11\n"),
            "ontology/cameo.tsv:3: “19” is no CAMEO code; it has three or four digits\n"
            "ontology/cameo.tsv:4: “-11” is no value of the Goldstein scale, which goes from -10 to 10\n");
  EXPECT_EQ(
      faults_of(
          "words.tsv",
          "# Source: "
          "x\ntype\twords\twith\tcameo\tmode\nATTACK\tbomb\t\t195\t\nASSAULT\tbomb\t\t888\t\nASSAULT\tbomb\t\t195\tfast\n"),
      "ontology/words.tsv:3: “ATTACK” is no type; types.tsv names them\n"
      "ontology/words.tsv:4: “888” is no CAMEO code; cameo.tsv has them\n"
      "ontology/words.tsv:5: “fast” is no mode of ASSAULT; modes.tsv names them\n");
  EXPECT_EQ(faults_of("speech.tsv", "# Source: x\nlemma\tkind\nsay\tloud\n"),
            "ontology/speech.tsv:3: “loud” is no kind of word; say says, quotes, names or carries\n");
  EXPECT_EQ(faults_of("verbs.tsv", ""), "ontology/verbs.tsv: is none of the files that are known; see data/ontology\n");
}

}  // namespace
}  // namespace dragoman
