// Posting hours of whole plans: where posts may go, what is lived there, and that the hour people are awake
// at is found. Reach is followers' only, so that the rhythm alone decides.
#include <gtest/gtest.h>

#include <set>

#include "models/fit/fitter.h"
#include "scenarios/decide/hours/hours_document.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

Scenario scenario_of(const json& document) { return parse_scenario(document.dump(), "plan.json"); }

// A page whose followers look around one hour of the day, or at any.
Knowledge awake_around(double hour, double strength) {
  static const Calibration kGeneric = generic_calibration("facebook", 1500, {});
  Calibration calibration = kGeneric;
  const double angle = 2 * 3.14159265358979323846 * (hour + .5) / 24;
  for (Theta& draw : calibration.draws) {
    draw.timing = {};
    draw.timing.diurnal = {strength * exact_cos(angle), strength * exact_sin(angle), 0, 0};
    draw.timing.log_half_life = exact_log(3.0);
  }
  Knowledge knowledge;
  knowledge.accounts["page"] = {.history = {}, .calibration = calibration};
  return knowledge;
}

RunOptions three(unsigned threads = 0) {
  RunOptions run;
  run.seed = 3, run.threads = threads;
  return run;
}

struct Found {
  Found(const json& document, const Knowledge& knowledge, const SlotRules& rules = {}, unsigned threads = 0)
      : trial(scenario_of(document), knowledge, three(threads)),
        posts(movable_posts(trial.forecast(), rules)) {
    options.few = 8, options.most = 32, options.whole = 64;
    options.proof = 100, options.alone = 16;
    const Kpi& goal = *find_kpi("post_reach_sum");
    const Scenario& scenario = trial.forecast().scenario;
    optimum = optimize_hours(
        posts, {}, timetable_evaluator(trial, posts, wanted(goal, {}), given_spend(scenario)), options);
    Division division;
    division.total = sum_of(given_spend(scenario));
    const LeverRules money;
    const OptimizeOptions usual;
    const Asked asked{trial.forecast(), goal, division, money, usual};
    written = document_without_money(asked, optimum.given_delivered);
    put_hours({asked, posts, rules, options}, optimum, optimum.given_delivered, written);
  }
  int hour(std::size_t post) const { return posts[post].slots[optimum.answer[post]].hour; }
  Trial trial;
  std::vector<MovablePost> posts;
  HoursOptions options;
  HoursOptimum optimum;
  json written;
};

TEST(PlanHours, AreThoseAtWhichPeopleAreAwake) {
  const Knowledge owls = awake_around(2, 2.5);  // two in the morning
  const Found found(organic(), owls);
  ASSERT_TRUE(found.optimum.better);
  const Timing<double> timing = timing_of(owls.accounts.at("page").calibration->draws[0].timing, 72);
  for (std::size_t post = 0; post < found.posts.size(); ++post) {
    double best = 0;
    for (const Slot& slot : found.posts[post].slots) best = std::max(best, day_factor(timing, slot.hour));
    EXPECT_GE(day_factor(timing, found.hour(post)), .95 * best) << post << " at " << found.hour(post);
  }
}

TEST(PlanHours, OfPeopleAwakeAroundTheClockStayAsTheyAre) {
  const Found found(organic(), awake_around(2, 0));
  EXPECT_FALSE(found.optimum.better);
  EXPECT_EQ(found.optimum.answer, Timetable(3, 0));
  EXPECT_FALSE(found.written["better"]);
  EXPECT_EQ(found.written["items"].size(), 3U);
}

TEST(PlanHours, AreTheSameOnAnyNumberOfThreads) {
  const Knowledge owls = awake_around(2, 2.5);
  json one = Found(organic(), owls, {.days = 1}, 1).written,
       three_threads = Found(organic(), owls, {.days = 1}, 3).written;
  EXPECT_EQ(one.dump(), three_threads.dump());
}

TEST(PlanHours, WrittenDownAreThePlanThatWasLived) {
  json document = plan();
  document["plan"]["b"]["publish_at"] = "2026-12-09T12:30+01:00";
  Found found(document, awake_around(2, 2.5), {.days = 1});
  ASSERT_TRUE(found.optimum.better);
  json moved = document;
  moved.merge_patch(patch_of(found.trial.forecast().scenario, found.posts, found.optimum.answer));
  RunOptions run = three();
  run.replicates = 6;
  const auto forecast = run_forecast(scenario_of(moved), awake_around(2, 2.5), run);
  const auto lived = found.trial.lived_at(
      times_of(found.trial.forecast().scenario, found.posts, found.optimum.answer), {}, {0, 6});
  for (std::size_t world = 0; world < 6; ++world)
    EXPECT_EQ(counts_of(lived[world].total), counts_of(forecast.worlds[world].total));
  for (const json& item : found.written["items"]) {
    EXPECT_EQ(item["kind"], "post");
    EXPECT_EQ(item["gain"].is_null(), item["before"] == item["after"]);
  }
}

// A page with a history, whose pool gives every post margins of its own.
Knowledge with_history() {
  Knowledge knowledge = awake_around(2, 2.5);
  AccountKnowledge& page = knowledge.accounts["page"];
  for (int day = 0; day < 45; ++day) {
    ObservedPost post;
    post.platform = "facebook", post.account = "page", post.id = "h" + std::to_string(day);
    post.format = day % 3 == 0 ? "video" : "photo";
    post.published = {days_since_epoch(2026, 9, 1) * 86400 + day * 86400 + 3600 * (day % 5)};
    post.counts[index_of(Metric::reach)] = 200 + 17 * (day % 7) + (day % 3 == 0 ? 400 : 0);
    post.counts[index_of(Metric::impressions)] = *post.at(Metric::reach) * 1.3;
    post.counts[index_of(Metric::likes)] = 5 + day % 4;
    page.history.push_back(post);
  }
  page.calibration->last_post = page.history.back().published;
  page.calibration->posts = page.history.size();
  return knowledge;
}

TEST(PlanHours, OfAPageWithAHistoryKeepEveryPostsOwnMargins) {
  const Knowledge knowledge = with_history();
  Trial trial(scenario_of(plan()), knowledge, three());
  ASSERT_TRUE(trial.plan().pages[0].pool);
  json moved = plan();
  moved["plan"]["c"]["publish_at"] = "2026-12-08T02:00+01:00";  // before b
  const OtherTimes times{{{"c", Instant{(days_since_epoch(2026, 12, 8) * 24 + 1) * 3600}}}};
  RunOptions run = three();
  run.replicates = 6;
  const Forecast forecast = run_forecast(scenario_of(moved), knowledge, run);
  const auto lived = trial.lived_at(times, {}, {0, 6});
  for (std::size_t world = 0; world < 6; ++world)
    EXPECT_EQ(counts_of(lived[world].total), counts_of(forecast.worlds[world].total)) << world;
}

std::vector<MovablePost> slots_of(const json& document, const SlotRules& rules) {
  const Knowledge known = awake_around(12, 0);
  return movable_posts(prepare_forecast(scenario_of(document), known, three()), rules);
}

std::set<std::int64_t> days_of(const MovablePost& post) {
  std::set<std::int64_t> days;
  for (const Slot& slot : post.slots) days.insert(slot.day - days_since_epoch(2026, 12, 7));
  return days;
}

TEST(Slots, AreEverySecondWakingHourBesideThePlansOwn) {
  const auto flat = slots_of(organic(), {});
  EXPECT_EQ(flat[0].slots.size(), 12U);
  EXPECT_EQ(flat[0].slots[0].hour, 18);
  const auto posts =
      movable_posts(prepare_forecast(scenario_of(organic()), awake_around(12, 2), three()), {});
  EXPECT_LT(posts[0].slots.size(), 10U);
  for (const Slot& slot : posts[0].slots) EXPECT_TRUE(slot.hour >= 4 && slot.hour <= 20) << slot.hour;
}

TEST(Slots, StayWithinThePlanAndWhatThePostIsTiedTo) {
  json document = plan();
  EXPECT_EQ(days_of(slots_of(document, {.days = 2})[1]), (std::set<std::int64_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(days_of(slots_of(document, {.days = 2})[0]), (std::set<std::int64_t>{0}));  // its ad starts then
  document["ads"]["boost"] = {{"post", "b"},
                              {"total_budget", 5},
                              {"start", "2026-12-10"},
                              {"end", "2026-12-11"},
                              {"bid", {{"cpm", 10}}}};
  const auto bounded = slots_of(document, {.days = 2});
  EXPECT_EQ(days_of(bounded[1]), (std::set<std::int64_t>{0, 1, 2, 3}));
  EXPECT_EQ(bounded[1].tied_by, "boost");
  document["ads"]["boost"].erase("start");  // begins with its post, whose day it keeps
  EXPECT_EQ(days_of(slots_of(document, {.days = 2})[1]), (std::set<std::int64_t>{2}));
}

TEST(Slots, EndWhereAPlacementHasATimeOfItsOwn) {
  json document = organic();
  document["audience"]["accounts"]["host"] = {
      {"platform", "facebook"}, {"kind", "creator"}, {"followers", 900}};
  document["seeding"] = {
      {"s", {{"creator", "host"}, {"post", "b"}, {"fee", 9}, {"publish_at", "2026-12-09T16:00+01:00"}}}};
  const auto bounded = slots_of(document, {});
  for (const Slot& slot : bounded[1].slots) EXPECT_TRUE(slot.hour <= 16);
  EXPECT_EQ(bounded[1].tied_by, "s");
  document["seeding"]["s"].erase("publish_at");  // follows its post
  const Scenario scenario = scenario_of(document);
  const auto posts = slots_of(document, {});
  Timetable late(3, 0);
  late[1] = posts[1].slots.size() - 1;
  EXPECT_EQ(times_of(scenario, posts, late).seedings.at("s"), posts[1].slots[late[1]].at);
}

TEST(Slots, LeaveOutAnHourThatTheClocksSkip) {
  json document = organic();
  document["start"] = "2027-03-27", document["end"] = "2027-03-29";
  document["plan"] = {{"a", {{"account", "page"}, {"format", "link"}, {"publish_at", "2027-03-28T18:00"}}}};
  const auto posts = slots_of(document, {.days = 1, .every = 1});
  for (const Slot& slot : posts[0].slots)
    EXPECT_FALSE(slot.day == days_since_epoch(2027, 3, 28) && slot.hour == 2);
  EXPECT_EQ(posts[0].slots.size(), 71U);
}

}  // namespace
}  // namespace gs
