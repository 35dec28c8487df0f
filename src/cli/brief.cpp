// dragoman brief: the digest of some days.
#include "dragoman/brief.h"
#include "dragoman/store.h"

#include <fmt/format.h>

#include <memory>

#include "dragoman/store.h"
#include "known.h"
#include "output.h"
#include "question_files.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::string store, question, from, to, out, format;
};

bool is_page(const Asked& asked) {
  if (!asked.format.empty()) return asked.format == "html";
  return asked.out.ends_with(".html") || asked.out.ends_with(".htm");
}

void run_brief(const Asked& asked, Session& session) {
  for (const auto& [option, day] : {std::pair{"--from", &asked.from}, {"--to", &asked.to}}) {
    if (!day->empty() && !is_day(*day))
      return session.refuse(fmt::format("{} {}: must be a day, such as 2019-07-29", option, *day));
  }
  if (!asked.from.empty() && !asked.to.empty() && asked.from > asked.to)
    return session.refuse(fmt::format("--from {} is after --to {}", asked.from, asked.to));
  std::optional<Question> question;
  if (!asked.question.empty()) {
    question = open_question(asked.question, session);
    if (!question) return;
  }
  Verdicts verdicts;
  const auto account = read_known(asked.store, session, &verdicts);
  if (!account) return;
  BriefOptions options{.from = asked.from,
                       .until = asked.to,
                       .decisions = std::move(verdicts.decisions),
                       .accepted = std::move(verdicts.accepted),
                       .knowledge = &session.knowledge()};
  const std::string day = !asked.to.empty() ? asked.to : question ? question->last_day(today()) : today();
  std::optional<Answer> answer;
  if (question) {
    answer = ask(*question, *account, statutes(), built_in_weights(), day);
    options.answer = &*answer;
  } else {
    options.duties = standings(statutes(), *account, day);
  }
  const Brief digest = brief(*account, options);
  Output out(asked.out);
  out.write(is_page(asked) ? to_html(digest) : to_markdown(digest));
  if (!out.error().empty()) session.fail(out.name(), out.error());
}

}  // namespace

void add_brief(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("brief", "the digest of some days, each sentence with the bytes it comes from");
  command
      ->add_option("STORE", asked->store,
                   "an account, records with their reports as JSON Lines, or reports to read on the spot")
      ->required()
      ->type_name("");
  command
      ->add_option("QUESTION", asked->question, "QUESTION.toml, when the digest is about one; docs/questions.md has its form")
      ->type_name("");
  command->add_option("--from", asked->from, "the first day of publication; reports without a day are always in")
      ->type_name("DAY");
  command->add_option("--to", asked->to, "the last day, for which the question is answered too")->type_name("DAY");
  command->add_option("-o,--output", asked->out, "the file; .html is a page, any other Markdown (standard output)")
      ->type_name("FILE");
  command->add_option("--format", asked->format, "html or markdown, whatever the file is called")
      ->check(CLI::IsMember({"html", "markdown"}).description(""))
      ->type_name("html|markdown");
  command->footer(
      "Examples:\n"
      "  dragoman brief account.db --from 2019-07-22 --to 2019-07-28 -o brief.html\n"
      "  dragoman brief examples/questions/turkey-s400/reports.jsonl examples/questions/turkey-s400/question.toml --to "
      "2019-08-01 "
      "-o brief.md");
  command->callback([asked, &session] { run_brief(*asked, session); });
}

}  // namespace dragoman::cli
