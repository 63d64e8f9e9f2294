// Designs: every one fills what it promises, and follows from its seed alone.
#include "scenarios/batch/design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/real.h"

namespace gs {
namespace {

Experiment asked(const std::string& factors, const std::string& design) {
  return parse_experiment(R"({"name": "e", "scenario": "s.json", "responses": [{"kpi": "reach"}],
                              "factors": )" +
                              factors + R"(, "design": )" + design + "}",
                          "e.json");
}

const std::string kTwo = R"([{"name": "a", "pointer": "/a", "range": [0, 10]},
                             {"name": "b", "pointer": "/b", "values": ["x", "y", "z"]}])";

// In every interval of length 2^-d, cut anywhere at a multiple, as many points as in any other.
void expect_net(const NumberTable& points, std::size_t column, std::size_t intervals) {
  std::vector<std::size_t> counts(intervals);
  for (const double u : points.column(column))
    ++counts[static_cast<std::size_t>(u * static_cast<double>(intervals))];
  for (const std::size_t count : counts) EXPECT_EQ(count, points.rows / intervals);
}

TEST(SobolPoints, FillEveryIntervalOfEveryColumnEquallyWhateverTheSeed) {
  for (const std::uint32_t seed : {1U, 2U, 77U}) {
    const NumberTable points = sobol_points(256, 7, seed);
    for (std::size_t c = 0; c < 7; ++c) expect_net(points, c, 256);
  }
}

TEST(SobolPoints, FillEveryBoxOfTheFirstTwoColumnsEqually) {
  const NumberTable points = sobol_points(64, 2, 5);
  for (const std::size_t across : {1U, 2U, 4U, 8U, 16U, 32U, 64U}) {
    const std::size_t up = 64 / across;
    std::vector<int> boxes(64);
    for (std::size_t i = 0; i < 64; ++i)
      ++boxes[static_cast<std::size_t>(points(i, 0) * static_cast<double>(across)) * up +
              static_cast<std::size_t>(points(i, 1) * static_cast<double>(up))];
    for (const int count : boxes) EXPECT_EQ(count, 1) << across;
  }
}

// Scrambling permutes the digits of Boost's points, so two coordinates first differ at the same digit.
TEST(SobolPoints, AreBoostsPointsButForTheScramble) {
  boost::random::sobol_engine<std::uint32_t, 32> engine(3);
  const std::size_t n = 128;
  std::vector<std::array<std::uint32_t, 3>> theirs(n, {0, 0, 0});  // they leave out the origin
  for (std::size_t i = 1; i < n; ++i)
    for (std::uint32_t& x : theirs[i ^ (i >> 1)]) x = engine();  // theirs come in Gray code
  const NumberTable ours = sobol_points(n, 3, 9);
  const auto word = [](double u) { return static_cast<std::uint32_t>(std::floor(u * 0x1p32)); };
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 1; i < n; ++i)
      EXPECT_EQ(std::countl_zero(word(ours(i, c)) ^ word(ours(0, c))),
                std::countl_zero(theirs[i][c] ^ theirs[0][c]));
}

TEST(SobolPoints, MeanOfASmoothFunctionIsFarNearerThanByChance) {
  double worst = 0;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const NumberTable points = sobol_points(1024, 4, seed);
    double sum = 0;
    for (std::size_t i = 0; i < 1024; ++i) {
      double product = 1;
      for (std::size_t c = 0; c < 4; ++c) product *= 12 * (points(i, c) - 0.5) * (points(i, c) - 0.5);
      sum += product;
    }
    worst = std::max(worst, std::abs(sum / 1024 - 1));
  }
  EXPECT_LT(worst, 0.07);  // by chance 0.096 is one standard error, and the worst of twenty is two
}

TEST(LatinHypercube, MeetsEveryStratumOfEveryColumnOnce) {
  const NumberTable points = latin_hypercube(37, 5, 3);
  for (std::size_t c = 0; c < 5; ++c) expect_net(points, c, 37);
  EXPECT_NE(std::vector(points.column(0).begin(), points.column(0).end()),
            std::vector(points.column(1).begin(), points.column(1).end()));
}

TEST(Grid, IsEveryCombinationWithTheLastFactorFastest) {
  const Experiment experiment = asked(R"([{"name": "a", "pointer": "/a", "range": [0, 10], "levels": 3},
                {"name": "b", "pointer": "/b", "values": ["x", "y"]}])",
                                      R"({"kind": "grid"})");
  const Design design = design_of(experiment);
  ASSERT_EQ(design.unit.rows, 6U);
  const std::vector<double> a(design.value.column(0).begin(), design.value.column(0).end());
  EXPECT_EQ(a, (std::vector<double>{0, 0, 5, 5, 10, 10}));
  const std::vector<double> b(design.value.column(1).begin(), design.value.column(1).end());
  EXPECT_EQ(b, (std::vector<double>{0, 1, 0, 1, 0, 1}));
}

TEST(Saltelli, HoldsTwoSamplesAndThenOneWithAColumnOfTheOtherAtATime) {
  const Design design = design_of(asked(kTwo, R"({"kind": "saltelli", "points": 16})"));
  ASSERT_EQ(design.unit.rows, 16U * 4);
  EXPECT_EQ(design.base_points, 16U);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(design.unit(32 + i, 0), design.unit(16 + i, 0));
    EXPECT_EQ(design.unit(32 + i, 1), design.unit(i, 1));
    EXPECT_EQ(design.unit(48 + i, 0), design.unit(i, 0));
    EXPECT_EQ(design.unit(48 + i, 1), design.unit(16 + i, 1));
    EXPECT_NE(design.unit(i, 0), design.unit(16 + i, 0));
  }
}

TEST(Design, FollowsFromItsSeedAlone) {
  const auto unit = [](int seed) {
    return design_of(asked(kTwo, R"({"kind": "sobol", "points": 32, "seed": )" + std::to_string(seed) + "}"))
        .unit.cells;
  };
  EXPECT_EQ(unit(4), unit(4));
  EXPECT_NE(unit(4), unit(5));
}

TEST(Factor, BecomesTheQuantileOfItsLaw) {
  const auto factor = [](const std::string& law) {
    return asked(R"([{"name": "a", "pointer": "/a", )" + law + "}]", R"({"kind": "sobol", "points": 2})")
        .factors.front();
  };
  const ExperimentFactor normal = factor(R"("normal": {"mean": 10, "sd": 2, "low": 7})");
  EXPECT_DOUBLE_EQ(value_at(normal, 0.5), 10);
  EXPECT_NEAR(value_at(normal, 0.975), 10 + 2 * 1.959964, 1e-5);
  EXPECT_EQ(value_at(normal, 0.001), 7);
  EXPECT_NEAR(value_at(factor(R"("lognormal": {"median": 3, "sd_log": 0.5})"), normal_cdf(1)),
              3 * std::exp(0.5),
              1e-5);
  const ExperimentFactor triangle = factor(R"("triangular": {"low": 1, "mode": 2, "high": 5})");
  EXPECT_NEAR(value_at(triangle, 0.25), 2, 1e-6);  // (2 - 1) / (5 - 1) lies below the mode
  EXPECT_NEAR(value_at(triangle, 1), 5, 1e-6);
  EXPECT_NEAR(value_at(factor(R"("range": [1, 100], "scale": "log")"), 0.5), 10, 1e-6);
  EXPECT_EQ(value_at(factor(R"("range": [1, 4], "integer": true)"), 0.5), 3);  // 2.5 rounded
}

TEST(Factor, OfNumbersHasThemAscendingAndOfWordsTheirPlaces) {
  const Experiment experiment = parse_experiment(
      R"({"name": "e", "scenario": "s.json", "responses": [{"kpi": "reach"}],
          "factors": [{"name": "a", "pointer": "/a", "values": [500, 1, 2.5]},
                      {"name": "b", "pointer": "/b", "values": ["z", 1]}], "design": {"kind": "grid"}})",
      "e.json");
  const Design design = design_of(experiment);
  const std::vector<BatchFactor> factors = batch_factors(experiment, design);
  EXPECT_TRUE(factors[0].labels.empty());
  EXPECT_EQ(factors[0].low, 1);
  EXPECT_EQ(factors[0].high, 500);
  EXPECT_EQ(factors[1].labels, (std::vector<std::string>{"z", "1"}));
  EXPECT_EQ(factors[1].high, 1);
  for (std::size_t p = 0; p < 6; ++p) {
    EXPECT_EQ(design.value(p, 0), (std::array{1.0, 2.5, 500.0})[p / 2]);
    EXPECT_EQ(design.value(p, 1), static_cast<double>(p % 2));
  }
}

TEST(Factor, SaysWhatIsDoneWithItsValuesAndWhere) {
  const auto meaning = [](const std::string& factor) {
    const Experiment experiment = asked("[{\"name\": \"a\", " + factor + "}]", R"({"kind": "grid"})");
    return batch_factors(experiment, design_of(experiment)).front().meaning;
  };
  EXPECT_EQ(meaning(R"("pointer": "/a", "values": [1, 2])"), "value put at /a");
  EXPECT_EQ(meaning(R"("pointers": ["/a", "/b"], "values": [1, 2], "times": true)"),
            "multiplies what stands at /a, /b");
  EXPECT_EQ(meaning(R"("draws": 3)"), "draw of the calibration");
}

TEST(List, ShowsItsPointsAsTheyStand) {
  const Experiment experiment = asked(R"([{"name": "a", "pointer": "/a"}, {"name": "b", "pointer": "/b"}])",
                                      R"({"kind": "list", "list": [[1, "x"], [3, "y"], [2, "x"]]})");
  const Design design = design_of(experiment);
  EXPECT_EQ(design.value(1, 0), 3);
  EXPECT_EQ(design.value(1, 1), 1);
  EXPECT_EQ(design.unit(2, 0), 0.5);
  EXPECT_EQ(batch_factors(experiment, design)[1].labels, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(batch_factors(experiment, design)[0].high, 3);
}

}  // namespace
}  // namespace gs
