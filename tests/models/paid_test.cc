// Paid delivery: exact money, caps, stability under budgets and audiences, and the closed form of its mean.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/coins.h"
#include "models/paid/delivery.h"
#include "models/paid/price.h"
#include "models/population.h"

namespace gs {
namespace {

// Agents 0 .. n-1, activity classes in turn.
struct Crowd {
  People people;
  std::vector<double> activity = activity_classes(1.0);
  explicit Crowd(std::uint32_t n) {
    people.agents.resize(n);
    std::iota(people.agents.begin(), people.agents.end(), 0U);
    people.persons = people.agents;
    for (std::uint32_t i = 0; i < n; ++i)
      people.classes.push_back(static_cast<std::uint8_t>(i % activity.size()));
  }
  std::vector<Served> served(const Flight& flight, World world) const {
    return deliver(flight, people, activity, world);
  }
};

Flight flight(std::uint32_t a_day, std::uint32_t days, std::uint32_t cap) {
  return {.key = 77, .need = std::vector<std::uint32_t>(days, a_day), .cap = cap};
}

TEST(Price, IsTheBaseWithoutPressureAndRisesWithDemand) {
  const PriceLaw law{.base_micros = 12000, .people = 100000};
  EXPECT_EQ(price_at(law, 0).micros, 12000);
  EXPECT_EQ(price_at(law, 25000).micros, static_cast<std::int64_t>(std::ceil(12000 * std::cbrt(2.0))));
  EXPECT_GT(price_at(law, 50000), price_at(law, 25000));
}

TEST(Price, BuysTheMostABudgetPaysAndNeverMore) {
  const PriceLaw law{.base_micros = 9731, .people = 20000};
  std::int64_t before = 0;
  for (std::int64_t budget = 0; budget < 400'000'000; budget += 1'234'567) {
    const DayPurchase day = buy_day(law, {budget});
    EXPECT_LE(day.spend().micros, budget);
    EXPECT_GT((day.impressions + 1) * price_at(law, day.impressions + 1).micros, budget);
    EXPECT_GE(day.impressions, before);
    before = day.impressions;
  }
  EXPECT_EQ(buy_day(law, {9730}).impressions, 0);
  EXPECT_EQ(buy_day(law, {0}).spend().micros, 0);
}

TEST(Price, GrowsResultsAsSpendToTheElasticityOnceThePressureIsHigh) {
  const PriceLaw law{.base_micros = 10000, .elasticity = .75, .pressure = .001, .people = 1000};
  const double one = static_cast<double>(buy_day(law, {1'000'000'000'000}).impressions),
               two = static_cast<double>(buy_day(law, {2'000'000'000'000}).impressions);
  EXPECT_NEAR(std::log2(two / one), .75, .001);
}

TEST(Delivery, ServesExactlyWhatWasBoughtEveryDay) {
  const Crowd people(20000);
  std::map<std::uint32_t, int> by_day;
  for (const Served& s : people.served(flight(900, 17, 2), {3, 0})) ++by_day[s.day];
  ASSERT_EQ(by_day.size(), 17u);
  for (const auto& [day, served] : by_day) EXPECT_EQ(served, 900) << day;
}

// The slow way: every (person, round) of a week in the order of priorities, the first of each day served.
std::vector<Served> served_in_order(const Crowd& crowd, const Flight& flight, World world) {
  std::vector<Served> all;
  for (std::uint32_t first = 0; first < flight.need.size(); first += kWeek) {
    const std::uint32_t days =
        std::min<std::uint32_t>(kWeek, static_cast<std::uint32_t>(flight.need.size()) - first);
    std::vector<std::vector<std::pair<double, Served>>> by_day(days);
    for (std::uint32_t round = 0; round < flight.cap; ++round)
      for (std::size_t i = 0; i < crowd.people.agents.size(); ++i) {
        const std::uint64_t word = coin_word(
            stream_key(
                world,
                {.content = flight.key, .why = Purpose::paid, .occasion = occasion_of(first / kWeek, round)}),
            crowd.people.persons[i]);
        const double u = static_cast<double>(static_cast<std::uint32_t>(word)) + .5;
        const auto day = static_cast<std::uint32_t>((word >> 32) * days >> 32);
        by_day[day].push_back({u / crowd.activity[crowd.people.classes[i]],
                               {first + day, round, AgentId{crowd.people.agents[i]}}});
      }
    for (std::uint32_t day = 0; day < days; ++day) {
      std::ranges::sort(by_day[day]);
      by_day[day].resize(std::min<std::size_t>(by_day[day].size(), flight.need[first + day]));
      for (const auto& [priority, served] : by_day[day]) all.push_back(served);
    }
  }
  std::ranges::sort(all);
  return all;
}

TEST(Delivery, ServesWhoComesFirstWhenEverybodyIsPutInOrder) {
  const Crowd people(3000);
  Flight uneven = flight(200, 9, 3);
  uneven.need[2] = 0;
  uneven.need[4] = 900;
  uneven.need[8] = 100'000;  // more than there are
  for (std::uint32_t r = 0; r < 4; ++r)
    EXPECT_EQ(people.served(uneven, {12, r}), served_in_order(people, uneven, {12, r})) << r;
}

TEST(AdHours, AreThoseOfAPlainSearch) {
  const std::vector<double> weights{0, 0, 0, 1e-9, 1, 2, 3, 0, 0, 9, 9, 9,
                                    1, 1, 1, 4,    4, 4, 7, 7, 7, 2, 0, 0};
  const AdHours hours(weights);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::uint64_t word = 0; word < std::uint64_t{1} << 32; word += 104729) {
    double below = 0;
    std::uint32_t hour = 0;
    for (; hour < 23; ++hour) {
      below += weights[hour];
      if (static_cast<std::uint64_t>(below / total * 0x1p32 + .5) > word) break;
    }
    ASSERT_EQ(hours.at(static_cast<std::uint32_t>(word)), hour) << word;
  }
}

TEST(Delivery, NeverShowsAnAdMoreOftenThanTheCapInAWeek) {
  const Crowd people(500);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> seen;
  std::size_t served = 0;
  for (const Served& s : people.served(flight(400, 10, 3), {4, 1})) {
    EXPECT_LE(++seen[std::pair(s.agent.value, s.day / kWeek)], 3u);
    ++served;
  }
  // 500 people can be shown 3 a week in the full week and 3 in the three days left: all of them are.
  EXPECT_LE(served, 3000u);
  EXPECT_GT(served, 2500u);
}

TEST(Delivery, OnlyAddsImpressionsWhenTheBudgetGrows) {
  const Crowd people(10000);
  const auto small = people.served(flight(500, 9, 2), {5, 0}),
             large = people.served(flight(550, 9, 2), {5, 0});
  EXPECT_EQ(small.size(), 4500u);
  EXPECT_EQ(large.size(), 4950u);
  EXPECT_TRUE(std::ranges::includes(large, small));
}

TEST(Delivery, HardlyChangesWhenOneInAHundredPeopleLeaves) {
  const Crowd all(20000);
  Crowd fewer = all;
  fewer.people.agents.resize(19800);
  fewer.people.persons.resize(19800);
  fewer.people.classes.resize(19800);
  const auto before = all.served(flight(1000, 7, 2), {6, 0}),
             after = fewer.served(flight(1000, 7, 2), {6, 0});
  std::vector<Served> gone;
  std::ranges::set_difference(before, after, std::back_inserter(gone));
  EXPECT_LE(static_cast<double>(gone.size()), .03 * static_cast<double>(before.size()));
}

TEST(Delivery, DoesNotDependOnTheOrderOfDaysBought) {
  const Crowd people(5000);
  Flight uneven = flight(100, 7, 1);
  uneven.need[3] = 400;
  const auto even = people.served(flight(100, 7, 1), {8, 0}), more = people.served(uneven, {8, 0});
  EXPECT_TRUE(std::ranges::includes(more, even));
}

TEST(Delivery, ReachesWhatItsClosedFormExpects) {
  const Crowd people(32000);
  for (const auto& [a_day, days, cap] : {std::tuple(600U, 7U, 1U), {2500U, 14U, 3U}, {4000U, 3U, 2U}}) {
    const Flight ad = flight(a_day, days, cap);
    const DeliveryExpectation expected = expect_delivery(ad, 32000, people.activity);
    double reach = 0;
    constexpr int kWorlds = 12;
    for (std::uint32_t r = 0; r < kWorlds; ++r) {
      std::set<std::uint32_t> met;
      const auto served = people.served(ad, {11, r});
      EXPECT_EQ(static_cast<double>(served.size()), expected.impressions);
      for (const Served& s : served) met.insert(s.agent.value);
      reach += static_cast<double>(met.size()) / kWorlds;
    }
    // Served counts are fixed, so reach varies less than a binomial: 4.5 binomial standard errors are safe,
    // and a bias of 1 % would be seen.
    EXPECT_NEAR(reach, expected.reach, 4.5 * std::sqrt(expected.reach / kWorlds)) << a_day;
  }
}

TEST(Delivery, GivesTheReachCurveOfAnEvenSpreadWhenEverybodyIsAlike) {
  Crowd people(20000);
  people.activity.assign(people.activity.size(), 1.0);
  // One round: impressions are people. Many rounds of few impressions: N (1 - (1 - n/N)^...) tends to 1 -
  // e^-m.
  const Flight once = flight(1000, 7, 1);
  EXPECT_DOUBLE_EQ(expect_delivery(once, 20000, people.activity).reach, 7000);
  const Flight often{.key = 1, .need = {20000}, .cap = 32};
  EXPECT_NEAR(expect_delivery(often, 20000, people.activity).reach / 20000, 1 - std::exp(-1.0), .01);
}

TEST(AdHours, FollowTheWeightsAndKeepToTheHoursAllowed) {
  std::vector<double> weights(24, 0.0);
  weights[9] = 1;
  weights[20] = 3;
  const AdHours hours(weights);
  int evening = 0;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const std::uint32_t hour = hours.at(i * 1073741U);
    EXPECT_TRUE(hour == 9 || hour == 20);
    evening += hour == 20;
  }
  EXPECT_NEAR(evening / 4000.0, .75, .02);
}

}  // namespace
}  // namespace gs
