#include "dragoman/events.h"

namespace dragoman {

Coded code_report(const Reader& reader, Report report, const Knowledge& knowledge, const Ontology& ontology) {
  Coded coded;
  coded.report = std::move(report);
  coded.sentences = split_sentences(coded.report.text);
  coded.quotations = find_quotations(coded.report.text);
  coded.readings = reader.read_and_cut(coded.report.text, coded.sentences);
  coded.events = code(coded.report, coded.quotations, coded.readings, knowledge, ontology);
  for (Event& event : coded.events) event.confidence = reader.calibrated(event.confidence);
  return coded;
}

}  // namespace dragoman
