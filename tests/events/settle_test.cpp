#include "settle.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

struct Act {
  std::string_view trigger, type, status;
  std::string source = {}, by = {};
};

Participant named(const std::string& text, std::size_t start) { return {.span = {start, start + text.size(), text}}; }

// "status by" of each act, "; " between.
std::string settled(std::string_view words, std::vector<Act> acts) {
  const HandMade s(words);
  std::vector<Event> events(acts.size());
  std::vector<Told> told;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    events[i].type = acts[i].type;
    events[i].status = acts[i].status;
    if (!acts[i].source.empty()) events[i].source.push_back(named(acts[i].source, s.report.text.find(acts[i].source)));
    if (!acts[i].by.empty()) events[i].by.push_back(named(acts[i].by, s.report.text.find(acts[i].by)));
    told.push_back({&events[i], s.find(acts[i].trigger)});
  }
  settle(told, Tree(s.reading));
  std::string all;
  for (const Event& event : events) {
    all += (all.empty() ? "" : "; ") + event.status;
    for (const Participant& mouth : event.by) all += " " + mouth.span.text;
  }
  return all;
}

constexpr std::string_view demand =
    "Rome/PROPN/2/nsubj demanded=demand/VERB/0/root the/DET/4/det release/NOUN/2/obj of/ADP/6/case nurses=nurse/NOUN/4/nmod";

TEST(Settle, TakesTheContentOfARequestForDemanded) {
  EXPECT_EQ(settled(demand, {{"demanded", "REQUEST", "actual", "Rome"}, {"release", "CONCEDE", "future"}}),
            "actual; demanded Rome");
  EXPECT_EQ(settled(demand, {{"demanded", "REQUEST", "actual", "Rome"}, {"release", "CONCEDE", "negated"}}), "actual; negated");
  EXPECT_EQ(settled(demand, {{"demanded", "REQUEST", "possible", "Rome"}, {"release", "CONCEDE", "future"}}),
            "possible; future");
}

TEST(Settle, KnowsPromisesThreatsAndRefusals) {
  constexpr std::string_view words = "Iran/PROPN/2/nsubj said=say/VERB/0/root to/PART/4/mark attack/VERB/2/xcomp";
  EXPECT_EQ(settled(words, {{"said", "AGREE", "actual", "Iran"}, {"attack", "ASSAULT", "actual"}}), "actual; future Iran");
  EXPECT_EQ(settled(words, {{"said", "THREATEN", "actual", "Iran"}, {"attack", "ASSAULT", "conditional"}}),
            "actual; conditional Iran");
  EXPECT_EQ(settled(words, {{"said", "REJECT", "actual", "Iran"}, {"attack", "ASSAULT", "actual"}}), "actual; negated");
  EXPECT_EQ(settled(words, {{"said", "ACCUSE", "actual", "Iran"}, {"attack", "ASSAULT", "possible"}}), "actual; possible Iran");
}

TEST(Settle, TakesWhatIsNotDeniedForPossible) {
  EXPECT_EQ(settled("Hamas/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod deny/VERB/0/root it/PRON/6/nsubj fired/VERB/4/ccomp",
                    {{"deny", "REJECT", "negated", "Hamas"}, {"fired", "ASSAULT", "negated"}}),
            "negated; possible");
}

TEST(Settle, PutsTheOuterMouthFirst) {
  EXPECT_EQ(settled("Radio/NOUN/2/nsubj said=say/VERB/0/root Iran/PROPN/4/nsubj threatened=threaten/VERB/2/ccomp "
                    "to/PART/6/mark attack/VERB/4/xcomp",
                    {{"attack", "ASSAULT", "future"}, {"threatened", "THREATEN", "actual", "Iran", "Radio"}}),
            "future Radio Iran; actual Radio");
}

constexpr std::string_view lifting = "Oslo/PROPN/2/nsubj lifted=lift/VERB/0/root the/DET/4/det embargo/NOUN/2/obj";

TEST(Settle, KnowsWhatHasEnded) {
  EXPECT_EQ(settled(lifting, {{"lifted", "CONCEDE", "actual"}, {"embargo", "SANCTION", "actual"}}), "actual; negated");
  EXPECT_EQ(settled(lifting, {{"lifted", "CONCEDE", "negated"}, {"embargo", "SANCTION", "negated"}}), "negated; actual");
  EXPECT_EQ(settled(lifting, {{"lifted", "REJECT", "actual"}, {"embargo", "SANCTION", "actual"}}), "actual; actual");
  EXPECT_EQ(settled("Oslo/PROPN/2/nsubj suspended=suspend/VERB/0/root its/PRON/4/nmod:poss aid/NOUN/2/obj",
                    {{"suspended", "SANCTION", "actual"}, {"aid", "AID", "actual"}}),
            "actual; negated");
}

}  // namespace
}  // namespace dragoman::events
