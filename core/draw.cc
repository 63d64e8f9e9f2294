// Addressed randomness by Philox4x32-10: ten rounds of multiply and exchange over a 128-bit counter.
// Must hold: one purpose has one kind of subject; an occasion fits 24 bits.
// Keys of external ids: FNV-1a over the bytes, then mix64, so that ids that differ in one last digit share no
// bits. Does not promise that two ids never share a key (about n^2 / 2^65 for subjects): documents check for
// it. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
#include "core/draw.h"

#include <cassert>

#include "core/real.h"

namespace gs {
namespace {

constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = 0xD2511F53ULL * counter[0], b = 0xCD9E8D57ULL * counter[2];
    counter = {high(b) ^ counter[1] ^ key[0], low(b), high(a) ^ counter[3] ^ key[1], low(a)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

std::array<std::uint32_t, 4> words(World world, Question question) {
  assert(question.occasion < (1U << 24));
  const std::uint32_t last = (static_cast<std::uint32_t>(question.why) << 24) | question.occasion;
  return philox4x32({low(question.subject), high(question.subject), question.content, last},
                    {world.seed, world.replicate});
}

double uniform(World world, Question question) {
  return (static_cast<double>(words(world, question)[0]) + 0.5) * 0x1p-32;
}

double normal(World world, Question question) {
  return normal_quantile((static_cast<double>(stream_key(world, question) >> 12) + 0.5) * 0x1p-52);
}

std::uint64_t stream_key(World world, Question question) {
  const auto block = words(world, question);
  return (static_cast<std::uint64_t>(block[1]) << 32) | block[0];
}

std::uint64_t subject_key(std::string_view external_id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : external_id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix64(hash);
}

std::uint32_t content_key(std::string_view external_id) {
  const std::uint64_t key = subject_key(external_id);
  return high(key) ^ low(key);
}

}  // namespace gs
