#include "encode.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

struct Act {
  std::string_view trigger, type, status;
  std::string source = {}, by = {};
};

// "code mode" of each act, "; " between.
std::string codes(std::string_view words, std::vector<Act> acts) {
  const HandMade s(words);
  std::vector<Event> events(acts.size());
  std::vector<Told> told;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    events[i].type = acts[i].type;
    events[i].status = acts[i].status;
    if (!acts[i].source.empty()) events[i].source.push_back({.span = {0, 0, acts[i].source}});
    if (!acts[i].by.empty()) events[i].by.push_back({.span = {0, 0, acts[i].by}});
    told.push_back({&events[i], s.find(acts[i].trigger)});
  }
  encode(told, Tree(s.reading), Ontology::built_in());
  std::string all;
  for (const Event& event : events)
    all += (all.empty() ? "" : "; ") + event.cameo.value_or("-") + " " + event.mode.value_or("-");
  return all;
}

TEST(Encode, GoesToTheFourthDigitWhereTheWordsDo) {
  EXPECT_EQ(codes("Jets=jet/NOUN/2/nsubj bombed=bomb/VERB/0/root Saada/PROPN/2/obj", {{"bombed", "ASSAULT", "actual"}}),
            "195 heavy-weapons");
  EXPECT_EQ(codes("A/DET/3/det suicide/NOUN/3/compound bomber/NOUN/4/nsubj attacked=attack/VERB/0/root",
                  {{"attacked", "ASSAULT", "actual"}}),
            "1831 suicide-attack");
  EXPECT_EQ(codes("They/PRON/2/nsubj freed=free/VERB/0/root nurses=nurse/NOUN/2/obj", {{"freed", "CONCEDE", "actual"}}),
            "0841 release");
  EXPECT_EQ(codes("They/PRON/2/nsubj attacked=attack/VERB/0/root", {{"attacked", "ASSAULT", "actual"}}), "190 -");
}

TEST(Encode, MakesAThreatOfAnAnnouncedHostileAct) {
  constexpr std::string_view words = "Iran/PROPN/4/nsubj said=say/VERB/4/dep will/AUX/4/aux bomb/VERB/0/root it/PRON/4/obj";
  EXPECT_EQ(codes(words, {{"bomb", "ASSAULT", "future", "Iran", "Iran"}}), "1384 explosives");
  EXPECT_EQ(codes(words, {{"bomb", "ASSAULT", "future", "Iran", "Iraq"}}), "- explosives");
  EXPECT_EQ(codes(words, {{"bomb", "ASSAULT", "negated", "Iran", "Iran"}}), "0356 explosives");
  EXPECT_EQ(codes(words, {{"bomb", "ASSAULT", "negated", "Iran", ""}}), "- explosives");
}

constexpr std::string_view demand =
    "They/PRON/2/nsubj demanded=demand/VERB/0/root the/DET/4/det release/NOUN/2/obj of/ADP/6/case nurses=nurse/NOUN/4/nmod";

TEST(Encode, GivesASpeechActTheCodeOfItsContent) {
  EXPECT_EQ(codes(demand, {{"demanded", "REQUEST", "actual"}, {"release", "CONCEDE", "demanded"}}), "1053 yield; 1053 release");
  EXPECT_EQ(codes("They/PRON/2/nsubj refused=refuse/VERB/0/root to/PART/4/mark free/VERB/2/xcomp nurses=nurse/NOUN/4/obj",
                  {{"refused", "REJECT", "actual"}, {"free", "CONCEDE", "negated"}}),
            "1243 yield; 1243 release");
  EXPECT_EQ(codes("They/PRON/2/nsubj threatened=threaten/VERB/0/root to/PART/4/mark shell/VERB/2/xcomp it/PRON/4/obj",
                  {{"threatened", "THREATEN", "actual"}, {"shell", "ASSAULT", "future", "They", "They"}}),
            "1384 violence; 1384 heavy-weapons");
  EXPECT_EQ(codes("They/PRON/2/nsubj promised=promise/VERB/0/root to/PART/4/mark free/VERB/2/xcomp nurses=nurse/NOUN/4/obj",
                  {{"promised", "AGREE", "actual"}, {"free", "CONCEDE", "future", "They", "They"}}),
            "0353 -; 0353 release");
}

TEST(Encode, TellsAnAppealFromADemand) {
  EXPECT_EQ(
      codes("They/PRON/2/nsubj asked=ask/VERB/0/root it/PRON/2/obj to/PART/5/mark free/VERB/2/xcomp nurses=nurse/NOUN/5/obj",
            {{"asked", "REQUEST", "actual"}, {"free", "CONCEDE", "demanded"}}),
      "0253 -; 0253 release");
  EXPECT_EQ(codes("They/PRON/2/nsubj asked=ask/VERB/0/root it/PRON/2/obj not/PART/6/advmod to/PART/6/mark attack/VERB/2/xcomp",
                  {{"asked", "REQUEST", "actual"}, {"attack", "ASSAULT", "negated", "it", "They"}}),
            "0256 -; 0256 -");
}

TEST(Encode, SaysWhy) {
  const HandMade s(demand);
  Event event;
  event.type = "CONCEDE";
  event.status = "demanded";
  const Told told{&event, s.find("release")};
  encode(std::span(&told, 1), Tree(s.reading), Ontology::built_in());
  ASSERT_EQ(event.why.size(), 1U);
  EXPECT_EQ(event.why[0].step, "cameo");
  EXPECT_EQ(event.why[0].name->substr(0, 10), "words.tsv:");
  EXPECT_TRUE(event.why[0].name->ends_with(" demanded"));
  EXPECT_EQ(event.goldstein, -5);
}

}  // namespace
}  // namespace dragoman::events
