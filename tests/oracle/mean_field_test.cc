// The fit's mean field and the simulator mean the same world: reach, displays and engagement of a post with
// shares.
#include "models/fit/mean_field.h"

#include <gtest/gtest.h>

#include "core/summary.h"
#include "models/people/neighbourhood.h"
#include "models/people/people.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using namespace testing_worlds;

struct Virality {
  const char* name;
  double share_intensity, tolerance;
};

void PrintTo(const Virality& virality, std::ostream* out) { *out << virality.name; }

// People reached by every post in every world.
struct Drawn {
  std::vector<double> everybody, followers, others;
};
Drawn drawn_reach(const Plan& plan, std::uint32_t worlds) {
  const std::size_t posts = plan.campaign.posts.size();
  Drawn drawn{std::vector<double>(posts * worlds), std::vector<double>(posts * worlds), {}};
  for_each_chunk(worlds, 0, [&](std::size_t world) {
    for (const HourCounts& row : plan.run({41, static_cast<std::uint32_t>(world)}).rows) {
      drawn.everybody[world * posts + row.post] += static_cast<double>(total(row.exposures));
      drawn.followers[world * posts + row.post] += static_cast<double>(total(row.follower_exposures));
    }
  });
  for (std::size_t i = 0; i < drawn.everybody.size(); ++i)
    drawn.others.push_back(drawn.everybody[i] - drawn.followers[i]);
  return drawn;
}

class MeanField : public testing::TestWithParam<Virality> {};

// Every person shares 1 % of what he sees and is heard by 100: 0.1, 0.4 and 0.8 new people per person
// reached. The tolerance is the mean field's own: it forgets that some people hear many more speakers than
// others.
TEST_P(MeanField, ExpectsWhatWorldsGiveOnAverage) {
  constexpr std::uint32_t kPosts = 20, kWorlds = 30;
  const PopulationParameters people{
      .followers = 20000, .outsiders_per_follower = 1, .mean_listeners = 100, .follower_homophily = 2};
  Plan plan;
  plan.audience = grow_audience(people, 3, 0);
  for (std::uint32_t a = 0; a < plan.audience.agents;
       ++a)  // every class equally often, as the mean field has it
    plan.audience.activity_class[AgentId{a}] = static_cast<std::uint8_t>(a % kActivityClasses);
  plan.timing = flat_timing(2);
  plan.campaign = {.page_keys = {1}, .hours = 300};
  for (std::uint32_t p = 0; p < kPosts; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  const PostBehaviour behaviour{.follow_intensity = 0.1,
                                .share_intensity = GetParam().share_intensity,
                                .engaged = 0.2,
                                .given_engaged = {0.5, 0.5, 0.2, 0.5},
                                .extra_displays = 0.7};
  plan.behaviour.assign(kPosts, behaviour);
  const Drawn drawn = drawn_reach(plan, kWorlds);
  const MeanFieldAudience audience{.followers = 20000,
                                   .outsiders = 20000,
                                   .mean_listeners = people.mean_listeners,
                                   .follower_share_of_listeners = follower_share_of_listeners(people),
                                   .follower_share_of_strangers = 1 - follower_share_of_listeners(people),
                                   .activity = activity_classes(people.activity_shape)};
  const std::array<double, kRates> rates{0.2, 0.1, 0.1, 0.04, 0.1};
  const auto expected = expect_post<double>(
      audience, behaviour.follow_intensity, behaviour.share_intensity, rates, behaviour.extra_displays);
  const auto compare = [&](const std::vector<double>& reach, double mean) {
    const double standard_error = std::sqrt(variance_of(reach) / static_cast<double>(reach.size()));
    EXPECT_NEAR(mean_of(reach), mean, 4.5 * standard_error + GetParam().tolerance * mean);
    EXPECT_LT(standard_error, 0.015 * mean);
  };
  compare(drawn.followers, expected.reach_followers);
  compare(drawn.others, expected.reach_others);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         MeanField,
                         testing::Values(Virality{"rarely_seen", 0.01, 0.005},
                                         Virality{"sometimes_seen", 0.04, 0.01},
                                         Virality{"often_seen", 0.08, 0.02}),
                         [](const auto& virality) { return virality.param.name; });

// Friends: every link returned, a seventh of friends' pairs friends, so those a share reaches have several
// times the listeners of the mean person and know each other. 40 listeners each, 1 % passed on.
class AmongFriends : public testing::TestWithParam<Virality> {};

TEST_P(AmongFriends, ExpectsWhatWorldsGiveOnAverage) {
  constexpr std::uint32_t kPosts = 20, kWorlds = 20;
  Portrait portrait;
  portrait.layers = {
      {.platform = "facebook", .mean_listeners = 40, .same_segment = 1, .reciprocity = 1, .triangles = 0.14}};
  portrait.segments = {{.id = "everybody", .people = 40000}};
  portrait.pages = {{.id = "facebook/page", .followers = 15000}};
  Plan plan;
  plan.audience = grow_audience(portrait, 3, 0);
  plan.timing = flat_timing(2);
  plan.campaign = {.page_keys = {1}, .hours = 300};
  for (std::uint32_t p = 0; p < kPosts; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  const PostBehaviour behaviour{.follow_intensity = 0.1,
                                .share_intensity = GetParam().share_intensity,
                                .engaged = 0.2,
                                .given_engaged = {0.5, 0.5, 0.2, 0.05},
                                .extra_displays = 0.7};
  plan.behaviour.assign(kPosts, behaviour);
  const std::vector<double> reach = drawn_reach(plan, kWorlds).everybody;
  const Neighbourhood around = neighbourhood_of(plan.audience, 0);
  MeanFieldAudience audience{.followers = around.followers,
                             .outsiders = around.others,
                             .mean_listeners = around.mean_listeners,
                             .follower_share_of_listeners = around.follower_share_of_followers,
                             .follower_share_of_strangers = around.follower_share_of_strangers,
                             .activity = activity_classes(portrait.activity_shape)};
  const std::array<double, kRates> rates{0.2, 0.1, 0.1, 0.04, 0.01};
  const auto expected = [&](double met) {
    audience.met_listeners = met;
    return expect_post<double>(audience, 0.1, GetParam().share_intensity, rates, 0.7).reach;
  };
  const double mean = expected((around.listeners_of_listeners - 1) / around.mean_listeners);
  const double error = std::sqrt(variance_of(reach) / (kPosts * kWorlds));
  EXPECT_NEAR(mean_of(reach), mean, 4.5 * error + GetParam().tolerance * mean);
  // Blind to those who have many friends, the mean field is farther off.
  EXPECT_LT(std::abs(mean_of(reach) - mean), std::abs(mean_of(reach) - expected(1)));
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         AmongFriends,
                         testing::Values(Virality{"sometimes_seen", 0.1, 0.003},
                                         Virality{"often_seen", 0.25, 0.01},
                                         Virality{"nearly_endless", 0.5, 0.04}),
                         [](const auto& virality) { return virality.param.name; });

}  // namespace
}  // namespace gs
