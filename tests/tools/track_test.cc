// groundswell track, from a kept forecast and synthetic exports to the terminal, the document and the page.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/sandbox.h"

namespace gs {
namespace {

using nlohmann::json;
using support::Ran;
using support::Sandbox;

struct TrackedExample : testing::Test {
  void SetUp() override {
    json plan = json::parse(support::bytes_in(Sandbox::example("roastery_campaign.json")));
    plan["audience"]["people_per_agent"] = 20;  // quick; the same way as one person each
    at.write("plan.json", plan.dump());
    const Ran forecast = at.run("forecast plan.json --replicates 12 --quiet --out f.json");
    ASSERT_EQ(forecast.code, 0) << forecast.err;
    const Ran synth = at.run("synth plan.json --until 2026-12-11 --ads ads.csv --out posts.csv");
    ASSERT_EQ(synth.code, 0) << synth.err;
    EXPECT_TRUE(synth.says("synthetic posts")) << synth.err;
  }
  Sandbox at;
};

TEST_F(TrackedExample, IsJudgedOnTheTerminalInTheDocumentAndOnThePage) {
  const Ran text = at.run("track f.json --actuals posts.csv ads.csv --report page.html --quiet");
  ASSERT_EQ(text.code, 0) << text.err;
  EXPECT_NE(text.out.find("(day 5 of 14)."), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("plan by today"), std::string::npos);
  const json document = json::parse(at.run("track f.json --actuals posts.csv ads.csv --json").out);
  EXPECT_EQ(document["schema"], "groundswell/tracking/1");
  EXPECT_EQ(document["unmatched"], json::array());
  std::size_t out = 0;
  for (const json& post : document["posts"]) out += post["state"] == "out" ? 1 : 0;
  EXPECT_EQ(out, 5U);
  for (const json& row : document["totals"]) {
    const std::string kpi = row["kpi"];
    if (kpi == "impressions" || kpi == "reach") {
      EXPECT_EQ(row["actual_so_far"].is_number(), kpi == "impressions") << kpi;
    }
    EXPECT_TRUE(row["status"].is_string());
  }
  const std::string page = at.read("page.html");
  EXPECT_NE(page.find("plan and fact"), std::string::npos);
  EXPECT_NE(page.find("synthetic example"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

TEST_F(TrackedExample, GivesTheSameBytesOnAnyNumberOfThreads) {
  const Ran one = at.run("track f.json --actuals posts.csv ads.csv --json --threads 1");
  const Ran three = at.run("track f.json --actuals posts.csv ads.csv --json --threads 3");
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(support::result_of(one.out), support::result_of(three.out));
}

TEST_F(TrackedExample, WithoutActualsIsTheForecast) {
  const json tracked = json::parse(at.run("track f.json --as-of 2026-12-07T00:00 --json").out);
  const json forecast = json::parse(at.read("f.json"));
  EXPECT_EQ(tracked["status"], "on_track");
  std::size_t same = 0;
  for (const json& row : tracked["totals"])
    for (const json& old : forecast["totals"])
      if (row["kpi"] == old["kpi"]) {
        EXPECT_EQ(row["reforecast"]["p50"], old["p50"]) << row["kpi"];
        EXPECT_EQ(row["reforecast"]["mean"], old["mean"]) << row["kpi"];
        ++same;
      }
  EXPECT_GT(same, 30U);
}

TEST_F(TrackedExample, RefusesAForecastThatIsNotTheOneItLivesAgain) {
  json changed = json::parse(at.read("f.json"));
  changed["scenario"]["audience"]["accounts"]["example-roastery"]["followers"] = 21000;
  at.write("changed.json", changed.dump());
  const Ran other = at.run("track changed.json --actuals posts.csv");
  EXPECT_EQ(other.code, 3);
  EXPECT_TRUE(other.says("is not this forecast")) << other.err;
  changed.erase("scenario");
  at.write("old.json", changed.dump());
  const Ran old = at.run("track old.json --actuals posts.csv");
  EXPECT_EQ(old.code, 3);
  EXPECT_TRUE(old.says("does not carry its plan")) << old.err;
  EXPECT_TRUE(at.run("track nowhere").says("not found")) << at.run("track nowhere").err;
  EXPECT_EQ(at.run("track f.json --as-of tomorrow").code, 2);
  EXPECT_EQ(at.run("track --help").code, 0);
}

TEST_F(TrackedExample, IsFoundByTheNameItWasKeptUnder) {
  ASSERT_EQ(at.run("import " + Sandbox::example("roastery_posts.csv") +
                   " --account example-roastery --timezone Europe/Berlin --quiet")
                .code,
            0);
  const Ran kept = at.run("forecast plan.json --replicates 8 --quiet --save winter");
  ASSERT_EQ(kept.code, 0) << kept.err;
  const Ran tracked = at.run("track winter --actuals posts.csv ads.csv --save day5 --quiet");
  EXPECT_EQ(tracked.code, 0) << tracked.err;
  EXPECT_EQ(at.run("report day5 --out day5.html").code, 0);
}

}  // namespace
}  // namespace gs
