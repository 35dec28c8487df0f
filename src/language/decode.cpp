#include "language/decode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

namespace dragoman::language {
namespace {

std::size_t best(std::span<const float> values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

// Probabilities of a BIO head: for each word that of B (all kinds together), and that of I.
struct BeginInside {
  std::vector<float> begin, inside;
};

BeginInside begin_inside(const Matrix& scores, std::size_t column, std::size_t columns) {
  BeginInside out;
  out.begin.reserve(scores.rows);
  out.inside.reserve(scores.rows);
  std::vector<float> p(columns);
  for (std::size_t w = 0; w < scores.rows; ++w) {
    std::ranges::copy(scores.row(w).subspan(column, columns), p.begin());
    softmax_in_place(p);
    float b = 0, i = 0;
    for (std::size_t c = 1; c < columns; c += 2) {
      b += p[c];
      i += p[c + 1];
    }
    out.begin.push_back(b);
    out.inside.push_back(i);
  }
  return out;
}

// Cuts a run at the end of the sentence in which it starts.
std::size_t within(const Run& run, std::span<const std::size_t> owner) {
  std::size_t last = run.last;
  while (owner[last - 1] != owner[run.first]) --last;
  return last;
}

// Probability of each type over the words, B and I together.
std::vector<float> type_probabilities(const Matrix& triggers, std::size_t first, std::size_t last) {
  std::vector<float> out((triggers.columns - 1) / 2, 0.0F);
  for (std::size_t w = first; w < last; ++w) {
    const std::vector<float> p = softmax(triggers.row(w));
    for (std::size_t k = 0; k < out.size(); ++k) out[k] += (p[1 + 2 * k] + p[2 + 2 * k]) / static_cast<float>(last - first);
  }
  return out;
}

std::vector<float> mean_softmax(const Matrix& scores, std::size_t first, std::size_t last) {
  std::vector<float> out(scores.columns, 0.0F);
  for (std::size_t w = first; w < last; ++w) {
    const std::vector<float> p = softmax(scores.row(w));
    for (std::size_t c = 0; c < p.size(); ++c) out[c] += p[c] / static_cast<float>(last - first);
  }
  return out;
}

float mean(std::span<const float> values) {
  return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

std::vector<RoleSpan> participants(const BeginInside& p, std::span<const float> either, std::span<const Mention> mentions,
                                   std::span<const std::size_t> owner, float likeliest) {
  std::vector<RoleSpan> found;
  std::optional<RoleSpan> next;  // the likeliest of those that do not reach the floor
  const auto add = [&](std::size_t first, std::size_t last) {
    found.push_back({{first, last}, mean(either.subspan(first, last - first))});
  };
  for (const Mention& m : mentions) {
    add(m.words.first, m.words.last);
    if (found.back().score >= kRoleFloor) continue;
    if (found.back().score >= likeliest && (!next || found.back().score > next->score)) next = found.back();
    found.pop_back();
  }
  for (const Run& run : runs(p.begin, p.inside, kRoleFloor)) {
    const std::size_t last = within(run, owner);
    const bool taken = std::any_of(mentions.begin(), mentions.end(),
                                   [&](const Mention& m) { return run.first < m.words.last && m.words.first < last; });
    if (!taken) add(run.first, last);
  }
  if (found.empty() && next) found.push_back(*next);
  if (found.empty()) return found;
  const auto surest =
      std::max_element(found.begin(), found.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.score < b.score; });
  const std::size_t home = owner[surest->words.first];
  std::erase_if(found, [&](const RoleSpan& s) { return owner[s.words.first] != home; });
  std::sort(found.begin(), found.end(), [](const RoleSpan& a, const RoleSpan& b) { return a.words.first < b.words.first; });
  return found;
}

// Nobody acts on himself: what stands in both keeps the role that is the surer.
void part(std::vector<RoleSpan>& source, std::vector<RoleSpan>& target) {
  const auto surer_in = [](const std::vector<RoleSpan>& other, const RoleSpan& span, bool ties) {
    return std::any_of(other.begin(), other.end(), [&](const RoleSpan& o) {
      return o.words == span.words && (o.score > span.score || (ties && o.score == span.score));
    });
  };
  const std::vector<RoleSpan> sources = source;
  std::erase_if(source, [&](const RoleSpan& span) { return surer_in(target, span, false); });
  std::erase_if(target, [&](const RoleSpan& span) { return surer_in(sources, span, true); });
}

std::vector<RoleSpan> stretch(std::span<const float> either, std::span<const std::size_t> owner) {
  const std::size_t top = best(either);
  if (either[top] < kRoleFloor) return {};
  std::size_t first = top, last = top + 1;
  while (first > 0 && either[first - 1] >= kRoleFloor / 2 && owner[first - 1] == owner[top]) --first;
  while (last < either.size() && either[last] >= kRoleFloor / 2 && owner[last] == owner[top]) ++last;
  return {{{first, last}, either[top]}};
}

std::string lower(std::string_view s) {
  std::string out;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(s.data());
  auto left = static_cast<utf8proc_ssize_t>(s.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t n = utf8proc_iterate(at, left, &c);
    if (n <= 0) return std::string(s);
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t m = utf8proc_encode_char(utf8proc_tolower(c), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(m));
    at += n;
    left -= n;
  }
  return out;
}

}  // namespace

std::vector<float> log_softmax(std::span<const float> scores) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (const float s : scores) sum += std::exp(s - top);
  const float norm = top + std::log(sum);
  std::vector<float> out(scores.begin(), scores.end());
  for (float& v : out) v -= norm;
  return out;
}

std::vector<Run> runs(std::span<const float> begin, std::span<const float> inside, float floor) {
  std::vector<Run> out;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    const float either = begin[i] + inside[i];
    const bool goes_on = !out.empty() && out.back().last == i && inside[i] >= begin[i];
    if (goes_on && either >= floor / 2)
      out.back().last = i + 1;
    else if (either >= floor)
      out.push_back({i, i + 1});
  }
  return out;
}

std::string lemma_of(std::string_view form, std::string_view script) {
  if (script.starts_with('=')) return std::string(script.substr(1));
  const std::size_t first = script.find('|'), second = script.find('|', first + 1);
  if (second == std::string_view::npos) return lower(form);
  std::string base = script[0] == 'k' ? std::string(form) : lower(form);
  std::size_t cut = 0;
  std::from_chars(script.data() + first + 1, script.data() + second, cut);
  for (; cut > 0 && !base.empty(); --cut) {
    do {
      const char gone = base.back();
      base.pop_back();
      if ((gone & 0xC0) != 0x80) break;
    } while (!base.empty());
  }
  base += script.substr(second + 1);
  return base.empty() ? lower(form) : base;
}

std::vector<TriggerWords> triggers_of(const Encoded& encoded, std::span<const std::size_t> owner, float floor) {
  const BeginInside p = begin_inside(encoded.triggers, 0, encoded.triggers.columns);
  const auto type = [&](std::size_t first, std::size_t last) {
    return best(type_probabilities(encoded.triggers, first, last));
  };
  std::vector<TriggerWords> out;
  for (const Run& run : runs(p.begin, p.inside, floor)) {
    const std::size_t last = within(run, owner);
    const bool joins = !out.empty() && out.back().last == run.first && owner[run.first - 1] == owner[run.first] &&
                       type(out.back().first, run.first) == type(run.first, last);
    if (joins)
      out.back().last = last;
    else
      out.push_back({run.first, last});
  }
  return out;
}

Frame frame_of(const Encoded& encoded, const TriggerWords& trigger, const Matrix& roles, std::span<const Mention> mentions,
               std::span<const std::size_t> owner, const Names& names) {
  Frame f;
  f.trigger = {trigger.first, trigger.last};
  f.trigger_score = 1 - softmax(encoded.triggers.row(trigger.first))[0];
  const std::vector<float> types = type_probabilities(encoded.triggers, trigger.first, trigger.last);
  f.type = names.type[best(types)];
  f.type_score = types[best(types)] / std::accumulate(types.begin(), types.end(), 0.0F);
  std::vector<float> status = mean_softmax(encoded.status, trigger.first, trigger.last);
  status[0] *= kActual;
  const float all = std::accumulate(status.begin(), status.end(), 0.0F);
  for (float& share : status) share /= all;
  std::copy_n(status.begin(), f.status_scores.size(), f.status_scores.begin());
  f.status = names.status[best(status)];
  const std::array fields = {&f.source, &f.target, &f.by, &f.condition, &f.place, &f.time};
  for (std::size_t r = 0; r < fields.size(); ++r) {
    const BeginInside p = begin_inside(roles, 3 * r, 3);
    std::vector<float> either(p.begin.size());
    std::transform(p.begin.begin(), p.begin.end(), p.inside.begin(), either.begin(), std::plus<>());
    const bool side = r < 2;
    *fields[r] = r < 3 ? participants(p, either, mentions, owner, side ? kLikeliest : kRoleFloor) : stretch(either, owner);
  }
  part(f.source, f.target);
  return f;
}

std::vector<Mention> mentions_of(const Encoded& encoded, std::span<const std::size_t> owner, const Names& names) {
  const BeginInside p = begin_inside(encoded.mention, 0, 3);
  std::vector<Mention> out;
  for (const Run& run : runs(p.begin, p.inside, kRoleFloor)) {
    const std::size_t last = within(run, owner);
    const std::vector<float> sector = mean_softmax(encoded.sector, run.first, last);
    out.push_back({{run.first, last}, names.sector[best(sector)], sector[best(sector)]});
  }
  return out;
}

std::vector<float> relation_of(std::span<const float> scores, const Encoded& encoded, std::span<const TriggerWords> triggers,
                               std::span<const Matrix> roles, const PairWords& pair, const Names& names) {
  // How many events there are, by relation: with these two as source and target, and with each of them told or not.
  constexpr float least = 0.05F, between_weight = 0.3F, about_weight = 0.2F;
  std::vector<float> between(scores.size(), least), about(scores.size(), least);
  std::vector<std::size_t> relation;
  for (const std::string& type : names.type) {
    const bool yields = type == "CONCEDE" || type == "RETREAT";
    const auto found = std::ranges::find(names.relation, yields ? "YIELD" : std::string_view(type));
    relation.push_back(static_cast<std::size_t>(found - names.relation.begin()));
  }
  for (std::size_t k = 0; k < triggers.size(); ++k) {
    const float score = 1 - softmax(encoded.triggers.row(triggers[k].first))[0];
    const std::vector<float> types = type_probabilities(encoded.triggers, triggers[k].first, triggers[k].last);
    const float all = std::accumulate(types.begin(), types.end(), 0.0F);
    const auto likeliest = [&](std::size_t role, std::span<const std::size_t> words) {
      const BeginInside p = begin_inside(roles[k], 3 * role, 3);
      float top = 0;
      if (words.empty())
        for (std::size_t w = 0; w < p.begin.size(); ++w) top = std::max(top, p.begin[w] + p.inside[w]);
      for (const std::size_t w : words) top = std::max(top, p.begin[w] + p.inside[w]);
      return top;
    };
    const float source = likeliest(0, pair.source), target = likeliest(1, pair.target);
    for (std::size_t t = 0; t < types.size() && all > 0; ++t) {
      if (relation[t] >= scores.size()) continue;
      between[relation[t]] += score * source * target * types[t] / all;
      about[relation[t]] += score * (source + target) / 2 * types[t] / all;
    }
  }
  std::vector<float> out(scores.begin(), scores.end());
  for (std::size_t r = 0; r < out.size(); ++r)
    out[r] += between_weight * std::log(between[r]) + about_weight * std::log(about[r]);
  return softmax(out);
}

std::vector<Candidate> considered_of(const Encoded& encoded, std::span<const TriggerWords> taken, const Names& names) {
  std::vector<Candidate> out;
  for (std::size_t w = 0; w < encoded.triggers.rows; ++w) {
    const bool is_taken =
        std::any_of(taken.begin(), taken.end(), [w](const TriggerWords& t) { return t.first <= w && w < t.last; });
    const float score = 1 - softmax(encoded.triggers.row(w))[0];
    if (is_taken || score < kConsidered) continue;
    out.push_back({w, names.type[best(type_probabilities(encoded.triggers, w, w + 1))], score});
  }
  return out;
}

}  // namespace dragoman::language
