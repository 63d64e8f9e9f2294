// The platforms as data: complete, in range, each number with its source.
#include "models/platform.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace gs {
namespace {

TEST(Platforms, AreTheNineOfTheDesignInOrderOfTheirIds) {
  std::vector<std::string_view> ids;
  for (const Platform& platform : platforms()) ids.push_back(platform.id);
  EXPECT_EQ(ids,
            (std::vector<std::string_view>{
                "facebook", "forum", "instagram", "linkedin", "telegram", "tiktok", "vk", "x", "youtube"}));
}

TEST(Platforms, SayCentreSpreadSourceAndConfidenceOfEveryNumber) {
  for (const Platform& platform : platforms())
    for (std::size_t k = 0; k < kBeliefNames.size(); ++k) {
      const PlatformBelief& belief = platform.beliefs[k];
      const std::string name = std::string(platform.id) + " " + std::string(kBeliefNames[k]);
      if (!belief.known()) {
        EXPECT_EQ(kBeliefNames[k], "save") << name;
        continue;
      }
      EXPECT_TRUE(std::isfinite(belief.center)) << name;
      EXPECT_GT(belief.sd, 0) << name;
      EXPECT_FALSE(belief.source.empty()) << name;
      EXPECT_FALSE(belief.unit.empty()) << name;
      EXPECT_NE(std::string_view("ABC").find(belief.confidence), std::string_view::npos) << name;
      // What nobody measured says so, and nothing measured is called an assumption.
      EXPECT_FALSE(belief.source == "assumption" && belief.confidence != 'C') << name;
      EXPECT_TRUE(belief.center > 0 || !belief.logarithmic || kBeliefNames[k] == "discovery_ratio") << name;
    }
}

TEST(Platforms, GiveRatesAndSharesBetweenNothingAndOne) {
  for (const Platform& platform : platforms())
    for (const Belief belief : {Belief::like,
                                Belief::comment,
                                Belief::share,
                                Belief::click,
                                Belief::follow,
                                Belief::hide,
                                Belief::inauthentic,
                                Belief::visit_per_click,
                                Belief::sale_per_visit,
                                Belief::lead_per_visit}) {
      EXPECT_GT(platform[belief].center, 0) << platform.id;
      EXPECT_LT(platform[belief].center, 1) << platform.id;
    }
}

TEST(Platforms, KnowTheirFormatsAndEngagements) {
  for (const Platform& platform : platforms()) {
    EXPECT_FALSE(platform.formats.empty()) << platform.id;
    EXPECT_GE(platform.engagements.size(), 3u) << platform.id;
    EXPECT_GT(platform.maturity_days, 0u) << platform.id;
    for (const PlatformFormat& format : platform.formats) {
      EXPECT_GT(format.visibility, 0) << platform.id << " " << format.name;
      EXPECT_GE(format.discovery, 0) << platform.id << " " << format.name;
    }
  }
  EXPECT_EQ(find_platform("vk")->currency, "RUB");
  EXPECT_DOUBLE_EQ((*find_platform("facebook"))[Belief::visibility].center, .026);
  EXPECT_EQ(find_platform("myspace"), nullptr);
}

}  // namespace
}  // namespace gs
