// /api/law, /api/provisions, /api/questions, /api/brief
#include <algorithm>
#include <nlohmann/json.hpp>

#include "desk.h"
#include "dragoman/brief.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_points = 100;  // of a history

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json head_json(const QuestionFile& file) {
  const auto words = [&](const std::string Question::*member) {
    return file.question ? Json((*file.question).*member) : Json(nullptr);
  };
  Json json{{"id", file.id},
            {"file", file.name},
            {"text", words(&Question::text)},
            {"opened", words(&Question::opened)},
            {"deadline", words(&Question::deadline)},
            {"resolves", words(&Question::resolves)}};
  json["faults"] = Json::array();
  for (const RuleFault& f : file.faults) json["faults"].push_back({{"file", f.file}, {"line", f.line}, {"message", f.message}});
  return json;
}

std::string question_key(const QuestionFile& file) { return file.id + " " + std::to_string(file.stamp); }

// Days on which something can have changed: those of reports, and some evenly between.
std::vector<std::string> days_of(const Account& account, const std::string& from, const std::string& until) {
  std::set<std::string> days;
  for (const Filed& f : account.events) {
    if (f.day >= from && f.day <= until) days.insert(f.day);
  }
  const int span = days_between(from, until), step = std::max(1, span / static_cast<int>(most_points / 2));
  for (int i = 0; i <= span; i += step) days.insert(days_after(from, i));
  days.insert(until);
  std::vector<std::string> list(days.begin(), days.end());
  if (list.size() <= most_points) return list;
  std::vector<std::string> some;
  for (std::size_t i = 0; i < most_points; ++i) some.push_back(list[i * (list.size() - 1) / (most_points - 1)]);
  return some;
}

Answer as_file(std::string body, const std::string& format, bool download) {
  const bool html = format == "html";
  Answer answer{200, std::move(body), html ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8"};
  if (download) answer.file = html ? "brief.html" : "brief.md";
  return answer;
}

}  // namespace

Answer law(Desk& desk, const Asked& asked) {
  const std::string on = asked.day("on").value_or(today());
  const auto party = asked.words("party"), provision = asked.words("provision");
  const auto all = statutes();
  if (provision && std::none_of(all.begin(), all.end(), [&](const Provision& p) { return p.id == *provision; }))
    throw Refusal{400, "no provision \"" + *provision + "\"; /api/provisions lists them", "provision"};
  const auto filing = desk.filing();
  const std::string key = "law " + std::to_string(filing->as_of) + " " + on + " " + asked.key({"party", "provision"});
  return {200, *desk.texts().get(key, [&] {
            std::vector<Finding> findings = standings(all, filing->account, on);
            std::erase_if(findings, [&](const Finding& f) {
              return (party && f.party != *party) || (provision && f.provision->id != *provision);
            });
            Json names = Json::object();
            for (const Finding& f : findings) names[f.party] = desk.name_of(f.party);
            return "{\"as_of\":" + std::to_string(filing->as_of) + ",\"on\":" + in_quotes(on) + ",\"names\":" + dump(names) +
                   ",\"findings\":" + array(findings, [&](const Finding& f) { return dragoman::to_json(f, filing->account); }) +
                   "}";
          })};
}

Answer provisions(Desk&, const Asked&) {
  Json list = Json::array();
  for (const Provision& p : statutes()) {
    Json sections = Json::array();
    for (const Clause& c : p.sections) sections.push_back({{"cite", c.cite}, {"text", c.text}});
    list.push_back({{"id", p.id},
                    {"title", p.title},
                    {"citation", p.citation},
                    {"from", p.from},
                    {"until", p.until.empty() ? Json(nullptr) : Json(p.until)},
                    {"source", p.source},
                    {"uncertain", p.uncertain},
                    {"sections", sections}});
  }
  return {200, dump({{"provisions", list}})};
}

Answer questions(Desk& desk, const Asked&) {
  Json list = Json::array();
  for (const QuestionFile& file : desk.questions()) list.push_back(head_json(file));
  return {200, dump({{"questions", list}})};
}

Answer question(Desk& desk, const Asked& asked, const std::string& id) {
  const QuestionFile file = desk.question(id);
  const auto on = asked.day("on");
  const auto filing = desk.filing();
  const std::string head =
      "{\"as_of\":" + std::to_string(filing->as_of) + ",\"question\":" + dump(head_json(file)) + ",\"answer\":";
  if (!file.question) return {200, head + "null}"};
  const std::string day = on.value_or(file.question->last_day(today()));
  const std::string key = "question " + std::to_string(filing->as_of) + " " + day + " " + question_key(file);
  return {200, head + *desk.texts().get(key, [&] {
            const dragoman::Answer answer = ask(*file.question, filing->account, statutes(), built_in_weights(), day);
            return dragoman::to_json(answer, filing->account);
          }) + "}"};
}

Answer history(Desk& desk, const Asked& asked, const std::string& id) {
  const QuestionFile file = desk.question(id);
  if (!file.question) throw Refusal{409, "the file of this question is broken; /api/questions/" + id + " says where", "id"};
  const Question& q = *file.question;
  const std::string from = asked.day("since").value_or(q.opened), until = asked.day("until").value_or(q.last_day(today()));
  if (from > until) throw Refusal{400, "the first day is after the last", "since"};
  const auto filing = desk.filing();
  const std::string key = "history " + std::to_string(filing->as_of) + " " + from + " " + until + " " + question_key(file);
  return {200, *desk.texts().get(key, [&] {
            Json points = Json::array();
            const auto rounded = [](double p) { return static_cast<double>(static_cast<long>(p * 1e4 + 0.5)) / 1e4; };
            const auto days = days_of(filing->account, from, until);
            for (const Stood& at : dragoman::history(q, filing->account, statutes(), built_in_weights(), days)) {
              points.push_back({{"day", at.day},
                                {"probability", rounded(at.probability)},
                                {"low", rounded(at.low)},
                                {"high", rounded(at.high)},
                                {"reports", at.reports}});
            }
            return "{\"as_of\":" + std::to_string(filing->as_of) + ",\"points\":" + dump(points) + "}";
          })};
}

Answer brief(Desk& desk, const Asked& asked) {
  const auto from = asked.day("from"), to = asked.day("to"), id = asked.words("question");
  const std::string format = asked.one_of("format", {"json", "html", "markdown"});
  if (from && to && *from > *to) throw Refusal{400, "the first day is after the last", "from"};
  std::optional<QuestionFile> file;
  if (id) file = desk.question(*id);
  if (file && !file->question) throw Refusal{409, "the file of this question is broken; /api/questions says where", "question"};
  const auto filing = desk.filing();
  const auto happenings = desk.mirror().happenings();
  const std::string day = to ? *to : file ? file->question->last_day(today()) : today();
  const std::string key = "brief " + std::to_string(filing->as_of) + " " + from.value_or("") + " " + to.value_or("") + " " +
                          day + " " + format + " " + (file ? question_key(*file) : "");
  std::string body = *desk.texts().get(key, [&] {
    BriefOptions options{
        .from = from.value_or(""), .until = to.value_or(""), .accepted = filing->accepted, .knowledge = &desk.knowledge()};
    if (happenings) options.decisions = happenings->decisions;
    std::optional<dragoman::Answer> answer;
    if (file) {
      answer = ask(*file->question, filing->account, statutes(), built_in_weights(), day);
      options.answer = &*answer;
    } else {
      options.duties = standings(statutes(), filing->account, day);
    }
    const Brief digest = dragoman::brief(filing->account, options);
    return format == "html" ? to_html(digest) : format == "markdown" ? to_markdown(digest) : dragoman::to_json(digest);
  });
  if (format == "json") return {200, std::move(body)};
  return as_file(std::move(body), format, asked.flag("download"));
}

Answer render(Desk&, const Asked& asked, const std::string& body) {
  const std::string format = asked.one_of("format", {"html", "markdown"});
  auto read = read_brief(body);
  if (const auto* wrong = std::get_if<std::string>(&read)) throw Refusal{400, *wrong, wrong->substr(0, wrong->find(' '))};
  const Brief& digest = std::get<Brief>(read);
  return as_file(format == "html" ? to_html(digest) : to_markdown(digest), format, asked.flag("download"));
}

}  // namespace dragoman::server
