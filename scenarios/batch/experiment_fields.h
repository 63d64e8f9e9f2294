// Keys of the experiment document: one table per object; reader and schema are made from them.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/batch/experiment.h"

namespace gs {

inline constexpr std::size_t kMostFactors = 100, kMostResponses = 200;  // assumption: far above any use
inline constexpr std::array<std::string_view, 5> kDesigns{
    "grid", "list", "latin_hypercube", "sobol", "saltelli"};  // in the order of DesignKind

struct ExperimentHead {
  std::string schema, name, about, scenario;
  std::optional<std::int64_t> seed;
};
struct DesignKeys {
  std::string kind;
  std::optional<std::int64_t> points;
  std::int64_t seed = 1;
};
struct ReplicateKeys {
  std::int64_t count = 50, block = 10;
  std::string pairing = "paired";
};
struct StoppingKeys {
  double relative_error = 0;
  std::int64_t most = 0;
};
struct FactorKeys {
  std::string name, unit, scale = "linear";
  std::optional<std::string> pointer;
  std::optional<std::int64_t> draws;
  std::int64_t levels = 5;
  bool times = false, integer = false;
};
struct LawKeys {  // of normal, lognormal and triangular, each with its own
  std::optional<double> mean, sd, median, sd_log, low, mode, high;
};

// clang-format off
inline constexpr std::array<Field<ExperimentHead>, 5> kExperimentFields{{
    {"schema", &ExperimentHead::schema, "text", 1, 60, "1 when missing", "groundswell/experiment/1"},
    {"name", &ExperimentHead::name, "word", 1, 32, "required", "names the folder and files of its results"},
    {"about", &ExperimentHead::about, "text", 0, 5000, "empty", "what is asked, for the report"},
    {"scenario", &ExperimentHead::scenario, "path", 1, 1000, "required",
     "the plan that is varied, relative to this file"},
    {"seed", &ExperimentHead::seed, "number", 0, 4294967295.0, "the scenario's, else 1", "all luck of the worlds follows from it"},
}};
inline constexpr std::array<Field<DesignKeys>, 3> kDesignFields{{
    {"kind", &DesignKeys::kind, "word", 1, 32, "required",
     "grid, list, latin_hypercube, sobol (scrambled) or saltelli (first and total effects)"},
    {"points", &DesignKeys::points, "points", 1, 1e7, "required but of grid and list",
     "points drawn; of saltelli the base points N of N (factors + 2); of sobol a power of two fills the cube evenly"},
    {"seed", &DesignKeys::seed, "number", 0, 4294967295.0, "1", "where the points lie follows from it"},
}};
inline constexpr std::array<Field<ReplicateKeys>, 3> kReplicateFields{{
    {"count", &ReplicateKeys::count, "worlds", 1, 1e7, "50", "worlds every point is lived in, at least"},
    {"block", &ReplicateKeys::block, "worlds", 1, 1e5, "10", "worlds of one piece of work: what is saved, and lost when killed, at once"},
    {"pairing", &ReplicateKeys::pairing, "word", 1, 32, "paired",
     "paired: all points share their worlds; independent: each has worlds of its own"},
}};
inline constexpr std::array<Field<StoppingKeys>, 2> kStoppingFields{{
    {"relative_error", &StoppingKeys::relative_error, "fraction", 1e-6, 1, "required",
     "standard error of the mean over the mean, of every named response"},
    {"most", &StoppingKeys::most, "worlds", 1, 1e7, "required", "worlds of a point at which it stops in any case"},
}};
inline constexpr std::array<Field<FactorKeys>, 8> kFactorFields{{
    {"name", &FactorKeys::name, "word", 1, 32, "required", "names the column of its values"},
    {"unit", &FactorKeys::unit, "text", 0, 60, "empty", "of its values, for tables and plots"},
    {"pointer", &FactorKeys::pointer, "JSON pointer", 1, 500, "required but of draws",
     "where in the scenario the value is put (RFC 6901); pointers: […] puts it at several places"},
    {"scale", &FactorKeys::scale, "word", 1, 32, "linear", "of a range: linear, or log: equal steps are equal ratios"},
    {"draws", &FactorKeys::draws, "draws", 2, 1e6, "none",
     "instead of a pointer: the factor is which draw of the calibration holds in all worlds, 0 to draws - 1"},
    {"levels", &FactorKeys::levels, "levels", 2, 1000, "5", "of a grid, where the factor is no list"},
    {"times", &FactorKeys::times, "flag", 0, 1, "false", "the value multiplies what stands at each pointer"},
    {"integer", &FactorKeys::integer, "flag", 0, 1, "false", "the value is rounded to a whole number"},
}};
inline constexpr std::array<Field<LawKeys>, 4> kNormalFields{{
    {"mean", &LawKeys::mean, "the factor's unit", -1e15, 1e15, "required", "of the normal law"},
    {"sd", &LawKeys::sd, "the factor's unit", 0, 1e15, "required", "its standard deviation"},
    {"low", &LawKeys::low, "the factor's unit", -1e15, 1e15, "none", "values below are put here"},
    {"high", &LawKeys::high, "the factor's unit", -1e15, 1e15, "none", "values above are put here"},
}};
inline constexpr std::array<Field<LawKeys>, 4> kLognormalFields{{
    {"median", &LawKeys::median, "the factor's unit", 1e-300, 1e15, "required", "of the lognormal law"},
    {"sd_log", &LawKeys::sd_log, "log", 0, 20, "required", "standard deviation of the natural logarithm"},
    {"low", &LawKeys::low, "the factor's unit", -1e15, 1e15, "none", "values below are put here"},
    {"high", &LawKeys::high, "the factor's unit", -1e15, 1e15, "none", "values above are put here"},
}};
inline constexpr std::array<Field<LawKeys>, 3> kTriangularFields{{
    {"low", &LawKeys::low, "the factor's unit", -1e15, 1e15, "required", "least value"},
    {"mode", &LawKeys::mode, "the factor's unit", -1e15, 1e15, "required", "likeliest value"},
    {"high", &LawKeys::high, "the factor's unit", -1e15, 1e15, "required", "greatest value"},
}};
struct ResponseKeys {
  std::string name, kpi, post, platform;
  std::int64_t day = 0;
  std::optional<double> quantile;
};
inline constexpr std::array<Field<ResponseKeys>, 6> kResponseFields{{
    {"kpi", &ResponseKeys::kpi, "text", 1, 60, "required", "a KPI of the forecast"},
    {"name", &ResponseKeys::name, "text", 1, 120, "made from the others", "names its column"},
    {"post", &ResponseKeys::post, "text", 1, 200, "all", "of this post alone"},
    {"platform", &ResponseKeys::platform, "platform", 1, 32, "all", "of this platform alone"},
    {"day", &ResponseKeys::day, "day", 1, 10000, "the end", "so far at the end of day 1, 2 …"},
    {"quantile", &ResponseKeys::quantile, "fraction", 0.001, 0.999, "none",
     "a point is worth this quantile of its worlds; without: their mean"},
}};
// clang-format on

}  // namespace gs
