// What changes nothing: names, order, copies, numbers of worlds, zones people are shown (RELIABILITY 7.3: 2,
// 3, 13, 16, 25, 30, 31).
#include "tests/relations/plans.h"
#include "tests/support/pages.h"

namespace gs::relations {
namespace {

using namespace testing_worlds;

TEST(Renaming, PostsAndPeopleAsTheyAreShownChangesNoWorld) {
  json renamed = plan();
  renamed["name"] = "Another", renamed["about"] = "told otherwise";
  renamed["plan"]["a"]["title"] = "<b>Tee</b>", renamed["plan"]["b"]["topic"] = "sweets";
  renamed["audience"]["segments"]["young"]["about"] = "students";
  expect_same_worlds(forecast_of(plan()), forecast_of(renamed));
}

// Other ids are other people with other luck: worlds differ, their law does not.
TEST(Relabelling, SegmentsChangesNoDistribution) {
  json other = organic();
  auto& segments = other["audience"]["segments"];
  segments["zwei"] = segments["older"], segments["eins"] = segments["young"];
  segments.erase("older"), segments.erase("young");
  expect_same_means(organic(), other);
}

TEST(Order, OfMembersInTheDocumentChangesNoWorld) {
  const std::string text = plan().dump();
  const auto swapped = [&] {
    std::string other = text;
    const auto a = other.find("\"a\":{\"account\""), b = other.find("\"b\":{\"account\""),
               c = other.find("\"c\":{\"account\"");
    return other.substr(0, a) + other.substr(b, c - b) + other.substr(a, b - a) + other.substr(c);
  }();
  ASSERT_NE(swapped, text);
  RunOptions options;
  options.replicates = 6, options.seed = 3;
  EXPECT_EQ(forecast_document(run_forecast(parse_scenario(text, "p.json"), {}, options)).dump(),
            forecast_document(run_forecast(parse_scenario(swapped, "p.json"), {}, options)).dump());
}

TEST(Replicate, IsTheSameInRunsOfAHundredAndOfManyMore) {
  const bool full = std::getenv("GROUNDSWELL_FULL") != nullptr;
  expect_same_worlds(forecast_of(plan(), 100), forecast_of(plan(), full ? 10000 : 400));
}

// Lagos and Berlin show the same clock in December; the moments are the same either way.
TEST(DisplayZone, ChangesNoWorld) {
  json other = plan();
  other["timezone"] = "Africa/Lagos";
  expect_same_worlds(forecast_of(plan()), forecast_of(other));
}

TEST(TwoSegmentsThatAreAlike, MergedGiveTheSameDistribution) {
  json merged = organic(), apart = organic();
  merged["audience"]["segments"] = {{"all", {{"people", 5000}}}};
  apart["audience"]["segments"] = {{"one", {{"people", 3000}}}, {"two", {{"people", 2000}}}};
  expect_same_means(merged, apart);
}

TEST(Creator, DeclaredButNotPaidChangesNothingOfThePlan) {
  json with = plan(), placed_nowhere = plan();
  for (json* document : {&with, &placed_nowhere})
    (*document)["audience"]["accounts"]["host"] = {
        {"platform", "facebook"}, {"kind", "creator"}, {"followers", 900}};
  placed_nowhere["costs"] = {{"film", {{"amount", 60}}}};
  expect_same_worlds(forecast_of(with), forecast_of(placed_nowhere));
}

TEST(Creator, WithoutFollowersIsAsIfAbsent) {
  testing_worlds::Plan plan = daily_plan(800, 4);
  const Ledger without = plan.run({3, 1});
  add_page(plan.audience, 0, {});
  plan.campaign.page_keys.push_back(subject_key("nobody's"));
  plan.page_timings = {plan.timing, flat_timing(12)};
  plan.campaign.seedings = {{1, 1, Tick{30}}};
  plan.seedings = {{0.5}};
  const Ledger with = plan.run({3, 1});
  EXPECT_EQ(with.rows, without.rows);
  EXPECT_EQ(with.reach_k, without.reach_k);
}

TEST(DuplicatePost, OfNoQualityIsAsIfAbsentWhileNothingCrowds) {
  testing_worlds::Plan plan = daily_plan(800, 4);
  const Ledger without = plan.run({3, 2});
  plan.campaign.posts.push_back({999, plan.campaign.posts[1].publish});
  plan.behaviour.push_back({});
  const Ledger with = plan.run({3, 2});
  EXPECT_EQ(reach_of(with, 4), 0U);
  EXPECT_EQ(with.reach_k, without.reach_k);
  for (std::uint32_t post = 0; post < 4; ++post)
    EXPECT_EQ(sum_of_post(with, post, 0, with.hours), sum_of_post(without, post, 0, without.hours));
}

}  // namespace
}  // namespace gs::relations
