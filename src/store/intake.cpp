#include "dragoman/intake.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <variant>

#include "dragoman/in_order.h"

namespace dragoman {
namespace {

using Clock = std::chrono::steady_clock;
using Work = std::variant<CodedReport, InputError>;

constexpr std::size_t most_together = 64;               // reports written in one transaction
constexpr auto longest_wait = std::chrono::seconds(1);  // that a coded report waits to be written

void count(Counts& counts, const Added& one) {
  if (one.arrival == Arrival::New) ++counts.added;
  if (one.arrival == Arrival::Version) ++counts.versions;
  if (one.arrival == Arrival::Copy) ++counts.copies;
  if (one.arrival == Arrival::Known) ++counts.known;
  counts.events += one.events;
  counts.withdrawn += one.withdrawn;
}

// Writes what has been coded, several reports together: each transaction is one wait for the disk.
class Writer {
 public:
  explicit Writer(const Intake& intake) : intake_(intake), model_(intake.reader.version()) {}

  // False when the store takes nothing more; error() says why.
  bool add(CodedReport&& coded) {
    waiting_.push_back(std::move(coded));
    if (waiting_.size() < most_together && Clock::now() - written_ < longest_wait) return true;
    return flush();
  }

  bool flush() {
    written_ = Clock::now();
    if (!error_.empty() || waiting_.empty()) return error_.empty();
    const auto added = intake_.store.add(waiting_, model_, now_utc());
    if (!added) error_ = added.error;
    if (added) {
      for (const Added& one : *added.value) count(counts_, one);
    }
    waiting_.clear();
    tell();
    return error_.empty();
  }

  bool recode(const CodedReport& coded) {
    const auto done = intake_.store.recode(coded, model_, now_utc());
    if (!done) error_ = done.error;
    if (done) {
      ++counts_.recoded;
      counts_.events += done.value->events;
      counts_.withdrawn += done.value->withdrawn;
    }
    tell();
    return error_.empty();
  }

  Result<Counts> result() const {
    if (!error_.empty()) return {std::nullopt, error_};
    return {counts_, {}};
  }

 private:
  void tell() const {
    if (intake_.moved) intake_.moved(counts_);
  }

  const Intake& intake_;
  std::string model_, error_;
  std::vector<CodedReport> waiting_;
  Counts counts_;
  Clock::time_point written_ = Clock::now();
};

Work coded(const Intake& intake, Report&& report) {
  const std::string id = report.id;
  try {
    Coded all = code_report(intake.reader, std::move(report), intake.knowledge, intake.ontology);
    CodedReport result{std::move(all.report), {}, std::move(all.events)};
    for (const Sentence& sentence : all.sentences) result.sentences.emplace_back(sentence.start, sentence.end);
    return result;
  } catch (const std::exception& fault) {  // the encoder's library, or memory
    return InputError{id, {}, {}, std::string("could not be read (") + fault.what() + "); try it by itself"};
  }
}

}  // namespace

Counts operator+(const Counts& a, const Counts& b) {
  return {a.added + b.added,     a.versions + b.versions, a.copies + b.copies,      a.known + b.known,
          a.recoded + b.recoded, a.events + b.events,     a.withdrawn + b.withdrawn};
}

Result<Counts> take_in(const Intake& intake, const std::function<std::optional<Ingested>()>& next) {
  Writer writer(intake);
  std::atomic<bool> full = false;
  std::mutex one_at_a_time;
  const auto is_known = [&](const Report& report) {
    const std::lock_guard lock(one_at_a_time);
    const auto answer = intake.known.knows(report);
    return answer && *answer.value;  // a fault here is one when the report is written, too, and is told then
  };
  in_order<Ingested, Work>(
      intake.threads, [&]() -> std::optional<Ingested> { return full ? std::nullopt : next(); },
      [&](Ingested&& got) -> Work {
        if (auto* error = std::get_if<InputError>(&got)) return std::move(*error);
        Report& report = std::get<Report>(got);
        if (is_known(report)) return CodedReport{std::move(report), {}, {}};
        return coded(intake, std::move(report));
      },
      [&](Work&& result) {
        if (const auto* error = std::get_if<InputError>(&result)) {
          if (intake.fault) intake.fault(*error);
        } else if (!writer.add(std::move(std::get<CodedReport>(result)))) {
          full = true;
        }
      });
  writer.flush();
  return writer.result();
}

Result<Counts> recode(const Intake& intake) {
  auto old = intake.store.read_by_others(std::string(intake.reader.version()));
  if (!old) return {std::nullopt, old.error};
  Writer writer(intake);
  std::size_t at = 0;
  std::atomic<bool> full = false;
  in_order<Report, Work>(
      intake.threads,
      [&]() -> std::optional<Report> {
        if (full || at == old->size()) return std::nullopt;
        return std::move((*old)[at++]);
      },
      [&](Report&& report) { return coded(intake, std::move(report)); },
      [&](Work&& result) {
        if (const auto* error = std::get_if<InputError>(&result)) {
          if (intake.fault) intake.fault(*error);
        } else if (!full && !writer.recode(std::get<CodedReport>(result))) {
          full = true;
        }
      });
  return writer.result();
}

}  // namespace dragoman
