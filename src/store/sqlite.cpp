#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <unordered_map>
#include <utility>

#include "database.h"

namespace dragoman::store {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(60);  // that a writer waits for another
// Writers take turns though SQLite keeps no queue: who waits looks again every `look`, and who has just written leaves the
// account alone for `pause` before it writes again.
constexpr auto look = std::chrono::milliseconds(2), pause = std::chrono::milliseconds(5);
constexpr std::int64_t application = 0x6472676d;  // "drgm", in the file's header

class Sqlite : public Database {
 public:
  Sqlite(std::string path, Access access) : path_(std::move(path)), access_(access) {
    if (access == Access::Read) {
      std::error_code ignored;
      if (!fs::exists(path_, ignored)) throw Fault(path_ + ": is not there; make it with `dragoman add " + path_ + " INPUT`");
    }
    connect();
    try {
      prepare_file();
    } catch (...) {
      close();
      throw;
    }
  }
  ~Sqlite() override { close(); }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  Dialect dialect() const override { return Dialect::Sqlite; }

  void run(std::string_view sql, std::span<const Value> values) override {
    each(sql, values, [](Row) { return true; });
  }

  void each(std::string_view sql, std::span<const Value> values, const std::function<bool(Row)>& take) override {
    const Running statement(*this, sql);
    bind(statement.get(), values);
    std::vector<Value> row(static_cast<std::size_t>(sqlite3_column_count(statement.get())));
    while (true) {
      const int code = sqlite3_step(statement.get());
      if (code == SQLITE_DONE) return;
      if (code != SQLITE_ROW) fail();
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = column(statement.get(), static_cast<int>(i));
      if (!take(row)) return;
    }
  }

  void script(const std::string& sql) override {
    if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }

  void begin(Access access) override {
    if (access == Access::Read) return script("BEGIN");
    std::this_thread::sleep_until(written_ + pause);
    script("BEGIN IMMEDIATE");
    writes_ = true;
  }
  void commit() override {
    script("COMMIT");
    if (std::exchange(writes_, false)) written_ = Clock::now();
  }
  void rollback() noexcept override {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
    writes_ = false;
  }

 private:
  // A prepared statement while it runs; kept for the next time. One that runs already (a query within a query) is made anew.
  class Running {
   public:
    Running(Sqlite& database, std::string_view sql) : database_(database), sql_(sql) {
      if (auto node = database.idle_.extract(sql_)) {
        statement_ = node.mapped();
        return;
      }
      if (sqlite3_prepare_v2(database.connection_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) != SQLITE_OK)
        database.fail();
    }
    ~Running() {
      sqlite3_reset(statement_);
      sqlite3_clear_bindings(statement_);
      if (database_.idle_.size() > 200 || !database_.idle_.emplace(sql_, statement_).second) sqlite3_finalize(statement_);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    sqlite3_stmt* get() const { return statement_; }

   private:
    Sqlite& database_;
    std::string sql_;
    sqlite3_stmt* statement_ = nullptr;
  };

  void connect() {
    int flags = access_ == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;  // a Store belongs to one thread at a time
    int code = sqlite3_open_v2(path_.c_str(), &connection_, flags, nullptr);
    if (code == SQLITE_OK) sqlite3_busy_handler(connection_, &wait, this);
    if (code != SQLITE_OK) fail();
  }

  // Called while another holds the account, `times` in this wait; nought gives up.
  static int wait(void* self, int times) {
    auto& database = *static_cast<Sqlite*>(self);
    if (times == 0) database.waiting_ = Clock::now();
    if (Clock::now() - database.waiting_ > patience) return 0;
    std::this_thread::sleep_for(look);
    return 1;
  }

  void close() {
    for (auto& [sql, statement] : idle_) sqlite3_finalize(statement);
    idle_.clear();
    sqlite3_close(connection_);
    connection_ = nullptr;
  }

  // A reader on a disk that cannot be written has no place for the log's index. Without a log the file by itself is whole.
  void reopen_immutable() {
    std::error_code none;
    const fs::path log = path_ + "-wal";
    if (fs::exists(log, none) && fs::file_size(log, none) > 0) fail();
    close();
    std::string uri = "file:";
    for (const char c : fs::absolute(path_).string()) {
      if (c == '?' || c == '#' || c == '%') {
        constexpr std::string_view hex = "0123456789ABCDEF";
        uri += {'%', hex[static_cast<unsigned char>(c) >> 4], hex[static_cast<unsigned char>(c) & 15]};
      } else {
        uri += c;
      }
    }
    uri += "?immutable=1";
    if (sqlite3_open_v2(uri.c_str(), &connection_, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nullptr) !=
        SQLITE_OK)
      fail();
  }

  std::int64_t pragma(const std::string& name) {
    std::int64_t found = 0;
    each("PRAGMA " + name, {}, [&](Row row) {
      found = integer(row[0]);
      return false;
    });
    return found;
  }

  void prepare_file() {
    std::int64_t id = 0;
    try {
      id = pragma("application_id");
    } catch (const Fault&) {
      const int code = sqlite3_errcode(connection_);
      if (access_ == Access::Write || (code & 0xff) == SQLITE_NOTADB || (code & 0xff) == SQLITE_CORRUPT) throw;
      reopen_immutable();
      id = pragma("application_id");
    }
    // An empty file, also one whose maker was killed before it came to the tables, is an account to be.
    const bool is_empty = id == 0 && pragma("schema_version") == 0;
    if (is_empty && access_ == Access::Write) {
      script("PRAGMA journal_mode = WAL; PRAGMA application_id = " + std::to_string(application));
    } else if (!is_empty && id != application) {
      throw Fault(path_ + ": is no store of dragoman; name another file");
    }
    // FULL: what add has told of as stored is on the disk, also when the power fails.
    script("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
    if (access_ == Access::Read) script("PRAGMA query_only = ON");
  }

  void bind(sqlite3_stmt* statement, std::span<const Value> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = static_cast<int>(i) + 1;
      if (const auto* whole = std::get_if<std::int64_t>(&values[i])) sqlite3_bind_int64(statement, at, *whole);
      if (const auto* number = std::get_if<double>(&values[i])) sqlite3_bind_double(statement, at, *number);
      if (const auto* words = std::get_if<std::string>(&values[i]))
        sqlite3_bind_text64(statement, at, words->data(), words->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
  }

  static Value column(sqlite3_stmt* statement, int i) {
    switch (sqlite3_column_type(statement, i)) {
      case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, i)};
      case SQLITE_FLOAT:
        return sqlite3_column_double(statement, i);
      case SQLITE_NULL:
        return {};
      default: {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
        return std::string(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
      }
    }
  }

  [[noreturn]] void fail() {
    const int code = connection_ ? sqlite3_extended_errcode(connection_) : SQLITE_NOMEM;
    const std::string words = connection_ ? sqlite3_errmsg(connection_) : "out of memory";
    throw Fault(path_ + ": " + advice(code & 0xff, words));
  }

  std::string advice(int code, const std::string& words) const {
    switch (code) {
      case SQLITE_FULL:
        return "the disk is full; free space and give the same command again, what was stored stays";
      case SQLITE_IOERR:
        return "cannot be written or read (" + words + "); is the disk full or gone? What was stored stays";
      case SQLITE_READONLY:
        return "cannot be written; check the permissions of the file and of its folder";
      case SQLITE_CANTOPEN:
        return "cannot be opened (" + words + "); check its name, its folder and permissions";
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return "another dragoman has been writing to it for over a minute; try again when it is done";
      case SQLITE_NOTADB:
        return "is no store of dragoman; name another file";
      case SQLITE_CORRUPT:
        return "is damaged (" + words + "); put a copy in its place, or save what can be read: sqlite3 " + path_ + " .recover";
      default:
        return words;
    }
  }

  std::string path_;
  Access access_;
  sqlite3* connection_ = nullptr;
  bool writes_ = false;
  Clock::time_point written_{}, waiting_{};  // when the last transaction that wrote ended, when this wait began
  std::unordered_map<std::string, sqlite3_stmt*> idle_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, Access access) { return std::make_unique<Sqlite>(path, access); }

}  // namespace dragoman::store
