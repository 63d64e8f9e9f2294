// What a run will cost against what it did cost, and the limits it is held to.
#include "scenarios/plan/estimate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "core/error.h"
#include "scenarios/backtest.h"
#include "scenarios/compare.h"
#include "tests/support/page.h"

namespace gs {
namespace {

using support::small_knowledge;
using support::small_plan;
using testing::AllOf;
using testing::HasSubstr;

RunOptions worlds(std::size_t n, unsigned threads = 0) {
  RunOptions options;
  options.replicates = n;
  options.threads = threads;
  return options;
}

Scenario with_audience(double followers, std::optional<std::int64_t> people_per_agent = std::nullopt) {
  Scenario plan = small_plan();
  plan.file = "plan.json";
  plan.audience.accounts["example-roastery"].followers = static_cast<std::int64_t>(followers);
  plan.audience.people_per_agent = people_per_agent;
  return plan;
}

Scenario with_ad(double budget_a_day, double followers = 8000) {
  Scenario plan = with_audience(followers);
  ScenarioAd ad;
  ad.platform = "facebook";
  ad.post = "a";
  ad.daily_budget = Money{static_cast<std::int64_t>(budget_a_day * 1e6)};
  ad.cpm = Money{10'000'000};
  ad.followers = "all";
  ad.first = {2026, 12, 7};
  ad.last = {2026, 12, 14};
  plan.ads["boost"] = ad;
  return plan;
}

struct Case {
  const char* name;
  Scenario plan;
  Knowledge knowledge;
};

std::vector<Case> several_plans() {
  Scenario linked = with_audience(6000);
  linked.audience.mean_listeners = 300.0;
  Scenario alone = with_audience(5000);
  alone.audience.outsiders_per_follower = 0.0;
  return {{"of the page as it was fitted", small_plan(), small_knowledge()},
          {"with a post more", small_plan(2, true), small_knowledge()},
          {"from general priors", small_plan(), {}},
          {"of a larger page", with_audience(30000), small_knowledge()},
          {"with people in fours", with_audience(30000, 4.0), small_knowledge()},
          {"where everybody has many listeners", linked, small_knowledge()},
          {"where only followers are", alone, {}},
          {"with an ad", with_ad(20), small_knowledge()},
          {"with an ad from general priors", with_ad(20), {}},
          {"with more money than people", with_ad(1e6, 2000), small_knowledge()}};
}

double events_of(const Forecast& forecast) {
  double events = 0;
  for (const WorldCounts& world : forecast.worlds) events += static_cast<double>(world.events);
  return events;
}

// Stated in estimate.h: a factor of 1.5.
TEST(RunEstimate, ForeseesEventsAgentsAndLinksOfSeveralPlans) {
  for (const Case& c : several_plans()) {
    const Forecast forecast = run_forecast(c.plan, c.knowledge, worlds(100));
    const RunEstimate& told = forecast.estimate;
    const double ratio = told.events / events_of(forecast);
    RecordProperty(c.name, std::to_string(ratio));
    EXPECT_GT(ratio, 1 / 1.5) << c.name;
    EXPECT_LT(ratio, 1.5) << c.name;
    const Audience& people = forecast.plan.audience;
    EXPECT_EQ(told.agents, people.agents) << c.name;
    const auto links = static_cast<double>(people.layers[0].listeners.size());
    EXPECT_NEAR(told.links, links, 0.04 * links) << c.name;
  }
}

// A factor of 5 between this processor and the one the unit costs were measured on; processor time, so that
// a busy machine does not matter.
TEST(RunEstimate, ForeseesTheSecondsOfOneCore) {
#ifndef NDEBUG
  GTEST_SKIP() << "only what ships is timed";
#endif
  for (const Case& c : several_plans()) {
    const std::clock_t before = std::clock();
    const Forecast forecast = run_forecast(c.plan, c.knowledge, worlds(150, 1));
    const double ratio =
        forecast.estimate.seconds() * CLOCKS_PER_SEC / static_cast<double>(std::clock() - before);
    RecordProperty(c.name, std::to_string(ratio));
    EXPECT_GT(ratio, 1 / 5.0) << c.name;
    EXPECT_LT(ratio, 5.0) << c.name;
  }
}

std::string refusal(const Scenario& plan,
                    const RunOptions& options,
                    const Knowledge& knowledge = small_knowledge()) {
  try {
    run_forecast(plan, knowledge, options);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::limit);
    EXPECT_EQ(error.code, "S10");
    return std::string(error.what()) + " | " + error.remedy;
  }
  return "accepted";
}

TEST(RunLimits, RefuseBeforeTheRunWhatWouldTakeYears) {
  // Without a history, for a fitted page keeps its posts' reach however many follow it.
  const std::string told = refusal(with_audience(1e7), worlds(1'000'000'000, 2), {});
  EXPECT_THAT(told, AllOf(HasSubstr("plan.json: ≈ "), HasSubstr("e17 events, ≈ "), HasSubstr(" years")));
  EXPECT_THAT(told, AllOf(HasSubstr("limit cost=1e13 [S10]"), HasSubstr("lower --replicates")));
}

TEST(RunLimits, RefuseMoreMemoryThanAllowedAndNameTheNumberThatFits) {
  RunOptions options = worlds(4, 1);
  options.limits.bytes = 60e6;
  const std::string told = refusal(with_audience(60000), options);
  EXPECT_THAT(told, HasSubstr("plan.json: scenario needs ≈ "));
  EXPECT_THAT(told, AllOf(HasSubstr("MiB, limit 57.2 MiB (--mem-limit) [S10]"), HasSubstr("--mem-limit ")));
  const std::string words = "raise audience.people_per_agent to ";
  const auto at = told.find(words);
  ASSERT_NE(at, std::string::npos) << told;
  const double enough = std::stod(told.substr(at + words.size()));
  EXPECT_LE(enough, 8);
  EXPECT_EQ(refusal(with_audience(60000, enough), options), "accepted");
  EXPECT_NE(refusal(with_audience(60000, enough - 1), options), "accepted");
}

TEST(RunLimits, SendToFewerWorldsWhereTheResultsAreTheMemory) {
  RunOptions options = worlds(900'000, 1);
  options.limits.bytes = 1e9;
  EXPECT_THAT(refusal(with_audience(300), options),
              AllOf(HasSubstr("GiB, limit 953.7 MiB (--mem-limit)"), HasSubstr("lower --replicates to ")));
}

TEST(RunLimits, RefuseMoreEventsInAWorldThanAllowed) {
  RunOptions options = worlds(20);
  options.limits.events_per_world = 50;
  EXPECT_THAT(refusal(small_plan(), options),
              AllOf(HasSubstr("events in every world, limit 50 (--max-events)"), HasSubstr("--max-events ")));
}

// A world has more than the mean: the limit stands between, so that the estimate passes and a world does not.
TEST(RunLimits, StopTheFirstWorldThatRunsAwayAtAnyNumberOfThreads) {
  const Forecast free = run_forecast(small_plan(), small_knowledge(), worlds(60));
  RunOptions options = worlds(60);
  options.limits.events_per_world = 1.05 * free.estimate.events_per_world;
  std::size_t first = 0;
  while (first < 60 && static_cast<double>(free.worlds[first].events) <= options.limits.events_per_world)
    ++first;
  ASSERT_LT(first, 60U) << "no world is larger than the rest";
  options.threads = 1;
  const std::string told = refusal(small_plan(), options);
  EXPECT_THAT(told, HasSubstr("world " + std::to_string(first) + " ran away on 2026-12-"));
  EXPECT_THAT(told, AllOf(HasSubstr("post '"), HasSubstr(":00: more than "), HasSubstr("--max-events")));
  for (const unsigned threads : {2U, 3U, 7U}) {
    options.threads = threads;
    EXPECT_EQ(refusal(small_plan(), options), told) << threads;
  }
}

TEST(RunLimits, HoldOneWorldToTheMemoryThatIsLeftForIt) {
  RunEstimate estimate;
  estimate.people_bytes = 100e6;
  estimate.world_bytes = 10e6;
  estimate.threads = 2;
  const WorldLimit free = world_limit(estimate, {});
  EXPECT_EQ(free.events, 1'000'000'000U);
  const WorldLimit tight = world_limit(estimate, {.bytes = 400e6});
  EXPECT_LT(tight.events, 20'000'000U);
  EXPECT_GT(tight.events, 1'000'000U);
  EXPECT_THAT(tight.name, HasSubstr("limit 381.5 MiB (--mem-limit, shared by 2 threads)"));
}

TEST(RunForecasts, MeetsTheSamePeopleOnceAndGivesWhatSingleForecastsGive) {
  const std::vector<Scenario> plans{small_plan(), small_plan(2, true), with_audience(3000)};
  const std::vector<Forecast> all = run_forecasts(plans, small_knowledge(), worlds(12));
  ASSERT_EQ(all.size(), 3U);
  for (std::size_t i = 0; i < plans.size(); ++i)
    EXPECT_EQ(forecast_document(all[i]).dump(),
              forecast_document(run_forecast(plans[i], small_knowledge(), worlds(12))).dump());
  EXPECT_TRUE(all[0].plan.audience.layers.empty());  // handed on
  EXPECT_TRUE(all[1].plan.audience.layers.empty());  // let go
  EXPECT_FALSE(all[2].plan.audience.layers[0].listeners.empty());
  const auto costs = comparison_document(all)["estimate"];
  EXPECT_DOUBLE_EQ(costs["events"].get<double>(),
                   std::round(all[0].estimate.events + all[1].estimate.events + all[2].estimate.events));
  EXPECT_EQ(costs["agents"].get<double>(), all[0].plan.audience.agents);
}

TEST(RunForecasts, TellsHowFarItHasComeToTheEnd) {
  Progress progress;
  RunOptions options = worlds(12);
  options.watch.progress = &progress;
  run_forecasts(std::vector<Scenario>{small_plan(), small_plan(2, true)}, small_knowledge(), options);
  const Progress::State state = progress.now();
  EXPECT_EQ(state.stage, "simulating worlds");
  EXPECT_GT(state.expected_seconds, 0);
  EXPECT_NEAR(state.done_seconds / state.expected_seconds, 1, 0.01);
}

TEST(RunForecasts, StopsWhenAskedWhereverItIs) {
  volatile bool asked = true;
  RunOptions options = worlds(12);
  options.watch.stop = {&asked};
  EXPECT_THROW(run_forecast(small_plan(), small_knowledge(), options), Interrupted);
  const PageKnowledge known{*small_knowledge().accounts.begin()->second.calibration, {}};
  const Plan plan = prepare_plan(request_of(small_plan()), std::span(&known, 1));
  EXPECT_THROW(simulate_worlds(plan, 8, options.watch), Interrupted);
}

TEST(Backtest, TellsHowFarItHasComeAndKeepsItsLimits) {
  BacktestOptions options;
  options.origins = "every:10";
  options.first = 100;
  options.replicates = 20;
  Progress progress;
  options.watch.progress = &progress;
  backtest_document(support::small_history(), options);
  const Progress::State state = progress.now();
  EXPECT_THAT(state.stage, testing::MatchesRegex("origin [0-9]+ of [0-9]+"));
  EXPECT_NEAR(state.done_seconds / state.expected_seconds, 1, 0.08);
  options.limits.cost = 100;
  EXPECT_THROW(backtest_document(support::small_history(), options), Error);
}

TEST(Fit, TellsHowFarItHasComeAndStopsWhenAsked) {
  Progress progress;
  FitOptions options = support::quick_fit();
  options.importance_check = true;
  options.watch = Watch{{}, &progress, 10};
  PopulationParameters people;
  people.followers = 0;
  fit(support::small_history(), people, options);
  EXPECT_NEAR(progress.now().done_seconds, 10, 1);
  volatile bool asked = true;
  options.watch.stop = {&asked};
  EXPECT_FALSE(fit(support::small_history(), people, options).converged);
}

TEST(DurationInWords, TakesTheUnitPeopleWouldTake) {
  EXPECT_EQ(duration_in_words(0.2), "0 s");
  EXPECT_EQ(duration_in_words(1), "1 s");
  EXPECT_EQ(duration_in_words(89), "89 s");
  EXPECT_EQ(duration_in_words(100), "2 min");
  EXPECT_EQ(duration_in_words(5000), "83 min");
  EXPECT_EQ(duration_in_words(7200), "2 h");
  EXPECT_EQ(duration_in_words(400000), "5 days");
  EXPECT_EQ(duration_in_words(2.9e8), "9 years");
  EXPECT_EQ(duration_in_words(3e15), "1e+08 years");
}

}  // namespace
}  // namespace gs
