// The grown audience: same at any thread count, stable under growth, with the means and shares it promises.
#include "models/population.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/summary.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

const PopulationParameters kPage{.followers = 20000, .mean_listeners = 50};
const Audience& page() {
  static const Audience grown = grow_audience(kPage, 1, 2);
  return grown;
}

TEST(GrowAudience, GivesTheSamePeopleAndLinksOnAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 3U, 7U}) {
    const Audience other = grow_audience(kPage, 1, threads);
    EXPECT_EQ(other.person.rows, page().person.rows);
    EXPECT_EQ(other.activity_class.rows, page().activity_class.rows);
    EXPECT_EQ(other.layers[0].first.rows, page().layers[0].first.rows);
    EXPECT_TRUE(other.layers[0].listeners == page().layers[0].listeners);
  }
  EXPECT_FALSE(grow_audience(kPage, 2, 2).layers[0].listeners == page().layers[0].listeners);
}

TEST(GrowAudience, SortsEveryRowWithoutRepeatsOrSelf) {
  for (const PopulationParameters& p :
       {kPage,
        PopulationParameters{.followers = 40, .mean_listeners = 60},
        PopulationParameters{.followers = 3, .outsiders_per_follower = 0, .mean_listeners = 500},
        PopulationParameters{.followers = 1, .outsiders_per_follower = 0},
        PopulationParameters{.followers = 0},
        PopulationParameters{.followers = 0.4, .outsiders_per_follower = 100}}) {
    const Audience audience = grow_audience(p, 1, 2);
    for (std::uint32_t a = 0; a < audience.agents; ++a) {
      const auto row = listeners_of(audience.layers[0], AgentId{a});
      EXPECT_TRUE(std::ranges::adjacent_find(row, std::ranges::greater_equal{}) == row.end());
      EXPECT_FALSE(std::ranges::binary_search(row, AgentId{a}));
      EXPECT_TRUE(row.empty() || row.back().value < audience.agents);
    }
  }
}

TEST(GrowAudience, MeetsTheMeanNumberOfListenersWithAHeavyTail) {
  // The mean over many people: sd of one person's listeners is about 2.1 means, so 1 % is 3.4 standard errors
  // at 500000 people; the bound is 4.5 of them.
  const Audience audience = grow_audience({.followers = 250000, .mean_listeners = 4}, 9, 0);
  std::vector<double> listeners;
  for (std::uint32_t a = 0; a < audience.agents; ++a)
    listeners.push_back(static_cast<double>(listeners_of(audience.layers[0], AgentId{a}).size()));
  const double standard_error = std::sqrt(variance_of(listeners) / static_cast<double>(listeners.size()));
  EXPECT_NEAR(mean_of(listeners), 4.0, 4.5 * standard_error);
  EXPECT_LT(standard_error, 0.0035 * 4.0);
  std::ranges::sort(listeners);
  EXPECT_NEAR(quantile_sorted(listeners, 0.5), 2.0, 1.0);
  EXPECT_GT(listeners.back(), 100.0);
  EXPECT_LE(listeners.back(), 201.0);
}

TEST(GrowAudience, GivesFollowersTheShareOfListenersTheClosedFormSays) {
  for (const double homophily : {1.0, 2.0, 5.0})
    for (const double outsiders : {0.5, 1.0, 3.0}) {
      PopulationParameters p{.followers = 20000, .outsiders_per_follower = outsiders, .mean_listeners = 30};
      p.follower_homophily = homophily;
      const Audience audience = grow_audience(p, 4, 0);
      double links = 0, to_followers = 0;
      for (std::uint32_t a = 0; a < audience.pages[0].followers.agents.size(); ++a)
        for (const AgentId listener : listeners_of(audience.layers[0], AgentId{a})) {
          ++links;
          to_followers += listener.value < audience.pages[0].followers.agents.size();
        }
      const double share = follower_share_of_listeners(p);
      EXPECT_NEAR(to_followers / links, share, 4.5 * std::sqrt(share * (1 - share) / links) + 0.0005);
    }
}

TEST(GrowAudience, MakesSomePeopleHearMoreSpeakersThanOthersWhateverTheirActivity) {
  std::vector<double> heard(page().agents), by_class(kActivityClasses), people(kActivityClasses);
  for (const AgentId listener : page().layers[0].listeners) ++heard[listener.value];
  for (std::uint32_t a = 0; a < page().agents; ++a) {
    by_class[page().activity_class[AgentId{a}]] += heard[a];
    ++people[page().activity_class[AgentId{a}]];
  }
  const double mean = mean_of(heard);
  // Weight uniform on (0, 2) within followers and outsiders: variance of the mean number heard is at least
  // mean^2 / 3.
  EXPECT_GT(variance_of(heard), 0.9 * (mean + mean * mean / 3));
  const double sd_of_class = std::sqrt(variance_of(heard) / (page().agents / 32.0));
  for (std::size_t c = 0; c < kActivityClasses; ++c)
    EXPECT_NEAR(by_class[c] / people[c], mean, 4.5 * sd_of_class);
}

TEST(GrowAudience, KeepsEverybodyWhenThePageGrows) {
  PopulationParameters grown = kPage;
  grown.followers = 20200;
  const Audience after = grow_audience(grown, 1, 0);
  const auto keys_heard = [](const Audience& audience, std::uint32_t agent) {
    std::set<std::uint32_t> keys;
    for (const AgentId listener : listeners_of(audience.layers[0], AgentId{agent}))
      keys.insert(audience.person[listener]);
    return keys;
  };
  double kept = 0, links = 0;
  for (std::uint32_t a = 0; a < page().pages[0].followers.agents.size(); ++a) {
    ASSERT_EQ(after.person[AgentId{a}], page().person[AgentId{a}]);
    ASSERT_EQ(after.activity_class[AgentId{a}], page().activity_class[AgentId{a}]);
    const auto before = keys_heard(page(), a), now = keys_heard(after, a);
    EXPECT_EQ(before.size(), now.size());
    links += static_cast<double>(before.size());
    for (const std::uint32_t key : before) kept += now.contains(key);
  }
  EXPECT_GT(kept / links,
            0.97);  // 1 % new people can take at most about 2 % of the links (two candidates each)
  EXPECT_EQ(after.person[AgentId{static_cast<std::uint32_t>(after.pages[0].followers.agents.size())}],
            kFirstOutsider);
}

TEST(GrowAudience, ChangesNoOldFollowersExposureWhenThePageGrows) {
  testing_worlds::Plan plan = testing_worlds::daily_plan(3000, 4);
  for (PostBehaviour& behaviour : plan.behaviour) behaviour.share_intensity = 0;
  const Ledger before = plan.run({1, 0});
  plan.audience = grow_audience({.followers = 3030, .mean_listeners = 30}, 7, 0);
  const Ledger after = plan.run({1, 0});
  for (std::uint32_t post = 0; post < 4; ++post) {
    EXPECT_GE(testing_worlds::reach_of(after, post), testing_worlds::reach_of(before, post));
    EXPECT_LE(testing_worlds::reach_of(after, post), testing_worlds::reach_of(before, post) + 30);
  }
}

TEST(GrowAudience, LetsAgentsStandForSeveralPeopleAboveTheLimit) {
  const Audience audience = grow_audience(
      {.followers = 95000, .outsiders_per_follower = 0.5, .max_agents_per_account = 10000}, 1, 0);
  EXPECT_EQ(audience.pages[0].followers.agents.size(), 10000U);
  EXPECT_EQ(audience.agents, 15000U);
  EXPECT_DOUBLE_EQ(audience.people_per_agent, 9.5);
  EXPECT_NEAR(static_cast<double>(audience.layers[0].listeners.size()) / audience.agents, 100.0, 10.0);
}

TEST(PopulationSize, IsThatOfTheAudienceGrownLater) {
  const std::array<PopulationParameters, 5> pages{
      {{.followers = 300},
       {.followers = 40000, .mean_listeners = 20},
       {.followers = 95000, .outsiders_per_follower = 0.5, .max_agents_per_account = 10000},
       {.followers = 50, .outsiders_per_follower = 0},
       {.followers = 60000, .mean_listeners = 12, .listeners_log_sd = 0.2}}};
  for (const PopulationParameters& page : pages) {
    const PopulationSize told = population_size(page, 5);
    const Audience audience = grow_audience(page, 5, 0);
    EXPECT_EQ(told.agents, audience.agents);
    EXPECT_EQ(told.followers, audience.pages[0].followers.agents.size());
    EXPECT_EQ(told.people_per_agent, audience.people_per_agent);
    const auto links = static_cast<double>(audience.layers[0].listeners.size());
    EXPECT_NEAR(told.links, links, 0.04 * links) << page.followers;
  }
  EXPECT_EQ(population_size({.followers = 0}, 5).links, 0);
}

TEST(GrowAudience, StopsWhenAsked) {
  volatile bool asked = true;
  EXPECT_THROW(grow_audience({.followers = 5000}, 1, 2, {.stop = {&asked}}), Interrupted);
}

TEST(GrowAudience, RefusesParametersOutsideTheirRangeByName) {
  const auto message = [](const PopulationParameters& p) -> std::string {
    try {
      grow_audience(p, 1, 1);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(message({.followers = -1}), testing::HasSubstr("followers"));
  EXPECT_THAT(message({.followers = std::nan("")}), testing::HasSubstr("followers"));
  EXPECT_THAT(message({.outsiders_per_follower = -0.5}), testing::HasSubstr("outsiders_per_follower"));
  EXPECT_THAT(message({.mean_listeners = 1e6}), testing::HasSubstr("mean_listeners"));
  EXPECT_THAT(message({.activity_shape = 0}), testing::HasSubstr("activity_shape"));
  EXPECT_THAT(message({.follower_homophily = 0}), testing::HasSubstr("follower_homophily"));
}

TEST(ActivityClasses, AreTheConditionalMeansOfTheExponentialLawForShapeOne) {
  const std::vector<double> classes = activity_classes(1.0);
  ASSERT_EQ(classes.size(), kActivityClasses);
  const auto partial = [](double x) { return -(x + 1) * std::exp(-x); };  // integral of x e^-x
  for (std::size_t c = 0; c < 31; ++c) {
    const double a = -std::log1p(-static_cast<double>(c) / 32),
                 b = -std::log1p(-static_cast<double>(c + 1) / 32);
    EXPECT_NEAR(classes[c], 32 * (partial(b) - partial(a)), 1e-9);
  }
  EXPECT_NEAR(classes[31], 1 + std::log(32.0), 1e-9);
}

TEST(ActivityClasses, HaveMeanOneAscendAndSpreadAsTheShapeSays) {
  for (const double shape : {0.05, 0.2, 0.4, 1.0, 3.0, 40.0, 1000.0}) {
    const std::vector<double> classes = activity_classes(shape);
    EXPECT_NEAR(mean_of(classes), 1.0, 1e-9) << shape;
    EXPECT_TRUE(std::ranges::is_sorted(classes)) << shape;
    EXPECT_GE(classes[0], 0.0) << shape;
    EXPECT_LT(variance_of(classes) * 31 / 32, 1 / shape) << shape;  // slices lose what varies inside them
    EXPECT_GT(variance_of(classes) * 31 / 32, 0.6 / shape) << shape;
  }
  EXPECT_THROW(activity_classes(0.01), Error);
}

}  // namespace
}  // namespace gs
