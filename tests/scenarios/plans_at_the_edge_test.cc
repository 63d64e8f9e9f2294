// Plans that planners write and that lie at an edge of what is modelled: one segment, agents too coarse,
// targets nothing of the plan can meet, ads that buy nothing or meet everybody, a page far from its own
// history.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "models/fit/fitter.h"
#include "scenarios/compare.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

json small_plan() {
  return json::parse(R"({"currency":"EUR","timezone":"UTC","start":"2026-12-07","end":"2026-12-13",
"audience":{"accounts":{"brand":{"platform":"facebook","followers":2000}}},
"plan":{"p1":{"account":"brand","format":"photo","publish_at":"2026-12-07T18:00"},
        "p2":{"account":"brand","format":"photo","publish_at":"2026-12-09T12:00"}}})");
}

Forecast forecast_of(const json& document, const Knowledge& knowledge = {}) {
  RunOptions options;
  options.replicates = 12;
  return run_forecast(parse_scenario(document.dump(), "plan.json"), knowledge, options);
}

double mean_reach(const Forecast& forecast) {
  double sum = 0;
  for (const WorldCounts& world : forecast.worlds) sum += *world.total.reach;
  return sum / static_cast<double>(forecast.worlds.size());
}

const json* row_of(const json& rows, const std::string& kpi) {
  for (const json& row : rows)
    if (row["kpi"] == kpi) return &row;
  return nullptr;
}

TEST(PlansAtTheEdge, OneSegmentIsThePlanItself) {
  json plan = small_plan();
  plan["audience"]["segments"]["buyers"] = {{"people", 9000}};
  const json document = forecast_document(forecast_of(plan));
  ASSERT_EQ(document["segments"].size(), 1U);
  const json* segment = row_of(document["segments"][0]["kpis"], "reach");
  const json* total = row_of(document["totals"], "reach");
  EXPECT_EQ((*segment)["mean"], (*total)["mean"]);
  EXPECT_GT((*segment)["mean"], 0);
}

TEST(PlansAtTheEdge, InauthenticFollowersAreMissedWithoutSegmentsToo) {
  json plan = small_plan();
  const double all = mean_reach(forecast_of(plan));
  plan["audience"]["accounts"]["brand"]["inauthentic"] = 0.8;
  EXPECT_LT(mean_reach(forecast_of(plan)), 0.5 * all);
}

TEST(PlansAtTheEdge, AgentsTooCoarseAreRefusedWithWhatFits) {
  json plan = small_plan();
  plan["audience"]["people_per_agent"] = 41;
  try {
    forecast_of(plan);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_THAT(error.what(),
                HasSubstr("/audience/people_per_agent: 41 leaves 49 simulated followers of 'brand'"));
    EXPECT_THAT(error.remedy, HasSubstr("40 at most"));
  }
  plan["audience"]["people_per_agent"] = 40;
  EXPECT_GT(mean_reach(forecast_of(plan)), 0);
}

TEST(PlansAtTheEdge, ATargetOnWhatThePlanLacksIsUndefinedAndSaysWhy) {
  json plan = small_plan();
  plan["targets"]["sales"]["at_least"] = 5;
  const json document = forecast_document(forecast_of(plan));
  const json* sales = row_of(document["totals"], "sales");
  ASSERT_NE(sales, nullptr);
  EXPECT_EQ((*sales)["undefined_because"], "the plan has no offer");
  EXPECT_TRUE((*sales)["p50"].is_null());
  EXPECT_EQ((*sales)["p_target"], 0);
}

TEST(PlansAtTheEdge, AdsThatBuyNothingOrMeetEverybodySaySo) {
  json plan = small_plan();
  plan["ads"]["cent"] = {
      {"post", "p1"}, {"total_budget", 0.001}, {"end", "2026-12-09"}, {"bid", {{"cpm", 10}}}};
  plan["ads"]["flood"] = {
      {"post", "p1"}, {"total_budget", 90000}, {"end", "2026-12-13"}, {"bid", {{"cpm", 10}}}};
  plan["ads"]["fair"] = {{"post", "p1"}, {"total_budget", 5}, {"end", "2026-12-09"}, {"bid", {{"cpm", 10}}}};
  const Forecast forecast = forecast_of(plan);
  EXPECT_THAT(forecast.notes, Contains(HasSubstr("ad 'cent' buys nothing")));
  EXPECT_THAT(forecast.notes, Contains(HasSubstr("ad 'flood' meets nearly all of the")));
  EXPECT_THAT(forecast.notes, Not(Contains(HasSubstr("'fair'"))));
}

TEST(PlansAtTheEdge, AmountsOfAMicroUnitAreRead) {
  json plan = small_plan();
  plan["costs"]["film"]["amount"] = 0.000001;
  EXPECT_EQ(parse_scenario(plan.dump(), "plan.json").costs.at("film").amount.micros, 1);
}

Knowledge fitted_page() {
  SyntheticPage page = example_page();
  page.posts = 120;
  AccountKnowledge known;
  known.history = simulate_history(page, 5);
  PopulationParameters people;
  people.followers = page.followers;
  FitOptions options;
  options.starts = 1;
  options.importance_check = false;
  known.calibration = fit(mature_posts(known.history), people, options);
  Knowledge knowledge;
  knowledge.accounts["brand"] = std::move(known);
  return knowledge;
}

// An account whose exports count displays alone, as those of X do.
TEST(PlansAtTheEdge, APageWithoutReachIsFittedToItsDisplaysAndSaysSo) {
  SyntheticPage page = example_page();
  page.posts = 120;
  AccountKnowledge known;
  for (ObservedPost post : simulate_history(page, 5)) {
    for (const Metric gone : {Metric::reach, Metric::reach_followers})
      post.counts[index_of(gone)] = std::nullopt;
    known.history.push_back(post);
  }
  const std::vector<ObservedPost> posts = mature_posts(known.history);
  ASSERT_TRUE(posts[0].stood_in[index_of(Metric::reach)]);
  EXPECT_LT(*posts[0].at(Metric::reach), *posts[0].at(Metric::impressions));
  PopulationParameters people;
  people.followers = page.followers;
  FitOptions options;
  options.starts = 1;
  options.importance_check = false;
  known.calibration = fit(posts, people, options);
  EXPECT_TRUE(known.calibration->converged);
  for (const ParameterReport& row : known.calibration->report)
    if (row.key == "repeat") {
      EXPECT_FALSE(row.told);
    }
  Knowledge knowledge;
  knowledge.accounts["brand"] = known;
  json plan = small_plan();
  plan["audience"]["accounts"]["brand"]["followers"] = page.followers;
  const Forecast forecast = forecast_of(plan, knowledge);
  EXPECT_THAT(forecast.notes, Contains(HasSubstr("count displays, not people")));
  const json document = forecast_document(forecast);
  EXPECT_EQ((*row_of(document["totals"], "reach"))["basis"], "assumption");
  EXPECT_EQ((*row_of(document["totals"], "impressions"))["basis"], "fitted");
}

TEST(PlansAtTheEdge, APageOfOtherSizeThanItsHistoryIsCarriedOverAndSaysSo) {
  const Knowledge knowledge = fitted_page();
  const double followers = knowledge.accounts.at("brand").calibration->followers;
  json plan = small_plan();
  const auto with = [&](double times) {
    plan["audience"]["accounts"]["brand"]["followers"] = static_cast<std::int64_t>(times * followers);
    return forecast_of(plan, knowledge);
  };
  const Forecast usual = with(1), tenth = with(.1), tenfold = with(10);
  EXPECT_THAT(usual.notes, Not(Contains(HasSubstr("others in its history"))));
  EXPECT_THAT(tenth.notes, Contains(HasSubstr("others in its history")));
  EXPECT_LT(mean_reach(tenth), 0.3 * mean_reach(usual));
  EXPECT_GT(mean_reach(tenfold), 3 * mean_reach(usual));
}

TEST(PlansAtTheEdge, AComparisonListsWhatEachPlanAssumes) {
  json base = small_plan(), variant = small_plan();
  base["name"] = "Base";
  variant["name"] = "Boosted";
  variant["ads"]["boost"] = {{"post", "p1"}, {"total_budget", 5}, {"end", "2026-12-09"}};
  variant["currency"] = "USD";
  const std::vector<Scenario> plans{parse_scenario(base.dump(), "base.json"),
                                    parse_scenario(variant.dump(), "variant.json")};
  RunOptions options;
  options.replicates = 4;
  const json document = comparison_document(run_forecasts(plans, {}, options));
  std::vector<std::string> keys, levers;
  for (const json& row : document["assumed"]) keys.push_back(row["key"]);
  for (const json& row : document["levers"]) levers.push_back(row["lever"]);
  EXPECT_THAT(keys, Contains("ads.boost.click"));
  EXPECT_THAT(levers, Contains("ad budgets"));
  EXPECT_EQ(std::ranges::count(levers, "publishing hour"), 1);
}

}  // namespace
}  // namespace gs
