// A plan's money as lines, its divisions as plans, and its optimum: exact to the micro-unit, the same bits on
// any number of threads.
#include <gtest/gtest.h>

#include "core/error.h"
#include "scenarios/decide/optimization_document.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

json three_ads() {
  json document = plan();
  document["audience"]["accounts"]["host"] = {
      {"platform", "facebook"}, {"kind", "creator"}, {"followers", 900}};
  document["ads"]["cold"] = {{"post", "b"},
                             {"total_budget", 21.5},
                             {"end", "2026-12-12"},
                             {"bid", {{"cpm", 12}}},
                             {"pacing", "early"}};
  document["ads"]["dear"] = {
      {"post", "c"}, {"total_budget", 40}, {"end", "2026-12-13"}, {"bid", {{"cpm", 90}}}};
  document["seeding"] = {{"s", {{"creator", "host"}, {"post", "b"}, {"fee", 15}}}};
  return document;
}

Scenario scenario_of(const json& document) { return parse_scenario(document.dump(), "plan.json"); }

OptimizeOptions few_worlds() {
  OptimizeOptions options;
  options.few = 8, options.more = 12, options.most = 24, options.trials = 6, options.proof = 24;
  return options;
}

struct Optimised {
  explicit Optimised(unsigned threads, const LeverRules& rules = {}) : scenario(scenario_of(three_ads())) {
    RunOptions run;
    run.seed = 3, run.threads = threads;
    const Knowledge known;
    const Trial trial(scenario, known, run);
    const Kpi& goal = *find_kpi("impressions");
    division = division_of(scenario, rules);
    optimum = optimize(division, evaluator_of(trial, goal, {}), few_worlds());
    document = optimization_document({trial.forecast(), goal, division, rules, few_worlds()}, optimum);
  }
  Scenario scenario;
  Division division;
  Optimum optimum;
  json document;
};

TEST(Levers, OfAPlanAreItsAdsAndSeedingsWithinTheirBounds) {
  const Division division = division_of(scenario_of(three_ads()), {});
  ASSERT_EQ(division.lines.size(), 4U);
  EXPECT_EQ(division.total.micros, 106'500'000);  // 5 x 6 + 21.5 + 40 + 15
  EXPECT_EQ(division.lines[0].id, "boost");
  EXPECT_EQ(division.lines[0].low.micros, 21'000'000);
  EXPECT_EQ(division.lines[0].high.micros, 39'000'000);
  EXPECT_TRUE(division.lines[3].whole());
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(division.lines[i].given, division.reference[i]);
}

TEST(Levers, OfAnotherTotalScaleTheAdsToTheMicroUnit) {
  for (const std::int64_t total : {200'000'001LL, 50'000'000LL, 12'345'678LL}) {
    const Division division = division_of(scenario_of(three_ads()), {.total = Money{total}});
    EXPECT_EQ(sum_of(division.reference).micros, total);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(allows(division.lines[i], division.reference[i])) << i;
  }
}

TEST(Levers, OfAPlanWithoutMoneyAreRefused) {
  try {
    division_of(scenario_of(organic()), {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_NE(std::string(error.what()).find("neither ads nor seedings"), std::string::npos);
  }
}

TEST(Levers, GivenAmountsLiveThePlanAndOthersThePatchedOne) {
  const json document = three_ads();
  const Scenario scenario = scenario_of(document);
  RunOptions run;
  run.seed = 3;
  const Knowledge known;
  const Trial trial(scenario, known, run);
  const Division division = division_of(scenario, {});
  const auto same = [](const std::vector<WorldCounts>& one, const Forecast& other) {
    for (std::size_t r = 0; r < one.size(); ++r) {
      EXPECT_EQ(counts_of(one[r].total), counts_of(other.worlds[r].total));
      EXPECT_EQ(one[r].total.cost, other.worlds[r].total.cost);
    }
  };
  EXPECT_EQ(patch_of(scenario, division.reference), json::object());
  same(trial.lived(lived_with(scenario, division.reference), {0, 6}), forecast_of(document, 6));
  const Spend moved{{36'000'000}, {25'100'003}, {30'400'000}, {}};
  json patched = document;
  patched.merge_patch(patch_of(scenario, moved));
  same(trial.lived(lived_with(scenario, moved), {0, 6}), forecast_of(patched, 6));
}

TEST(PlanBudget, OptimumSpendsAllOfItTakesFromTheDearAndSaysWhatBinds) {
  const Optimised found(0);
  EXPECT_EQ(sum_of(found.optimum.best), found.division.total);
  EXPECT_FALSE(beats(found.optimum.reference_rating, found.optimum.best_rating));
  EXPECT_LT(found.optimum.best[2], found.division.reference[2]);  // nine times the price
  EXPECT_EQ(found.document["schema"], "groundswell/optimization/1");
  for (const char* key :
       {"objective", "before", "after", "items", "binding", "feasible", "verified", "curves", "better"})
    EXPECT_TRUE(found.document.contains(key)) << key;
  EXPECT_EQ(found.document["items"].size(), 4U);
  EXPECT_GE(found.document["binding"].size(), 1U);
  EXPECT_LE(found.document["verified"]["low"], found.document["verified"]["high"]);
}

TEST(PlanBudget, OptimumIsTheSameOnAnyNumberOfThreads) {
  EXPECT_EQ(Optimised(1).document.dump(), Optimised(3).document.dump());
}

}  // namespace
}  // namespace gs
