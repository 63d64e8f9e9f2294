// groundswell batch analyze from an experiment to its document and page, complete and before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/batch/tiny.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using nlohmann::json;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;

// 16 base points of two factors: 64 points. Nobody sees a title, so the second does nothing.
const char* const kExperiment = R"({"name": "drivers", "scenario": "plan.json",
  "factors": [{"name": "hour", "pointer": "/plan/p1/publish_at",
               "values": ["2026-12-07T01:00", "2026-12-07T07:00", "2026-12-07T12:00", "2026-12-07T19:00"]},
              {"name": "title", "pointer": "/plan/p1/title", "values": ["one", "two"]}],
  "responses": [{"kpi": "reach"}, {"kpi": "er_reach"}, {"kpi": "reach", "quantile": 0.9}],
  "design": {"kind": "saltelli", "points": 16}, "replicates": {"count": 4, "block": 2}})";

class BatchAnalyze : public testing::Test {
 protected:
  void SetUp() override {
    box.write("plan.json", batch_tests::kTinyPlan);
    box.write("e.json", kExperiment);
  }
  Sandbox box;
};

TEST_F(BatchAnalyze, TellsWhatMovesReachAndWhatDoesNothing) {
  ASSERT_EQ(box.run("batch run e.json").code, 0);
  const Ran ran = box.run("batch analyze e.json --json --report page.html --threads 1");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(ran.out), reach = document["responses"][0];
  EXPECT_EQ(document["schema"], "groundswell/analysis/1");
  EXPECT_EQ(document["design"]["done"], 64);
  EXPECT_EQ(reach["order"][0]["factor"], "hour");
  EXPECT_GT(reach["order"][0]["first_in"], 0.99);
  EXPECT_EQ(reach["factors"][1]["total"]["value"], 0);  // paired worlds: the same people, the same luck
  EXPECT_EQ(reach["luck"]["worlds"], 4);
  EXPECT_EQ(document["responses"][2]["level"], 0.9);
  EXPECT_THAT(box.read("page.html"), HasSubstr("What reach depends on"));
  const Ran again = box.run("batch analyze e.json --json --threads 2");
  json one = document, other = json::parse(again.out);
  one.erase("run"), other.erase("run");
  EXPECT_EQ(one, other);
  EXPECT_THAT(box.run("batch analyze e.json").out, HasSubstr("what reach depends on"));
}

TEST_F(BatchAnalyze, OfPartOfTheRunSaysSoAndOfNoneRefuses) {
  const Ran none = box.run("batch analyze e.json");
  EXPECT_EQ(none.code, 3);
  EXPECT_TRUE(none.says("no point has a result")) << none.err;
  EXPECT_TRUE(none.says("groundswell batch run")) << none.err;
  ASSERT_EQ(box.run("batch run e.json --shard 1/2").code, 0);
  const Ran part = box.run("batch analyze e.json");
  EXPECT_EQ(part.code, 0) << part.err;
  EXPECT_THAT(part.out, HasSubstr("of 64 points are there so far"));
}

TEST_F(BatchAnalyze, IsKeptByNameAndShownAgain) {
  ASSERT_EQ(box.run("import " + Sandbox::example("roastery_posts.csv") +
                    " --account example-roastery --timezone Europe/Berlin -w w.gsw")
                .code,
            0);
  ASSERT_EQ(box.run("batch run e.json -w w.gsw").code, 0);
  const Ran kept = box.run("batch analyze e.json --save drivers -w w.gsw");
  ASSERT_EQ(kept.code, 0) << kept.err;
  const Ran page = box.run("report drivers --out page.html -w w.gsw");
  EXPECT_EQ(page.code, 0) << page.err;
  EXPECT_THAT(box.read("page.html"), HasSubstr("What reach depends on"));
}

}  // namespace
}  // namespace gs
