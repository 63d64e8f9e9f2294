// History no model can make sense of, and runs that would never end: told in words, nothing half stored
// (RELIABILITY 5: F16, F17, F18).
#include <gtest/gtest.h>

#include "tests/reliability/workflows.h"

namespace gs::reliability {
namespace {

Ran imported(const Sandbox& sandbox, const std::string& csv) {
  sandbox.write("posts.csv", csv);
  return sandbox.run("import posts.csv --platform facebook --account brand --quiet");
}

TEST(PoisonedRow, IsRefusedByLineAndNothingIsStored) {
  for (const char* poison : {"NaN", "inf", "-inf", "1e999", "-1e5", "0x10"}) {
    const Sandbox sandbox;
    std::string csv = small_export(12);
    const std::size_t at = csv.find(',', csv.find("\np7,") + 5) + 1;
    csv.replace(at, csv.find(',', at) - at, poison);
    const Ran ran = imported(sandbox, csv);
    EXPECT_EQ(ran.code, 3) << poison << ran.err;
    EXPECT_TRUE(ran.says("posts.csv:9:")) << ran.err;
    EXPECT_TRUE(ran.says("reach")) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(sandbox / "groundswell.gsw"));
  }
}

// Counts as large as a file may say: whatever is made of them, no number that is none is stored or shown.
TEST(PoisonedRow, OfTheLargestCountsLeadsToNoInfinity) {
  for (const char* count : {"9007199254740991", "0", "1"}) {
    const Sandbox sandbox;
    std::string csv = small_export(12);
    const std::size_t at = csv.find(',', csv.find("\np7,") + 5) + 1;
    csv.replace(at, csv.find(',', at) - at, count);
    ASSERT_EQ(imported(sandbox, csv).code, 0);
    const Ran fit = sandbox.run("fit --quiet --json");
    EXPECT_TRUE(fit.code == 0 || fit.code == 5) << count << fit.err;
    if (fit.code == 5) {
      EXPECT_TRUE(fit.says("p7") || fit.says("posts.csv")) << fit.err;
    }
    sandbox.write("plan.json", small_plan());
    const Ran forecast = sandbox.run("forecast plan.json --replicates 4 --quiet --json --allow-unconverged");
    EXPECT_EQ(forecast.code, 0) << count << forecast.err;
    for (const char* none : {"nan", "NaN", "inf", "Infinity"})
      EXPECT_EQ(forecast.out.find(std::string(": ") + none), std::string::npos) << count;
  }
}

TEST(ShortHistory, IsRefusedNamingWhatAFitNeeds) {
  const Sandbox sandbox;
  ASSERT_EQ(imported(sandbox, small_export(3)).code, 0);
  const Ran ran = sandbox.run("fit");
  EXPECT_EQ(ran.code, 5) << ran.err;
  EXPECT_TRUE(ran.says("V20")) << ran.err;
  const auto history = nlohmann::json::parse(sandbox.run("history --json").out);
  EXPECT_TRUE(history["calibrations"].empty());
}

// Every post alike, at the same hour, of one format: nothing can tell one parameter from another.
TEST(CollinearHistory, NamesWhatItCannotTellApart) {
  const Sandbox sandbox;
  std::string csv = "post_id,published,reach,impressions,likes,format\n";
  for (int i = 0; i < 12; ++i)
    csv += "p" + std::to_string(i) + ",2026-01-" + (i < 9 ? "0" : "") + std::to_string(i + 1) +
           "T10:00Z,1000,1500,20,photo\n";
  ASSERT_EQ(imported(sandbox, csv).code, 0);
  const Ran ran = sandbox.run("fit --quiet --json");
  ASSERT_TRUE(ran.code == 0 || ran.code == 5) << ran.err;
  if (ran.code == 5) {
    EXPECT_TRUE(ran.says("V2")) << ran.err;
    return;
  }
  int untold = 0;
  for (const auto& parameter : nlohmann::json::parse(ran.out)["parameters"])
    untold += !parameter["told"].get<bool>();
  EXPECT_GT(untold, 5);
}

TEST(UnfinishedFit, IsStoredAsSuchOnlyWhenAskedAndNoForecastUsesItUnasked) {
  const Sandbox sandbox;
  ASSERT_EQ(imported(sandbox, small_export(12)).code, 0);
  const Ran fit = sandbox.run("fit --quiet --limit steps=1");
  EXPECT_EQ(fit.code, 5) << fit.err;
  EXPECT_TRUE(fit.says("did not converge") && fit.says("--allow-unconverged")) << fit.err;
  EXPECT_TRUE(nlohmann::json::parse(sandbox.run("history --json").out)["calibrations"].empty());
  ASSERT_EQ(sandbox.run("fit --quiet --limit steps=1 --allow-unconverged").code, 0);
  sandbox.write("plan.json", small_plan());
  const Ran refused = sandbox.run("forecast plan.json --replicates 4 --quiet");
  EXPECT_EQ(refused.code, 5) << refused.err;
  EXPECT_TRUE(refused.says("--allow-unconverged")) << refused.err;
  const Ran allowed =
      sandbox.run("forecast plan.json --replicates 4 --quiet --allow-unconverged --report page.html");
  EXPECT_EQ(allowed.code, 0) << allowed.err;
  EXPECT_NE(allowed.out.find("did not converge"), std::string::npos) << allowed.out;
  EXPECT_NE(sandbox.read("page.html").find("did not converge"), std::string::npos);
}

TEST(Runaway, OfAPlanEverybodyPassesOnStopsAtTheLimitNamingPostAndHour) {
  const Sandbox sandbox;
  std::string plan = small_plan();
  plan.replace(plan.find("600"), 3, "2000");
  plan.replace(plan.find("\"accounts\""), 0, "\"mean_listeners\":300,");
  sandbox.write("plan.json", plan);
  const Ran told = sandbox.run("forecast plan.json --replicates 40 --quiet --json");
  ASSERT_EQ(told.code, 0) << told.err;
  const auto estimate = nlohmann::json::parse(told.out)["estimate"];
  const auto mean = static_cast<long>(1.02 * estimate["events_per_world"].get<double>());
  const Ran few = sandbox.run("forecast plan.json --replicates 40 --quiet --max-events 100");
  EXPECT_EQ(few.code, 4) << "refused before anybody is grown\n" << few.err;
  const Ran ran =
      sandbox.run("forecast plan.json --replicates 40 --quiet --max-events " + std::to_string(mean));
  EXPECT_EQ(ran.code, 4) << ran.err;
  EXPECT_TRUE(ran.says("ran away") && ran.says("--max-events")) << ran.err;
}

}  // namespace
}  // namespace gs::reliability
