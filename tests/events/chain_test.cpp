#include "chain.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

// "speaker/cue/rule" of each voice, from the innermost.
std::string voices(const HandMade& s, std::string_view trigger) {
  std::string all;
  const Tree tree(s.reading);
  for (const Voice& voice : Voices(tree, Ontology::built_in().inside().speech).of(s.find(trigger))) {
    const auto& said = s.reading.words;
    const std::string cue =
        s.report.text.substr(said[voice.cue.first].start, said[voice.cue.last - 1].end - said[voice.cue.first].start);
    all += (all.empty() ? "" : "; ") +
           s.report.text.substr(said[voice.speaker].start, said[voice.speaker].end - said[voice.speaker].start) + "/" + cue +
           "/" + std::string(voice.rule);
  }
  return all;
}

std::string voices(std::string_view words, std::string_view trigger) { return voices(HandMade(words), trigger); }

TEST(Voices, GoFromTheInnermostOutwards) {
  EXPECT_EQ(voices("Television/NOUN/2/nsubj quoted=quote/VERB/0/root the/DET/4/det army/NOUN/2/obj as/SCONJ/6/mark "
                   "saying=say/VERB/2/advcl "
                   "that/SCONJ/9/mark rebels/NOUN/9/nsubj attacked/VERB/6/ccomp",
                   "attacked"),
            "army/saying/quoted-as; Television/quoted/speech-verb");
}

TEST(Voices, TakeWhatHangsBesideTheAct) {
  EXPECT_EQ(voices("Rebels/NOUN/2/nsubj attacked/VERB/0/root ,/PUNCT/5/punct officers/NOUN/5/nsubj said=say/VERB/2/parataxis "
                   "according=accord/VERB/8/case to/ADP/6/fixed Reuters/PROPN/5/obl",
                   "attacked"),
            "officers/said/parenthesis");
  EXPECT_EQ(voices("Rebels/NOUN/2/nsubj attacked/VERB/0/root according=accord/VERB/5/case to/ADP/3/fixed Reuters/PROPN/2/obl",
                   "attacked"),
            "Reuters/according to/according-to");
}

TEST(Voices, FindWhoMadeAClaim) {
  EXPECT_EQ(
      voices("Taipei/PROPN/2/nsubj denied=deny/VERB/0/root a/DET/4/det claim/NOUN/2/obj by/ADP/6/case television/NOUN/4/nmod "
             "that/SCONJ/9/mark ships/NOUN/9/nsubj came=come/VERB/4/acl",
             "came"),
      "television/claim/claim-of; Taipei/denied/verb-above");
}

TEST(Voices, CiteWhoIsCited) {
  EXPECT_EQ(voices("Citing=cite/VERB/5/advcl police/NOUN/1/obj ,/PUNCT/5/punct papers/NOUN/5/nsubj reported=report/VERB/0/root "
                   "that/SCONJ/8/mark "
                   "gunmen/NOUN/8/nsubj attacked/VERB/5/ccomp",
                   "attacked"),
            "police/Citing/citing; papers/reported/speech-verb");
}

TEST(Voices, AreNotCarriedByThemselves) {
  HandMade s(
      "Fighting/NOUN/5/nsubj that/PRON/3/nsubj saw=see/VERB/1/acl:relcl soldiers/NOUN/3/obj showed=show/VERB/0/root "
      "that/SCONJ/8/mark rebels/NOUN/8/nsubj attacked/VERB/5/ccomp");
  s.reading.words[1].xpos = "WDT";
  EXPECT_EQ(voices(s, "attacked"), "Fighting/showed/speech-verb");
}

TEST(Voices, KnowWhoCarriesAWord) {
  EXPECT_EQ(
      voices("A/DET/2/det source/NOUN/6/nsubj quoted=quote/VERB/2/acl by/ADP/5/case AFP/PROPN/3/obl:agent said=say/VERB/0/root "
             "rebels/NOUN/8/nsubj attacked/VERB/6/ccomp",
             "attacked"),
      "source/said/speech-verb; AFP/quoted/carried-by");
}

TEST(Voices, TakeWhatStandsInsideAClauseForInner) {
  EXPECT_EQ(voices("Papers/NOUN/2/nsubj reported=report/VERB/0/root that/SCONJ/8/mark according=accord/VERB/6/case "
                   "to/ADP/4/fixed Paris/PROPN/2/obl "
                   "rebels/NOUN/8/nsubj attacked/VERB/2/ccomp",
                   "attacked"),
            "Paris/according to/according-to; Papers/reported/speech-verb");
}

TEST(Voices, SpeakInAHeadline) {
  const HandMade s("Kremlin/PROPN/4/nsubj :/PUNCT/4/punct Ukraine/PROPN/4/nsubj attacked/VERB/0/root dam/NOUN/4/obj");
  const Tree tree(s.reading);
  const auto voice = voice_of_headline(tree, s.find("attacked"));
  ASSERT_TRUE(voice);
  EXPECT_EQ(voice->speaker, 0U);
  const HandMade plain("Ukraine/PROPN/2/nsubj attacked/VERB/0/root");
  EXPECT_FALSE(voice_of_headline(Tree(plain.reading), plain.find("attacked")));
}

TEST(Voices, GiveTheLastWordToWhoEndsTheSentence) {
  const HandMade s(
      "Rebels/NOUN/2/nsubj attacked/VERB/0/root ,/PUNCT/5/punct radio/NOUN/5/nsubj reports=report/VERB/2/dep on/ADP/7/case "
      "Monday/PROPN/5/obl");
  const Tree tree(s.reading);
  const Voices voices(tree, Ontology::built_in().inside().speech);
  EXPECT_EQ(voices.last_word(s.find("radio")), s.find("reports"));
  EXPECT_EQ(voices.last_word(s.find("Rebels")), std::nullopt);
}

TEST(Voices, AreNoneWhereNobodySpeaks) {
  EXPECT_EQ(voices("Rebels/NOUN/2/nsubj attacked/VERB/0/root ;/PUNCT/5/punct soldiers/NOUN/5/nsubj fled=flee/VERB/2/parataxis",
                   "attacked"),
            "");
}

TEST(Voices, KnowTheVerbOfASubject) {
  const HandMade s("Ankara/PROPN/2/nsubj protested/VERB/0/root ;/PUNCT/4/punct rebels/NOUN/5/nsubj attacked/VERB/2/parataxis");
  const Tree tree(s.reading);
  const Voices voices(tree, Ontology::built_in().inside().speech);
  EXPECT_EQ(voices.verb_of(s.find("Ankara")), s.find("protested"));
  EXPECT_EQ(voices.verb_of(s.find("protested")), std::nullopt);
}

TEST(VoiceOf, TakesAMouthOfSeveral) {
  const HandMade s(
      "Rome/PROPN/4/nsubj and/CCONJ/3/cc Paris/PROPN/1/conj said=say/VERB/0/root rebels/NOUN/6/nsubj attacked/VERB/4/ccomp");
  const Tree tree(s.reading);
  const auto all = Voices(tree, Ontology::built_in().inside().speech).of(s.find("attacked"));
  EXPECT_EQ(voice_of(tree, all, s.find("Paris")), 0U);
  EXPECT_EQ(voice_of(tree, all, s.find("rebels")), std::nullopt);
}

TEST(PronounVoice, IsTheInnermostOneThatSpeaks) {
  const HandMade s("He/PRON/2/nsubj said=say/VERB/0/root rebels/NOUN/4/nsubj attacked/VERB/2/ccomp");
  const Tree tree(s.reading);
  EXPECT_EQ(pronoun_voice(tree, Voices(tree, Ontology::built_in().inside().speech).of(s.find("attacked"))), 0U);
}

}  // namespace
}  // namespace dragoman::events
