// Whole units become figures here, and nowhere before.
#include "scenarios/decide/explain/explanation.h"

#include <array>
#include <nlohmann/json.hpp>
#include <numeric>

#include "models/action.h"
#include "scenarios/kpi/leading.h"
#include "scenarios/table.h"

namespace gs {

namespace {

using nlohmann::json;
using Draws = std::vector<std::optional<double>>;

// Rows that no forecast has.
constexpr Kpi row_of(std::string_view name, std::string_view title, Unit unit, std::string_view formula) {
  return {.name = name,
          .title = title,
          .unit = unit,
          .formula = formula,
          .direction = Direction::neither,
          .undefined_because = "nobody was reached",
          .of = nullptr,
          .rests_on = {}};
}
constexpr Kpi kWithoutSharing = row_of("reach_without_sharing",
                                       "Reach without sharing",
                                       Unit::people,
                                       "reach of the same worlds if nobody saw what others pass on");
constexpr Kpi kMultiplier = row_of("word_of_mouth_multiplier",
                                   "Word-of-mouth multiplier",
                                   Unit::ratio,
                                   "reach / reach of the same worlds if nobody saw what others pass on");
constexpr Kpi kMetFirst = row_of("paid_met_first",
                                 "Met first by an ad",
                                 Unit::people,
                                 "people whose first exposure was an ad, nobody passing posts on");
constexpr Kpi kBought = row_of("paid_bought",
                               "Bought by ads",
                               Unit::people,
                               "reach with the ads - reach without, in worlds where nobody passes posts on");
constexpr Kpi kAnyway = row_of("paid_anyway",
                               "Met by an ad, would have come anyway",
                               Unit::people,
                               "met first by an ad - bought by ads");
constexpr Kpi kSetOff =
    row_of("paid_set_off",
           "Set off by ads",
           Unit::people,
           "incremental reach - bought by ads: passed on by those ads met, less whom others would have told");

double mean_of(const WorldUnits& units) {
  return static_cast<double>(std::accumulate(units.begin(), units.end(), std::int64_t{0})) /
         static_cast<double>(units.size());
}

Draws draws_of(const Kpi& kpi, const WorldUnits& units) {
  Draws draws;
  for (const std::int64_t unit : units) draws.emplace_back(of_units(kpi, static_cast<double>(unit)));
  return draws;
}

WorldUnits sum_of(const WorldUnits& one, const WorldUnits& other, std::int64_t sign) {
  WorldUnits sum;
  for (std::size_t world = 0; world < one.size(); ++world) sum.push_back(one[world] + sign * other[world]);
  return sum;
}

// Quantiles of a difference, world by world; without what only a comparison says.
json difference_of(const Kpi& kpi, const WorldUnits& units) {
  json row = difference_row(kpi, Draws(units.size(), 0.0), draws_of(kpi, units));
  for (const char* key :
       {"kpi", "unit", "p_better", "p_better_standard_error", "standard_error_if_independent"})
    row.erase(key);
  return row;
}

json head_of(const Kpi& kpi, const std::string& currency) {
  json row{{"kpi", kpi.name}, {"unit", name_of(kpi.unit)}};
  name_currency(row, kpi, currency);
  return row;
}

json totals_of(const std::vector<const Kpi*>& kpis, const FairShares& shares, const std::string& currency) {
  json rows = json::array();
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    const MeasureShares& measure = shares.measures[k];
    json row = head_of(*kpis[k], currency);
    row["all"] = of_units(*kpis[k], mean_of(measure.all));
    row["none"] = of_units(*kpis[k], mean_of(measure.none));
    const WorldUnits together = sum_of(measure.all, measure.none, -1);
    row["mean"] = of_units(*kpis[k], mean_of(together));
    row["difference"] = difference_of(*kpis[k], together);
    rows.push_back(std::move(row));
  }
  return rows;
}

// The part whose share of the whole is the largest.
std::size_t largest_of(const MeasureShares& measure) {
  const double sign = mean_of(measure.all) < mean_of(measure.none) ? -1 : 1;
  std::size_t largest = 0;
  for (std::size_t part = 1; part < measure.fair.size(); ++part)
    if (sign * mean_of(measure.fair[part]) > sign * mean_of(measure.fair[largest])) largest = part;
  return largest;
}

// How far a part's share is behind the largest, in the direction of the whole.
json behind_of(const Kpi& kpi, std::size_t part, const MeasureShares& measure, std::size_t block) {
  const std::size_t largest = largest_of(measure);
  if (part == largest) return nullptr;
  const std::int64_t sign = mean_of(measure.all) < mean_of(measure.none) ? -1 : 1;
  const WorldUnits apart = sum_of(measure.fair[largest], measure.fair[part], -1);
  return {{"mean", of_units(kpi, static_cast<double>(sign) * mean_of(apart))},
          {"standard_error", of_units(kpi, standard_error(apart, block))}};
}

// What one part brings of each KPI.
json kpis_of_part(std::size_t part,
                  const std::vector<const Kpi*>& kpis,
                  const FairShares& shares,
                  const std::string& currency) {
  json rows = json::array();
  for (std::size_t k = 0; k < kpis.size(); ++k) {
    const MeasureShares& measure = shares.measures[k];
    const double together = mean_of(measure.all) - mean_of(measure.none), mean = mean_of(measure.fair[part]);
    json row = head_of(*kpis[k], currency);
    row["mean"] = of_units(*kpis[k], mean);
    row["standard_error"] = of_units(*kpis[k], measure.error[part]);
    row["share"] = together != 0 ? json(mean / together) : json(nullptr);
    row["behind"] = behind_of(*kpis[k], part, measure, shares.block);
    row["left_out"] = difference_of(*kpis[k], measure.missed[part]);
    if (shares.exact) row["fair"] = difference_of(*kpis[k], measure.fair[part]);
    rows.push_back(std::move(row));
  }
  return rows;
}

json document_head(const Forecast& forecast, const FairShares& shares) {
  json document = head_of(forecast);
  document.update({{"schema", "groundswell/explanation/1"},
                   {"replicates", shares.measures.front().all.size()},
                   {"method", {{"exact", shares.exact}, {"orders", shares.orders}}}});
  return document;
}

// The forecast's rule, among the counts that parts may share out; where the forecast speaks of another one, a
// note says why this one does not.
void put_deciding(const Scenario& scenario, const std::vector<const Kpi*>& shared, json& document) {
  const auto name = [](const Kpi* kpi) { return kpi->name; };
  const auto wanted = [&](const Kpi* kpi) { return scenario.targets.contains(std::string(kpi->name)); };
  const Kpi* const here = *deciding_of(std::span(shared), name, wanted);
  document["kpi"] = here->name;
  for (const Kpi& kpi : kpis()) {
    if (!wanted(&kpi)) continue;
    if (&kpi != here)
      document["notes"].push_back("the plan's first target, " + std::string(kpi.title) +
                                  ", is no count that parts could share out: this speaks of " +
                                  std::string(here->title));
    return;
  }
}

// These KPIs are in no list: the row says its title, too.
json titled(const Kpi& kpi, const Draws& draws) {
  json row = kpi_row(kpi, draws);
  row["title"] = kpi.title;
  return row;
}

double reach_of(const WorldCounts& world) { return world.total.reach.value_or(0.0); }
double met_first(const WorldCounts& world) { return world.total.first_reach[index_of(Source::paid)]; }

json word_of_mouth_of(const SpreadWorlds& spread) {
  Draws with, without, times;
  for (std::size_t world = 0; world < spread.all.size(); ++world) {
    with.emplace_back(reach_of(spread.all[world]));
    without.emplace_back(reach_of(spread.no_sharing[world]));
    times.push_back(*without.back() > 0 ? std::optional(*with.back() / *without.back()) : std::nullopt);
  }
  return {titled(*find_kpi("reach"), with), titled(kWithoutSharing, without), titled(kMultiplier, times)};
}

// Without sharing, an ad changes nobody else's exposures: what it adds is what it bought.
json paid_of(const SpreadWorlds& spread) {
  if (spread.no_ads.empty()) return nullptr;
  std::array<Draws, 5> draws;
  for (std::size_t world = 0; world < spread.all.size(); ++world) {
    const double first = met_first(spread.no_sharing[world]);
    const double bought = reach_of(spread.no_sharing[world]) - reach_of(spread.no_ads_no_sharing[world]);
    const double more = reach_of(spread.all[world]) - reach_of(spread.no_ads[world]);
    const std::array<double, 5> figures{first, first - bought, bought, more - bought, more};
    for (std::size_t i = 0; i < figures.size(); ++i) draws[i].emplace_back(figures[i]);
  }
  return {titled(kMetFirst, draws[0]),
          titled(kAnyway, draws[1]),
          titled(kBought, draws[2]),
          titled(kSetOff, draws[3]),
          titled(*find_kpi("incremental_reach"), draws[4])};
}

}  // namespace

json explanation_document(const Forecast& forecast, PartKind kind, const Contributions& found) {
  json document = document_head(forecast, found.shares);
  put_deciding(forecast.scenario, found.kpis, document);
  document["by"] = kPartKinds[static_cast<std::size_t>(kind)];
  document["totals"] = totals_of(found.kpis, found.shares, forecast.scenario.currency);
  document["parts"] = json::array();
  for (std::size_t part = 0; part < found.parts.size(); ++part)
    document["parts"].push_back(
        {{"id", found.parts[part].id},
         {"title", found.parts[part].title},
         {"kpis", kpis_of_part(part, found.kpis, found.shares, forecast.scenario.currency)}});
  document["word_of_mouth"] = word_of_mouth_of(found.spread);
  document["paid"] = paid_of(found.spread);
  return document;
}

json explanation_document(const Forecast& base, const Scenario& variant, const PlanChanges& found) {
  json document = document_head(base, found.shares);
  const std::string& currency = base.scenario.currency;
  put_deciding(base.scenario, found.kpis, document);
  document["by"] = "change";
  document["base"] = base.scenario.name;
  document["variant"] = variant.name;
  document["totals"] = totals_of(found.kpis, found.shares, currency);
  document["parts"] = json::array();
  for (std::size_t change = 0; change < found.changes.size(); ++change) {
    json kpis = kpis_of_part(change, found.kpis, found.shares, currency);
    for (std::size_t k = 0; k < kpis.size(); ++k)
      kpis[k]["alone"] = difference_of(*found.kpis[k], found.alone[k][change]);
    document["parts"].push_back({{"id", "change " + std::to_string(change + 1)},
                                 {"title", found.changes[change].text},
                                 {"kpis", std::move(kpis)}});
  }
  return document;
}

}  // namespace gs
