// Events as text for people and programs: CSV, a table, and the report itself with its events coloured.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dragoman/events.h"
#include "dragoman/text.h"

namespace dragoman::cli {

// How a page is shown: colour or none, and its width in columns.
struct Page {
  bool coloured = false;
  std::size_t width = 100;
};

// RFC 4180: fields with a comma, quotation mark or line end stand in quotation marks, lines end in CR LF. Several participants
// stand in one field, "; " between them; what is unknown is empty.
std::string csv_row(std::span<const std::string> fields);
std::vector<std::string> csv_names();
std::vector<std::string> csv_fields(const Event& event);

std::string table_header(const Page& page);
std::string table_line(const Event& event, const Page& page);

// The report's sentences with each trigger in its type's colour and participants underlined, a line an event below each.
std::string annotated(const Report& report, std::span<const Sentence> sentences, std::span<const Event> events,
                      const Page& page);

// One sentence, coloured and wrapped; `events` are those whose spans are to be marked.
std::string marked(const Report& report, std::size_t start, std::size_t end, std::span<const Event> events, const Page& page);

// "THREATEN  actual  Ankara → Damascus  "warned"  by …  if …", wrapped under itself.
std::string event_line(const Event& event, const Page& page);

}  // namespace dragoman::cli
