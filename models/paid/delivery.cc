// Rounds are drawn up to a cut on the priority that should leave a few candidates too many; where it leaves
// too few, the cut is raised and the week drawn again: addresses are fixed, so the answer does not depend on
// it. A day's smallest priorities are told apart by counting them into 256 steps below the cut and ordering
// the one step in which the day's last impression lies.
#include "models/paid/delivery.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/coins.h"

namespace gs {
namespace {

// An impression of one day as one integer.
constexpr std::uint64_t packed(std::uint32_t agent, std::uint32_t round) {
  return static_cast<std::uint64_t>(agent) << 5 | round;
}
Served unpacked(std::uint32_t day, std::uint64_t served) {
  return {day, static_cast<std::uint32_t>(served & 31U), AgentId{static_cast<std::uint32_t>(served >> 5)}};
}
static_assert(kMostRounds <= 32);

struct Candidate {
  double priority = 0;  // U / activity, smaller is served first
  std::uint64_t served = 0;
  bool operator<(const Candidate& other) const {
    return priority != other.priority ? priority < other.priority : served < other.served;
  }
};

// A week of a flight: days [first, first + days).
struct Week {
  std::uint32_t first = 0, days = 0;
};

std::vector<Week> weeks_of(std::size_t days) {
  std::vector<Week> weeks;
  for (std::uint32_t first = 0; first < days; first += kWeek)
    weeks.push_back({first, std::min<std::uint32_t>(kWeek, static_cast<std::uint32_t>(days) - first)});
  return weeks;
}

// One week's candidates with priority below the cut, day by day.
class WeekDraw {
 public:
  WeekDraw(const Flight& flight, const People& people, std::span<const double> activity, World world)
      : flight_(flight), people_(people), activity_(activity), world_(world) {
    for (const double x : activity) per_activity_.push_back(x > 0 ? 0x1p-32 / x : HUGE_VAL);
  }

  void serve(Week week, std::vector<Served>& served) {
    open(week);
    double cut = first_cut();
    const double everybody = cut_for(activity_, 1) * 2;
    for (draw(cut); !enough() && cut < everybody; draw(cut)) cut *= 1.4;
    for (std::uint32_t day = 0; day < week_.days; ++day) take(day, served);
  }
  // One of its days, without a cut: for few people.
  void serve_day(Week week, std::uint32_t day, std::vector<Served>& served) {
    open(week);
    draw(HUGE_VAL);
    take(day - week.first, served);
  }

 private:
  void open(Week week) {
    week_ = week;
    days_.assign(week.days, {});
  }
  double first_cut() const {
    double most = 0;
    for (std::uint32_t day = 0; day < week_.days; ++day) most = std::max<double>(most, need(day));
    const double all = static_cast<double>(people_.agents.size()) * flight_.cap / week_.days;
    return cut_for(activity_, all > 0 ? (most + 4 * std::sqrt(most) + 4) / all : 1) * 1.0001;
  }
  std::uint32_t need(std::uint32_t day) const { return flight_.need[week_.first + day]; }
  bool enough() const {
    for (std::uint32_t day = 0; day < week_.days; ++day)
      if (days_[day].size() < need(day)) return false;
    return true;
  }
  void draw(double cut) {
    steps_per_priority_ = kSteps / cut;
    for (auto& day : days_) day.clear();
    std::vector<std::uint64_t> most;  // of a word below the cut; a little more than that: rounding
    for (const double x : activity_)
      most.push_back(x > 0 ? static_cast<std::uint64_t>(std::min(x * cut, 1.0) * 0x1p32) + 2 : 0);
    for (std::uint32_t round = 0; round < flight_.cap; ++round) {
      const std::uint32_t occasion = occasion_of(week_.first / kWeek, round);
      const std::uint64_t stream =
          stream_key(world_, {.content = flight_.key, .why = Purpose::paid, .occasion = occasion});
      hits_.clear();
      toss(stream, people_.persons, people_.classes, most, hits_);
      for (const std::uint32_t hit : hits_) add(hit, coin_word(stream, people_.persons[hit]), cut, round);
    }
  }
  void add(std::uint32_t hit, std::uint64_t word, double cut, std::uint32_t round) {
    const double priority =
        (static_cast<double>(static_cast<std::uint32_t>(word)) + 0.5) * per_activity_[people_.classes[hit]];
    if (!(priority < cut)) return;
    const auto day = static_cast<std::uint32_t>((word >> 32) * week_.days >> 32);
    days_[day].push_back({priority, packed(people_.agents[hit], round)});
  }
  void take(std::uint32_t day, std::vector<Served>& served) {
    const std::vector<Candidate>& all = days_[day];
    const std::uint32_t wanted = need(day);
    const bool everybody = wanted >= all.size();
    const Candidate next = everybody ? Candidate{} : first_left_out(all, wanted);
    for (const Candidate& one : all)
      if (everybody || one < next) served.push_back(unpacked(week_.first + day, one.served));
  }
  std::size_t step_of(const Candidate& one) const {
    return std::min(kSteps - 1, static_cast<std::size_t>(one.priority * steps_per_priority_));
  }
  // The candidate before whom so many come.
  Candidate first_left_out(const std::vector<Candidate>& all, std::size_t wanted) {
    std::array<std::uint32_t, kSteps> count{};
    for (const Candidate& one : all) ++count[step_of(one)];
    std::size_t step = 0, before = 0;
    for (; before + count[step] <= wanted; ++step) before += count[step];
    near_.clear();
    for (const Candidate& one : all)
      if (step_of(one) == step) near_.push_back(one);
    const auto at = near_.begin() + static_cast<std::ptrdiff_t>(wanted - before);
    std::nth_element(near_.begin(), at, near_.end());
    return *at;
  }

  static constexpr std::size_t kSteps = 256;

  const Flight& flight_;
  const People& people_;
  std::span<const double> activity_;
  World world_;
  Week week_{};
  std::vector<double> per_activity_;
  std::vector<std::vector<Candidate>> days_;
  double steps_per_priority_ = 0;
  std::vector<std::uint32_t> hits_;  // scratch
  std::vector<Candidate> near_;      // scratch
};

}  // namespace

std::vector<Served> deliver(const Flight& flight,
                            const People& people,
                            std::span<const double> activity,
                            World world) {
  std::vector<Served> all;
  if (people.agents.empty()) return all;
  all.reserve(std::accumulate(flight.need.begin(), flight.need.end(), std::size_t{0}));
  WeekDraw draw(flight, people, activity, world);
  for (const Week week : weeks_of(flight.need.size())) draw.serve(week, all);
  return all;
}

std::vector<Served> deliver_day(const FlightDay& day,
                                const People& people,
                                std::span<const double> activity,
                                World world) {
  std::vector<Served> served;
  if (people.agents.empty()) return served;
  const Week week = weeks_of(day.flight.need.size())[day.day / kWeek];
  WeekDraw(day.flight, people, activity, world).serve_day(week, day.day, served);
  return served;
}

AdHours::AdHours(std::span<const double> weights) {
  double total = 0, sum = 0;
  for (const double weight : weights) total += weight;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    sum += weights[hour];
    below_[hour] = static_cast<std::uint64_t>(sum / total * 4294967296.0 + 0.5);
  }
  std::uint8_t hour = 0;
  for (std::uint64_t top = 0; top < std::size(guide_); ++top) {
    while (hour < 23 && below_[hour] <= top << 24) ++hour;
    guide_[top] = hour;
  }
}

std::uint32_t AdHours::at(std::uint32_t word) const {
  std::uint32_t hour = guide_[word >> 24];
  while (hour < 23 && below_[hour] <= word) ++hour;
  return hour;
}

std::uint64_t hour_stream(const Flight& flight, std::uint32_t occasion, World world) {
  return stream_key(world, {.content = flight.key, .why = Purpose::paid_hour, .occasion = occasion});
}

std::uint64_t click_stream(const Flight& flight, std::uint32_t occasion, World world) {
  return stream_key(world, {.content = flight.key, .why = Purpose::paid_click, .occasion = occasion});
}

DeliveryExpectation expect_delivery(const Flight& flight, double people, std::span<const double> activity) {
  DeliveryExpectation expected;
  std::vector<double> missed(activity.size(), 1.0);
  for (const Week week : weeks_of(flight.need.size())) {
    std::vector<double> chance(activity.size(), 0.0);  // of one round of this week
    for (std::uint32_t day = week.first; day < week.first + week.days; ++day) {
      const double a_day = people * flight.cap / week.days;
      const double share = a_day > 0 ? std::min(1.0, flight.need[day] / a_day) : 0;
      const double cut = share > 0 ? cut_for(activity, share) : 0;
      expected.impressions += a_day * share;
      for (std::size_t k = 0; k < activity.size(); ++k)
        chance[k] += std::min(1.0, activity[k] * cut) / week.days;
    }
    for (std::size_t k = 0; k < activity.size(); ++k)
      for (std::uint32_t round = 0; round < flight.cap; ++round) missed[k] *= 1 - chance[k];
  }
  for (const double miss : missed)
    expected.reach += people * (1 - miss) / static_cast<double>(activity.size());
  return expected;
}

}  // namespace gs
