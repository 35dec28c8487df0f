// The weights file: an ordinary safetensors file whose metadata says what network it is for. Its form is docs/weights.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dragoman::language {

inline constexpr std::string_view kFormat = "3";

enum class Element { Int8, UInt8, Float32 };

// A tensor inside the file's bytes. A matrix of int8 has its row scales in the tensor "NAME.scale".
struct Tensor {
  Element element = Element::Float32;
  std::vector<std::size_t> shape;
  const std::byte* data = nullptr;  // into Weights::bytes
  std::size_t size = 0;             // elements

  const float* floats() const { return reinterpret_cast<const float*>(data); }
  const std::int8_t* int8s() const { return reinterpret_cast<const std::int8_t*>(data); }
};

struct Weights {
  std::vector<std::byte> bytes;
  std::map<std::string, Tensor, std::less<>> tensors;
  std::string version;
  std::map<std::string, int, std::less<>> sizes;                       // "layers", "width", "heads", …
  std::map<std::string, std::vector<std::string>, std::less<>> names;  // "upos", "deprel", "type", …

  // How often an event is right (second) by the bare product of the model's probabilities (first), rising; empty: as it is.
  std::vector<std::pair<double, double>> calibration;

  const Tensor& at(std::string_view name) const { return tensors.find(name)->second; }
  int size_of(std::string_view name) const { return sizes.find(name)->second; }
  const std::vector<std::string>& names_of(std::string_view name) const { return names.find(name)->second; }

  // A tensor as floats: int8 matrices are multiplied by their row scales.
  std::vector<float> as_floats(std::string_view name) const;
};

// Reads and checks the file. On failure `error` names the file and what is wrong with it, and the weights are empty.
Weights read_weights(const std::string& path, std::string& error);

}  // namespace dragoman::language
