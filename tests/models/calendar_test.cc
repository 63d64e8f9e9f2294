// Events keep their record, hours and order; delays fall where cumulative weights say.
#include "models/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/coins.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

TEST(Event, SurvivesItsEightByteRecord) {
  const Event event{AgentId{0xfedcba98U}, 0xabcdefU, Source::seeding};
  const Event back = unpack(pack(event));
  EXPECT_EQ(back.agent, event.agent);
  EXPECT_EQ(back.row, event.row);
  EXPECT_EQ(back.source, event.source);
}

TEST(SortEvents, GivesTheOrderOfTheWholeRecordHoweverTheBucketWasFilled) {
  for (const std::uint32_t size : {0U, 1U, 100U, 1000U, 20000U})
    for (const std::uint32_t agents : {1U, 2U, 1000U, 200000U, 0x80000000U}) {
      std::vector<std::uint64_t> events, spare;
      for (std::uint32_t i = 0; i < size; ++i) {
        const std::uint64_t word = coin_word(agents, i);
        events.push_back(pack({AgentId{static_cast<std::uint32_t>((word >> 32) % agents)},
                               static_cast<std::uint32_t>(word & 7),
                               word >> 8 & 1 ? Source::follow : Source::share}));
      }
      std::vector<std::uint64_t> expected = events;
      std::ranges::sort(expected);
      sort_events(events, spare, agents);
      EXPECT_EQ(events, expected) << size << " events of " << agents << " people";
      std::ranges::reverse(events);
      sort_events(events, spare, agents);
      EXPECT_EQ(events, expected);
    }
}

TEST(DelayTables, PutEveryQuantileIntoTheHourWhoseCumulativeWeightExceedsIt) {
  Timing<double> timing = testing_worlds::flat_timing(4);
  timing.attention = {0.4, 0.3, 0.2, 0.1};
  timing.activity[1] = 2.0;  // the second hour counts double when asked at hour 0: weights .4 .6 .2 .1 of 1.3
  DelayTables tables;
  tables.reset(timing);
  const auto quantile = [](double q) { return static_cast<std::uint32_t>(q * 4294967296.0); };
  EXPECT_EQ(tables.delay(0, 0), 0U);
  EXPECT_EQ(tables.delay(0, quantile(0.3076)), 0U);
  EXPECT_EQ(tables.delay(0, quantile(0.3078)), 1U);
  EXPECT_EQ(tables.delay(0, quantile(0.7692)), 1U);
  EXPECT_EQ(tables.delay(0, quantile(0.7693)), 2U);
  EXPECT_EQ(tables.delay(0, 0xffffffffU), 3U);
  EXPECT_EQ(tables.delay(5, quantile(0.39)), 0U);
  EXPECT_EQ(tables.delay(5, quantile(0.41)), 1U);
}

TEST(DelayTables, ForgetTheLastTimingWhenReset) {
  DelayTables tables;
  tables.reset(testing_worlds::flat_timing(2));
  EXPECT_EQ(tables.delay(3, 0x90000000U), 1U);
  tables.reset(testing_worlds::flat_timing(1));
  EXPECT_EQ(tables.delay(3, 0x90000000U), 0U);
}

TEST(Calendar, CountsWhatComesAfterTheHorizonAsLate) {
  Calendar calendar;
  calendar.open(3, 0, std::vector{testing_worlds::flat_timing(4)});
  for (std::uint32_t i = 0; i < 4; ++i) calendar.put({0, 0, i << 30}, {AgentId{i}, 0, Source::follow});
  EXPECT_EQ(calendar.bucket(2).size(), 1U);
  EXPECT_EQ(calendar.late(), 1U);
  calendar.open(3, 0, std::vector{testing_worlds::flat_timing(4)});
  EXPECT_TRUE(calendar.bucket(2).empty());
  EXPECT_EQ(calendar.late(), 0U);
}

}  // namespace
}  // namespace gs
