// People grown from a portrait: the same at any thread count, kept when something is added, alike when told
// in two segments, refused where they cannot be.
#include "models/people/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/graph/layer_stats.h"
#include "core/summary.h"
#include "models/people/crowd.h"
#include "tests/support/portraits.h"

namespace gs {
namespace {

using namespace testing_portraits;
using testing::HasSubstr;

TEST(GrowPeople, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Audience one = grow_audience(city(), 1, 1);
  for (const unsigned threads : {2U, 7U}) {
    const Audience other = grow_audience(city(), 1, threads);
    EXPECT_EQ(other.person.rows, one.person.rows);
    EXPECT_EQ(other.activity_class.rows, one.activity_class.rows);
    EXPECT_EQ(other.uses.rows, one.uses.rows);
    EXPECT_EQ(other.segment.rows, one.segment.rows);
    EXPECT_EQ(other.follows.rows, one.follows.rows);
    for (const std::size_t l : {0U, 1U}) {
      EXPECT_EQ(other.layers[l].first.rows, one.layers[l].first.rows);
      EXPECT_TRUE(other.layers[l].listeners == one.layers[l].listeners);
    }
  }
  EXPECT_NE(grow_audience(city(), 2, 1).follows.rows, one.follows.rows);
}

// A change of these bits changes every forecast with segments: it needs a reason and a word in the log.
TEST(GrowPeople, KeepsItsBitsFromVersionToVersion) {
  const Audience audience = grow_audience(city(), 1, 0);
  std::uint64_t digest = 0;
  const auto add = [&](std::uint64_t value) { digest = mix64(digest ^ value) + 0x9e3779b97f4a7c15ULL; };
  for (AgentId a{0}; a.value < audience.agents; ++a.value) {
    add(audience.person[a]);
    add(audience.activity_class[a]);
    add(audience.uses[a]);
    add(audience.follows[a]);
  }
  for (const Layer& layer : audience.layers) {
    for (const std::uint64_t first : layer.first.rows) add(first);
    for (const AgentId listener : layer.listeners) add(listener.value);
  }
  EXPECT_EQ(digest, 0x7351e6f0d0ff03ULL);
}

TEST(GrowPeople, LinksUsersOfAPlatformOnly) {
  const Audience audience = grow_audience(city(), 3, 0);
  for (std::uint32_t l = 0; l < 2; ++l) {
    EXPECT_NO_THROW(check_layer(audience.layers[l]));
    for (AgentId a{0}; a.value < audience.agents; ++a.value) {
      const auto row = listeners_of(audience.layers[l], a);
      EXPECT_TRUE(row.empty() || is_on(audience, a, l));
      for (const AgentId listener : row) EXPECT_TRUE(is_on(audience, listener, l));
    }
  }
  for (const Page& page : audience.pages)
    for (const std::uint32_t agent : page.followers.agents)
      EXPECT_TRUE(is_on(audience, AgentId{agent}, page.layer));
}

TEST(GrowPeople, SeatsFollowersFirstAndSegmentsInOrder) {
  const Audience audience = grow_audience(city(), 3, 0);
  const auto rank = [&](std::uint32_t a) {
    return std::pair(audience.follows[AgentId{a}] == 0, segment_of(audience, AgentId{a}));
  };
  for (std::uint32_t a = 1; a < audience.agents; ++a) EXPECT_LE(rank(a - 1), rank(a));
  const std::set<std::uint32_t> keys(audience.person.rows.begin(), audience.person.rows.end());
  EXPECT_EQ(keys.size(), audience.agents);
}

TEST(GrowPeople, ChangesNobodyWhenASegmentGrowsOrIsAdded) {
  const Properties before = properties_of(grow_audience(city(), 1, 0));
  Portrait grown = city();
  grown.segments[0].people = 4000;
  grown.segments.push_back({.id = "zoo", .people = 500, .uses = {1, 0}});
  grown.pages[2].by_segment.push_back(1);
  const Properties after = properties_of(grow_audience(grown, 1, 0));
  EXPECT_EQ(after.size(), before.size() + 1500);
  for (const auto& [key, properties] : before) {
    ASSERT_TRUE(after.contains(key));
    EXPECT_EQ(after.at(key), properties);
  }
}

TEST(GrowPeople, ChangesNoFollowerWhereTheAddedSegmentFollowsNothing) {
  Portrait grown = city();
  grown.segments.push_back({.id = "zoo", .people = 500});
  for (PagePortrait& page : grown.pages) {
    if (page.by_segment.empty()) page.by_segment = {1, 1};
    page.by_segment.push_back(0);
  }
  const Audience before = grow_audience(city(), 1, 0), after = grow_audience(grown, 1, 0);
  for (std::size_t p = 0; p < 3; ++p) EXPECT_EQ(follower_keys(before, p), follower_keys(after, p));
}

TEST(GrowPeople, KeepsMostLinksWhenASegmentGrows) {
  Portrait portrait = village(20000, {.mean_listeners = 20});
  const Audience before = grow_audience(portrait, 1, 0);
  portrait.segments[0].people = 20200;
  const Audience after = grow_audience(portrait, 1, 0);
  double kept = 0, links = 0;
  for (AgentId a{0}; a.value < before.agents; ++a.value) {
    ASSERT_EQ(before.person[a], after.person[a]);
    const auto now = listeners_of(after.layers[0], a);
    for (const AgentId listener : listeners_of(before.layers[0], a)) {
      ++links;
      kept += std::ranges::binary_search(now, listener);
    }
  }
  EXPECT_GT(kept / links, 0.96);  // 1 % new people take at least 1 % of the links; tiers move a few more
}

TEST(GrowPeople, TakesTheOrderOfKeysFromIdsNotFromRows) {
  Portrait portrait = city();
  const std::vector<std::uint32_t> starts = key_starts(portrait);
  std::swap(portrait.segments[0], portrait.segments[1]);
  EXPECT_EQ(key_starts(portrait), (std::vector<std::uint32_t>{starts[1], starts[0]}));
  // So many people that some runs must give way, and still all keys differ.
  Portrait crowded;
  for (int i = 0; i < 40; ++i) crowded.segments.push_back({.id = std::to_string(i), .people = 2e7});
  const std::vector<std::uint32_t> many = key_starts(crowded);
  for (std::size_t a = 0; a < many.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_GE(many[a] - many[b], 20'000'000U);
      EXPECT_GE(many[b] - many[a], 20'000'000U);
    }
}

TEST(GrowPeople, TiltsClassesToTheSegmentsActivityExactly) {
  for (const double shape : {0.4, 1.0, 3.0})
    for (const double activity : {0.3, 1.0, 1.7}) {
      const std::vector<double> classes = activity_classes(shape);
      const auto below = tilted_classes(classes, {.id = "s", .activity = activity});
      double mean = 0, last = 0;
      for (std::size_t c = 0; c < kActivityClasses; ++c) {
        mean += classes[c] * (static_cast<double>(below[c]) - last) * 0x1p-32;
        last = static_cast<double>(below[c]);
      }
      EXPECT_NEAR(mean, activity, 1e-7) << shape << " " << activity;
    }
}

TEST(GrowPeople, MeetsActivityAndUseOfEachSegmentWithinSamplingError) {
  Portrait portrait = city();
  for (SegmentPortrait& segment : portrait.segments) segment.people *= 10;
  portrait.layers[0].mean_listeners = portrait.layers[1].mean_listeners = 0;
  portrait.layers[0].triangles = 0;
  const Audience audience = grow_audience(portrait, 5, 0);
  for (std::uint32_t s = 0; s < 2; ++s) {
    std::vector<double> activity;
    std::vector<double> uses(2);
    for (AgentId a{0}; a.value < audience.agents; ++a.value) {
      if (segment_of(audience, a) != s) continue;
      activity.push_back(audience.activity[audience.activity_class[a]]);
      for (std::uint32_t l = 0; l < 2; ++l) uses[l] += is_on(audience, a, l);
    }
    const auto n = static_cast<double>(activity.size());
    EXPECT_EQ(n, portrait.segments[s].people);
    EXPECT_NEAR(mean_of(activity), portrait.segments[s].activity, 4 * std::sqrt(variance_of(activity) / n));
    for (std::size_t l = 0; l < 2; ++l)
      EXPECT_NEAR(uses[l] / n, portrait.segments[s].uses[l], 2 / std::sqrt(n));
  }
}

TEST(GrowPeople, MakesOneSegmentToldInTwoHalvesTheSamePeopleInLaw) {
  const auto told = [](std::vector<SegmentPortrait> segments) {
    Portrait portrait =
        village(0, {.mean_listeners = 20, .same_segment = 1, .reciprocity = 0.3, .triangles = 0.1});
    portrait.segments = std::move(segments);
    portrait.pages = {{.id = "x/a", .followers = 4000}, {.id = "x/b", .followers = 2000}};
    return grow_audience(portrait, 11, 0);
  };
  const Audience one = told({{.id = "all", .people = 20000, .activity = 1.2}});
  const Audience two = told(
      {{.id = "here", .people = 12000, .activity = 1.2}, {.id = "there", .people = 8000, .activity = 1.2}});
  ASSERT_EQ(one.agents, two.agents);
  const LayerStats first = describe(one.layers[0]), second = describe(two.layers[0]);
  // sd of one person's listeners is about 2 means: 4.5 standard errors of a difference of 20000 people.
  EXPECT_NEAR(first.mean_listeners, second.mean_listeners, 4.5 * 2 * 20 * std::sqrt(2 / 20000.0));
  EXPECT_NEAR(first.median_listeners, second.median_listeners, 1);
  std::vector<double> classes(kActivityClasses);
  for (AgentId a{0}; a.value < one.agents; ++a.value) {
    classes[one.activity_class[a]] += 1;
    classes[two.activity_class[a]] -= 1;
  }
  for (const double difference : classes) EXPECT_LT(std::abs(difference), 4.5 * std::sqrt(2 * 2000.0));
  EXPECT_EQ(one.pages[0].followers.agents.size(), two.pages[0].followers.agents.size());
  const auto both = [](const Audience& audience) {
    return static_cast<double>(in_common(follower_keys(audience, 0), follower_keys(audience, 1)));
  };
  EXPECT_NEAR(both(one), 400, 90);  // chance: 4000 x 2000 / 20000, sd about 18
  EXPECT_NEAR(both(two), 400, 90);
  double from_here = 0;
  for (const std::uint32_t agent : two.pages[0].followers.agents)
    from_here += segment_of(two, AgentId{agent}) == 0;
  EXPECT_NEAR(from_here, 2400, 140);
}

TEST(GrowPeople, LetsAgentsStandForSeveralPeople) {
  Portrait portrait = city();
  portrait.people_per_agent = 4;
  const Audience audience = grow_audience(portrait, 1, 0);
  EXPECT_EQ(audience.agents, 2000U);
  EXPECT_EQ(audience.people_per_agent, 4);
  EXPECT_EQ(audience.pages[0].followers.agents.size(), 203U);  // (1 - .1) 900 / 4
  EXPECT_EQ(audience.pages[1].followers.agents.size(), 175U);
}

TEST(GrowPeople, CarriesTheClocksOfSegments) {
  Portrait portrait = city();
  EXPECT_TRUE(grow_audience(portrait, 1, 0).segment_hours.empty());
  portrait.segments[1].hours_ahead = -3;
  EXPECT_EQ(grow_audience(portrait, 1, 0).segment_hours, (std::vector<int>{0, -3}));
}

TEST(GrowPeople, TellsItsSizeWithoutGrowing) {
  Portrait portrait = city();
  portrait.layers[1].listeners_log_sd = 1.4;
  const PeopleSize told = people_size(portrait);
  const Audience audience = grow_audience(portrait, 1, 0);
  EXPECT_EQ(told.agents, audience.agents);
  const auto links =
      static_cast<double>(audience.layers[0].listeners.size() + audience.layers[1].listeners.size());
  EXPECT_NEAR(told.links, links, 0.05 * links);
  for (std::size_t p = 0; p < 3; ++p)
    EXPECT_EQ(told.followers[p], static_cast<double>(audience.pages[p].followers.agents.size()));
  EXPECT_NEAR(told.users[0], 3000 * 0.9 + 5000 * 0.5, 1e-9);
}

TEST(GrowPeople, StopsWhenAsked) {
  volatile bool asked = true;
  EXPECT_THROW(grow_audience(city(), 1, 2, {.stop = {&asked}}), Interrupted);
}

TEST(GrowPeople, GrowsTheSmallestAudiencesThereAre) {
  for (const double people : {0.0, 1.0, 2.0, 30.0})
    for (const double triangles : {0.0, 0.1}) {
      const Audience audience =
          grow_audience(village(people, {.reciprocity = 0.5, .triangles = triangles}), 1, 2);
      EXPECT_EQ(audience.agents, people);
      EXPECT_NO_THROW(check_layer(audience.layers[0]));
    }
}

TEST(GrowPeople, RefusesMembersOutsideTheirRangeByName) {
  const auto said = [](const std::function<void(Portrait&)>& change) {
    Portrait portrait = city();
    change(portrait);
    const std::string grown = refusal([&] { grow_audience(portrait, 1, 1); });
    EXPECT_EQ(grown, refusal([&] { people_size(portrait); }));
    return grown;
  };
  EXPECT_THAT(said([](Portrait& p) { p.segments[0].people = -1; }),
              HasSubstr("segments/old/people: -1 outside"));
  EXPECT_THAT(said([](Portrait& p) { p.segments[0].people = std::nan(""); }),
              HasSubstr("segments/old/people"));
  EXPECT_THAT(said([](Portrait& p) { p.segments[1].uses = {0.5}; }), HasSubstr("segments/young/uses"));
  EXPECT_THAT(said([](Portrait& p) { p.segments[1].uses = {0.5, 1.5}; }), HasSubstr("1.5 outside 0 to 1"));
  EXPECT_THAT(said([](Portrait& p) { p.segments[1].id = "old"; }), HasSubstr("two of one key"));
  EXPECT_THAT(said([](Portrait& p) { p.layers[1].platform = "facebook"; }), HasSubstr("platforms/facebook"));
  EXPECT_THAT(said([](Portrait& p) { p.layers[0].reciprocity = 2; }),
              HasSubstr("platforms/facebook/reciprocity"));
  EXPECT_THAT(said([](Portrait& p) { p.layers[0].triangles = 0.9; }),
              HasSubstr("can make here, at most 0.39"));
  EXPECT_THAT(said([](Portrait& p) { p.layers[0].same_segment = 0.5; }),
              HasSubstr("same_segment: 0.5 outside 1"));
  EXPECT_THAT(said([](Portrait& p) { p.pages[0].layer = 7; }), HasSubstr("accounts/facebook/brand/platform"));
  EXPECT_THAT(said([](Portrait& p) { p.pages[0].by_segment = {1}; }), HasSubstr("by_segment"));
  EXPECT_THAT(said([](Portrait& p) { p.people_per_agent = 0.5; }), HasSubstr("people_per_agent"));
  EXPECT_THAT(said([](Portrait& p) { p.segments.clear(); }), HasSubstr("segments: none"));
  EXPECT_THAT(said([](Portrait& p) { p.overlaps = {{1, 1, 0.5}}; }), HasSubstr("two different accounts"));
  EXPECT_THAT(said([](Portrait& p) { p.overlaps = {{1, 2, 0.5}, {2, 1, 0.5}}; }), HasSubstr("told twice"));
  EXPECT_THAT(said([](Portrait& p) { p.pages.resize(65, {.id = "", .layer = 0}); }),
              HasSubstr("accounts: 65, at most 64"));
}

TEST(GrowPeople, RefusesAnActivityNobodyHas) {
  Portrait portrait = city();
  portrait.activity_shape = 1000;
  EXPECT_THAT(refusal([&] { grow_audience(portrait, 1, 1); }),
              HasSubstr("segments/old/activity: 0.800000 is not between 0.9"));
}

}  // namespace
}  // namespace gs
