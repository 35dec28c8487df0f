#include "dragoman/brief.h"

#include "writer.h"

namespace dragoman {
namespace {

std::string period_of(const BriefOptions& o) {
  if (o.from.empty() && o.until.empty()) return "all reports, whatever their day";
  if (o.from.empty()) return "until " + o.until;
  return o.from + (o.until.empty() ? " and later" : " to " + o.until);
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
  return b;
}

}  // namespace dragoman
