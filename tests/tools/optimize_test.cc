// `groundswell optimize` as a person runs it.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

class OptimizeCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("groundswell-optimize-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    const char* program = std::getenv("GROUNDSWELL_PROGRAM");
    ASSERT_NE(program, nullptr) << "set by CTest";
    program_ = program;
    std::ofstream(folder_ / "plan.json") << R"({"schema":"groundswell/scenario/1","currency":"EUR",
"start":"2026-12-07","end":"2026-12-11","seed":3,
"audience":{"mean_listeners":5,"outsiders_per_follower":3,"accounts":{"page":{"platform":"facebook","followers":300}}},
"plan":{"a":{"account":"page","publish_at":"2026-12-07T18:00"},"b":{"account":"page","publish_at":"2026-12-08T12:00"}},
"ads":{"cheap":{"post":"a","total_budget":4,"end":"2026-12-11","bid":{"cpm":8}},
       "dear":{"post":"b","total_budget":8,"end":"2026-12-11","bid":{"cpm":80}}}})";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  int run(const std::string& arguments) {
    const std::string command =
        "cd " + folder_.string() + " && " + program_ + " " + arguments + " >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path folder_;
  std::string program_;
};

TEST_F(OptimizeCommand, DividesTheSameMoneyAndWritesAPlanThatForecastTakes) {
  ASSERT_EQ(run("optimize plan.json --goal impressions --replicates 40 --json --write better.json"), 0)
      << read("err");
  const json result = json::parse(read("out"));
  EXPECT_EQ(result["schema"], "groundswell/optimization/1");
  EXPECT_TRUE(result["better"]);
  EXPECT_EQ(result["after"]["budget"], 12);
  EXPECT_EQ(result["items"][0]["after"], 5.2);  // its upper bound
  EXPECT_EQ(result["items"][0]["hold"], "upper_bound");
  ASSERT_EQ(run("forecast better.json --replicates 5 --json"), 0) << read("err");
  for (const json& ad : json::parse(read("out"))["ads"])
    EXPECT_EQ(ad["budget"], ad["id"] == "cheap" ? 5.2 : 6.8);
}

TEST_F(OptimizeCommand, MovesPostsAndWritesThePlanAtTheirTimes) {
  ASSERT_EQ(
      run("optimize plan.json --goal reach --hours-only --days 1 --replicates 40 --json --write t.json"), 0)
      << read("err");
  const json result = json::parse(read("out"));
  ASSERT_EQ(result["items"].size(), 2U);
  EXPECT_EQ(result["items"][0]["kind"], "post");
  EXPECT_FALSE(result.contains("money"));
  EXPECT_EQ(result["better"], result["hours"]["better"]);
  const json variant = json::parse(read("t.json"));
  for (const json& item : result["items"])
    EXPECT_EQ(variant.contains("plan") && variant["plan"].contains(item["id"].get<std::string>()),
              item["before"] != item["after"]);
  ASSERT_EQ(run("forecast t.json --replicates 5 --json"), 0) << read("err");
  ASSERT_EQ(run("optimize plan.json --goal impressions --hours --replicates 40 --json"), 0) << read("err");
  const json both = json::parse(read("out"));
  EXPECT_EQ(both["items"].size(), 4U);
  EXPECT_TRUE(both["money"]["better"]);
  EXPECT_EQ(both["after"]["budget"], 12);
}

TEST_F(OptimizeCommand, LeavesAPlanItsNameWhereItChangesNothing) {
  ASSERT_EQ(run("optimize plan.json --goal impressions --bounds 0 --replicates 20 --write same.json"), 0)
      << read("err");
  EXPECT_NE(read("err").find("changes nothing"), std::string::npos) << read("err");
  EXPECT_EQ(read("same.json").find("optimised"), std::string::npos);
}

TEST_F(OptimizeCommand, RefusesAmountsThatAreNoneAndOptionsThatContradict) {
  EXPECT_EQ(run("optimize plan.json --goal impressions --budget 12,5"), 2);
  EXPECT_NE(read("err").find("C04"), std::string::npos) << read("err");
  EXPECT_EQ(run("optimize plan.json --goal impressions --budget -3"), 2);
  EXPECT_EQ(run("optimize plan.json --goal impressions --free --minimum x"), 2);
  EXPECT_EQ(run("optimize plan.json --goal impressions --minimum 2"), 2);
  EXPECT_EQ(run("optimize plan.json --goal impressions --free --minimum 500"), 3);
  EXPECT_NE(read("err").find("more than all ads together have, 12"), std::string::npos) << read("err");
  EXPECT_EQ(run("optimize plan.json --goal impressions --days 2"), 2);
  EXPECT_EQ(run("optimize plan.json --goal impressions --hours-only --free"), 2);
  EXPECT_EQ(run("optimize plan.json --goal impressions --hours --target 5 --confidence .8"), 2);
}

TEST_F(OptimizeCommand, HelpEndsWell) { EXPECT_EQ(run("optimize --help"), 0); }

TEST_F(OptimizeCommand, RefusesWhatCannotBeAGoalOrACondition) {
  EXPECT_EQ(run("optimize plan.json --goal cpm"), 2);
  EXPECT_NE(read("err").find("--subject-to 'cpm<=X'"), std::string::npos) << read("err");
  EXPECT_EQ(run("optimize plan.json --goal impresions"), 2);
  EXPECT_NE(read("err").find("did you mean 'impressions'?"), std::string::npos) << read("err");
  EXPECT_EQ(run("optimize plan.json --goal reach --subject-to 'cpm=20'"), 2);
  EXPECT_EQ(run("optimize plan.json --goal reach --confidence .8"), 2);
  EXPECT_EQ(run("optimize plan.json --goal leads"), 3);  // the plan has no offer
  EXPECT_EQ(read("out"), "");
}

}  // namespace
