// groundswell synth --weeks from a plan to a folder of exports and their truth: each of them imported by the
// program itself, refusals, the same bytes on any number of threads, and nothing left behind where it is
// stopped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/sandbox.h"
#include "tests/tools/terminal.h"

namespace gs {
namespace {

using nlohmann::json;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;
using testing_terminal::Program;

// A post on each of seven platforms, ads on five; everybody who arrives leaves a contact, half of them buy.
json everywhere() {
  json plan =
      json::parse(R"({"name":"Spring","currency":"EUR","timezone":"Europe/Berlin","start":"2026-03-16",
"end":"2026-03-22","seed":8,"audience":{"outsiders_per_follower":1,"mean_listeners":15,"accounts":{}},"plan":{},
"ads":{},"offer":{"visit_rate":0.9,"conversion_rate":0.5,"lead_rate":0.8,"order_value":20}})");
  for (const std::string name : {"facebook", "instagram", "tiktok", "youtube", "linkedin", "vk", "x"}) {
    plan["audience"]["accounts"]["tea-" + name] = {{"platform", name}, {"followers", 400}};
    plan["plan"]["p_" + name] = {{"account", "tea-" + name},
                                 {"format", name == "youtube" || name == "tiktok" ? "video" : "photo"},
                                 {"title", "Tea " + name},
                                 {"link", "https://example.org/tea"},
                                 {"publish_at", "2026-03-16T18:00"}};
    if (name != "x" && name != "instagram")
      plan["ads"]["ad_" + name] = {
          {"post", "p_" + name}, {"daily_budget", 4}, {"end", "2026-03-19"}, {"bid", {{"cpm", 20}}}};
  }
  return plan;
}

class SynthLab : public testing::Test {
 protected:
  void SetUp() override { box.write("plan.json", everywhere().dump()); }
  Ran synth(const std::string& rest) const {
    return box.run("synth plan.json --weeks 1 --tests 1 --dark 0 " + rest);
  }
  json truth() const { return json::parse(support::bytes_in(box / "lab/truth.json")); }
  Ran import(const json& file) const {
    const std::string account =
        file["account"].is_string() ? " --account " + file["account"].get<std::string>() : "";
    return box.run("import lab/" + file["file"].get<std::string>() +
                   " --timezone Europe/Berlin --currency EUR --year 2026 --json -w w.gsw" + account);
  }
  std::string names() const { return box.shell("ls | tr '\\n' ' '").out; }
  Sandbox box;
};

TEST_F(SynthLab, EveryFileItWritesIsImportedWithoutARefusal) {
  ASSERT_EQ(synth("--layout all --out lab").code, 0);
  std::set<std::string> layouts;
  const json told = truth();
  for (const json& file : told["files"]) {
    const Ran ran = import(file);
    ASSERT_EQ(ran.code, 0) << file << ran.err;
    const json read = json::parse(ran.out)["files"][0];
    EXPECT_EQ(read["format"], file["layout"]);
    EXPECT_EQ(read["rows"]["refused"], 0) << file;
    EXPECT_GT(read["rows"]["stored"].get<int>() + read["rows"]["updated"].get<int>(), 0) << file;
    layouts.insert(file["layout"]);
  }
  EXPECT_EQ(layouts.size(), 24u);
  EXPECT_EQ(box.run("workspace check -w w.gsw").code, 0);
}

TEST_F(SynthLab, ImportedSpendAndDisplaysAreThoseOfTheTruth) {
  ASSERT_EQ(synth("--layout meta_ads,tiktok_ads,google_ads,linkedin_ads,vk_ads --out lab").code, 0);
  const json told = truth();
  double spend = 0, displays = 0, clicks = 0, spent = 0, shown = 0, clicked = 0;
  for (const json& file : told["files"]) {
    const json read = json::parse(import(file).out);
    for (const json& ads : read["files"][0]["ads"]) {
      spend += std::stod(ads["spend"].get<std::string>());
      displays += ads["impressions"].get<double>();
      clicks += ads.value(ads.contains("link_clicks") ? "link_clicks" : "clicks", 0.0);
    }
  }
  for (const json& channel : told["channels"]) {
    spent += channel["spend"].get<double>();
    shown += channel["impressions"].get<double>();
    clicked += channel["clicks"].get<double>();
  }
  EXPECT_NEAR(spend, spent, 1e-9);
  EXPECT_EQ(displays, shown);
  EXPECT_EQ(clicks, clicked);
  EXPECT_GT(displays, 0);
}

TEST_F(SynthLab, WritesTheSameBytesOnOneThreadAndOnTwo) {
  ASSERT_EQ(synth("--layout all --out lab --threads 1").code, 0);
  ASSERT_EQ(synth("--layout all --out two --threads 2").code, 0);
  EXPECT_EQ(box.shell("diff -r lab two").out, "");
  EXPECT_EQ(truth()["files"].size() + 1, std::stoul(box.shell("ls two | wc -l").out));
}

TEST_F(SynthLab, RefusesBeforeItLivesAndLeavesNothingBehind) {
  const Ran unknown = synth("--layout meta_add --out lab");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_TRUE(unknown.says("--layout meta_add: not a layout")) << unknown.err;
  EXPECT_TRUE(unknown.says("did you mean meta_ads?")) << unknown.err;
  EXPECT_TRUE(synth("--layout all").says("no folder is named"));
  EXPECT_EQ(names(), "plan.json ");
  box.shell("mkdir full && touch full/posts.csv");
  const Ran full = synth("--layout all --out full");
  EXPECT_EQ(full.code, 2);
  EXPECT_TRUE(full.says("full: is not empty: it holds posts.csv [C03]")) << full.err;
  EXPECT_EQ(synth("--layout all --out plan.json").code, 8);
  json plan = everywhere();
  plan["plan"].erase("p_vk"), plan["ads"].erase("ad_vk");
  box.write("plan.json", plan.dump());
  const Ran nothing = synth("--layout vk_ads --out lab");
  EXPECT_EQ(nothing.code, 2);
  EXPECT_TRUE(nothing.says("--layout vk_ads: the plan has nothing for it")) << nothing.err;
  plan.erase("offer");
  box.write("plan.json", plan.dump());
  EXPECT_EQ(synth("--layout all --out lab").code, 3);
  EXPECT_EQ(names(), "full plan.json ");
}

TEST_F(SynthLab, TellsHowFarItIsAndStopsSoonWithNothingHalfWritten) {
  const std::vector<std::string> command{box.program(),
                                         "synth",
                                         Sandbox::example("roastery_campaign.json"),
                                         "--weeks",
                                         "260",
                                         "--layout",
                                         "all",
                                         "--out",
                                         "lab"};
  Program run(box.path(), command, box / "out");
  EXPECT_TRUE(run.wait_for("living the plan")) << run.seen();
  EXPECT_TRUE(run.wait_for(" left")) << run.seen();
  const auto asked = std::chrono::steady_clock::now();
  run.signal(SIGINT);
  EXPECT_EQ(run.end(), 130) << run.seen();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked;
  EXPECT_LT(took.count(), 5);  // 2 s on a machine that does nothing else
  EXPECT_THAT(run.seen(), HasSubstr("run the same command again"));
  EXPECT_EQ(names(), "out plan.json ");
}

TEST_F(SynthLab, TheTruthHasASchema) {
  const json schema = json::parse(box.run("schema truth").out);
  EXPECT_EQ(schema["title"], "Groundswell truth of a laboratory");
  EXPECT_TRUE(schema["properties"].contains("channels"));
}

}  // namespace
}  // namespace gs
