#include "dragoman/brief.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "law/told.h"

namespace dragoman {
namespace {

const std::vector<std::string> kLines = {
    R"(2019-07-22 | THREATEN actual | "Mike Pompeo" > "Turkey" | - | warned | Mike Pompeo warned Turkey not to use the S-400.)",
    R"(2019-07-23 | ASSAULT negated | "Turkey" > "Syria" | "Turkey" | shelled | Turkey denied that it had shelled Syria.)",
    R"(2019-07-23 | ASSAULT possible | "Turkey" > "Syria" | - | attack | Turkey may attack Syria; the target is not known.)",
    R"(2019-07-24 | SANCTION conditional | "The US" > "Turkey" | - | sanctions | The US would impose sanctions on Turkey if it used the S-400.)",
    R"(2019-07-24 | CONSULT future | "the US" > "Turkey" | - | visit | An envoy of the US will visit Turkey.)",
    R"(2019-07-25 | RETREAT demanded | "Turkey" > "Syria" | "Russia" | withdraw | Russia said that Turkey must withdraw from Syria.)",
    R"(2019-07-26 | COERCE actual | - > "Forty people" | - | arrested | Forty people were arrested in Syria.)",
    R"(2019-08-20 | MOBILIZE actual | "Turkey" > "Syria" | - | massed | Turkey massed troops at the border with Syria.)"};

// As a coder that knows who is meant leaves them.
std::pair<Report, Event> known(const std::string& line, std::size_t number) {
  auto [report, event] = told(line, number);
  for (auto* side : {&event.source, &event.target, &event.by}) {
    for (Participant& who : *side) {
      const auto found = Knowledge::built_in().search(
          who.span.text.substr(who.span.text.starts_with("The ") || who.span.text.starts_with("the ") ? 4 : 0));
      if (!found.empty() && who.span.text != "Forty people") who.actor = found.front()->id, who.name = found.front()->name;
    }
  }
  if (event.status == "conditional") {
    const std::size_t at = report.text.find("if ");
    event.condition =
        Condition{{at, report.text.size() - 1, report.text.substr(at, report.text.size() - 1 - at)}, std::nullopt};
  }
  return {report, event};
}

Account week() {
  std::vector<Report> reports;
  std::vector<Event> events;
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    auto [report, event] = known(kLines[i], i + 1);
    reports.push_back(std::move(report));
    events.push_back(std::move(event));
  }
  return file(std::move(reports), std::move(events));
}

std::string words_of(const Section& section) {
  std::string text;
  for (const Line& line : section.lines) text += line.text + "\n";
  return text;
}

const Section& section(const Brief& b, std::string_view id) {
  return *std::find_if(b.sections.begin(), b.sections.end(), [&](const Section& s) { return s.id == id; });
}

bool holds(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

const BriefOptions kWeek{.from = "2019-07-22", .until = "2019-07-28"};

TEST(Brief, EachSentenceLeadsToTheBytesOfItsRecord) {
  const Account account = week();
  const Brief b = brief(account, kWeek);
  std::size_t passages = 0;
  for (const Section& s : b.sections) {
    for (const Line& line : s.lines) {
      SCOPED_TRACE(line.text);
      EXPECT_TRUE(!line.evidence.empty() || !line.basis.empty());
      for (const Evidence& e : line.evidence) {
        ++passages;
        const std::string& text = account.reports.at(e.report).text;
        EXPECT_EQ(text.substr(e.span.start, e.span.end - e.span.start), e.span.text);
        EXPECT_EQ(text.substr(e.trigger.start, e.trigger.end - e.trigger.start), e.trigger.text);
      }
    }
  }
  EXPECT_GE(passages, 7U);
}

TEST(Brief, WhatIsNoFactIsNotToldAsOne) {
  const Brief b = brief(week(), kWeek);
  EXPECT_TRUE(holds(words_of(section(b, "said")),
                    "By their own word, it is told that Turkey did not, will not or is not to shell Syria"));
  EXPECT_TRUE(holds(words_of(section(b, "unknown")), "An attack by Turkey on Syria may be or may have been made"));
  EXPECT_TRUE(holds(words_of(section(b, "said")), "The United States would impose sanctions on Turkey “if it used the S-400”"));
  EXPECT_TRUE(holds(words_of(section(b, "watch")),
                    "It is planned, promised or expected that the United States will pay a visit to Turkey"));
  EXPECT_TRUE(holds(words_of(section(b, "said")), "According to Russia, it is demanded or required that Turkey withdraw"));
  EXPECT_TRUE(holds(words_of(section(b, "ground")), "An arrest of forty people was made"));
  for (const Section& s : b.sections) {
    EXPECT_FALSE(holds(words_of(s), "Turkey shelled Syria"));
    EXPECT_FALSE(holds(words_of(s), "Turkey attacked"));
  }
}

TEST(Brief, NamesAreInFullWithTheOfficeOfTheDayAtFirstMention) {
  EXPECT_TRUE(holds(words_of(section(brief(week(), kWeek), "said")),
                    "Mike Pompeo (secretary of state of the United States) warned Turkey"));
}

TEST(Brief, OnlyTheDaysAskedFor) {
  const Account account = week();
  EXPECT_FALSE(holds(words_of(section(brief(account, kWeek), "ground")), "massed"));
  EXPECT_TRUE(holds(words_of(section(brief(account, {}), "ground")), "Turkey massed forces towards Syria"));
}

TEST(Brief, ReportsSayWhatIsNotKnown) {
  EXPECT_TRUE(holds(words_of(section(brief(week(), kWeek), "unknown")), "the target is not known"));
}

TEST(Brief, UnsureReadingsAreQuotedNotTold) {
  auto [report, event] = known(kLines[0], 1);
  event.confidence = 0.1;
  const Brief b = brief(file({report}, {event}), {});
  EXPECT_TRUE(holds(words_of(section(b, "said")), "No warning"));
  EXPECT_TRUE(holds(words_of(section(b, "unsure")), "right about 10 times in 100"));
}

TEST(Brief, WhatAPersonHasAcceptedIsTold) {
  auto [report, event] = known(kLines[0], 1);
  event.confidence = 0.1;
  const std::string id = event.id;
  EXPECT_TRUE(holds(words_of(section(brief(file({report}, {event}), {.accepted = {id}}), "said")), "warned Turkey"));
}

TEST(Brief, TwoReadingsOfOneReportContradictNothing) {
  // As a coder leaves it that reads one report's two threats as one incident.
  Account account = account_of(
      {R"(2019-07-22 | THREATEN actual | "The US" > "Turkey" | - | warned | The US warned Turkey over the S-400 and Turkey threatened the US over the S-400.)"});
  Event other = account.events[0].event;
  const std::string& text = account.reports.begin()->second.text;
  const std::size_t at = text.find("threatened");
  other.id = "e9";
  other.trigger = {at, at + 10, "threatened"};
  std::swap(other.source, other.target);
  const Brief b = brief(file({account.reports.begin()->second}, {account.events[0].event, other}), {});
  EXPECT_FALSE(holds(words_of(section(b, "unknown")), "Reports differ"));
  EXPECT_TRUE(holds(words_of(section(b, "said")), "The United States warned Turkey"));
  EXPECT_TRUE(holds(words_of(section(b, "said")), "Turkey threatened the United States"));
}

TEST(Brief, TwoReportsThatDifferAreCounted) {
  const std::string place = " in an ambush near Tessalit in Mali on Sunday.";
  Account account = account_of(
      {R"(2019-07-22 | ASSAULT actual | "Gunmen" > "soldiers" | - | killed | Gunmen killed five soldiers)" + place,
       R"(2019-07-22 | ASSAULT actual | "Gunmen" > "soldiers" | - | killed | Gunmen killed seven soldiers)" + place});
  std::vector<Report> reports;
  std::vector<Event> events;
  for (const auto& [id, report] : account.reports) reports.push_back(report);
  for (const Filed& filed : account.events) {
    events.push_back(filed.event);
    events.back().killed = filed.sentence.text.find("five") != std::string::npos ? 5 : 7;
  }
  const Brief b = brief(file(reports, events), {});
  EXPECT_TRUE(holds(words_of(section(b, "unknown")), "Reports differ on how many were killed"));
  EXPECT_TRUE(holds(words_of(section(b, "unknown")), "5, in 1 of 2 reports"));
  EXPECT_TRUE(holds(words_of(section(b, "ground")), "killed, as told: 5 to 7"));
  // Unless a person has said that they are two.
  const Brief two = brief(file(reports, events), {.decisions = {{events[0].id, events[1].id, Verdict::Two, "me", "", ""}}});
  EXPECT_FALSE(holds(words_of(section(two, "unknown")), "Reports differ"));
}

TEST(Brief, WhatOneSentenceTellsOfIsOneLine) {
  Account account = account_of(
      {R"(- | ASSAULT actual | - > "Syria" | - | fired | A rocket was fired at Syria by a man who was later arrested.)"});
  Event arrest = account.events[0].event;
  const std::string& text = account.reports.begin()->second.text;
  const std::size_t at = text.find("arrested"), man = text.find("a man");
  arrest.id = "e9";
  arrest.type = "COERCE";
  arrest.trigger = {at, at + 8, "arrested"};
  arrest.target = {Participant{{man, man + 5, "a man"}, {}, {}, {}, {}, {}, {}, {}, {}}};
  const Brief b = brief(file({account.reports.begin()->second}, {account.events[0].event, arrest}), {});
  ASSERT_EQ(section(b, "ground").lines.size(), 1U);
  const Line& line = section(b, "ground").lines[0];
  EXPECT_EQ(
      line.text,
      "Told in one sentence: fire on Syria was opened (by whom is not clear); an arrest of a man was made (by whom is not "
      "clear) (“A rocket was fired at Syria by a man who was later arrested”).");
  EXPECT_EQ(line.evidence.size(), 2U);
}

TEST(Brief, SaysItsDaysInWords) {
  EXPECT_EQ(brief({}, {.until = "2019-07-29"}).period, "reports published up to 29 July 2019");
  EXPECT_EQ(brief({}, {.from = "2019-07-22", .until = "2019-07-29"}).period,
            "reports published from 22 July 2019 to 29 July 2019");
}

TEST(Brief, ReportsOverTimeAndPlacesArePicturesWithWords) {
  auto [report, event] = known(kLines[0], 1);
  auto [later, shelled] = known(kLines[7], 8);
  shelled.place = Place{shelled.trigger, Location{"Idlib & more", "SYR", 35.93, 36.63, "town", {}, "gazetteer"}};
  const Brief b = brief(file({report, later}, {event, shelled}), {.from = "2019-07-22", .until = "2019-08-20"});
  ASSERT_EQ(b.spots.size(), 1U);
  ASSERT_EQ(b.chart.bars.size(), 30U);
  EXPECT_EQ(b.chart.bars.front(), (std::pair<std::string, std::size_t>{"2019-07-22", 0}));
  EXPECT_EQ(b.chart.bars.back(), (std::pair<std::string, std::size_t>{"2019-08-20", 1}));
  const std::string page = to_html(b);
  EXPECT_TRUE(
      holds(page, "<title id=\"map-title\">Places of what is told</title><desc id=\"map-words\">Idlib &amp; more: 1 event."));
  EXPECT_TRUE(holds(page, "class=\"coast\" d=\"M"));
  EXPECT_TRUE(holds(page, "2019-08-20: 1"));
  EXPECT_LT(page.size(), 40000U);
  EXPECT_TRUE(holds(to_markdown(b), "| Idlib &amp; more | 35.93 | 36.63 | 1 |"));
}

TEST(Brief, TheSameInWhateverOrderItComes) {
  std::vector<Report> reports;
  std::vector<Event> events;
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    auto [report, event] = known(kLines[i], i + 1);
    reports.push_back(report);
    events.push_back(event);
  }
  const std::string page = to_html(brief(file(reports, events), {})), text = to_markdown(brief(file(reports, events), {}));
  std::reverse(reports.begin(), reports.end());
  std::rotate(events.begin(), events.begin() + 3, events.end());
  EXPECT_EQ(to_html(brief(file(reports, events), {})), page);
  EXPECT_EQ(to_markdown(brief(file(reports, events), {})), text);
}

TEST(Brief, AnEmptyAccountSaysSo) {
  const Brief b = brief({}, {});
  EXPECT_TRUE(holds(words_of(section(b, "meetings")), "No meeting is told."));
  EXPECT_TRUE(holds(to_html(b), "</html>"));
}

TEST(Brief, MarkupInAReportIsShownAsText) {
  const Account account = account_of(
      {R"(- | ASSAULT actual | "Turkey" > "Syria" | - | shelled | Turkey shelled <script>alert(1)</script> [x](y) "\u202e" Syria.)"});
  const std::string page = to_html(brief(account, {})), text = to_markdown(brief(account, {}));
  EXPECT_FALSE(holds(page, "<script"));
  EXPECT_TRUE(holds(page, "&lt;script&gt;"));
  EXPECT_FALSE(holds(text, "<script"));
  EXPECT_TRUE(holds(text, R"(\[x\](y))"));
}

}  // namespace
}  // namespace dragoman
