// Given the elasticity, an ad set's level is the mean of what its days leave over; three rounds settle the
// impressions its budgets would buy.
#include "models/fit/ads/ad_prices.h"

#include <algorithm>
#include <cmath>

#include "models/paid/price.h"

namespace gs {
namespace {

constexpr double kFewImpressions = 100;    // a row of fewer tells no price where others do; assumption
constexpr double kDailyPrior = 0.2;        // sd of log price between days, worth as many days as
constexpr double kDailyPriorDays = 4;      // these; assumption
constexpr std::size_t kElasticities = 33;  // from .2 to 1
constexpr int kRounds = 4, kNewtonSteps = 12;

struct PriceDay {
  double log_price = 0;  // of 1000 impressions
  double log_spend = 0;  // of a day
  double log_shown = 0;  // impressions of a day
  bool dated = false;
};
using AdSetDays = std::vector<std::vector<PriceDay>>;

AdSetDays days_of(const AdTable& table) {
  const auto large =
      std::ranges::count_if(table.rows, [](const AdRow& row) { return row.impressions >= kFewImpressions; });
  AdSetDays days(table.ad_sets);
  for (const AdRow& row : table.rows) {
    if (large >= 5 && row.impressions < kFewImpressions) continue;
    const double length = std::max(1.0, row.days);
    days[row.ad_set].push_back({std::log(1000 * row.spend / row.impressions),
                                std::log(row.spend / length),
                                std::log(row.impressions / length),
                                row.days > 0});
  }
  std::erase_if(days, [](const auto& one) { return one.empty(); });
  return days;
}

// Spread of days' spend around their ad set's usual one, 95 % against 5 %.
double variation(const AdSetDays& days) {
  std::vector<double> off;
  for (const auto& one : days) {
    if (one.size() < 3 || !one.front().dated) continue;
    double mean = 0;
    for (const PriceDay& day : one) mean += day.log_spend / static_cast<double>(one.size());
    for (const PriceDay& day : one) off.push_back(day.log_spend - mean);
  }
  if (off.size() < 3) return 1;
  std::ranges::sort(off);
  const auto at = [&](double level) {
    return off[static_cast<std::size_t>(std::lround(level * static_cast<double>(off.size() - 1)))];
  };
  return std::exp(at(0.95) - at(0.05));
}

// log(1 + I / crowd); 0 where demand is not felt.
double felt(double log_shown, double crowd) {
  return crowd > 0 ? std::log1p(std::exp(log_shown) / crowd) : 0;
}

struct Law {
  double b = 0, crowd = 0;
};

// Impressions a day's money buys at this level of price: I e^level (1 + I / crowd)^b = 1000 spend.
double bought(const PriceDay& day, double level, const Law& law) {
  double shown = day.log_spend + std::log(1000.0) - level;
  if (law.b == 0 || law.crowd <= 0) return shown;
  const double wanted = shown;
  for (int step = 0; step < kNewtonSteps; ++step) {
    const double crowding = std::exp(shown) / law.crowd;
    const double off = shown + law.b * std::log1p(crowding) - wanted;
    shown -= off / (1 + law.b * crowding / (1 + crowding));
    if (std::abs(off) < 1e-10) break;
  }
  return shown;
}

struct Leftover {
  std::vector<GroupValue> levels;  // variance: 1 / days, still without the days' own scatter
  double squares = 0, freedom = 0;
};

Leftover leftover_of(const AdSetDays& days, const Law& law) {
  Leftover left;
  for (const auto& one : days) {
    const auto n = static_cast<double>(one.size());
    double level = 0;
    for (const PriceDay& day : one)
      level += (day.log_price - (day.dated ? law.b * felt(day.log_shown, law.crowd) : 0)) / n;
    for (int round = 0; round < kRounds; ++round) {
      double next = 0;
      for (const PriceDay& day : one)
        next += (day.log_price - (day.dated ? law.b * felt(bought(day, level, law), law.crowd) : 0)) / n;
      level = next;
    }
    for (const PriceDay& day : one) {
      const double expected = level + (day.dated ? law.b * felt(bought(day, level, law), law.crowd) : 0);
      left.squares += (day.log_price - expected) * (day.log_price - expected);
    }
    left.levels.push_back({level, 1 / n});
    left.freedom += n - 1;
  }
  return left;
}

}  // namespace

AdPrices AdPrices::fit(const AdTable& table, const PriceBeliefs& beliefs) {
  const AdSetDays days = days_of(table);
  AdPrices prices;
  prices.spend_varies_ = variation(days);
  const double crowd = beliefs.people * PriceLaw{}.pressure;
  const bool grid = prices.spend_varies_ >= kSpendMustVary && crowd > 0;
  std::vector<double> logs;
  for (std::size_t i = 0; i < (grid ? kElasticities : 1); ++i) {
    const double elasticity =
        grid ? 0.2 + 0.8 * (static_cast<double>(i) + 0.5) / static_cast<double>(kElasticities)
             : beliefs.elasticity;
    Leftover left = leftover_of(days, {1 / elasticity - 1, crowd});
    const double freedom = left.freedom + kDailyPriorDays,
                 squares = left.squares + kDailyPriorDays * kDailyPrior * kDailyPrior;
    for (GroupValue& level : left.levels) level.variance *= squares / freedom;
    const double off = (elasticity - beliefs.elasticity) / beliefs.elasticity_sd;
    logs.push_back(-0.5 * freedom * std::log(squares) - 0.5 * off * off);
    prices.slices_.push_back({1,
                              elasticity,
                              std::sqrt(squares / freedom),
                              freedom,
                              Between::of_values(left.levels, beliefs.level)});
  }
  const double most = *std::ranges::max_element(logs);
  double sum = 0;
  for (std::size_t i = 0; i < logs.size(); ++i) sum += prices.slices_[i].weight = std::exp(logs[i] - most);
  for (Slice& slice : prices.slices_) slice.weight /= sum;
  return prices;
}

AdPrices::Draw AdPrices::draw(World world) const {
  const auto ask = [&](std::uint64_t subject) {
    return Question{.subject = subject, .content = 0, .why = Purpose::parameters, .occasion = 4};
  };
  const double place = uniform(world, ask(0));
  double below = 0;
  const Slice* slice = &slices_.back();
  for (const Slice& one : slices_) {
    below += one.weight;
    if (place >= below) continue;
    slice = &one;
    break;
  }
  return {slice->level.draw(uniform(world, ask(1)), normal(world, ask(2))),
          slice->daily * std::exp(normal(world, ask(3)) / std::sqrt(2 * slice->freedom)),
          slice->elasticity};
}

double AdPrices::elasticity() const {
  double mean = 0;
  for (const Slice& slice : slices_) mean += slice.weight * slice.elasticity;
  return mean;
}

double AdPrices::elasticity_sd() const {
  const double mean = elasticity();
  double variance = 0;
  for (const Slice& slice : slices_)
    variance += slice.weight * (slice.elasticity - mean) * (slice.elasticity - mean);
  return std::sqrt(variance);
}

const Between& AdPrices::level() const {
  return std::ranges::max_element(slices_, {}, &Slice::weight)->level;
}

double AdPrices::daily() const { return std::ranges::max_element(slices_, {}, &Slice::weight)->daily; }

}  // namespace gs
