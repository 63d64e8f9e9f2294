// Delivery: how many people the plan reached, how often, and how much of the audience (FIELD 2.1). Reach is a
// count of distinct people and is never added; where it cannot be had it stays missing. Does not:
// share of voice, for which nobody counts what the rest of the category says.
#pragma once
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::delivery {

inline std::optional<double> reach(const KpiCounts& c) { return c.reach; }
inline std::optional<double> impressions(const KpiCounts& c) { return c.impressions; }
inline std::optional<double> frequency(const KpiCounts& c) { return ratio(c.impressions, c.reach); }
inline std::optional<double> post_reach_sum(const KpiCounts& c) { return c.post_reach_sum; }
inline std::optional<double> reach_share(const KpiCounts& c) { return ratio(c.reach, c.universe); }
inline std::optional<double> posts(const KpiCounts& c) { return c.posts; }
inline std::optional<double> grp(const KpiCounts& c) {
  const auto displays_per_person = ratio(c.impressions, c.universe);
  return displays_per_person ? std::optional(100.0 * *displays_per_person) : std::nullopt;
}
inline std::optional<double> on_target_reach(const KpiCounts& c) { return c.target_reach; }
inline std::optional<double> share_of_voice(const KpiCounts&) { return std::nullopt; }
template <std::size_t k>
std::optional<double> reach_k(const KpiCounts& c) {
  return c.reach_k[k - 1];
}
inline std::optional<double> first_reach(const KpiCounts& c) {
  double people = 0;
  for (const double from_source : c.first_reach) people += from_source;
  return people;
}

}  // namespace gs::delivery
