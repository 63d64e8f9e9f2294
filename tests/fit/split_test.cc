// Followers among the people reached, where an export splits displays but not people.
#include <gtest/gtest.h>

#include <cmath>

#include "models/fit/prepare.h"
#include "page.h"

namespace gs {
namespace {

using testing::history_of;
using testing::MadeUpPage;
using testing::ordinary_page;

constexpr auto kOfFollowers = static_cast<std::size_t>(Residual::reach_followers);

std::vector<ObservedPost> split_by_displays(std::vector<ObservedPost> posts, bool with_total) {
  for (ObservedPost& post : posts) {
    const double part = *post.at(Metric::reach_followers) / *post.at(Metric::reach),
                 all = *post.at(Metric::impressions);
    post.counts[index_of(Metric::reach_followers)].reset();
    post.counts[index_of(Metric::impressions_followers)] = all * part;
    post.counts[index_of(Metric::impressions_non_followers)] = all * (1 - part);
    if (!with_total) post.counts[index_of(Metric::impressions)].reset();
  }
  return posts;
}

TEST(FollowerSplit, ComesFromDisplaysWhereTheExportCountsNoPeople) {
  const MadeUpPage page = ordinary_page(3);
  const std::vector<ObservedPost> counted = history_of(page);
  const FitData by_people = prepare(counted, page.audience);
  for (const bool with_total : {true, false}) {
    const std::vector<ObservedPost> posts = split_by_displays(counted, with_total);
    const FitData by_displays = prepare(posts, page.audience);
    EXPECT_TRUE(has_follower_split(by_displays));
    EXPECT_FALSE(by_displays.held[kSpread]);
    for (std::size_t i = 0; i < by_people.posts.size(); ++i)
      EXPECT_NEAR(
          *by_displays.posts[i].observed[kOfFollowers], *by_people.posts[i].observed[kOfFollowers], 1e-6);
  }
}

TEST(FollowerSplit, ThatContradictsTheTotalIsNotTaken) {
  const MadeUpPage page = ordinary_page(3);
  std::vector<ObservedPost> posts = split_by_displays(history_of(page), true);
  for (ObservedPost& post : posts)
    post.counts[index_of(Metric::impressions_followers)] = *post.at(Metric::impressions) + 1;
  EXPECT_FALSE(has_follower_split(prepare(posts, page.audience)));
}

}  // namespace
}  // namespace gs
