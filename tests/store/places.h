// The tests of this folder run on a file and, where DRAGOMAN_POSTGRES names a server (with_server.sh), on that as well.
#pragma once

#include <cstdlib>

#include "accounts.h"

namespace dragoman {

inline std::vector<std::string> kinds() {
  if (std::getenv("DRAGOMAN_POSTGRES")) return {"sqlite", "postgres"};
  return {"sqlite"};
}

// A new, empty place for an account a test.
class StoreTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    where_ = box_ / "account.db";
    if (GetParam() == "sqlite") return;
    static int count = 0;
    const std::string name = "test" + std::to_string(::getpid()) + "_" + std::to_string(count++),
                      server = std::getenv("DRAGOMAN_POSTGRES");
    ASSERT_EQ(std::system(("createdb --maintenance-db='" + server + "' " + name).c_str()), 0);
    const std::size_t question = server.find('?');
    where_ = server.substr(0, server.rfind('/', question) + 1) + name + server.substr(question);
  }

  Store open(Access access = Access::Write) {
    auto opened = Store::open(where_, access);
    if (!opened) throw std::runtime_error(opened.error);
    return std::move(*opened.value);
  }

  static std::vector<Added> add(Store& store, const std::vector<CodedReport>& reports) {
    const auto added = store.add(reports, model, now);
    if (!added) throw std::runtime_error(added.error);
    return *added.value;
  }

  Box box_;
  std::string where_;
};

inline std::string kind_of(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

}  // namespace dragoman
