// Parts of a plan left out of its worlds, and other money behind ads: the rest keeps its people and its luck.
#include "scenarios/plan/lived.h"

#include "scenarios/decide/trial.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

json seeded() {
  json document = plan();
  document["audience"]["accounts"]["host"] = {
      {"platform", "facebook"}, {"kind", "creator"}, {"followers", 900}};
  document["seeding"] = {{"s", {{"creator", "host"}, {"post", "b"}, {"fee", 90}}}};
  document["offer"] = {
      {"visit_rate", 0.8}, {"conversion_rate", 0.3}, {"lead_rate", 0.4}, {"order_value", 25}};
  return document;
}

// A document's trial of so many worlds.
struct Tried {
  explicit Tried(const json& document)
      : trial(parse_scenario(document.dump(), "plan.json"), known, options()) {}
  static RunOptions options() {
    RunOptions all;
    all.replicates = 8, all.seed = 3;
    return all;
  }
  std::vector<WorldCounts> lived(const Lived& parts, WorldRange range = {0, 8}) const {
    return trial.lived(parts, range);
  }
  Knowledge known;
  Trial trial;
};

void expect_same(const std::vector<WorldCounts>& one, const std::vector<WorldCounts>& other) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t r = 0; r < one.size(); ++r) {
    std::vector<double> a = counts_of(one[r].total), b = counts_of(other[r].total);
    for (const KpiCounts* c : {&one[r].total, &other[r].total}) {
      std::vector<double>& all = c == &one[r].total ? a : b;
      for (const double more : {c->cost, c->posts, c->visits, c->leads, c->sales, c->revenue})
        all.push_back(more);
    }
    EXPECT_EQ(a, b) << "world " << r;
    EXPECT_EQ(one[r].events, other[r].events) << "world " << r;
  }
}

TEST(Lived, OfEverythingIsThePlanBitByBit) {
  const Tried tried(seeded());
  const Plan& plan = tried.trial.plan();
  Lived all;
  all.posts.assign(plan.request.posts.size(), 1);
  all.ads.assign(1, 1), all.seedings.assign(1, 1);
  all.budgets = {plan.request.ads[0].budgets};
  const auto worlds = forecast_of(seeded(), 8).worlds;
  expect_same(tried.lived({}), worlds);
  expect_same(tried.lived(all), worlds);
}

TEST(Lived, WorldsAreTheSameInWhateverRangeTheyAreAskedFor) {
  const Tried tried(seeded());
  const auto worlds = tried.lived({}), late = tried.lived({}, {5, 3});
  expect_same({worlds.begin() + 5, worlds.end()}, late);
}

TEST(Lived, AdsLeftOutAreThePlanOfNoBudget) {
  const Tried tried(seeded());
  json none = seeded();
  none["ads"]["boost"]["daily_budget"] = 0;
  Lived without;
  without.ads = {0};
  Lived unpaid;
  unpaid.budgets = {std::vector<Money>(5)};
  expect_same(tried.lived(without), forecast_of(none, 8).worlds);
  expect_same(tried.lived(unpaid), forecast_of(none, 8).worlds);
}

TEST(Lived, OtherBudgetsAreThePlanThatNamesThem) {
  const Tried tried(seeded());
  json doubled = seeded();
  doubled["ads"]["boost"]["daily_budget"] = 12;
  Lived more;
  more.budgets = {std::vector<Money>(5, Money{12'000'000})};
  expect_same(tried.lived(more), forecast_of(doubled, 8).worlds);
}

TEST(Lived, ASeedingLeftOutIsThePlanWithoutItAndItsFee) {
  const Tried tried(seeded());
  json none = seeded();
  none.erase("seeding");
  Lived without;
  without.seedings = {0};
  expect_same(tried.lived(without), forecast_of(none, 8).worlds);
}

// The worlds' people and everybody's luck are keyed by what they are about: the other posts keep theirs.
TEST(Lived, APostLeftOutIsNotPublishedAndTakesItsAdAndSeedingWithIt) {
  const Tried tried(seeded());
  Lived without;
  without.posts = {0, 0, 1};
  for (const WorldCounts& world : tried.lived(without)) {
    EXPECT_EQ(world.total.spend, 0);
    EXPECT_EQ(world.total.cost, 0);
    EXPECT_EQ(world.total.posts, 1);
    EXPECT_EQ(*world.posts[0].reach, 0);
    EXPECT_EQ(*world.posts[1].reach, 0);
    EXPECT_EQ(world.total.impressions, world.posts[2].impressions);
  }
  json alone = seeded();
  alone.erase("seeding"), alone.erase("ads");
  alone["plan"].erase("a"), alone["plan"].erase("b");
  const auto expected = forecast_of(alone, 8).worlds;
  const auto worlds = tried.lived(without);
  for (std::size_t r = 0; r < worlds.size(); ++r)
    EXPECT_EQ(*worlds[r].posts[2].reach, *expected[r].posts[0].reach) << "world " << r;
}

TEST(Lived, WithoutTheSecondLifeOnlyWhatAsksForItIsUndefined) {
  const Tried tried(seeded());
  Lived once;
  once.without_ads = false;
  const auto worlds = tried.lived(once);
  for (const WorldCounts& world : worlds) EXPECT_FALSE(world.total.without_ads);
  expect_same(worlds, tried.lived({}));
}

TEST(Lived, PartsThatDoNotFitThePlanAreOurDefect) {
  const Tried tried(seeded());
  Lived wrong;
  wrong.budgets = {std::vector<Money>(4)};
  EXPECT_THROW(tried.lived(wrong), Error);
}

// A post moved past another, and its placement with it: rows change places.
TEST(Trial, AtOtherTimesIsThePlanOfThoseTimesAndPeopleAreGivenBack) {
  Tried tried(seeded());
  json moved = seeded();
  moved["plan"]["b"]["publish_at"] = "2026-12-11T09:00+01:00";
  moved["plan"]["a"]["publish_at"] = "2026-12-07T21:00+01:00";
  const auto at = [](int day, int hour) {
    return Instant{(days_since_epoch(2026, 12, day) * 24 + hour - 1) * 3600};
  };
  const OtherTimes times{{{"b", at(11, 9)}, {"a", at(7, 21)}}, {{"s", at(11, 9)}}};
  const auto before = tried.lived({});
  expect_same(tried.trial.lived_at(times, {}, {0, 8}), forecast_of(moved, 8).worlds);
  expect_same(tried.trial.lived_at({}, {}, {0, 8}), before);
  expect_same(tried.lived({}), before);
}

// Talk against a page does not wait for its posts, nor become one of them when they change rows.
TEST(Trial, AtOtherTimesTalkBeginsWhenItDoes) {
  json plan = seeded();
  plan["events"]["recall"] = {{"kind", "adverse"}, {"at", "2026-12-08T15:00+01:00"}, {"reach", .3}};
  const std::string account = plan["plan"]["a"]["account"];
  plan["events"]["recall"]["account"] = account;
  json moved = plan;
  moved["plan"]["a"]["publish_at"] = "2026-12-07T21:00+01:00";
  const OtherTimes times{{{"a", Instant{(days_since_epoch(2026, 12, 7) * 24 + 20) * 3600}}}, {}};
  Tried tried(plan);
  const auto worlds = tried.trial.lived_at(times, {}, {0, 8});
  const auto anew = forecast_of(moved, 8).worlds;
  expect_same(worlds, anew);
  for (std::size_t r = 0; r < worlds.size(); ++r) EXPECT_EQ(worlds[r].talks, anew[r].talks) << r;
  EXPECT_GT(worlds[0].talks.at(0), 0);
}

}  // namespace
}  // namespace gs
