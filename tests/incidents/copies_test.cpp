#include "copies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace dragoman {
namespace {

const std::string wire =
    "Gunmen killed five soldiers near Tessalit on Sunday, Mali's army said. The patrol had left the garrison before dawn and "
    "was on "
    "its way to a well when it drove onto a mine.";

TEST(Copies, AreFoundWhenAWireStoryIsCutAndTouchedUp) {
  const std::string cut = "TESSALIT (wire) – " + wire.substr(0, wire.size() - 32) + ", officials added.";
  EXPECT_TRUE(are_copies(sketch(wire), sketch(cut)));
  EXPECT_TRUE(are_copies(sketch(wire), parse_day("2023-03-06"), sketch(cut), parse_day("2023-03-08")));
  EXPECT_FALSE(are_copies(sketch(wire), parse_day("2023-03-06"), sketch(cut), parse_day("2023-04-08")));
}

TEST(Copies, AreNotReportsOfOneHappeningInOtherWords) {
  EXPECT_FALSE(
      are_copies(sketch(wire), sketch("Seven Malian troops died when their patrol was ambushed outside Tessalit on Sunday.")));
}

TEST(Copies, DoNotDependOnSpacing) {
  std::string spaced = wire;
  for (std::size_t at = 0; (at = spaced.find(' ', at)) != std::string::npos; at += 2) spaced.insert(at, " ");
  EXPECT_EQ(sketch(wire), sketch(spaced));
}

}  // namespace
}  // namespace dragoman
