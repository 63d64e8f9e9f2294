// From observed posts to what the pool reads: local hour and weekday, counts that may be used, the gaps that
// the definition total = like + comment + share fills.
#include <algorithm>

#include "models/fit/pool/pool.h"

namespace gs {
namespace {

std::size_t place_of(Metric metric) {
  return static_cast<std::size_t>(std::find(kScored.begin(), kScored.end(), metric) - kScored.begin());
}

// Exactly one of the four missing: the definition gives it. A negative share would be a contradiction: left
// missing.
void fill_by_definition(PoolPost& post, const ObservedPost& seen) {
  auto& share = post.outcome[place_of(Metric::shares)];
  auto& total = post.outcome[place_of(Metric::total_interactions)];
  const auto& like = post.outcome[place_of(Metric::likes)];
  const auto& comment = post.outcome[place_of(Metric::comments)];
  if (!like || !comment) return;
  if (share && !seen.at(Metric::total_interactions)) total = *like + *comment + *share;
  if (total && !seen.at(Metric::shares) && *total >= *like + *comment) share = *total - *like - *comment;
}

}  // namespace

PostFeatures features_of(const ObservedPost& post) {
  const CivilTime local = to_civil(post.published, post.zone);
  return {.format = post.format,
          .topic = post.topic,
          .paid = post.paid,
          .followers = post.followers.value_or(0),
          .hour = local.hour,
          .weekday = weekday(local),
          .log_offset = {}};
}

PoolPost pool_post(const ObservedPost& post) {
  PoolPost out{.features = features_of(post), .outcome = {}};
  for (std::size_t m = 0; m < kPoolMetrics; ++m) out.outcome[m] = post.usable(kScored[m]);
  fill_by_definition(out, post);
  return out;
}

}  // namespace gs
