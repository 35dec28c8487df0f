#include <gtest/gtest.h>

#include "brief/phrases.h"
#include "dragoman/questions.h"

namespace dragoman::brief_words {
namespace {

const char* const kTypes[] = {"AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                              "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};

struct Frame {
  const char* status;
  const char* mark;  // what keeps it from being told as a fact
};
const Frame kFrames[] = {{"actual", ""},
                         {"future", "planned, promised or expected"},
                         {"conditional", "would "},
                         {"possible", "may be or may have been"},
                         {"demanded", "demanded or required"},
                         {"negated", " not"}};

TEST(Phrases, EveryTypeInEveryStatusWithAndWithoutItsParticipants) {
  for (const char* type : kTypes) {
    for (const Frame& frame : kFrames) {
      for (const char* source : {"Ruritania", ""}) {
        for (const char* target : {"Borduria", ""}) {
          const std::string text = tell({type, frame.status, "zzz", source, target, "“if it rains”"});
          SCOPED_TRACE(text);
          EXPECT_EQ(text.find_first_of("{}[]~|"), std::string::npos);
          EXPECT_EQ(text.find("  "), std::string::npos);
          EXPECT_NE(text.find(frame.mark), std::string::npos);
          EXPECT_NE(text.find(source), std::string::npos);
          EXPECT_NE(text.find(target), std::string::npos);
          EXPECT_EQ(text.find("“if it rains”") != std::string::npos, std::string_view(frame.status) == "conditional");
        }
      }
    }
  }
}

TEST(Phrases, FollowTheReportsVerb) {
  EXPECT_EQ(tell({"THREATEN", "actual", "warned", "Ankara", "Damascus", ""}), "Ankara warned Damascus");
  EXPECT_EQ(tell({"THREATEN", "actual", "warned", "Ankara", "", ""}), "Ankara gave a warning");
  EXPECT_EQ(tell({"COERCE", "actual", "arrested", "", "a general", ""}), "an arrest of a general was made");
  EXPECT_EQ(tell({"SANCTION", "possible", "sanctions", "the US", "Turkey", ""}),
            "sanctions by the US on Turkey may be or may have been imposed");
  EXPECT_EQ(tell({"ASSAULT", "conditional", "attack", "Ankara", "Syria", "“if talks fail”"}),
            "Ankara would attack Syria “if talks fail”");
  EXPECT_EQ(tell({"CONCEDE", "demanded", "release", "Bamako", "the prisoners", ""}),
            "it is demanded or required that Bamako release the prisoners");
}

TEST(Phrases, EveryStandingVerdictAndStanceHasItsWords) {
  const auto is_told = [](std::string_view of, std::string_view name) {
    const std::string said = says_of(of, name, "Turkey");
    EXPECT_NE(said, name) << of;
    EXPECT_EQ(said.find('{'), std::string::npos) << said;
    EXPECT_EQ(of == "standing", said.find("Turkey") != std::string::npos) << said;
  };
  for (int i = 0; i <= static_cast<int>(Standing::Lapsed); ++i) is_told("standing", name(static_cast<Standing>(i)));
  for (int i = 0; i <= static_cast<int>(Reported::Disputed); ++i) is_told("verdict", name(static_cast<Reported>(i)));
  for (int i = 0; i <= static_cast<int>(Told::Denied); ++i) is_told("told", name(static_cast<Told>(i)));
  for (int i = 0; i <= static_cast<int>(Stance::Talks); ++i) is_told("stance", name(static_cast<Stance>(i)));
}

TEST(Phrases, WhatTheDataHaveNotIsSaidBarely) {
  EXPECT_EQ(tell({"DANCE", "actual", "danced", "A", "B", ""}), "a record of type DANCE and status actual");
}

}  // namespace
}  // namespace dragoman::brief_words
