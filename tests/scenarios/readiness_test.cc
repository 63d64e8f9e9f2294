// Does an import say honestly what a fit of it would give? What it says is compared with what fit() does.
#include "scenarios/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "models/fit/fitter.h"

namespace gs {
namespace {

using ::testing::HasSubstr;

std::vector<ObservedPost> page(std::size_t posts) {
  std::vector<ObservedPost> all(posts);
  for (std::size_t i = 0; i < posts; ++i) {
    ObservedPost& post = all[i];
    post.platform = "facebook", post.account = "brand", post.id = "p" + std::to_string(i);
    post.published = {1'700'000'000 + static_cast<std::int64_t>(i) * 86400};
    post.counts[index_of(Metric::reach)] = 1000.0 + 37 * static_cast<double>(i % 11);
    post.counts[index_of(Metric::likes)] = 10.0 + static_cast<double>(i % 5);
  }
  return all;
}

bool fit_refuses(const std::vector<ObservedPost>& posts) {
  FitOptions quick;
  quick.draws = 4, quick.starts = 1, quick.importance_check = false;
  PopulationParameters people;
  people.followers = 5000;
  try {
    fit(posts, people, quick);
  } catch (const Error&) {
    return true;
  }
  return false;
}

TEST(Readiness, AgreesWithWhatAFitDoes) {
  for (const std::size_t posts : {1u, 4u, 5u, 12u}) {
    const std::vector<ObservedPost> history = page(posts);
    EXPECT_EQ(readiness_of(history).can_fit, !fit_refuses(history)) << posts;
  }
  std::vector<ObservedPost> flat = page(12);
  for (ObservedPost& post : flat) post.counts[index_of(Metric::reach)] = 500;
  EXPECT_FALSE(readiness_of(flat).can_fit);
  EXPECT_TRUE(fit_refuses(flat));
  EXPECT_THAT(readiness_of(flat).text, HasSubstr("no variation in 'reach'"));
}

TEST(Readiness, SaysHowManyPostsAreMissingAndForWhichPartsOfTheModel) {
  EXPECT_EQ(readiness_of(page(2)).text, "2 of 2 posts with usable reach; a fit needs 5");
  EXPECT_EQ(
      readiness_of(page(7)).text,
      "7 posts with usable reach: enough to fit the level of reach; rates need 10, formats 30, the daily "
      "rhythm 101");
  EXPECT_EQ(
      readiness_of(page(10)).text,
      "10 posts with usable reach: enough to fit reach and rates; formats need 30, the daily rhythm 101");
  EXPECT_EQ(
      readiness_of(page(100)).text,
      "100 posts with usable reach: enough to fit reach, rates and formats; the daily rhythm needs 101, a "
      "backtest 101");
  EXPECT_EQ(
      readiness_of(page(101)).text,
      "101 posts with usable reach: enough to fit reach, rates, formats and the daily rhythm, and for a "
      "backtest");
}

TEST(Readiness, CountsNeitherPostsWithoutReachNorYoungNorContradictedOnes) {
  std::vector<ObservedPost> posts = page(8);
  for (ObservedPost& post : posts) post.counts[index_of(Metric::reach)].reset();
  EXPECT_EQ(readiness_of(posts).text, "none of 8 posts with usable reach; a fit needs 5");
  posts = page(8);
  for (std::size_t i = 0; i < 5; ++i) posts[i].contradicted.set(index_of(Metric::reach));
  EXPECT_EQ(readiness_of(posts).with_reach, 3u);
  posts = page(8);
  for (std::size_t i = 0; i < 5; ++i) posts[i].exported_at = posts[i].published;
  EXPECT_THAT(readiness_of(posts).text, HasSubstr("3 of 8 posts with usable reach (5 posts younger than "));
}

TEST(Readiness, KnowsWhetherFollowersAreKnown) {
  std::vector<ObservedPost> posts = page(8);
  EXPECT_FALSE(readiness_of(posts).followers_known);
  posts[3].followers = 900;
  EXPECT_TRUE(readiness_of(posts).followers_known);
}

}  // namespace
}  // namespace gs
