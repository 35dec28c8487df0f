#include "language/network.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

namespace dragoman::language {
namespace {

namespace op = ov::opset13;
using Out = ov::Output<ov::Node>;
using std::make_shared;

// Lengths are rounded up, so that OpenVINO sees few different shapes: a new one costs 5 to 15 ms once. Words are padded to the
// number of pieces, which they cannot exceed: one length then makes one shape.
constexpr std::size_t kTriggerStep = 8;
constexpr float kMasked = -1e9F;

std::size_t round_up(std::size_t n, std::size_t step) { return std::max(step, (n + step - 1) / step * step); }

std::size_t length_of(std::size_t n) { return round_up(n, n <= 128 ? 16 : 32); }

Out integers(std::vector<std::int64_t> values) {
  return op::Constant::create(ov::element::i64, ov::Shape{values.size()}, values);
}

Out scalar(std::int64_t value) { return op::Constant::create(ov::element::i64, ov::Shape{}, {value}); }

// Nodes made from the weights file's tensors.
class Builder {
 public:
  Builder(const Weights& weights, bool int8) : weights_(weights), int8_(int8) {}

  Out floats(const std::string& name) const {
    const Tensor& t = weights_.at(name);
    return op::Constant::create(ov::element::f32, ov::Shape(t.shape), weights_.as_floats(name));
  }

  // int8 rows times their scales, as OpenVINO's compressed matrix; folded to floats where the CPU has no VNNI.
  Out matrix(const std::string& name) const {
    const Tensor& t = weights_.at(name);
    if (!int8_ || t.element != Element::Int8) return floats(name);
    auto rows = make_shared<op::Constant>(ov::element::i8, ov::Shape(t.shape), t.int8s());
    auto wide = make_shared<op::Convert>(rows, ov::element::f32);
    const Tensor& scale = weights_.at(name + ".scale");
    auto scales = make_shared<op::Constant>(ov::element::f32, ov::Shape{t.shape.at(0), 1}, scale.floats());
    return make_shared<op::Multiply>(wide, scales);
  }

  Out linear(const Out& x, const std::string& name) const {
    auto y = make_shared<op::MatMul>(x, matrix(name + ".weight"), false, true);
    return make_shared<op::Add>(y, floats(name + ".bias"));
  }

  Out gelu(const Out& x) const { return make_shared<op::Gelu>(x, ov::op::GeluApproximationMode::ERF); }

  Out norm(const Out& x, const std::string& name) const {
    auto y = make_shared<op::MVN>(x, integers({-1}), true, 1e-12F, ov::op::MVNEpsMode::INSIDE_SQRT);
    return make_shared<op::Add>(make_shared<op::Multiply>(y, floats(name + ".weight")), floats(name + ".bias"));
  }

  // Rows of an int8 table picked before they are widened: the whole table never becomes floats.
  Out look_up(const Out& ids, const std::string& name) const {
    const Tensor& t = weights_.at(name);
    if (t.element == Element::Float32) return make_shared<op::Gather>(floats(name), ids, scalar(0));
    auto table = make_shared<op::Constant>(ov::element::i8, ov::Shape(t.shape), t.int8s());
    const Tensor& scale = weights_.at(name + ".scale");
    auto scales = make_shared<op::Constant>(ov::element::f32, ov::Shape{t.shape.at(0), 1}, scale.floats());
    auto rows = make_shared<op::Convert>(make_shared<op::Gather>(table, ids, scalar(0)), ov::element::f32);
    return make_shared<op::Multiply>(rows, make_shared<op::Gather>(scales, ids, scalar(0)));
  }

  int size(std::string_view name) const { return weights_.size_of(name); }
  std::size_t count(std::string_view name) const { return weights_.names_of(name).size(); }
  const Weights& weights() const { return weights_; }

 private:
  const Weights& weights_;
  bool int8_;
};

std::shared_ptr<op::Parameter> input(ov::element::Type type, const ov::PartialShape& shape, const std::string& name) {
  auto node = make_shared<op::Parameter>(type, shape);
  node->set_friendly_name(name);
  node->output(0).set_names({name});
  return node;
}

std::shared_ptr<op::Result> output(const Out& from, const std::string& name) {
  auto node = make_shared<op::Result>(from);
  node->output(0).set_names({name});
  return node;
}

Out layer(const Builder& b, const Out& x, const Out& mask, int number) {
  const std::string p = "layer." + std::to_string(number) + ".";
  const int width = b.size("width"), heads = b.size("heads");
  // 1 × n × 3·width → 3 of 1 × heads × n × width/heads
  auto parts = make_shared<op::Reshape>(b.linear(x, p + "qkv"), integers({0, 0, 3, heads, width / heads}), true);
  auto qkv = make_shared<op::Split>(make_shared<op::Transpose>(parts, integers({2, 0, 3, 1, 4})), scalar(0), 3);
  const auto part = [&](std::size_t n) { return make_shared<op::Squeeze>(qkv->output(n), integers({0})); };
  auto seen = make_shared<op::ScaledDotProductAttention>(part(0), part(1), part(2), mask, false);
  auto joined =
      make_shared<op::Reshape>(make_shared<op::Transpose>(seen, integers({0, 2, 1, 3})), integers({0, 0, width}), true);
  const Out y = b.norm(make_shared<op::Add>(x, b.linear(joined, p + "output")), p + "attention_norm");
  const Out z = b.linear(b.gelu(b.linear(y, p + "inner")), p + "outer");
  return b.norm(make_shared<op::Add>(y, z), p + "output_norm");
}

// The layers' states weighted by the learned mixture.
Out mixture(const Builder& b, const std::vector<Out>& states) {
  const std::vector<float> mix = b.weights().as_floats("mix");
  Out sum;
  for (std::size_t i = 0; i < states.size(); ++i) {
    Out part = make_shared<op::Multiply>(states[i], op::Constant::create(ov::element::f32, ov::Shape{}, {mix[i]}));
    sum = i == 0 ? part : Out(make_shared<op::Add>(sum, part));
  }
  return sum;
}

// Inputs: pieces 1×L, shapes 1×L, mask 1×1×1×L (0 or a large negative), first W (each word's first piece). Outputs as in
// Encoded.
std::shared_ptr<ov::Model> encoder_graph(const Builder& b) {
  auto pieces = input(ov::element::i32, {1, -1}, "pieces");
  auto shapes = input(ov::element::i32, {1, -1}, "shapes");
  auto mask = input(ov::element::f32, {1, 1, 1, -1}, "mask");
  auto first = input(ov::element::i32, {-1}, "first");
  auto count = make_shared<op::Gather>(make_shared<op::ShapeOf>(pieces), scalar(1), scalar(0));
  auto positions = make_shared<op::Range>(scalar(0), count, scalar(1), ov::element::i64);
  Out x = b.look_up(pieces, "embedding.word");
  x = make_shared<op::Add>(x, b.look_up(positions, "embedding.position"));
  x = make_shared<op::Add>(x, b.look_up(shapes, "embedding.shape"));
  x = b.norm(x, "embedding.norm");
  std::vector<Out> states;
  for (int i = 0; i < b.size("layers"); ++i) {
    x = layer(b, x, mask, i);
    states.emplace_back(make_shared<op::Gather>(x, first, scalar(1)));
  }
  const Out syntax = mixture(b, states), meaning = states.back();

  auto root = make_shared<op::Unsqueeze>(make_shared<op::Unsqueeze>(b.floats("root"), scalar(0)), scalar(0));
  auto with_root = make_shared<op::Concat>(ov::OutputVector{root, syntax}, 1);
  const Out dependent = b.linear(b.gelu(b.linear(syntax, "arc_dependent")), "arc");
  const Out head = b.gelu(b.linear(with_root, "arc_head"));
  auto arcs = make_shared<op::MatMul>(dependent, head, false, true);

  const Out mention = b.gelu(b.linear(meaning, "mention_hidden"));
  ov::ResultVector results = {output(syntax, "syntax"),
                              output(meaning, "meaning"),
                              output(b.linear(syntax, "upos"), "upos"),
                              output(b.linear(syntax, "xpos"), "xpos"),
                              output(b.linear(syntax, "lemma"), "lemma"),
                              output(b.linear(syntax, "begin"), "begin"),
                              output(arcs, "arcs"),
                              output(b.linear(b.gelu(b.linear(meaning, "trigger_hidden")), "trigger"), "triggers"),
                              output(b.linear(b.gelu(b.linear(meaning, "status_hidden")), "status"), "status"),
                              output(b.linear(mention, "mention"), "mention"),
                              output(b.linear(mention, "sector"), "sector"),
                              output(b.linear(meaning, "home_mention"), "home_mention"),
                              output(b.linear(meaning, "home_word"), "home_word")};
  return make_shared<ov::Model>(results, ov::ParameterVector{pieces, shapes, mask, first}, "encode");
}

// What a word's place adds to the hidden layer of the roles: a row for each pair of buckets (words away, sentences away).
Out places(const Builder& b) {
  const std::vector<float> words = b.weights().as_floats("role_distance.weight");
  const std::vector<float> sentences = b.weights().as_floats("role_sentence.weight");
  const auto width = static_cast<std::size_t>(b.size("role"));
  std::vector<float> table;
  for (std::size_t w = 0; w < words.size(); w += width) {
    for (std::size_t s = 0; s < sentences.size(); s += width) {
      for (std::size_t c = 0; c < width; ++c) table.push_back(words[w + c] + sentences[s + c]);
    }
  }
  return op::Constant::create(ov::element::f32, ov::Shape{table.size() / width, width}, table);
}

// Inputs: syntax 1×W×width, heads W, meaning 1×W×width, pool 1×K×W, place K×W (a row of places()). Outputs: labels 1×W×n,
// roles 1×K×W×m.
std::shared_ptr<ov::Model> link_graph(const Builder& b) {
  const int width = b.size("width");
  auto syntax = input(ov::element::f32, {1, -1, width}, "syntax");
  auto heads = input(ov::element::i32, {-1}, "heads");
  auto meaning = input(ov::element::f32, {1, -1, width}, "meaning");
  auto pool = input(ov::element::f32, {1, -1, -1}, "pool");
  auto place = input(ov::element::i32, {-1, -1}, "place");

  auto root = make_shared<op::Unsqueeze>(make_shared<op::Unsqueeze>(b.floats("root"), scalar(0)), scalar(0));
  auto with_root = make_shared<op::Concat>(ov::OutputVector{root, syntax}, 1);
  const Out head = make_shared<op::Gather>(b.linear(with_root, "label_head"), heads, scalar(1));
  const Out arc = make_shared<op::Add>(b.linear(syntax, "label_dependent"), head);
  const Out labels = b.linear(b.gelu(arc), "label");

  auto triggers = make_shared<op::MatMul>(pool, meaning);
  auto asked = make_shared<op::Unsqueeze>(b.linear(triggers, "role_trigger"), scalar(2));  // 1×K×1×role
  auto words = make_shared<op::Unsqueeze>(b.linear(meaning, "role_word"), scalar(1));      // 1×1×W×role
  auto where = make_shared<op::Gather>(places(b), place, scalar(0));                       // K×W×role
  const Out hidden = make_shared<op::Add>(make_shared<op::Add>(asked, words), where);
  const Out roles = b.linear(b.gelu(hidden), "role");
  return make_shared<ov::Model>(ov::ResultVector{output(labels, "labels"), output(roles, "roles")},
                                ov::ParameterVector{syntax, heads, meaning, pool, place}, "link");
}

// Inputs: meaning 1×W×width, source and target 1×width (pooled, or the learned vector of a missing side), mean 1×1×W (sums to
// one over the words), mask 1×1×W, kinds 1×W×(1 + types) (probabilities). Output: 1×classes.
std::shared_ptr<ov::Model> pair_graph(const Builder& b) {
  const int width = b.size("width");
  auto meaning = input(ov::element::f32, {1, -1, width}, "meaning");
  auto source = input(ov::element::f32, {1, width}, "source");
  auto target = input(ov::element::f32, {1, width}, "target");
  auto mean = input(ov::element::f32, {1, 1, -1}, "mean");
  auto mask = input(ov::element::f32, {1, 1, -1}, "mask");
  auto kinds = input(ov::element::f32, {1, -1, static_cast<std::int64_t>(1 + b.count("type"))}, "kinds");
  auto both = make_shared<op::Concat>(ov::OutputVector{source, target}, 1);
  auto query = make_shared<op::Unsqueeze>(b.linear(both, "pair_query"), scalar(1));
  auto scale = op::Constant::create(ov::element::f32, ov::Shape{}, {1.0F / std::sqrt(static_cast<float>(width))});
  auto scores = make_shared<op::Multiply>(make_shared<op::MatMul>(query, meaning, false, true), scale);
  auto weight = make_shared<op::Softmax>(make_shared<op::Add>(scores, mask), 2);
  auto seen = make_shared<op::Squeeze>(make_shared<op::MatMul>(weight, meaning), integers({1}));
  auto kind = make_shared<op::Squeeze>(make_shared<op::MatMul>(weight, kinds), integers({1}));
  auto average = make_shared<op::Squeeze>(make_shared<op::MatMul>(mean, meaning), integers({1}));
  auto all = make_shared<op::Concat>(ov::OutputVector{source, target, average, seen, kind}, 1);
  const Out classes = b.linear(b.gelu(b.linear(all, "pair_hidden")), "relation");
  return make_shared<ov::Model>(ov::ResultVector{output(classes, "relation")},
                                ov::ParameterVector{meaning, source, target, mean, mask, kinds}, "pair");
}

// Requests of one graph, lent to one thread at a time. Each has a compilation of its own, made when a thread first finds none
// free: one compilation with a stream for each thread shares repacked weights among the streams by their addresses, and with
// int8 one in a hundred such networks got the wrong ones (OpenVINO 2026.4.1).
class Pool {
 public:
  Pool(ov::Core& core, std::shared_ptr<ov::Model> model, ov::AnyMap settings, int requests)
      : core_(core), model_(std::move(model)), settings_(std::move(settings)), left_(requests - 1) {
    free_.push_back(compile());
  }

  ov::InferRequest take() {
    std::unique_lock lock(mutex_);
    if (free_.empty() && left_ > 0) {
      --left_;
      lock.unlock();
      return compile();
    }
    returned_.wait(lock, [this] { return !free_.empty(); });
    ov::InferRequest request = std::move(free_.back());
    free_.pop_back();
    return request;
  }

  void give(ov::InferRequest request) {
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(request));
    }
    returned_.notify_one();
  }

 private:
  ov::InferRequest compile() { return core_.compile_model(model_, "CPU", settings_).create_infer_request(); }

  ov::Core& core_;
  std::shared_ptr<ov::Model> model_;
  ov::AnyMap settings_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<ov::InferRequest> free_;
  int left_;  // compilations that may still be made
};

// A request borrowed for the length of a scope.
class Lent {
 public:
  explicit Lent(Pool& pool) : pool_(pool), request_(pool.take()) {}
  ~Lent() { pool_.give(std::move(request_)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ov::InferRequest* operator->() { return &request_; }

 private:
  Pool& pool_;
  ov::InferRequest request_;
};

ov::Tensor floats(const ov::Shape& shape, float value = 0) {
  ov::Tensor t(ov::element::f32, shape);
  std::fill_n(t.data<float>(), t.get_size(), value);
  return t;
}

// The first `rows` × `columns` of the last two dimensions of an output, at block `block` of the dimension before.
Matrix matrix_of(const ov::Tensor& t, std::size_t rows, std::size_t columns, std::size_t block = 0) {
  const ov::Shape shape = t.get_shape();
  const std::size_t stride = shape.back(), height = shape[shape.size() - 2];
  const float* from = t.data<const float>() + block * height * stride;
  Matrix m{rows, columns, columns, std::vector<float>(rows * columns)};
  for (std::size_t r = 0; r < rows; ++r)
    std::copy_n(from + r * stride, columns, m.values.begin() + static_cast<long>(r * columns));
  return m;
}

ov::Tensor padded(const Matrix& m, std::size_t rows) {
  ov::Tensor t = floats({1, rows, m.columns});
  std::copy(m.values.begin(), m.values.end(), t.data<float>());
  return t;
}

ov::AnyMap settings_of(bool int8) {
  ov::AnyMap settings{ov::num_streams(1), ov::inference_num_threads(1), ov::hint::inference_precision(ov::element::f32),
                      ov::hint::enable_cpu_pinning(false)};
  if (int8)
    settings.insert(ov::hint::dynamic_quantization_group_size(384));
  else
    settings.insert(ov::hint::dynamic_quantization_group_size(0));
  return settings;
}

}  // namespace

struct Network::Inside {
  Inside(const Weights& w, bool int8, int requests)
      : weights(w),
        encode(core, encoder_graph(Builder(w, int8)), settings_of(int8), requests),
        link(core, link_graph(Builder(w, int8)), settings_of(int8), requests),
        pair(core, pair_graph(Builder(w, false)), settings_of(false), requests),
        distances(w.at("role_distance.weight").shape.at(0)),
        sentences(w.at("role_sentence.weight").shape.at(0)),
        no_source(w.as_floats("no_source")),
        no_target(w.as_floats("no_target")) {}

  const Weights& weights;
  ov::Core core;
  Pool encode, link, pair;
  std::size_t distances, sentences;  // buckets of words and of sentences away
  std::vector<float> no_source, no_target;
};

Network::Network(const Weights& weights, bool int8, int requests)
    : inside_(std::make_unique<Inside>(weights, int8, requests)) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

Encoded Network::encode(const ChunkInput& in) const {
  const std::size_t l = in.pieces.size(), w = in.first.size();
  const std::size_t pl = length_of(l), pw = pl;
  ov::Tensor pieces(ov::element::i32, {1, pl}), shapes(ov::element::i32, {1, pl});
  std::fill_n(pieces.data<std::int32_t>(), pl, 0);
  std::fill_n(shapes.data<std::int32_t>(), pl, 0);
  std::copy(in.pieces.begin(), in.pieces.end(), pieces.data<std::int32_t>());
  std::copy(in.shapes.begin(), in.shapes.end(), shapes.data<std::int32_t>());
  ov::Tensor mask = floats({1, 1, 1, pl}, kMasked);
  std::fill_n(mask.data<float>(), l, 0.0F);
  ov::Tensor first(ov::element::i32, {pw});
  std::fill_n(first.data<std::int32_t>(), pw, 0);
  std::copy(in.first.begin(), in.first.end(), first.data<std::int32_t>());
  Lent request(inside_->encode);
  request->set_tensor("pieces", pieces);
  request->set_tensor("shapes", shapes);
  request->set_tensor("mask", mask);
  request->set_tensor("first", first);
  request->infer();
  const auto get = [&](const char* name, std::size_t columns) { return matrix_of(request->get_tensor(name), w, columns); };
  const auto names = [&](const char* name) { return inside_->weights.names_of(name).size(); };
  const auto size = [&](const char* name) { return static_cast<std::size_t>(inside_->weights.size_of(name)); };
  const std::size_t width = size("width");
  return {get("syntax", width),
          get("meaning", width),
          get("upos", names("upos")),
          get("xpos", names("xpos")),
          get("lemma", names("lemma")),
          get("begin", 1),
          get("arcs", w + 1),
          get("triggers", 1 + 2 * names("type")),
          get("status", names("status")),
          get("mention", 3),
          get("sector", names("sector")),
          get("home_mention", 2 * size("home")),
          get("home_word", size("home"))};
}

Linked Network::link(const Encoded& encoded, std::span<const int> heads, std::span<const TriggerWords> triggers,
                     std::span<const std::size_t> owner) const {
  const std::size_t w = heads.size(), pw = length_of(w), pk = round_up(triggers.size(), kTriggerStep);
  ov::Tensor head(ov::element::i32, {pw});
  std::fill_n(head.data<std::int32_t>(), pw, 0);
  std::copy(heads.begin(), heads.end(), head.data<std::int32_t>());
  ov::Tensor pool = floats({1, pk, pw}), place(ov::element::i32, {pk, pw});
  std::fill_n(place.data<std::int32_t>(), pk * pw, 0);
  for (std::size_t k = 0; k < triggers.size(); ++k) {
    const float share = 1.0F / static_cast<float>(triggers[k].last - triggers[k].first);
    for (std::size_t i = triggers[k].first; i < triggers[k].last; ++i) pool.data<float>()[k * pw + i] = share;
    for (std::size_t i = 0; i < w; ++i) {
      place.data<std::int32_t>()[k * pw + i] =
          static_cast<std::int32_t>(place_of(i, triggers[k].first, owner, inside_->distances, inside_->sentences));
    }
  }
  Lent request(inside_->link);
  request->set_tensor("syntax", padded(encoded.syntax_words, pw));
  request->set_tensor("heads", head);
  request->set_tensor("meaning", padded(encoded.meaning_words, pw));
  request->set_tensor("pool", pool);
  request->set_tensor("place", place);
  request->infer();
  Linked out;
  out.labels = matrix_of(request->get_tensor("labels"), w, inside_->weights.names_of("deprel").size());
  const std::size_t n = 3 * inside_->weights.names_of("role").size();
  for (std::size_t k = 0; k < triggers.size(); ++k) out.roles.push_back(matrix_of(request->get_tensor("roles"), w, n, k));
  return out;
}

std::vector<float> Network::pair(const Encoded& encoded, const PairWords& words) const {
  const std::size_t w = encoded.meaning_words.rows, width = encoded.meaning_words.columns;
  const auto pooled = [&](const std::vector<std::size_t>& side, const std::vector<float>& missing) {
    ov::Tensor t = floats({1, width});
    if (side.empty()) std::copy(missing.begin(), missing.end(), t.data<float>());
    for (const std::size_t i : side) {
      for (std::size_t c = 0; c < width; ++c) {
        t.data<float>()[c] += encoded.meaning_words.row(i)[c] / static_cast<float>(side.size());
      }
    }
    return t;
  };
  const std::size_t pw = length_of(w);
  ov::Tensor mean = floats({1, 1, pw}), mask = floats({1, 1, pw}, kMasked);
  std::fill_n(mean.data<float>(), w, 1.0F / static_cast<float>(w));
  std::fill_n(mask.data<float>(), w, 0.0F);
  const std::size_t types = inside_->weights.names_of("type").size();
  ov::Tensor kinds = floats({1, pw, 1 + types});
  for (std::size_t i = 0; i < w; ++i) {
    const std::vector<float> p = softmax(encoded.triggers.row(i));
    float* to = kinds.data<float>() + i * (1 + types);
    to[0] = p[0];
    for (std::size_t k = 0; k < types; ++k) to[1 + k] = p[1 + 2 * k] + p[2 + 2 * k];
  }
  Lent request(inside_->pair);
  request->set_tensor("kinds", kinds);
  request->set_tensor("meaning", padded(encoded.meaning_words, pw));
  request->set_tensor("source", pooled(words.source, inside_->no_source));
  request->set_tensor("target", pooled(words.target, inside_->no_target));
  request->set_tensor("mean", mean);
  request->set_tensor("mask", mask);
  request->infer();
  const ov::Tensor t = request->get_tensor("relation");
  return {t.data<const float>(), t.data<const float>() + t.get_size()};
}

bool has_vnni() { return __builtin_cpu_supports("avx512vnni") > 0 || __builtin_cpu_supports("avxvnni") > 0; }

std::size_t distance_bucket(long distance, std::size_t buckets) {
  const long a = std::abs(distance);
  long bucket = a;
  if (a > 4) {
    bucket = 5;
    for (long reach = 8; reach <= a; reach *= 2) ++bucket;
  }
  const auto half = static_cast<long>(buckets / 2);
  bucket = std::min(bucket, half - 1);
  return static_cast<std::size_t>(distance < 0 ? bucket + half : bucket);
}

std::size_t place_of(std::size_t word, std::size_t trigger, std::span<const std::size_t> owner, std::size_t distances,
                     std::size_t sentences) {
  const auto reach = static_cast<long>(sentences / 2);
  const long away = std::clamp(static_cast<long>(owner[word]) - static_cast<long>(owner[trigger]), -reach, reach);
  return distance_bucket(static_cast<long>(word) - static_cast<long>(trigger), distances) * sentences +
         static_cast<std::size_t>(away + reach);
}

std::vector<float> softmax(std::span<const float> scores) {
  std::vector<float> out(scores.begin(), scores.end());
  softmax_in_place(out);
  return out;
}

void softmax_in_place(std::span<float> scores) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float& v : scores) sum += v = std::exp(v - top);
  for (float& v : scores) v /= sum;
}

}  // namespace dragoman::language
