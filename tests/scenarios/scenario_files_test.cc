// Scenarios as files: extends over several of them, paths that leave the folder, files that are none, and a
// scheduler's bulk file in place of a scenario.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "scenarios/document/scenario.h"

namespace gs {
namespace {

namespace fs = std::filesystem;

const std::string kPlan = R"({
  "schema": "groundswell/scenario/1",
  "name": "Two weeks", "about": "A story", "currency": "EUR", "timezone": "Europe/Berlin",
  "start": "2026-12-01", "end": "2026-12-14", "seed": 7,
  "audience": {"people_per_agent": 2, "accounts": {"brand": {"platform": "facebook", "followers": 12000}}},
  "plan": {
    "p1": {"account": "brand", "format": "photo", "publish_at": "2026-12-07T18:30", "paid": true},
    "p2": {"publish_at": "2026-12-08 09:00", "topic": "sale", "title": "<b>Sale</b>", "link": "https://x"}
  },
  "targets": {"reach": {"at_least": 50000}}
})";

// The plan with one piece of text replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kPlan;
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("fixture lacks " + from);
  return text.replace(at, from.size(), to);
}

// A folder of its own for each test, gone afterwards.
class ScenarioFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "gs_scenario_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    fs::create_directory(folder_ / "plans");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / "plans" / name, std::ios::binary) << text;
    return path(name);
  }
  std::string path(const std::string& name) const { return (folder_ / "plans" / name).string(); }
  Error refusal_of(const std::string& file, const ScenarioOptions& options = {}) const {
    try {
      load_scenario(file, options);
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "accepted " << file;
    return Error(Fault::our_defect, "", "accepted");
  }
  // The message without the folder's name.
  std::string words_of(const std::string& file, const ScenarioOptions& options = {}) const {
    std::string said = refusal_of(file, options).what();
    const std::string prefix = (folder_ / "plans").string() + "/";
    for (std::size_t at; (at = said.find(prefix)) != std::string::npos;) said.erase(at, prefix.size());
    return said;
  }
  fs::path folder_;
};

TEST_F(ScenarioFiles, AVariantPatchesOnePostAndNullRemovesAnother) {
  put("base.json", kPlan);
  const std::string file = put("variant.json", R"({"extends": "base.json", "name": "Later",
    "plan": {"p1": {"publish_at": "2026-12-07T20:00"}, "p2": null}})");
  const Scenario s = load_scenario(file);
  EXPECT_EQ(s.name, "Later");
  EXPECT_EQ(s.plan.size(), 1U);
  EXPECT_EQ(s.plan.at("p1").format, "photo");
  EXPECT_EQ(to_iso_utc(s.plan.at("p1").published), "2026-12-07T19:00:00Z");
}

TEST_F(ScenarioFiles, AVariantThatChangesNothingHasTheHashOfItsBase) {
  const std::string base = put("base.json", kPlan), variant = put("same.json", R"({"extends": "base.json"})");
  EXPECT_EQ(load_scenario(base).hash, load_scenario(variant).hash);
}

TEST_F(ScenarioFiles, ComplaintsNameTheFileOfTheChainThatHoldsTheValue) {
  put("base.json", with("\"photo\"", "\"FOTO\""));
  const std::string variant = put("variant.json", "{\"extends\": \"base.json\",\n \"name\": \"x\"}");
  EXPECT_EQ(words_of(variant),
            "base.json:7:42 /plan/p1/format: 'FOTO'; expected small letters, digits, '_' or '-' [S04]");
}

TEST_F(ScenarioFiles, RefusesPathsThatLeaveTheFolder) {
  std::ofstream(folder_ / "outside.json") << kPlan;
  fs::create_symlink(folder_ / "outside.json", folder_ / "plans" / "link.json");
  const std::string outside = (folder_ / "outside.json").string();
  for (const std::string& way : {std::string("../outside.json"),
                                 outside,
                                 std::string("link.json"),
                                 std::string("../../etc/passwd"),
                                 std::string("/etc/passwd"),
                                 std::string("C:\\\\plan.json"),
                                 std::string("a\\u0000b")}) {
    const std::string file = put("variant.json", "{\"extends\": \"" + way + "\"}");
    const Error error = refusal_of(file);
    EXPECT_EQ(error.code, "S16") << way;
    EXPECT_NE(std::string(error.what()).find("variant.json:1:13 /extends: "), std::string::npos)
        << error.what();
  }
  ScenarioOptions allowed;
  allowed.allow_path = true;
  EXPECT_NO_THROW(load_scenario(put("variant.json", "{\"extends\": \"../outside.json\"}"), allowed));
  EXPECT_THROW(parse_scenario(R"({"extends": "base.json"})", "text"), Error);
}

TEST_F(ScenarioFiles, MayExtendAFileInAFolderBelow) {
  fs::create_directory(folder_ / "plans" / "bases");
  put("bases/base.json", kPlan);
  EXPECT_NO_THROW(load_scenario(put("variant.json", R"({"extends": "bases/base.json"})")));
  EXPECT_NO_THROW(load_scenario(put("dots.json", R"({"extends": "bases/../bases/./base.json"})")));
}

TEST_F(ScenarioFiles, RefusesCyclesAndEndlessChains) {
  const std::string a = put("a.json", R"({"extends": "b.json"})");
  put("b.json", R"({"extends": "./a.json"})");
  EXPECT_EQ(words_of(a), "b.json:1:13 /extends: cycle: a.json → b.json → a.json [S18]");
  put("l0.json", kPlan);
  for (int i = 1; i <= 16; ++i)
    put("l" + std::to_string(i) + ".json", R"({"extends": "l)" + std::to_string(i - 1) + ".json\"}");
  EXPECT_NO_THROW(load_scenario(path("l15.json")));
  EXPECT_EQ(refusal_of(path("l16.json")).code, "S18");
}

TEST_F(ScenarioFiles, SaysWhoExtendsAFileThatIsNotThere) {
  put("base.json", kPlan);
  const std::string variant = put("variant.json", "{\"name\": \"x\",\n \"extends\": \"bsae.json\"}");
  EXPECT_EQ(words_of(variant), "variant.json:2:13 /extends: 'bsae.json' (bsae.json): not found [F01]");
  EXPECT_EQ(refusal_of(variant).remedy, "did you mean 'base.json'?");
  const Error far = refusal_of(put("variant.json", R"({"extends": "somewhere_else.json"})"));
  EXPECT_EQ(far.remedy, "put the file there, or correct the path, which is relative to this document");
  fs::create_directory(path("folder.json"));
  EXPECT_EQ(words_of(put("variant.json", R"({"extends": "folder.json"})")),
            "variant.json:1:13 /extends: 'folder.json' (folder.json): is a directory [F02]");
}

TEST_F(ScenarioFiles, RefusesFilesThatAreNone) {
  EXPECT_EQ(words_of(path("missing.json")), "missing.json: not found [F01]");
  fs::create_directory(path("folder.json"));
  EXPECT_EQ(words_of(path("folder.json")), "folder.json: is a directory [F02]");
  ASSERT_EQ(::mkfifo(path("pipe.json").c_str(), 0600), 0);
  EXPECT_EQ(words_of(path("pipe.json")), "pipe.json: is not a regular file [F03]");
  EXPECT_EQ(words_of(put("empty.json", "")), "empty.json: empty [S09]");
  EXPECT_EQ(words_of(put("nul.json", std::string("{\n \"name\": \"a\0\"}", 16))),
            "nul.json:2:12: NUL at byte 13 [S08]");
  EXPECT_EQ(words_of(put("nul.csv", std::string("publish_at,content\n2026-12-07 10:00,a\0b\n", 40))),
            "nul.csv:2:19: NUL byte at offset 37 [T05]");
  const Error large = refusal_of(put("large.json", std::string((std::size_t{16} << 20) + 1, ' ')));
  EXPECT_EQ(large.fault, Fault::limit);
  EXPECT_NE(std::string(large.what()).find("limit json-bytes=16777216 [S09]"), std::string::npos);
}

TEST_F(ScenarioFiles, RefusesAFileThatMayNotBeRead) {
  const std::string closed = put("closed.json", kPlan);
  fs::permissions(closed, fs::perms::none);
  fs::permissions(folder_, fs::perms::all);
  const uid_t user = ::geteuid();
  ASSERT_EQ(::seteuid(user == 0 ? 65534 : user), 0);  // root may read every file: ask as nobody
  const Error error = refusal_of(closed);
  ASSERT_EQ(::seteuid(user), 0);
  EXPECT_EQ(error.code, "F04");
  EXPECT_NE(std::string(error.what()).find("permission denied (owner id "), std::string::npos)
      << error.what();
}

TEST_F(ScenarioFiles, TakesASchedulersBulkFile) {
  const std::string file = put(
      "autumn.csv",
      "postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content,link (OGmetaUrl),imageUrls,gifUrl,videoUrls,mood\n"
      "2026-12-07 18:30:00,\"Autumn sale, 20 % off\",,https://i/1.jpg,,,\n"
      "2026-12-08 09:00:00,Скидки,https://shop,,,,\n"
      "2026-12-09 09:00:00,Скидки,,,,https://v,\n");
  ScenarioOptions options;
  options.account = "facebook";
  const Scenario s = load_scenario(file, options);
  EXPECT_EQ(s.name, "autumn");
  ASSERT_EQ(s.plan.size(), 3U);
  EXPECT_EQ(s.plan.at("autumn-sale-20-off").format, "photo");
  EXPECT_EQ(s.plan.at("autumn-sale-20-off").title, "Autumn sale, 20 % off");
  EXPECT_EQ(s.plan.at("Скидки").format, "link");
  EXPECT_EQ(s.plan.at("Скидки-2").format, "video");
  EXPECT_EQ(to_iso_utc(s.plan.at("Скидки").published), "2026-12-08T09:00:00Z");
  EXPECT_EQ(s.notes,
            (std::vector<std::string>{"ignored column 'mood'", "times without an offset taken as UTC"}));
}

TEST_F(ScenarioFiles, TakesOurColumnsWithAnySeparatorAndTheAccountsZone) {
  const std::string file = put("plan.csv",
                               "scheduled_time;content;platform;account;format;topic;id;paid\r\n"
                               "2026-12-07T18:30;Hello;instagram;brand;reel;sale;first;1\r\n");
  ScenarioOptions options;
  options.timezone = "Europe/Berlin";
  const ScenarioPost post = load_scenario(file, options).plan.at("first");
  EXPECT_EQ(post.platform, "instagram");
  EXPECT_EQ(post.account, "brand");
  EXPECT_EQ(post.format, "reel");
  EXPECT_EQ(post.topic, "sale");
  EXPECT_TRUE(post.paid);
  EXPECT_EQ(to_iso_utc(post.published), "2026-12-07T17:30:00Z");
}

TEST_F(ScenarioFiles, MakesAdsOfAContentPlansBoosts) {
  const std::string file =
      put("plan.csv",
          "scheduled_time,content,platform,account,boost_budget (EUR),boost_start,boost_end,boost_cpm\n"
          "2026-12-07T18:30,Hello,facebook,brand,150.50,2026-12-08,2026-12-12,6.5\n"
          "2026-12-09T18:30,Again,facebook,brand,,,,\n");
  const Scenario s = load_scenario(file);
  EXPECT_EQ(s.currency, "EUR");
  EXPECT_EQ(to_iso_date(s.end), "2026-12-12");
  ASSERT_EQ(s.ads.size(), 1U);
  const ScenarioAd& ad = s.ads.at("hello");
  EXPECT_EQ(ad.post, "hello");
  EXPECT_EQ(ad.total_budget, Money{150'500'000});
  EXPECT_EQ(ad.cpm, Money{6'500'000});
  EXPECT_EQ(to_iso_date(ad.first), "2026-12-08");
  EXPECT_EQ(to_iso_date(ad.last), "2026-12-12");
}

TEST_F(ScenarioFiles, TakesMagicSyncsColumnsAsTheyCome) {
  const std::string file = put("sync.csv",
                               "content,image_url,scheduled_time,comments\n"
                               "Steam,https://i/1.jpg,2026-12-07T18:30:00+01:00,\"first;second\"\n"
                               "Still,,2026-12-08T09:00:00Z,\n");
  ScenarioOptions options;
  options.account = "instagram";
  const Scenario s = load_scenario(file, options);
  EXPECT_EQ(s.plan.at("steam").format, "photo");
  EXPECT_EQ(to_iso_utc(s.plan.at("steam").published), "2026-12-07T17:30:00Z");
  EXPECT_EQ(s.plan.at("still").format, "status");
}

TEST_F(ScenarioFiles, RowsOfAContentPlanMayMove) {
  ScenarioOptions options;
  options.account = "vk";
  const std::string head = "scheduled_time,content\n", one = "2026-12-07T18:30,One\n",
                    two = "2026-12-08T18:30,Two\n";
  EXPECT_EQ(load_scenario(put("a.csv", head + one + two), options).hash,
            load_scenario(put("b.csv", head + two + one), options).hash);
}

TEST_F(ScenarioFiles, RefusesContentPlansByLineAndColumn) {
  ScenarioOptions options;
  options.account = "vk";
  const auto said = [&](const std::string& text) { return words_of(put("plan.csv", text), options); };
  EXPECT_EQ(said("scheduled_time,content\n2026-12-07T18:30,a\nsoon,b\n"),
            "plan.csv:3:1 /plan/b/publish_at: 'soon' is not a time [S04]");
  EXPECT_EQ(said("content,scheduled_time\na,2026-13-07T18:30\n"),
            "plan.csv:2:3 /plan/a/publish_at: 2026-13-07 is not a calendar date [V06]");
  EXPECT_EQ(said("scheduled_time,content\n2026-12-07T18:30\n"), "plan.csv:2:1: 1 fields; header has 2 [T08]");
  EXPECT_EQ(said("content,link\na,b\n"), "plan.csv:1:1: no column for 'publish_at' [T12]");
  EXPECT_EQ(said("when,what\na,b\n"),
            "plan.csv:1:1: no column of a content plan in the header; found: when,what [T12]");
  EXPECT_EQ(said("scheduled_time,content\n"), "plan.csv: 0 data rows [T02]");
  EXPECT_EQ(said("scheduled_time,creator\n2026-12-07T18:30,Ann\n"),
            "plan.csv:2:18: this build does not simulate creators yet; remove it [S03]");
  EXPECT_EQ(said("scheduled_time,boost_budget\n2026-12-07T18:30,fifty\n"),
            "plan.csv:2:18: 'fifty' is not an amount [V11]");
  EXPECT_EQ(said("scheduled_time,boost_end,boost_budget\n2026-12-07T18:30,2026-12-09,\n"),
            "plan.csv:2:18: a boost's date without its budget [S04]");
  EXPECT_EQ(said("scheduled_time,platform\n2026-12-07T18:30,vkk\n").substr(0, 40),
            "plan.csv:2:18 /plan/2026-12-07t18-30/pla");
}

}  // namespace
}  // namespace gs
