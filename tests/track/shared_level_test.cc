// What posts that are out tell of those to come, where it can be worked out by hand.
#include "models/fit/flight/shared_level.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/draw.h"

namespace gs {
namespace {

double luck(std::uint32_t world, std::uint32_t what) {
  return normal({11, world}, {.subject = what, .content = 3, .why = Purpose::synthetic});
}

// Posts z_j = s + e_j with variance `shared` in common, on the scale log(1 + count) around 5 with sd 1.
FlightPosts page(std::size_t posts, double shared, std::size_t worlds) {
  FlightPosts flight{.posts = posts, .metrics = 1};
  for (std::uint32_t r = 0; r < worlds; ++r) {
    std::vector<double> cells;
    for (std::uint32_t j = 0; j < posts; ++j)
      cells.push_back(5 + std::sqrt(shared) * luck(r, 0) + std::sqrt(1 - shared) * luck(r, j + 1));
    flight.worlds.push_back(cells);
  }
  flight.out.resize(posts);
  flight.noise.assign(posts, 0);
  return flight;
}

double mean_to_come(const FlightPosts& flight, std::size_t world, std::size_t out) {
  double sum = 0;
  for (std::size_t j = out; j < flight.posts; ++j) sum += flight.worlds[world][j];
  return sum / static_cast<double>(flight.posts - out);
}

TEST(SharedLevel, WithoutFactsLeavesEveryWorldAsItIs) {
  const FlightUpdate update = learn_level(page(6, .5, 400));
  EXPECT_EQ(update.log_weights, std::vector<double>(400, 0.0));
  for (const auto& shift : update.shift) EXPECT_EQ(shift, std::vector<double>(6, 0.0));
}

// Closed form: 3 of 6 posts at 6.5, half in common: E[s | f] = .5 / (.5 + .5/3) * 1.5 = 1.125.
TEST(SharedLevel, WeightsAndRefitBothGiveTheConditionalMeanAndSpread) {
  FlightPosts flight = page(6, .5, 20000);
  for (std::size_t j = 0; j < 3; ++j) flight.out[j] = {6.5};
  const FlightUpdate update = learn_level(flight);
  EXPECT_NEAR(update.shared, .5, .02);
  const WorldWeights weights = weights_of(update.log_weights);
  double weighted = 0, squares = 0, moved = 0, moved_squares = 0;
  for (std::size_t r = 0; r < flight.worlds.size(); ++r) {
    const double mean = mean_to_come(flight, r, 3), shifted = mean + update.shift[r][5];
    weighted += weights.weights[r] * mean, squares += weights.weights[r] * mean * mean;
    moved += shifted / 20000, moved_squares += shifted * shifted / 20000;
  }
  const double mean = 5 + 1.125, variance = .5 * (1 - .75) + .5 / 3;
  EXPECT_NEAR(weighted, mean, .05);
  EXPECT_NEAR(moved, mean, .02);
  EXPECT_NEAR(squares - weighted * weighted, variance, .03);
  EXPECT_NEAR(moved_squares - moved * moved, variance, .02);
}

TEST(SharedLevel, LearnsNothingWherePostsHaveNothingInCommon) {
  FlightPosts flight = page(8, 0, 4000);
  for (std::size_t j = 0; j < 4; ++j) flight.out[j] = {7.0};
  const FlightUpdate update = learn_level(flight);
  EXPECT_NEAR(update.shared, 0, .01);
  EXPECT_GT(weights_of(update.log_weights).effective, 3000);
}

TEST(SharedLevel, GivesAPostThatIsHardlyKnownHardlyAWord) {
  FlightPosts flight = page(6, .5, 2000);
  flight.out[0] = {7.0};
  const double sure = learn_level(flight).shift[0][5];
  flight.noise[0] = 20;
  EXPECT_LT(std::abs(learn_level(flight).shift[0][5]), .35 * std::abs(sure));
}

TEST(WorldWeights, OfEqualWorldsKeepThemAllInOrder) {
  const WorldWeights weights = weights_of(std::vector<double>(50, -3.0));
  EXPECT_NEAR(weights.effective, 50, 1e-9);
  std::vector<std::size_t> all(50);
  std::iota(all.begin(), all.end(), 0U);
  EXPECT_EQ(resampled(weights.weights), all);
}

TEST(WorldWeights, GiveEachWorldItsShareToWithinOne) {
  const std::vector<double> weights{.5, 0, .25, .125, .125};
  std::vector<int> times(5);
  for (const std::size_t r : resampled(weights)) ++times[r];
  EXPECT_EQ(std::accumulate(times.begin(), times.end(), 0), 5);
  for (std::size_t r = 0; r < 5; ++r) EXPECT_NEAR(times[r], 5 * weights[r], 1) << r;
  EXPECT_EQ(times[1], 0);
}

}  // namespace
}  // namespace gs
