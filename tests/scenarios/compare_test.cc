// Relations between plans that must hold world by world.
#include "scenarios/compare.h"

#include <gtest/gtest.h>

#include <set>

#include "core/summary.h"
#include "scenarios/kpi/kpi.h"
#include "tests/support/page.h"

namespace gs {
namespace {

using support::small_knowledge;
using support::small_plan;

RunOptions worlds(std::size_t n, std::uint32_t seed = 1, unsigned threads = 0) {
  RunOptions options;
  options.replicates = n;
  options.seed = seed;
  options.threads = threads;
  return options;
}

std::vector<double> reach_of(const Forecast& forecast) {
  std::vector<double> reach;
  for (const WorldCounts& world : forecast.worlds) reach.push_back(*world.total.reach);
  return reach;
}

std::vector<double> minus(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

TEST(Forecast, GivesTheSameBytesOnOneTwoAndThreeThreads) {
  const std::string one =
      forecast_document(run_forecast(small_plan(), small_knowledge(), worlds(12, 1, 1))).dump();
  EXPECT_EQ(one, forecast_document(run_forecast(small_plan(), small_knowledge(), worlds(12, 1, 2))).dump());
  EXPECT_EQ(one, forecast_document(run_forecast(small_plan(), small_knowledge(), worlds(12, 1, 3))).dump());
}

TEST(Forecast, NamesTheBasisOfEveryKpiRow) {
  const nlohmann::json document = forecast_document(run_forecast(small_plan(), small_knowledge(), worlds(2)));
  const auto expect_basis = [](const nlohmann::json& row) {
    const Kpi& kpi = *find_kpi(row["kpi"].get<std::string>());
    if (kpi.name == "posts") return;
    EXPECT_EQ(row["basis"], kpi.from_defaults ? "assumption" : "fitted") << row;
  };
  for (const auto& row : document["totals"]) expect_basis(row);
  for (const auto& row : document["posts"][0]["kpis"]) expect_basis(row);
  for (const auto& row : document["daily"][0]["kpis"]) expect_basis(row);
  EXPECT_TRUE(document["sources"][0]["kpis"][0].contains("basis"));
}

// Talk against a page is no post of the plan's: it has no format that history could know.
TEST(Forecast, NotesTalkAsTalkAndNotAsAPostOfAnUnknownFormat) {
  Scenario plan = small_plan();
  ScenarioEvent& recall = plan.events["recall"];
  recall.kind = "adverse";
  recall.account = "example-roastery";
  recall.moment = to_instant(CivilTime{2026, 12, 9, 12}, "Europe/Berlin").instant;
  const std::string notes = nlohmann::json(run_forecast(plan, small_knowledge(), worlds(4)).notes).dump();
  EXPECT_NE(notes.find("people meet talk against"), std::string::npos) << notes;
  EXPECT_EQ(notes.find("no history of format ''"), std::string::npos) << notes;
}

TEST(Assumed, ListsTheAudienceOnceWithTheValuesOfThisPlan) {
  Plan plan;
  plan.request.pages.resize(1);
  plan.pages.resize(1);
  plan.pages[0].posts = {0};
  for (const char* key : {"spread", "mean_listeners", "activity_shape", "outsiders_per_follower"}) {
    ParameterReport report;
    report.key = key;
    report.median = 1;
    plan.pages[0].calibration.report.push_back(report);
  }
  plan.request.audience.mean_listeners = 340;
  std::set<std::string> keys;
  for (const nlohmann::json& row : assumed_of(plan)) {
    EXPECT_TRUE(keys.insert(row["key"].get<std::string>()).second) << row;
    if (row["key"] == "mean_listeners") {
      EXPECT_EQ(row["value"], 340);
    }
  }
  EXPECT_EQ(keys.count("spread") + keys.count("mean_listeners") + keys.count("outsiders_per_follower"), 3U);
}

TEST(Forecast, KeepsAWorldWhateverTheirNumber) {
  const auto few = run_forecast(small_plan(), small_knowledge(), worlds(6));
  const auto more = run_forecast(small_plan(), small_knowledge(), worlds(20));
  const auto a = reach_of(few), b = reach_of(more);
  EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin()));
}

TEST(Forecast, DrawsTheOtherPostsAlikeWhenAPostIsAdded) {
  const auto base = run_forecast(small_plan(), small_knowledge(), worlds(20));
  const auto more = run_forecast(small_plan(0, true), small_knowledge(), worlds(20));
  for (std::size_t r = 0; r < base.worlds.size(); ++r)
    for (std::size_t i = 0; i < base.worlds[r].posts.size(); ++i) {
      EXPECT_EQ(base.worlds[r].posts[i].reach, more.worlds[r].posts[i].reach);
      EXPECT_EQ(base.worlds[r].posts[i].likes, more.worlds[r].posts[i].likes);
      EXPECT_EQ(base.worlds[r].posts[i].impressions, more.worlds[r].posts[i].impressions);
    }
}

TEST(Forecast, DoesNotDependOnTheOrderOfHistory) {
  Knowledge shuffled = small_knowledge();
  AccountKnowledge& known = shuffled.accounts.begin()->second;
  const std::string before = forecast_document(run_forecast(small_plan(), shuffled, worlds(6))).dump();
  PopulationParameters people;
  people.followers = 0;
  std::vector<ObservedPost> reversed(known.history.rbegin(), known.history.rend());
  known.calibration = fit(reversed, people, support::quick_fit());
  EXPECT_EQ(before, forecast_document(run_forecast(small_plan(), shuffled, worlds(6))).dump());
}

TEST(Forecast, ReachIsTheSumOfFirstContactsOverSourcesAndNeverFallsOverDays) {
  const auto forecast = run_forecast(small_plan(), small_knowledge(), worlds(10));
  for (const WorldCounts& world : forecast.worlds) {
    double first = 0;
    for (const double people : world.total.first_reach) first += people;
    EXPECT_EQ(first, *world.total.reach);
    for (std::size_t day = 1; day < world.daily.size(); ++day)
      EXPECT_GE(*world.daily[day].reach, *world.daily[day - 1].reach);
    EXPECT_LE(*world.total.reach, world.total.post_reach_sum);
    EXPECT_EQ(world.daily.back().impressions, world.total.impressions);
  }
}

TEST(Comparison, OfAPlanWithItselfIsZeroInEveryWorld) {
  const auto a = run_forecast(small_plan(), small_knowledge(), worlds(10));
  const auto document = comparison_document({a, a});
  for (const auto& row : document["differences"]) {
    if (row["mean"].is_null()) continue;
    EXPECT_EQ(row["mean"], 0.0) << row;
    EXPECT_EQ(row["p025"], 0.0);
    EXPECT_EQ(row["p975"], 0.0);
    if (!row["p_better"].is_null()) {
      EXPECT_EQ(row["p_better"], 0.5);
    }
  }
}

// A world is the same in runs of any length: who stops early has lived the first worlds of a longer run.
TEST(Comparison, StopsOnceTheChancesAreKnown) {
  const std::vector<Scenario> plans{small_plan(), small_plan(3, true)};
  const auto known_to = [](double precision) {
    return [precision](std::span<const Forecast> forecasts) {
      return imprecision_of_comparison(forecasts) <= precision;
    };
  };
  const auto roughly = run_forecasts(plans, small_knowledge(), worlds(5), {known_to(.5), 40});
  EXPECT_EQ(roughly.back().worlds.size(), 5U);
  const auto well = run_forecasts(plans, small_knowledge(), worlds(5), {known_to(.08), 40});
  EXPECT_GT(well.back().worlds.size(), 5U);
  EXPECT_LE(imprecision_of_comparison(well), .08);
  EXPECT_NE(nlohmann::json(roughly.back().notes).dump().find("only 5 worlds"), std::string::npos);
  const auto never = run_forecasts(plans, small_knowledge(), worlds(5), {known_to(1e-9), 12});
  const auto plain = run_forecasts(plans, small_knowledge(), worlds(12));
  for (std::size_t i = 0; i < plans.size(); ++i) EXPECT_EQ(scopes_of(never[i]), scopes_of(plain[i])) << i;
}

TEST(Comparison, NegatesWhenPlansAreSwapped) {
  const auto a = run_forecast(small_plan(), small_knowledge(), worlds(16));
  const auto b = run_forecast(small_plan(3, true), small_knowledge(), worlds(16));
  const auto ab = comparison_document({a, b})["differences"], ba = comparison_document({b, a})["differences"];
  ASSERT_EQ(ab.size(), ba.size());
  for (std::size_t i = 0; i < ab.size(); ++i) {
    if (ab[i]["mean"].is_null()) continue;
    EXPECT_DOUBLE_EQ(ab[i]["mean"].get<double>(), -ba[i]["mean"].get<double>());
    EXPECT_NEAR(ab[i]["p10"].get<double>(),
                -ba[i]["p90"].get<double>(),
                1e-9 * (1 + std::abs(ab[i]["p10"].get<double>())));
    if (!ab[i]["p_better"].is_null()) {
      EXPECT_DOUBLE_EQ(ab[i]["p_better"].get<double>(), 1 - ba[i]["p_better"].get<double>());
    }
  }
}

// The ratio's estimate scatters by about +-50 % at 200 worlds; it stands at several hundred, the bound is
// 100.
TEST(Comparison, OfAPostMovedByADayVariesAHundredTimesLessThanIndependentWorlds) {
  const auto base = reach_of(run_forecast(small_plan(), small_knowledge(), worlds(200)));
  const auto moved = reach_of(run_forecast(small_plan(1), small_knowledge(), worlds(200)));
  const auto apart = reach_of(run_forecast(small_plan(1), small_knowledge(), worlds(200, 999)));
  const double paired = variance_of(minus(moved, base)), independent = variance_of(minus(apart, base));
  EXPECT_GT(paired, 0);
  EXPECT_GT(independent / paired, 100) << "independent " << independent << ", paired " << paired;
}

TEST(PriorShare, IsZeroWhenEverythingIsTold) {
  Forecast forecast = run_forecast(small_plan(), small_knowledge(), worlds(20));
  for (auto& parameter : forecast.plan.pages[0].calibration.report) parameter.told = true;
  const auto reach = reach_of(forecast);
  EXPECT_EQ(prior_share(forecast.plan, reach), 0.0);
}

TEST(PriorShare, IsNearlyOneForADifferenceThatIsAnUntoldParameter) {
  Forecast forecast = run_forecast(small_plan(), small_knowledge(), worlds(100));
  for (auto& parameter : forecast.plan.pages[0].calibration.report)
    parameter.told = parameter.key != "half_life";
  std::vector<double> difference;
  for (std::uint32_t r = 0; r < 100; ++r)
    difference.push_back(forecast.plan.pages[0]
                             .calibration.draws[parameter_draw_of(forecast.plan, 0, r)]
                             .timing.log_half_life);
  EXPECT_GT(prior_share(forecast.plan, difference), 0.99);
}

}  // namespace
}  // namespace gs
