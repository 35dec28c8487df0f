// Columns of Parquet are named as the record's fields, and hold what those hold.
#include <arrow/api.h>
#include <arrow/io/api.h>
#include <parquet/arrow/reader.h>

#include <nlohmann/json.hpp>

#include "accounts.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

// "place.latitude: double" for each leaf; of lists what they hold.
void leaves(const arrow::DataType& type, const std::string& name, std::set<std::string>& out) {
  if (type.id() == arrow::Type::LIST) return leaves(*type.field(0)->type(), name, out);
  if (type.num_fields() == 0) return void(out.insert(name));
  for (const auto& field : type.fields()) leaves(*field->type(), name + "." + field->name(), out);
}

void leaves(const Json& json, const std::string& name, std::set<std::string>& out) {
  if (json.is_array()) {
    for (const Json& one : json) leaves(one, name, out);
  } else if (json.is_object()) {
    for (const auto& [key, value] : json.items()) leaves(value, name + "." + key, out);
  } else {
    out.insert(name);
  }
}

std::shared_ptr<arrow::Table> written(const std::string& line, Rows rows) {
  Box box;
  const std::string path = box / "rows.parquet";
  auto file = ParquetFile::create(path, rows);
  EXPECT_TRUE(file) << file.error;
  EXPECT_TRUE(file->write(line + "\n"));
  const auto closed = file->close();
  EXPECT_TRUE(closed) << closed.error;
  const auto reader = *parquet::arrow::OpenFile(*arrow::io::ReadableFile::Open(path), arrow::default_memory_pool());
  std::shared_ptr<arrow::Table> table;
  EXPECT_TRUE(reader->ReadTable(&table).ok());
  return table;
}

void expect_same_names(const std::string& line, Rows rows) {
  std::set<std::string> columns, fields;
  leaves(*arrow::struct_(written(line, rows)->schema()->fields()), "", columns);
  leaves(Json::parse(line), "", fields);
  EXPECT_EQ(columns, fields);
}

StoredEvent full_event() {
  const Report report = report_of("a", "On Monday Ankara, it said, shelled Idlib with S-400 if asked.");
  Event e = event_in(report, "shelled", "ASSAULT", "Ankara", "Idlib");
  for (Participant* p : {&e.source[0], &e.target[0]}) {
    p->role = "spokesman";
    p->candidates = {{"TUR", 0.5}};
  }
  e.by = {e.source[0]};
  e.by[0].cue = span_in(report.text, "said");
  e.condition = Condition{span_in(report.text, "if asked"), "b"};
  e.place = Place{span_in(report.text, "Idlib"), Location{"Idlib", "SYR", 35.93, 36.63, "town", "near", ""}};
  e.time = Time{span_in(report.text, "Monday"), parse_day("2019-07-29"), parse_day("2019-07-30")};
  e.goods = {{span_in(report.text, "S-400"), "s-400", "RUS", "RUS"}};
  e.killed = 5;
  e.injured = 7;
  e.goldstein = -9.5;
  e.why[0].name = "rule";
  return {e, Review::None};
}

TEST(Parquet, HasTheFieldsOfAnEvent) { expect_same_names(to_json(full_event()), Rows::Events); }

TEST(Parquet, KeepsPlaceAndTime) {
  const auto table = written(to_json(full_event()), Rows::Events);
  const auto place = std::static_pointer_cast<arrow::StructArray>(table->GetColumnByName("place")->chunk(0));
  EXPECT_EQ((*place->GetScalar(0))->ToString().find("null"), std::string::npos) << (*place->GetScalar(0))->ToString();
  EXPECT_NE((*place->GetScalar(0))->ToString().find("35.93"), std::string::npos);
}

TEST(Parquet, HasTheFieldsOfAnIncident) {
  Incidents incidents;
  for (const char* id : {"a", "b"}) {
    ToldReport report{id, "", parse_day("2023-03-06"), "Gunmen killed soldiers at Tessalit.", {}};
    ToldEvent e{.id = std::string("e-") + id, .type = "ASSAULT", .status = "actual", .trigger = "killed"};
    e.source = {{"Gunmen", "", "MLI", "REB", ""}};
    e.target = {{"soldiers", "", "MLI", "MIL", ""}};
    e.place = "Tessalit";
    e.at = Coordinates{20.2, 1};
    e.killed = id[0] == 'a' ? 5 : 7;
    e.injured = 3;
    e.goldstein = -9;
    report.events = {e};
    incidents.add(report);
  }
  ASSERT_EQ(incidents.all().size(), 1U);
  expect_same_names(to_json(incidents.all()[0]), Rows::Incidents);
}

}  // namespace
}  // namespace dragoman
