// Amounts are those of the document; what a world is lived with follows from them alone.
#include "scenarios/decide/levers.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/error.h"

namespace gs {
namespace {

constexpr std::int64_t kLeastPerDay =
    1'000'000;  // micro-units an ad must get a day to be worth running; assumption

Money given_of(const ScenarioAd& ad) {
  if (ad.total_budget) return *ad.total_budget;
  const std::vector<std::int64_t> weights = pacing_weights(ad);
  return {ad.daily_budget->micros * std::accumulate(weights.begin(), weights.end(), std::int64_t{0})};
}

std::int64_t share_of(Money money, double share) {
  return std::llround(static_cast<double>(money.micros) * share);
}

// Fees that the total does not hold: the dearest creator goes first.
void drop_fees(const std::vector<Line>& lines, Money total, Spend& reference) {
  const auto fees = [&] {
    Money sum;
    for (std::size_t row = 0; row < lines.size(); ++row)
      if (lines[row].whole()) sum.micros += reference[row].micros;
    return sum;
  };
  while (fees() > total) {
    std::size_t dearest = SIZE_MAX;
    for (std::size_t row = 0; row < lines.size(); ++row)
      if (lines[row].whole() && reference[row].micros > 0 &&
          (dearest == SIZE_MAX || reference[row] > reference[dearest]))
        dearest = row;
    reference[dearest] = {};
  }
}

// Ads in proportion to what they have, evenly where they have nothing; exact.
void scale_ads(const std::vector<Line>& lines, Money total, Spend& reference) {
  std::int64_t left = total.micros, given = 0, ads = 0;
  for (std::size_t row = 0; row < lines.size(); ++row)
    if (lines[row].whole())
      left -= reference[row].micros;
    else
      given += lines[row].given.micros, ++ads;
  if (given == left) return;
  std::int64_t rest = left;
  for (std::size_t row = 0; row < lines.size(); ++row) {
    if (lines[row].whole()) continue;
    const double share = given > 0 ? static_cast<double>(lines[row].given.micros) / static_cast<double>(given)
                                   : 1 / static_cast<double>(ads);
    reference[row] = {std::min(rest, share_of({left}, share) / 10'000 * 10'000)};
    rest -= reference[row].micros;
  }
  for (std::size_t row = lines.size(); row-- > 0 && rest > 0;)
    if (!lines[row].whole() && (given == 0 || lines[row].given.micros > 0))
      reference[row].micros += rest, rest = 0;
}

void set_bounds(const LeverRules& rules, Money total, const Scenario& scenario, Division& division) {
  auto ad = scenario.ads.begin();
  for (std::size_t row = 0; row < scenario.ads.size(); ++row, ++ad) {
    Line& line = division.lines[row];
    const Money usual = division.reference[row];
    line.low = {rules.free ? 0 : share_of(usual, 1 - rules.bounds)};
    line.high = rules.free ? total : Money{share_of(usual, 1 + rules.bounds)};
    if (!rules.free) continue;
    const auto days = static_cast<std::int64_t>(pacing_weights(ad->second).size());
    line.minimum = std::min(rules.minimum.value_or(Money{days * kLeastPerDay}), total);
    if (usual.micros > 0) line.minimum = std::min(line.minimum, usual);
  }
}

[[noreturn]] void refuse_total(const Scenario& scenario, Money total, const std::string& why) {
  throw Error(Fault::bad_input,
              scenario.file,
              "a budget of " + to_text(total) + " " + scenario.currency + " cannot be divided: " + why,
              "name another with --budget",
              "S14");
}

double spent_of(const WorldCounts& world, std::size_t ad) {
  return static_cast<double>(world.ads[ad].spend.micros) / 1e6;
}

// The least an ad gets that runs at all must leave room for one ad.
void check_minimum(const LeverRules& rules, const Division& division, const Scenario& scenario) {
  Money ads = division.total;
  for (std::size_t row = 0; row < division.lines.size(); ++row)
    if (division.lines[row].whole()) ads.micros -= division.reference[row].micros;
  if (!rules.minimum || *rules.minimum <= ads) return;
  throw Error(Fault::bad_input,
              scenario.file + " /ads",
              "a minimum of " + to_text(*rules.minimum) + " is more than all ads together have, " +
                  to_text(ads) + " " + scenario.currency,
              "name a smaller --minimum, or more money with --budget",
              "S14");
}

// Counts that a world lived once cannot tell: whether the KPI asks for the world without ads.
bool asks_for_no_ads(const Kpi& kpi) {
  KpiCounts counts;
  counts.reach = 2;
  counts.likes = counts.leads = counts.sales = counts.revenue = 2;
  counts.spend = counts.cost = 1;
  const bool once = kpi.of(counts).has_value();
  counts.without_ads = WithoutAds{1, 1, 1, 1, 1};
  return kpi.of(counts).has_value() != once;
}

}  // namespace

Division division_of(const Scenario& scenario, const LeverRules& rules) {
  Division division;
  for (const auto& [id, ad] : scenario.ads) {
    division.lines.push_back({.id = id, .given = given_of(ad)});
    division.lines.back().high = {INT64_MAX};  // an ad is no whole line, whatever its bounds will be
  }
  for (const auto& [id, seeding] : scenario.seeding)
    division.lines.push_back({id, seeding.fee, {}, seeding.fee, seeding.fee});
  if (division.lines.empty())
    throw Error(Fault::bad_input,
                scenario.file + " /ads",
                "no money to divide: the plan has neither ads nor seedings",
                "add at least one ad",
                "S04");
  for (const Line& line : division.lines) division.reference.push_back(line.given);
  division.total = rules.total.value_or(sum_of(division.reference));
  if (division.total.micros <= 0) refuse_total(scenario, division.total, "it is nothing");
  drop_fees(division.lines, division.total, division.reference);
  scale_ads(division.lines, division.total, division.reference);
  check_minimum(rules, division, scenario);
  set_bounds(rules, division.total, scenario, division);
  if (sum_of(division.reference) != division.total && !scenario.ads.empty())
    refuse_total(scenario, division.total, "the plan's ads do not add up to it");
  return division;
}

Lived lived_with(const Scenario& scenario, const Spend& spend) {
  Lived lived;
  std::size_t row = 0;
  for (const auto& [id, ad] : scenario.ads) lived.budgets.push_back(budgets_of_flight(ad, spend[row++]));
  for (const auto& [id, seeding] : scenario.seeding)
    lived.seedings.push_back(spend[row++].micros > 0 || seeding.fee.micros == 0 ? 1 : 0);
  return lived;
}

Spend given_spend(const Scenario& scenario) {
  Spend spend;
  for (const auto& [id, ad] : scenario.ads) spend.push_back(given_of(ad));
  for (const auto& [id, seeding] : scenario.seeding) spend.push_back(seeding.fee);
  return spend;
}

Wanted wanted(const Kpi& goal, const std::vector<Condition>& conditions) {
  Wanted all{goal, {}, asks_for_no_ads(goal)};
  for (const Condition& condition : conditions) {
    all.conditions.push_back(condition.worst_share ? &goal : find_kpi(condition.kpi));
    all.without_ads = all.without_ads || asks_for_no_ads(*all.conditions.back());
  }
  return all;
}

Delivered delivered_of(const Wanted& wanted, const std::vector<WorldCounts>& worlds, const Spend& spend) {
  Delivered delivered;
  for (const auto& draw : draws_of(wanted.goal, worlds)) delivered.goal.push_back(draw.value_or(0));
  for (const Kpi* kpi : wanted.conditions) delivered.conditions.push_back(draws_of(*kpi, worlds));
  for (std::size_t row = 0; row < spend.size(); ++row) {
    double sum = 0;
    for (const WorldCounts& world : worlds)
      sum += row < world.ads.size() ? spent_of(world, row) : static_cast<double>(spend[row].micros) / 1e6;
    delivered.spent.push_back(sum);
  }
  return delivered;
}

Evaluator evaluator_of(const Trial& trial, const Kpi& goal, const std::vector<Condition>& conditions) {
  return [&trial, asked = wanted(goal, conditions)](const Spend& spend, Worlds worlds) {
    Lived lived = lived_with(trial.forecast().scenario, spend);
    lived.without_ads = asked.without_ads;
    return delivered_of(asked, trial.lived(lived, {worlds.first, worlds.count}), spend);
  };
}

Evaluator search_then_proof(Evaluator search, Evaluator proof, std::uint32_t fresh) {
  return [search = std::move(search), proof = std::move(proof), fresh](const Spend& spend, Worlds worlds) {
    return (worlds.first < fresh ? search : proof)(spend, worlds);
  };
}

nlohmann::json patch_of(const Scenario& scenario, const Spend& spend) {
  nlohmann::json patch = nlohmann::json::object();
  std::size_t row = 0;
  for (const auto& [id, ad] : scenario.ads) {
    const Money amount = spend[row++];
    if (amount == given_of(ad)) continue;
    nlohmann::json& change = patch["ads"][id];
    if (ad.daily_budget) change["daily_budget"] = nullptr;
    change["total_budget"] = nlohmann::json::parse(to_text(amount));
  }
  for (const auto& [id, seeding] : scenario.seeding)
    if (spend[row++].micros == 0 && seeding.fee.micros > 0) patch["seeding"][id] = nullptr;
  return patch;
}

}  // namespace gs
