#include "core/draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "core/real.h"

namespace gs {
namespace {

using Block = std::array<std::uint32_t, 4>;

// Random123, kat_vectors, philox 4 32 10.
TEST(Philox, MatchesPublishedAnswers) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kOnes = 0xffffffff;
  EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// Expected values from an independent program in another language.
TEST(Question, HasTheOneLayoutOfTheAddress) {
  const World world{.seed = 7, .replicate = 3};
  const Question question{
      .subject = 0x0123456789abcdefULL, .content = 0xcafe, .why = Purpose::acts, .occasion = 5};
  const Block expected{0x24ded821, 0xd987e1d4, 0x36f6bb0e, 0xd3605fc5};
  EXPECT_EQ(philox4x32({0x89abcdef, 0x01234567, 0xcafe, 0x02000005}, {7, 3}), expected);
  EXPECT_EQ(words(world, question), expected);
  EXPECT_EQ(stream_key(world, question), 0xd987e1d424ded821ULL);
  EXPECT_DOUBLE_EQ(uniform(world, question), 0.14402533357497305);
  EXPECT_NEAR(normal(world, question), 1.0352745620932529, 1e-12);
}

TEST(Question, EveryPartOfTheAddressMatters) {
  const Question base{.subject = 1, .content = 2, .why = Purpose::acts, .occasion = 3};
  std::vector<Question> others(5, base);
  others[0].subject = 1ULL << 32;
  others[1].subject = 2;
  others[2].content = 3;
  others[3].why = Purpose::displays;
  others[4].occasion = 4;
  std::set<Block> seen{words({1, 1}, base), words({2, 1}, base), words({1, 2}, base)};
  for (const Question& other : others) seen.insert(words({1, 1}, other));
  EXPECT_EQ(seen.size(), 8U);
}

TEST(Question, AnswersTheSameInAnyOrder) {
  std::vector<double> forwards, backwards;
  for (std::uint64_t s = 0; s < 100; ++s) forwards.push_back(uniform({5, 0}, {s, 9, Purpose::people}));
  for (std::uint64_t s = 100; s-- > 0;) backwards.push_back(uniform({5, 0}, {s, 9, Purpose::people}));
  std::reverse(backwards.begin(), backwards.end());
  EXPECT_EQ(forwards, backwards);
}

// 2^16 draws in 256 equal cells: chi-square with 255 degrees of freedom, mean 255, sd sqrt(510). A cell 18 %
// too full (4.5 sigma of one cell's count) adds 20 to it; a generator with one bad bit adds tens of
// thousands.
TEST(Uniform, FillsTheUnitIntervalEvenly) {
  std::vector<double> cells(256);
  for (std::uint32_t i = 0; i < 65'536; ++i) {
    const double u = uniform({11, i}, {3, 4, Purpose::pit});
    ASSERT_GT(u, 0.0);
    ASSERT_LT(u, 1.0);
    ++cells[static_cast<std::size_t>(u * 256)];
  }
  double chi_square = 0;
  for (const double count : cells) chi_square += (count - 256) * (count - 256) / 256;
  EXPECT_NEAR(chi_square, 255, 4.5 * std::sqrt(510.0));
}

// Kolmogorov-Smirnov against Phi: 20 000 draws, 1.63 / sqrt(n) is the 1 % point, 2.3 / sqrt(n) the 4.5-sigma
// one; a shift of the mean by 0.04 or of the scale by 7 % would be seen.
TEST(Normal, FollowsTheNormalLaw) {
  std::vector<double> draws;
  for (std::uint32_t i = 0; i < 20'000; ++i) draws.push_back(normal({12, i}, {3, 4, Purpose::post_luck}));
  std::sort(draws.begin(), draws.end());
  double distance = 0;
  for (std::size_t i = 0; i < draws.size(); ++i)
    distance = std::max(distance, std::fabs(normal_cdf(draws[i]) - (static_cast<double>(i) + 0.5) / 20'000));
  EXPECT_LT(distance, 2.3 / std::sqrt(20'000.0));
}

// Neighbouring subjects, contents, occasions and replicates: 4 correlations of 20 000 pairs, sd 0.007 each.
TEST(Normal, IsUncorrelatedBetweenNeighbouringAddresses) {
  constexpr std::uint32_t kPairs = 20'000;
  std::array<double, 4> products{};
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    const double here = normal({1, i}, {i, i, Purpose::post_luck, i});
    products[0] += here * normal({1, i}, {i + 1ULL, i, Purpose::post_luck, i});
    products[1] += here * normal({1, i}, {i, i + 1, Purpose::post_luck, i});
    products[2] += here * normal({1, i}, {i, i, Purpose::post_luck, i + 1});
    products[3] += here * normal({1, i + 1}, {i, i, Purpose::post_luck, i});
  }
  for (const double product : products) EXPECT_NEAR(product / kPairs, 0.0, 4.5 / std::sqrt(1.0 * kPairs));
}

TEST(Keys, StayWhatTheyWereInEveryVersion) {
  EXPECT_EQ(subject_key(""), 0xf52a15e9a9b5e89bULL);
  EXPECT_EQ(subject_key("a"), 0x02c0bdbf481420f8ULL);
  EXPECT_EQ(subject_key("p1"), 0x5b050ef57e3b95bcULL);
  EXPECT_EQ(subject_key("123456789_987654321"), 0x3cd90f23ba9735d9ULL);
  EXPECT_EQ(subject_key("страница"), 0xe1e4831efeff2bceULL);
  EXPECT_EQ(content_key(""), 0x5c9ffd72U);
  EXPECT_EQ(content_key("p1"), 0x253e9b49U);
  EXPECT_EQ(content_key("p2"), 0x641d3b44U);
}

TEST(Keys, DoNotCollideForAHundredThousandPosts) {
  std::set<std::uint64_t> subjects;
  std::vector<std::uint32_t> contents;
  for (int i = 0; i < 100'000; ++i) {
    subjects.insert(subject_key("post-" + std::to_string(i)));
    contents.push_back(content_key("post-" + std::to_string(i)));
  }
  EXPECT_EQ(subjects.size(), 100'000U);
  // 32 bits: n^2 / 2^33 = 1.2 pairs expected by chance; nine or more has probability below 1e-5.
  std::sort(contents.begin(), contents.end());
  const auto distinct = std::unique(contents.begin(), contents.end()) - contents.begin();
  EXPECT_GT(distinct, 100'000 - 9);
}

TEST(Mix64, IsAOneToOneFinaliser) {
  static_assert(mix64(0) == 0);
  // The inverse, step by step (the multipliers' inverses modulo 2^64).
  const auto unmix = [](std::uint64_t x) {
    x = x ^ (x >> 31) ^ (x >> 62);
    x *= 0x319642b2d24d8ec3ULL;
    x = x ^ (x >> 27) ^ (x >> 54);
    x *= 0x96de1b173f119089ULL;
    return x ^ (x >> 30) ^ (x >> 60);
  };
  for (std::uint64_t i = 0; i < 1000; ++i)
    EXPECT_EQ(unmix(mix64(i * 0x123456789abcdefULL)), i * 0x123456789abcdefULL);
}

}  // namespace
}  // namespace gs
