// Commands that lead from a forecast to a decision, as a person types them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/sandbox.h"

namespace gs {
namespace {

using nlohmann::json;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;

class Decisions : public testing::Test {
 protected:
  const Sandbox box;
  const std::string campaign = Sandbox::example("roastery_campaign.json");
};

TEST_F(Decisions, AnExportedContentPlanIsForecastLikeAnyOther) {
  ASSERT_EQ(box.run("forecast " + campaign + " --replicates 4 --json --out f.json --quiet").code, 0);
  const Ran ran = box.run("export f.json --as content-plan --out plan.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.says("left out: kit_facebook, kit_instagram, last_orders"));
  EXPECT_EQ(box.run("export f.json --as content-plan --out plan.csv").code, 0) << "the same export again";
  std::ofstream(box / "plan.csv", std::ios::app) << "\n";
  EXPECT_EQ(box.run("export f.json --as content-plan --out plan.csv").code, 2)
      << "an edited plan must survive";
  for (const char* format : {"media-plan", "adcp", "kpi-csv"})
    EXPECT_EQ(box.run(std::string("export f.json --as ") + format).code, 0) << format;
  const Ran told = box.run("export f.json --as kpi-csv --out kpis.csv --json");
  ASSERT_EQ(told.code, 0) << told.err;
  const json written = json::parse(told.out);
  EXPECT_EQ(written["file"], "kpis.csv");
  EXPECT_EQ(written["bytes"], support::bytes_in(box / "kpis.csv").size());
  EXPECT_EQ(json::parse(box.run("export f.json --as kpi-csv --json").out)["text"],
            support::bytes_in(box / "kpis.csv"));
  const Ran unknown = box.run("export f.json --as excel");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_TRUE(unknown.says("media-plan, content-plan, adcp, kpi-csv"));
}

TEST_F(Decisions, CompareLivesWhatItsPrecisionAsksAndSaysWhereItFellShort) {
  const std::string plans =
      Sandbox::example("roastery.json") + " " + Sandbox::example("roastery_evenings.json");
  const auto worlds = [&](const std::string& options) {
    return json::parse(box.run("compare " + plans + options + " --json --quiet").out)["replicates"]
        .get<int>();
  };
  const int usual = worlds("");
  EXPECT_GE(usual, 50);
  EXPECT_LE(usual, 200) << "a standard error of .04 takes no more, whatever the chance";
  EXPECT_EQ(worlds(" --replicates 30"), 30) << "who says how many gets as many";
  EXPECT_EQ(worlds(" --precision 0.5"), 50);
  const Ran short_of = box.run("compare " + plans + " --replicates 20 --precision 0.001");
  EXPECT_THAT(short_of.out, HasSubstr("raise --replicates"));
}

TEST_F(Decisions, ValuesThatAnOptionCannotTakeAreNamedInWords) {
  const std::string plan = Sandbox::example("roastery.json");
  EXPECT_THAT(box.run("compare " + plan + " " + plan + " --precision abc").err,
              HasSubstr("'abc' is no number from 0.001 to 0.5"));
  EXPECT_THAT(box.run("forecast " + plan + " --replicates ten").err,
              HasSubstr("'ten' is no whole number from 2"));
  EXPECT_THAT(box.run("optimize " + plan + " --goal reach --hours=x").err,
              HasSubstr("--hours takes no value"));
  EXPECT_EQ(box.run("optimize " + plan + " --goal reach --hours --hours-only").code, 2);
}

TEST_F(Decisions, ExplainSaysFirstWhatBringsMostAndItsReportIsAPage) {
  const Ran ran = box.run("explain " + campaign + " --by ad --replicates 4 --report e.html --out e.json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(support::bytes_in(box / "e.json"));
  EXPECT_EQ(document["schema"], "groundswell/explanation/1");
  EXPECT_EQ(document["parts"].size(), 3U);
  EXPECT_THAT(support::bytes_in(box / "e.html"), HasSubstr("What the ads bought"));
  EXPECT_THAT(ran.out, HasSubstr("most reach"));
  EXPECT_THAT(ran.out, HasSubstr("would have come anyway"));
}

TEST_F(Decisions, ExplainNamesEachChangeOfAVariant) {
  const Ran ran = box.run("explain " + campaign + " --against " +
                          Sandbox::example("roastery_campaign_creator.json") + " --replicates 4");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("seeding brewer_reel added"));
}

TEST_F(Decisions, InfluencersNameWhomToPlaceWithWithinTheBudget) {
  const Ran ran = box.run("influencers " + Sandbox::example("roastery_creators.json") +
                          " --budget 250 --replicates 4 --json --report i.html");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(ran.out);
  EXPECT_FALSE(document["chosen"].empty());
  EXPECT_LE(document["cost"], 250);
  EXPECT_THAT(support::bytes_in(box / "i.html"), HasSubstr("Followers in common"));
  EXPECT_EQ(box.run("influencers " + Sandbox::example("roastery_creators.json")).code, 2);
  EXPECT_EQ(box.run("influencers " + campaign + " --budget 250").code, 3);
}

TEST_F(Decisions, ForecastGoesOnUntilItIsPrecise) {
  const Ran ran =
      box.run("forecast " + Sandbox::example("roastery.json") + " --replicates 4 --precision 0.5 --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(ran.out);
  EXPECT_GE(document["replicates"], 4);
  EXPECT_TRUE(document["risk"]["imprecision"].is_number());
}

TEST_F(Decisions, ForecastSaysWhatItsDefaultsMove) {
  const std::string plan = Sandbox::example("roastery.json");
  const Ran ran = box.run("forecast " + plan + " --replicates 4 --sensitivity --out f.json --report f.html");
  ASSERT_EQ(ran.code, 0) << ran.err;
  bool moved = false;
  const json document = json::parse(support::bytes_in(box / "f.json"));
  for (const json& row : document["assumed"]) moved |= row.contains("effect");
  EXPECT_TRUE(moved);
  EXPECT_THAT(support::bytes_in(box / "f.html"), HasSubstr("moves "));
}

}  // namespace
}  // namespace gs
