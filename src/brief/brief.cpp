#include "dragoman/brief.h"

#include "words.h"
#include "writer.h"

namespace dragoman {
namespace {

std::string period_of(const BriefOptions& o) {
  using brief_words::day_in_words;
  if (o.from.empty() && o.until.empty()) return "all reports, whatever their day";
  if (o.from.empty()) return "reports published up to " + day_in_words(o.until);
  if (o.until.empty()) return "reports published from " + day_in_words(o.from) + " on";
  if (o.from == o.until) return "reports published on " + day_in_words(o.from);
  return "reports published from " + day_in_words(o.from) + " to " + day_in_words(o.until);
}

}  // namespace

Brief brief(const Account& account, const BriefOptions& options) {
  brief_words::Writer write(account, options);
  Brief b;
  b.title = options.answer ? options.answer->question->text : "Digest";
  b.period = period_of(options);
  if (options.answer) b.sections.push_back(write.question());
  b.sections.push_back(write.law());
  b.sections.push_back(write.positions());
  b.sections.push_back(write.said());
  b.sections.push_back(write.ground());
  b.sections.push_back(write.unknown());
  b.sections.push_back(write.meetings());
  b.sections.push_back(write.watch());
  if (Section unsure = write.unsure(); !unsure.lines.empty()) b.sections.push_back(std::move(unsure));
  b.tables = write.tables();
  b.chart = write.chart();
  b.spots = write.spots();
  return b;
}

}  // namespace dragoman
