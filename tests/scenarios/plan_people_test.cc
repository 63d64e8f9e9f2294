// Who hears whom on a plan's platforms: as said, else as platforms' files have it; a page's forecast does not
// move because its followers' friends are friends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/summary.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/people.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using testing::HasSubstr;

Scenario plan_with(const std::string& platforms, const std::string& platform = "facebook") {
  return parse_scenario(R"({"timezone":"UTC","start":"2026-12-07","audience":{"platforms":)" + platforms +
                            R"(,"accounts":{"page":{"platform":")" + platform +
                            R"(","followers":10000}}},
                              "plan":{"post":{"account":"page","publish_at":"2026-12-09T12:00"}}})",
                        "plan.json");
}
Portrait portrait_of(const Scenario& scenario) { return *request_of(scenario).portrait; }

TEST(PlanPeople, LinksAreThePlatformsUnlessThePlanSaysOthers) {
  const LayerPortrait facebook = portrait_of(plan_with(R"({"facebook":{}})")).layers[0];
  EXPECT_EQ(facebook.reciprocity, 1);
  EXPECT_EQ(facebook.triangles, 0.14);
  EXPECT_EQ(facebook.listeners_log_sd, 1.1);
  EXPECT_EQ(facebook.mean_listeners, 100);
  const LayerPortrait x = portrait_of(plan_with(R"({"x":{}})", "x")).layers[0];
  EXPECT_EQ(x.reciprocity, 0.25);
  EXPECT_EQ(x.listeners_log_sd, 1.4);
  const LayerPortrait said =
      portrait_of(plan_with(R"({"facebook":{"mean_listeners":30,"reciprocity":0.5,"triangles":0.02}})"))
          .layers[0];
  EXPECT_EQ(said.mean_listeners, 30);
  EXPECT_EQ(said.reciprocity, 0.5);
  EXPECT_EQ(said.triangles, 0.02);
}

// DEFAULTS 11: odds 3 by age, 5 by place, 1.1 by gender.
TEST(PlanPeople, KeepToTheirOwnKindByWhatTellsSegmentsApart) {
  const auto odds = [](const std::string& segments) {
    return portrait_of(parse_scenario(R"({"start":"2026-12-07","audience":{"segments":)" + segments +
                                          R"(,"accounts":{"page":{"platform":"vk","followers":100}}},
                                            "plan":{"post":{"account":"page","publish_at":"2026-12-09T12:00"}}})",
                                      "plan.json"))
        .layers[0]
        .same_segment;
  };
  EXPECT_EQ(odds(R"({"a":{"people":1000},"b":{"people":1000}})"), 1);
  EXPECT_EQ(odds(R"({"a":{"people":1000,"age":"18-24"},"b":{"people":1000,"age":"55+"}})"), 3);
  EXPECT_NEAR(odds(R"({"a":{"people":1000,"age":"18-24","place":"Kazan","gender":"female"},
                       "b":{"people":1000,"age":"55+","place":"Perm","gender":"male"}})"),
              16.5,
              1e-9);
  // 2 of 3 pairs differ by age, one by nothing.
  EXPECT_NEAR(
      odds(R"({"a":{"people":1000,"age":"18-24"},"b":{"people":1000},"c":{"people":1000}})"), 7 / 3., 1e-9);
}

TEST(PlanPeople, HaveNoCirclesByDefaultWhereHardlyAnybodyListens) {
  EXPECT_EQ(portrait_of(plan_with(R"({"facebook":{"mean_listeners":3}})")).layers[0].triangles, 0);
  EXPECT_EQ(portrait_of(plan_with(R"({"facebook":{"mean_listeners":0}})")).layers[0].triangles, 0);
}

TEST(PlanPeople, RefusesLinksThatCannotBe) {
  const auto refusal = [](const std::string& platforms) -> std::string {
    try {
      prepare_forecast(plan_with(platforms), {}, {});
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(refusal(R"({"facebook":{"reciprocity":2}})"),
              HasSubstr("/audience/platforms/facebook/reciprocity"));
  EXPECT_THAT(
      refusal(R"({"facebook":{"triangles":0.5}})"),
      HasSubstr("plan.json /audience/platforms/facebook/triangles: more than people who know each other can "
                "make here, at most 0.39"));
  EXPECT_THAT(refusal(R"({"myspace":{}})"), HasSubstr("myspace"));
  EXPECT_THAT(refusal(R"({"facebook":{"friends":2}})"), HasSubstr("friends"));
}

std::vector<double> reach_of(const std::string& platforms, std::uint32_t seed) {
  RunOptions options;
  options.replicates = 400;
  options.seed = seed;
  std::vector<double> reach;
  for (const auto& draw : draws_of(run_forecast(plan_with(platforms), {}, options), *find_kpi("reach")))
    reach.push_back(std::log(*draw));
  return reach;
}

// Spread was told, or believed, of people who know one another by chance alone. Carried to friends it gives
// the same reach: single worlds differ, for other people pass the post on, the middle one does not.
TEST(PlanPeople, AreNotHeardByMoreThanThereAre) {
  EXPECT_NO_THROW(portrait_of(plan_with(R"({"facebook":{"mean_listeners":500}})")));
  try {
    portrait_of(plan_with(R"({"facebook":{"mean_listeners":90000}})"));
    FAIL() << "more listeners than people";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/audience/platforms/facebook/mean_listeners: 90000 listeners"));
    EXPECT_THAT(error.remedy, HasSubstr("is a link to keep"));
  }
}

TEST(PlanPeople, AreRefusedAtTheirPlaceInTheFile) {
  const support::Sandbox box;
  box.write("crowded.json", R"({"timezone":"UTC","start":"2026-12-07",
 "audience":{
  "segments":{"few":{"people":900}},
  "accounts":{"page":{"platform":"facebook",
                      "followers":10000}}},
 "plan":{"post":{"account":"page","publish_at":"2026-12-09T12:00"}}})");
  try {
    portrait_of(load_scenario(box / "crowded.json"));
    FAIL() << "more followers than people";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("crowded.json:5:35 /audience/accounts/page/followers: "));
  }
}

TEST(PlanPeople, ReachDoesNotMoveBecauseLinksAreReturned) {
  const std::vector<double> friends = reach_of(R"({"facebook":{}})", 1),
                            strangers = reach_of(R"({"facebook":{"reciprocity":0,"triangles":0}})", 1);
  std::vector<double> difference;
  for (std::size_t r = 0; r < friends.size(); ++r) difference.push_back(friends[r] - strangers[r]);
  const double error = std::sqrt(variance_of(difference) / static_cast<double>(difference.size()));
  EXPECT_NEAR(mean_of(difference), 0, 4.5 * error + 0.01);
  EXPECT_LT(error, 0.03);
  EXPECT_NEAR(quantile_sorted((std::ranges::sort(difference), difference), 0.5), 0, 0.01);
}

TEST(PlanPeople, SourcesOfAPageWithoutHistoryAddUpToItsReach) {
  RunOptions options;
  options.replicates = 20;
  const Forecast forecast = run_forecast(plan_with("{}"), {}, options);
  const nlohmann::json document = forecast_document(forecast);
  double sum = 0;
  for (const auto& source : document["sources"]) sum += source["kpis"][0]["mean"].get<double>();
  EXPECT_EQ(document["sources"][2]["source"], "discovery");
  EXPECT_GT(document["sources"][2]["kpis"][0]["mean"], 0);
  EXPECT_NEAR(sum, document["totals"][0]["mean"].get<double>(), 1e-9 * sum);
}

TEST(PlanPeople, CarriedSpreadIsTheSameWhereEverybodyHasAsManyListeners) {
  MeanFieldAudience people{.followers = 10000, .outsiders = 10000, .activity = activity_classes(1)};
  Theta theta{};
  theta.visibility = -3;
  theta.spread = -4;
  theta.rate.fill(-4);
  EXPECT_NEAR(carried_spread(theta, people), -4, 1e-6);
  people.met_listeners = 4;
  const double carried = carried_spread(theta, people);
  EXPECT_LT(carried, -4);
  EXPECT_GT(carried, -4 - std::log(4));
  const std::array<double, kRates> rates = [&] {
    std::array<double, kRates> all{};
    all.fill(chance_of_rate(-4.0));
    return all;
  }();
  const double wide = expect_post<double>(people, std::exp(-3), std::exp(carried), rates, 0.0).reach;
  people.met_listeners = 1;
  EXPECT_NEAR(wide, expect_post<double>(people, std::exp(-3), std::exp(-4), rates, 0.0).reach, 1e-4 * wide);
}

}  // namespace
}  // namespace gs
