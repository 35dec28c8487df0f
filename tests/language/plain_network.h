// The network once more in plain loops over 32-bit floats: slow, and easy to read. Tests hold Network against it.
#pragma once

#include "dragoman/language.h"
#include "language/network.h"

namespace dragoman::language {

class PlainNetwork {
 public:
  explicit PlainNetwork(const Weights& weights) : weights_(weights) {}
  Encoded encode(const ChunkInput& input) const;
  Linked link(const Encoded& encoded, std::span<const int> heads, std::span<const TriggerWords> triggers,
              std::span<const std::size_t> owner) const;
  std::vector<float> pair(const Encoded& encoded, const PairWords& pair) const;
  // `homes` and `homeless` of a mention, as Homes::score.
  Mention homes(const Encoded& encoded, std::span<const std::size_t> names, std::span<const std::size_t> owner,
                Mention mention) const;

 private:
  const Weights& weights_;
};

}  // namespace dragoman::language
