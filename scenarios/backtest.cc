// One origin = one fit of what was mature then, one pool, one simulated plan made of the posts that followed.
#include "scenarios/backtest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "models/fit/fitter.h"
#include "models/fit/pool/trim.h"
#include "scenarios/plan/plan.h"
#include "scenarios/plan/worlds.h"
#include "scenarios/scores.h"
#include "scenarios/workspace/history.h"

namespace gs {

namespace {

constexpr double kMostAgents = 10000;  // per account, as PRODUCT says of fit and backtest
constexpr std::size_t kParameterDraws = 200;
constexpr double kFitting = 0.15, kPreparing = 0.2,
                 kLiving = 0.35;  // shares of an origin's time; then scores

struct Block {
  std::size_t begin = 0, end = 0;
  Instant origin;
};

struct Totals {  // per metric: draws of the block's sum, raw and corrected, and the outcome
  std::array<std::vector<double>, kPoolMetrics> raw, corrected;
  std::array<double, kPoolMetrics> outcome{};
};

std::size_t parse_every(const std::string& text) {
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data() + 6, text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n == 0)
    throw Error(
        Fault::usage, "--origins " + text, "expected every:N with N >= 1", "for example every:20", "C04");
  return n;
}

// A number that changes exactly when the next origin is due.
std::int64_t period_of(const ObservedPost& post, const std::string& origins) {
  const CivilTime local = to_civil(post.published, post.zone);
  if (origins == "monthly") return local.year * 12 + local.month;
  const std::int64_t day = days_since_epoch(local.year, local.month, local.day);
  return (day - weekday(local)) / 7;
}

double count_of(const KpiCounts& counts, std::size_t metric) {
  switch (kScored[metric]) {
    case Metric::reach:
      return counts.post_reach_sum;
    case Metric::impressions:
      return counts.impressions;
    case Metric::engaged_users:
      return counts.engaged_users;
    case Metric::clickers:
      return counts.clicks;
    case Metric::likes:
      return counts.likes;
    case Metric::shares:
      return counts.shares;
    case Metric::comments:
      return counts.comments;
    default:
      return counts.likes + counts.comments + counts.shares;
  }
}

PlanRequest request_of_block(std::span<const ObservedPost> block,
                             const Calibration& calibration,
                             const BacktestOptions& options) {
  PlanRequest request;
  request.pages = {{calibration.account, calibration.platform, std::max(1.0, calibration.followers)}};
  request.zone = calibration.zone;
  const CivilTime first = to_civil(block.front().published, request.zone);
  const CivilTime last = to_civil(block.back().published, request.zone);
  request.start = {first.year, first.month, first.day};
  request.days = static_cast<std::uint32_t>(days_since_epoch(last.year, last.month, last.day) -
                                            days_since_epoch(first.year, first.month, first.day) + 1);
  for (const ObservedPost& post : block)
    request.posts.push_back({post.id, post.format, post.topic, post.paid, post.published});
  request.audience = calibration.audience;
  request.audience.followers = request.pages.front().followers;
  request.audience.max_agents_per_account = kMostAgents;
  request.seed = options.seed;
  request.threads = options.threads;
  return request;
}

Calibration fit_before(std::span<const ObservedPost> known,
                       const BacktestOptions& options,
                       const Watch& watch) {
  FitOptions fit_options;
  fit_options.seed = options.seed;
  fit_options.threads = options.threads;
  fit_options.draws = kParameterDraws;
  fit_options.starts = 1;
  fit_options.importance_check = false;
  fit_options.watch = watch;
  PopulationParameters audience;
  audience.followers = followers_or_guess(known);
  return fit(known, audience, fit_options);
}

// What the pool's own past forecasts, all made and judged before this origin, say of its intervals.
std::array<Trim, kPoolMetrics> trims_of(const Plan& plan) {
  std::array<Trim, kPoolMetrics> trims;
  const auto& pool = plan.pages.front().pool;
  for (std::size_t m = 0; pool && m < kPoolMetrics; ++m) trims[m] = Trim::learned(pool->past_pits[m]);
  return trims;
}

void add_to(std::vector<double>& sum, const std::vector<double>& counts) {
  sum.resize(counts.size());
  for (std::size_t r = 0; r < counts.size(); ++r) sum[r] += counts[r];
}

// Draws of every post and metric of the block: [post][metric][world].
using BlockDraws = std::vector<std::array<std::vector<double>, kPoolMetrics>>;

BlockDraws draws_of_block(const Plan& plan, const std::vector<WorldCounts>& worlds) {
  BlockDraws draws(plan.request.posts.size());
  for (std::size_t i = 0; i < draws.size(); ++i)
    for (std::size_t m = 0; m < kPoolMetrics; ++m)
      for (const WorldCounts& world : worlds) draws[i][m].push_back(count_of(world.posts[i], m));
  return draws;
}

class Scorer {
 public:
  Scorer(const std::vector<ObservedPost>& history, const BacktestOptions& options)
      : history_(history), options_(options) {}

  // `origins`: how many are still to come, this one included.
  void run(const Block& block, std::size_t origins, const Watch& watch) {
    const std::vector<ObservedPost> before(history_.begin(),
                                           history_.begin() + static_cast<std::ptrdiff_t>(block.begin));
    const std::vector<ObservedPost> known = mature_at(before, block.origin);
    const Calibration calibration = fit_before(known, options_, watch.part(kFitting));
    watch.leave_if_asked("stopped while an origin was fitted");
    const std::span<const ObservedPost> scored(history_.data() + block.begin, block.end - block.begin);
    const PageKnowledge knowledge{calibration, known};
    const Plan plan = prepare_plan(request_of_block(scored, calibration, options_), {&knowledge, 1});
    watch.done(kPreparing);
    const BlockDraws draws = draws_of_block(plan, live(plan, origins, watch.part(kLiving)));
    std::vector<PoolPost> rows;
    for (const ObservedPost& post : known) rows.push_back(pool_post(post));
    trims_ = trims_of(plan);
    Totals totals;
    for (const ObservedPost& post : scored) {
      watch.leave_if_asked("stopped while an origin was scored");
      score_post(post, rows, draws[index_in(plan, post.id)], block, totals);
      watch.done((1 - kFitting - kPreparing - kLiving) / static_cast<double>(scored.size()));
    }
    score_totals(block, totals);
    origins_.push_back({{"origin", to_iso_utc(block.origin)},
                        {"trained", known.size()},
                        {"scored", scored.size()},
                        {"converged", calibration.converged},
                        {"corrected", trims_.front().on()},
                        {"people_per_agent", plan.audience.people_per_agent}});
  }

  nlohmann::json document() const {
    nlohmann::json posts = nlohmann::json::array();
    for (const Scored& scored : posts_) posts.push_back(post_row(scored));
    return {{"origins", origins_},
            {"posts", posts},
            {"metrics", metric_rows(posts_)},
            {"totals", metric_rows(totals_)}};
  }

 private:
  std::vector<WorldCounts> live(const Plan& plan, std::size_t origins, const Watch& watch) const {
    const RunEstimate estimate = estimate_of(plan, options_.replicates);
    RunLimits limits = options_.limits;
    limits.cost /= static_cast<double>(origins);
    refuse_too_large(estimate, limits, "backtest");
    return simulate_worlds(plan, options_.replicates, watch, world_limit(estimate, limits));
  }

  static std::size_t index_in(const Plan& plan, const std::string& id) {
    std::size_t at = 0;
    while (plan.request.posts[at].id != id) ++at;
    return at;
  }

  void score_post(const ObservedPost& post,
                  const std::vector<PoolPost>& rows,
                  const std::array<std::vector<double>, kPoolMetrics>& draws,
                  const Block& block,
                  Totals& totals) {
    const PoolPost outcome = pool_post(post);
    for (std::size_t m = 0; m < kPoolMetrics; ++m) {
      if (!outcome.outcome[m] || post.stood_in[index_of(kScored[m])]) continue;
      std::vector<double> corrected = trims_[m].moved(draws[m]);
      add_to(totals.raw[m], draws[m]);
      add_to(totals.corrected[m], corrected);
      totals.outcome[m] += *outcome.outcome[m];
      const double v = uniform({options_.seed, 0}, {m, content_key(post.id), Purpose::pit});
      Scored scored = score_draws(draws[m], std::move(corrected), *outcome.outcome[m], v);
      scored.origin = to_iso_utc(block.origin);
      scored.id = post.id;
      scored.published = to_iso_utc(post.published);
      scored.metric = kMetricNames[index_of(kScored[m])];
      for (std::size_t b = 0; b < kBaselineNames.size(); ++b) {
        const std::vector<double> sample = baseline_sample(b, rows, outcome.features, m);
        if (!sample.empty()) scored.baseline_log_crps[b] = log_crps(sample, scored.outcome);
      }
      posts_.push_back(std::move(scored));
    }
  }

  void score_totals(const Block& block, Totals& totals) {
    for (std::size_t m = 0; m < kPoolMetrics; ++m) {
      if (totals.raw[m].empty()) continue;
      const double v =
          uniform({options_.seed, 1}, {m, static_cast<std::uint32_t>(block.begin), Purpose::pit});
      Scored scored =
          score_draws(std::move(totals.raw[m]), std::move(totals.corrected[m]), totals.outcome[m], v);
      scored.metric =
          kScored[m] == Metric::reach ? "post_reach_sum" : std::string(kMetricNames[index_of(kScored[m])]);
      totals_.push_back(std::move(scored));
    }
  }

  const std::vector<ObservedPost>& history_;
  const BacktestOptions& options_;
  std::array<Trim, kPoolMetrics> trims_;  // of the origin at hand
  nlohmann::json origins_ = nlohmann::json::array();
  std::vector<Scored> posts_, totals_;
};

}  // namespace

std::vector<std::size_t> origins_of(const std::vector<ObservedPost>& history,
                                    const BacktestOptions& options) {
  std::size_t first = options.first;
  if (options.from) {
    const Instant from = to_instant(*options.from, history.empty() ? "UTC" : history.front().zone).instant;
    first = static_cast<std::size_t>(
        std::lower_bound(history.begin(),
                         history.end(),
                         from,
                         [](const ObservedPost& p, Instant t) { return p.published < t; }) -
        history.begin());
  }
  std::vector<std::size_t> origins;
  const bool by_count = options.origins.starts_with("every:");
  const std::size_t every = by_count ? parse_every(options.origins) : 0;
  if (!by_count && options.origins != "monthly" && options.origins != "weekly")
    throw Error(Fault::usage,
                "--origins " + options.origins,
                "not a schedule",
                "use monthly, weekly or every:N",
                "C04");
  for (std::size_t i = first; i < history.size(); ++i) {
    const bool due = by_count ? (i - first) % every == 0
                              : i == first || period_of(history[i], options.origins) !=
                                                  period_of(history[i - 1], options.origins);
    if (due) origins.push_back(i);
  }
  return origins;
}

namespace {

std::vector<Block> blocks_of(const std::vector<ObservedPost>& history,
                             const std::vector<std::size_t>& origins) {
  std::vector<Block> blocks;
  for (std::size_t k = 0; k < origins.size(); ++k)
    blocks.push_back({origins[k],
                      k + 1 < origins.size() ? origins[k + 1] : history.size(),
                      history[origins[k]].published});
  return blocks;
}

// Roughly, for the remaining time to be told: fit, pool and scores grow with what is known, worlds with what
// is planned. Measured on 250 synthetic posts, two shared cores.
double seconds_of(const Block& block, const BacktestOptions& options) {
  const double known = static_cast<double>(block.begin),
               scored = static_cast<double>(block.end - block.begin);
  const double worlds = static_cast<double>(options.replicates) / 400;
  return 0.25 + 0.001 * known + scored * (0.025 * worlds + 0.00025 * known);
}

}  // namespace

nlohmann::json backtest_document(const std::vector<ObservedPost>& history, const BacktestOptions& options) {
  const std::vector<std::size_t> origins = origins_of(history, options);
  if (origins.empty() || origins.front() == 0)
    throw Error(Fault::bad_input,
                "history",
                fmt::format("{} mature posts; the first origin is after {}", history.size(), options.first),
                "import more history, or start earlier with --first N",
                "V20");
  Scorer scorer(history, options);
  const std::vector<Block> blocks = blocks_of(history, origins);
  for (const Block& block : blocks) options.watch.expect(seconds_of(block, options));
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    if (options.watch.stop)
      throw Interrupted(fmt::format("stopped after {} of {} origins", k, blocks.size()));
    options.watch.stage(fmt::format("origin {} of {}", k + 1, blocks.size()));
    scorer.run(blocks[k], blocks.size() - k, options.watch.worth(seconds_of(blocks[k], options)));
  }
  nlohmann::json document = scorer.document();
  document["schema"] = "groundswell/backtest/1";
  document["engine"] = GS_VERSION;
  document["seed"] = options.seed;
  document["account"] = history.front().account;
  document["platform"] = history.front().platform;
  document["replicates"] = options.replicates;
  document["corrected"] = true;
  document["inputs"] = nlohmann::json::array();
  document["synthetic"] = all_synthetic(history);
  document["notes"] = nlohmann::json::array(
      {"quantiles and coverage are corrected by how often past intervals held, from 20 posts forecast from "
       "at "
       "least 160 on; `raw` and the scores are as forecast",
       fmt::format("fitted with {} parameter draws, {} worlds an origin, at most {:.0f} agents",
                   kParameterDraws,
                   options.replicates,
                   kMostAgents)});
  return document;
}

}  // namespace gs
