// See pool.h. For each metric: at every internal origin (60, 80, ... posts) the members are fitted to what
// came before and forecast the next 20; their scores weigh them at the next origin, and the pool's PITs feed
// the copula.
#include "models/fit/pool/pool.h"

#include <algorithm>
#include <cmath>

#include "core/blocks.h"
#include "core/real.h"
#include "core/summary.h"
#include "models/fit/pool/copula.h"
#include "models/fit/pool/members.h"
#include "models/fit/pool/weights.h"

namespace gs {
namespace {

using Margins = std::vector<std::optional<PooledMargin>>;

// log(1 + count) of a forecast read as a whole number. Above the table rounding moves a log by less
// than 1.3e-4.
struct WholeLogs {
  std::vector<double> table;

  explicit WholeLogs(std::size_t counts) {
    for (std::size_t k = 0; k < counts; ++k) table.push_back(exact_log1p(static_cast<double>(k)));
  }
  double of(double log_count) const {
    if (log_count >= table.back()) return log_count;
    return table[static_cast<std::size_t>(std::round(exact_expm1(log_count)))];
  }
};

struct Task {
  std::span<const PoolPost> history;
  std::span<const PostFeatures> planned;
  std::size_t metric = 0;
  PoolOptions options;
  WholeLogs logs{4096};
  std::size_t members() const { return std::min(kMembers.size(), options.most_members); }
};

struct MetricForecast {
  Margins margins;
  std::vector<double> weights;
  std::vector<PastPit> pits;
};

Past past_before(const Task& task, std::size_t origin) {
  Past past;
  const std::size_t most = task.options.most_posts, first = origin > most ? origin - most : 0;
  for (std::size_t i = first; i < origin; ++i) {
    const auto& count = task.history[i].outcome[task.metric];
    if (!count) continue;
    const PostFeatures& post = task.history[i].features;
    past.features.push_back(&post);
    past.y.push_back(exact_log1p(*count) - post.log_offset[task.metric]);
    past.ages.push_back(static_cast<double>(origin - 1 - i));
  }
  if (past.size() >= kLeastForRidge)
    add_ridge(past, {task.options.hour_columns, task.options.weekend_column});
  return past;
}

// The members fitted to what is known before one origin. Owns the past its members look at: do not copy.
struct FittedMembers {
  std::size_t metric;
  Past past;
  std::vector<MemberForecast> fits;  // empty function: the member has no say yet

  FittedMembers(const Task& task, std::size_t origin) : metric(task.metric), past(past_before(task, origin)) {
    for (std::size_t k = 0; k < task.members(); ++k)
      fits.push_back(past.size() >= kMembers[k].least_posts ? kMembers[k].fit(past) : MemberForecast{});
  }
  FittedMembers(const FittedMembers&) = delete;
  FittedMembers& operator=(const FittedMembers&) = delete;

  // Quantiles of each member with the post's offset added back, cut at 0; without a say: all 0, at weight 0.
  std::vector<LogQuantiles> forecast(const PostFeatures& post, std::size_t ahead) const {
    std::vector<LogQuantiles> out(fits.size(), LogQuantiles{});
    for (std::size_t k = 0; k < fits.size(); ++k) {
      if (!fits[k]) continue;
      out[k] = fits[k](post, ahead);
      for (double& value : out[k]) value = std::max(0.0, value + post.log_offset[metric]);
    }
    return out;
  }
};

std::vector<std::size_t> least_posts(const Task& task) {
  std::vector<std::size_t> least;
  for (std::size_t k = 0; k < task.members(); ++k) least.push_back(kMembers[k].least_posts);
  return least;
}

double member_score(const LogQuantiles& quantiles, double outcome, const WholeLogs& logs) {
  LogQuantiles whole;
  for (std::size_t k = 0; k < whole.size(); ++k) whole[k] = logs.of(quantiles[k]);
  return crps_sorted(whole, exact_log1p(outcome));
}

// Level of the outcome in the pool read as whole numbers, at random between just below it and just above.
double past_pit(std::span<const LogQuantiles> members,
                std::span<const double> weights,
                double outcome,
                double v) {
  const double low = outcome > 0 ? pooled_level(members, weights, exact_log1p(outcome - 0.5)) : 0;
  const double high = pooled_level(members, weights, exact_log1p(outcome + 0.5));
  constexpr double kInside = 1e-9;
  return std::clamp(low + v * (high - low), kInside, 1 - kInside);
}

// One internal origin: forecasts the block after it with the weights of the blocks before, then scores it.
void run_block(const Task& task, std::size_t origin, std::vector<BlockScore>& blocks, MetricForecast& out) {
  const FittedMembers fitted(task, origin);
  BlockScore block{.sum = std::vector<double>(task.members(), 0.0), .posts = 0, .past = fitted.past.size()};
  const auto weights = recent_score_weights(
      blocks, least_posts(task), fitted.past.size(), {task.options.temperature, task.options.memory});
  const std::size_t end = std::min(origin + task.options.block, task.history.size());
  for (std::size_t i = origin; i < end && fitted.past.size() > 0; ++i) {
    const auto& outcome = task.history[i].outcome[task.metric];
    if (!outcome) continue;
    const auto members = fitted.forecast(task.history[i].features, i - origin + 1);
    const double v =
        uniform({}, {.subject = task.metric, .content = static_cast<std::uint32_t>(i), .why = Purpose::pit});
    out.pits.push_back({origin, i, past_pit(members, weights, *outcome, v)});
    for (std::size_t k = 0; k < members.size(); ++k)
      if (fitted.fits[k]) block.sum[k] += member_score(members[k], *outcome, task.logs);
    ++block.posts;
  }
  blocks.push_back(std::move(block));
}

std::size_t first_block(const PoolOptions& options, std::size_t posts) {
  if (posts <= options.first_origin) return options.first_origin;
  const std::size_t origins = (posts - 1 - options.first_origin) / options.block + 1;
  const std::size_t left_out = origins > options.most_origins ? origins - options.most_origins : 0;
  return options.first_origin + left_out * options.block;
}

MetricForecast forecast_metric(const Task& task) {
  MetricForecast out;
  std::vector<BlockScore> blocks;
  const std::size_t posts = task.history.size();
  for (std::size_t origin = first_block(task.options, posts); origin < posts; origin += task.options.block)
    run_block(task, origin, blocks, out);
  const FittedMembers fitted(task, posts);
  out.margins.resize(task.planned.size());
  out.weights.assign(task.members(), 0.0);
  if (fitted.past.size() == 0) return out;
  out.weights = recent_score_weights(
      blocks, least_posts(task), fitted.past.size(), {task.options.temperature, task.options.memory});
  for (std::size_t j = 0; j < task.planned.size(); ++j)
    out.margins[j] = PooledMargin{
        pooled_quantiles(fitted.forecast(task.planned[j], j + 1), out.weights, kPooledQuantiles)};
  return out;
}

}  // namespace

double PooledMargin::quantile(double u) const {
  const double n = static_cast<double>(log_quantiles.size());
  const double place = std::clamp(u * n - 0.5, 0.0, n - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, log_quantiles.size() - 1);
  const double share = place - static_cast<double>(low);
  return std::max(0.0, exact_expm1(log_quantiles[low] + share * (log_quantiles[high] - log_quantiles[low])));
}

std::vector<double> PooledMargin::whole_counts() const {
  std::vector<double> counts;
  for (double value : log_quantiles) counts.push_back(std::round(exact_expm1(value)));
  return counts;
}

PoolForecast pool_forecast(std::span<const PoolPost> history,
                           std::span<const PostFeatures> planned,
                           const PoolOptions& options,
                           unsigned threads) {
  std::array<MetricForecast, kPoolMetrics> metrics;
  for_each_chunk(kPoolMetrics, threads, [&](std::size_t m) {
    metrics[m] = forecast_metric({history, planned, m, options});
  });
  PoolForecast out;
  out.posts.resize(planned.size());
  for (std::size_t m = 0; m < kPoolMetrics; ++m) {
    for (std::size_t j = 0; j < planned.size(); ++j) out.posts[j][m] = std::move(metrics[m].margins[j]);
    out.weights[m] = std::move(metrics[m].weights);
    out.past_pits[m] = std::move(metrics[m].pits);
  }
  for (std::size_t k = 0; k < std::min(kMembers.size(), options.most_members); ++k)
    out.members.emplace_back(kMembers[k].name);
  const Copula copula = estimate_copula(std::span(out.past_pits).first(kBasicMetrics));
  out.correlation = copula.correlation;
  out.shared = copula.shared;
  return out;
}

}  // namespace gs
