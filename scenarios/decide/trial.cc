// People are handed to another plan for the time it is lived, and taken back.
#include "scenarios/decide/trial.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gs {
namespace {

// People change places for as long as this lives.
class Loan {
 public:
  Loan(Audience& from, Audience& to) : from_(from), to_(to) { std::swap(from_, to_); }
  ~Loan() { std::swap(from_, to_); }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

 private:
  Audience &from_, &to_;
};

}  // namespace

Trial::Trial(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options)
    : options_(options) {
  options_.watch.stage("learning from past posts");
  forecast_ = prepare_forecast(scenario, knowledge, options);
  const RunEstimate estimate = estimate_of({&forecast_, 1});
  refuse_too_large(estimate, options.limits, scenario.file);
  limit_ = world_limit(estimate, options.limits);
  options_.watch.expect(estimate.seconds());
  options_.watch.worth(estimate.learn_seconds).done(1);
  options_.watch.stage("growing the audience");
  grow_people(forecast_.plan, options_.watch.worth(estimate.people_seconds / estimate.threads));
  options_.watch.stage("simulating worlds");
  options_.watch = options_.watch.worth(estimate.replicates * estimate.world_seconds / estimate.threads);
}

std::vector<WorldCounts> Trial::lived(const Lived& parts, WorldRange range) const {
  const double share =
      static_cast<double>(range.count) / static_cast<double>(std::max<std::size_t>(1, options_.replicates));
  return simulate_worlds(forecast_.plan, range, parts, options_.watch.part(share), limit_);
}

std::vector<WorldCounts> Trial::lived_at(const OtherTimes& times, const Lived& parts, WorldRange range) {
  if (!moved_ || times_ != times) {
    moved_.reset();
    Audience none;
    const Loan kept(forecast_.plan.audience, none);  // not copied
    moved_ = at_other_times(forecast_.plan, times);
    times_ = times;
  }
  const Loan people(forecast_.plan.audience, moved_->audience);
  const double share =
      static_cast<double>(range.count) / static_cast<double>(std::max<std::size_t>(1, options_.replicates));
  return simulate_worlds(*moved_, range, parts, options_.watch.part(share), limit_);
}

std::optional<Scenario> coarser(const Trial& trial, double agents) {
  constexpr double kFewest = 60;  // simulated followers of a page, at least: refused below 50
  const Plan& plan = trial.plan();
  double times = std::floor(static_cast<double>(plan.audience.agents) / agents);
  for (const PlannedPage& page : plan.request.pages)
    times = std::min(times, std::floor(page.followers / plan.audience.people_per_agent / kFewest));
  if (times < 2) return {};
  Scenario scenario = trial.forecast().scenario;
  scenario.audience.people_per_agent = std::llround(times * plan.audience.people_per_agent);
  return scenario;
}

namespace {

constexpr double kFewest = 5;  // of the goal in a world, in simulated people; assumption
constexpr double kFiner = 4;   // times the usual number, at most: so many times the seconds; assumption

bool counts_people(const Kpi& goal) {
  return goal.unit == Unit::people || goal.unit == Unit::actions || goal.unit == Unit::clicks ||
         goal.unit == Unit::visits;
}

}  // namespace

bool is_rare(const Kpi& goal, double mean, double people_per_agent) {
  return counts_people(goal) && mean < kFewest * people_per_agent;
}

double agents_to_search(const Trial& few, const Kpi& goal) {
  constexpr std::size_t kLook = 16;
  Lived lived;
  lived.without_ads = false;
  double mean = 0;
  for (const auto& draw : draws_of(goal, few.lived(lived, {0, kLook}))) mean += draw.value_or(0) / kLook;
  const double each = few.plan().audience.people_per_agent;
  if (!is_rare(goal, mean, each)) return kSearchAgents;
  return kSearchAgents * std::min(kFiner, mean > 0 ? kFewest * each / mean : kFiner);
}

std::vector<std::optional<double>> draws_of(const Kpi& kpi, const std::vector<WorldCounts>& worlds) {
  std::vector<std::optional<double>> draws;
  draws.reserve(worlds.size());
  for (const WorldCounts& world : worlds) draws.push_back(kpi.of(world.total));
  return draws;
}

}  // namespace gs
