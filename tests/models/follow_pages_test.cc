// Followers of pages: as many as told, by the odds told, with the overlap told, kept when pages grow.
#include "models/people/follow_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/coins.h"
#include "tests/support/portraits.h"

namespace gs {
namespace {

using namespace testing_portraits;
using testing::HasSubstr;

// Pages of so many followers among 10000 people of two segments on one platform.
Portrait town(const std::vector<double>& followers, std::vector<OverlapPortrait> overlaps = {}) {
  Portrait portrait;
  portrait.segments = {{.id = "left", .people = 4000}, {.id = "right", .people = 6000}};
  portrait.layers = {{.platform = "x", .mean_listeners = 0}};
  for (std::size_t p = 0; p < followers.size(); ++p)
    portrait.pages.push_back({.id = "x/" + std::to_string(p), .layer = 0, .followers = followers[p]});
  portrait.overlaps = std::move(overlaps);
  return portrait;
}

using Sets = std::vector<std::set<std::uint32_t>>;
Sets followers_of(const Portrait& portrait, std::uint32_t seed = 1) {
  const Audience audience = grow_audience(portrait, seed, 2);
  Sets sets;
  for (std::size_t p = 0; p < portrait.pages.size(); ++p) sets.push_back(follower_keys(audience, p));
  return sets;
}

TEST(FollowPages, GivesEveryPageItsAuthenticFollowers) {
  Portrait portrait = town({1000, 10000, 0});
  portrait.pages[0].inauthentic = 0.25;
  const Sets sets = followers_of(portrait);
  EXPECT_EQ(sets[0].size(), 750U);
  EXPECT_EQ(sets[1].size(), 10000U);
  EXPECT_EQ(sets[2].size(), 0U);
}

TEST(FollowPages, OnlyAddsPeopleWhenAPageGrows) {
  for (const std::vector<double>& odds : {std::vector<double>{}, std::vector<double>{1, 5}}) {
    Portrait portrait = town({1000});
    portrait.pages[0].by_segment = odds;
    const Sets before = followers_of(portrait);
    portrait.pages[0].followers = 2500;
    EXPECT_TRUE(std::ranges::includes(followers_of(portrait)[0], before[0]));
  }
}

// The same people by the obvious way: everybody's priority, all put in order.
TEST(FollowPages, TakesTheSmallestPrioritiesThereAre) {
  Portrait portrait = town({700});
  portrait.pages[0].by_segment = {2.5, 1};
  const std::uint64_t stream = stream_key({1, 0},
                                          {.content = content_key("x/0"),
                                           .why = Purpose::people,
                                           .occasion = static_cast<std::uint32_t>(PeopleDraw::follows)});
  std::vector<std::pair<double, std::uint32_t>> order;
  const std::vector<std::uint32_t> starts = key_starts(portrait);
  for (std::size_t s = 0; s < 2; ++s)
    for (std::uint32_t i = 0; i < portrait.segments[s].people; ++i) {
      const std::uint32_t key = starts[s] + i;
      const double u = (static_cast<double>(coin_word(stream, key) >> 12) + 0.5) * 0x1p-52;
      order.emplace_back(-std::log(u) / portrait.pages[0].by_segment[s], key);
    }
  std::ranges::sort(order);
  std::set<std::uint32_t> obvious;
  for (std::size_t i = 0; i < 700; ++i) obvious.insert(order[i].second);
  EXPECT_EQ(followers_of(portrait)[0], obvious);
}

TEST(FollowPages, ChangesNoOtherPageWhenOneIsAdded) {
  const Sets two = followers_of(town({1000, 2000})), three = followers_of(town({1000, 2000, 3000}));
  EXPECT_EQ(two[0], three[0]);
  EXPECT_EQ(two[1], three[1]);
}

TEST(FollowPages, FollowsByTheOddsOfSegments) {
  Portrait portrait = town({200});
  portrait.pages[0].by_segment = {3, 1};
  double left = 0;
  constexpr int kSeeds = 20;
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    const Audience audience = grow_audience(portrait, seed, 1);
    for (const std::uint32_t agent : audience.pages[0].followers.agents)
      left += segment_of(audience, AgentId{agent}) == 0;
  }
  // Few followers: shares as 3 x 4000 to 1 x 6000, a touch less as the left empties; sd about 0.0075.
  EXPECT_NEAR(left / (200 * kSeeds), 2.0 / 3, 0.03);
  portrait.pages[0].by_segment = {0, 1};
  const Audience right = grow_audience(portrait, 1, 1);
  for (const std::uint32_t agent : right.pages[0].followers.agents)
    EXPECT_EQ(segment_of(right, AgentId{agent}), 1U);
}

TEST(FollowPages, OverlapsByChanceWhereNothingIsStated) {
  const Sets sets = followers_of(town({2000, 3000}));
  EXPECT_NEAR(static_cast<double>(in_common(sets[0], sets[1])), 600, 4.5 * 19);  // hypergeometric sd 18.3
}

TEST(FollowPages, MeetsEveryStatedOverlap) {
  for (const double share : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    const Sets sets = followers_of(town({2000, 1000, 3000}, {{0, 1, share}, {1, 2, 0.4}, {0, 2, 0.25}}));
    EXPECT_NEAR(static_cast<double>(in_common(sets[0], sets[1])), 1000 * share, 2) << share;
    EXPECT_NEAR(static_cast<double>(in_common(sets[1], sets[2])), 400, 2) << share;
    EXPECT_NEAR(static_cast<double>(in_common(sets[0], sets[2])), 500, 2) << share;
    EXPECT_EQ(sets[2].size(), 3000U);
  }
}

TEST(FollowPages, LeavesPagesWithoutAStatedOverlapAlone) {
  const Sets free = followers_of(town({2000, 1000, 3000})),
             bound = followers_of(town({2000, 1000, 3000}, {{0, 2, 0.6}}));
  EXPECT_EQ(free[0], bound[0]);
  EXPECT_EQ(free[1], bound[1]);
  EXPECT_NE(free[2], bound[2]);
}

TEST(FollowPages, OverlapsAcrossPlatformsAmongPeopleOnBoth) {
  Portrait portrait = city();
  portrait.overlaps = {{0, 2, 0.5}};
  const Sets sets = followers_of(portrait);
  EXPECT_NEAR(static_cast<double>(in_common(sets[0], sets[2])), 405, 2);  // of 810 authentic followers
}

TEST(FollowPages, OnlyAddsPeopleToAPageWithOnePartner) {
  const Sets before = followers_of(town({4000, 1000}, {{0, 1, 0.7}})),
             after = followers_of(town({4000, 1500}, {{0, 1, 0.7}}));
  EXPECT_TRUE(std::ranges::includes(after[1], before[1]));
}

TEST(FollowPages, RefusesMoreFollowersThanUsersWithBothNumbersAndTheWayOut) {
  Portrait portrait = city();
  portrait.pages[1].followers = 6000;
  const std::string said = refusal([&] { grow_audience(portrait, 1, 1); });
  EXPECT_THAT(
      said,
      HasSubstr("accounts/x/brand/followers: 6000 followers wanted, 4900 people of its segments use x"));
  EXPECT_THAT(said, HasSubstr("enlarge the segments"));
  portrait = city();
  portrait.pages[2].by_segment = {1, 0};
  EXPECT_THAT(refusal([&] { grow_audience(portrait, 1, 1); }), HasSubstr("900 people of its segments use x"));
}

TEST(FollowPages, RefusesOverlapsThatCannotHold) {
  // Two pages of 8000 among 10000 people share 6000 at least.
  EXPECT_THAT(refusal([&] {
                followers_of(town({8000, 8000}, {{0, 1, 0.5}}));
              }),
              HasSubstr("overlaps/x/0/x/1: 4000 followers in common wanted, 6000 to 8000 possible"));
  // The first two are strangers, and the third cannot hold all of both.
  EXPECT_THAT(refusal([&] {
                followers_of(town({1000, 1000, 1000}, {{0, 1, 0}, {0, 2, 0.9}, {1, 2, 0.9}}));
              }),
              HasSubstr("900 followers in common wanted, not possible beside the other overlaps"));
}

}  // namespace
}  // namespace gs
