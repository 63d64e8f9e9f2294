// The small experiment in a folder of its own, run by the program.
#pragma once
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/batch/tiny.h"
#include "tests/support/sandbox.h"

namespace gs::batch_tests {

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
