#include "render.h"

#include <gtest/gtest.h>

#include "terminal.h"

namespace dragoman::cli {
namespace {

Event event_in(const std::string& text, const std::string& trigger, const std::string& source) {
  Event e;
  e.id = "0123456789abcdef";
  e.report = "r";
  e.type = "ASSAULT";
  e.status = "actual";
  e.trigger = {text.find(trigger), text.find(trigger) + trigger.size(), trigger};
  e.source.resize(1);
  e.source[0].span = {text.find(source), text.find(source) + source.size(), source};
  return e;
}

TEST(Csv, QuotesAsRfc4180Says) {
  const std::string text = "The \"army\", he said, attacked.";
  const std::string line = csv_row(csv_fields(event_in(text, "attacked", "The \"army\", he")));
  EXPECT_NE(line.find(",attacked,\"The \"\"army\"\", he\",0-14,"), std::string::npos) << line;
  EXPECT_EQ(line.substr(line.size() - 2), "\r\n");
}

TEST(Csv, HasAsManyFieldsAsTitles) {
  const auto commas = [](const std::string& row) { return std::count(row.begin(), row.end(), ','); };
  EXPECT_EQ(commas(csv_row(csv_names())), commas(csv_row(csv_fields(event_in("Rebels attacked.", "attacked", "Rebels")))));
}

TEST(Fit, CutsAndPadsByColumnsNotBytes) {
  EXPECT_EQ(fit("Çavuşoğlu", 9, Fill::Pad), "Çavuşoğlu");
  EXPECT_EQ(fit("Çavuşoğlu", 11, Fill::Pad), "Çavuşoğlu  ");
  EXPECT_EQ(fit("Çavuşoğlu", 5, Fill::Pad), "Çavu…");
  EXPECT_EQ(fit("外交部发言人", 5, Fill::Pad), "外交…");
  EXPECT_EQ(columns("外交部"), 6U);
}

TEST(OneLine, HidesControlCharactersFromTheTerminal) { EXPECT_EQ(one_line("a\x1b[31m\n\tb "), "a [31m b"); }

TEST(Marked, ColoursTheTriggerAndUnderlinesTheActor) {
  Report report;
  report.text = "Rebels attacked the town.";
  const std::vector<Event> events{event_in(report.text, "attacked", "Rebels")};
  EXPECT_EQ(marked(report, 0, report.text.size(), events, {.coloured = true, .width = 80}),
            "\x1b[4mRebels\x1b[0m \x1b[1;31mattacked\x1b[0m the town.\n");
  EXPECT_EQ(marked(report, 0, report.text.size(), events, {.coloured = false, .width = 12}), "Rebels\nattacked the\ntown.\n");
}

TEST(EventLine, SaysWhoDidWhatToWhom) {
  Event e = event_in("Rebels attacked.", "attacked", "Rebels");
  e.condition = Condition{{0, 0, "if talks fail"}, std::nullopt};
  EXPECT_EQ(event_line(e, {.coloured = false, .width = 100}),
            "    ASSAULT    actual       Rebels → –  “attacked”  if talks fail\n");
}

}  // namespace
}  // namespace dragoman::cli
