// A person's word beside the machine's.
#include "places.h"

namespace dragoman {
namespace {

class CorrectTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    store_.emplace(open());
    add(*store_, {read(text)});
  }

  static CodedReport read(const std::string& words, const std::string& type = "THREATEN") {
    const Report report = report_of("a", words);
    Event warned = event_in(report, "warned", type, "Ankara", "Damascus");
    Event attack = event_in(report, "attack", "ASSAULT", "Ankara");
    attack.status = "conditional";
    attack.condition = Condition{span_in(report.text, "if shelling went on"),
                                 report.id + ":" + std::to_string(report.text.find("shelling")) + ":ASSAULT"};
    return coded(report, {warned, attack, event_in(report, "shelling", "ASSAULT", "Damascus")});
  }

  static Correction say(const std::string& target, const std::string& verb, const std::string& fields = "",
                        const std::string& object = "event") {
    static int second = 0;
    const std::string time = "2026-11-28T06:00:" + std::to_string(10 + second++ % 50) + "Z";
    return {{}, time, "A. Desk", "because", object, target, verb, fields, {}, false};
  }

  std::string correct(const Correction& c) {
    const auto taken = store_->correct({c}, now);
    return taken ? taken.value->empty() ? "known" : "" : taken.error;
  }

  StoredEvent event(const std::string& trigger, bool withdrawn = false) {
    for (const StoredEvent& e : all_events(*store_, {.withdrawn = withdrawn})) {
      if (e.event.trigger.text == trigger && e.review != Review::Withdrawn) return e;
    }
    ADD_FAILURE() << "no event " << trigger;
    return {};
  }

  std::vector<std::string> changes(const std::string& since = "0") {
    std::vector<std::string> list;
    const auto taken = store_->changes(since, [&](const Change& c) {
      list.push_back(c.json);
      return true;
    });
    EXPECT_TRUE(taken) << taken.error;
    return list;
  }

  const std::string text = "Ankara warned Damascus. It would attack if shelling went on.";
  std::optional<Store> store_;
};

TEST_P(CorrectTest, MendsAnEventAndTakesItBack) {
  const StoredEvent read = event("warned");
  EXPECT_EQ(correct(say(read.event.id, "mend", R"({"type":"ACCUSE","source.0.actor":"TUR","killed":3})")), "");
  const StoredEvent mended = event("warned");
  EXPECT_EQ(mended.event.type, "ACCUSE");
  EXPECT_EQ(mended.event.source[0].actor, "TUR");
  EXPECT_EQ(mended.event.killed, 3);
  EXPECT_EQ(mended.event.id, read.event.id);
  EXPECT_EQ(mended.review, Review::Mended);
  EXPECT_EQ(all_events(*store_, {.actor = "TUR"}).size(), 1U);
  EXPECT_EQ(all_events(*store_, {.type = {"THREATEN"}}).size(), 0U);
  EXPECT_EQ(correct(say(read.event.id, "undo")), "");
  EXPECT_EQ(to_json(event("warned").event), to_json(read.event));
  EXPECT_EQ(event("warned").review, Review::None);
}

TEST_P(CorrectTest, RejectsAndAccepts) {
  const std::string id = event("shelling").event.id;
  EXPECT_EQ(correct(say(id, "reject")), "");
  EXPECT_EQ(all_events(*store_).size(), 2U);
  EXPECT_EQ(event("shelling", true).review, Review::Rejected);
  EXPECT_NE(changes().back().find(R"("fell":[{"what":"condition","event":")" + event("attack").event.id), std::string::npos)
      << changes().back();
  EXPECT_EQ(correct(say(id, "accept")), "");
  EXPECT_EQ(event("shelling").review, Review::Accepted);
}

TEST_P(CorrectTest, RefusesWhatIsNoCorrection) {
  const std::string id = event("warned").event.id;
  const auto refused = [&](const Correction& c, const std::string& words) {
    const std::string error = correct(c);
    EXPECT_NE(error.find(words), std::string::npos) << error;
  };
  refused(say("nothing", "reject"), "no event nothing");
  refused(say(id, "delete"), "\"delete\" is no correction");
  refused(say(id, "mend", R"({"type":"SANKTION"})"), "\"SANKTION\" is no type");
  refused(say(id, "mend", R"({"status":"maybe"})"), "\"maybe\" is no status");
  refused(say(id, "mend", R"({"id":"x"})"), "\"id\" is no field that can be mended");
  refused(say(id, "mend", R"({"source.5.actor":"TUR"})"), "\"source.5.actor\" is not there");
  refused(say(id, "mend", R"({"killed":"many"})"), "\"killed\" must be a whole number");
  refused(say(id, "mend", "{}"), "names no field");
  Correction nobody = say(id, "reject");
  nobody.by = "";
  refused(nobody, "needs the name");
  EXPECT_EQ(all_events(*store_).size(), 3U);
  EXPECT_EQ(changes().size(), 1U);
}

TEST_P(CorrectTest, IsReplayedOverAStoreThatIsReadAgain) {
  const std::string warned = event("warned").event.id, shelling = event("shelling").event.id;
  EXPECT_EQ(correct(say(warned, "mend", R"({"status":"negated"})")), "");
  EXPECT_EQ(correct(say(shelling, "reject")), "");
  // The next weights take the warning for an accusation, so its id is another.
  const auto again = store_->recode(read(text, "ACCUSE"), "next", now);
  ASSERT_TRUE(again) << again.error;
  EXPECT_NE(event("warned").event.id, warned);
  EXPECT_EQ(event("warned").event.type, "ACCUSE");
  EXPECT_EQ(event("warned").event.status, "negated");
  EXPECT_EQ(event("shelling", true).review, Review::Rejected);
  EXPECT_EQ(all_reports(*store_)[0].model, "next");
  EXPECT_TRUE(store_->read_by_others("next").value->empty());
}

TEST_P(CorrectTest, FollowsItsSentenceIntoANewVersion) {
  EXPECT_EQ(correct(say(event("warned").event.id, "mend", R"({"type":"REQUEST"})")), "");
  add(*store_, {read("An update. " + text)});
  EXPECT_EQ(event("warned").event.type, "REQUEST");
  EXPECT_EQ(event("warned").event.trigger.start, 18U);
}

TEST_P(CorrectTest, OfAnActorHoldsForAllEventsAndThoseToCome) {
  EXPECT_EQ(correct(say("ankara", "mend", R"({"actor":"TUR","country":"TUR"})", "actor")), "");
  EXPECT_EQ(event("warned").event.source[0].actor, "TUR");
  EXPECT_EQ(event("warned").review, Review::None);
  add(*store_, {warning(3)});
  EXPECT_EQ(all_events(*store_, {.actor = "TUR"}).size(), 3U);
  EXPECT_EQ(correct(say("ankara", "undo", "", "actor")), "");
  EXPECT_EQ(all_events(*store_, {.country = "TUR"}).size(), 0U);
  EXPECT_EQ(event("warned").event.source[0].actor, std::nullopt);
}

TEST_P(CorrectTest, TravelsToAnotherStoreAndWaitsForItsReport) {
  EXPECT_EQ(correct(say(event("warned").event.id, "mend", R"({"type":"REQUEST"})")), "");
  std::vector<Correction> all;
  store_->corrections([&](const Correction& c) {
    all.push_back(c);
    return true;
  });
  ASSERT_EQ(all.size(), 1U);
  auto other = Store::open(box_ / "other.db", Access::Write);
  ASSERT_TRUE(other) << other.error;
  const auto taken = other->correct(all, now);
  ASSERT_TRUE(taken) << taken.error;
  EXPECT_TRUE(taken.value->at(0).waits);
  EXPECT_TRUE(other->correct(all, now).value->empty());  // twice is once
  other->add(std::vector<CodedReport>{read(text)}, model, now);
  EXPECT_EQ(all_events(*other, {.type = {"REQUEST"}}).size(), 1U);
}

TEST_P(CorrectTest, TheFeedTellsWhatHappenedSince) {
  EXPECT_EQ(correct(say(event("warned").event.id, "reject")), "");
  add(*store_, {read("An update. " + text)});
  const auto all = changes();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_NE(all[0].find(R"("what":"added","report":"a")"), std::string::npos) << all[0];
  EXPECT_NE(all[1].find(R"("what":"corrected","event":)"), std::string::npos) << all[1];
  EXPECT_NE(all[2].find(R"("what":"version","report":"a","version":2)"), std::string::npos) << all[2];
  EXPECT_EQ(changes("2").size(), 1U);
  EXPECT_EQ(changes("2026-11-28").size(), 3U);
  EXPECT_EQ(changes("2026-11-29").size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(On, CorrectTest, ::testing::ValuesIn(kinds()), kind_of);

}  // namespace
}  // namespace dragoman
