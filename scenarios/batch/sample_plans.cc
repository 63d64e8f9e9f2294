// Plans are prepared and not lived: a fraction of a second.
#include "scenarios/batch/sample_plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

// What keeps this plan from the response; "" nothing.
std::string obstacle(const ExperimentResponse& response, const Forecast& sample) {
  const Plan& plan = sample.plan;
  if (response.day > static_cast<std::int64_t>(plan.total_days))
    return fmt::format("day {} lies beyond the {} days that are counted", response.day, plan.total_days);
  if (!response.platform.empty() &&
      std::ranges::find(plan.platforms, response.platform) == plan.platforms.end())
    return in_quotes(response.platform) + " is no platform of the plan";
  if (!parts_of(sample).have(find_kpi(response.kpi)->needs))
    return "the plan has nothing that " + in_quotes(response.kpi) + " is counted from";
  return "";
}

}  // namespace

std::vector<Forecast> sample_plans(const Bench& bench,
                                   const Knowledge& knowledge,
                                   const RunOptions& options) {
  std::vector<Forecast> samples;
  samples.push_back(prepare_forecast(bench.base, knowledge, options));
  RunOptions one = options;
  one.replicates = 1;  // nothing of their estimates is asked for
  std::optional<Error> refused;
  const auto tried = [&](std::size_t point) {
    try {
      samples.push_back(
          prepare_forecast(scenario_at(bench, static_cast<std::uint32_t>(point)), knowledge, one));
    } catch (const Error& error) {
      if (!refused) refused = error;
    }
  };
  const std::size_t last = bench.points() - 1;
  for (const std::size_t point : {std::size_t{0}, last}) tried(point);
  constexpr std::size_t kMost =
      8;  // points that are tried, evenly over the design, until one is none's refusal
  for (std::size_t i = 1; samples.size() == 1 && i + 1 < std::min(kMost, last + 1); ++i)
    tried(last * i / (kMost - 1));
  if (samples.size() == 1)
    throw Error(
        refused->fault,
        bench.experiment.file,
        fmt::format(
            "of {} points tried each is refused; the first: {}", std::min(kMost, last + 1), refused->what()),
        refused->remedy,
        refused->code);
  return samples;
}

void refuse_unanswerable(const Bench& bench, const std::vector<Forecast>& samples) {
  const Experiment& experiment = bench.experiment;
  for (std::size_t r = 0; r < experiment.responses.size(); ++r) {
    const ExperimentResponse& response = experiment.responses[r];
    if (std::ranges::any_of(samples, [&](const Forecast& one) { return obstacle(response, one).empty(); }))
      continue;
    throw Error(Fault::bad_input,
                fmt::format("{} /responses/{}", experiment.file, r),
                obstacle(response, samples.front()),
                "ask for what " + experiment.scenario + " can have, or give it that",
                "S15");
  }
  for (std::size_t f = 0; f < experiment.factors.size(); ++f)
    for (const PreparedPage& page : samples.front().plan.pages) {
      const auto kept = static_cast<std::int64_t>(page.calibration.draws.size());
      if (page.posts.empty() || experiment.factors[f].draws <= kept) continue;
      throw Error(Fault::bad_input,
                  fmt::format("{} /factors/{}/draws", experiment.file, f),
                  fmt::format("{}; {} draws are there", experiment.factors[f].draws, kept),
                  fmt::format("at most {}", kept),
                  "S06");
    }
}

bool share_people(const std::vector<Forecast>& samples) {
  return samples.size() < 3 || same_people(samples[1].plan, samples[2].plan);
}

}  // namespace gs
