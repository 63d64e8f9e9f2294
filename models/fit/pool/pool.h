// The per-post margin: a linear pool of simple forecasters, weighted by recent score (RECIPE 1), and the
// copula that joins its margins over metrics and posts. History is given oldest first; nothing after the
// history's end is ever looked at. Few usable posts of a metric: fewer than 30 leave only the members global
// and type x paid, fewer than 5 only global; none: no margin. The same answer on any number of threads.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/draw.h"
#include "models/observe/observation.h"

namespace gs {

inline constexpr std::size_t kPoolMetrics = kScored.size();     // 8, in the order of kScored
inline constexpr std::size_t kBasicMetrics = kPoolMetrics - 1;  // without total_interactions
inline constexpr std::size_t kMemberQuantiles = 200;  // at (k - 0.5) / 200 on the log(1 + count) scale
inline constexpr std::size_t kPooledQuantiles = 400;  // at (k - 0.5) / 400

// What may be known of a post before it is out.
struct PostFeatures {
  std::string format, topic;
  bool paid = false;
  double followers = 0;  // 0 = unknown
  int hour = 12;         // local
  int weekday = 0;       // 0 = Monday
  // Per metric: log of the factor its publishing hour is known to bring, relative to the page's usual hours;
  // the pool works on log(1 + y) - log_offset and adds it back, so the hour enters by mechanism, once.
  std::array<double, kScored.size()> log_offset{};
};
PostFeatures features_of(const ObservedPost& post);

struct PoolPost {
  PostFeatures features;
  std::array<std::optional<double>, kPoolMetrics> outcome{};  // counts; missing or contradicted = nullopt
};
// Fills a missing share = total - like - comment (RECIPE 2), and a missing total = like + comment + share.
PoolPost pool_post(const ObservedPost& post);

struct PoolOptions {
  bool hour_columns = true;    // false when log_offset carries the hour
  bool weekend_column = true;  // false when log_offset carries the weekday too
  double temperature = 0.03, memory = 0.8;
  std::size_t first_origin = 60, block = 20;
  std::size_t most_posts = 400,
              most_origins = 30;        // older posts are left out of the fits, older origins of the scores
  std::size_t most_members = SIZE_MAX;  // the first so many of kMembers
};

// One metric of one planned post: the pooled quantile function on the count scale.
struct PooledMargin {
  std::vector<double>
      log_quantiles;  // ascending, log(1 + count), pooled and thinned to kPooledQuantiles levels
  double quantile(double u) const;  // count >= 0, not rounded; linear interpolation
  std::vector<double> whole_counts()
      const;  // the quantiles as whole numbers, ascending: the sample that is scored
};

// Where a past outcome fell in the pool's forecast of it, made at `origin` (posts of history before it).
struct PastPit {
  std::size_t origin = 0, post = 0;  // post: index into history
  double u = 0;                      // randomised PIT of the whole number, in (0, 1)
};

struct PoolForecast {
  std::vector<std::array<std::optional<PooledMargin>, kPoolMetrics>> posts;  // nullopt: metric never reported
  std::array<std::vector<double>, kPoolMetrics> weights;                     // per member, adds to 1
  std::vector<std::string> members;
  std::array<std::vector<PastPit>, kPoolMetrics> past_pits;  // internal origins, oldest first
  std::array<std::array<double, kBasicMetrics>, kBasicMetrics> correlation{};
  std::array<double, kBasicMetrics> shared{};  // rho_m
};

PoolForecast pool_forecast(std::span<const PoolPost> history,
                           std::span<const PostFeatures> planned,
                           const PoolOptions& options,
                           unsigned threads);

// Joint counts of the planned posts in one world: [post][metric], real numbers on the count scale with
// total = likes + comments + shares, impressions >= reach, engaged >= clickers; likes, comments, shares
// whole. whole = false leaves likes, comments, shares real (the simulator rounds by its own coins). Luck is
// keyed by (post key, metric) and (account, metric): adding a post re-rolls nobody. The total is missing
// where one of its three parts is.
struct JointCounts {
  std::vector<std::array<std::optional<double>, kPoolMetrics>> posts;
};
JointCounts draw_joint(const PoolForecast& forecast,
                       std::span<const std::uint32_t> post_keys,
                       std::uint64_t account_key,
                       World world,
                       bool whole = true);

}  // namespace gs
