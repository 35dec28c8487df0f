#include <gtest/gtest.h>

#include "brief/phrases.h"

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
                         {"possible", "as possible, not as fact"},
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
            "sanctions by the US on Turkey are told as possible, not as fact");
  EXPECT_EQ(tell({"ASSAULT", "conditional", "attack", "Ankara", "Syria", "“if talks fail”"}),
            "Ankara would attack Syria “if talks fail”");
  EXPECT_EQ(tell({"CONCEDE", "demanded", "release", "Bamako", "the prisoners", ""}),
            "it is demanded or required that Bamako release the prisoners");
}

TEST(Phrases, WhatTheDataHaveNotIsSaidBarely) {
  EXPECT_EQ(tell({"DANCE", "actual", "danced", "A", "B", ""}), "a record of type DANCE and status actual");
}

}  // namespace
}  // namespace dragoman::brief_words
