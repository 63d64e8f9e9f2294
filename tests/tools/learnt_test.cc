// Ads and follower series from the export to the forecast, as a person types it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class LearntFromExports : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("groundswell-learnt-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    examples_ = std::filesystem::absolute("scenarios/examples");
    const char* program = std::getenv("GROUNDSWELL_PROGRAM");
    ASSERT_NE(program, nullptr) << "set by CTest";
    program_ = program;
    write_ads();
    write_plan();
    ASSERT_EQ(run("import " + (examples_ / "roastery_posts.csv").string() + " --account example-roastery"), 0)
        << err();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Four ad sets of ten days each at 3 dollars, 4 clicks per 100 impressions, women more.
  void write_ads() {
    std::ofstream file(folder_ / "ads.csv");
    file << "campaign,ad_set,date,gender,impressions,clicks,spend,currency,leads\n";
    for (int set = 0; set < 4; ++set)
      for (int day = 1; day <= 10; ++day)
        for (const bool women : {true, false})
          file << "spring,set " << set << ",2026-05-" << (day < 10 ? "0" : "") << day << ','
               << (women ? "female" : "male") << ',' << 2000 + 37 * set + 11 * day << ','
               << (women ? 100 : 60) + set - day << ',' << 6 + set % 2 << ",USD," << (women ? 4 : 2) << '\n';
  }
  void write_plan() {
    auto plan = nlohmann::json::parse(slurp(examples_ / "roastery.json"));
    plan["currency"] = "USD";
    plan["audience"]["people_per_agent"] = 20;
    plan["ads"]["boost"] = {{"post", plan["plan"].begin().key()}, {"daily_budget", 5}};
    std::ofstream(folder_ / "plan.json") << plan;
  }
  int run(const std::string& arguments) {
    const std::string command =
        "cd " + folder_.string() + " && " + program_ + " " + arguments + " >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  nlohmann::json out() const { return nlohmann::json::parse(slurp(folder_ / "out")); }
  std::string text() const { return slurp(folder_ / "out"); }
  std::string err() const { return slurp(folder_ / "err"); }

  std::filesystem::path folder_, examples_;
  std::string program_;
};

nlohmann::json row_of(const nlohmann::json& rows, const char* key, const std::string& value) {
  for (const auto& row : rows)
    if (row[key] == value) return row;
  return nullptr;
}

TEST_F(LearntFromExports, AdsReachTheForecastThroughTheFit) {
  ASSERT_EQ(run("import ads.csv --account example-roastery --platform facebook"), 0) << err();
  ASSERT_EQ(run("fit --audience plan.json --json"), 0) << err();
  const nlohmann::json fit = out();
  const auto cpm = row_of(fit["parameters"], "key", "ads.cpm");
  ASSERT_FALSE(cpm.is_null()) << fit["parameters"].dump(1);
  EXPECT_NEAR(cpm["median"].get<double>(), 3.1, .8);
  EXPECT_TRUE(cpm["told"]);
  EXPECT_FALSE(row_of(fit["parameters"], "key", "ads.spend_elasticity")["told"]);
  EXPECT_FALSE(row_of(fit["parameters"], "key", "ads.incrementality")["told"]);
  EXPECT_GT(row_of(fit["parameters"], "key", "ads.click.female")["median"].get<double>(), 1.1);
  ASSERT_EQ(run("forecast plan.json --replicates 60 --json --quiet"), 0) << err();
  const nlohmann::json forecast = out();
  EXPECT_LT(row_of(forecast["totals"], "kpi", "cpm")["p50"].get<double>(), 5);
  EXPECT_EQ(row_of(forecast["levers"], "lever", "ad budgets")["status"], "fitted");
  ASSERT_EQ(run("fit --audience plan.json"), 0) << err();
  EXPECT_NE(text().find("never told by history"), std::string::npos) << text();
}

TEST_F(LearntFromExports, AccountWithAdsAloneIsFittedWhenNamed) {
  ASSERT_EQ(run("import ads.csv --account shop --platform facebook"), 0) << err();
  ASSERT_EQ(run("fit --account shop --json"), 0) << err();
  EXPECT_EQ(out()["posts"], 0);
  EXPECT_FALSE(row_of(out()["parameters"], "key", "ads.click").is_null());
}

}  // namespace
