// Ladder, bisection, proof.
#include "scenarios/decide/goal_seek.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "scenarios/decide/candidates.h"

namespace gs {
namespace {

constexpr std::array kLadder{
    .125, .25, .5, .75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0};  // of the plan's budget

constexpr std::uint32_t kProofs = 8;  // each on fresh worlds

class Search {
 public:
  Search(const Seek& seek, const Evaluator& evaluate, const OptimizeOptions& options)
      : seek_(seek), evaluate_(evaluate), options_(options), tried_(seek.usual.objective, evaluate) {
    curves_ = curves_of(seek.usual, tried_, options);
  }

  Sought run() {
    climb(seek_.usual.total);
    if (ladder_.empty())
      throw Error(Fault::bad_input,
                  "budget",
                  "none up to " + to_text(seek_.most) + " can be divided among these lines",
                  "allow more with --budget",
                  "S14");
    const std::size_t first = first_that(&Search::reaches);
    if (first < ladder_.size())
      narrow(first);
    else
      settle_for_less();
    sought_.given_delivered = evaluate_(seek_.usual.reference, {sought_.first_world, options_.proof});
    sought_.worlds += options_.proof;
    sought_.ladder = ladder_, sought_.curves = std::move(curves_);
    sought_.worlds += tried_.worlds();
    return std::move(sought_);
  }

 private:
  bool keeps(const Rung& rung) const { return rung.breach == 0; }
  bool breaks(const Rung& rung) const { return rung.breach > 0; }
  bool chances(const Rung& rung) const { return rung.chance >= seek_.confidence; }
  bool reaches(const Rung& rung) const { return keeps(rung) && chances(rung); }

  std::optional<Spend> division(Money budget) const {
    const auto division = seek_.at(budget);
    if (!division) return {};
    const std::vector<Spend> best = promising(*division, curves_, 1);
    return best.empty() ? division->reference : best.front();
  }

  std::optional<Rung> rung(Money budget, std::size_t worlds) const {
    const auto spend = division(budget);
    if (!spend) return {};
    const Rating rating = tried_.rating(*spend, worlds);
    return Rung{budget, rating.score, rating.breach};
  }

  void climb(Money usual) {
    std::vector<Money> budgets;
    for (const double share : kLadder) {
      const Money budget{std::llround(static_cast<double>(usual.micros) * share / 10'000) * 10'000};
      if (budget < seek_.most) budgets.push_back(budget);
    }
    budgets.push_back(seek_.most);
    for (const Money budget : budgets)
      if (const auto one = rung(budget, options_.few)) ladder_.push_back(*one);
  }

  std::size_t first_that(bool (Search::*holds)(const Rung&) const) const {
    const auto at = std::ranges::find_if(ladder_, [&](const Rung& one) { return (this->*holds)(one); });
    return static_cast<std::size_t>(at - ladder_.begin());
  }

  // The last budget without and the first with what holds from somewhere on; amounts end on a cent.
  std::pair<Money, Money> edge(Money low, Money high, bool (Search::*holds)(const Rung&) const) const {
    constexpr int kHalvings = 7;
    for (int i = 0; i < kHalvings; ++i) {
      const Money middle{(low.micros + (high.micros - low.micros) / 2) / 10'000 * 10'000};
      if (middle <= low) break;
      const auto one = rung(middle, options_.more);
      (one && (this->*holds)(*one) ? high : low) = middle;
    }
    return {low, high};
  }

  void narrow(std::size_t first) {
    const Money low = first > 0 ? ladder_[first - 1].budget : Money{};
    Money budget = edge(low, ladder_[first].budget, &Search::reaches).second;
    for (std::uint32_t proof = 0; proof < kProofs; ++proof) {
      prove(budget, proof);
      if (sought_.lower_bound >= seek_.confidence && breach_ == 0) return;
      const Money more{budget.micros + std::max<std::int64_t>(budget.micros / 33, 1)};
      if (more > seek_.most || breach_ > 0) break;
      budget = more;
    }
    sought_.missing = breach_ > 0 ? Obstacle::conditions : Obstacle::money;
  }

  // The most likely budget that keeps the conditions.
  void settle_for_less() {
    const std::size_t free = first_that(&Search::chances);
    sought_.missing = free < ladder_.size() ? Obstacle::conditions : Obstacle::money;
    std::size_t best = SIZE_MAX;
    for (std::size_t i = 0; i < ladder_.size(); ++i)
      if (keeps(ladder_[i]) && (best == SIZE_MAX || ladder_[i].chance >= ladder_[best].chance)) best = i;
    if (best == SIZE_MAX) {
      sought_.missing = Obstacle::conditions;
      best = static_cast<std::size_t>(std::ranges::min_element(ladder_, {}, &Rung::breach) - ladder_.begin());
      prove(ladder_[best].budget, 0);
      return;
    }
    Money budget = ladder_[best].budget;
    if (best + 1 < ladder_.size() && !keeps(ladder_[best + 1])) {
      sought_.missing = Obstacle::conditions;
      budget = edge(budget, ladder_[best + 1].budget, &Search::breaks).first;
    }
    for (std::uint32_t proof = 0; proof < kProofs; ++proof) {  // less where fresh worlds do not keep them
      prove(budget, proof);
      if (breach_ == 0) return;
      budget.micros -= std::max<std::int64_t>(budget.micros / 33, 1);
    }
  }

  void prove(Money budget, std::uint32_t number) {
    const auto spend = division(budget);
    if (!spend) return;
    const std::uint32_t first = options_.fresh + number * static_cast<std::uint32_t>(options_.proof);
    sought_.first_world = first;
    sought_.delivered = evaluate_(*spend, {first, options_.proof});
    sought_.worlds += options_.proof;
    const Rating rating = rate(seek_.usual.objective, sought_.delivered);
    const double worlds = static_cast<double>(options_.proof);
    sought_.spend = *spend, sought_.budget = sum_of(*spend);
    sought_.chance = rating.score;
    sought_.lower_bound = lower_bound_of_share(std::round(rating.score * worlds), worlds);
    breach_ = rating.breach;
  }

  const Seek& seek_;
  const Evaluator& evaluate_;
  const OptimizeOptions& options_;
  Tried tried_;
  std::vector<Curve> curves_;
  std::vector<Rung> ladder_;
  Sought sought_;
  double breach_ = 0;
};

}  // namespace

Sought seek_budget(const Seek& seek, const Evaluator& evaluate, const OptimizeOptions& options) {
  return Search(seek, evaluate, options).run();
}

}  // namespace gs
