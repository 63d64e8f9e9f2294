// Synthetic truths with a known optimum: the optimiser finds it through the same interface that plans have.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/draw.h"
#include "core/real.h"
#include "scenarios/decide/candidates.h"

namespace gs {
namespace {

using Truth = std::function<double(const std::vector<double>&)>;  // of amounts in units of money

Money money(double units) { return {std::llround(units * 1e6)}; }

std::vector<double> units_of(const Spend& spend) {
  std::vector<double> units;
  for (const Money amount : spend) units.push_back(static_cast<double>(amount.micros) / 1e6);
  return units;
}

// World k multiplies the truth by its own luck and adds a shock of its own: common to all candidates.
Evaluator noisy(const Truth& truth, double sd) {
  return [=](const Spend& spend, Worlds worlds) {
    Delivered delivered;
    for (std::uint32_t k = worlds.first; k < worlds.first + worlds.count; ++k) {
      const double a = normal({7, k}, {.subject = 1}), b = normal({7, k}, {.subject = 2});
      delivered.goal.push_back(truth(units_of(spend)) * exact_exp(sd * a) + 10 * sd * b);
    }
    return delivered;
  };
}

// Concave responses of three laws, scales and shapes by case.
struct ConcaveTruth {
  std::vector<Response> laws;
  double operator()(const std::vector<double>& spend) const {
    double sum = 50;
    for (std::size_t i = 0; i < laws.size(); ++i) sum += laws[i].at(spend[i]);
    return sum - 50;
  }
};

// Every line has luck of its own in every world, of mean 1: the curves are told with noise.
Evaluator noisy_lines(const ConcaveTruth& truth, double sd) {
  return [=](const Spend& spend, Worlds worlds) {
    Delivered delivered;
    const std::vector<double> units = units_of(spend);
    for (std::uint32_t k = worlds.first; k < worlds.first + worlds.count; ++k) {
      double sum = 0;
      for (std::uint32_t i = 0; i < units.size(); ++i)
        sum += truth.laws[i].at(units[i]) *
               exact_exp(sd * normal({7, k}, {.subject = 3, .content = i}) - sd * sd / 2);
      delivered.goal.push_back(sum);
    }
    return delivered;
  };
}

ConcaveTruth concave(std::uint32_t index, std::size_t lines) {
  ConcaveTruth truth;
  for (std::uint32_t i = 0; i < lines; ++i) {
    const World world{11, index};
    const double u = uniform(world, {.subject = 1, .content = i}),
                 v = uniform(world, {.subject = 2, .content = i});
    const auto law = static_cast<ResponseLaw>((index + i) % 3);
    truth.laws.push_back({law, 40 + 200 * u, law == ResponseLaw::power ? .3 + .5 * v : 30 + 400 * v});
    if (law == ResponseLaw::power) truth.laws.back().scale /= 20;
  }
  return truth;
}

Division division_of(std::vector<double> given, double low, double high) {
  Division division;
  for (std::size_t i = 0; i < given.size(); ++i) {
    division.lines.push_back(
        {"line" + std::to_string(i), money(given[i]), money(low * given[i]), money(high * given[i])});
    division.reference.push_back(money(given[i]));
    division.total.micros += division.reference.back().micros;
  }
  return division;
}

OptimizeOptions quick() {
  OptimizeOptions options;
  options.few = 16, options.more = 32, options.most = 64, options.trials = 60;
  return options;
}

OptimizeOptions thorough() {
  OptimizeOptions options = quick();
  options.few = 64, options.more = 256, options.most = 1024;
  return options;
}

// The optimum of a separable truth by brute water-filling in small steps: a slow twin.
Spend slow_optimum(const Division& division, const ConcaveTruth& truth) {
  Spend spend;
  std::int64_t left = division.total.micros;
  for (const Line& line : division.lines) spend.push_back(line.low), left -= line.low.micros;
  constexpr int kSteps = 4000;
  const std::int64_t step = left / kSteps;
  for (int k = 0; k < kSteps; ++k) {
    std::size_t best = SIZE_MAX;
    double most = -1;
    for (std::size_t i = 0; i < spend.size(); ++i) {
      if (spend[i].micros + step > division.lines[i].high.micros) continue;
      const double s = static_cast<double>(spend[i].micros) / 1e6, d = static_cast<double>(step) / 1e6;
      const double gain = truth.laws[i].at(s + d) - truth.laws[i].at(s);
      if (gain > most) best = i, most = gain;
    }
    spend[best].micros += step;
  }
  return spend;
}

void expect_allowed(const Division& division, const Spend& spend) {
  EXPECT_EQ(sum_of(spend).micros, division.total.micros);
  for (std::size_t i = 0; i < spend.size(); ++i) EXPECT_TRUE(allows(division.lines[i], spend[i])) << i;
}

TEST(Response, RecoversEachLawFromNoiselessPoints) {
  for (const ResponseLaw law : {ResponseLaw::power, ResponseLaw::exponential, ResponseLaw::hyperbola}) {
    const Response truth{law, 80, law == ResponseLaw::power ? .6 : 150};
    std::vector<ResponsePoint> points;
    for (const double s : {50.0, 70.0, 100.0, 130.0, 160.0, 200.0}) points.push_back({s, truth.at(s)});
    const Response fitted = fit_response(points);
    for (const double s : {20.0, 90.0, 250.0}) {
      EXPECT_NEAR(fitted.at(s), truth.at(s), .02 * truth.at(s)) << name_of(law) << ' ' << s;
      EXPECT_NEAR(fitted.marginal(s), (fitted.at(s + 1e-4) - fitted.at(s - 1e-4)) / 2e-4, 1e-4);
      EXPECT_NEAR(fitted.spend_where(fitted.marginal(s)), s, 1e-6 * s);
    }
  }
}

TEST(Response, OfNoEffectIsFlat) {
  const std::vector<ResponsePoint> points{{50, -1, -2, 0}, {100, 0, -1, 1}};
  const Response fitted = fit_response(points);
  EXPECT_EQ(fitted.at(70), 0);
  EXPECT_EQ(fitted.marginal(70), 0);
  EXPECT_EQ(fitted.saturation(70), 0);
}

TEST(Filling, MakesMarginalsEqualWhereNoBoundHoldsAndSpendsToTheMicroUnit) {
  for (std::uint32_t index = 0; index < 30; ++index) {
    const ConcaveTruth truth = concave(index, 5);
    Division division = division_of({100, 150.333333, 80, 60.000001, 210}, .4, 1.9);
    const auto filled = fill(division.lines, truth.laws, std::vector<char>(5, 1), division.total);
    ASSERT_TRUE(filled);
    expect_allowed(division, filled->spend);
    for (std::size_t i = 0; i < 5; ++i) {
      const double marginal = truth.laws[i].marginal(static_cast<double>(filled->spend[i].micros) / 1e6);
      if (filled->spend[i] == division.lines[i].low)
        EXPECT_LE(marginal, filled->marginal * 1.001);
      else if (filled->spend[i] == division.lines[i].high)
        EXPECT_GE(marginal, filled->marginal * .999);
      else
        EXPECT_NEAR(marginal, filled->marginal, .01 * filled->marginal);
    }
    const double slow = truth(units_of(slow_optimum(division, truth)));
    EXPECT_GE(truth(units_of(filled->spend)), slow * .99999) << index;
  }
}

TEST(Filling, GivesALineNothingOrItsMinimum) {
  const ConcaveTruth truth = concave(3, 4);
  Division division = division_of({30, 30, 30, 30}, 0, 4);
  for (Line& line : division.lines) line.minimum = money(25);
  for (const double total : {30.0, 60.0, 90.0, 120.0}) {
    division.total = money(total);
    const auto filled = fill(division.lines, truth.laws, std::vector<char>(4, 1), division.total);
    ASSERT_TRUE(filled) << total;
    expect_allowed(division, filled->spend);
  }
  division.total = money(20);
  EXPECT_FALSE(fill(division.lines, truth.laws, std::vector<char>(4, 1), division.total));
}

TEST(Filling, RefusesATotalThatTheBoundsDoNotAllow) {
  const ConcaveTruth truth = concave(3, 3);
  Division division = division_of({30, 30, 30}, .7, 1.3);
  EXPECT_FALSE(fill(division.lines, truth.laws, std::vector<char>(3, 1), money(120)));
  EXPECT_FALSE(fill(division.lines, truth.laws, std::vector<char>(3, 1), money(50)));
}

TEST(Optimum, IsAtLeastNinetyEightPercentOfTheBestOfConcaveResponses) {
  double worst = 1;
  for (std::uint32_t index = 0; index < 40; ++index) {
    const std::size_t lines = 3 + index % 6;
    const ConcaveTruth truth = concave(index, lines);
    const Division division =
        division_of(std::vector<double>(lines, 90), index % 2 ? .7 : 0, index % 2 ? 1.3 : 5);
    const Optimum optimum = optimize(division, noisy_lines(truth, .3), thorough());
    expect_allowed(division, optimum.best);
    const double share = truth(units_of(optimum.best)) / truth(units_of(slow_optimum(division, truth)));
    worst = std::min(worst, share);
    EXPECT_GE(share, .98) << index;
  }
  RecordProperty("worst_share", std::to_string(worst));
}

TEST(Optimum, IsNeverBelowTheGivenPlanOrTheEqualSplitInTheSameWorlds) {
  for (std::uint32_t index = 0; index < 20; ++index) {
    const ConcaveTruth truth = concave(index, 4);
    const Division division = division_of({40, 160, 90, 20}, .3, 1.7);
    const Evaluator evaluate = noisy(truth, .4);
    const Optimum optimum = optimize(division, evaluate, quick());
    EXPECT_FALSE(beats(optimum.reference_rating, optimum.best_rating)) << index;
    const auto equal = equal_split(division);
    ASSERT_TRUE(equal);
    const auto rating = [&](const Spend& spend) {
      return rate(division.objective, evaluate(spend, {0, quick().most}));
    };
    EXPECT_FALSE(beats(rating(*equal), rating(optimum.best))) << index;
    EXPECT_FALSE(beats(rating(division.reference), rating(optimum.best))) << index;
  }
}

// Responses that take from each other: the curves are wrong, the transfers are not.
TEST(Optimum, FollowsWhatTheCurvesDoNotKnow) {
  const Truth truth = [](const std::vector<double>& s) {
    const double together = s[0] + s[1];
    return 100 * (1 - exact_exp(-together / 60)) + 20 * (1 - exact_exp(-s[2] / 100));
  };
  const Division division = division_of({50, 50, 20}, 0, 3);
  const Optimum optimum = optimize(division, noisy(truth, .2), quick());
  double best = 0;
  for (double third = 0; third <= 60; third += .25) best = std::max(best, truth({120 - third, 0, third}));
  EXPECT_GE(truth(units_of(optimum.best)), .98 * best);
}

TEST(Optimum, OfWholeCreatorsIsWithinTwoPercentOfExhaustiveSearch) {
  for (std::uint32_t index = 0; index < 20; ++index) {
    const ConcaveTruth ads = concave(index, 2);
    std::vector<double> fees, reach;
    for (std::uint32_t c = 0; c < 6; ++c) {
      fees.push_back(20 + std::round(60 * uniform({5, index}, {.subject = 3, .content = c})));
      reach.push_back(fees.back() * (.2 + uniform({5, index}, {.subject = 4, .content = c})));
    }
    const Truth truth = [&](const std::vector<double>& s) {  // creators share a fifth of their people
      double in = 0, sum = ads.laws[0].at(s[0]) + ads.laws[1].at(s[1]);
      for (std::size_t c = 0; c < 6; ++c) in += s[2 + c] > 0 ? reach[c] : 0;
      return sum + in * (1 - .0005 * in);
    };
    Division division = division_of({100, 100}, 0, 10);
    for (std::size_t c = 0; c < 6; ++c) {
      division.lines.push_back({"creator", money(fees[c]), {}, money(fees[c]), money(fees[c])});
      division.reference.push_back(money(c < 3 ? fees[c] : 0));
      division.total.micros += division.reference.back().micros;
    }
    double best = 0;
    for (unsigned mask = 0; mask < 64; ++mask) {
      std::vector<double> s(8, 0);
      double left = static_cast<double>(division.total.micros) / 1e6;
      for (std::size_t c = 0; c < 6; ++c)
        if (mask >> c & 1U) s[2 + c] = fees[c], left -= fees[c];
      for (int k = 0; left >= 0 && k <= 400; ++k) {
        s[0] = left * k / 400, s[1] = left - s[0];
        best = std::max(best, truth(s));
      }
    }
    const Optimum optimum = optimize(division, noisy(truth, .2), quick());
    expect_allowed(division, optimum.best);
    EXPECT_GE(truth(units_of(optimum.best)), .98 * best) << index;
  }
}

TEST(Optimum, IsNeverLoweredByWiderBoundsOrMoreMoney) {
  for (std::uint32_t index = 0; index < 12; ++index) {
    const ConcaveTruth truth = concave(index, 4);
    double before = 0;
    for (const double width : {.1, .3, .6, 1.0}) {
      const Division division = division_of({90, 60, 120, 40}, 1 - width, 1 + width);
      const double value = truth(units_of(optimize(division, noisy(truth, .2), quick()).best));
      EXPECT_GE(value, before * .9999) << index << ' ' << width;
      before = value;
    }
    before = 0;
    for (const double more : {.5, 1.0, 1.1, 2.0}) {
      const Division division = division_of({90 * more, 60 * more, 120 * more, 40 * more}, 0, 4);
      const double value = truth(units_of(optimize(division, noisy(truth, .2), quick()).best));
      EXPECT_GE(value, before) << index << ' ' << more;
      before = value;
    }
  }
}

// What a planner waits for is worlds: eight ads and ten creators with the worlds of the default.
TEST(Optimum, OfEighteenLinesIsFoundInFiveThousandWorlds) {
  for (const double width : {.3, 1.0}) {
    const ConcaveTruth truth = concave(5, 18);
    Division division = division_of(std::vector<double>(8, 90), 1 - width, 1 + width);
    for (int c = 0; c < 10; ++c) {
      const Money fee = money(40 + 10 * c);
      division.lines.push_back({"creator" + std::to_string(c), fee, {}, fee, fee});
      division.reference.push_back(fee);
      division.total.micros += fee.micros;
    }
    const OptimizeOptions options;
    const Optimum optimum = optimize(division, noisy_lines(truth, .3), options);
    EXPECT_LE(optimum.worlds, 5000 + 3 * options.proof) << width;
    EXPECT_GE(truth(units_of(optimum.best)), truth(units_of(division.reference))) << width;
  }
}

TEST(Optimum, KeepsTheGivenPlanWhereNothingIsBetter) {
  const Truth truth = [](const std::vector<double>& s) { return 100 + 0 * s[0]; };
  const Division division = division_of({40, 60}, .7, 1.3);
  const Optimum optimum = optimize(division, noisy(truth, .2), quick());
  EXPECT_FALSE(optimum.better);
  EXPECT_EQ(optimum.answer, division.reference);
  EXPECT_EQ(optimum.answer_delivered.goal, optimum.reference_delivered.goal);
}

TEST(Optimum, CallsOnlyBetterWhatThePairedIntervalProves) {
  const ConcaveTruth truth = concave(2, 3);
  const Division division = division_of({200, 30, 30}, 0, 5);
  const Optimum optimum = optimize(division, noisy(truth, .3), quick());
  ASSERT_TRUE(optimum.better);
  EXPECT_GT(optimum.verified.low, 0);
  EXPECT_EQ(optimum.answer, optimum.best);
}

TEST(Optimum, KeepsItsConditions) {
  const ConcaveTruth truth = concave(1, 3);
  Division division = division_of({60, 60, 60}, 0, 3);
  const Evaluator plain = noisy(truth, .2);
  const Evaluator evaluate = [&](const Spend& spend, Worlds worlds) {
    Delivered delivered = plain(spend, worlds);
    delivered.conditions = {Draws(worlds.count, units_of(spend)[1])};  // no more than 70 into the second line
    return delivered;
  };
  division.objective.conditions = {{"second", true, 70, {}}};
  const Optimum optimum = optimize(division, evaluate, quick());
  EXPECT_TRUE(optimum.feasible);
  EXPECT_LE(units_of(optimum.answer)[1], 70);
  EXPECT_FALSE(beats(optimum.reference_rating, optimum.best_rating));
}

TEST(Optimum, OfAChanceOrOfBadWorldsIsNoWorseThanTheGivenPlan) {
  const ConcaveTruth truth = concave(4, 3);
  for (const Aim aim : {Aim::probability, Aim::worst_share}) {
    Division division = division_of({150, 40, 40}, 0, 3);
    division.objective.aim = aim;
    division.objective.target = 1.05 * truth({150, 40, 40});
    division.objective.worst_share = .1;
    const Optimum optimum = optimize(division, noisy(truth, .3), quick());
    EXPECT_FALSE(beats(optimum.reference_rating, optimum.best_rating));
    expect_allowed(division, optimum.best);
  }
}

TEST(Objective, TailMeanIsTheMeanOfTheSortedTail) {
  const Objective objective{.aim = Aim::worst_share, .worst_share = .25};
  const std::vector<double> goal{8, 1, 7, 3, 5, 6, 2, 4};
  const auto values = worth(objective, goal);
  EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0) / 8, 1.5, 1e-12);
}

TEST(Objective, BoundOfAShareHoldsTheTruthNineteenTimesInTwenty) {
  int missed = 0;
  constexpr int kRuns = 2000;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    double hits = 0;
    for (std::uint32_t k = 0; k < 200; ++k)
      hits += uniform({9, run}, {.subject = 5, .content = k}) < .8 ? 1 : 0;
    missed += lower_bound_of_share(hits, 200) > .8 ? 1 : 0;
  }
  EXPECT_NEAR(missed / static_cast<double>(kRuns), .05, .02);
}

}  // namespace
}  // namespace gs
