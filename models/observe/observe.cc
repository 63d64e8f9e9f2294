// Sums a ledger's rows up to maturity and names them as a platform would. Method and rules: observe.h,
// models/README.md.
#include "models/observe/observe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "core/real.h"

namespace gs {
namespace {

double sum_of(const std::array<std::uint32_t, kSources>& counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

// One post's agents, in the platform's columns.
ReportedCounts columns_of(const HourCounts& post) {
  ReportedCounts counts;
  const auto set = [&](Metric metric, double value) { counts[index_of(metric)] = value; };
  const auto acted = [&](Action action) { return static_cast<double>(post.actions[index_of(action)]); };
  const double shown = sum_of(post.displays), shown_followers = sum_of(post.follower_displays);
  set(Metric::impressions, shown);
  set(Metric::impressions_followers, shown_followers);
  set(Metric::impressions_non_followers, shown - shown_followers);
  set(Metric::impressions_viral, post.displays[index_of(Source::share)]);
  set(Metric::reach, sum_of(post.exposures));
  set(Metric::reach_followers, sum_of(post.follower_exposures));
  set(Metric::engaged_users, post.engaged);
  set(Metric::clickers, acted(Action::click));
  set(Metric::likes, acted(Action::like));
  set(Metric::comments, acted(Action::comment));
  set(Metric::shares, acted(Action::share));
  set(Metric::total_interactions, acted(Action::like) + acted(Action::comment) + acted(Action::share));
  return counts;
}

// What is reported where saving, following, hiding and buying were simulated.
void add_responses(ReportedCounts& counts, const HourCounts& post, double sales) {
  const auto acted = [&](Action action) { return static_cast<double>(post.actions[index_of(action)]); };
  counts[index_of(Metric::saves)] = acted(Action::save);
  counts[index_of(Metric::follows)] = acted(Action::follow);
  counts[index_of(Metric::hides)] = acted(Action::hide);
  counts[index_of(Metric::conversions)] = sales;
}

// Sales after clicks by post; an outcome's day counts while it begins before maturity.
std::vector<double> sales_of(const Ledger& ledger,
                             std::span<const std::uint32_t> publish,
                             unsigned maturity) {
  std::vector<double> sales(ledger.posts);
  for (const DayOutcomes& row : ledger.outcomes)
    if (maturity == 0 || row.day * 24 < publish[row.post] + maturity) sales[row.post] += row.counts.sales;
  return sales;
}

constexpr double kFewPeople = 200;  // below this a Poisson law is skew enough to matter

// Sum of the Poisson law's chances of 0 .. n; the mean below kFewPeople, so no term underflows.
double poisson_below(double mean, double n) {
  double term = exact_exp(-mean), sum = 0;
  for (double i = 0; i <= n; i += 1) {
    sum += term;
    term *= mean / (i + 1);
  }
  return std::min(sum, 1.0);
}

double poisson_quantile(double mean, double level) {
  double term = exact_exp(-mean), sum = term, n = 0;
  while (sum < level && n < 10 * kFewPeople) {
    n += 1;
    term *= mean / n;
    sum += term;
  }
  return n;
}

// Agents to people. A count k D of coarse agents has k times the variance single people would have: it is
// drawn back towards its expectation by sqrt(k), or, where people are few, carried over by rank from the
// Poisson law of the agents to that of the people (v in (0,1) splits ties), so that a count of 0 stays
// possible.
double people_of(double agents, double k, double expected, std::optional<double> v) {
  if (!v || expected >= kFewPeople) return std::max(0.0, expected + (k * agents - expected) / std::sqrt(k));
  const double below = agents > 0 ? poisson_below(expected / k, agents - 1) : 0;
  const double level = below + *v * (poisson_below(expected / k, agents) - below);
  return poisson_quantile(expected, level);
}

bool is_action(std::size_t metric) {
  constexpr std::array<Metric, 5> actions{
      Metric::engaged_users, Metric::clickers, Metric::likes, Metric::comments, Metric::shares};
  return std::any_of(actions.begin(), actions.end(), [&](Metric m) { return index_of(m) == metric; });
}

void to_people(ReportedCounts& counts,
               const ReportRules& rules,
               const ReportedCounts* expected,
               std::size_t post) {
  const double k = rules.people_per_agent;
  for (std::size_t m = 0; m < kMetrics; ++m) {
    if (!counts[m]) continue;
    std::optional<double> v;
    if (rules.world && is_action(m)) v = uniform(*rules.world, {m, rules.keys[post], Purpose::reports});
    const bool narrow = expected && (*expected)[m] && k > 1.0;
    counts[m] = narrow ? people_of(*counts[m], k, *(*expected)[m], v) : *counts[m] * k;
  }
}

// Of the comments as reported: the share that those of agents had, drawn towards its expectation as every
// count of coarse agents is; where agents left none, that expectation.
double negative_of(const HourCounts& post, double comments, double chance, const ReportRules& rules) {
  if (rules.people_per_agent == 1) return post.negative;
  const double all = post.actions[index_of(Action::comment)];
  const double share = all > 0 ? post.negative / all : chance;
  return comments * (rules.upset ? share : chance + (share - chance) / std::sqrt(rules.people_per_agent));
}

}  // namespace

std::vector<ReportedCounts> report_posts(const Ledger& ledger,
                                         std::span<const std::uint32_t> publish,
                                         const ReportRules& rules,
                                         std::span<const ReportedCounts> expected) {
  if (publish.size() != ledger.posts || (!expected.empty() && expected.size() != publish.size()))
    throw Error(
        Fault::our_defect, "report_posts", "one publish tick (and expectation) per post of the ledger");
  std::vector<HourCounts> sums(ledger.posts);
  for (const HourCounts& row : ledger.rows)
    if (rules.maturity_hours == 0 || row.hour - publish[row.post] < rules.maturity_hours)
      add_counts(sums[row.post], row);
  std::vector<ReportedCounts> reported;
  reported.reserve(sums.size());
  const std::vector<double> sales = sales_of(ledger, publish, rules.maturity_hours);
  for (std::size_t p = 0; p < sums.size(); ++p) {
    reported.push_back(columns_of(sums[p]));
    if (rules.responses) add_responses(reported.back(), sums[p], sales[p]);
    to_people(reported.back(), rules, expected.empty() ? nullptr : &expected[p], p);
    if (rules.negative.empty()) continue;
    ReportedCounts& counts = reported.back();
    counts[index_of(Metric::negative_comments)] =
        negative_of(sums[p], *counts[index_of(Metric::comments)], rules.negative[p], rules);
  }
  return reported;
}

}  // namespace gs
