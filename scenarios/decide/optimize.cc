// Curves, promising starts, transfers, promotion to more worlds, proof.
#include "scenarios/decide/optimize.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <set>

#include "core/error.h"
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

struct Effort {
  std::size_t worlds = 0, trials = 0;
};

// Not conditions, which are of all worlds, nor chances and bad worlds.
bool told_by_few(const Objective& objective) {
  return objective.conditions.empty() && objective.aim == Aim::mean;
}

// Worse in a quarter of the worlds by about one standard error: the rest need not be lived.
bool falls_behind(const Spend& next, const Spend& at, const Tried& tried, std::size_t worlds) {
  constexpr std::size_t kFewest = 16;  // fewer tell too little: assumption
  const std::size_t some = std::max(kFewest, worlds / 4);
  if (some >= worlds || !told_by_few(tried.objective())) return false;
  const Paired first = paired(tried.objective(), tried.delivered(next, some), tried.delivered(at, some));
  return first.mean + (first.high - first.mean) / 2 < 0;
}

// Worse by about four standard errors: more worlds would not turn it.
bool far_behind(const Spend& one, const Spend& best, const Tried& tried, std::size_t worlds) {
  if (one == best) return true;
  if (!told_by_few(tried.objective())) return false;
  const Paired behind =
      paired(tried.objective(), tried.delivered(one, worlds), tried.delivered(best, worlds));
  return behind.mean + 2 * (behind.high - behind.mean) < 0;
}

// Steps while they help, half as long where none does.
Spend climb(
    const Division& division, std::span<const Curve> curves, Spend at, const Tried& tried, Effort effort) {
  constexpr std::int64_t kFinest = 1000;  // of the total: a step below a thousandth moves nothing
  const Moves moves(division, curves);
  Rating best = tried.rating(at, effort.worlds);
  std::int64_t step = division.total.micros / 10;
  while (effort.trials > 0 && step >= std::max<std::int64_t>(1, division.total.micros / kFinest)) {
    bool moved = false;
    for (Spend& next : moves.around(at, {step})) {
      if (effort.trials-- == 0) return at;
      const Rating rating =
          falls_behind(next, at, tried, effort.worlds) ? best : tried.rating(next, effort.worlds);
      if (beats(rating, best)) {
        at = std::move(next), best = rating, moved = true;
        break;
      }
      if (effort.trials == 0) return at;
    }
    if (!moved) step /= 2;
  }
  return at;
}

void sort_by_rating(std::vector<Spend>& candidates, const Tried& tried, std::size_t worlds) {
  std::ranges::stable_sort(candidates, [&](const Spend& a, const Spend& b) {
    return beats(tried.rating(a, worlds), tried.rating(b, worlds));
  });
}

// The best `kept` and those that must stay, each once.
std::vector<Spend> promoted(std::vector<Spend> candidates, std::size_t kept, const std::vector<Spend>& must) {
  if (candidates.size() > kept) candidates.resize(kept);
  for (const Spend& one : must)
    if (std::ranges::find(candidates, one) == candidates.end()) candidates.push_back(one);
  return candidates;
}

// What was found, and the worlds it was compared in.
struct Found {
  Spend spend;
  std::size_t worlds = 0;
};

Found search(const Division& division,
             std::span<const Curve> curves,
             const Tried& tried,
             const OptimizeOptions& options) {
  std::vector<Spend> must{division.reference};
  if (auto equal = equal_split(division)) must.push_back(*equal);
  constexpr std::size_t kStarts = 4;
  std::vector<Spend> candidates = promoted(promising(division, curves, kStarts), kStarts, must);
  sort_by_rating(candidates, tried, options.few);
  candidates.insert(candidates.begin(),
                    climb(division, curves, candidates.front(), tried, {options.few, options.trials}));
  candidates = promoted(candidates, 2, {});
  sort_by_rating(candidates, tried, options.more);
  candidates.insert(candidates.begin(),
                    climb(division, curves, candidates.front(), tried, {options.more, options.trials / 4}));
  candidates = promoted(candidates, 1, {});
  for (const Spend& one : must)
    if (!far_behind(one, candidates.front(), tried, options.more)) candidates.push_back(one);
  const std::size_t worlds = candidates.size() > 1 ? options.most : options.more;
  sort_by_rating(candidates, tried, worlds);
  return {candidates.front(), worlds};
}

Hold hold_of(const Line& line, Money spend, double spent) {
  constexpr double kDelivered = .98;  // less than this of the money spent: too few people left to show it to
  if (line.whole()) return spend.micros > 0 ? Hold::whole : Hold::out;
  if (spend.micros > 0 && spent >= 0 && spent < kDelivered * in_units(spend)) return Hold::supply;
  if (spend == line.high) return Hold::upper_bound;
  if (spend == line.low) return spend.micros > 0 ? Hold::lower_bound : Hold::out;
  if (spend.micros == 0) return Hold::out;
  return spend == line.minimum ? Hold::minimum : Hold::free;
}

// Best against the reference where neither has been looked at.
void prove(const Division& division, const Evaluator& evaluate, const Worlds& fresh, Optimum& optimum) {
  const Objective& objective = division.objective;
  optimum.reference_delivered = evaluate(division.reference, fresh);
  Delivered best =
      optimum.best == division.reference ? optimum.reference_delivered : evaluate(optimum.best, fresh);
  optimum.worlds += fresh.count * (optimum.best == division.reference ? 1 : 2);
  optimum.verified = paired(objective, best, optimum.reference_delivered);
  if (const auto equal = equal_split(division)) {
    optimum.equal_split.push_back(paired(objective, best, evaluate(*equal, fresh)));
    optimum.worlds += fresh.count;
  }
  const Rating rating = rate(objective, best), given = rate(objective, optimum.reference_delivered);
  const bool keeps_more = rating.breach < given.breach;
  optimum.better = optimum.best != division.reference &&
                   (keeps_more || (rating.breach <= given.breach && optimum.verified.better()));
  optimum.answer = optimum.better ? optimum.best : division.reference;
  optimum.answer_delivered = optimum.better ? std::move(best) : optimum.reference_delivered;
  optimum.feasible = (optimum.better ? rating : given).breach == 0;
}

void check(const Division& division) {
  bool fit =
      division.reference.size() == division.lines.size() && sum_of(division.reference) <= division.total;
  for (const Line& line : division.lines) fit = fit && line.low <= line.high;
  if (!fit) throw Error(Fault::our_defect, "optimize", "lines and reference do not fit the total");
}

}  // namespace

std::string_view name_of(Hold hold) {
  switch (hold) {
    case Hold::free:
      return "free";
    case Hold::lower_bound:
      return "lower_bound";
    case Hold::upper_bound:
      return "upper_bound";
    case Hold::minimum:
      return "minimum";
    case Hold::whole:
      return "whole";
    case Hold::out:
      return "out";
    case Hold::supply:
      return "supply";
  }
  return "";
}

std::vector<Hold> holds_of(const Division& division, const Spend& answer, const Delivered& delivered) {
  std::vector<Hold> holds;
  for (std::size_t row = 0; row < answer.size(); ++row) {
    const double spent =
        delivered.spent.empty() ? -1 : delivered.spent[row] / static_cast<double>(delivered.worlds());
    holds.push_back(hold_of(division.lines[row], answer[row], spent));
  }
  return holds;
}

Delivered Tried::delivered(const Spend& spend, std::size_t worlds) const {
  Delivered& known = known_[spend];
  if (known.worlds() < worlds) {
    const std::size_t more = worlds - known.worlds();
    append(known, evaluate_(spend, {static_cast<std::uint32_t>(known.worlds()), more}));
    lived_ += more;
  }
  return known.worlds() == worlds ? known : first_of(known, worlds);
}

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

Optimum optimize(const Division& division, const Evaluator& evaluate, const OptimizeOptions& options) {
  check(division);
  Optimum optimum;
  const Tried tried(division.objective, evaluate);
  optimum.curves = curves_of(division, tried, options);
  const Found found = search(division, optimum.curves, tried, options);
  optimum.best = found.spend;
  optimum.best_rating = tried.rating(optimum.best, found.worlds);
  optimum.reference_rating = tried.rating(division.reference, found.worlds);
  optimum.worlds = tried.worlds();
  prove(division, evaluate, {options.fresh, options.proof}, optimum);
  optimum.holds = holds_of(division, optimum.answer, optimum.answer_delivered);
  for (std::size_t row = 0; row < optimum.holds.size(); ++row)
    if (optimum.holds[row] == Hold::free || optimum.marginal == 0)
      optimum.marginal =
          std::max(optimum.marginal, optimum.curves[row].response.marginal(in_units(optimum.answer[row])));
  return optimum;
}

}  // namespace gs
