#include <algorithm>
#include <pqxx/pqxx>
#include <unordered_map>

#include "database.h"

namespace dragoman::store {
namespace {

constexpr int at_first = 200, at_most = 5000;  // rows fetched together of a long result: who asks for a few waits for a few
constexpr std::int64_t turn = 0x6472676d;      // the lock by which writers take turns
constexpr pqxx::oid int8 = 20, int2 = 21, int4 = 23, float4 = 700, float8 = 701, numeric = 1700, boolean = 16;

Value value_of(const pqxx::field& field) {
  if (field.is_null()) return {};
  switch (field.type()) {
    case int2:
    case int4:
    case int8:
      return static_cast<std::int64_t>(field.as<long long>());
    case float4:
    case float8:
    case numeric:
      return field.as<double>();
    case boolean:
      return static_cast<std::int64_t>(field.as<bool>());
    default:
      return std::string(field.c_str(), field.size());
  }
}

std::string written(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value)) return pqxx::to_string(*number);
  return text(value);
}

class Postgres : public Database {
 public:
  Postgres(const std::string& address, Access access) : address_(address) {
    guarded([&] {
      connection_ = std::make_unique<pqxx::connection>(address);
      connection_->set_client_encoding("UTF8");
      connection_->set_variable("client_min_messages", "warning");
      connection_->set_variable("jit", "off");  // what takes a millisecond here would be compiled for a hundred
      connection_->set_variable("plan_cache_mode",
                                "force_custom_plan");  // a plan kept from when tables were empty reads all of them
      if (access == Access::Read) connection_->set_variable("default_transaction_read_only", "on");
    });
  }

  Dialect dialect() const override { return Dialect::Postgres; }

  void run(std::string_view sql, std::span<const Value> values) override {
    guarded([&] { with_work([&](pqxx::transaction_base& work) { exec(work, std::string(sql), values); }); });
  }

  void each(std::string_view sql, std::span<const Value> values, const std::function<bool(Row)>& take) override {
    guarded([&] {
      const bool is_one = sql.find(" LIMIT 1") != std::string_view::npos;
      if (is_one && !work_) {
        pqxx::nontransaction own(*connection_);
        hand_on(exec(own, std::string(sql), values), take);
        return;
      }
      with_work([&](pqxx::transaction_base& work) {
        // A reader's SELECT may be long and is fetched piece by piece; a writer waits for as few answers as can be.
        if (!writes_ && !is_one && sql.starts_with("SELECT"))
          each_of_cursor(work, std::string(sql), values, take);
        else
          hand_on(exec(work, std::string(sql), values), take);
      });
    });
  }

  void script(const std::string& sql) override {
    guarded([&] { with_work([&](pqxx::transaction_base& work) { work.exec(sql); }); });
  }

  void begin(Access access) override {
    guarded([&] {
      if (access == Access::Read) {
        work_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read>>(*connection_);
        return;
      }
      work_ = std::make_unique<pqxx::work>(*connection_);
      writes_ = true;
      work_->exec("SET LOCAL lock_timeout = '60s'");
      work_->exec("SELECT pg_advisory_xact_lock(" + std::to_string(turn) + ")");
    });
  }
  void commit() override {
    guarded([&] {
      work_->commit();
      work_.reset();
      writes_ = false;
    });
  }
  void rollback() noexcept override {
    work_.reset();
    writes_ = false;
  }

 private:
  template <typename Work>
  void with_work(const Work& work) {
    if (work_) return work(*work_);
    pqxx::work own(*connection_);
    work(own);
    own.commit();
  }

  pqxx::result exec(pqxx::transaction_base& work, const std::string& sql, std::span<const Value> values) {
    std::vector<std::string> words;
    std::vector<const char*> given;
    words.reserve(values.size());
    for (const Value& value : values) words.push_back(written(value));
    for (std::size_t i = 0; i < values.size(); ++i) given.push_back(is_null(values[i]) ? nullptr : words[i].c_str());
    const auto parameters = pqxx::prepare::make_dynamic_params(given);
    if (!writes_) return work.exec_params(sql, parameters);
    auto known = prepared_.find(sql);
    if (known == prepared_.end()) {
      const std::string name = "statement_" + std::to_string(prepared_.size());
      connection_->prepare(name, sql);
      known = prepared_.emplace(sql, name).first;
    }
    return work.exec_prepared(known->second, parameters);
  }

  static bool hand_on(const pqxx::result& result, const std::function<bool(Row)>& take) {
    std::vector<Value> values;
    for (const pqxx::row& row : result) {
      values.clear();
      for (const pqxx::field& field : row) values.push_back(value_of(field));
      if (!take(values)) return false;
    }
    return true;
  }

  void each_of_cursor(pqxx::transaction_base& work, const std::string& sql, std::span<const Value> values,
                      const std::function<bool(Row)>& take) {
    const std::string name = "cursor_" + std::to_string(++cursors_);
    exec(work, "DECLARE " + name + " NO SCROLL CURSOR FOR " + sql, values);
    for (int size = at_first;; size = std::min(4 * size, at_most)) {
      const pqxx::result result = work.exec("FETCH " + std::to_string(size) + " FROM " + name);
      if (!hand_on(result, take) || result.size() < static_cast<pqxx::result::size_type>(size)) break;
    }
    work.exec("CLOSE " + name);
  }

  // pqxx's faults as ours.
  template <typename Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const Fault&) {
      throw;
    } catch (const pqxx::broken_connection& error) {
      throw Fault("the server cannot be reached or is gone (" + line(error.what()) +
                  "); check the address, and give the same command again: what was stored stays");
    } catch (const pqxx::sql_error& error) {
      throw Fault(advice(error.sqlstate(), line(error.what())));
    } catch (const pqxx::failure& error) {
      throw Fault(line(error.what()));
    }
  }

  static std::string line(std::string words) {
    std::replace(words.begin(), words.end(), '\n', ' ');
    words.erase(words.find_last_not_of(" \t") + 1);
    return words;
  }

  static std::string advice(const std::string& state, const std::string& words) {
    if (state == "55P03") return "another dragoman has been writing to it for over a minute; try again when it is done";
    if (state == "53100") return "the server's disk is full; free space and give the same command again, what was stored stays";
    if (state == "42501") return "may not be written by this user (" + words + "); ask for the rights";
    if (state == "25006") return "is read-only (" + words + ")";
    return words;
  }

  std::string address_;
  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::transaction_base> work_;
  bool writes_ = false;
  std::unordered_map<std::string, std::string> prepared_;  // a writer's statements, which come again and again, and their names
  std::uint64_t cursors_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& address, Access access) {
  return std::make_unique<Postgres>(address, access);
}

}  // namespace dragoman::store
