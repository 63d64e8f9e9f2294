// `groundswell audience` as a person runs it.
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

class AudienceCommand : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("groundswell-audience-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    plan_ = std::filesystem::absolute("scenarios/examples/roastery.json");
    const char* program = std::getenv("GROUNDSWELL_PROGRAM");
    ASSERT_NE(program, nullptr) << "set by CTest";
    program_ = program;
    auto plan = nlohmann::json::parse(slurp(plan_));
    plan["audience"]["people_per_agent"] = 100;  // 600 agents
    std::ofstream(folder_ / "small.json") << plan;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  int run(const std::string& arguments) {
    const std::string command =
        "cd " + folder_.string() + " && " + program_ + " audience " + arguments + " >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::string out() const { return slurp(folder_ / "out"); }
  std::string err() const { return slurp(folder_ / "err"); }

  std::filesystem::path folder_, plan_;
  std::string program_;
};

TEST_F(AudienceCommand, DescribesThePeopleOfAPlan) {
  ASSERT_EQ(run(plan_.string() + " --json"), 0) << err();
  const auto document = nlohmann::json::parse(out());
  EXPECT_EQ(document["schema"], "groundswell/audience/1");
  EXPECT_EQ(document["people"], 60000);
  EXPECT_EQ(document["seed"], 20261207);
  EXPECT_EQ(document["accounts"][0]["id"], "facebook/example-roastery");
  EXPECT_EQ(document["accounts"][0]["followers"], 20000);
  EXPECT_EQ(document["inputs"][0]["file"], "roastery.json");
  EXPECT_TRUE(document["run"].contains("seconds"));
  ASSERT_EQ(run(plan_.string()), 0) << err();
  EXPECT_NE(out().find("000 people, "), std::string::npos) << out();
  EXPECT_NE(out().find("facebook/example-roastery"), std::string::npos) << out();
}

TEST_F(AudienceCommand, GivesTheSameAnswerOnAnyNumberOfThreads) {
  const auto answer = [&](const std::string& threads) {
    EXPECT_EQ(run("small.json --stats --json --threads " + threads), 0) << err();
    auto document = nlohmann::json::parse(out());
    document.erase("run");
    return document.dump();
  };
  const std::string one = answer("1");
  EXPECT_EQ(one, answer("7"));
  EXPECT_NE(one.find("leaders"), std::string::npos);
}

TEST_F(AudienceCommand, ExportsAGraphOverAnEarlierOneOnly) {
  ASSERT_EQ(run("small.json --export people.graphml --json"), 0) << err();
  EXPECT_NE(err().find("export     people.graphml"), std::string::npos) << err();
  const std::string graph = slurp(folder_ / "people.graphml");
  EXPECT_EQ(graph.substr(0, 5), "<?xml");
  EXPECT_EQ(graph.substr(graph.size() - 11), "</graphml>\n");
  EXPECT_EQ(run("small.json --export people.graphml --sample 20"), 0) << err();
  EXPECT_LT(slurp(folder_ / "people.graphml").size(), graph.size() / 10);
  EXPECT_EQ(run("small.json --export small.json"), 2);
  EXPECT_EQ(run("small.json --sample 20"), 2);
  EXPECT_EQ(run("small.json --export /dev/full"), 8) << err();
}

TEST_F(AudienceCommand, RefusesAGraphTooLargeToLookAt) {
  EXPECT_EQ(run(plan_.string() + " --export people.graphml"), 4);
  EXPECT_NE(err().find("links, at most 200000"), std::string::npos) << err();
  EXPECT_NE(err().find("--sample "), std::string::npos) << err();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "people.graphml"));
  EXPECT_EQ(run(plan_.string() + " --mem-limit 1M"), 4);
  EXPECT_EQ(run("nowhere.json"), 3);
  EXPECT_EQ(run("small.json --export"), 2);
}

}  // namespace
