// The program as a person runs it: exit codes, messages, JSON alone on standard output, the whole way once.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace {

struct Outcome {
  int code = -1;
  std::string out, err;
};

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Cli : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("groundswell-cli-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    examples_ = std::filesystem::absolute("scenarios/examples");  // tests run from the repository's root
    const char* program = std::getenv("GROUNDSWELL_PROGRAM");
    ASSERT_NE(program, nullptr) << "set by CTest";
    program_ = program;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Outcome run(const std::string& arguments) {
    const auto out = folder_ / "stdout", err = folder_ / "stderr";
    const std::string command = "cd " + folder_.string() + " && " + program_ + " " + arguments + " >" +
                                out.string() + " 2>" + err.string() + " </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(out), slurp(err)};
  }
  // A command as this program prints it for people to type.
  Outcome type(const std::string& command) {
    const std::string name = "groundswell ";
    EXPECT_EQ(command.rfind(name, 0), 0u) << command;
    return run(command.substr(std::min(name.size(), command.size())));
  }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string example(const std::string& name) const { return (examples_ / name).string(); }

  std::filesystem::path folder_, examples_;
  std::string program_;
};

TEST_F(Cli, WithoutAVerbIsAUsageError) { EXPECT_EQ(run("").code, 2); }

TEST_F(Cli, ReadsShowsAndDeletesAds) {
  write("ads.csv",
        "Reporting starts,Reporting ends,Campaign name,Account name,Amount spent (EUR),Impressions,Link "
        "clicks,Purchases\n2026-03-01,2026-03-01,Spring,Tea,12.50,1000,9,2\n2026-03-02,2026-03-02,Spring,Tea,"
        "7.50,900,8,\n");
  const Outcome read = run("import ads.csv");
  ASSERT_EQ(read.code, 0) << read.err;
  EXPECT_NE(
      read.out.find("2026-03-01 to 2026-03-02, 2 rows (campaign, day): spend 20.00 EUR, 1900 impressions"),
      std::string::npos)
      << read.out;
  EXPECT_NE(read.out.find("conversions: purchases 2"), std::string::npos);
  const Outcome again = run("import ads.csv");
  EXPECT_NE(again.out.find("nothing changed"), std::string::npos);
  EXPECT_NE(again.out.find("Nothing new."), std::string::npos);
  const auto listed = nlohmann::json::parse(run("history --json").out);
  EXPECT_EQ(listed["ads"][0]["spend"], "20");
  EXPECT_EQ(listed["ads"][0]["currency"], "EUR");
  EXPECT_EQ(listed["ads"][0]["first"], "2026-03-01");
  EXPECT_NE(run("history").out.find("20.00 EUR"), std::string::npos);
  const Outcome nobody = run("history --delete --account Coffee");
  EXPECT_EQ(nobody.code, 3);
  EXPECT_NE(nobody.err.find("nothing stored matches"), std::string::npos) << nobody.err;
  EXPECT_NE(nobody.err.find("stored accounts: 'Tea'"), std::string::npos) << nobody.err;
  const Outcome no_file = run("history --delete --account Tea --file other.csv");
  EXPECT_NE(no_file.err.find("stored exports: 'ads.csv'"), std::string::npos) << no_file.err;
  EXPECT_EQ(run("history --delete --account Tea").out, "3 rows of ads and series deleted.\n");
  EXPECT_TRUE(nlohmann::json::parse(run("history --json").out)["ads"].empty());
  EXPECT_EQ(run("workspace check").code, 0);
}

TEST_F(Cli, HelpEndsWell) {
  for (const char* verb : {"",
                           "import",
                           "history",
                           "fit",
                           "backtest",
                           "forecast",
                           "compare",
                           "audience",
                           "report",
                           "synth",
                           "workspace",
                           "schema"})
    EXPECT_EQ(run(std::string(verb) + " --help").code, 0) << verb;
}

TEST_F(Cli, NamesTheNearestOptionToAMistypedOne) {
  const Outcome result = run("forecast plan.json --replicats 20");
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("did you mean --replicates?"), std::string::npos) << result.err;
  EXPECT_EQ(result.out, "");
}

TEST_F(Cli, NamesTheNearestVerbToAMistypedOne) {
  const Outcome verb = run("forcast plan.json");
  EXPECT_EQ(verb.code, 2);
  EXPECT_NE(verb.err.find("'forcast' is not a command [C01]"), std::string::npos) << verb.err;
  EXPECT_NE(verb.err.find("did you mean forecast?"), std::string::npos) << verb.err;
  EXPECT_NE(run("workspace chek").err.find("did you mean check?"), std::string::npos);
  EXPECT_NE(run("comp").err.find("did you mean compare?"), std::string::npos);
  const Outcome far = run("zzzzzz");
  EXPECT_EQ(far.code, 2);
  EXPECT_EQ(far.err.find("did you mean"), std::string::npos) << far.err;
}

TEST_F(Cli, NamesTheOptionThatIsUnknownWhereverItStands) {
  const std::pair<const char*, const char*> slips[] = {
      {"forecast plan.json --replicate 20",
       "unknown option --replicate [C01]\n       did you mean --replicates?"},
      {"forecast --replicate=20 plan.json",
       "unknown option --replicate [C01]\n       did you mean --replicates?"},
      {"backtest --origns=every:20", "did you mean --origins?"},
      {"import x.csv --acount b", "did you mean --account?"},
      {"--quiet history",
       "option --quiet stands before the command [C01]\n       write it after groundswell history"},
      {"forecast plan.json other.json", "unexpected argument 'other.json' [C01]"}};
  for (const auto& [command, said] : slips) {
    const Outcome result = run(command);
    EXPECT_EQ(result.code, 2) << command;
    EXPECT_NE(result.err.find(said), std::string::npos) << command << "\n" << result.err;
  }
}

TEST_F(Cli, RefusesValuesOutOfRange) {
  EXPECT_EQ(run("forecast x.json --threads 0").code, 2);
  EXPECT_EQ(run("forecast x.json --seed x").code, 2);
  EXPECT_EQ(run("forecast x.json --replicates 1000000000000").code, 2);
}

TEST_F(Cli, RefusesAFileThatIsNotThere) {
  const Outcome result = run("forecast nowhere.json");
  EXPECT_EQ(result.code, 3);
  EXPECT_NE(result.err.find("nowhere.json"), std::string::npos);
  EXPECT_NE(result.err.find("not found"), std::string::npos) << result.err;
}

TEST_F(Cli, CreatesNoWorkspaceByReading) {
  EXPECT_EQ(run("history").code, 3);
  EXPECT_EQ(run("forecast " + example("roastery.json") + " --replicates 4 --quiet").code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "groundswell.gsw"));
}

TEST_F(Cli, StoresNothingOfARefusedFile) {
  write("bad.csv", "post_id,published,reach\n1,2026-01-05T10:00,100\n2,2026-02-31T10:00,50\n");
  const Outcome result = run("import bad.csv --platform facebook --account a");
  EXPECT_EQ(result.code, 3) << result.err;
  EXPECT_NE(result.err.find("bad.csv:3"), std::string::npos) << result.err;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "groundswell.gsw"));
}

TEST_F(Cli, ForecastsEveryBundledExampleWithoutAWorkspace) {
  for (const auto& entry : std::filesystem::directory_iterator(examples_)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json") || name.ends_with("_experiment.json")) continue;
    const Outcome result = run("forecast " + entry.path().string() + " --json --replicates 8");
    ASSERT_EQ(result.code, 0) << result.err;
    const auto document = nlohmann::json::parse(result.out);
    EXPECT_EQ(document["schema"], "groundswell/forecast/1");
    EXPECT_TRUE(document["calibration"].is_null() && document.contains("run"));
  }
}

TEST_F(Cli, ForecastIsTheSameBytesButForRunOnAnyThreads) {
  auto one = nlohmann::json::parse(
      run("forecast " + example("roastery.json") + " --json --replicates 12 --threads 1").out);
  auto three = nlohmann::json::parse(
      run("forecast " + example("roastery.json") + " --json --replicates 12 --threads 3").out);
  one.erase("run");
  three.erase("run");
  EXPECT_EQ(one.dump(), three.dump());
}

TEST_F(Cli, GoesTheWholeWayFromExportToReport) {
  const Outcome import = run("import " + example("roastery_posts.csv") +
                             " --account example-roastery --timezone Europe/Berlin --json");
  ASSERT_EQ(import.code, 0) << import.err;
  EXPECT_GE(nlohmann::json::parse(import.out)["rows"]["stored"], 200);
  const Outcome again = run("import " + example("roastery_posts.csv") +
                            " --account example-roastery --timezone Europe/Berlin --json");
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(nlohmann::json::parse(again.out)["rows"]["stored"], 0);
  const Outcome fit = run("fit --audience " + example("roastery.json") + " --json");
  ASSERT_EQ(fit.code, 0) << fit.err;
  EXPECT_TRUE(nlohmann::json::parse(fit.out)["converged"].get<bool>());
  const Outcome compare =
      run("compare " + example("roastery.json") + " " + example("roastery_evenings.json") +
          " --replicates 30 --report report.html --save evenings --json");
  ASSERT_EQ(compare.code, 0) << compare.err;
  EXPECT_EQ(nlohmann::json::parse(compare.out)["differences"][0]["scenario"], "Evenings and one more film");
  const std::string page = slurp(folder_ / "report.html");
  EXPECT_NE(page.find("<!doctype html>"), std::string::npos);
  EXPECT_NE(page.find("not in your history: a default, not fitted"), std::string::npos)
      << "the export counts no engaged people";
  EXPECT_EQ(run("report evenings --out saved.html").code, 0);
  EXPECT_EQ(nlohmann::json::parse(run("history --json").out)["saved"][0]["name"], "evenings");
}

TEST_F(Cli, NeverWritesAResultOverAPlanOrAWorkspace) {
  write("plan.json", slurp(example("roastery.json")));
  const std::string before = slurp(folder_ / "plan.json");
  EXPECT_EQ(run("forecast plan.json --replicates 4 --json --out plan.json").code, 2);
  EXPECT_EQ(run("forecast plan.json --replicates 4 --report plan.json").code, 2);
  EXPECT_EQ(slurp(folder_ / "plan.json"), before);
  EXPECT_EQ(run("forecast plan.json --replicates 4 --quiet --json --out result.json").code, 0);
  EXPECT_EQ(run("forecast plan.json --replicates 4 --quiet --json --out result.json").code, 0)
      << "an earlier result";
}

TEST_F(Cli, RefusesAFitWhosePlanNamesAnotherAccount) {
  ASSERT_EQ(run("import " + example("roastery_posts.csv") + " --account other --timezone Europe/Berlin").code,
            0);
  const Outcome result = run("fit --audience " + example("roastery.json"));
  EXPECT_EQ(result.code, 3);
  EXPECT_NE(result.err.find("plans no post of 'other'"), std::string::npos) << result.err;
}

TEST_F(Cli, ReadsTheSameFileAgainWithAnotherZoneOrSaysWhyNot) {
  ASSERT_EQ(run("import " + example("roastery_posts.csv") + " --account a").code, 0);
  const Outcome again =
      run("import " + example("roastery_posts.csv") + " --account a --timezone Europe/Berlin");
  EXPECT_EQ(again.code, 3) << again.out;
  EXPECT_NE(again.err.find("V13"), std::string::npos) << again.err;
  const std::size_t from = again.err.find("groundswell history");
  ASSERT_NE(from, std::string::npos) << again.err;
  const Outcome deleted = type(again.err.substr(from, again.err.find('\n', from) - from));
  EXPECT_EQ(deleted.code, 0) << deleted.err;
  EXPECT_EQ(run("import " + example("roastery_posts.csv") + " --account a --timezone Europe/Berlin").code, 0);
}

std::string rows(int posts) {
  std::string csv = "post_id,published,reach,likes\n";
  for (int i = 1; i <= posts; ++i)
    csv += "p" + std::to_string(i) + ",2026-01-" + (i < 10 ? "0" : "") + std::to_string(i) + "T10:00Z," +
           std::to_string(900 + 41 * i) + "," + std::to_string(10 + i) + "\n";
  return csv;
}

TEST_F(Cli, SaysWhatAFitNeedsWhenTooLittleWasImported) {
  write("few.csv", rows(2));
  const Outcome few = run("import few.csv --platform facebook --account brand");
  ASSERT_EQ(few.code, 0) << few.err;
  EXPECT_EQ(few.out.find("Ready to fit"), std::string::npos) << few.out;
  EXPECT_NE(few.out.find("NOT READY  brand: 2 of 2 posts with usable reach; a fit needs 5"),
            std::string::npos)
      << few.out;
  EXPECT_EQ(run("fit").code, 5);
  write("likes.csv", "post_id,published,likes\nq1,2026-01-01T10:00Z,5\nq2,2026-01-02T10:00Z,6\n");
  const auto document =
      nlohmann::json::parse(run("import likes.csv --platform facebook --account other --json").out);
  EXPECT_FALSE(document["readiness"][0]["can_fit"].get<bool>());
  EXPECT_EQ(document["readiness"][0]["text"], "none of 2 posts with usable reach; a fit needs 5");
}

TEST_F(Cli, SuggestsACommandThatWorksAsPrinted) {
  write("posts.csv", rows(12));
  write("PLAN.json", R"({"schema": "groundswell/scenario/1",
    "audience": {"accounts": {"brand": {"platform": "facebook", "followers": 4000}}},
    "plan": {"p": {"account": "brand", "publish_at": "2026-02-02T10:00"}}})");
  const auto import = nlohmann::json::parse(
      run("import posts.csv --platform facebook --account brand -w 'my page.gsw' --json").out);
  EXPECT_EQ(import["next"], "groundswell fit -w 'my page.gsw' --audience PLAN.json");
  const Outcome fit = type(import["next"]);
  EXPECT_EQ(fit.code, 0) << fit.err;
  EXPECT_NE(fit.out.find("89 mature posts more make a backtest possible"), std::string::npos) << fit.out;
  write("other.csv", rows(12));
  const auto other = nlohmann::json::parse(
      run("import other.csv --platform facebook --account second -w 'my page.gsw' --json").out);
  EXPECT_EQ(other["next"], "groundswell fit -w 'my page.gsw' --account second --audience PLAN.json");
}

TEST_F(Cli, ListsAndDeletesCalibrations) {
  write("posts.csv", rows(12));
  ASSERT_EQ(run("import posts.csv --platform facebook --account brand").code, 0);
  EXPECT_NE(run("history").out.find("No calibration stored yet."), std::string::npos);
  ASSERT_EQ(run("fit --quiet").code, 0);
  const auto listed = nlohmann::json::parse(run("history --json").out);
  EXPECT_EQ(listed["exports"].size(), 1u);
  ASSERT_EQ(listed["calibrations"].size(), 1u);
  const auto& calibration = listed["calibrations"][0];
  EXPECT_EQ(calibration["account"], "brand");
  EXPECT_EQ(calibration["posts"], 12);
  EXPECT_EQ(calibration["converged"], true);
  EXPECT_EQ(calibration["first"], "2026-01-01T10:00:00Z");
  EXPECT_EQ(calibration["last"], "2026-01-12T10:00:00Z");
  const std::string id = std::to_string(calibration["id"].get<int>());
  EXPECT_NE(run("history").out.find("2026-01-01 to 2026-01-12  yes"), std::string::npos);
  EXPECT_EQ(run("history --delete").code, 2);
  EXPECT_EQ(run("history --delete --calibration " + id + " --account brand").code, 2);
  EXPECT_EQ(run("history --delete --calibration 99").code, 3);
  EXPECT_EQ(run("history --delete --calibration " + id).code, 0);
  EXPECT_TRUE(nlohmann::json::parse(run("history --json").out)["calibrations"].empty());
  EXPECT_EQ(run("workspace check").code, 0);
}

TEST_F(Cli, ClaimsLittleFromFewWorlds) {
  const Outcome result = run("compare " + example("roastery.json") + " " + example("roastery_evenings.json") +
                             " --replicates 5");
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out.find("> 0.99"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("1.00"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("only 5 worlds: probabilities are known to ± 0.22"), std::string::npos)
      << result.out;
}

// The bundled plan for a page of so many followers.
std::string plan_for(const std::string& example, const std::string& followers) {
  auto plan = nlohmann::json::parse(slurp(example));
  plan["audience"]["accounts"]["example-roastery"]["followers"] = nlohmann::json::parse(followers);
  return plan.dump();
}

TEST_F(Cli, RefusesARunOfYearsBeforeItStarts) {
  write("plan.json", plan_for(example("roastery.json"), "10000000"));
  const Outcome result = run("forecast plan.json --replicates 1000000000 --mem-limit 1000T");
  EXPECT_EQ(result.code, 4) << result.err;
  EXPECT_NE(result.err.find("plan.json: ≈ "), std::string::npos) << result.err;
  EXPECT_NE(result.err.find(" years; limit cost=1e13 [S10]"), std::string::npos) << result.err;
  EXPECT_EQ(result.out, "");
}

TEST_F(Cli, RefusesMoreMemoryThanItMayUse) {
  write("plan.json", plan_for(example("roastery.json"), "1000000"));
  const Outcome result = run("compare plan.json plan.json --replicates 4 --mem-limit 512M --threads 1");
  EXPECT_EQ(result.code, 4) << result.err;
  EXPECT_NE(result.err.find("GiB, limit 512 MiB (--mem-limit) [S10]"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("raise audience.people_per_agent to "), std::string::npos) << result.err;
  EXPECT_EQ(run("forecast plan.json --mem-limit lots").code, 2);
}

TEST_F(Cli, StopsARunawayWorldNamingPostAndHour) {
  write("plan.json", plan_for(example("roastery.json"), "2000"));
  const std::string command = "forecast plan.json --replicates 60 --max-events ";
  EXPECT_EQ(run(command + "10").code, 4);  // refused in advance
  const auto told = nlohmann::json::parse(run(command + "100000000 --json").out)["estimate"];
  const auto mean = static_cast<std::int64_t>(1.05 * told["events_per_world"].get<double>());
  const Outcome result = run(command + std::to_string(mean));
  EXPECT_EQ(result.code, 4) << result.err;
  EXPECT_NE(result.err.find("post 'p"), std::string::npos) << result.err;
  EXPECT_NE(result.err.find("ran away on 2026-12-"), std::string::npos) << result.err;
  EXPECT_EQ(result.err, run(command + std::to_string(mean) + " --threads 3").err);
}

// Stated in estimate.h: a factor of 2, for runs whose memory is people, ads and results.
TEST_F(Cli, ForeseesItsMemory) {
  write("people.json", plan_for(example("roastery.json"), "60000"));
  auto ads = nlohmann::json::parse(plan_for(example("roastery.json"), "60000"));
  ads["audience"]["mean_listeners"] = 5;
  for (const char* id : {"one", "two", "three", "four"})
    ads["ads"][id] = {{"post", "p01"}, {"daily_budget", 3000}, {"bid", {{"cpm", 10}}}};
  write("ads.json", ads.dump());
  write("results.json", plan_for(example("roastery.json"), "300"));
  for (const char* arguments : {"people.json --replicates 4 --threads 2",
                                "ads.json --replicates 4 --threads 2",
                                "results.json --replicates 5000"}) {
    const Outcome result = run(std::string("forecast ") + arguments + " --json");
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_EQ(result.err, "");  // standard error is no terminal here: no progress
    const auto ran = nlohmann::json::parse(result.out)["run"];
    const double told = ran["estimate"]["memory_bytes"], was = ran["peak_memory_bytes"];
    RecordProperty(arguments, std::to_string(told / was));
    EXPECT_GT(told, was / 2) << arguments;
    EXPECT_LT(told, was * 2) << arguments;
  }
}

TEST_F(Cli, HoldsScenariosToJsonBytesAndKnowsItsLimits) {
  const Outcome small = run("forecast " + example("roastery.json") + " --limit json-bytes=100");
  EXPECT_EQ(small.code, 4);
  EXPECT_NE(small.err.find("limit json-bytes=100 [S09]"), std::string::npos) << small.err;
  const Outcome unknown = run("forecast " + example("roastery.json") + " --limit json-byte=100");
  EXPECT_NE(unknown.err.find("did you mean json-bytes?"), std::string::npos) << unknown.err;
  EXPECT_EQ(std::pair(unknown.code, run("history --limit steps=1").code), std::pair(2, 2));
}

TEST_F(Cli, SaysNoSpaceLeftAndEndsWithEight) {
  const Outcome full = run("forecast " + example("roastery.json") + " --replicates 4 --json --out /dev/full");
  EXPECT_EQ(full.code, 8) << full.err;
  EXPECT_NE(full.err.find("no space left"), std::string::npos) << full.err;
}

}  // namespace
