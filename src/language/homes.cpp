#include "language/homes.h"

#include <cmath>
#include <numeric>

namespace dragoman::language {
namespace {

float gelu(float x) { return 0.5F * x * (1 + std::erf(x * 0.70710678F)); }

// The mean of a mention's rows.
std::vector<float> pooled(const Matrix& rows, WordRange words) {
  std::vector<float> mean(rows.columns, 0);
  for (std::size_t w = words.first; w < words.last; ++w) {
    for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += rows.row(w)[c] / static_cast<float>(words.last - words.first);
  }
  return mean;
}

}  // namespace

Homes::Homes(const Weights& w)
    : hidden_(static_cast<std::size_t>(w.size_of("home"))),
      distances_(w.at("home_distance.weight").shape.at(0)),
      sentences_(w.at("home_sentence.weight").shape.at(0)),
      distance_(w.as_floats("home_distance.weight")),
      sentence_(w.as_floats("home_sentence.weight")),
      pair_(w.as_floats("home.weight")),
      none_(w.as_floats("home_none.weight")),
      none_bias_(w.as_floats("home_none.bias")) {}

void Homes::score(const Encoded& encoded, std::span<const std::size_t> names, std::span<const std::size_t> owner,
                  Mention& mention) const {
  std::vector<float> asked = pooled(encoded.home_mention, mention.words);  // hidden for pairs, hidden for no state
  mention.homes.clear();
  mention.homes.reserve(names.size());
  for (const std::size_t name : names) {
    const std::size_t place = place_of(name, mention.words.first, owner, distances_, sentences_);
    const float* away = distance_.data() + place / sentences_ * hidden_;
    const float* apart = sentence_.data() + place % sentences_ * hidden_;
    const auto word = encoded.home_word.row(name);
    float score = 0;
    for (std::size_t c = 0; c < hidden_; ++c) score += pair_[c] * gelu(asked[c] + word[c] + away[c] + apart[c]);
    mention.homes.push_back({name, score});
  }
  for (std::size_t c = hidden_; c < asked.size(); ++c) asked[c] = gelu(asked[c]);
  for (std::size_t k = 0; k < mention.homeless.size(); ++k) {
    mention.homeless[k] = std::inner_product(asked.begin() + static_cast<long>(hidden_), asked.end(),
                                             none_.begin() + static_cast<long>(k * hidden_), none_bias_[k]);
  }
}

}  // namespace dragoman::language
