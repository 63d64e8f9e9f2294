// The ground-truth laboratory: effects are differences of two lives, tables add up, importers read them back.
#include "tests/relations/laboratory.h"

#include <set>

#include "scenarios/synth/lab/truth.h"

namespace gs {
namespace {

using namespace testing_laboratory;

std::string refusal(const json& plan, const LabSettings& settings = {}) {
  try {
    run_laboratory(parse_scenario(plan.dump(), "plan.json"), {}, {}, settings);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

double total(const LifeDays& days) { return std::accumulate(days.sales.begin(), days.sales.end(), 0.0); }

TEST(Laboratory, AnEffectIsTheDifferenceOfTwoLives) {
  const json truth = truth_of(lab());
  ASSERT_EQ(truth["channels"].size(), 5u);
  double moved = 0;
  for (std::size_t channel = 0; channel < lab().channels.size(); ++channel) {
    Worker worker;
    const AssumedWorld dark = assume_lived(lab().plan(), without_channel(lab(), channel), 1'000'000);
    const LivedWorld without = live_world(lab().plan(), dark, 1'000'000, worker);
    const json& row = truth["channels"][channel];
    EXPECT_EQ(row["incremental_of"]["sales"], lab().world.counts.total.sales - without.counts.total.sales);
    EXPECT_EQ(row["incremental_of"]["visits"], lab().world.counts.total.visits - without.counts.total.visits);
    double weeks = 0;
    for (const json& week : row["incremental_by_week"]) weeks += week.get<double>();
    EXPECT_EQ(weeks, row["incremental"]);
    EXPECT_DOUBLE_EQ(row["roi"].get<double>() * row["spend"].get<double>(),
                     20 * row["incremental"].get<double>());
    moved += std::abs(weeks);
  }
  EXPECT_GT(moved, 0);
}

TEST(Laboratory, WordOfMouthIsWhatIsLostWhereNobodySeesWhatOthersPassOn) {
  const json truth = truth_of(lab());
  Lived quiet;
  quiet.sharing = false;
  Worker worker;
  const AssumedWorld assumed = assume_lived(lab().plan(), quiet, 1'000'000);
  const LivedWorld life = live_world(lab().plan(), assumed, 1'000'000, worker);
  EXPECT_EQ(truth["total_without_word_of_mouth"], life.counts.total.sales);
  EXPECT_EQ(truth["total"], lab().world.counts.total.sales);
  EXPECT_NE(truth["total"], truth["total_without_word_of_mouth"]);
  const json& all = truth["all_ads"];
  EXPECT_DOUBLE_EQ(all["word_of_mouth_share"].get<double>() * all["incremental"].get<double>(),
                   all["incremental"].get<double>() - all["incremental_without_word_of_mouth"].get<double>());
}

TEST(Laboratory, WeeksAddUpToDaysAndDaysToTheTotal) {
  double weeks = 0, spend = 0, shown = 0;
  std::int64_t spent = 0;
  for (const LabWeek& week : shown_weeks(lab())) {
    weeks += week.outcome;
    for (const Money money : week.spend) spend += static_cast<double>(money.micros) / 1e6;
    shown += std::accumulate(week.impressions.begin(), week.impressions.end(), 0.0);
  }
  double by_ad = 0;
  for (const AdOutcome& ad : lab().world.counts.ads) {
    by_ad += std::round(ad.impressions);
    spent += ad.spend.micros;
  }
  EXPECT_EQ(weeks, total(lab().all));
  EXPECT_EQ(weeks, lab().world.counts.total.sales);
  EXPECT_NEAR(spend, static_cast<double>(spent) / 1e6, 1e-9);
  EXPECT_EQ(shown, by_ad);
  EXPECT_EQ(dealt_out(10, {1, 0, 2, 1}), (std::vector<double>{2, 0, 5, 3}));
}

TEST(Laboratory, ALiftTestIsTheWeekOfALifeWithTheChannelDark) {
  ASSERT_EQ(lab().tests.size(), 5u);
  const json truth = truth_of(lab());
  const Import robyn = read_back("robyn_lifts"), pymc = read_back("pymc_lifts");
  std::map<std::string, double> lifts, spends;
  for (const ObservedDay& day : robyn.days) {
    if (day.metric == "conversions_lift") lifts[day.part + to_text(*day.first)] = day.value;
    if (day.metric == "lift_spend") spends[day.part] = static_cast<double>(day.money.micros) / 1e6;
  }
  std::size_t sigmas = 0;
  for (const ObservedDay& day : pymc.days) sigmas += day.metric == "lift_sigma" && day.value >= 1;
  EXPECT_EQ(sigmas, 5u);
  for (std::size_t row = 0; row < 5; ++row) {
    const json& test = truth["tests"][row];
    const std::string part = "channel=" + test["channel"].get<std::string>() + "_S";
    EXPECT_EQ(lifts.at(part + test["first"].get<std::string>()), test["lift"]);
    EXPECT_DOUBLE_EQ(spends.at(part), test["spend"]);
    EXPECT_GT(test["spend"], 0);
    EXPECT_DOUBLE_EQ(test["lift"].get<double>() + test["later"].get<double>(),
                     total(lab().all) - total(lab().tests[row].without));
  }
}

TEST(Laboratory, AdsAreReadBackToTheSameCountsAndMoney) {
  for (const char* name : {"meta_ads", "tiktok_ads", "google_ads", "linkedin_ads", "vk_ads"}) {
    const LabLayout& layout = layout_named(name);
    const Import read = read_back(name);
    EXPECT_EQ(read.format_name, name);
    std::map<std::string, std::array<double, 4>> told, held;  // by ad and day
    for (const LabAd& ad : shown_ads(lab()))
      if (takes(layout.form, ad.row.cell.platform, ad.row.cell.account)) {
        auto& sums = told[ad.row.cell.ad + to_text(*ad.row.cell.first)];
        sums = {*ad.row.at(AdCount::impressions),
                *ad.row.at(AdCount::clicks),
                static_cast<double>(ad.row.spend->micros),
                std::string(name) == "google_ads" ? ad.sales() : ad.leads};
      }
    for (const ObservedAd& ad : read.ads) {
      auto& sums = held[ad.cell.ad + to_text(*ad.cell.first)];
      sums[0] = *ad.at(AdCount::impressions);
      sums[1] = ad.at(AdCount::clicks).value_or(ad.at(AdCount::link_clicks).value_or(-1));
      sums[2] = static_cast<double>(ad.spend->micros);
      EXPECT_EQ(ad.currency, "EUR");
    }
    for (const ObservedConversion& c : read.conversions)
      if (c.name == "leads" || std::string(name) == "google_ads")
        held[c.cell.ad + to_text(*c.cell.first)][3] = c.count.value_or(0);
    EXPECT_FALSE(told.empty()) << name;
    EXPECT_EQ(held, told) << name;
  }
}

std::vector<LabPost> posts_on(const TableForm& form) {
  std::vector<LabPost> posts = shown_posts(lab());
  std::erase_if(posts,
                [&](const LabPost& post) { return !takes(form, post.seen.platform, post.seen.account); });
  return posts;
}

TEST(Laboratory, PostsAreReadBackToTheSameCounts) {
  for (const char* name : {"meta_facebook_posts",
                           "meta_instagram_posts",
                           "youtube_videos",
                           "tiktok_videos",
                           "x_posts",
                           "linkedin_posts"}) {
    const LabLayout& layout = layout_named(name);
    const Import read = read_back(name);
    EXPECT_EQ(read.format_name, name);
    std::map<std::string, std::array<double, 3>> told, held;
    const bool views = std::string(name) == "youtube_videos";
    for (const LabPost& shown : posts_on(layout.form)) {
      const ObservedPost& post = shown.seen;
      told[post.id] = {post.at(Metric::impressions).value_or(0),
                       post.at(Metric::likes).value_or(0),
                       post.at(Metric::shares).value_or(0)};
    }
    for (const ObservedPost& post : read.posts)
      held[post.id] = {post.at(views ? Metric::views : Metric::impressions).value_or(-1),
                       post.at(Metric::likes).value_or(-1),
                       post.at(Metric::shares).value_or(-1)};
    EXPECT_EQ(told.size(), 4u) << name;
    EXPECT_EQ(held, told) << name;
  }
}

TEST(Laboratory, WeeklyTablesAreReadBackToTheSameWeeks) {
  const auto weeks = shown_weeks(lab());
  for (const char* name : {"meridian", "robyn"}) {
    const Import read = read_back(name);
    EXPECT_EQ(read.format_name, name);
    EXPECT_EQ(read.ads.size(), weeks.size() * lab().channels.size());
    double told = 0, held = 0, impressions = 0, shown = 0;
    std::int64_t spent = 0, spend = 0;
    for (const LabWeek& week : weeks) {
      told += week.outcome;
      for (const Money money : week.spend) spent += money.micros;
      shown += std::accumulate(week.impressions.begin(), week.impressions.end(), 0.0);
    }
    for (const ObservedAd& ad : read.ads) {
      spend += ad.spend->micros;
      impressions += ad.at(AdCount::impressions).value_or(0);
    }
    for (const ObservedDay& day : read.days) held += day.metric == "conversions" ? day.value : 0;
    EXPECT_EQ(held, told) << name;
    EXPECT_EQ(spend, spent) << name;
    EXPECT_EQ(impressions, shown) << name;
  }
  const Import pymc = read_back("pymc");
  EXPECT_EQ(pymc.format_name, "pymc");
  EXPECT_EQ(pymc.days.size(), weeks.size() * (1 + lab().channels.size()));
}

// Every key that is there is in the schema, and every one the schema asks for is there.
void agree(const json& value, const json& schema, const std::string& where) {
  EXPECT_TRUE(schema.contains("description") || where.empty() || where.ends_with(']')) << where;
  if (value.is_array()) {
    ASSERT_TRUE(schema.contains("items")) << where;
    for (const json& item : value) agree(item, schema["items"], where + "[]");
  } else if (value.is_object()) {
    EXPECT_EQ(schema["additionalProperties"], false) << where;
    for (const json& key : schema["required"]) EXPECT_TRUE(value.contains(key)) << where << "/" << key;
    for (const auto& [key, member] : value.items()) {
      ASSERT_TRUE(schema["properties"].contains(key)) << where << "/" << key << " is not in the schema";
      agree(member, schema["properties"][key], where + "/" + key);
    }
  } else {
    json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    std::string type = value.is_number_integer() ? "integer" : value.type_name();
    const bool known = std::ranges::find(types, json(type)) != types.end();
    const bool whole = type == "integer" && std::ranges::find(types, json("number")) != types.end();
    EXPECT_TRUE(known || whole) << where << " is " << type;
  }
}

TEST(Laboratory, EveryKeyOfTheTruthIsInItsSchema) {
  const json schema = json::parse(truth_schema());
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  agree(truth_of(lab(), lab_files(lab(), layout_named("meta_page_series"))), schema, "");
  json unpriced = week_everywhere();
  unpriced["offer"].erase("order_value");
  const json other = truth_of(lab_of(unpriced));
  EXPECT_TRUE(other["channels"][0]["roi"].is_null());
  agree(other, schema, "");
}

TEST(Laboratory, WritesTheSameBytesOnAnyNumberOfThreads) {
  const Laboratory again = lab_of(week_everywhere(), 1);
  EXPECT_EQ(truth_of(again).dump(), truth_of(lab()).dump());
  for (const LabLayout& layout : lab_layouts()) {
    const std::vector<LabFile> one = lab_files(again, layout), two = lab_files(lab(), layout);
    ASSERT_EQ(one.size(), two.size()) << layout.name();
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].text, two[i].text) << one[i].name;
  }
}

TEST(Laboratory, RepeatsPostsAtTheirHourAndDrawsBudgets) {
  const Scenario scenario = parse_scenario(week_everywhere().dump(), "plan.json");
  const LongPlan plan = lengthen(scenario, {.weeks = 40, .seed = 7});
  EXPECT_EQ(plan.scenario.plan.size(), 40 * 7u);
  EXPECT_EQ(to_iso_local(plan.scenario.plan.at("p_x_003").published, "Europe/Berlin"),
            "2026-03-30T18:00:00+02:00");  // summer time began the day before
  EXPECT_LT(plan.scenario.ads.size(), 40 * 5u);
  EXPECT_GT(plan.scenario.ads.size(), 40 * 3u);
  std::set<std::int64_t> budgets;
  for (const auto& [id, ad] : plan.scenario.ads) budgets.insert(ad.daily_budget->micros);
  EXPECT_GT(budgets.size(), 50u);
  EXPECT_EQ(lengthen(scenario, {.weeks = 40, .seed = 7}).channel_of, plan.channel_of);
  const LongPlan even = lengthen(scenario, {.weeks = 40, .seed = 7, .budget_log_sd = 0, .dark_share = 0});
  EXPECT_EQ(even.scenario.ads.size(), 40 * 5u);
  EXPECT_EQ(even.scenario.ads.at("ad_vk_040").daily_budget->micros, 4'000'000);
}

TEST(Laboratory, RefusesWhatHasNoEffectToKnow) {
  using ::testing::HasSubstr;
  json plan = week_everywhere();
  LabSettings settings;
  settings.outcome = "joy";
  EXPECT_THAT(refusal(plan, settings), HasSubstr("--outcome joy"));
  settings.outcome = "leads";
  plan["offer"].erase("lead_rate");
  EXPECT_THAT(refusal(plan, settings), HasSubstr("/offer/lead_rate: missing"));
  plan["end"] = "2026-04-22";
  settings = {};
  settings.plan.weeks = 2;
  EXPECT_THAT(refusal(plan, settings), HasSubstr("the plan alone takes 6 weeks"));
  plan.erase("offer");
  EXPECT_THAT(refusal(plan), HasSubstr("plan.json /offer: missing"));
  plan.erase("ads");
  EXPECT_THAT(refusal(plan), HasSubstr("plan.json /ads: missing"));
  EXPECT_THROW(lab_layouts_named("meridian,nielsen"), Error);
  EXPECT_THROW(lab_layouts_named(""), Error);
  EXPECT_EQ(lab_layouts_named("meridian,robyn,meridian").size(), 2u);
}

}  // namespace
}  // namespace gs
