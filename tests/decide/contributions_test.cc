// What parts of a plan bring, by living it again: sums, parts that bring nothing, word of mouth, what ads
// bought, what a variant changes.
#include "scenarios/decide/explain/contributions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/decide/explain/explanation.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;
using testing::HasSubstr;

json seeded() {
  json document = plan();
  document["audience"]["accounts"]["host"] = {
      {"platform", "facebook"}, {"kind", "creator"}, {"followers", 900}};
  document["seeding"] = {{"s", {{"creator", "host"}, {"post", "b"}, {"fee", 90}}}};
  document["offer"] = {
      {"visit_rate", 0.8}, {"conversion_rate", 0.3}, {"lead_rate", 0.4}, {"order_value", 25}};
  return document;
}

constexpr std::size_t kWorlds = 6;

struct Tried {
  explicit Tried(const json& document)
      : trial(parse_scenario(document.dump(), "plan.json"), known, options()) {}
  static RunOptions options() {
    RunOptions all;
    all.replicates = kWorlds, all.seed = 3;
    return all;
  }
  json explained(PartKind kind, std::size_t exact_up_to = 6) const {
    return explanation_document(
        trial.forecast(),
        kind,
        contributions_of(
            trial, kind, {.worlds = kWorlds, .seed = 3, .exact_up_to = exact_up_to, .block = 2}));
  }
  Knowledge known;
  Trial trial;
};

TEST(Contributions, AddUpToThePlanMinusThePlanWithoutItsPartsToTheLastUnit) {
  const Tried tried(seeded());
  for (const PartKind kind : {PartKind::post, PartKind::ad, PartKind::creator, PartKind::platform}) {
    const Contributions found =
        contributions_of(tried.trial, kind, {.worlds = kWorlds, .seed = 3, .exact_up_to = 0, .block = 2});
    for (std::size_t k = 0; k < found.kpis.size(); ++k)
      for (std::size_t world = 0; world < kWorlds; ++world) {
        std::int64_t sum = 0;
        for (const WorldUnits& part : found.shares.measures[k].fair) sum += part[world];
        EXPECT_EQ(sum, found.shares.measures[k].all[world] - found.shares.measures[k].none[world]);
        EXPECT_EQ(found.shares.measures[k].all[world],
                  units_of(*found.kpis[k], found.spread.all[world].total));
      }
  }
}

TEST(Contributions, OfPostsWithoutAnyPostAreEverythingThePlanDoes) {
  const json document = Tried(seeded()).explained(PartKind::post);
  for (const json& total : document["totals"]) EXPECT_EQ(total["none"], 0) << total["kpi"];
}

TEST(Contributions, OfOneAdAreWhatThePlanLacksWithoutIt) {
  const json document = Tried(seeded()).explained(PartKind::ad);
  const json& reach = document["parts"][0]["kpis"][0];
  EXPECT_EQ(reach["mean"], reach["left_out"]["mean"]);
  EXPECT_EQ(reach["mean"], document["totals"][0]["mean"]);
  EXPECT_EQ(document["paid"][4]["mean"], reach["mean"]);  // incremental reach
}

TEST(Contributions, OfAnAdWithoutMoneyAreNothing) {
  json document = seeded();
  document["ads"]["idle"] = document["ads"].begin().value();
  document["ads"]["idle"].erase("daily_budget");
  document["ads"]["idle"]["total_budget"] = 0;
  const json explained = Tried(document).explained(PartKind::ad);
  for (const json& part : explained["parts"])
    for (const json& row : part["kpis"]) EXPECT_TRUE(part["id"] != "idle" || row["mean"] == 0) << row["kpi"];
}

TEST(Contributions, NobodyPassingOnNeverRaisesReachAndTheMultiplierSaysHowMuch) {
  const Tried tried(seeded());
  const Contributions found = contributions_of(tried.trial, PartKind::ad, {.worlds = kWorlds, .seed = 3});
  bool more = false;
  for (std::size_t world = 0; world < kWorlds; ++world) {
    EXPECT_GE(*found.spread.all[world].total.reach, *found.spread.no_sharing[world].total.reach);
    EXPECT_EQ(found.spread.no_sharing[world].total.first_reach[index_of(Source::share)], 0);
    more |= *found.spread.all[world].total.reach > *found.spread.no_sharing[world].total.reach;
  }
  EXPECT_TRUE(more);
}

TEST(Contributions, WhatAdsBoughtAndSetOffIsWhatTheyAdd) {
  const Tried tried(seeded());
  const json paid = tried.explained(PartKind::ad)["paid"];
  const double first = paid[0]["mean"], anyway = paid[1]["mean"], bought = paid[2]["mean"],
               set_off = paid[3]["mean"], more = paid[4]["mean"];
  EXPECT_NEAR(bought + set_off, more, 1e-9);
  EXPECT_NEAR(anyway + bought, first, 1e-9);
  EXPECT_GE(anyway, 0);
  EXPECT_GT(bought, 0);
}

TEST(Explanation, SpeaksOfTheForecastsFirstTargetThatPartsCanShareOut) {
  json document = seeded();
  EXPECT_EQ(Tried(document).explained(PartKind::post)["kpi"], "reach");
  document["targets"] = {{"sales", {{"at_least", 1}}}, {"impressions", {{"at_least", 1}}}};
  EXPECT_EQ(Tried(document).explained(PartKind::post)["kpi"], "impressions");  // as in the forecast's table
  document["targets"] = {{"er_reach", {{"at_least", 0.01}}}};
  const json rate = Tried(document).explained(PartKind::post);
  EXPECT_EQ(rate["kpi"], "reach");
  EXPECT_THAT(rate["notes"].dump(), HasSubstr("is no count that parts could share out"));
}

TEST(Explanation, TellsHowFarEveryPartIsBehindTheLargest) {
  const json document = Tried(seeded()).explained(PartKind::post);
  double largest = 0;
  std::size_t leading = 0;
  for (const json& part : document["parts"])
    largest = std::max(largest, part["kpis"][0]["mean"].get<double>());
  for (const json& part : document["parts"]) {
    const json& row = part["kpis"][0];
    if (row["behind"].is_null())
      ++leading;
    else
      EXPECT_NEAR(row["behind"]["mean"], largest - row["mean"].get<double>(), 1e-6);
  }
  EXPECT_EQ(leading, 1U);
}

TEST(Contributions, OfPartsThePlanDoesNotHaveAreRefusedWithTheWayOut) {
  json document = seeded();
  document.erase("seeding");
  try {
    Tried(document).explained(PartKind::creator);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_THAT(error.remedy, HasSubstr("--by post"));
  }
}

PlanChanges changed(const json& from, const json& to) {
  const Scenario base = parse_scenario(from.dump(), "base.json"),
                 variant = parse_scenario(to.dump(), "variant.json");
  return changes_between({base, variant, {}, {}}, Tried::options());
}

TEST(PatchLeaves, NameEveryChangeOnceAndLeaveOutWhatOnlyReadersSee) {
  json variant = seeded();
  variant["name"] = "other";
  variant["plan"]["b"]["title"] = "another";
  variant["plan"]["b"]["format"] = "video";
  variant["plan"]["new"] = variant["plan"]["a"];
  variant.erase("seeding");
  const auto leaves = patch_leaves(seeded(), variant);
  ASSERT_EQ(leaves.size(), 3U);
  json patched = seeded();
  for (const PatchLeaf& leaf : leaves) patched.merge_patch(leaf.patch);
  EXPECT_EQ(patched["plan"]["new"], variant["plan"]["new"]);
  EXPECT_EQ(patched["plan"]["b"]["format"], "video");
  EXPECT_FALSE(patched.contains("seeding"));
}

TEST(Changes, AddUpToTheDifferenceOfThePlans) {
  json variant = seeded();
  variant["plan"].erase("c");
  variant["seeding"]["s"]["fee"] = 120;
  variant["offer"]["conversion_rate"] = 0.4;
  const PlanChanges found = changed(seeded(), variant);
  EXPECT_GE(found.changes.size(), 2U);
  const Forecast one = run_forecast(parse_scenario(seeded().dump(), "b"), {}, Tried::options()),
                 other = run_forecast(parse_scenario(variant.dump(), "v"), {}, Tried::options());
  for (std::size_t k = 0; k < found.kpis.size(); ++k)
    for (std::size_t world = 0; world < kWorlds; ++world) {
      std::int64_t sum = 0;
      for (const WorldUnits& change : found.shares.measures[k].fair) sum += change[world];
      EXPECT_EQ(sum,
                units_of(*found.kpis[k], other.worlds[world].total) -
                    units_of(*found.kpis[k], one.worlds[world].total))
          << found.kpis[k]->name;
    }
}

TEST(Changes, ThatMakeNoPlanAloneAreOne) {
  json base = seeded();
  base["audience"]["accounts"].erase("host");
  base.erase("seeding");
  const PlanChanges found = changed(base, seeded());
  ASSERT_EQ(found.changes.size(), 1U);
  EXPECT_THAT(found.changes[0].text, HasSubstr("audience accounts host added"));
  EXPECT_THAT(found.changes[0].text, HasSubstr("seeding s added"));
}

TEST(Changes, OfNothingAreRefused) { EXPECT_THROW(changed(seeded(), seeded()), Error); }

}  // namespace
}  // namespace gs
