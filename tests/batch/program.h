// A small experiment in a folder of its own, run by the program: a page of few followers and two posts, a
// world of which takes less than a millisecond.
#pragma once
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/sandbox.h"

namespace gs::batch_tests {

inline const char* const kTinyPlan =
    R"({"name": "tiny", "start": "2026-12-07", "end": "2026-12-08", "currency": "EUR",
  "audience": {"accounts": {"b": {"platform": "facebook", "followers": 500}}},
  "plan": {"p1": {"account": "b", "format": "photo", "publish_at": "2026-12-07T09:00"},
           "p2": {"account": "b", "format": "link", "publish_at": "2026-12-08T18:00"}}})";

inline std::string tiny_experiment(const std::string& more = "", int points = 12, int replicates = 30) {
  return R"({"name": "e", "scenario": "plan.json", "responses": [{"kpi": "reach"}, {"kpi": "er_reach"},
    {"kpi": "reach", "day": 1}],
    "factors": [{"name": "followers", "pointer": "/audience/accounts/b/followers", "range": [300, 900], "integer": true},
                {"name": "format", "pointer": "/plan/p1/format", "values": ["photo", "video"]}],
    "design": {"kind": "sobol", "points": )" +
         std::to_string(points) + R"(}, "replicates": {"count": )" + std::to_string(replicates) +
         R"(, "block": 7})" + more + "}";
}

class BatchProgram : public testing::Test {
 protected:
  void SetUp() override {
    box.write("plan.json", kTinyPlan);
    box.write("e.json", tiny_experiment());
  }
  static nlohmann::json document_of(const support::Ran& ran) {
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? nlohmann::json::parse(ran.out) : nlohmann::json();
  }
  nlohmann::json run(const std::string& options = "") const {
    return document_of(box.run("batch run e.json --json " + options));
  }
  // The hash of a run nobody disturbs, in a folder of its own.
  std::string undisturbed() const { return run("--into apart --threads 1")["result_hash"]; }
  support::Sandbox box;
};

}  // namespace gs::batch_tests
