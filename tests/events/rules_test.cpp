#include "rules.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

std::string hedge(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  return std::string(hedge_of(Tree(s.reading), s.find(trigger)));
}

std::string negation(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  return std::string(negation_of(Tree(s.reading), s.find(trigger)));
}

TEST(HedgeOf, HoldsForAHedgeOnTheTriggerOnly) {
  constexpr std::string_view words =
      "Rebels/NOUN/3/nsubj reportedly/ADV/3/advmod said=say/VERB/0/root they/PRON/5/nsubj attacked/VERB/3/ccomp";
  EXPECT_EQ(hedge(words, "said"), "hedged");
  EXPECT_EQ(hedge(words, "attacked"), "");
  EXPECT_EQ(hedge("The/DET/3/det alleged/ADJ/3/amod raid/NOUN/4/nsubj angered/VERB/0/root him/PRON/4/obj", "raid"), "alleged");
}

TEST(HedgeOf, SeesWhatSeems) {
  EXPECT_EQ(hedge("He/PRON/2/nsubj appears=appear/VERB/0/root to/PART/5/mark have/AUX/5/aux fled=flee/VERB/2/xcomp", "fled"),
            "seems-to");
  EXPECT_EQ(hedge("He/PRON/2/nsubj believes=believe/VERB/0/root Russia/PROPN/4/nsubj attacked/VERB/2/ccomp", "attacked"),
            "believed");
  EXPECT_EQ(hedge("He/PRON/3/nsubj not/PART/3/advmod believes=believe/VERB/0/root Russia/PROPN/5/nsubj attacked/VERB/3/ccomp",
                  "attacked"),
            "");
}

TEST(HedgeOf, SeesThroughALightVerb) {
  EXPECT_EQ(
      hedge("They/PRON/3/nsubj reportedly/ADV/3/advmod launched=launch/VERB/0/root an/DET/5/det attack/NOUN/3/obj", "attack"),
      "hedged");
}

TEST(PurposeOf, SeesWhatIsYetToCome) {
  HandMade s("He/PRON/2/nsubj flew=fly/VERB/0/root to/PART/4/mark complain/VERB/2/advcl");
  s.reading.words[3].xpos = "VB";
  EXPECT_EQ(purpose_of(Tree(s.reading), s.find("complain")), "purpose");
  EXPECT_EQ(purpose_of(Tree(s.reading), s.find("flew")), "");
  HandMade work("They/PRON/2/nsubj work/VERB/0/root to/PART/4/mark defeat/VERB/2/advcl");
  work.reading.words[3].xpos = "VB";
  EXPECT_EQ(purpose_of(Tree(work.reading), work.find("defeat")), "");
}

TEST(NegationOf, SeesWhatNeverCame) {
  EXPECT_EQ(negation("Oslo/PROPN/2/nsubj requested/VERB/0/root no/DET/4/det step/NOUN/2/obj", "requested"), "no-object");
  EXPECT_EQ(negation("A/DET/2/det truce/NOUN/4/nsubj never/ADV/4/advmod came=come/VERB/0/root", "truce"), "did-not-come");
  EXPECT_EQ(
      negation("Sending/VERB/6/csubj troops/NOUN/1/obj is=be/AUX/6/cop out/ADP/6/advmod of/ADP/6/case question/NOUN/0/root",
               "Sending"),
      "out-of-question");
  EXPECT_EQ(
      negation("It/PRON/4/nsubj is=be/AUX/4/cop not/PART/4/advmod true/ADJ/0/root they/PRON/6/nsubj fired=fire/VERB/4/ccomp",
               "fired"),
      "not-true");
  EXPECT_EQ(negation("He/PRON/3/nsubj hardly/ADV/3/advmod criticised=criticise/VERB/0/root her/PRON/3/obj", "criticised"),
            "hardly");
  EXPECT_EQ(
      negation("A/DET/2/det curfew/NOUN/0/root to/PART/4/mark stop/VERB/2/acl fresh/ADJ/6/amod protests=protest/NOUN/4/obj",
               "protests"),
      "kept-from");
  EXPECT_EQ(negation("A/DET/2/det curfew/NOUN/0/root to/PART/4/mark stop/VERB/2/acl protests=protest/NOUN/4/obj", "protests"),
            "");
  EXPECT_EQ(
      negation("Nothing/PRON/2/nsubj prevented=prevent/VERB/0/root them/PRON/2/obj from/SCONJ/5/mark firing=fire/VERB/2/advcl",
               "firing"),
      "");
}

TEST(NegationOf, SeesTheRaidThatWasFoiled) {
  const HandMade s("A/DET/2/det raid/NOUN/4/nsubj:pass was/AUX/4/aux:pass foiled=foil/VERB/0/root");
  EXPECT_EQ(negation_of(Tree(s.reading), s.find("raid")), "kept-from");
}

TEST(LastingOf, SeesWhatGoesOn) {
  const auto lasting = [](std::string_view words, std::string_view trigger) {
    const HandMade s(words);
    return std::string(lasting_of(Tree(s.reading), s.find(trigger)));
  };
  EXPECT_EQ(
      lasting("It/PRON/4/nsubj will/AUX/4/aux never/ADV/4/advmod stop/VERB/0/root its/PRON/6/nmod:poss war/NOUN/4/obj", "war"),
      "not-ended");
  EXPECT_EQ(lasting("It/PRON/3/nsubj will/AUX/3/aux stop/VERB/0/root its/PRON/5/nmod:poss war/NOUN/3/obj", "war"), "");
  EXPECT_EQ(lasting("Oslo/PROPN/2/nsubj eased=ease/VERB/0/root the/DET/4/det curfew/NOUN/2/obj", "curfew"), "eased");
  EXPECT_EQ(
      lasting("Miners/NOUN/2/nsubj called=call/VERB/0/root off/ADP/2/compound:prt the/DET/5/det strike/NOUN/2/obj", "strike"),
      "called-off");
  EXPECT_EQ(
      lasting("Miners/NOUN/2/nsubj called=call/VERB/0/root off/ADP/2/compound:prt the/DET/5/det rally/NOUN/2/obj", "rally"),
      "");
  EXPECT_EQ(
      lasting("It/PRON/5/nsubj did/AUX/5/aux not/PART/5/advmod only/ADV/5/advmod arrest/VERB/0/root him/PRON/5/obj", "arrest"),
      "not-only");
  EXPECT_EQ(
      lasting("No/DET/2/det one/NOUN/4/nsubj has/AUX/4/aux claimed=claim/VERB/0/root the/DET/6/det raid/NOUN/4/obj", "raid"),
      "unclaimed");
  EXPECT_EQ(lasting("He/PRON/4/nsubj did/AUX/4/aux not/PART/4/advmod take/VERB/0/root responsibility/NOUN/4/obj for/ADP/7/case "
                    "raids=raid/NOUN/5/nmod",
                    "raids"),
            "unclaimed");
  EXPECT_EQ(lasting("He/PRON/2/nsubj claimed=claim/VERB/0/root the/DET/4/det raid/NOUN/2/obj", "raid"), "");
}

TEST(EndingOf, SeesWhatIsDropped) {
  const auto ending = [](std::string_view words, std::string_view trigger) {
    const HandMade s(words);
    return std::string(ending_of(Tree(s.reading), s.find(trigger)));
  };
  EXPECT_EQ(ending("It/PRON/2/nsubj dropped=dropp/VERB/0/root the/DET/4/det probe/NOUN/2/obj", "probe"), "dropped");
  EXPECT_EQ(ending("It/PRON/2/nsubj refused=refuse/VERB/0/root to/PART/4/mark drop/VERB/2/xcomp the/DET/6/det probe/NOUN/4/obj",
                   "probe"),
            "");
}

TEST(DoneOf, SeesAVerbThatCarriesTheNoun) {
  HandMade s("They/PRON/2/nsubj launched=launch/VERB/0/root raids=raid/NOUN/2/obj");
  s.reading.words[1].xpos = "VBD";
  EXPECT_EQ(done_of(Tree(s.reading), s.find("raids")), "light-verb");
  s.reading.words[1].xpos = "VB";
  EXPECT_EQ(done_of(Tree(s.reading), s.find("raids")), "");
}

TEST(WeighedOf, SeesWhatIsUnderDiscussion) {
  const auto weighed = [](std::string_view words, std::string_view trigger) {
    const HandMade s(words);
    return std::string(weighed_of(Tree(s.reading), s.find(trigger)));
  };
  EXPECT_EQ(
      weighed("They/PRON/2/nsubj met=meet/VERB/0/root to/PART/4/mark discuss/VERB/2/advcl sanctions/NOUN/4/obj", "sanctions"),
      "discussed");
  EXPECT_EQ(weighed("They/PRON/2/nsubj discussed=discuss/VERB/0/root the/DET/4/det campaign/NOUN/2/obj", "campaign"), "");
  EXPECT_EQ(
      weighed("London/PROPN/3/nsubj is=be/AUX/3/aux weighing=weigh/VERB/0/root an=a/DET/5/det embargo/NOUN/3/obj", "embargo"),
      "weighed");
  EXPECT_EQ(weighed("London/PROPN/2/nsubj considered=consider/VERB/0/root a/DET/4/det proposal/NOUN/2/obj", "proposal"), "");
  EXPECT_EQ(weighed("The/DET/2/det vote/NOUN/5/nsubj on/ADP/4/case sanctions/NOUN/2/nmod failed=fail/VERB/0/root", "sanctions"),
            "decision-on");
  EXPECT_EQ(weighed("The/DET/2/det vote/NOUN/6/nsubj on/ADP/5/case the/DET/5/det embargo/NOUN/2/nmod failed=fail/VERB/0/root",
                    "embargo"),
            "");
  EXPECT_EQ(weighed("He/PRON/2/nsubj considers=consider/VERB/0/root it/PRON/2/obj void/ADJ/2/xcomp", "void"), "");
}

TEST(OpenOf, SeesAModalWithoutANegation) {
  HandMade s("Oslo/PROPN/3/nsubj may/AUX/3/aux sign/VERB/0/root it/PRON/3/obj");
  s.reading.words[2].xpos = "VB";
  EXPECT_EQ(open_of(Tree(s.reading), s.find("sign")), "modal");
  HandMade never("Oslo/PROPN/4/nsubj may/AUX/4/aux never/ADV/4/advmod sign/VERB/0/root");
  never.reading.words[3].xpos = "VB";
  EXPECT_EQ(open_of(Tree(never.reading), never.find("sign")), "");
}

TEST(IsFormOf, ForgivesAWrongEnding) {
  Word word;
  word.upos = "VERB";
  word.lemma = "reporty";
  EXPECT_TRUE(is_form_of(word, "report"));
  word.lemma = "denied";
  EXPECT_TRUE(is_form_of(word, "deny"));
  EXPECT_FALSE(is_form_of(word, "den"));
  word.lemma = "fre";
  EXPECT_TRUE(is_form_of(word, "free"));
  EXPECT_FALSE(is_form_of(word, "freeze"));
  word.lemma = "reporter";
  EXPECT_FALSE(is_form_of(word, "report"));
}

TEST(NegationOf, SeesWhatIsKeptFromHappening) {
  EXPECT_EQ(negation("He/PRON/2/nsubj refrained=refrain/VERB/0/root from/SCONJ/4/mark firing=fire/VERB/2/advcl", "firing"),
            "kept-from");
  EXPECT_EQ(negation("Police/NOUN/2/nsubj foiled=foil/VERB/0/root an/DET/4/det attack/NOUN/2/obj", "attack"), "kept-from");
  EXPECT_EQ(negation("It/PRON/2/nsubj has=have/VERB/0/root yet/ADV/2/advmod to/PART/5/mark sign/VERB/2/xcomp", "sign"),
            "yet-to");
}

TEST(NegationOf, LetsTwoNegationsCancelOut) {
  EXPECT_EQ(
      negation("They/PRON/2/nsubj failed=fail/VERB/0/root to/PART/4/mark prevent/VERB/2/xcomp an/DET/6/det attack/NOUN/4/obj",
               "attack"),
      "");
  EXPECT_EQ(negation("Police/NOUN/2/nsubj saw=see/VERB/0/root an/DET/4/det attack/NOUN/2/obj", "attack"), "");
}

}  // namespace
}  // namespace dragoman::events
