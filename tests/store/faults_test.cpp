// What goes wrong outside: kills, second writers, files that are no store, damaged, read-only, of another time.
#include <sys/wait.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "places.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

class FaultsTest : public StoreTest {
 protected:
  // A writer in a process of its own, which adds reports [first, last) a few at a time.
  pid_t writer(int first, int last, int together) const {
    const pid_t child = ::fork();
    if (child != 0) return child;
    auto store = Store::open(where_, Access::Write);
    if (!store) ::_exit(3);
    for (int i = first; i < last; i += together) {
      std::vector<CodedReport> some;
      for (int j = i; j < std::min(i + together, last); ++j) some.push_back(warning(j));
      if (!store->add(some, model, now)) ::_exit(4);
    }
    ::_exit(0);
  }

  static int end_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
  }

  // Every report has its event, and no report or event is there twice.
  void expect_whole(std::size_t at_least = 0) {
    Store store = open(Access::Read);
    std::set<std::string> reports, events;
    for (const StoredReport& r : all_reports(store)) {
      EXPECT_TRUE(reports.insert(r.report.id).second) << r.report.id;
      EXPECT_EQ(r.events, 1U) << r.report.id;
    }
    for (const StoredEvent& e : all_events(store)) {
      EXPECT_TRUE(events.insert(e.event.id).second) << e.event.id;
      EXPECT_EQ(e.event.source.size() + e.event.target.size(), 2U);
      EXPECT_TRUE(reports.contains(e.event.report));
    }
    EXPECT_EQ(reports.size(), events.size());
    EXPECT_GE(reports.size(), at_least);
    seen_ = reports.size();
  }

  std::size_t seen_ = 0;
};

TEST_P(FaultsTest, KilledAt200MomentsNothingIsLostAndNothingDoubled) {
  std::mt19937 random(1);
  constexpr int kills = 200, apart = 10, ahead = 60;  // each writer goes back over what may be missing and on to new reports
  { open(); }
  for (int kill = 0; kill < kills; ++kill) {
    const int first = kill * apart;
    const pid_t child = writer(std::max(0, first - apart), first + ahead, 3);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    ::kill(child, SIGKILL);
    end_of(child);
    if (kill % 10 != 9) continue;
    expect_whole(seen_);
    if (HasFailure()) return;
  }
  constexpr int reports = kills * apart + ahead;
  EXPECT_LT(seen_, static_cast<std::size_t>(reports)) << "no writer was killed before it was done";
  ASSERT_EQ(end_of(writer(0, reports, 50)), 0);
  expect_whole(reports);
  EXPECT_EQ(seen_, static_cast<std::size_t>(reports));
}

TEST_P(FaultsTest, TwoWritersAtOnceTakeTurns) {
  { open(); }
  const pid_t one = writer(0, 150, 2), other = writer(50, 200, 3);
  EXPECT_EQ(end_of(one), 0);
  EXPECT_EQ(end_of(other), 0);
  expect_whole(200);
  EXPECT_EQ(seen_, 200U);
}

// One that writes without a rest does not keep another waiting until it is done.
TEST_P(FaultsTest, AWriterIsNotStarved) {
  { open(); }
  const pid_t busy = writer(0, 150, 1);
  Store store = open();
  for (int i = 0; i < 5; ++i) add(store, {warning(1000 + i)});
  int status = 0;
  EXPECT_EQ(::waitpid(busy, &status, WNOHANG), 0) << "the other writer was done before this one had its turn";
  EXPECT_EQ(end_of(busy), 0);
}

TEST_P(FaultsTest, ReadersSeeWholeCallsWhileAWriterAdds) {
  { open(); }
  const pid_t child = writer(0, 300, 3);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      auto store = Store::open(where_, Access::Read);
      for (int again = 0; store && again < 20; ++again) {
        const auto events = all_events(*store);
        wrong += events.size() % 3 != 0;  // three reports a call
      }
      wrong += !store;
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(end_of(child), 0);
  EXPECT_EQ(wrong, 0);
}

TEST_P(FaultsTest, AReaderCannotWrite) {
  { open(); }
  Store store = open(Access::Read);
  EXPECT_FALSE(store.add(std::vector<CodedReport>{warning(1)}, model, now));
}

INSTANTIATE_TEST_SUITE_P(On, FaultsTest, ::testing::ValuesIn(kinds()), kind_of);

// ---- Files ----

std::string error_of(const std::string& path, Access access) {
  const auto store = Store::open(path, access);
  return store ? "" : store.error;
}

TEST(StoreFile, IsNotThere) {
  Box box;
  const std::string error = error_of(box / "none.db", Access::Read);
  EXPECT_NE(error.find("none.db: is not there; make it with"), std::string::npos) << error;
  EXPECT_FALSE(fs::exists(box / "none.db"));
  EXPECT_NE(error_of(box / "no/folder/x.db", Access::Write).find("cannot be opened"), std::string::npos);
}

TEST(StoreFile, IsNoStore) {
  Box box;
  std::ofstream(box / "text.db") << "Ankara warned Damascus, and went on at some length to be longer than a header is.\n";
  for (const Access access : {Access::Read, Access::Write}) {
    const std::string error = error_of(box / "text.db", access);
    EXPECT_NE(error.find("is no store of dragoman"), std::string::npos) << error;
  }
  const std::string folder = error_of(box / "", Access::Write);
  EXPECT_NE(folder.find("cannot be opened"), std::string::npos) << folder;
}

TEST(StoreFile, ThatIsEmptyHoldsNoAccountYet) {
  Box box;
  std::ofstream(box / "a.db").flush();
  EXPECT_NE(error_of(box / "a.db", Access::Read).find("holds no account yet"), std::string::npos)
      << error_of(box / "a.db", Access::Read);
  EXPECT_EQ(error_of(box / "a.db", Access::Write), "");
  EXPECT_EQ(error_of(box / "a.db", Access::Read), "");
}

TEST(StoreFile, IsDamaged) {
  Box box;
  const std::string path = box / "a.db";
  {
    auto store = Store::open(path, Access::Write);
    std::vector<CodedReport> many;
    for (int i = 0; i < 500; ++i) many.push_back(warning(i));
    ASSERT_TRUE(store->add(many, model, now));
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto size = fs::file_size(path);
  for (std::uintmax_t at = 8192; at + 2048 < size; at += 4096) {
    file.seekp(static_cast<std::streamoff>(at));
    file << std::string(2048, '\x5a');
  }
  file.close();
  auto store = Store::open(path, Access::Read);
  std::string error = store.error;
  if (store) error = store->events({}, [](const StoredEvent&) { return true; }).error;
  EXPECT_NE(error.find("is damaged"), std::string::npos) << error;
  fs::resize_file(path, size / 2);
  auto cut = Store::open(path, Access::Write);
  error = cut ? cut->add(std::vector<CodedReport>{warning(1000)}, model, now).error : cut.error;
  EXPECT_NE(error.find("is damaged"), std::string::npos) << error;
}

// An account of two reports, one with two versions, a correction and a copy.
void write_old(const std::string& path) {
  auto store = Store::open(path, Access::Write);
  ASSERT_TRUE(store) << store.error;
  const Report first = report_of("a", "Ankara warned Damascus. Three were killed in strikes."),
               second = report_of("a", "Ankara warned Damascus. Seven were killed in raids.");
  CodedReport copy = warning(1);
  copy.report.id = "copy";
  for (const CodedReport& coded :
       {coded(first, {event_in(first, "warned", "THREATEN", "Ankara"), event_in(first, "strikes", "ASSAULT")}),
        coded(second, {event_in(second, "warned", "THREATEN", "Ankara"), event_in(second, "raids", "ASSAULT")}), warning(1),
        copy})
    ASSERT_TRUE(store->add(std::vector<CodedReport>{coded}, model, now));
  const std::string id = all_events(*store, {.type = {"THREATEN"}, .report = "a"})[0].event.id;
  ASSERT_TRUE(
      store->correct({{{}, now, "A. Desk", "because", "event", id, "mend", R"({"status":"negated"})", {}, false}}, now));
}

// How tests/store/data/store-N.db was made when N was the version; a new version gets a new file, the old ones stay.
TEST(StoreFile, DISABLED_WriteOneOfThisVersion) {
  const std::string path = std::string(HERE) + "/data/store-1.db";
  fs::create_directories(std::string(HERE) + "/data");
  fs::remove(path);
  write_old(path);
}

TEST(StoreFile, OpensWhatTheFirstVersionWrote) {
  Box box;
  const std::string path = box / "old.db";
  fs::copy_file(std::string(HERE) + "/data/store-1.db", path);
  auto store = Store::open(path, Access::Write);
  ASSERT_TRUE(store) << store.error;
  EXPECT_EQ(all_events(*store).size(), 3U);
  EXPECT_EQ(all_events(*store, {.withdrawn = true}).size(), 5U);
  EXPECT_EQ(all_events(*store, {.happened_since = "2019-07", .happened_until = "2019-07"}).size(), 3U);
  EXPECT_EQ(all_events(*store, {.status = {"negated"}}).at(0).review, Review::Mended);
  EXPECT_EQ(all_reports(*store).at(1).report.text, "Ankara warned Damascus. Seven were killed in raids.");
  EXPECT_EQ(all_reports(*store, {.text = "raids"}).size(), 1U);
  EXPECT_EQ(store->add(std::vector<CodedReport>{warning(1)}, model, now)->at(0).arrival, Arrival::Known);
  EXPECT_EQ(store->add(std::vector<CodedReport>{warning(9)}, model, now)->at(0).arrival, Arrival::New);
}

TEST(StoreFile, OfANewerDragomanIsRefused) {
  Box box;
  const std::string path = box / "new.db";
  { ASSERT_TRUE(Store::open(path, Access::Write)); }
  ASSERT_EQ(std::system(("python3 -c \"import sqlite3; c = sqlite3.connect('" + path +
                         "'); c.execute('UPDATE dragoman SET version = 99'); c.commit()\"")
                            .c_str()),
            0);
  for (const Access access : {Access::Read, Access::Write})
    EXPECT_NE(error_of(path, access).find("written by a newer dragoman (its tables are of version 99"), std::string::npos)
        << error_of(path, access);
}

}  // namespace
}  // namespace dragoman
