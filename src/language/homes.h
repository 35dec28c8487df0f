// Whose somebody is of whom no word says so: "the police", "officials". Each capital word of the chunk is weighed as the name
// of their state, or of somebody or something of it; actors/ knows which word names which state. The same as Reader.homes in
// training/model.py.
#pragma once

#include <span>
#include <vector>

#include "dragoman/language.h"
#include "language/network.h"
#include "language/weights.h"

namespace dragoman::language {

class Homes {
 public:
  explicit Homes(const Weights& weights);

  // Fills `homes` and `homeless` of a mention. `mention`, `names` (words that may name a state) and `owner` (the number of each
  // word's sentence) count the chunk's words. May be called from several threads at once.
  void score(const Encoded& encoded, std::span<const std::size_t> names, std::span<const std::size_t> owner,
             Mention& mention) const;

 private:
  std::size_t hidden_, distances_, sentences_;
  std::vector<float> distance_, sentence_;  // what the way from the mention to the word adds: buckets × hidden
  std::vector<float> pair_, none_, none_bias_;
};

}  // namespace dragoman::language
