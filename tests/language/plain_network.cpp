#include "plain_network.h"

#include <algorithm>
#include <cmath>

namespace dragoman::language {
namespace {

using Rows = std::vector<std::vector<float>>;

Rows linear(const Weights& w, const Rows& x, const std::string& name) {
  const std::vector<float> matrix = w.as_floats(name + ".weight"), bias = w.as_floats(name + ".bias");
  const std::size_t in = x.empty() ? 0 : x[0].size();
  Rows out(x.size(), bias);
  for (std::size_t r = 0; r < x.size(); ++r) {
    for (std::size_t o = 0; o < bias.size(); ++o) {
      for (std::size_t i = 0; i < in; ++i) out[r][o] += x[r][i] * matrix[o * in + i];
    }
  }
  return out;
}

Rows gelu(Rows x) {
  for (auto& row : x) {
    for (float& v : row) v = 0.5F * v * (1 + std::erf(v / std::sqrt(2.0F)));
  }
  return x;
}

Rows sum(Rows a, const Rows& b) {
  for (std::size_t r = 0; r < a.size(); ++r) {
    for (std::size_t c = 0; c < a[r].size(); ++c) a[r][c] += b[r][c];
  }
  return a;
}

Rows norm(const Weights& w, Rows x, const std::string& name) {
  const std::vector<float> gain = w.as_floats(name + ".weight"), bias = w.as_floats(name + ".bias");
  for (auto& row : x) {
    float mean = 0, variance = 0;
    for (const float v : row) mean += v / static_cast<float>(row.size());
    for (const float v : row) variance += (v - mean) * (v - mean) / static_cast<float>(row.size());
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = (row[c] - mean) / std::sqrt(variance + 1e-12F) * gain[c] + bias[c];
  }
  return x;
}

std::vector<float> table_row(const Weights& w, const std::string& name, std::size_t r) {
  const Tensor& t = w.at(name);
  const std::size_t columns = t.shape[1];
  std::vector<float> out(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    out[c] = t.element == Element::Int8 ? static_cast<float>(t.int8s()[r * columns + c]) * w.at(name + ".scale").floats()[r]
                                        : t.floats()[r * columns + c];
  }
  return out;
}

float dot(std::span<const float> a, std::span<const float> b) {
  float s = 0;
  for (std::size_t i = 0; i < a.size(); ++i) s += a[i] * b[i];
  return s;
}

Rows attend(const Rows& qkv, std::size_t heads, std::size_t width) {
  const std::size_t d = width / heads, n = qkv.size();
  Rows out(n, std::vector<float>(width, 0));
  for (std::size_t h = 0; h < heads; ++h) {
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<float> weight(n);
      const auto part = [&](std::size_t r, std::size_t which) {
        return std::span<const float>(qkv[r]).subspan(which * width + h * d, d);
      };
      for (std::size_t j = 0; j < n; ++j) weight[j] = dot(part(i, 0), part(j, 1)) / std::sqrt(static_cast<float>(d));
      const float top = *std::max_element(weight.begin(), weight.end());
      float total = 0;
      for (float& v : weight) total += v = std::exp(v - top);
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t c = 0; c < d; ++c) out[i][h * d + c] += weight[j] / total * part(j, 2)[c];
      }
    }
  }
  return out;
}

Matrix matrix(const Rows& rows) {
  Matrix m{rows.size(), rows.empty() ? 0 : rows[0].size(), rows.empty() ? 0 : rows[0].size(), {}};
  for (const auto& row : rows) m.values.insert(m.values.end(), row.begin(), row.end());
  return m;
}

Rows rows(const Matrix& m) {
  Rows out;
  for (std::size_t r = 0; r < m.rows; ++r) out.emplace_back(m.row(r).begin(), m.row(r).end());
  return out;
}

Rows with_root(const Weights& w, const Rows& x) {
  Rows out = {w.as_floats("root")};
  out.insert(out.end(), x.begin(), x.end());
  return out;
}

Rows products(const Rows& a, const Rows& b) {
  Rows out;
  for (const auto& x : a) {
    out.emplace_back();
    for (const auto& y : b) out.back().push_back(dot(x, y));
  }
  return out;
}

}  // namespace

Encoded PlainNetwork::encode(const ChunkInput& in) const {
  const Weights& w = weights_;
  Rows x;
  for (std::size_t i = 0; i < in.pieces.size(); ++i) {
    Rows sum_of = {table_row(w, "embedding.word", static_cast<std::size_t>(in.pieces[i]))};
    sum_of = sum(sum_of, {table_row(w, "embedding.position", i)});
    x.push_back(sum(sum_of, {table_row(w, "embedding.shape", static_cast<std::size_t>(in.shapes[i]))})[0]);
  }
  x = norm(w, x, "embedding.norm");
  const auto layers = static_cast<std::size_t>(w.size_of("layers")), width = static_cast<std::size_t>(w.size_of("width"));
  const std::vector<float> mix = w.as_floats("mix");
  Rows mixed(in.first.size(), std::vector<float>(width, 0)), meaning(in.first.size());
  for (std::size_t l = 0; l < layers; ++l) {
    const std::string p = "layer." + std::to_string(l) + ".";
    const Rows seen = attend(linear(w, x, p + "qkv"), static_cast<std::size_t>(w.size_of("heads")), width);
    x = norm(w, sum(x, linear(w, seen, p + "output")), p + "attention_norm");
    x = norm(w, sum(x, linear(w, gelu(linear(w, x, p + "inner")), p + "outer")), p + "output_norm");
    for (std::size_t i = 0; i < in.first.size(); ++i) {
      meaning[i] = x[static_cast<std::size_t>(in.first[i])];
      for (std::size_t c = 0; c < width; ++c) mixed[i][c] += mix[l] * meaning[i][c];
    }
  }
  const Rows& syntax = mixed;
  const Rows dependent = linear(w, gelu(linear(w, syntax, "arc_dependent")), "arc");
  const Rows head = gelu(linear(w, with_root(w, syntax), "arc_head"));
  const Rows mention = gelu(linear(w, meaning, "mention_hidden"));
  return {matrix(syntax),
          matrix(meaning),
          matrix(linear(w, syntax, "upos")),
          matrix(linear(w, syntax, "xpos")),
          matrix(linear(w, syntax, "lemma")),
          matrix(linear(w, syntax, "begin")),
          matrix(products(dependent, head)),
          matrix(linear(w, gelu(linear(w, meaning, "trigger_hidden")), "trigger")),
          matrix(linear(w, gelu(linear(w, meaning, "status_hidden")), "status")),
          matrix(linear(w, mention, "mention")),
          matrix(linear(w, mention, "sector")),
          matrix(linear(w, meaning, "home_mention")),
          matrix(linear(w, meaning, "home_word"))};
}

Linked PlainNetwork::link(const Encoded& encoded, std::span<const int> heads, std::span<const TriggerWords> triggers,
                          std::span<const std::size_t> owner) const {
  const Weights& w = weights_;
  const Rows syntax = rows(encoded.syntax_words), meaning = rows(encoded.meaning_words);
  const Rows head = linear(w, with_root(w, syntax), "label_head");
  Rows arcs = linear(w, syntax, "label_dependent");
  for (std::size_t d = 0; d < arcs.size(); ++d) arcs[d] = sum({arcs[d]}, {head[static_cast<std::size_t>(heads[d])]})[0];
  Linked out{matrix(linear(w, gelu(arcs), "label")), {}};
  const Rows word = linear(w, meaning, "role_word");
  const std::size_t distances = w.at("role_distance.weight").shape[0], sentences = w.at("role_sentence.weight").shape[0];
  for (const TriggerWords& t : triggers) {
    Rows mean(1, std::vector<float>(meaning[0].size(), 0));
    for (std::size_t i = t.first; i < t.last; ++i) {
      for (std::size_t c = 0; c < mean[0].size(); ++c) mean[0][c] += meaning[i][c] / static_cast<float>(t.last - t.first);
    }
    const Rows asked = linear(w, mean, "role_trigger");
    Rows hidden;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const std::size_t place = place_of(i, t.first, owner, distances, sentences);
      Rows all = sum(asked, {word[i]});
      all = sum(all, {table_row(w, "role_distance.weight", place / sentences)});
      hidden.push_back(sum(all, {table_row(w, "role_sentence.weight", place % sentences)})[0]);
    }
    out.roles.push_back(matrix(linear(w, gelu(hidden), "role")));
  }
  return out;
}

std::vector<float> PlainNetwork::pair(const Encoded& encoded, const PairWords& words) const {
  const Weights& w = weights_;
  const Rows meaning = rows(encoded.meaning_words);
  const auto pooled = [&](const std::vector<std::size_t>& side, const char* missing) {
    if (side.empty()) return w.as_floats(missing);
    std::vector<float> mean(meaning[0].size(), 0);
    for (const std::size_t i : side) {
      for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += meaning[i][c] / static_cast<float>(side.size());
    }
    return mean;
  };
  std::vector<float> all = pooled(words.source, "no_source");
  const std::vector<float> target = pooled(words.target, "no_target");
  all.insert(all.end(), target.begin(), target.end());
  const std::vector<float> query = linear(w, {all}, "pair_query")[0];
  std::vector<float> weight;
  for (const auto& row : meaning) weight.push_back(dot(query, row) / std::sqrt(static_cast<float>(row.size())));
  const float top = *std::max_element(weight.begin(), weight.end());
  float total = 0;
  for (float& v : weight) total += v = std::exp(v - top);
  const std::size_t types = w.names_of("type").size();
  std::vector<float> average(query.size(), 0), seen(query.size(), 0), kind(1 + types, 0);
  for (std::size_t i = 0; i < meaning.size(); ++i) {
    const std::vector<float> p = softmax(encoded.triggers.row(i));
    kind[0] += weight[i] / total * p[0];
    for (std::size_t k = 0; k < types; ++k) kind[1 + k] += weight[i] / total * (p[1 + 2 * k] + p[2 + 2 * k]);
    for (std::size_t c = 0; c < seen.size(); ++c) {
      average[c] += meaning[i][c] / static_cast<float>(meaning.size());
      seen[c] += weight[i] / total * meaning[i][c];
    }
  }
  all.insert(all.end(), average.begin(), average.end());
  all.insert(all.end(), seen.begin(), seen.end());
  all.insert(all.end(), kind.begin(), kind.end());
  return linear(w, gelu(linear(w, {all}, "pair_hidden")), "relation")[0];
}

Mention PlainNetwork::homes(const Encoded& encoded, std::span<const std::size_t> names, std::span<const std::size_t> owner,
                            Mention mention) const {
  const Weights& w = weights_;
  const Rows meaning = rows(encoded.meaning_words);
  Rows mean(1, std::vector<float>(meaning[0].size(), 0));
  for (std::size_t i = mention.words.first; i < mention.words.last; ++i) {
    for (std::size_t c = 0; c < mean[0].size(); ++c)
      mean[0][c] += meaning[i][c] / static_cast<float>(mention.words.last - mention.words.first);
  }
  const std::vector<float> asked = linear(w, mean, "home_mention")[0];
  const auto half = asked.begin() + static_cast<long>(asked.size() / 2);
  const std::size_t distances = w.at("home_distance.weight").shape[0], sentences = w.at("home_sentence.weight").shape[0];
  const std::vector<float> last = w.as_floats("home.weight");
  mention.homes.clear();
  for (const std::size_t name : names) {
    const std::size_t place = place_of(name, mention.words.first, owner, distances, sentences);
    Rows all = sum({{asked.begin(), half}}, linear(w, {meaning[name]}, "home_word"));
    all = sum(all, {table_row(w, "home_distance.weight", place / sentences)});
    all = sum(all, {table_row(w, "home_sentence.weight", place % sentences)});
    mention.homes.push_back({name, dot(gelu(all)[0], last)});
  }
  const std::vector<float> none = linear(w, gelu({{half, asked.end()}}), "home_none")[0];
  std::copy(none.begin(), none.end(), mention.homeless.begin());
  return mention;
}

}  // namespace dragoman::language
