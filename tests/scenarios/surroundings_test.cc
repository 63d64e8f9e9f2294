// What goes on around a plan: the page's unplanned posts, events, crowding and fatigue from the usual
// frequency, placements that are not marked.
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "core/summary.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/surroundings/background.h"
#include "scenarios/plan/surroundings/memory.h"
#include "tests/support/page.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using support::small_history;
using support::small_knowledge;
using support::small_plan;

RunOptions worlds(std::size_t n) {
  RunOptions options;
  options.replicates = n;
  return options;
}

double mean_of_kpi(const Forecast& forecast, const char* name) {
  double sum = 0;
  for (const auto& draw : draws_of(forecast, *find_kpi(name))) sum += draw.value_or(0.0);
  return sum / static_cast<double>(forecast.worlds.size());
}

// Geometric mean over the worlds of one plan's figure over the other's: worlds with a wide spread of posts do
// not drown the others.
double mean_ratio(const Forecast& one, const Forecast& other, const char* name) {
  double sum = 0;
  for (std::size_t r = 0; r < one.worlds.size(); ++r)
    sum += std::log1p(find_kpi(name)->of(one.worlds[r].total).value_or(0.0)) -
           std::log1p(find_kpi(name)->of(other.worlds[r].total).value_or(0.0));
  return std::exp(sum / static_cast<double>(one.worlds.size()));
}

// A page of priors whose plan is `a_day` posts on each of `days` days.
std::string document(int days, int a_day, const std::string& audience, const std::string& more = "") {
  std::string plan;
  for (int day = 0; day < days; ++day)
    for (int i = 0; i < a_day; ++i)
      plan += std::string(plan.empty() ? "" : ",") + "\"p" + std::to_string(day * 10 + i) +
              "\":{\"account\":\"page\",\"publish_at\":\"2026-12-" + (day + 7 < 10 ? "0" : "") +
              std::to_string(day + 7) + "T" + std::to_string(12 + 2 * i) + ":00\"}";
  return R"({"schema":"groundswell/scenario/1","currency":"EUR",)" + more + R"("audience":{)" + audience +
         R"("accounts":{"page":{"platform":"telegram","followers":3000,"posts_per_week":7}}},"plan":{)" +
         plan + "}}";
}

Scenario telegram(int days, int a_day, const std::string& audience = "", const std::string& more = "") {
  return parse_scenario(document(days, a_day, audience, more), "plan.json");
}

std::string complaint(const std::string& text) {
  try {
    run_forecast(parse_scenario(text, "plan.json"), {}, worlds(2));
  } catch (const Error& error) {
    return error.what() + ("; " + error.remedy);
  }
  return "accepted";
}

// ---- background

UsualPage usual_page() { return {"facebook/example-roastery", 0, small_history(), 0}; }

TEST(Background, RepeatsDaysOfThePageSoThatFrequencyFormatsAndHoursAreItsOwn) {
  const auto posts = background_posts(usual_page(), {{2026, 12, 7}, 280, "Europe/Berlin"}, {1, 0});
  const double a_week = usual_posts_per_week(small_history());
  EXPECT_NEAR(static_cast<double>(posts.size()) / 40, a_week, 0.15 * a_week);
  std::map<std::string, double> here, there;
  for (const PlannedPost& post : posts) here[post.format] += 1.0 / static_cast<double>(posts.size());
  for (const ObservedPost& post : small_history())
    there[post.format] += 1.0 / static_cast<double>(small_history().size());
  for (const auto& [format, share] : there) EXPECT_NEAR(here[format], share, 0.12) << format;
}

TEST(Background, IsTheSameOnEveryDayTwoPlansShare) {
  const auto ids = [](const std::vector<PlannedPost>& posts) {
    std::set<std::string> all;
    for (const PlannedPost& post : posts) all.insert(post.id + std::to_string(post.published.seconds));
    return all;
  };
  const auto shorter = ids(background_posts(usual_page(), {{2026, 12, 9}, 20, "UTC"}, {1, 0}));
  const auto longer = ids(background_posts(usual_page(), {{2026, 12, 1}, 60, "UTC"}, {1, 0}));
  EXPECT_TRUE(std::ranges::includes(longer, shorter));
  EXPECT_NE(ids(background_posts(usual_page(), {{2026, 12, 9}, 20, "UTC"}, {2, 0})), shorter);
}

TEST(Background, IsThinnedOrMultipliedToTheFrequencyThePlanNames) {
  for (const double wanted : {1.0, 12.0}) {
    UsualPage page = usual_page();
    page.posts_per_week = wanted;
    EXPECT_NEAR(static_cast<double>(background_posts(page, {{2026, 12, 7}, 350, "UTC"}, {1, 0}).size()) / 50,
                wanted,
                0.2 * wanted);
    page.history = {};
    EXPECT_NEAR(static_cast<double>(background_posts(page, {{2026, 12, 7}, 350, "UTC"}, {1, 0}).size()) / 50,
                wanted,
                0.2 * wanted);
  }
}

TEST(Background, GoesOnBesideThePlanAndIsNotCountedInItsFigures) {
  Scenario scenario = small_plan();
  const Forecast quiet = run_forecast(scenario, small_knowledge(), worlds(20));
  scenario.background = true;
  const Forecast busy = run_forecast(scenario, small_knowledge(), worlds(20));
  ASSERT_GT(busy.plan.request.posts.size(), 4U);
  EXPECT_EQ(busy.plan.planned, 4U);
  for (std::size_t r = 0; r < 20; ++r) {
    EXPECT_EQ(busy.worlds[r].posts.size(), 4U);
    EXPECT_GT(busy.worlds[r].events, quiet.worlds[r].events);
    // Only who hides the page, or comes to follow it, tells the two apart.
    EXPECT_NEAR(*busy.worlds[r].total.reach / *quiet.worlds[r].total.reach, 1, 0.05);
    EXPECT_NEAR(busy.worlds[r].total.impressions / quiet.worlds[r].total.impressions, 1, 0.05);
  }
  const auto document = forecast_document(busy);
  EXPECT_EQ(document["background"].size(), busy.plan.request.posts.size() - 4);
  EXPECT_EQ(document["posts"].size(), 4U);
}

TEST(Background, AsksHowOftenAPageWithoutAHistoryPosts) {
  std::string text = document(3, 1, "", R"("background":true,)");
  EXPECT_EQ(complaint(text), "accepted");
  text.replace(text.find(R"(,"posts_per_week":7)"), 19, "");
  EXPECT_NE(complaint(text).find("/audience/accounts/page/posts_per_week"), std::string::npos)
      << complaint(text);
}

// ---- events

TEST(Events, WeighTheHoursInWhichAPostIsShown) {
  const Timing<double> timing = testing_worlds::flat_timing(10);
  PlannedEvent event{.id = "e", .first_hour = 24, .end_hour = 48, .activity = 3.0};
  event.engagement = 2;
  EXPECT_DOUBLE_EQ(effect_of({{event}}, timing, 24, 0).activity, 3);
  EXPECT_DOUBLE_EQ(effect_of({{event}}, timing, 24, 0).engagement, 2);
  EXPECT_DOUBLE_EQ(effect_of({{event}}, timing, 14, 0).activity, 1);
  EXPECT_DOUBLE_EQ(effect_of({{event}}, timing, 19, 0).activity, 2);       // half of its hours
  EXPECT_DOUBLE_EQ(effect_of({{event}}, timing, 19, 0).engagement, 1.75);  // (5 + 5 x 3 x 2) / (5 + 5 x 3)
  EXPECT_EQ(price_factors({{event}}, 0, 3), std::vector<double>{});
  event.ad_prices = 1.5;
  EXPECT_EQ(price_factors({{event}}, 0, 3), (std::vector<double>{1, 1.5, 1}));
}

TEST(Events, AHolidayIsLikeASunday) {
  const Timing<double> timing = testing_worlds::evening_timing();
  const PlannedEvent holiday{.id = "h", .first_hour = 0, .end_hour = 24 * 7, .activity = std::nullopt};
  for (const int day : {0, 3}) {
    double sunday = 0, usual = 0;
    for (std::size_t t = 0; t < timing.attention.size(); ++t) {
      sunday += timing.attention[t] * timing.activity[6 * 24 + (18 + t) % 24];
      usual += timing.attention[t] * timing.activity[(static_cast<std::size_t>(day) * 24 + 18 + t) % 168];
    }
    EXPECT_NEAR(effect_of({{holiday}}, timing, 0, day * 24 + 18).activity, sunday / usual, 1e-12);
  }
}

TEST(Events, OfMoreActivityAndEngagementRaiseReachAndReactionsOfTheirDays) {
  Scenario usual = small_plan(), festive = small_plan();
  ScenarioEvent event;
  event.kind = "promotion";
  event.activity = 1.4;
  event.engagement = 2.0;
  event.first = {2026, 12, 15};
  event.last = {2026, 12, 20};
  festive.events["sale"] = event;
  const Forecast one = run_forecast(usual, small_knowledge(), worlds(20)),
                 other = run_forecast(festive, small_knowledge(), worlds(20));
  double reach = 0, likes = 0;
  for (std::size_t r = 0; r < 20; ++r) {
    for (std::size_t post = 0; post < 3; ++post)  // before it
      EXPECT_EQ(*one.worlds[r].posts[post].reach, *other.worlds[r].posts[post].reach);
    EXPECT_GE(*other.worlds[r].posts[3].reach, *one.worlds[r].posts[3].reach);
    reach += *other.worlds[r].posts[3].reach / *one.worlds[r].posts[3].reach / 20;
    likes += (other.worlds[r].posts[3].likes + 1) / (one.worlds[r].posts[3].likes + 1) / 20;
  }
  EXPECT_GT(reach, 1.1);
  EXPECT_LT(reach, 1.6);  // and what shares make of it
  EXPECT_GT(likes, 1.5 * reach);
}

TEST(Events, AreRefusedWithPlaceAndWayOut) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"kind":"holydays","start":"2026-12-08"})", "/events/e/kind: 'holydays'; known: holiday"},
      {R"({"kind":"adverse_event","start":"2026-12-08"})",
       "known: holiday, promotion, rival_launch, adverse"},
      {R"({"kind":"adverse"})", "/events/e: neither at nor start"},
      {R"({"kind":"adverse","start":"2026-12-08","at":"2026-12-08T10:00"})", "at and start"},
      {R"({"kind":"adverse","start":"2026-12-12"})", "/events/e/start: the event is on 2026-12-12"},
      {R"({"kind":"adverse","at":"2026-12-06T23:00"})", "/events/e/at: the event is on 2026-12-06"},
      {R"({"kind":"adverse","at":"2026-12-08"})", "has no time of day"},
      {R"({"kind":"adverse","start":"2026-12-08","account":"pages"})", "/events/e/account"},
      {R"({"kind":"adverse","start":"2026-12-08","reach":1.2})", "/events/e/reach"},
      {R"({"kind":"adverse","start":"2026-12-08","answered_after_hours":-1})",
       "/events/e/answered_after_hours"},
      {R"({"kind":"adverse","start":"2026-12-08","end":"2026-12-08"})", "/events/e/end: means nothing"},
      {R"({"kind":"holiday","start":"2026-12-08","reach":0.1})", "/events/e/reach: means nothing"},
      {R"({"kind":"promotion","start":"2026-12-08"})", "activity, engagement or ad_prices"},
      {R"({"kind":"holiday","start":"2026-12-32"})", "is not a calendar date"},
      {R"({"kind":"holiday","start":"2026-12-08","end":"2026-12-07"})", "swap them"},
      {R"({"kind":"holiday","start":"2026-11-01"})", "the plan runs from 2026-12-07 to 2026-12-09"},
      {R"({"kind":"holiday"})", "/events/e: 'start' is missing"},
      {R"({"kind":"holiday","start":"2026-12-08","activity":-1})", "/events/e/activity"},
      {R"({"kind":"holiday","start":"2026-12-08","atention":2})", "atention: unknown"}};
  for (const auto& [event, says] : cases) {
    const std::string said = complaint(document(3, 1, "", R"("events":{"e":)" + std::string(event) + "},"));
    EXPECT_NE(said.find(says), std::string::npos) << said;
    EXPECT_NE(said.find("plan.json:1:"), std::string::npos) << said;
  }
}

// ---- crowding and fatigue

TEST(Crowding, AtTheUsualFrequencyKeepsThePagesFigures) {
  const Forecast off = run_forecast(telegram(14, 1), {}, worlds(60)),
                 on = run_forecast(telegram(14, 1, R"("crowding":0.6,)"), {}, worlds(60));
  EXPECT_NEAR(mean_ratio(on, off, "post_reach_sum"), 1, 0.02);
  EXPECT_NEAR(mean_ratio(on, off, "engagements"), 1, 0.03);
}

TEST(Fatigue, AtTheUsualFrequencyKeepsThePagesFigures) {
  const Forecast off = run_forecast(telegram(14, 1), {}, worlds(60)),
                 on = run_forecast(telegram(14, 1, R"("fatigue":0.1,)"), {}, worlds(60));
  EXPECT_EQ(mean_of_kpi(on, "posts"), 14);
  EXPECT_NEAR(mean_ratio(on, off, "post_reach_sum"), 1, 0.02);
  EXPECT_NEAR(mean_ratio(on, off, "engagements"), 1, 0.03);
}

TEST(Crowding, MakesMorePostsADayEarnLessEachAndFewerMore) {
  const auto per_post = [](int days, int a_day, const char* audience) {
    const Forecast forecast = run_forecast(telegram(days, a_day, audience), {}, worlds(30));
    return mean_of_kpi(forecast, "post_reach_sum") / (days * a_day);
  };
  constexpr const char* kOn = R"("crowding":0.6,)";
  EXPECT_LT(per_post(7, 3, kOn), 0.9 * per_post(7, 3, ""));
  EXPECT_GT(per_post(1, 1, kOn), 0.99 * per_post(1, 1, ""));
  EXPECT_LT(per_post(7, 3, kOn), per_post(7, 1, kOn));
}

TEST(Crowding, OfZeroIsThePlanWithoutIt) {
  EXPECT_EQ(scopes_of(run_forecast(telegram(5, 2), {}, worlds(5))).dump(),
            scopes_of(run_forecast(telegram(5, 2, R"("crowding":0,"fatigue":0,)"), {}, worlds(5))).dump());
}

TEST(Crowding, AsksHowOftenAPageWithoutAHistoryPosts) {
  std::string text = document(3, 1, R"("crowding":0.3,)");
  EXPECT_EQ(complaint(text), "accepted");
  text.replace(text.find(R"(,"posts_per_week":7)"), 19, "");
  EXPECT_NE(complaint(text).find("/audience/accounts/page/posts_per_week"), std::string::npos)
      << complaint(text);
}

TEST(Crowding, IsSaidAmongTheAssumptionsAndTakesTheUsualFrequencyFromHistory) {
  Scenario scenario = small_plan();
  scenario.audience.crowding = 0.4;
  const Forecast forecast = run_forecast(scenario, small_knowledge(), worlds(4));
  EXPECT_TRUE(forecast.plan.pages[0].usual.crowding.on());
  EXPECT_FALSE(forecast.plan.pages[0].usual.fatigue.on());
  bool said = false, lever = false;
  const auto document = forecast_document(forecast);
  for (const auto& row : document["assumed"]) said = said || row["key"] == "audience.crowding";
  for (const auto& row : document["levers"])
    lever = lever || (row["lever"] == "one post more or less" && row["status"] == "assumption");
  EXPECT_TRUE(said && lever);
}

// ---- placements

TEST(Seeding, ThatIsNotMarkedIsFoundOutInSomeWorldsAndHiddenMoreOftenThere) {
  const auto text = [](const std::string& disclosed) {
    return R"({"schema":"groundswell/scenario/1","start":"2026-12-07","end":"2026-12-09","currency":"EUR",
"audience":{"accounts":{"page":{"platform":"facebook","followers":3000},"star":{"platform":"facebook","kind":"creator","followers":20000}}},
"plan":{"a":{"account":"page","publish_at":"2026-12-08T10:00"}},
"seeding":{"s":{"creator":"star","post":"a"DISCLOSED}}})" +
           disclosed;
  };
  const auto with = [&](const std::string& disclosed) {
    std::string all = text("");
    all.replace(all.find("DISCLOSED"), 9, disclosed);
    return run_forecast(parse_scenario(all, "plan.json"), {}, worlds(80));
  };
  const Forecast silent = with(""), open = with(R"(,"disclosed":true)"),
                 hidden = with(R"(,"disclosed":false)");
  EXPECT_EQ(scopes_of(silent).dump(), scopes_of(open).dump());
  std::size_t more = 0;
  for (std::size_t r = 0; r < 80; ++r) {
    EXPECT_GE(hidden.worlds[r].total.hides, open.worlds[r].total.hides);
    more += hidden.worlds[r].total.hides > open.worlds[r].total.hides ? 1 : 0;
  }
  EXPECT_GE(more, 1U);
  EXPECT_LE(more, 20U);
  bool said = false;
  const auto document = forecast_document(hidden);
  for (const auto& row : document["assumed"]) said = said || row["key"] == "seeding.s.found_out";
  EXPECT_TRUE(said);
}

// ---- figures

TEST(Engagements, HoldSavesOnInstagramAndViewsAreDisplaysWhereAViewIsOne) {
  const auto plan_on = [](const std::string& platform) {
    return run_forecast(
        parse_scenario(
            R"({"schema":"groundswell/scenario/1","audience":{"accounts":{"page":{"platform":")" + platform +
                R"(","followers":5000}}},"plan":{"a":{"account":"page","publish_at":"2026-12-08T10:00"}}})",
            "plan.json"),
        {},
        worlds(10));
  };
  const Forecast pictures = plan_on("instagram"), films = plan_on("youtube");
  double saves = 0;
  for (const WorldCounts& world : pictures.worlds) {
    EXPECT_EQ(world.total.counted_saves, world.total.saves);
    EXPECT_EQ(*find_kpi("engagements")->of(world.total),
              world.total.likes + world.total.comments + world.total.shares + world.total.saves);
    EXPECT_EQ(*find_kpi("engagements")->of(world.total), *find_kpi("engagements")->of(world.daily.back()));
    EXPECT_EQ(world.total.views, 0);
    saves += world.total.saves;
  }
  EXPECT_GT(saves, 0);
  for (const WorldCounts& world : films.worlds) {
    EXPECT_EQ(world.total.views, world.total.impressions);
    EXPECT_EQ(world.total.counted_saves, 0);
    EXPECT_EQ(*find_kpi("er_daily")->of(world.total), *find_kpi("er_daily")->of(world.daily.back()));
  }
  bool views = false;
  const auto document = forecast_document(pictures);
  for (const auto& row : document["totals"]) views = views || row["kpi"] == "views";
  EXPECT_FALSE(views);
}

}  // namespace
}  // namespace gs
