// Curves, promising starts, transfers, promotion to more worlds, proof.
#include "scenarios/decide/optimize.h"

#include <algorithm>

#include "core/error.h"
#include "scenarios/decide/candidates.h"

namespace gs {
namespace {

double in_units(Money money) { return static_cast<double>(money.micros) / 1e6; }

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
  Rating best = tried.rating(at, effort.worlds);
  std::int64_t step = division.total.micros / 10;
  while (effort.trials > 0 && step >= std::max<std::int64_t>(1, division.total.micros / kFinest)) {
    bool moved = false;
    for (Spend& next : moves_around(division, curves, at, {step})) {
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
  optimum.gap = gap_among(division.objective, tried.lived_in(std::min(found.worlds, options.more)));
  prove(division, evaluate, {options.fresh, options.proof}, optimum);
  optimum.holds = holds_of(division, optimum.answer, optimum.answer_delivered);
  for (std::size_t row = 0; row < optimum.holds.size(); ++row)
    if (optimum.holds[row] == Hold::free || optimum.marginal == 0)
      optimum.marginal =
          std::max(optimum.marginal, optimum.curves[row].response.marginal(in_units(optimum.answer[row])));
  return optimum;
}

}  // namespace gs
