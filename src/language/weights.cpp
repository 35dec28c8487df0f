#include "language/weights.h"

#include <openssl/evp.h>

#include <array>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>

namespace dragoman::language {
namespace {

using nlohmann::json;

std::string sha256(std::span<const std::byte> bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < length; ++i) {
    out += kHex[digest[i] >> 4U];
    out += kHex[digest[i] & 15U];
  }
  return out;
}

bool read_file(const std::string& path, std::vector<std::byte>& bytes) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return false;
  const auto size = file.tellg();
  if (size < 0) return false;
  bytes.resize(static_cast<std::size_t>(size));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), size);
  return file.good();
}

std::size_t width_of(Element element) { return element == Element::Float32 ? 4 : 1; }

// What every network of this format has; a file without one of them is refused when it is read, not when it is used.
constexpr std::array kSizes = {"layers", "width", "heads", "inner", "arc", "label", "trigger", "role", "relation", "home"};
constexpr std::array kNames = {"upos", "xpos", "deprel", "lemma", "type", "status", "sector", "role", "relation", "homeless"};

// The tensor that `entry` of the header describes, or a null pointer in it when it does not lie in the file.
Tensor tensor_of(const json& entry, std::span<const std::byte> data) {
  Tensor t;
  const std::string kind = entry.at("dtype");
  t.element = kind == "I8" ? Element::Int8 : kind == "U8" ? Element::UInt8 : Element::Float32;
  if (kind != "I8" && kind != "U8" && kind != "F32") return t;
  t.shape = entry.at("shape").get<std::vector<std::size_t>>();
  t.size = 1;
  for (std::size_t n : t.shape) t.size *= n;
  const auto offsets = entry.at("data_offsets").get<std::vector<std::size_t>>();
  if (offsets.size() != 2 || offsets[1] > data.size() || offsets[1] < offsets[0]) return t;
  if (offsets[1] - offsets[0] != t.size * width_of(t.element)) return t;
  t.data = data.data() + offsets[0];
  return t;
}

std::string parse(Weights& out) {
  if (out.bytes.size() < 8) return "it is shorter than a weights file's header";
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, out.bytes.data(), 8);
  if (header_size > out.bytes.size() - 8) return "it is cut off, or no weights file";
  const auto* text = reinterpret_cast<const char*>(out.bytes.data() + 8);
  const json header = json::parse(text, text + header_size, nullptr, false);
  if (!header.is_object() || !header.contains("__metadata__")) return "it is no weights file (its header cannot be read)";
  const json& metadata = header["__metadata__"];
  const std::string format = metadata.value("dragoman", "");
  if (format.empty()) return "it is a safetensors file, but not one of dragoman's";
  if (format != kFormat) {
    return "its format is " + format + ", and this build reads format " + std::string(kFormat) +
           "; export it again with training/export.py, or use the build that it belongs to";
  }
  const auto data = std::span<const std::byte>(out.bytes).subspan(8 + header_size);
  if (sha256(data) != metadata.value("sha256", "")) return "it is damaged (its checksum does not fit)";
  out.version = metadata.value("version", "");
  out.sizes = json::parse(metadata.value("sizes", "{}")).get<decltype(out.sizes)>();
  out.names = json::parse(metadata.value("names", "{}")).get<decltype(out.names)>();
  out.calibration = json::parse(metadata.value("calibration", "[]")).get<decltype(out.calibration)>();
  for (const char* name : kSizes) {
    if (!out.sizes.contains(name)) return std::string("its header lacks the size '") + name + "'";
  }
  for (const char* name : kNames) {
    if (!out.names.contains(name)) return std::string("its header lacks the names of '") + name + "'";
  }
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    const Tensor t = tensor_of(entry, data);
    if (t.data == nullptr) return "its tensor '" + name + "' does not lie where the header says";
    out.tensors[name] = t;
  }
  return "";
}

}  // namespace

std::vector<float> Weights::as_floats(std::string_view name) const {
  const Tensor& t = at(name);
  if (t.element == Element::Float32) return {t.floats(), t.floats() + t.size};
  const Tensor& scale = at(std::string(name) + ".scale");
  const std::size_t columns = t.shape.at(1);
  std::vector<float> out(t.size);
  for (std::size_t i = 0; i < t.size; ++i) out[i] = static_cast<float>(t.int8s()[i]) * scale.floats()[i / columns];
  return out;
}

Weights read_weights(const std::string& path, std::string& error) {
  Weights out;
  if (!read_file(path, out.bytes)) {
    error = path + ": the weights file cannot be read; name it with --model, or build where models/ lies beside the sources";
    return {};
  }
  try {
    error = parse(out);
  } catch (const nlohmann::json::exception& problem) {
    error = std::string("its header cannot be understood (") + problem.what() + ")";
  }
  if (error.empty()) return out;
  error = path + ": " + error;
  return {};
}

}  // namespace dragoman::language
