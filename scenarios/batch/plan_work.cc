// A point's plan is prepared once and shared by the workers who live its blocks; the last plan whose people
// were grown lends them to the next that meets the same (a copy costs a hundredth of growing).
#include "scenarios/batch/plan_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>

#include "core/error.h"
#include "scenarios/batch/sample_plans.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/lived.h"
#include "scenarios/reading/source_file.h"
#include "scenarios/workspace/calibration_json.h"

namespace gs {
namespace {

using Ready = std::shared_ptr<const Forecast>;

// One point being made ready: the first worker makes it, the others wait.
struct Slot {
  std::mutex lock;
  Ready ready{};
};

// Whether a KPI asks for the same world without its ads, which costs a second life.
bool asks_without_ads(const Kpi& kpi) {
  KpiCounts counts;
  counts.reach = 10, counts.spend = 1, counts.cost = 1, counts.revenue = 1, counts.impressions = 10;
  counts.without_ads = WithoutAds{1, 1, 1, 1, 0.5};
  counts.leads = counts.sales = counts.clicks = counts.likes = counts.comments = counts.shares = 5;
  const std::optional<double> with = kpi.of(counts);
  counts.without_ads.reset();
  return with != kpi.of(counts);
}

class Pool {
 public:
  Pool(const Bench& bench, const Knowledge& knowledge, const PlanWorkOptions& options)
      : bench_(bench), knowledge_(knowledge), options_(options) {
    lived_.without_ads = std::ranges::any_of(bench.experiment.responses, [](const ExperimentResponse& r) {
      return asks_without_ads(*find_kpi(r.kpi));
    });
  }

  std::shared_ptr<Slot> slot(std::uint32_t point) {
    const std::lock_guard hold(lock_);
    std::weak_ptr<Slot>& known = slots_[point];
    std::shared_ptr<Slot> slot = known.lock();
    if (!slot) known = slot = std::make_shared<Slot>();
    std::erase_if(slots_, [](const auto& entry) { return entry.second.expired(); });
    return slot;
  }

  Ready ready(std::uint32_t point, Slot& slot, const StopRequest& stop) {
    const std::lock_guard hold(slot.lock);
    if (!slot.ready) slot.ready = made(point, stop);
    return slot.ready;
  }

  const Bench& bench() const { return bench_; }
  const Lived& lived() const { return lived_; }
  const WorldLimit& limit() const { return options_.world; }

 private:
  Ready made(std::uint32_t point, const StopRequest& stop) {
    RunOptions options;
    options.replicates = 1;  // nothing of the estimate is asked for
    options.threads = 1;
    options.seed = bench_.seed;
    auto forecast =
        std::make_shared<Forecast>(prepare_forecast(scenario_at(bench_, point), knowledge_, options));
    if (const auto draw = draw_at(bench_, point))
      for (PreparedPage& page : forecast->plan.pages) keep_draw(page, *draw);
    give_people(forecast, stop);
    return forecast;
  }

  static void keep_draw(PreparedPage& page, std::size_t draw) {
    std::vector<Theta>& draws = page.calibration.draws;
    if (!draws.empty()) draws = {draws[draw % draws.size()]};
  }

  void give_people(const std::shared_ptr<Forecast>& forecast, const StopRequest& stop) {
    std::unique_lock hold(donor_lock_);  // the first people are grown by one, the others take them over
    const Ready donor = donor_;
    if (donor) hold.unlock();
    if (donor && same_people(donor->plan, forecast->plan)) {
      forecast->plan.audience = donor->plan.audience;
      aim_ads(forecast->plan);
      return;
    }
    grow_people(forecast->plan, {.stop = stop});
    if (!hold.owns_lock()) hold.lock();
    donor_ = forecast;
  }

  const Bench& bench_;
  const Knowledge& knowledge_;
  const PlanWorkOptions options_;
  Lived lived_;
  std::mutex lock_, donor_lock_;
  std::map<std::uint32_t, std::weak_ptr<Slot>> slots_;
  Ready donor_{};
};

class PlanWork : public BlockWork {
 public:
  explicit PlanWork(std::shared_ptr<Pool> pool) : pool_(std::move(pool)) {}

  std::vector<double> live(const Block& block, const Watch& watch) override {
    if (!slot_ || point_ != block.point) slot_ = pool_->slot(block.point), point_ = block.point;
    const Ready ready = pool_->ready(block.point, *slot_, watch.stop);
    const Experiment& experiment = pool_->bench().experiment;
    const WorldRange range{pool_->bench().world_of(block.point, block.first), block.count};
    const Watch all = watch.worth(watch.seconds * block.count);
    std::vector<double> values;
    for (const WorldCounts& world : simulate_worlds(ready->plan, range, pool_->lived(), all, pool_->limit()))
      for (const ExperimentResponse& response : experiment.responses)
        values.push_back(
            response_of(response, ready->plan, world).value_or(std::numeric_limits<double>::quiet_NaN()));
    return values;
  }

 private:
  std::shared_ptr<Pool> pool_;
  std::shared_ptr<Slot> slot_{};
  std::uint32_t point_ = 0;
};

// Row of a post of the plan; nullopt: this point's plan has it not.
std::optional<std::size_t> row_of(const Plan& plan, const std::string& post) {
  for (std::size_t row = 0; row < plan.planned; ++row)
    if (plan.request.posts[row].id == post) return row;
  return std::nullopt;
}

const KpiCounts* scope_of(const ExperimentResponse& response, const Plan& plan, const WorldCounts& world) {
  if (response.day > 0) {
    const auto day = static_cast<std::size_t>(response.day - 1);
    return day < world.daily.size() ? &world.daily[day] : nullptr;
  }
  if (!response.post.empty()) {
    const auto row = row_of(plan, response.post);
    return row ? &world.posts[*row] : nullptr;
  }
  if (response.platform.empty()) return &world.total;
  const auto found = std::ranges::find(plan.platforms, response.platform);
  return found == plan.platforms.end()
             ? nullptr
             : &world.platforms[static_cast<std::size_t>(found - plan.platforms.begin())];
}

}  // namespace

std::optional<double> response_of(const ExperimentResponse& response,
                                  const Plan& plan,
                                  const WorldCounts& world) {
  const KpiCounts* counts = scope_of(response, plan, world);
  return counts == nullptr ? std::nullopt : find_kpi(response.kpi)->of(*counts);
}

std::string unit_of(const ExperimentResponse& response, const Bench& bench) {
  const Kpi& kpi = *find_kpi(response.kpi);
  return kpi.unit == Unit::currency ? bench.base.currency : std::string(name_of(kpi.unit));
}

double BatchEstimate::bytes() const {
  // Every worker may hold a plan of its own, and one is kept for the next.
  return point.bytes() + (workers - 1) * (point.people_bytes + point.world_bytes) + point.people_bytes +
         worlds * row_bytes;
}

BatchEstimate estimate_batch(const Bench& bench, const Knowledge& knowledge, const RunOptions& options) {
  BatchEstimate estimate;
  RunOptions one = options;
  one.replicates = static_cast<std::size_t>(bench.experiment.most_replicates());
  one.threads = 1;
  one.seed = bench.seed;
  const std::vector<Forecast> samples = sample_plans(bench, knowledge, one);
  refuse_unanswerable(bench, samples);
  estimate.point = samples.front().estimate;
  estimate.points = static_cast<double>(bench.points());
  estimate.worlds = estimate.points * static_cast<double>(one.replicates);
  estimate.workers = width_of(bench.points() * one.replicates, options.threads);
  estimate.point.result_bytes = 0;  // of a block at a time
  estimate.row_bytes = 24 + 24.0 * static_cast<double>(bench.experiment.responses.size());
  double own = estimate.point.learn_seconds + estimate.point.people_seconds / estimate.points;
  if (!share_people(samples)) own = estimate.point.learn_seconds + estimate.point.people_seconds;
  const double lives = estimate.worlds / estimate.points;
  estimate.world_seconds = estimate.point.world_seconds + own / lives;
  return estimate;
}

void refuse_too_large(const BatchEstimate& estimate, const RunLimits& limits, const std::string& where) {
  const double rows = estimate.worlds * estimate.row_bytes;
  if (limits.bytes > 0 && rows > limits.bytes)
    throw Error(Fault::limit,
                where,
                fmt::format("{:.0f} worlds need ≈ {} when results are put in order, limit {} (--mem-limit)",
                            estimate.worlds,
                            bytes_in_words(static_cast<std::int64_t>(rows)),
                            bytes_in_words(static_cast<std::int64_t>(limits.bytes))),
                "fewer points or replicates, or allow it with --mem-limit",
                "S10");
  RunEstimate all = estimate.point;
  all.cost *= estimate.points;
  all.plans = estimate.points;
  all.people_bytes += estimate.bytes() - estimate.point.bytes();
  refuse_too_large(all, limits, where);
}

std::string knowledge_text(const Knowledge& knowledge, bool background) {
  std::string text;
  const auto add = [&](const std::string& part) { text += part + "\n"; };
  for (const auto& [account, known] : knowledge.accounts) {
    add(account);
    if (known.calibration) add(to_text(*known.calibration));
    if (known.followers) add(fmt::format("{:a}", *known.followers));
    for (const ObservedPost& post : known.history) {
      if (known.calibration && !background && post.published > known.calibration->last_post) continue;
      add(fmt::format("{} {} {} {}", post.id, post.format, post.published.seconds, post.paid));
      for (const auto& count : post.counts) add(count ? fmt::format("{:a}", *count) : "-");
    }
  }
  for (const Calibration& other : knowledge.others) add(to_text(other));
  return text;
}

PlanWorkOptions bounds_of(const BatchEstimate& estimate, const RunLimits& limits) {
  const RunLimits events{.events_per_world = limits.events_per_world};
  return {events, world_limit(estimate.point, events)};
}

MakeWork plan_work(const Bench& bench, const Knowledge& knowledge, const PlanWorkOptions& options) {
  auto pool = std::make_shared<Pool>(bench, knowledge, options);
  return [pool]() -> std::unique_ptr<BlockWork> { return std::make_unique<PlanWork>(pool); };
}

}  // namespace gs
