// Sums a ledger's rows up to maturity and names them as a platform would. Method and rules: observe.h,
// models/README.md.
#include "models/observe/observe.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"

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

// Agents to people. A count k D of coarse agents has k times the variance single people would have.
void to_people(ReportedCounts& counts, double people_per_agent, const ReportedCounts* expected) {
  const double keep = std::sqrt(people_per_agent);
  for (std::size_t m = 0; m < kMetrics; ++m) {
    if (!counts[m]) continue;
    const double people = *counts[m] * people_per_agent;
    const bool narrow = expected && (*expected)[m] && people_per_agent > 1.0;
    counts[m] = narrow ? std::max(0.0, *(*expected)[m] + (people - *(*expected)[m]) / keep) : people;
  }
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
  for (std::size_t p = 0; p < sums.size(); ++p) {
    reported.push_back(columns_of(sums[p]));
    to_people(reported.back(), rules.people_per_agent, expected.empty() ? nullptr : &expected[p]);
  }
  return reported;
}

}  // namespace gs
