// Moves of half of what is left, between every two ads with days to come, judged by successive halving: few
// worlds for every move, as many again for the better part, and there all that is left is moved, too (where
// that gains, half gains: responses bend down). The best is checked in worlds no look has used, where there
// are enough.
#include "scenarios/track/corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/summary.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/table.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::size_t kFirstLook = 8, kLooks = 3, kCheck = 64;  // worlds of a look; looks; worlds
constexpr std::size_t kMostMoves = 12;

struct Move {
  std::size_t from = 0, to = 0;
  Money amount{};
  std::vector<std::vector<Money>> budgets{};
};

// Days of each ad that are over: its money there is spent.
std::vector<std::size_t> over(const Tracking& tracking) {
  std::vector<std::size_t> days;
  for (const PlannedAd& ad : tracking.forecast.plan.request.ads) {
    const std::uint32_t hour = tracking.facts.hour + 23;  // the day that runs is not changed any more
    days.push_back(days_over(ad, hour / 24 * 24));
  }
  return days;
}

Money left_of(const PlannedAd& ad, std::size_t over) {
  Money left;
  for (std::size_t day = over; day < ad.budgets.size(); ++day) left.micros += ad.budgets[day].micros;
  return left;
}

// Takes from the days to come as they stand to each other, gives evenly; to the micro-unit.
Move move_of(const Tracking& tracking, std::size_t from, std::size_t to, std::int64_t halves) {
  const auto& ads = tracking.forecast.plan.request.ads;
  const std::vector<std::size_t> gone = over(tracking);
  Move move{from, to, {}, {}};
  for (const PlannedAd& ad : ads) move.budgets.push_back(ad.budgets);
  for (std::size_t day = gone[from]; day < ads[from].budgets.size(); ++day) {
    const std::int64_t taken = ads[from].budgets[day].micros * halves / 2;
    move.budgets[from][day].micros -= taken;
    move.amount.micros += taken;
  }
  const std::size_t days = ads[to].budgets.size() - gone[to];
  const std::vector<Money> parts = daily_budgets(move.amount, days);
  for (std::size_t i = 0; i < days; ++i) move.budgets[to][gone[to] + i].micros += parts[i].micros;
  return move;
}

std::vector<Move> moves_of(const Tracking& tracking) {
  const auto& ads = tracking.forecast.plan.request.ads;
  const std::vector<std::size_t> gone = over(tracking);
  std::vector<Move> moves;
  for (std::size_t from = 0; from < ads.size(); ++from)
    for (std::size_t to = 0; to < ads.size(); ++to)
      if (from != to && moves.size() < kMostMoves && gone[to] < ads[to].budgets.size() &&
          left_of(ads[from], gone[from]).micros > 1)
        moves.push_back(move_of(tracking, from, to, 1));
  return moves;
}

struct Range {
  std::size_t first = 0, last = 0;
};

std::vector<std::optional<double>> draws_of_now(const Tracking& tracking, const Kpi& kpi, Range range) {
  std::vector<std::optional<double>> draws;
  for (std::size_t i = range.first; i < range.last; ++i)
    draws.push_back(kpi.of(tracking.now[i].counts.total));
  return draws;
}

std::vector<std::optional<double>> draws_of_move(
    const Tracking& tracking, const Kpi& kpi, const Move& move, Range range, Living living) {
  const Plan& plan = tracking.forecast.plan;
  living.parts.budgets = move.budgets;
  const std::span<const std::uint32_t> all = tracking.learned.worlds;
  const Change change = change_of(plan, tracking.facts, tracking.learned);
  const Change shifted = [&](AssumedWorld& world, std::size_t i) { change(world, range.first + i); };
  std::vector<FlightWorld> worlds = live_worlds(
      plan, all.subspan(range.first, range.last - range.first), tracking.facts.hour, shifted, living);
  std::vector<std::optional<double>> draws;
  for (FlightWorld& world : worlds) {
    put_facts(plan, tracking.facts, world);
    draws.push_back(kpi.of(world.counts.total));
  }
  return draws;
}

double sign_of(const Kpi& kpi) { return kpi.direction == Direction::less_is_better ? -1 : 1; }

// Mean gain, in the KPI's good direction, and its standard error over worlds.
std::pair<double, double> gain_of(const Kpi& kpi, KpiDraws base, KpiDraws moved) {
  std::vector<double> gains;
  for (std::size_t i = 0; i < base.size(); ++i)
    if (base[i] && moved[i]) gains.push_back(sign_of(kpi) * (*moved[i] - *base[i]));
  if (gains.size() < 2) return {0, 1};
  return {mean_of(gains), std::sqrt(variance_of(gains) / static_cast<double>(gains.size()))};
}

const Target& target_of(const Tracking& tracking, const Kpi& kpi) {
  return tracking.forecast.scenario.targets.at(std::string(kpi.name));
}

double chance(const Tracking& tracking, const Kpi& kpi, KpiDraws draws) {
  const json row = kpi_row(kpi, draws, target_of(tracking, kpi));
  return row["p_target"].is_number() ? row["p_target"].get<double>() : 0;
}

Correction correction_of(const Tracking& tracking, const Kpi& kpi, const Move& move) {
  const auto& ads = tracking.forecast.plan.request.ads;
  const CivilTime& start = tracking.forecast.plan.request.start;
  const std::int64_t day =
      days_since_epoch(start.year, start.month, start.day) + (tracking.facts.hour + 23) / 24;
  Correction correction;
  correction.from = ads[move.from].id;
  correction.to = ads[move.to].id;
  correction.kpi = kpi.name;
  correction.amount = move.amount;
  correction.day = to_iso_date(to_civil({day * 86400}, "UTC"));
  return correction;
}

void put_words(const Tracking& tracking, const Kpi& kpi, Correction& correction) {
  correction.p_before = chance(tracking, kpi, correction.before);
  correction.p_after = chance(tracking, kpi, correction.after);
  correction.text = fmt::format(
      "move {:.2f} {} from ad '{}' to ad '{}' before {}: P({}) {:.2f} \u2192 {:.2f}, no new money",
      static_cast<double>(correction.amount.micros) / 1e6,
      tracking.forecast.scenario.currency,
      correction.from,
      correction.to,
      correction.day,
      kpi.title,
      correction.p_before,
      correction.p_after);
}

struct Tried {
  Move move;
  double gain = 0;  // summed over the worlds looked at
};

// What gains anything, the best first, at most so many.
void keep_best(std::vector<Tried>& tried, std::size_t most) {
  std::erase_if(tried, [](const Tried& one) { return !(one.gain > 0); });
  std::ranges::stable_sort(tried, std::greater<>(), &Tried::gain);
  if (tried.size() > most) tried.resize(most);
}

// The best of the moves that gain anything: a third of them looked at again in other worlds, beside moves of
// all that is left, then a third of those.
std::optional<Move> most_promising(const Tracking& tracking,
                                   const Kpi& kpi,
                                   const std::vector<Move>& moves,
                                   const Living& living) {
  std::vector<Tried> left;
  for (const Move& move : moves) left.push_back({move});
  for (std::size_t look = 0; look < kLooks && !left.empty(); ++look) {
    const Range range{std::min(look * kFirstLook, tracking.now.size()),
                      std::min((look + 1) * kFirstLook, tracking.now.size())};
    if (range.first == range.last) break;
    const std::vector<std::optional<double>> base = draws_of_now(tracking, kpi, range);
    for (Tried& one : left)
      one.gain += gain_of(kpi, base, draws_of_move(tracking, kpi, one.move, range, living)).first;
    keep_best(left, std::max<std::size_t>(1, moves.size() / (look == 0 ? 3 : 9)));
    if (look > 0) continue;
    for (std::size_t i = 0, halves = left.size(); i < halves; ++i) {  // both start anew
      left[i].gain = 0;
      left.push_back({move_of(tracking, left[i].move.from, left[i].move.to, 2)});
    }
  }
  if (left.empty()) return {};
  return std::move(left.front().move);
}

}  // namespace

const Kpi* target_in_danger(const Tracking& tracking) {
  const Kpi* worst = nullptr;
  double least = 2;
  for (const auto& [name, target] : tracking.forecast.scenario.targets) {
    const Kpi* kpi = find_kpi(name);
    if (kpi == nullptr || !parts_of(tracking.forecast).have(kpi->needs)) continue;
    const json row = kpi_row(*kpi, draws_of_now(tracking, *kpi, {0, tracking.now.size()}), target);
    if (row["p_target"].is_number() && row["p_target"].get<double>() < least) {
      least = row["p_target"].get<double>();
      worst = kpi;
    }
  }
  return worst;
}

std::vector<Correction> corrections_of(const Tracking& tracking, const Living& living) {
  const Kpi* kpi = target_in_danger(tracking);
  const std::vector<Move> moves = moves_of(tracking);
  if (kpi == nullptr || moves.empty() || !tracking.facts.tell_anything()) return {};
  const std::size_t worlds = tracking.now.size();
  const std::optional<Move> best = most_promising(tracking, *kpi, moves, living);
  if (!best) return {};
  const std::size_t first = worlds >= 2 * kLooks * kFirstLook ? kLooks * kFirstLook : 0;
  const Range check{first, std::min(worlds, first + kCheck)};
  Correction correction = correction_of(tracking, *kpi, *best);
  correction.before = draws_of_now(tracking, *kpi, check);
  correction.after = draws_of_move(tracking, *kpi, *best, check, living);
  const auto [gain, error] = gain_of(*kpi, correction.before, correction.after);
  if (!(gain - 1.96 * error > 0)) return {};
  put_words(tracking, *kpi, correction);
  return {std::move(correction)};
}

std::size_t moves_to_try(const Tracking& tracking) {
  if (target_in_danger(tracking) == nullptr || !tracking.facts.tell_anything()) return 0;
  return moves_of(tracking).size();
}

nlohmann::json document_of(const Tracking& tracking, const Correction& correction) {
  const Kpi& kpi = *find_kpi(correction.kpi);
  return {{"text", correction.text},
          {"kpi", correction.kpi},
          {"from", correction.from},
          {"to", correction.to},
          {"amount", json::parse(to_text(correction.amount))},
          {"day", correction.day},
          {"p_before", correction.p_before},
          {"p_after", correction.p_after},
          {"before", kpi_row(kpi, correction.before, target_of(tracking, kpi))},
          {"after", kpi_row(kpi, correction.after, target_of(tracking, kpi))}};
}

}  // namespace gs
