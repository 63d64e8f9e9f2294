// Who is shown an ad, and on which day: keyed rounds (CAMPAIGN_LOOP). A flight is cut into weeks; in each of
// `cap` rounds a week every eligible person draws a day of that week and a priority U / activity; each day
// the persons with the smallest priorities are served, as many as the day has bought. So nobody sees the ad
// more than `cap` times a week, heavy users come first, more budget only adds people, and one person fewer
// changes nobody else.
//   expected: a day's cut t_d solves  N cap / L mean_x min(1, x t_d) = need_d    (L days in the week)
//             reach = N mean_x [1 - prod_weeks (1 - sum_d min(1, x t_d) / L)^cap]
// No organic event changes delivery to given people. An ad aimed at people who become eligible as the run
// goes on is delivered a day at a time, by the same addresses.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/audience.h"
#include "core/draw.h"

namespace gs {

inline constexpr std::uint32_t kWeek = 7;         // days over which the cap counts
inline constexpr std::uint32_t kMostRounds = 32;  // of a week

struct Flight {
  std::uint32_t key = 0;            // content key of the ad set's id
  std::vector<std::uint32_t> need;  // impressions to serve on each day of the flight, in agents
  std::uint32_t cap = 2;            // impressions per person and week, 1 .. kMostRounds
};

struct Served {
  std::uint32_t day = 0;    // of the flight
  std::uint32_t round = 0;  // of that week
  AgentId agent;
  auto operator<=>(const Served&) const = default;
};

// Ascending by (day, round, agent), for people in order. A day whose cap-limited people run out serves all of
// them: fewer than needed, never more.
std::vector<Served> deliver(const Flight& flight,
                            const People& people,
                            std::span<const double> activity,  // of each class
                            World world);

// One day of it. For people who are eligible all week that day of `deliver`, bit by bit.
struct FlightDay {
  const Flight& flight;
  std::uint32_t day = 0;
};
std::vector<Served> deliver_day(const FlightDay& day,
                                const People& people,
                                std::span<const double> activity,
                                World world);

// Hour of the person's day (0 .. 23) in which an impression falls: the day's activity by hour times the
// hours allowed. `weights`: 24 numbers >= 0, not all 0. Kept by ad set, day, round and person.
class AdHours {
 public:
  explicit AdHours(std::span<const double> weights);
  std::uint32_t at(std::uint32_t word) const;  // word: 32 uniform bits

 private:
  std::uint64_t below_[24] = {};
  std::uint8_t guide_[256] = {};  // hour at which the search for a word's top byte begins
};
// The occasion of an impression in its ad's addresses: its day of the flight and round of the week.
constexpr std::uint32_t occasion_of(std::uint32_t day, std::uint32_t round) {
  return day * kMostRounds + round;
}
// Streams of the impressions of one occasion; subject: person. The hour of the day: the word's low half;
// whether it is clicked: a coin.
std::uint64_t hour_stream(const Flight& flight, std::uint32_t occasion, World world);
std::uint64_t click_stream(const Flight& flight, std::uint32_t occasion, World world);

struct DeliveryExpectation {
  double impressions = 0, reach = 0;  // agents
};
DeliveryExpectation expect_delivery(const Flight& flight,
                                    double people,
                                    std::span<const double> activity);  // classes of equal size

}  // namespace gs
