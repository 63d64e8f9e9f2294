// The coins of one stream against an obvious twin, and the coin tests every change of the kernel must pass.
// Each statistical test is shown to fail on the classical wrong coin, hash(person) XOR run < p.
#include "core/coins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include "core/error.h"

namespace gs {
namespace {

using Positions = std::vector<std::uint32_t>;

std::uint64_t stream_of(std::uint32_t replicate) {
  return stream_key({.seed = 1, .replicate = replicate},
                    {.subject = 99, .content = 7, .why = Purpose::sees_follow});
}

struct Star {
  std::vector<std::uint32_t> subjects;
  std::vector<std::uint8_t> klass;
};
Star star_of(std::size_t listeners, std::size_t classes) {
  Star star;
  for (std::size_t i = 0; i < listeners; ++i) {
    star.subjects.push_back(static_cast<std::uint32_t>(i * 3 + 1));
    star.klass.push_back(static_cast<std::uint8_t>(i % classes));
  }
  return star;
}

Positions naive_toss(std::uint64_t stream, const Star& star, std::span<const std::uint64_t> thresholds) {
  Positions hits;
  for (std::uint32_t i = 0; i < star.subjects.size(); ++i) {
    const std::uint64_t word = mix64(stream + 0x9e3779b97f4a7c15ULL * (star.subjects[i] + 1ULL));
    if ((word & 0xffffffffULL) < thresholds[star.klass[i]]) hits.push_back(i);
  }
  return hits;
}

TEST(Threshold, IsExactAtTheEndsAndInBetween) {
  EXPECT_EQ(threshold_of(0.0), 0U);
  EXPECT_EQ(threshold_of(1.0), 1ULL << 32);
  EXPECT_EQ(threshold_of(0.5), 1ULL << 31);
  EXPECT_EQ(threshold_of(0.25), 1ULL << 30);
  EXPECT_EQ(threshold_of(0.1), 429'496'730U);  // 429496729.6
  EXPECT_EQ(threshold_of(0x1p-32), 1U);
  EXPECT_EQ(threshold_of(1e-300), 1U);  // possible stays possible
  EXPECT_EQ(threshold_of(std::nextafter(1.0, 0.0)), 1ULL << 32);
}

TEST(Threshold, NeverFallsWhenTheProbabilityGrows) {
  std::uint64_t last = 0;
  for (int i = 0; i <= 100'000; ++i) {
    const std::uint64_t threshold = threshold_of(i / 1e5);
    EXPECT_GE(threshold, last);
    last = threshold;
  }
}

TEST(Threshold, RefusesWhatIsNoProbability) {
  for (const double p : {-0.1, 1.0000001, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_THROW(threshold_of(p), Error);
}

TEST(Toss, AgreesWithTheObviousLoop) {
  const std::array<std::uint64_t, 4> thresholds{0, threshold_of(0.03), threshold_of(0.7), 1ULL << 32};
  for (const std::size_t listeners : {0, 1, 5, 31, 1000, 10'001}) {
    const Star star = star_of(listeners, thresholds.size());
    Positions hits;
    toss(stream_of(3), star.subjects, star.klass, thresholds, hits);
    EXPECT_EQ(hits, naive_toss(stream_of(3), star, thresholds)) << listeners;
  }
}

TEST(Toss, AppendsToWhatIsThere) {
  const Star star = star_of(4, 1);
  Positions hits{77};
  const std::array<std::uint64_t, 1> sure{1ULL << 32};
  toss(1, star.subjects, star.klass, sure, hits);
  EXPECT_EQ(hits, (Positions{77, 0, 1, 2, 3}));
}

TEST(Toss, NeverLosesAnEventWhenTheProbabilityRises) {
  const Star star = star_of(5000, 1);
  Positions few;
  for (const double p : {0.01, 0.02, 0.2, 0.9, 1.0}) {
    const std::array<std::uint64_t, 1> threshold{threshold_of(p)};
    Positions more;
    toss(stream_of(1), star.subjects, star.klass, threshold, more);
    EXPECT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end())) << p;
    few = more;
  }
  EXPECT_EQ(few.size(), 5000U);
}

TEST(Toss, GivesTheSamePeopleInThreeOrders) {
  const Star star = star_of(3001, 3);
  const std::array<std::uint64_t, 3> thresholds{threshold_of(0.1), threshold_of(0.3), threshold_of(0.01)};
  // A permutation as the third order: i * 1000 mod 3001 (3001 is prime).
  std::vector<std::size_t> forwards(3001), backwards(3001), shuffled(3001);
  std::iota(forwards.begin(), forwards.end(), std::size_t{0});
  std::reverse_copy(forwards.begin(), forwards.end(), backwards.begin());
  for (std::size_t i = 0; i < 3001; ++i) shuffled[i] = i * 1000 % 3001;
  const auto people_hit = [&](const std::vector<std::size_t>& order) {
    Star turned;
    for (const std::size_t i : order) {
      turned.subjects.push_back(star.subjects[i]);
      turned.klass.push_back(star.klass[i]);
    }
    Positions hits, people;
    toss(stream_of(9), turned.subjects, turned.klass, thresholds, hits);
    for (const std::uint32_t at : hits) people.push_back(turned.subjects[at]);
    std::sort(people.begin(), people.end());
    return people;
  };
  EXPECT_EQ(people_hit(forwards), people_hit(backwards));
  EXPECT_EQ(people_hit(forwards), people_hit(shuffled));
}

// A coin: does person i hit in run r, at probability p?
using Coin = std::function<bool(std::uint32_t person, std::uint32_t run, double p)>;

bool our_coin(std::uint32_t person, std::uint32_t run, double p) {
  return static_cast<std::uint32_t>(coin_word(stream_of(run), person)) < threshold_of(p);
}
bool xor_coin(std::uint32_t person, std::uint32_t run, double p) {
  const auto hash = static_cast<std::uint32_t>(mix64(person + 1ULL));
  return (hash ^ (run * 0x9e3779b9U)) < threshold_of(p);
}

// Largest |z| of the agreement of two people's fair coins over 4096 runs, and the sum of z^2, over 496 pairs.
struct Agreement {
  double worst = 0, sum = 0;
};
Agreement agreement_of(const Coin& coin) {
  constexpr std::uint32_t kPeople = 32, kRuns = 4096;
  std::array<std::array<std::uint64_t, kRuns / 64>, kPeople> outcomes{};
  for (std::uint32_t i = 0; i < kPeople; ++i)
    for (std::uint32_t r = 0; r < kRuns; ++r)
      if (coin(i, r, 0.5)) outcomes[i][r / 64] |= 1ULL << (r % 64);
  Agreement result;
  for (std::size_t i = 0; i < kPeople; ++i)
    for (std::size_t j = i + 1; j < kPeople; ++j) {
      int differ = 0;
      for (std::size_t w = 0; w < kRuns / 64; ++w) differ += std::popcount(outcomes[i][w] ^ outcomes[j][w]);
      const double z = (kRuns - 2.0 * differ) / std::sqrt(1.0 * kRuns);
      result.worst = std::max(result.worst, std::fabs(z));
      result.sum += z * z;
    }
  return result;
}

// Power: a correlation of 0.14 between any two people, or of 0.007 between all of them, would be seen.
TEST(CoinTests, FindNoPairOfPeopleThatMoveTogether) {
  const Agreement ours = agreement_of(our_coin);
  EXPECT_LT(ours.worst, 4.5);
  EXPECT_NEAR(ours.sum, 496, 4.5 * std::sqrt(2.0 * 496));
  EXPECT_GT(agreement_of(xor_coin).worst, 60);  // always the same or always opposite
}

std::size_t distinct_worlds(const Coin& coin) {
  std::set<std::uint64_t> worlds;
  for (std::uint32_t r = 0; r < 2000; ++r) {
    std::uint64_t world = 0;
    for (std::uint32_t i = 0; i < 64; ++i) world |= static_cast<std::uint64_t>(coin(i, r, 0.25)) << i;
    worlds.insert(world);
  }
  return worlds.size();
}

// 64 coins at 1/4 hold 52 bits: two of 2000 worlds are alike with probability below 1e-9 (birthday bound,
// using the collision probability (1/16 + 9/16)^64 of one pair).
TEST(CoinTests, MakeEveryRunADifferentWorld) {
  EXPECT_EQ(distinct_worlds(our_coin), 2000U);
  EXPECT_EQ(distinct_worlds(xor_coin), 4U);  // 1 / p worlds, however many runs
}

// Number of hits among 40 people at p = 0.1 against the binomial law, cells 0..9 and the rest.
double chi_square_of_degree(const Coin& coin) {
  constexpr std::uint32_t kRuns = 20'000;
  constexpr int kPeople = 40, kCells = 11;
  std::array<double, kCells> counts{}, expected{};
  for (std::uint32_t r = 0; r < kRuns; ++r) {
    int degree = 0;
    for (std::uint32_t i = 0; i < kPeople; ++i) degree += coin(i, r, 0.1) ? 1 : 0;
    ++counts[static_cast<std::size_t>(std::min(degree, kCells - 1))];
  }
  double chance = std::pow(0.9, kPeople), rest = 1.0, chi_square = 0;
  for (int k = 0; k < kCells; ++k) {
    expected[static_cast<std::size_t>(k)] = kRuns * (k == kCells - 1 ? rest : chance);
    rest -= chance;
    chance *= (kPeople - k) / (k + 1.0) / 9.0;
  }
  for (std::size_t k = 0; k < kCells; ++k)
    chi_square += (counts[k] - expected[k]) * (counts[k] - expected[k]) / expected[k];
  return chi_square;
}

// 10 degrees of freedom: mean 10, sd 4.5; the upper bound leaves 1e-4 to chance. A variance of the degree 10
// % off adds about 100.
TEST(CoinTests, GiveABinomialNumberOfLiveLinks) {
  EXPECT_LT(chi_square_of_degree(our_coin), 10 + 4.5 * std::sqrt(20.0));
  EXPECT_GT(chi_square_of_degree(xor_coin), 1000);
}

// The high half serves a second use: given the low half hits at 0.1, the high half's mean stays 1/2.
// 10 000 hits, sd of the mean 0.0029; a dependence that moved it by 0.013 would be seen.
TEST(CoinTests, LeaveTheHighHalfIndependentOfTheLow) {
  double sum = 0;
  int hits = 0;
  for (std::uint32_t person = 0; hits < 10'000; ++person) {
    const std::uint64_t word = coin_word(stream_of(5), person);
    if (static_cast<std::uint32_t>(word) >= threshold_of(0.1)) continue;
    sum += static_cast<double>(word >> 32) * 0x1p-32;
    ++hits;
  }
  EXPECT_NEAR(sum / hits, 0.5, 4.5 / std::sqrt(12.0 * hits));
}

// Pinned: the word of a coin is part of every result.
TEST(CoinWord, StaysWhatItWasInEveryVersion) {
  EXPECT_EQ(coin_word(0x0123456789abcdefULL, 41), 0x7fb196e8fb85c9a8ULL);
}

}  // namespace
}  // namespace gs
