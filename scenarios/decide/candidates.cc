// Curves, promising sets of whole lines, transfers and swaps.
#include "scenarios/decide/candidates.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "core/summary.h"

namespace gs {
namespace {

double in_units(Money money) { return static_cast<double>(money.micros) / 1e6; }
Money part_of(Money money, double share) { return {std::llround(static_cast<double>(money.micros) * share)}; }

// Amounts a line's curve is asked at: none, its bounds, the plan's, some levels of it. By amount.
std::set<Money> amounts_of(const Division& division, std::size_t row, const OptimizeOptions& options) {
  const Line& line = division.lines[row];
  Money usual = division.reference[row];
  if (usual.micros == 0) usual = part_of(division.total, 1 / static_cast<double>(division.lines.size()));
  std::set<Money> amounts{Money{}, usual};
  for (const double level : options.levels) amounts.insert(part_of(usual, level));
  if (line.low.micros > 0) amounts.insert(line.low);
  if (line.high <= part_of(usual, 2)) amounts.insert(line.high);
  return amounts;
}

ResponsePoint point_of(Money amount, const Delivered& with, const Delivered& without) {
  std::vector<double> brought;
  for (std::size_t i = 0; i < with.worlds(); ++i) brought.push_back(with.goal[i] - without.goal[i]);
  const double mean = mean_of(brought);
  std::ranges::sort(brought);
  return {in_units(amount), mean, quantile_sorted(brought, .10), quantile_sorted(brought, .90)};
}

Curve curve_of(const Division& division,
               std::size_t row,
               const Tried& tried,
               const OptimizeOptions& options) {
  const auto at = [&](Money amount) {
    Spend spend = division.reference;
    spend[row] = amount;
    return tried.delivered(spend, std::min(options.curve, options.few));
  };
  Curve curve{.line = row, .points = {}, .response = {}};
  const Delivered without = at({});
  const Line& line = division.lines[row];
  if (line.whole()) {
    if (line.high.micros > 0) curve.whole_value = point_of(line.high, at(line.high), without).mean;
    return curve;
  }
  for (const Money amount : amounts_of(division, row, options))
    if (amount.micros > 0) curve.points.push_back(point_of(amount, at(amount), without));
  curve.response = fit_response(curve.points);
  return curve;
}

std::vector<Response> responses_of(std::span<const Curve> curves) {
  std::vector<Response> responses;
  for (const Curve& curve : curves) responses.push_back(curve.response);
  return responses;
}

std::vector<std::size_t> whole_rows(const Division& division) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < division.lines.size(); ++row)
    if (division.lines[row].whole() && division.lines[row].high.micros > 0 &&
        division.lines[row].low.micros == 0)
      rows.push_back(row);
  return rows;
}

std::vector<char> lines_in(const Division& division, const Spend& spend) {
  std::vector<char> in;
  for (std::size_t row = 0; row < division.lines.size(); ++row) in.push_back(spend[row].micros > 0 ? 1 : 0);
  return in;
}

struct Promise {
  double value = 0;
  Spend spend;
};

std::optional<Promise> promise_of(const Division& division,
                                  std::span<const Curve> curves,
                                  const std::vector<char>& in) {
  const auto filled = fill(division.lines, responses_of(curves), in, division.total);
  if (!filled) return {};
  Promise promise{filled->value, filled->spend};
  for (std::size_t row = 0; row < in.size(); ++row)
    if (division.lines[row].whole() && in[row] != 0) promise.value += curves[row].whole_value;
  return promise;
}

// All sets of whole lines where there are few; else the reference's set, one line changed at a time.
std::vector<std::vector<char>> sets_of(const Division& division) {
  constexpr std::size_t kFew = 10;
  const std::vector<std::size_t> rows = whole_rows(division);
  const std::vector<char> usual = lines_in(division, division.reference);
  std::vector<std::vector<char>> sets;
  if (rows.size() <= kFew) {
    for (std::size_t mask = 0; mask < std::size_t{1} << rows.size(); ++mask) {
      sets.push_back(usual);
      for (std::size_t i = 0; i < rows.size(); ++i) sets.back()[rows[i]] = mask >> i & 1U ? 1 : 0;
    }
    return sets;
  }
  sets.push_back(usual);
  for (const std::size_t row : rows) {
    sets.push_back(usual);
    sets.back()[row] = usual[row] != 0 ? 0 : 1;
  }
  return sets;
}

// Moves of one candidate, the most promising by the curves first.
class Moves {
 public:
  Moves(const Division& division, std::span<const Curve> curves) : division_(division), curves_(curves) {}

  std::vector<Spend> around(const Spend& spend, Money step) const {
    std::vector<Promise> moves;
    for (std::size_t from = 0; from < spend.size(); ++from)
      for (std::size_t to = 0; to < spend.size(); ++to)
        if (auto moved = transferred(spend, from, to, step))
          moves.push_back({gain(spend, *moved), std::move(*moved)});
    std::ranges::stable_sort(moves, std::greater<>(), &Promise::value);
    std::vector<Spend> all;
    for (Promise& move : moves) all.push_back(std::move(move.spend));
    for (Spend& swapped : swaps(spend)) all.push_back(std::move(swapped));
    return all;
  }

 private:
  std::optional<Spend> transferred(const Spend& spend, std::size_t from, std::size_t to, Money step) const {
    const Line &giver = division_.lines[from], &taker = division_.lines[to];
    if (from == to || giver.whole() || taker.whole()) return {};
    std::int64_t amount = std::min(step.micros, taker.high.micros - spend[to].micros);
    const std::int64_t least = std::max(giver.low, giver.minimum).micros;
    if (spend[from].micros - amount < least)
      amount = giver.low.micros == 0 && spend[from].micros <= step.micros ? spend[from].micros
                                                                          : spend[from].micros - least;
    Spend moved = spend;
    moved[from].micros -= amount, moved[to].micros += amount;
    if (amount <= 0 || !allows(giver, moved[from]) || !allows(taker, moved[to])) return {};
    return moved;
  }

  double gain(const Spend& before, const Spend& after) const {
    double gain = 0;
    for (std::size_t row = 0; row < before.size(); ++row)
      gain +=
          curves_[row].response.at(in_units(after[row])) - curves_[row].response.at(in_units(before[row]));
    return gain;
  }

  // One whole line in or out, the rest divided anew.
  std::vector<Spend> swaps(const Spend& spend) const {
    std::vector<Spend> all;
    for (const std::size_t row : whole_rows(division_)) {
      std::vector<char> in = lines_in(division_, spend);
      in[row] = in[row] != 0 ? 0 : 1;
      if (auto promise = promise_of(division_, curves_, in)) all.push_back(std::move(promise->spend));
    }
    return all;
  }

  const Division& division_;
  std::span<const Curve> curves_;
};

}  // namespace

std::vector<Curve> curves_of(const Division& division, const Tried& tried, const OptimizeOptions& options) {
  std::vector<Curve> curves;
  for (std::size_t row = 0; row < division.lines.size(); ++row)
    curves.push_back(curve_of(division, row, tried, options));
  return curves;
}

std::vector<Spend> promising(const Division& division, std::span<const Curve> curves, std::size_t at_most) {
  std::vector<Promise> promises;
  for (const std::vector<char>& in : sets_of(division))
    if (auto promise = promise_of(division, curves, in)) promises.push_back(std::move(*promise));
  std::ranges::stable_sort(promises, std::greater<>(), &Promise::value);
  std::vector<Spend> spends;
  for (std::size_t i = 0; i < std::min(at_most, promises.size()); ++i)
    spends.push_back(std::move(promises[i].spend));
  return spends;
}

std::optional<Spend> equal_split(const Division& division) {
  const auto open = static_cast<double>(std::ranges::count_if(
      division.lines, [](const Line& line) { return !line.whole() && line.high.micros > 0; }));
  double left = static_cast<double>(division.total.micros);
  for (std::size_t row = 0; row < division.lines.size(); ++row)
    if (division.lines[row].whole()) left -= static_cast<double>(division.reference[row].micros);
  std::vector<double> wanted;
  for (std::size_t row = 0; row < division.lines.size(); ++row)
    wanted.push_back(division.lines[row].whole() ? static_cast<double>(division.reference[row].micros)
                     : division.lines[row].high.micros == 0 ? 0.0
                                                            : left / open);
  return rounded(division.lines, wanted, division.total);
}

std::vector<Spend> moves_around(const Division& division,
                                std::span<const Curve> curves,
                                const Spend& spend,
                                Money step) {
  return Moves(division, curves).around(spend, step);
}

}  // namespace gs
