#include <gtest/gtest.h>

#include "dragoman/events.h"

namespace dragoman {
namespace {

// The record of docs: every field known.
Event whole_event() {
  Event e;
  e.id = "7f0c2d9a41b6e803";
  e.report = "example";
  e.published = "2019-07-29";
  e.type = "SANCTION";
  e.cameo = "1384";
  e.goldstein = -5.8;
  e.status = "conditional";
  e.trigger = {64, 80, "reciprocal steps"};
  Participant ankara;
  ankara.span = {46, 52, "Ankara"};
  ankara.actor = "TUR";
  ankara.name = "Turkey";
  ankara.country = "TUR";
  ankara.sector = "GOV";
  ankara.code = "TURGOV";
  e.source = {ankara};
  e.condition = Condition{{81, 119, "if the United States imposed sanctions"}, "1b77e02c95d3aa10"};
  Participant minister;
  minister.span = {0, 25, "Turkey's foreign minister"};
  minister.role = "foreign minister";
  minister.cue = Span{26, 30, "said"};
  e.by = {minister};
  e.killed = 3;
  e.confidence = 0.9149;
  e.why = {{"type", "model", 0.876, std::nullopt}, {"status", "rule", std::nullopt, "if-clause"}};
  return e;
}

TEST(ToJson, WritesEveryFieldInOrder) {
  EXPECT_EQ(
      to_json(whole_event()),
      R"({"id":"7f0c2d9a41b6e803","report":"example","published":"2019-07-29","sentence":0,"type":"SANCTION","mode":null,)"
      R"("cameo":"1384","goldstein":-5.8,"status":"conditional","trigger":{"start":64,"end":80,"text":"reciprocal steps"},)"
      R"("source":[{"start":46,"end":52,"text":"Ankara","actor":"TUR","name":"Turkey","country":"TUR","sector":"GOV",)"
      R"("code":"TURGOV","role":null}],"target":[],"condition":{"start":81,"end":119,)"
      R"("text":"if the United States imposed sanctions","event":"1b77e02c95d3aa10"},"by":[{"start":0,"end":25,)"
      R"("text":"Turkey's foreign minister","actor":null,"name":null,"country":null,"sector":null,"role":"foreign minister",)"
      R"("cue":{"start":26,"end":30,"text":"said"}}],"quoted":false,"place":null,"time":null,"goods":[],"killed":3,"injured":null,)"
      R"("confidence":0.91,"why":[{"step":"type","from":"model","score":0.88},{"step":"status","from":"rule","name":"if-clause"}]})");
}

TEST(ToJson, EscapesAndKeepsUtf8) {
  Event e = whole_event();
  e.trigger.text = "“quoted”\n\"é\"";
  EXPECT_NE(to_json(e).find(R"("text":"“quoted”\n\"é\"")"), std::string::npos);
}

TEST(ToJson, PutsAMarkForBytesThatAreNotUtf8) {
  Event e = whole_event();
  e.trigger.text = "a\xff";
  EXPECT_NE(to_json(e).find("a\xEF\xBF\xBD"), std::string::npos);
}

TEST(FromJson, ReadsWhatToJsonWrote) {
  Event bare;
  bare.id = "x";
  bare.report = "r";
  bare.type = "AID";
  bare.status = "actual";
  Event counted = bare;
  counted.arrested = 25;
  counted.displaced = 2000;
  counted.source.emplace_back();
  counted.source[0].members = {"ARM", "AZE"};
  EXPECT_NE(to_json(counted).find(R"("members":["ARM","AZE"])"), std::string::npos);
  EXPECT_NE(to_json(counted).find(R"("arrested":25,"displaced":2000)"), std::string::npos);
  for (const Event& event : {whole_event(), bare, counted}) {
    const std::string line = to_json(event);
    const auto read = from_json(line);
    ASSERT_TRUE(std::holds_alternative<Event>(read)) << std::get<std::string>(read);
    EXPECT_EQ(to_json(std::get<Event>(read)), line);
  }
}

TEST(FromJson, SaysWhatIsWrong) {
  const std::string line = to_json(whole_event());
  const auto wrong = [&](const std::string& what, const std::string& with) {
    std::string broken = line;
    const std::size_t at = broken.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    const auto read = from_json(broken.replace(at, what.size(), with));
    return std::holds_alternative<Event>(read) ? "" : std::get<std::string>(read);
  };
  EXPECT_EQ(wrong(R"("start":46)", R"("start":"46")"), R"("source[0].start" must be a whole number)");
  EXPECT_EQ(wrong(R"("start":46)", R"("start":45)"),
            R"("source[0]" must be bytes from start to end that are as many as its text has)");
  EXPECT_EQ(wrong(R"("type":)", R"("kind":)"), R"("type" must be a string)");
  EXPECT_EQ(wrong(R"("step":"type")", R"("step":7)"), R"("why[0].step" must be a string)");
  EXPECT_EQ(wrong(R"("quoted":false)", R"("quoted":null)"), R"("quoted" must be true or false)");
  EXPECT_EQ(wrong(R"({"id")", R"("id")"), "no JSON object; give one line that to_json() wrote");
}

}  // namespace
}  // namespace dragoman
