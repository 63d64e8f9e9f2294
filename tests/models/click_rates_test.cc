// Partial pooling of click rates: closed forms of its two ends, and the law in between.
#include "models/paid/click_rates.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/draw.h"

namespace gs {
namespace {

TEST(PooledRates, GiveOneRateWhereNothingButChanceDiffers) {
  const std::vector<RateRow> rows{{{"a"}, 1000, 20}, {{"b"}, 1000, 20}, {{"c"}, 500, 10}};
  const PooledRates rates = PooledRates::fit(rows);
  EXPECT_EQ(rates.spread(0), 0);
  for (const char* name : {"a", "b", "never seen"})
    EXPECT_DOUBLE_EQ(rates.rate(std::vector<std::string>{name}), .02);
}

TEST(PooledRates, LeaveLargeGroupsAloneAndPullSmallOnesIn) {
  const std::vector<RateRow> rows{{{"high"}, 1e6, 40'000}, {{"low"}, 1e6, 10'000}, {{"small"}, 10, 0}};
  const PooledRates rates = PooledRates::fit(rows);
  EXPECT_NEAR(rates.rate(std::vector<std::string>{"high"}), .04, 1e-4);
  EXPECT_NEAR(rates.rate(std::vector<std::string>{"low"}), .01, 1e-4);
  const double small = rates.rate(std::vector<std::string>{"small"});
  EXPECT_GT(small, .01);
  EXPECT_LT(small, rates.overall());
}

// Groups drawn from the law itself: v comes back, and pooled rates lie nearer to the truth than plain ones.
TEST(PooledRates, RecoverTheSpreadTheyAssume) {
  constexpr int kGroups = 400;
  std::vector<RateRow> rows;
  std::vector<double> truth;
  for (std::uint32_t g = 0; g < kGroups; ++g) {
    double factor = 0;  // mean of four exponentials: gamma, mean 1, variance 1/4
    for (std::uint32_t i = 0; i < 4; ++i) {
      const double u = uniform({1, g}, {i, 7, Purpose::paid});
      factor -= std::log(u) / 4;
    }
    truth.push_back(.02 * factor);
    double clicks = 0;
    for (std::uint32_t i = 0; i < 400; ++i) clicks += uniform({2, g}, {i, 7, Purpose::paid}) < truth.back();
    rows.push_back({{"g" + std::to_string(g)}, 400, clicks});
  }
  const PooledRates rates = PooledRates::fit(rows);
  EXPECT_NEAR(rates.spread(0), .25, .06);
  double pooled = 0, plain = 0;
  for (int g = 0; g < kGroups; ++g) {
    const double error = rates.rate(rows[g].groups) - truth[g], rough = rows[g].clicks / 400 - truth[g];
    pooled += error * error, plain += rough * rough;
  }
  EXPECT_LT(pooled, .8 * plain);
}

TEST(PooledRates, OfAGroupNeverSeenAreItsParents) {
  const std::vector<RateRow> rows{
      {{"f", "tea"}, 1e5, 4000}, {{"f", "cups"}, 1e5, 1000}, {{"m", "tea"}, 1e5, 500}};
  const PooledRates rates = PooledRates::fit(rows);
  EXPECT_DOUBLE_EQ(rates.rate(std::vector<std::string>{"f", "pots"}),
                   rates.rate(std::vector<std::string>{"f"}));
  EXPECT_EQ(PooledRates::fit({}).rate(std::vector<std::string>{"f"}), 0);
}

}  // namespace
}  // namespace gs
