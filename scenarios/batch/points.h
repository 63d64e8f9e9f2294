// From a point of the design to the plan it stands for: its values are put at the factors' JSON pointers of
// the resolved base scenario, and the whole is read and checked like any plan.
// Must hold: a pointer's parent is there; what `times` multiplies is a number.
#pragma once
#include <cstdint>
#include <string>

#include "scenarios/batch/design.h"
#include "scenarios/batch/experiment.h"
#include "scenarios/batch/table.h"
#include "scenarios/document/scenario.h"

namespace gs {

// An experiment with everything that follows from its documents; what workers share.
struct Bench {
  Experiment experiment;
  Scenario base;
  nlohmann::json document;  // the base, resolved
  ScenarioOptions reading;
  Design design;
  std::uint32_t seed = 1;
  std::string hash;  // of all that its results follow from: equal hashes, equal results

  std::size_t points() const { return design.unit.rows; }
  std::uint32_t world_of(std::uint32_t point, std::uint32_t replicate) const {
    return experiment.paired ? replicate
                             : point * static_cast<std::uint32_t>(experiment.most_replicates()) + replicate;
  }
};

// Reads the base and lays the points. `knowledge`: text that stands for all that is known of the accounts;
// `seed`: instead of the documents' own. Refuses pointers that lead nowhere, responses of posts or days that
// the base has not.
struct BenchOptions {
  ScenarioOptions reading{};
  std::optional<std::uint32_t> seed{};
};
Bench bench_of(Experiment experiment, const BenchOptions& options = {});
void seal_bench(Bench& bench, const std::string& knowledge);  // sets `hash`

// The plan of one point. Throws what reading the plan throws, naming experiment and point.
Scenario scenario_at(const Bench& bench, std::uint32_t point);
nlohmann::json document_at(const Bench& bench, std::uint32_t point);

// Which draw of the calibration holds in all worlds of the point; nullopt where none is a factor.
std::optional<std::size_t> draw_at(const Bench& bench, std::uint32_t point);

}  // namespace gs
