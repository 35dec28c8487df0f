// Whether the network answers alike each time that it is built: builds it over and over, reads the same chunks on all threads
// at once, and prints each distinct answer with its count. One line is right; run several at once to load the machine.
//
//   repeat_bench WEIGHTS [NETWORKS [THREADS]]
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include "language/network.h"

namespace {

using namespace dragoman::language;

ChunkInput chunk_of(std::size_t pieces) {
  std::mt19937 random(static_cast<unsigned>(pieces));
  ChunkInput in{{101}, {0}, {}};
  while (in.pieces.size() + 1 < pieces) {
    in.first.push_back(static_cast<std::int32_t>(in.pieces.size()));
    in.pieces.push_back(static_cast<std::int32_t>(1000 + random() % 28000));
    in.shapes.push_back(static_cast<std::int32_t>(random() % 5));
  }
  in.pieces.push_back(102);
  in.shapes.push_back(0);
  return in;
}

void mix(std::uint64_t& hash, const Matrix& m) {
  for (const float value : m.values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211U;  // FNV-1a's prime
}

std::uint64_t answer(const Network& network) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::size_t pieces : {20U, 40U, 90U, 200U}) {
    const Encoded e = network.encode(chunk_of(pieces));
    for (const Matrix* m : {&e.begin, &e.arcs, &e.triggers, &e.mention, &e.status}) mix(hash, *m);
  }
  return hash;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: repeat_bench WEIGHTS [NETWORKS [THREADS]]\n");
    return 2;
  }
  std::string error;
  const Weights weights = read_weights(argv[1], error);
  if (!error.empty()) {
    std::fprintf(stderr, "%s\n", error.c_str());
    return 1;
  }
  const int networks = argc > 2 ? std::atoi(argv[2]) : 100, threads = argc > 3 ? std::atoi(argv[3]) : 2;
  std::map<std::uint64_t, int> answers;
  for (int n = 0; n < networks; ++n) {
    const Network network(weights, has_vnni(), threads);
    std::vector<std::uint64_t> found(static_cast<std::size_t>(threads));
    std::vector<std::thread> at_once;
    for (std::uint64_t& hash : found) at_once.emplace_back([&] { hash = answer(network); });
    for (std::thread& thread : at_once) thread.join();
    for (const std::uint64_t hash : found) ++answers[hash];
  }
  for (const auto& [hash, count] : answers) std::printf("%016llx %d\n", static_cast<unsigned long long>(hash), count);
  return answers.size() == 1 ? 0 : 1;
}
