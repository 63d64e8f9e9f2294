// Lives the plan with one more talk, takes it back.
#include "scenarios/decide/risk/stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/decide/risk/turned.h"
#include "scenarios/table.h"

namespace gs {

namespace {

using nlohmann::json;

constexpr double kLate = 6, kEarly = 1;  // hours after which it is answered (DEFAULTS 8)

constexpr Kpi kMet{"met",
                   "People who meet the talk",
                   Unit::people,
                   "distinct people who meet talk against the page",
                   Direction::less_is_better,
                   "",
                   nullptr,
                   {}};

std::uint32_t page_with_most_followers(const Plan& plan) {
  std::uint32_t found = plan.request.posts.front().page;
  for (std::uint32_t row = 0; row < plan.pages.size(); ++row)
    if (!plan.pages[row].posts.empty() &&
        plan.request.pages[row].followers > plan.request.pages[found].followers)
      found = row;
  return found;
}

std::uint32_t noon_of_the_middle(const Plan& plan) { return 24 * ((plan.request.days - 1) / 2) + 12; }

std::string time_of(const Plan& plan, std::uint32_t tick) {
  const CivilTime& start = plan.request.start;
  const Instant midnight = to_instant({start.year, start.month, start.day}, "UTC").instant;
  const CivilTime time = to_civil({midnight.seconds + std::int64_t{tick} * 3600}, "UTC");
  return fmt::format("{}T{:02}:00", to_iso_date(time), time.hour);
}

using Draws = std::vector<std::optional<double>>;

struct Variant {
  std::optional<double> answered_after;
  std::vector<WorldCounts> worlds;
  Draws draws(const Kpi& kpi) const {
    Draws all;
    for (const WorldCounts& world : worlds)
      all.push_back(&kpi == &kMet ? world.talks.back() : kpi.of(world.total));
    return all;
  }
};

class Stress {
 public:
  Stress(Forecast& forecast, const RunOptions& options, std::size_t worlds)
      : worlds_(forecast, options, worlds),
        talk_{.id = "stress",
              .page = page_with_most_followers(forecast.plan),
              .tick = noon_of_the_middle(forecast.plan)} {}

  const PlannedTalk& talk() const { return talk_; }

  Variant answered_after(std::optional<double> hours) {
    PlannedTalk talk = talk_;
    talk.answered_after = hours;
    return {hours, worlds_.live([&](Plan& plan) { add_talk(plan, talk); }, take_talk_back)};
  }

 private:
  TurnedWorlds worlds_;
  PlannedTalk talk_;
};

std::vector<const Kpi*> kpis_of(const Forecast& forecast) {
  return kpis_at_hand(forecast,
                      {"reach",
                       "engagements",
                       "net_follows",
                       "hides",
                       "unfollows",
                       "negative_comments",
                       "negative_comment_share",
                       "leads",
                       "sales"});
}

json met_of(const Variant& variant) {
  std::vector<double> met;
  for (const auto& people : variant.draws(kMet)) met.push_back(*people);
  const Summary summary = summarise(met);
  return {{"unit", "people"},
          {"mean", summary.mean},
          {"standard_error", summary.sd / std::sqrt(static_cast<double>(met.size()))},
          {"p10", summary.quantiles[2]},
          {"p50", summary.quantiles[4]},
          {"p90", summary.quantiles[6]}};
}

json changes_of(const Forecast& forecast, const Variant& variant) {
  json rows = json::array();
  for (const Kpi* kpi : kpis_of(forecast)) {
    Draws plan;
    for (std::size_t r = 0; r < variant.worlds.size(); ++r) plan.push_back(kpi->of(forecast.worlds[r].total));
    rows.push_back(difference_row(*kpi, plan, variant.draws(*kpi)));
    rows.back()["plan"] = kpi_row(*kpi, plan).at("mean");
  }
  return rows;
}

// The early answer against the late one.
json early_answer(const Forecast& forecast, const Variant& late, const Variant& early) {
  json rows{difference_row(kMet, late.draws(kMet), early.draws(kMet))};
  for (const Kpi* kpi : kpis_of(forecast))
    rows.push_back(difference_row(*kpi, late.draws(*kpi), early.draws(*kpi)));
  return rows;
}

json assumed_in(Forecast& forecast, PlannedTalk talk) {
  json rows = json::array();
  for (const std::optional<double> hours : {std::optional<double>(kEarly), std::optional<double>(kLate)}) {
    talk.answered_after = hours;
    for (json& row : assumed_of_talk(talk)) {
      if (row["key"] == "events.stress.answered") {
        row["key"] = fmt::format("events.stress.answered_after_{:g}_h", *hours);
        row["text"] = fmt::format("passing-on that is left once it is answered after {:g} h", *hours);
      }
      if (std::ranges::find(rows, row) == rows.end()) rows.push_back(std::move(row));
    }
  }
  add_talk(forecast.plan, talk);
  for (json& row : assumed_of_tone(forecast.plan)) rows.push_back(std::move(row));
  take_talk_back(forecast.plan);
  return rows;
}

}  // namespace

json stress_of(Forecast& forecast, const RunOptions& options, std::size_t worlds) {
  options.watch.stage("living an adverse event");
  Stress stress(forecast, options, std::min(worlds, forecast.worlds.size()));
  std::vector<Variant> variants;
  for (const std::optional<double> hours :
       {std::optional<double>(), std::optional<double>(kLate), std::optional<double>(kEarly)})
    variants.push_back(stress.answered_after(hours));
  json rows = json::array();
  for (const Variant& variant : variants)
    rows.push_back({{"answered_after_hours", variant.answered_after ? json(*variant.answered_after) : json()},
                    {"met", met_of(variant)},
                    {"changes", changes_of(forecast, variant)}});
  const PlannedTalk& talk = stress.talk();
  return {{"account", forecast.plan.request.pages[talk.page].account},
          {"at", time_of(forecast.plan, talk.tick)},
          {"worlds", variants.front().worlds.size()},
          {"reach", talk.reach_of_followers()},
          {"spread", talk.times_passed_on()},
          {"variants", std::move(rows)},
          {"early_answer", early_answer(forecast, variants[1], variants[2])},
          {"assumed", assumed_in(forecast, talk)}};
}

}  // namespace gs
