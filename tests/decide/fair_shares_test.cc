// Shapley values on games whose answer is known: glove game, airport game, majority; sums to the last unit
// whatever is asked.
#include "scenarios/decide/explain/fair_shares.h"

#include <gtest/gtest.h>

#include <numeric>

namespace gs {
namespace {

// The same worth in every world, with the world's number added to every part that is in.
Game game_of(std::size_t parts, const std::function<std::int64_t(const Coalition&)>& worth) {
  return {parts, [worth](const Coalition& in, WorldRange range) {
            WorldUnits units;
            for (std::size_t world = 0; world < range.count; ++world)
              units.push_back(worth(in) + static_cast<std::int64_t>(range.first + world) *
                                              std::accumulate(in.begin(), in.end(), std::int64_t{0}));
            return Worth{units};
          }};
}

std::int64_t glove(const Coalition& in) {  // part 0 has a left glove, 1 and 2 a right one
  return in[0] != 0 && (in[1] != 0 || in[2] != 0) ? 600 : 0;
}

TEST(FairShares, OfTheGloveGameAreTwoThirdsAndASixthEach) {
  const FairShares shares = fair_shares(game_of(3, glove), {.worlds = 4});
  ASSERT_TRUE(shares.exact);
  for (std::int64_t world = 0; world < 4; ++world) {
    const auto at = static_cast<std::size_t>(world);
    EXPECT_EQ(shares.measures[0].fair[0][at], 400 + world);
    EXPECT_EQ(shares.measures[0].fair[1][at], 100 + world);
    EXPECT_EQ(shares.measures[0].fair[2][at], 100 + world);
    EXPECT_EQ(shares.measures[0].missed[0][at], 600 + world);
    EXPECT_EQ(shares.measures[0].missed[1][at], world);  // the other right glove steps in
  }
}

TEST(FairShares, OfTheAirportGameSplitEachPieceOfTheRunwayAmongThoseWhoNeedIt) {
  const std::vector<std::int64_t> length{120, 240, 480, 600};
  const auto cost = [&](const Coalition& in) {
    std::int64_t most = 0;
    for (std::size_t i = 0; i < in.size(); ++i) most = in[i] != 0 ? std::max(most, length[i]) : most;
    return most;
  };
  const auto shares = fair_shares(game_of(4, cost), {.worlds = 1}).measures[0].fair;
  EXPECT_EQ(shares[0][0], 30);
  EXPECT_EQ(shares[1][0], 30 + 40);
  EXPECT_EQ(shares[2][0], 30 + 40 + 120);
  EXPECT_EQ(shares[3][0], 30 + 40 + 120 + 120);
}

std::int64_t crowded(const Coalition& in) {  // the n-th part adds less than the one before; parts differ
  std::int64_t worth = 7, size = 0;
  for (std::size_t i = 0; i < in.size(); ++i)
    if (in[i] != 0) worth += (1000 + 37 * static_cast<std::int64_t>(i)) / ++size;
  return worth;
}

TEST(FairShares, AddUpToTheTotalInEveryWorldToTheLastUnit) {
  for (const std::size_t parts : {1U, 2U, 5U, 6U, 9U, 14U}) {
    const FairShares shares = fair_shares(game_of(parts, crowded), {.worlds = 19, .orders = 2});
    EXPECT_EQ(shares.exact, parts <= 6);
    const MeasureShares& measure = shares.measures[0];
    for (std::size_t world = 0; world < 19; ++world) {
      std::int64_t sum = 0;
      for (const WorldUnits& part : measure.fair) sum += part[world];
      EXPECT_EQ(sum, measure.all[world] - measure.none[world]) << parts << " parts, world " << world;
    }
  }
}

TEST(FairShares, OfOrdersComeToTheExactOnesWithinFourStandardErrors) {
  const FairShares exact = fair_shares(game_of(6, crowded), {.worlds = 160});
  const FairShares drawn = fair_shares(game_of(6, crowded), {.worlds = 160, .exact_up_to = 0});
  EXPECT_FALSE(drawn.exact);
  EXPECT_EQ(drawn.orders, 40U);
  for (std::size_t part = 0; part < 6; ++part) {
    const auto mean = [&](const FairShares& shares) {
      const WorldUnits& units = shares.measures[0].fair[part];
      return static_cast<double>(std::accumulate(units.begin(), units.end(), std::int64_t{0})) / 160;
    };
    EXPECT_NEAR(mean(drawn), mean(exact), 4 * drawn.measures[0].error[part]) << part;
  }
}

TEST(FairShares, GiveAPartThatAddsNothingNothingAndEqualPartsTheSame) {
  const auto worth = [](const Coalition& in) { return 90 * (in[0] + in[1]) - 20 * in[0] * in[1]; };
  const auto shares = fair_shares(game_of(3, worth), {.worlds = 1}).measures[0].fair;
  EXPECT_EQ(shares[0][0], 80);
  EXPECT_EQ(shares[1][0], 80);
  EXPECT_EQ(shares[2][0], 0);
}

TEST(SharedOut, GivesWhatIsLeftOverToTheLargestRemainders) {
  EXPECT_EQ(shared_out({10, 10, 10}, 3), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(shared_out({-10, 5, 8}, 3), (std::vector<std::int64_t>{-3, 2, 2}));
  EXPECT_EQ(shared_out({}, 3), (std::vector<std::int64_t>{}));
}

TEST(FairShares, AskAWorldAsOftenAsTheEstimateSays) {
  for (const std::size_t parts : {4U, 9U}) {
    std::size_t lives = 0;
    Game game = game_of(parts, crowded);
    const auto inner = game.worth;
    game.worth = [&](const Coalition& in, WorldRange range) {
      lives += range.count;
      return inner(in, range);
    };
    const ShareOptions options{.worlds = 16};
    fair_shares(game, options);
    const double foreseen = 16 * coalitions_per_world(parts, options);
    EXPECT_LE(static_cast<double>(lives), foreseen);
    EXPECT_GE(static_cast<double>(lives), .8 * foreseen);
  }
}

}  // namespace
}  // namespace gs
