// Sets of placements are lived once each; every rule asks the same memory of them.
#include "scenarios/decide/creators/creators.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "core/error.h"
#include "models/action.h"

namespace gs {

namespace {

using Draws = std::vector<std::optional<double>>;

double reach_in(const WorldCounts& world) { return world.total.reach.value_or(0.0); }

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> values_of(const Draws& draws) {
  std::vector<double> values;
  for (const auto& draw : draws) values.push_back(draw.value_or(0));
  return values;
}

// Mean and standard error of a difference world by world.
struct Gain {
  double mean = 0, error = 0;
};
Gain gain_of(const std::vector<double>& with, const std::vector<double>& without) {
  std::vector<double> apart;
  for (std::size_t world = 0; world < with.size(); ++world) apart.push_back(with[world] - without[world]);
  Gain gain{mean_of(apart), 0};
  for (const double value : apart) gain.error += (value - gain.mean) * (value - gain.mean);
  const double n = static_cast<double>(apart.size());
  gain.error = n > 1 ? std::sqrt(gain.error / (n - 1) / n) : 0;
  return gain;
}

// The plan with these placements and no others.
class Sets {
 public:
  Sets(const Trial& trial, std::size_t worlds) : trial_(trial), worlds_(worlds) {}

  const std::vector<double>& reach(const Placements& rows) {
    const auto known = known_.find(rows);
    if (known != known_.end()) return known->second;
    std::vector<double> reach;
    for (const WorldCounts& world : lived(rows, 0)) reach.push_back(reach_in(world));
    return known_.emplace(rows, std::move(reach)).first->second;
  }
  std::vector<WorldCounts> lived(const Placements& rows, std::uint32_t first) {
    Lived parts;
    parts.without_ads = false;
    parts.seedings.assign(trial_.plan().request.seedings.size(), 0);
    for (const std::size_t row : rows) parts.seedings[row] = 1;
    lives_ += worlds_;
    return trial_.lived(parts, {first, worlds_});
  }
  Draws fresh(const Placements& rows) {
    Draws draws;
    for (const WorldCounts& world : lived(rows, static_cast<std::uint32_t>(worlds_)))
      draws.emplace_back(reach_in(world));
    return draws;
  }
  std::size_t lives() const { return lives_; }

 private:
  const Trial& trial_;
  std::size_t worlds_, lives_ = 0;
  std::map<Placements, std::vector<double>> known_;
};

Placements with(Placements rows, std::size_t row) {
  rows.insert(row);
  return rows;
}

class Chooser {
 public:
  Chooser(const Trial& trial, const ChoiceOptions& options)
      : trial_(trial), options_(options), sets_(trial, options.worlds) {}

  Choice chosen() {
    refuse_nothing_to_choose(trial_.forecast().scenario, options_);
    find_candidates();
    std::vector<PlacementSet> sets;
    sets.push_back(named("marginal_reach_per_fee", greedy(true)));
    sets.push_back(named("marginal_reach", greedy(false)));
    sets.push_back(named("best_single", best_single()));
    sets.push_back(named("most_followers", by([&](std::size_t row) { return at(row).followers; })));
    sets.push_back(named("sum_of_averages", by([&](std::size_t row) { return worth_of_average(row); })));
    std::ranges::stable_sort(sets, [](const auto& a, const auto& b) { return a.found > b.found; });
    for (PlacementSet& set : sets) set.reach = sets_.fresh(set.rows);
    choice_.nobody = sets_.fresh({});
    choice_.sets = std::move(sets);
    put_in_order();
    choice_.lives = sets_.lives();
    return std::move(choice_);
  }

 private:
  const Candidate& at(std::size_t row) const { return choice_.candidates[row]; }

  void find_candidates() {
    const PlanRequest& request = trial_.plan().request;
    for (std::size_t row = 0; row < request.seedings.size(); ++row) {
      const PlannedSeeding& seeding = request.seedings[row];
      const PlannedPage& host = request.pages[seeding.page];
      choice_.candidates.push_back({seeding.id, host.account, seeding.post, seeding.fee, host.followers, 0});
      std::vector<double> seen;
      for (const WorldCounts& world : sets_.lived({row}, 0))
        seen.push_back(world.sources[index_of(Source::seeding)].post_reach_sum);
      choice_.candidates.back().average_reach = mean_of(seen);
    }
  }

  bool fits(const Placements& rows, std::size_t row) const {
    if (rows.contains(row) || (options_.most && rows.size() >= *options_.most)) return false;
    std::int64_t cost = at(row).fee.micros;
    for (const std::size_t other : rows) cost += at(other).fee.micros;
    return !options_.budget || cost <= options_.budget->micros;
  }

  double gain(const Placements& rows, std::size_t row) {
    return gain_of(sets_.reach(with(rows, row)), sets_.reach(rows)).mean;
  }

  // What is free comes first.
  double rank(double gained, std::size_t row, bool per_fee) const {
    if (!per_fee) return gained;
    const double fee = static_cast<double>(std::max<std::int64_t>(1, at(row).fee.micros));
    return gained / fee;
  }

  // Gains known from a smaller set are taken as bounds: only the best of them is asked again.
  Placements greedy(bool per_fee) {
    struct Bound {
      double rank = 0;
      std::size_t row = 0, at_size = 0;
    };
    Placements rows;
    std::vector<Bound> bounds;
    for (std::size_t row = 0; row < choice_.candidates.size(); ++row)
      bounds.push_back({rank(gain({}, row), row, per_fee), row, 0});
    const auto less = [](const Bound& a, const Bound& b) {
      return a.rank != b.rank ? a.rank < b.rank : a.row > b.row;
    };
    while (!bounds.empty()) {
      const auto best = std::ranges::max_element(bounds, less);
      if (!fits(rows, best->row) || best->rank <= 0) {
        bounds.erase(best);
      } else if (best->at_size == rows.size()) {
        rows.insert(best->row);
        bounds.erase(best);
      } else {
        *best = {rank(gain(rows, best->row), best->row, per_fee), best->row, rows.size()};
      }
    }
    return rows;
  }

  Placements best_single() {
    std::size_t best = SIZE_MAX;
    for (std::size_t row = 0; row < choice_.candidates.size(); ++row)
      if (fits({}, row) && (best == SIZE_MAX || gain({}, row) > gain({}, best))) best = row;
    return {best};
  }

  double worth_of_average(std::size_t row) const { return rank(at(row).average_reach, row, true); }

  // The first of a list in this order that still fit.
  Placements by(const std::function<double(std::size_t)>& worth) const {
    std::vector<std::size_t> order(choice_.candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return worth(a) > worth(b); });
    Placements rows;
    for (const std::size_t row : order)
      if (fits(rows, row)) rows.insert(row);
    return rows;
  }

  PlacementSet named(const std::string& rule, Placements rows) {
    PlacementSet set{rule, std::move(rows), 0, 0, {}};
    for (const std::size_t row : set.rows) set.promised += at(row).average_reach;
    set.found = mean_of(sets_.reach(set.rows));
    return set;
  }

  // The placement of `left` that adds most people per fee to `rows`.
  std::size_t next_of(const Placements& left, const Placements& rows) {
    std::size_t best = *left.begin();
    for (const std::size_t row : left)
      if (rank(gain(rows, row), row, true) > rank(gain(rows, best), best, true)) best = row;
    return best;
  }

  // The chosen set once more. The order is the search's; what each adds is told by the fresh worlds, where it
  // comes to what the whole set adds.
  void put_in_order() {
    Placements left = choice_.sets.front().rows, rows;
    std::vector<double> before = values_of(choice_.nobody);
    while (!left.empty()) {
      const std::size_t next = next_of(left, rows);
      rows.insert(next);
      left.erase(next);
      std::vector<double> after = values_of(left.empty() ? choice_.sets.front().reach : sets_.fresh(rows));
      const Gain gained = gain_of(after, before);
      choice_.order.push_back({next, gained.mean, gained.error, mean_of(after)});
      before = std::move(after);
    }
  }

  const Trial& trial_;
  const ChoiceOptions& options_;
  Sets sets_;
  Choice choice_;
};

}  // namespace

void refuse_nothing_to_choose(const Scenario& scenario, const ChoiceOptions& options) {
  const bool any = std::ranges::any_of(scenario.seeding, [&](const auto& seeding) {
    return !options.budget || seeding.second.fee.micros <= options.budget->micros;
  });
  if (any) return;
  const bool none = scenario.seeding.empty();
  throw Error(
      Fault::bad_input,
      scenario.file + " /seeding",
      none ? "the plan has no placement to choose from"
           : "no placement is within the budget of " + to_text(*options.budget),
      none ? "list candidates under seeding, each with its fee" : "raise the budget, or negotiate a fee",
      "S04");
}

Choice choose_creators(const Trial& trial, const ChoiceOptions& options) {
  return Chooser(trial, options).chosen();
}

std::size_t lives_of_choice(std::size_t candidates, const ChoiceOptions& options) {
  const std::size_t most = std::min(candidates, options.most.value_or(candidates));
  // Alone twice, two greedy ways that ask about two candidates a step, the order, six sets and the
  // order's beginnings on fresh worlds.
  return options.worlds * (2 * candidates + 5 * most + most * (most + 1) / 2 + 12);
}

}  // namespace gs
