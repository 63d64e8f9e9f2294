// What was there before a mechanism came stays as it was, bit by bit, where the mechanism is off.
#include <gtest/gtest.h>

#include "tests/support/pages.h"

namespace gs {
namespace {

using namespace testing_worlds;

TEST(SwitchedOff, LeavesPlainWorldsAsTheyWereBeforeAnyMechanism) {
  Plan sharing = daily_plan(3000, 8);
  for (PostBehaviour& behaviour : sharing.behaviour) behaviour.share_intensity = .2;
  const std::vector<Plan> plans{daily_plan(2000, 7), sharing, plan_of_three_pages(), plan_with_ads()};
  const std::vector<std::uint64_t> known{
      10968064306706490072U, 1288999505105045961U, 14871284887250209074U, 13170677925207039524U};
  for (std::size_t i = 0; i < plans.size(); ++i) {
    std::uint64_t together = 0;
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate)
      together = mix64(together + digest(plans[i].run({21, replicate})));
    EXPECT_EQ(together, known[i]) << "plan " << i;
  }
}

}  // namespace
}  // namespace gs
