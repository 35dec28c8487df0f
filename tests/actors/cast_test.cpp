#include <gtest/gtest.h>

#include <array>

#include "dragoman/actors.h"
#include "sentence.h"

namespace dragoman {
namespace {

using testing::HandMade;

struct Asked {
  HandMade made;
  Cast cast;

  explicit Asked(std::string_view words, const char* published = nullptr) : made(words), cast(prepare(made, published)) {}
  Identity who(std::string_view text) const { return cast.who(made.find(text)); }

 private:
  static Cast prepare(HandMade& made, const char* published) {
    if (published) made.report.published = published;
    return Cast(Knowledge::built_in(), made.report, std::span(&made.reading, 1));
  }
};

TEST(Who, IsAStateByNameAdjectiveAndSeat) {
  const Asked a("Ankara/PROPN/2/nsubj warned/VERB/0/root Syria/PROPN/2/obj and/CCONJ/6/cc the/DET/6/det Iraqis/PROPN/3/conj");
  EXPECT_EQ(a.who("Ankara").actor, "TUR");
  EXPECT_EQ(a.who("Ankara").rules, std::vector<std::string>{"seat"});
  EXPECT_EQ(a.who("Syria").code, "SYRGOV");
  EXPECT_EQ(a.who("the Iraqis").country, "IRQ");
}

TEST(Who, TellsAnAcronymFromAPronounByItsLetters) {
  const Asked a("They/PRON/2/nsubj told/VERB/0/root us/PRON/2/obj that/SCONJ/6/mark US/PROPN/6/compound troops/NOUN/2/ccomp");
  EXPECT_EQ(a.who("US troops").country, "USA");
  EXPECT_EQ(a.who("US troops").sector, "MIL");
  EXPECT_NE(a.who("us").rules, std::vector<std::string>{"name"});
}

TEST(Who, HoldsAnOfficeOnTheReportsDay) {
  constexpr std::string_view words =
      "Turkey/PROPN/4/nmod 's/PART/1/case foreign/ADJ/4/amod minister/NOUN/5/nsubj spoke/VERB/0/root";
  const Identity in_2019 = Asked(words, "2019-07-29").who("Turkey 's foreign minister");
  EXPECT_EQ(in_2019.actor, "mevlut-cavusoglu");
  EXPECT_EQ(in_2019.role, "foreign minister");
  EXPECT_EQ(Asked(words, "2012-01-01").who("Turkey 's foreign minister").actor, "ahmet-davutoglu");
  const Identity undated = Asked(words).who("Turkey 's foreign minister");
  EXPECT_FALSE(undated.actor);  // never a guess
  EXPECT_EQ(undated.country, "TUR");
  EXPECT_EQ(undated.sector, "GOV");
}

TEST(Who, IsNamedBehindTheOffice) {
  constexpr std::string_view phrase = "US Special Representative for Syria Engagement";
  const Asked named(
      "US/PROPN/3/compound Special/ADJ/3/amod Representative/PROPN/11/nsubj for/ADP/6/case Syria/PROPN/6/compound "
      "Engagement/PROPN/3/nmod ,/PUNCT/8/punct James/PROPN/3/appos Jeffrey/PROPN/8/flat ,/PUNCT/3/punct left/VERB/0/root",
      "2019-07-29");
  EXPECT_EQ(named.who(phrase).actor, "james-jeffrey");
  EXPECT_EQ(named.who(phrase).role, "special representative for Syria engagement");
  EXPECT_EQ(named.who(phrase).rules.front(), "apposition");
  const Asked alone(
      "US/PROPN/3/compound Special/ADJ/3/amod Representative/PROPN/7/nsubj for/ADP/6/case Syria/PROPN/6/compound "
      "Engagement/PROPN/3/nmod met/VERB/0/root James/PROPN/7/obj Jeffrey/PROPN/8/flat");
  EXPECT_FALSE(alone.who(phrase).actor);
  EXPECT_EQ(alone.who(phrase).country, "USA");
}

TEST(Who, LeadsAGovernmentRatherThanAMinistryHeldBeside) {
  const Asked a("Benjamin/PROPN/3/nsubj Netanyahu/PROPN/1/flat spoke/VERB/0/root", "2018-05-01");
  EXPECT_EQ(a.who("Benjamin Netanyahu").role, "prime minister");
}

TEST(Who, KeepsWhoIsNamedApartFromWhatHeOwns) {
  const Asked a(
      "Donald/PROPN/2/compound Trump/PROPN/4/nmod:poss 's/PART/2/case lawyer/NOUN/5/nsubj met/VERB/0/root "
      "Donald/PROPN/7/compound Trump/PROPN/5/obj");
  EXPECT_NE(a.who("Donald Trump 's lawyer").actor, "donald-trump");
  EXPECT_EQ(a.who("Donald Trump 's lawyer").country, "USA");
}

TEST(Who, IsAnOrganOfTheState) {
  const Asked a("The/DET/3/det Turkish/ADJ/3/amod army/NOUN/4/nsubj advanced/VERB/0/root");
  const Identity army = a.who("The Turkish army");
  EXPECT_EQ(army.actor, "TUR-MIL");
  EXPECT_EQ(army.code, "TURMIL");
}

TEST(Who, LeavesOutTheStateThatOnlyBacks) {
  const Asked a(
      "US/PROPN/3/compound -/PUNCT/3/punct backed/VERB/5/amod Syrian/ADJ/5/amod rebels=rebel/NOUN/6/nsubj "
      "advanced/VERB/0/root");
  EXPECT_EQ(a.who("US - backed Syrian rebels").country, "SYR");
  EXPECT_EQ(a.who("US - backed Syrian rebels").sector, "REB");
}

TEST(Who, GivesANewNameAnIdOfItsOwn) {
  const Asked a(
      "French/ADJ/2/amod senator/NOUN/4/nmod Aline/PROPN/4/compound Duvernet/PROPN/5/nsubj spoke/VERB/0/root and/CCONJ/8/cc "
      "Duvernet/PROPN/8/nsubj left/VERB/5/conj");
  const Identity full = a.who("French senator Aline Duvernet");
  EXPECT_EQ(full.actor, "new:aline-duvernet");
  EXPECT_EQ(full.country, "FRA");
  EXPECT_EQ(full.sector, "LEG");
  HandMade again = a.made;
  EXPECT_EQ(a.cast.who({6, 7}).actor, "new:aline-duvernet");
  EXPECT_EQ(a.cast.who({6, 7}).country, "FRA");
}

TEST(Who, TakesAnAcronymForWhatStoodBeforeItsBracket) {
  const Asked a(
      "The/DET/4/det Egyptian/ADJ/4/amod Grain/PROPN/4/compound Board/PROPN/8/nsubj (/PUNCT/6/punct EGB/PROPN/4/appos "
      ")/PUNCT/6/punct "
      "protested/VERB/0/root and/CCONJ/11/cc EGB/PROPN/11/nsubj left/VERB/8/conj");
  EXPECT_EQ(a.cast.who({9, 10}).country, "EGY");
  EXPECT_EQ(a.cast.who({9, 10}).rules.front(), "acronym-in-brackets");
}

TEST(Who, BehindABackerIsNotTheBacker) {
  const Asked a(
      "The/DET/5/det U.N./PROPN/4/compound -/PUNCT/4/punct backed/VERB/5/amod government/NOUN/6/nsubj met/VERB/0/root "
      "Libya/PROPN/6/obj");
  EXPECT_EQ(a.who("The U.N. - backed government").country, "LBY");
}

TEST(Who, IsNotTheWestForAPartOfATown) {
  const Asked a(
      "The/DET/4/det West/PROPN/3/compound Bengal/PROPN/4/compound government/NOUN/5/nsubj refused/VERB/0/root and/CCONJ/8/cc "
      "western/ADJ/8/amod Kabul/PROPN/5/conj rose/VERB/5/conj");
  EXPECT_EQ(a.who("The West Bengal government").country, "IND");
  EXPECT_EQ(a.who("western Kabul").country, "AFG");
}

TEST(Who, OfSeveralStatesIsOfNoOne) {
  const Asked a(
      "People=person/NOUN/7/nsubj in/ADP/3/case Somalia/PROPN/1/nmod ,/PUNCT/5/punct Ethiopia/PROPN/3/conj and/CCONJ/8/cc "
      "Kenya/PROPN/3/conj fled/VERB/0/root");
  EXPECT_EQ(a.who("People in Somalia , Ethiopia and Kenya").country, "INT");
}

TEST(Who, OfACoalitionIsOfAllItsStates) {
  const Asked a(
      "The/DET/3/det coalition/NOUN/3/compound forces=force/NOUN/4/nsubj left/VERB/0/root Iraq/PROPN/4/obj with/ADP/8/case "
      "Japanese/ADJ/8/amod peacekeepers=peacekeeper/NOUN/4/obl");
  EXPECT_EQ(a.who("The coalition forces").country, "IGO");
  EXPECT_EQ(a.who("The coalition forces").sector, "MIL");
  EXPECT_EQ(a.who("Japanese peacekeepers").country, "JPN");
}

TEST(Who, FollowsSomebodyWithoutBeingHim) {
  const Asked a(
      "Troops=troop/NOUN/8/nsubj loyal/ADJ/1/amod to/ADP/6/case former/ADJ/5/amod president/NOUN/6/compound "
      "Bashar/PROPN/2/obl Assad/PROPN/6/flat fled/VERB/0/root");
  const Identity troops = a.who("Troops loyal to former president Bashar Assad");
  EXPECT_NE(troops.actor, "bashar-al-assad");
  EXPECT_EQ(troops.country, "SYR");
  EXPECT_EQ(troops.sector, "MIL");
}

TEST(Who, IsWhatHisTitleSays) {
  const Asked a("General/PROPN/2/compound Donald/PROPN/4/nsubj Trump/PROPN/2/flat spoke/VERB/0/root");
  EXPECT_EQ(a.who("General Donald Trump").sector, "MIL");
  EXPECT_EQ(a.who("General Donald Trump").code, "USAMIL");
}

TEST(Who, OfBothSidesIsWhomTheReportNamedLast) {
  const Asked a(
      "Armenia/PROPN/2/nsubj accused/VERB/0/root Azerbaijan/PROPN/2/obj before/SCONJ/7/mark both/DET/6/det "
      "sides=side/NOUN/7/nsubj "
      "agreed/VERB/2/advcl");
  const Identity both = a.who("both sides");
  EXPECT_EQ(both.country, "INT");
  EXPECT_EQ(both.members, (std::vector<std::string>{"ARM", "AZE"}));
  const Asked three(
      "Armenia/PROPN/2/nsubj told/VERB/0/root Russia/PROPN/2/iobj and/CCONJ/5/cc Iran/PROPN/3/conj that/SCONJ/9/mark "
      "the/DET/8/det "
      "two/NUM/8/nummod sides/NOUN/9/nsubj agreed/VERB/2/ccomp");
  EXPECT_TRUE(three.who("the two sides").members.empty());  // which two is not told
  const Asked at_home(
      "Hezbollah/PROPN/2/nsubj fought/VERB/0/root Lebanon/PROPN/5/nmod 's/PART/3/case army/NOUN/2/obj until/SCONJ/9/mark "
      "both/DET/8/det "
      "sides=side/NOUN/9/nsubj stopped/VERB/2/advcl");
  EXPECT_EQ(at_home.who("both sides").country, "LBN");  // they are at home in one state
}

TEST(Who, BothAloneAreWhomTheReportNamedLast) {
  const Asked a(
      "Armenia/PROPN/2/nsubj accused/VERB/0/root Azerbaijan/PROPN/2/obj and/CCONJ/7/cc Russia/PROPN/7/nsubj then/ADV/7/advmod "
      "warned/VERB/2/conj both/PRON/7/obj");
  EXPECT_EQ(a.who("both").country, "INT");
  const Asked neither(
      "Armenia/PROPN/2/nsubj accused/VERB/0/root Azerbaijan/PROPN/2/obj but/CCONJ/7/cc neither/DET/6/det side/NOUN/7/nsubj "
      "fired/VERB/2/conj");
  EXPECT_EQ(neither.who("neither side").country, "INT");
}

TEST(Who, OfBothPresidentsIsNeitherOfThem) {
  const Asked a(
      "Vladimir/PROPN/3/nsubj Putin/PROPN/1/flat met/VERB/0/root Turkey/PROPN/3/obj before/SCONJ/8/mark both/DET/7/det "
      "presidents=president/NOUN/8/nsubj spoke/VERB/3/advcl",
      "2019-07-29");
  const Identity both = a.who("both presidents");
  EXPECT_FALSE(both.actor) << *both.actor << " by " << both.rules.back();
  EXPECT_EQ(a.who("both presidents").country, "INT");
}

TEST(Who, HasAContinentInChargeAndIsNotFromThere) {
  const Asked a(
      "France/PROPN/2/nsubj protested/VERB/0/root after/SCONJ/8/mark the/DET/5/det minister/NOUN/8/nsubj for/ADP/7/case "
      "Africa/PROPN/5/nmod left/VERB/2/advcl");
  EXPECT_EQ(a.who("the minister for Africa").country, "FRA");
}

TEST(Who, StandsBeforeHisBracket) {
  const Asked a(
      "The/DET/4/det World/PROPN/4/compound Food/PROPN/4/compound Programme/PROPN/8/nsubj (/PUNCT/6/punct WFP/PROPN/4/appos "
      ")/PUNCT/6/punct appealed/VERB/0/root");
  EXPECT_EQ(a.who("The World Food Programme ( WFP )").actor, "wfp");
}

TEST(Who, WhoseNoWordSaysIsWeighedByWhatStandsNearby) {
  const Asked a(
      "Zimbabwe/PROPN/2/nsubj feared/VERB/0/root that/SCONJ/5/mark police/NOUN/5/nsubj beat/VERB/2/ccomp "
      "citizens=citizen/NOUN/5/obj");
  EXPECT_EQ(a.who("citizens").country, "ZWE");
  EXPECT_EQ(a.who("citizens").rules.back(), "nearby");
  EXPECT_EQ(a.who("police").country, "ZWE");
  // Where no state is named, what the noun says holds.
  EXPECT_EQ(Asked("Refugees=refugee/NOUN/2/nsubj waited/VERB/0/root").who("Refugees").country, "INT");
  EXPECT_EQ(Asked("Aid/NOUN/2/compound workers=worker/NOUN/3/nsubj left/VERB/0/root").who("Aid workers").country, "NGO");
  EXPECT_FALSE(Asked("Teachers=teacher/NOUN/2/nsubj struck/VERB/0/root").who("Teachers").country);
}

TEST(Who, OfNoWordsIsNobody) {
  const Asked a("Ankara/PROPN/2/nsubj warned/VERB/0/root ./PUNCT/2/punct");
  EXPECT_FALSE(a.cast.who({2, 3}).country);
  EXPECT_FALSE(a.cast.who({7, 9}).country);
  EXPECT_FALSE(a.cast.who({1, 1}).country);
}

TEST(Where, KnowsTownsRegionsAndHowTheyLie) {
  const Asked a(
      "Troops/NOUN/2/nsubj massed/VERB/0/root near/ADP/4/case Mosul/PROPN/2/obl and/CCONJ/9/cc east/ADV/9/advmod of/ADP/9/case "
      "the/DET/9/det "
      "Euphrates/PROPN/4/conj in/ADP/11/case Iraq/PROPN/2/obl");
  const auto mosul = a.cast.where(a.made.find("Mosul"));
  ASSERT_TRUE(mosul);
  EXPECT_EQ(mosul->country, "IRQ");
  EXPECT_EQ(mosul->relation, "near");
  EXPECT_EQ(mosul->precision, "town");
  EXPECT_NEAR(*mosul->latitude, 36.3, 0.2);
  const auto river = a.cast.where(a.made.find("east of the Euphrates"));
  ASSERT_TRUE(river);
  EXPECT_EQ(river->name, "Euphrates");
  EXPECT_EQ(river->relation, "east of");
  EXPECT_EQ(river->precision, "river");
  EXPECT_EQ(a.cast.where(a.made.find("Iraq"))->precision, "state");
  EXPECT_FALSE(a.cast.where(a.made.find("massed")));
}

TEST(Where, ANameThatNothingMarksAsAPlaceIsALargeCity) {
  const Asked airline("The/DET/3/det carrier/NOUN/3/compound Condor/PROPN/4/nsubj sued/VERB/0/root Germany/PROPN/4/obj");
  EXPECT_EQ(airline.who("carrier Condor").country, "DEU");
  const Asked tmc("TMC/PROPN/2/nsubj protested/VERB/0/root");
  EXPECT_NE(tmc.who("TMC").country, "BRA");
}

TEST(Where, KnowsSitesOfDisputesThatAreNoTowns) {
  const Asked a(
      "Trucks/NOUN/2/nsubj waited/VERB/0/root at/ADP/6/case Bab/PROPN/6/compound al/PROPN/6/compound -/PUNCT/6/punct "
      "Hawa/PROPN/2/obl");
  const auto where = a.cast.where({3, 7});
  ASSERT_TRUE(where);
  EXPECT_EQ(where->name, "Bab al-Hawa");
  EXPECT_EQ(where->country, "SYR");
}

TEST(Where, AStateIsNotATownThatWasOnceCalledSo) {
  const Asked a("The/DET/2/det US/PROPN/3/nsubj said/VERB/0/root rockets/NOUN/5/nsubj hit/VERB/3/ccomp Turkey/PROPN/5/obj");
  const auto turkey = a.cast.where(a.made.find("Turkey"));  // also a name of New Providence, New Jersey
  ASSERT_TRUE(turkey);
  EXPECT_EQ(turkey->name, "Turkey");
  EXPECT_EQ(turkey->precision, "state");
}

TEST(Where, TakesTheTownOfTheStateThatTheReportNames) {
  const Asked libya("They/PRON/2/nsubj fought/VERB/0/root in/ADP/4/case Tripoli/PROPN/2/obl in/ADP/6/case Libya/PROPN/2/obl");
  EXPECT_EQ(libya.cast.where(libya.made.find("Tripoli"))->country, "LBY");
  const Asked lebanon(
      "They/PRON/2/nsubj fought/VERB/0/root in/ADP/4/case Tripoli/PROPN/2/obl in/ADP/6/case Lebanon/PROPN/2/obl");
  EXPECT_EQ(lebanon.cast.where(lebanon.made.find("Tripoli"))->country, "LBN");
}

std::string when(std::string_view words, const char* published = "2019-07-29") {
  std::string line;
  std::size_t n = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    line += std::string(words.substr(at, end - at)) + "/NOUN/" + std::to_string(n) + "/dep ";
    ++n;
    at = end + 1;
  }
  const Asked a(line, published);
  const auto found = a.cast.when({0, n});
  if (!found) return "-";
  return (found->from ? print(*found->from) : "…") + " " + (found->until ? print(*found->until) : "…");
}

TEST(When, IsADayMonthOrYearOfTheCalendar) {
  EXPECT_EQ(when("4 April"), "2019-04-04 2019-04-04");
  EXPECT_EQ(when("April 4 , 2017"), "2017-04-04 2017-04-04");
  EXPECT_EQ(when("May 15 - 24"), "2019-05-15 2019-05-24");
  EXPECT_EQ(when("November"), "2018-11-01 2018-11-30");  // the last one: the report is of July
  EXPECT_EQ(when("September 2007"), "2007-09-01 2007-09-30");
  EXPECT_EQ(when("2018"), "2018-01-01 2018-12-31");
  EXPECT_EQ(when("late July"), "2019-07-21 2019-07-31");
  EXPECT_EQ(when("31 February"), "-");
}

TEST(When, IsCountedFromTheDayOfPublication) {
  EXPECT_EQ(when("Monday"), "2019-07-29 2019-07-29");
  EXPECT_EQ(when("Saturday"), "2019-07-27 2019-07-27");
  EXPECT_EQ(when("last week"), "2019-07-22 2019-07-28");
  EXPECT_EQ(when("next week"), "2019-08-05 2019-08-11");
  EXPECT_EQ(when("yesterday"), "2019-07-28 2019-07-28");
  EXPECT_EQ(when("this month"), "2019-07-01 2019-07-31");
  EXPECT_EQ(when("last year"), "2018-01-01 2018-12-31");
  EXPECT_EQ(when("two weeks ago"), "2019-07-12 2019-07-18");
  EXPECT_EQ(when("the past three days"), "2019-07-26 2019-07-29");
}

TEST(When, MayBeOpenAtOneEnd) {
  EXPECT_EQ(when("since June"), "2019-06-01 2019-07-29");
  EXPECT_EQ(when("until Friday"), "… 2019-07-26");
  EXPECT_EQ(when("before 2018"), "… 2017-12-31");
}

TEST(When, IsUnknownWithoutADay) {
  EXPECT_EQ(when("Monday", nullptr), "-");
  EXPECT_EQ(when("4 April", nullptr), "-");
  EXPECT_EQ(when("4 April 2016", nullptr), "2016-04-04 2016-04-04");
  EXPECT_EQ(when("soon"), "-");
}

TEST(ReadCount, ReadsNumbersAndNothingElse) {
  EXPECT_EQ(read_count("at least 20 people"), 20);
  EXPECT_EQ(read_count("1,200 soldiers"), 1200);
  EXPECT_EQ(read_count("forty-nine civilians"), 49);
  EXPECT_EQ(read_count("two hundred and five"), 205);
  EXPECT_EQ(read_count("three thousand"), 3000);
  EXPECT_EQ(read_count("a dozen men"), 12);
  EXPECT_EQ(read_count("no one"), 0);
  EXPECT_EQ(read_count("dozens of people"), std::nullopt);
  EXPECT_EQ(read_count(""), std::nullopt);
}

Toll toll(std::string_view words, std::string_view trigger) {
  const Asked a(words);
  return a.cast.toll(a.made.find(trigger), {});
}

TEST(TollOf, IsTheNumberOnTheVerbsSide) {
  const Toll passive =
      toll("At/ADP/3/case least/ADV/3/advmod nine/NUM/4/nummod people/NOUN/6/nsubj:pass were/AUX/6/aux:pass killed/VERB/0/root",
           "killed");
  EXPECT_EQ(passive.killed, 9);
  EXPECT_FALSE(passive.injured);
  const Toll active = toll(
      "Rebels/NOUN/2/nsubj killed/VERB/0/root 22/NUM/4/nummod cadets/NOUN/2/obj and/CCONJ/6/cc wounded/VERB/2/conj "
      "three/NUM/6/obj",
      "killed");
  EXPECT_EQ(active.killed, 22);
  EXPECT_EQ(active.injured, 3);
  const Toll sum = toll(
      "It/PRON/2/nsubj killed/VERB/0/root 49/NUM/4/nummod civilians/NOUN/2/obj and/CCONJ/7/cc 15/NUM/7/nummod "
      "soldiers/NOUN/4/conj",
      "killed");
  EXPECT_EQ(sum.killed, 64);
}

TEST(TollOf, LeavesOutAgesAndOtherActs) {
  EXPECT_FALSE(
      toll("Dayton/PROPN/4/nsubj ,/PUNCT/3/punct 42/NUM/1/appos died/VERB/0/root Nov./PROPN/4/obl 24/NUM/5/nummod", "died")
          .killed);
  EXPECT_FALSE(toll("They/PRON/2/nsubj met/VERB/0/root three/NUM/4/nummod times/NOUN/2/obl", "met").killed);
}

TEST(TollOf, StaysWithTheVerbThatIsATriggerItself) {
  const Asked a(
      "Rebels/NOUN/2/nsubj attacked/VERB/0/root a/DET/4/det post/NOUN/2/obj ,/PUNCT/6/punct killing/VERB/2/advcl "
      "three/NUM/8/nummod men/NOUN/6/obj");
  const WordRange attack = a.made.find("attacked"), killing = a.made.find("killing");
  EXPECT_EQ(a.cast.toll(attack, {}).killed, 3);
  EXPECT_FALSE(a.cast.toll(attack, std::array{attack, killing}).killed);
  EXPECT_EQ(a.cast.toll(killing, std::array{attack, killing}).killed, 3);
}

TEST(TollOf, CountsArrestedAndDisplaced) {
  const Toll arrested = toll(
      "Police/NOUN/2/nsubj arrested/VERB/0/root 25/NUM/4/nummod members/NOUN/2/obj on/ADP/7/case 6/NUM/7/nummod "
      "May/PROPN/2/obl",
      "arrested");
  EXPECT_EQ(arrested.arrested, 25);
  EXPECT_FALSE(arrested.killed);
  EXPECT_FALSE(toll("They/PRON/3/nsubj were/AUX/3/aux:pass arrested/VERB/0/root on/ADP/6/case 5/NUM/6/nummod May/PROPN/3/obl",
                    "arrested")
                   .arrested);
  EXPECT_EQ(
      toll("The/DET/2/det offensive/NOUN/4/nsubj has/AUX/4/aux displaced/VERB/0/root 800,000/NUM/6/nummod people/NOUN/4/obj",
           "displaced")
          .displaced,
      800000);
  EXPECT_EQ(toll("Some/ADV/2/advmod 2,000/NUM/3/nummod villagers/NOUN/4/nsubj fled/VERB/0/root", "fled").displaced, 2000);
  EXPECT_EQ(toll("Forty/NUM/3/nummod -/PUNCT/3/punct nine/NUM/4/nummod soldiers/NOUN/6/nsubj:pass are/AUX/6/aux:pass "
                 "arrested/VERB/0/root",
                 "arrested")
                .arrested,
            49);
  EXPECT_FALSE(
      toll("Ramirez/PROPN/0/root ,/PUNCT/3/punct arrested/VERB/1/acl in/ADP/5/case 2017/NUM/3/obl", "arrested").arrested);
  EXPECT_FALSE(toll("Police/NOUN/2/nsubj arrested/VERB/0/root a/DET/4/det handful/NOUN/2/obj", "arrested").arrested);
  EXPECT_FALSE(toll("It/PRON/2/nsubj displaced/VERB/0/root hundreds/NOUN/2/obj", "displaced").displaced);  // not guessed
}

TEST(Goods, AreFoundByTheirNames) {
  const Asked a("It/PRON/2/nsubj bought/VERB/0/root the/DET/4/det S-400/PROPN/2/obj and/CCONJ/6/cc F-35s/PROPN/4/conj");
  const auto goods = a.cast.goods({0, 6});
  ASSERT_EQ(goods.size(), 2U);
  EXPECT_EQ(goods[0].good->id, "s-400");
  EXPECT_EQ(goods[1].good->id, "f-35");
}

TEST(Names, InOtherScriptsShiftNoOffset) {
  const Asked a("قسد/PROPN/2/nsubj told/VERB/0/root Анкара/PROPN/2/obj and/CCONJ/5/cc Séléka/PROPN/3/conj");
  EXPECT_EQ(a.who("Séléka").actor, "seleka");
  EXPECT_FALSE(a.who("قسد").code.value_or("").starts_with("TUR"));
}

}  // namespace
}  // namespace dragoman
