// Whom a look-alike audience holds.
#include "models/paid/lookalikes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/support/portraits.h"

namespace gs {
namespace {

using namespace testing_portraits;

std::vector<std::uint32_t> everybody(const Audience& audience) {
  std::vector<std::uint32_t> agents(audience.agents);
  std::iota(agents.begin(), agents.end(), 0U);
  return agents;
}

const std::vector<std::vector<double>> kStrangers{{1, 0}, {0, 1}};

TEST(Lookalikes, FindSegmentsAlikeByTheInterestsTheyShare) {
  const auto alike = alike_segments({{"coffee", "wine"}, {"coffee"}, {}});
  EXPECT_EQ(alike[0], (std::vector<double>{1, 0.5, 0}));
  EXPECT_EQ(alike[1], (std::vector<double>{0.5, 1, 0}));
  EXPECT_EQ(alike[2], (std::vector<double>{0, 0, 1}));
}

TEST(Lookalikes, ScoreASegmentByTheShareOfItThatFollows) {
  const Audience audience = grow_audience(city(), 1, 0);
  const auto score = likeness_of_segments(audience, {2, 1, 1, kStrangers});  // the creator: young odds 4
  EXPECT_GT(score[1], 2 * score[0]);
  const std::vector<std::vector<double>> same{{1, 1}, {1, 1}};
  const auto mixed = likeness_of_segments(audience, {2, 1, 1, same});
  EXPECT_DOUBLE_EQ(mixed[0], mixed[1]);
}

TEST(Lookalikes, AreStrangersTheMostAlikeFirstAndMoreOfThemForALargerShare) {
  const Audience audience = grow_audience(city(), 1, 0);
  std::vector<std::uint32_t> before;
  for (const double share : {0.05, 0.2, 0.6, 1.0}) {
    const auto now = most_alike(audience, everybody(audience), {2, 7, share, kStrangers});
    EXPECT_TRUE(std::ranges::is_sorted(now));
    EXPECT_TRUE(std::ranges::includes(now, before)) << share;
    for (const std::uint32_t agent : now) {
      EXPECT_EQ(follows(audience, AgentId{agent}, 2), 0U);
      EXPECT_TRUE(is_on(audience, AgentId{agent}, 1));
      if (share < 0.3) {
        EXPECT_EQ(segment_of(audience, AgentId{agent}), 1U) << "the young follow more readily";
      }
    }
    before = now;
  }
}

TEST(Lookalikes, KeepTheAimsOfTheAd) {
  const Audience audience = grow_audience(city(), 1, 0);
  EXPECT_TRUE(most_alike(audience, {}, {2, 7, 1, kStrangers}).empty());
  const auto few = most_alike(audience, {3, 5, 9}, {2, 7, 1, kStrangers});
  EXPECT_LE(few.size(), 3U);
}

TEST(Lookalikes, ChangeByNobodyElseWhereOnePersonIsAdded) {
  Portrait larger = city();
  larger.segments[1].people += 30;
  const Audience small = grow_audience(city(), 1, 0), large = grow_audience(larger, 1, 0);
  const auto keys = [](const Audience& audience) {
    std::set<std::uint32_t> found;
    for (const std::uint32_t agent : most_alike(audience, everybody(audience), {0, 7, 0.2, kStrangers}))
      found.insert(audience.person[AgentId{agent}]);
    return found;
  };
  const auto before = keys(small), now = keys(large);
  EXPECT_GT(in_common(before, now), before.size() * 95 / 100);
}

}  // namespace
}  // namespace gs
