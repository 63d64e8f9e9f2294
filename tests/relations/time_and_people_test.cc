// What time and the shape of the audience may change (RELIABILITY 7.3: 6, 7, 17, 20, 21, 32).
#include "core/summary.h"
#include "tests/relations/plans.h"
#include "tests/support/pages.h"

namespace gs::relations {
namespace {

using namespace testing_worlds;

json moved_by_a_week(json document) {
  const auto later = [](std::string text) {
    const int day = std::stoi(text.substr(8, 2)) + 7;
    return text.substr(0, 8) + (day < 10 ? "0" : "") + std::to_string(day) + text.substr(10);
  };
  for (const char* key : {"start", "end"}) document[key] = later(document[key]);
  for (json& post : document["plan"]) post["publish_at"] = later(post["publish_at"]);
  for (json& ad : document["ads"])
    for (const char* key : {"start", "end"}) ad[key] = later(ad[key]);
  return document;
}

TEST(WholePlan, AWeekLaterInTheSameWorldsIsTheSame) {
  expect_same_worlds(forecast_of(plan()), forecast_of(moved_by_a_week(plan())));
}

TEST(LongerHorizon, NeverLowersWhatIsCounted) {
  json longer = organic();
  longer["end"] = "2026-12-27";
  const Forecast shorter = forecast_of(organic()), more = forecast_of(longer);
  for (std::size_t r = 0; r < more.worlds.size(); ++r) {
    const auto less = counts_of(shorter.worlds[r].total), now = counts_of(more.worlds[r].total);
    for (std::size_t k = 0; k < less.size(); ++k)
      EXPECT_GE(now[k], less[k]) << "count " << k << ", world " << r;
  }
}

TEST(FirstDays, OfALongerRunAreTheShorterRun) {
  json longer = organic();
  longer["end"] = "2026-12-27";
  const Forecast shorter = forecast_of(organic()), more = forecast_of(longer);
  for (std::size_t r = 0; r < more.worlds.size(); ++r)
    for (std::size_t day = 0; day < shorter.worlds[r].daily.size(); ++day)
      EXPECT_EQ(counts_of(more.worlds[r].daily[day]), counts_of(shorter.worlds[r].daily[day]))
          << "world " << r << ", day " << day;
}

// People on no platform of ours, told nothing: every other toss stays.
TEST(PeopleOutOfReach, ChangeNothingButTheSizeOfTheAudience) {
  json more = organic();
  more["audience"]["segments"]["hermits"] = {{"people", 4000}, {"platforms", {{"facebook", 0}}}};
  const Forecast with = forecast_of(more), without = forecast_of(organic());
  EXPECT_EQ(with.plan.audience.agents, without.plan.audience.agents + 4000);
  for (std::size_t r = 0; r < with.worlds.size(); ++r) {
    EXPECT_EQ(counts_of(with.worlds[r].total), counts_of(without.worlds[r].total)) << "world " << r;
    for (std::size_t post = 0; post < with.worlds[r].posts.size(); ++post)
      EXPECT_EQ(counts_of(with.worlds[r].posts[post]), counts_of(without.worlds[r].posts[post]));
  }
}

// Copies are drawn side by side: agents 0 and 1 follow, 2.. are the rest of either.
TEST(DisjointCopy, DoublesMeanAndVarianceOfReach) {
  const auto reaches = [](int copies) {
    testing_worlds::Plan plan;
    plan.timing = flat_timing(2);
    plan.campaign = {.page_keys = {1}, .hours = 60};
    for (std::uint32_t p = 0; p < 4000; ++p) plan.campaign.posts.push_back({p, Tick{0}});
    plan.behaviour.assign(4000, cascade(0.3));
    testing_worlds::Arcs edges;
    for (std::uint32_t c = 0; c < static_cast<std::uint32_t>(copies); ++c) {
      const auto at = [&](std::uint32_t node) {
        return node == 0 ? c : static_cast<std::uint32_t>(copies) + 5 * c + node - 1;
      };
      for (std::uint32_t k = 0; k < 6; ++k) edges.emplace_back(at(k), at((k + 1) % 6));
    }
    plan.audience = drawn_audience(
        static_cast<std::uint32_t>(6 * copies), static_cast<std::uint32_t>(copies), both_ways(edges));
    const Ledger ledger = plan.run({12, 0});
    std::vector<double> all;
    for (std::uint32_t post = 0; post < 4000; ++post)
      all.push_back(static_cast<double>(reach_of(ledger, post)));
    return all;
  };
  const auto one = reaches(1), two = reaches(2);
  const double cycle = 1.851415;  // of six at p = .3 (RELIABILITY 7.1)
  const auto mean = [](const std::vector<double>& all) {
    return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
  };
  EXPECT_NEAR(mean(one), cycle, 4.5 * std::sqrt(variance_of(one) / 4000));
  EXPECT_NEAR(mean(two), 2 * cycle, 4.5 * std::sqrt(variance_of(two) / 4000));
  EXPECT_NEAR(variance_of(two) / variance_of(one), 2, 4.5 * 2 * std::sqrt(2 * 3.0 / 4000));
}

TEST(Reputation, StaysAsItIsWhereNobodyIsAnnoyed) {
  testing_worlds::Plan plan = plan_of_everything();
  plan.memory.hides_when_often = 0;
  for (PostBehaviour& b : plan.behaviour) b.hide = 0, b.unfollow = 0, b.unfollow_of_hides = 0;
  const Ledger ledger = plan.run({5, 3});
  HourCounts sum;
  for (const HourCounts& row : ledger.rows) add_counts(sum, row);
  EXPECT_EQ(sum.actions[index_of(Action::hide)], 0U);
  EXPECT_EQ(sum.actions[index_of(Action::unfollow)], 0U);
  EXPECT_GT(sum.actions[index_of(Action::follow)], 0U);
}

}  // namespace
}  // namespace gs::relations
