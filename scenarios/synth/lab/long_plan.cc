// Civil dates are moved, so that a post of 18 h goes out at 18 h on both sides of a change of clocks.
#include "scenarios/synth/lab/long_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "core/error.h"
#include "core/real.h"
#include "core/time/day.h"

namespace gs {
namespace {

struct Period {
  std::int32_t number = 0, days = 0;  // moved by `days`
  Day first, end;                     // of the long plan; end: the day after
};

std::string id_in(const std::string& id, const Period& period) {
  return fmt::format("{}_{:03}", id, period.number + 1);
}

Instant moved(Instant instant, const std::string& zone, std::int32_t days) {
  CivilTime civil = to_civil(instant, zone);
  const CivilTime day = civil_of({day_of(civil).number + days});
  civil.year = day.year, civil.month = day.month, civil.day = day.day;
  return to_instant(civil, zone).instant;
}

CivilTime moved(const CivilTime& date, std::int32_t days) { return civil_of({day_of(date).number + days}); }

void add_posts(const Scenario& from, const Period& period, Scenario& to) {
  for (const auto& [id, post] : from.plan) {
    ScenarioPost again = post;
    again.published = moved(post.published, from.timezone, period.days);
    again.publish_at = to_iso_local(again.published, from.timezone);
    if (day_of(to_civil(again.published, from.timezone)) < period.end)
      to.plan.emplace(id_in(id, period), std::move(again));
  }
}

void add_seedings(const Scenario& from, const Period& period, Scenario& to) {
  for (const auto& [id, seeding] : from.seeding) {
    ScenarioSeeding again = seeding;
    again.post = id_in(seeding.post, period);
    again.published = moved(seeding.published, from.timezone, period.days);
    again.publish_at = to_iso_local(again.published, from.timezone);
    const bool fits = day_of(to_civil(again.published, from.timezone)) < period.end;
    if (fits && to.plan.contains(again.post)) to.seeding.emplace(id_in(id, period), std::move(again));
  }
}

// Budgets are whole cents of the currency, as platforms take them.
std::optional<Money> times(std::optional<Money> budget, double factor) {
  constexpr std::int64_t kCent = 10'000;
  if (!budget) return budget;
  const double cents = factor * static_cast<double>(budget->micros) / kCent;
  return Money{std::llround(cents) * kCent};
}

void add_ads(const Scenario& from, const Period& period, const LongPlanRules& rules, LongPlan& to) {
  for (const auto& [id, ad] : from.ads) {
    const World luck{rules.seed, 0};
    const auto flight = static_cast<std::uint32_t>(period.number);
    const std::uint64_t key = subject_key("flight of " + id);
    if (uniform(luck, {key, flight, Purpose::synthetic}) < rules.dark_share) continue;
    const double z = normal(luck, {key, flight, Purpose::synthetic, 1});
    const double sd = rules.budget_log_sd, factor = exact_exp(sd * z - sd * sd / 2);
    ScenarioAd again = ad;
    again.post = id_in(ad.post, period);
    again.daily_budget = times(ad.daily_budget, factor);
    again.total_budget = times(ad.total_budget, factor);
    again.first = moved(ad.first, period.days), again.last = moved(ad.last, period.days);
    again.start = to_iso_date(again.first), again.end = to_iso_date(again.last);
    if (day_of(again.last) >= period.end || !to.scenario.plan.contains(again.post)) continue;
    to.channel_of.emplace(id_in(id, period), id);
    to.scenario.ads.emplace(id_in(id, period), std::move(again));
  }
}

}  // namespace

LongPlan lengthen(const Scenario& scenario, const LongPlanRules& rules) {
  const Day first = day_of(scenario.start);
  const std::int32_t days = day_of(scenario.end).number - first.number + 1, weeks = (days + 6) / 7;
  if (weeks > static_cast<std::int32_t>(rules.weeks))
    throw Error(Fault::usage,
                fmt::format("--weeks {}", rules.weeks),
                fmt::format("the plan alone takes {} weeks", weeks),
                fmt::format("ask for {} weeks or more", weeks),
                "C01");
  const Day end{first.number + 7 * static_cast<std::int32_t>(rules.weeks)};
  LongPlan long_plan{scenario, {}};
  long_plan.scenario.plan.clear();
  long_plan.scenario.ads.clear();
  long_plan.scenario.seeding.clear();
  long_plan.scenario.end = civil_of({end.number - 1});
  long_plan.scenario.text.clear();  // of the plan as written
  long_plan.scenario.hash.clear();
  for (Period period{0, 0, first, end}; first.number + period.days < end.number;) {
    add_posts(scenario, period, long_plan.scenario);
    add_seedings(scenario, period, long_plan.scenario);
    add_ads(scenario, period, rules, long_plan);
    period.number += 1;
    period.days = 7 * weeks * period.number;
  }
  return long_plan;
}

}  // namespace gs
