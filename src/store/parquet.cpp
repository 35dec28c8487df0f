#include <arrow/api.h>
#include <arrow/io/api.h>
#include <arrow/json/api.h>
#include <parquet/arrow/writer.h>

#include "dragoman/store.h"

namespace dragoman {
namespace {

constexpr std::size_t group = std::size_t{64} << 20;  // bytes of JSON that become one row group

using Fields = arrow::FieldVector;

std::shared_ptr<arrow::Field> text(const char* name) { return arrow::field(name, arrow::utf8()); }
std::shared_ptr<arrow::Field> whole(const char* name) { return arrow::field(name, arrow::int64()); }
std::shared_ptr<arrow::Field> real(const char* name) { return arrow::field(name, arrow::float64()); }
std::shared_ptr<arrow::Field> yes_or_no(const char* name) { return arrow::field(name, arrow::boolean()); }
std::shared_ptr<arrow::Field> part(const char* name, const Fields& fields) {
  return arrow::field(name, arrow::struct_(fields));
}
std::shared_ptr<arrow::Field> texts(const char* name) { return arrow::field(name, arrow::list(arrow::utf8())); }
std::shared_ptr<arrow::Field> list(const char* name, const Fields& fields) {
  return arrow::field(name, arrow::list(arrow::struct_(fields)));
}

const Fields& span() {
  static const Fields fields{whole("start"), whole("end"), text("text")};
  return fields;
}

Fields with(Fields fields, const Fields& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

Fields event_fields() {
  const Fields who = with(span(), {text("actor"), text("name"), text("country"), text("sector")});
  const auto candidates = list("candidates", {text("actor"), real("score")});
  const Fields participant = with(who, {text("code"), text("role"), candidates}),
               mouth = with(who, {text("role"), part("cue", span()), candidates});
  return {text("id"),
          text("report"),
          text("published"),
          whole("sentence"),
          text("type"),
          text("mode"),
          text("cameo"),
          real("goldstein"),
          text("status"),
          part("trigger", span()),
          list("source", participant),
          list("target", participant),
          part("condition", with(span(), {text("event")})),
          list("by", mouth),
          yes_or_no("quoted"),
          part("place", with(span(), {text("name"), text("country"), real("latitude"), real("longitude"), text("precision"),
                                      text("relation")})),
          part("time", with(span(), {text("from"), text("until")})),
          list("goods", with(span(), {text("good"), text("maker"), text("supplier")})),
          whole("killed"),
          whole("injured"),
          real("confidence"),
          list("why", {text("step"), text("from"), text("name"), real("score")}),
          text("review")};
}

Fields report_fields() {
  const Fields origin{text("title"), text("published"), text("source"), text("url")};
  return with(with({text("id"), whole("version"), yes_or_no("current")}, origin),
              {whole("events"), text("added"), text("model"), list("copies", with({text("id")}, origin)), text("text"),
               list("sentences", {whole("start"), whole("end")})});
}

Fields actor_fields() {
  return {text("actor"),   text("name"),    text("country"), text("sector"),
          whole("source"), whole("target"), text("first"),   text("last")};
}

Fields incident_fields() {
  const Fields party{text("text"), text("actor"), text("name"), text("country"), text("sector")};
  const Fields count{whole("low"), whole("high")};
  const Fields ground{text("field"), whole("points"), text("words")};
  return {text("id"),
          texts("events"),
          texts("reports"),
          whole("sources"),
          text("type"),
          text("status"),
          part("when", {text("first"), text("last")}),
          list("source", party),
          list("target", party),
          text("place"),
          part("at", {real("latitude"), real("longitude")}),
          part("killed", count),
          part("injured", count),
          real("goldstein"),
          list("merges", {text("event"), text("into"), whole("points"), list("grounds", ground)}),
          list("contradictions", {text("field"), list("sayings", {text("value"), texts("who"), texts("events")})})};
}

Fields series_fields() {
  Fields types;
  for (const std::string_view type : event_types) types.push_back(whole(std::string(type).c_str()));
  const Fields point{text("period"),
                     text("first"),
                     whole("verbal_cooperation"),
                     whole("material_cooperation"),
                     whole("verbal_conflict"),
                     whole("material_conflict"),
                     part("types", types),
                     real("goldstein"),
                     real("tension"),
                     whole("reported"),
                     texts("incidents")};
  return {texts("pair"),
          yes_or_no("directed"),
          whole("incidents"),
          list("points", point),
          list("turns", {text("period"), real("before"), real("after")}),
          list("alerts", {text("period"), whole("conflicts"), real("expected"), real("chance")})};
}

Fields fields_of(Rows rows) {
  switch (rows) {
    case Rows::Events:
      return event_fields();
    case Rows::Reports:
      return report_fields();
    case Rows::Actors:
      return actor_fields();
    case Rows::Incidents:
      return incident_fields();
    default:
      return series_fields();
  }
}

struct Fault {
  arrow::Status status;
};

void check(const arrow::Status& status) {
  if (!status.ok()) throw Fault{status};
}
template <typename T>
T check(arrow::Result<T>&& result) {
  check(result.status());
  return std::move(result).ValueUnsafe();
}

}  // namespace

struct ParquetFile::Inside {
  std::string path;
  std::shared_ptr<arrow::Schema> schema;
  std::shared_ptr<arrow::io::FileOutputStream> out;
  std::unique_ptr<parquet::arrow::FileWriter> writer;
  std::string waiting;  // lines of the row group to come

  void write_group() {
    if (waiting.empty()) return;
    auto reading = arrow::json::ReadOptions::Defaults();
    reading.use_threads = false;
    reading.block_size = static_cast<std::int32_t>(waiting.size());
    auto parsing = arrow::json::ParseOptions::Defaults();
    parsing.explicit_schema = schema;
    parsing.unexpected_field_behavior = arrow::json::UnexpectedFieldBehavior::Ignore;
    const auto in = std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::move(waiting)));
    waiting.clear();
    const auto reader = check(arrow::json::TableReader::Make(arrow::default_memory_pool(), in, reading, parsing));
    const auto table = check(reader->Read());
    check(writer->WriteTable(*table, table->num_rows()));
  }

  template <typename Work>
  Result<bool> attempt(const Work& work) {
    try {
      work();
      return {true, {}};
    } catch (const Fault& fault) {
      return {std::nullopt, path + ": cannot be written (" + fault.status.message() + ")"};
    } catch (const std::exception& fault) {
      return {std::nullopt, path + ": cannot be written (" + fault.what() + ")"};
    }
  }
};

ParquetFile::ParquetFile(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ParquetFile::ParquetFile(ParquetFile&&) noexcept = default;
ParquetFile& ParquetFile::operator=(ParquetFile&&) noexcept = default;
ParquetFile::~ParquetFile() = default;

Result<ParquetFile> ParquetFile::create(const std::string& path, Rows rows) {
  auto inside = std::make_unique<Inside>();
  inside->path = path;
  inside->schema = arrow::schema(fields_of(rows));
  const auto made = inside->attempt([&] {
    inside->out = check(arrow::io::FileOutputStream::Open(path));
    const auto properties = parquet::WriterProperties::Builder().compression(parquet::Compression::ZSTD)->build();
    inside->writer =
        check(parquet::arrow::FileWriter::Open(*inside->schema, arrow::default_memory_pool(), inside->out, properties));
  });
  if (!made) return {std::nullopt, made.error};
  return {ParquetFile(std::move(inside)), {}};
}

Result<bool> ParquetFile::write(std::string_view lines) {
  return inside_->attempt([&] {
    inside_->waiting += lines;
    if (inside_->waiting.size() >= group) inside_->write_group();
  });
}

Result<bool> ParquetFile::close() {
  return inside_->attempt([&] {
    inside_->write_group();
    check(inside_->writer->Close());
    check(inside_->out->Close());
  });
}

}  // namespace dragoman
