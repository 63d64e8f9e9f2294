// The experiment document groundswell/experiment/1: which plan, what is varied in it, how the points are
// laid, how many worlds each is lived in, what is noted of a world, when a point is known well enough.
// Read with the checks of every document: a refusal names file:line:column and JSON pointer.
// Does not know the plan: whether pointers and responses fit it is found when points are made (points.h).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/batch/table.h"
#include "scenarios/document/json.h"
#include "scenarios/document/scenario.h"

namespace gs {

// How a factor's share of the unit cube becomes a value.
enum class FactorLaw : std::uint8_t { values, range, normal, lognormal, triangular, draws };

struct ExperimentFactor {
  std::string name, unit;
  std::vector<std::string> pointers{};  // into the resolved base scenario; of draws: none
  FactorLaw law = FactorLaw::values;
  std::vector<nlohmann::json> values{};  // of law values; numbers ascending
  std::optional<double> low{}, high{};   // of a range or triangle its ends; of other laws where they are cut
  double center = 0, spread = 1;         // mean and sd; median and sd of the log; mode
  std::int64_t draws = 0;                // of the calibration: value d is its d-th draw, in every world
  std::int64_t levels = 5;               // of a grid
  bool times = false;                    // the value multiplies what stands there
  bool logarithmic = false, integer = false;
};

bool is_numeric(const ExperimentFactor& factor);  // its values, where it has any, are numbers

struct ExperimentResponse {
  std::string name, kpi, post, platform;  // empty: of the whole plan
  std::int64_t day = 0;                   // so far at the end of day 1, 2 …; 0: at the end of all
  std::optional<double> quantile;         // over a point's worlds; none: their mean
};

// A point is lived on, block by block, until the mean of each named response is known so well.
struct ExperimentStopping {
  double relative_error = 0;      // standard error of the mean / mean; 0: every point alike
  std::int64_t most = 0;          // replicates of a point
  std::vector<std::size_t> rows;  // of the responses
};

struct Experiment {
  std::string name, about;
  std::string scenario;  // path, as written
  std::optional<std::int64_t> seed;
  std::vector<ExperimentFactor> factors;
  DesignKind design = DesignKind::list;
  std::int64_t points = 0, design_seed = 1;         // of a drawn design; a grid's and a list's follow
  std::vector<std::vector<nlohmann::json>> listed;  // of a list: a value of every factor
  std::int64_t replicates = 50, block = 10;         // worlds of a point; worlds of one piece of work
  bool paired = true;                               // every point is lived in the same worlds
  std::vector<ExperimentResponse> responses;
  ExperimentStopping stopping;
  std::string file;  // where it came from
  std::string text;  // canonical: equal experiments have equal texts

  std::int64_t most_replicates() const { return stopping.most > 0 ? stopping.most : replicates; }
};

Experiment load_experiment(const std::string& path, const ScenarioOptions& options = {});
Experiment parse_experiment(const std::string& text, const std::string& name);

std::string experiment_schema();            // JSON Schema (draft 2020-12), pretty-printed
std::string_view name_of(DesignKind kind);  // as the document spells it

}  // namespace gs
