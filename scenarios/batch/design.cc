// Designs from addressed bits. The scramble flips digit d of a coordinate by a coin whose address holds all
// digits before it: equal beginnings stay equal, which is what keeps a net a net.
#include "scenarios/batch/design.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/draw.h"
#include "core/error.h"
#include "core/real.h"

namespace gs {
namespace {

constexpr std::size_t kMostPoints = 10'000'000;  // assumption
constexpr Purpose kDesign{255};                  // beyond those of the simulator: no world shares a draw
constexpr int kDigits = 32;

// Direction numbers of one column: what digit d of a point's number adds to its coordinate.
using Directions = std::array<std::uint32_t, kDigits>;

// Boost walks in Gray code, where step 2^d - 1 -> 2^d changes digit d alone; two neighbours tell its number.
std::vector<Directions> directions_of(std::size_t columns) {
  using Engine = boost::random::sobol_engine<std::uint32_t, kDigits>;
  std::vector<Directions> directions(columns);
  Engine engine(columns);
  std::vector<std::uint32_t> before(columns, 0), now(columns);
  for (int digit = 0; digit < kDigits; ++digit) {
    const std::uint64_t step = (std::uint64_t{1} << digit) - 1;  // Boost leaves out the origin
    if (step > 0) {
      engine.seed(static_cast<std::uint32_t>(step - 1));
      for (std::uint32_t& coordinate : before) coordinate = engine();
    }
    engine.seed(static_cast<std::uint32_t>(step));
    for (std::uint32_t& coordinate : now) coordinate = engine();
    for (std::size_t c = 0; c < columns; ++c)
      directions[c][static_cast<std::size_t>(digit)] = now[c] ^ before[c];
  }
  return directions;
}

std::uint32_t coordinate_of(const Directions& directions, std::size_t point) {
  std::uint32_t x = 0;
  for (std::size_t digit = 0; digit < kDigits; ++digit)
    if ((point >> digit) & 1U) x ^= directions[digit];
  return x;
}

std::uint32_t scrambled(std::uint32_t x, std::uint64_t key) {
  std::uint32_t flips = 0;
  for (int digit = 0; digit < kDigits; ++digit) {
    // The digits before this one, and how many they are.
    const std::uint64_t beginning = digit == 0 ? 1 : (std::uint64_t{1} << digit) | (x >> (kDigits - digit));
    const std::uint64_t coin = mix64(key ^ mix64(beginning * 0x9e3779b97f4a7c15ULL)) >> 63;
    flips |= static_cast<std::uint32_t>(coin << (kDigits - 1 - digit));
  }
  return x ^ flips;
}

double share(std::uint32_t x) { return (static_cast<double>(x) + 0.5) * 0x1p-32; }

std::vector<std::size_t> shuffled(std::size_t n, World world, std::uint64_t column) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    const double u = uniform(world, {column, static_cast<std::uint32_t>(i), kDesign, 1});
    std::swap(order[i - 1], order[std::min(i - 1, static_cast<std::size_t>(u * static_cast<double>(i)))]);
  }
  return order;
}

// ---- values ----

double triangular(const ExperimentFactor& f, double u) {
  const double low = *f.low, high = *f.high, width = high - low;
  const double below = width > 0 ? (f.center - low) / width : 0;
  return u < below ? low + std::sqrt(u * width * (f.center - low))
                   : high - std::sqrt((1 - u) * width * (high - f.center));
}

double unbounded(const ExperimentFactor& f, double u) {
  switch (f.law) {
    case FactorLaw::values:
    case FactorLaw::draws:
      return static_cast<double>(level_at(f, u));
    case FactorLaw::range:
      return f.logarithmic ? *f.low * exact_exp(u * exact_log(*f.high / *f.low))
                           : *f.low + u * (*f.high - *f.low);
    case FactorLaw::normal:
      return f.center + f.spread * normal_quantile(u);
    case FactorLaw::lognormal:
      return f.center * exact_exp(f.spread * normal_quantile(u));
    case FactorLaw::triangular:
      return triangular(f, u);
  }
  return 0;
}

bool is_counted(const ExperimentFactor& f) { return f.law == FactorLaw::values || f.law == FactorLaw::draws; }

double values_of(const ExperimentFactor& f) {
  return f.law == FactorLaw::draws ? static_cast<double>(f.draws) : static_cast<double>(f.values.size());
}

// Ends of a range; the 1 % and 99 % points of a law; the first and last value, of words their numbers.
double end_of(const ExperimentFactor& f, bool upper) {
  if (is_counted(f)) return value_at(f, upper ? 1 : 0);
  if (f.law == FactorLaw::range) return upper ? *f.high : *f.low;
  return value_at(f, upper ? 0.99 : 0.01);
}

double rounded(const ExperimentFactor& f, double value) {
  if (f.integer) return std::round(value);
  constexpr double kPlaces = 1e6, kWide = 0.1, kLarge = 1e9;
  const bool wide = f.law == FactorLaw::range || f.law == FactorLaw::triangular
                        ? *f.high - *f.low >= kWide
                        : f.spread * (f.logarithmic ? f.center : 1) >= kWide / 4;
  return wide && std::abs(value) < kLarge ? std::round(value * kPlaces) / kPlaces : value;
}

// ---- designs ----

[[noreturn]] void refuse_size(const Experiment& experiment, double points) {
  throw Error(Fault::limit,
              experiment.file + " /design",
              std::to_string(static_cast<long long>(std::min(points, 9e18))) + " points; at most " +
                  std::to_string(kMostPoints),
              "lower levels or points",
              "S10");
}

std::size_t levels_of(const ExperimentFactor& f) {
  return is_counted(f) ? static_cast<std::size_t>(values_of(f)) : static_cast<std::size_t>(f.levels);
}

double grid_share(const ExperimentFactor& f, std::size_t level) {
  const auto n = static_cast<double>(levels_of(f)), i = static_cast<double>(level);
  return f.law == FactorLaw::range ? i / (n - 1) : (i + 0.5) / n;
}

NumberTable grid_points(const Experiment& experiment) {
  double count = 1;
  for (const ExperimentFactor& factor : experiment.factors) count *= static_cast<double>(levels_of(factor));
  if (count > static_cast<double>(kMostPoints)) refuse_size(experiment, count);
  NumberTable unit(static_cast<std::size_t>(count), experiment.factors.size());
  for (std::size_t point = 0; point < unit.rows; ++point) {
    std::size_t rest = point;
    for (std::size_t f = experiment.factors.size(); f-- > 0;) {
      const std::size_t levels = levels_of(experiment.factors[f]);
      unit(point, f) = grid_share(experiment.factors[f], rest % levels);
      rest /= levels;
    }
  }
  return unit;
}

NumberTable saltelli_points(std::size_t base, std::size_t k, std::uint32_t seed) {
  const NumberTable drawn = sobol_points(base, 2 * k, seed);
  NumberTable unit(base * (k + 2), k);
  for (std::size_t block = 0; block < k + 2; ++block)
    for (std::size_t i = 0; i < base; ++i)
      for (std::size_t f = 0; f < k; ++f) {
        const bool of_b = block == 1 || block == f + 2;
        unit(block * base + i, f) = drawn(i, of_b ? k + f : f);
      }
  return unit;
}

// Values of a list: numbers are what they are, anything else is numbered in the order it first stands there.
void read_list(const Experiment& experiment, Design& design) {
  const std::size_t k = experiment.factors.size(), n = experiment.listed.size();
  design.written = experiment.listed;
  design.unit = design.value = NumberTable(n, k);
  for (std::size_t f = 0; f < k; ++f) {
    std::vector<nlohmann::json> seen;
    const bool numbers = std::ranges::all_of(
        experiment.listed, [f](const std::vector<nlohmann::json>& row) { return row[f].is_number(); });
    double low = std::numeric_limits<double>::max(), high = -low;
    for (std::size_t p = 0; p < n; ++p) {
      const nlohmann::json& cell = experiment.listed[p][f];
      auto found = std::ranges::find(seen, cell);
      if (found == seen.end()) found = seen.insert(seen.end(), cell);
      const double value =
          numbers ? cell.get<double>() : static_cast<double>(std::distance(seen.begin(), found));
      design.value(p, f) = value;
      low = std::min(low, value), high = std::max(high, value);
    }
    for (std::size_t p = 0; p < n; ++p)
      design.unit(p, f) = high > low ? (design.value(p, f) - low) / (high - low) : 0.5;
  }
}

std::vector<std::string> labels_of(const Experiment& experiment, std::size_t f) {
  std::vector<nlohmann::json> seen;
  const ExperimentFactor& factor = experiment.factors[f];
  if (experiment.design == DesignKind::list) {
    for (const std::vector<nlohmann::json>& row : experiment.listed)
      if (std::ranges::find(seen, row[f]) == seen.end()) seen.push_back(row[f]);
  } else if (factor.law == FactorLaw::values) {
    seen = factor.values;
  }
  const auto is_number = [](const nlohmann::json& value) { return value.is_number(); };
  std::vector<std::string> labels;
  if (std::ranges::all_of(seen, is_number)) return labels;
  for (const nlohmann::json& value : seen)
    labels.push_back(value.is_string() ? value.get<std::string>() : value.dump());
  return labels;
}

}  // namespace

NumberTable sobol_points(std::size_t n, std::size_t k, std::uint32_t seed) {
  const std::vector<Directions> directions = directions_of(k);
  NumberTable points(n, k);
  for (std::size_t column = 0; column < k; ++column) {
    const std::uint64_t key = stream_key({seed, 0}, {column, 0, kDesign, 0});
    for (std::size_t i = 0; i < n; ++i)
      points(i, column) = share(scrambled(coordinate_of(directions[column], i), key));
  }
  return points;
}

NumberTable latin_hypercube(std::size_t n, std::size_t k, std::uint32_t seed) {
  NumberTable points(n, k);
  for (std::size_t column = 0; column < k; ++column) {
    const std::vector<std::size_t> strata = shuffled(n, {seed, 0}, column);
    for (std::size_t i = 0; i < n; ++i) {
      const double within = uniform({seed, 0}, {column, static_cast<std::uint32_t>(i), kDesign, 2});
      points(i, column) = (static_cast<double>(strata[i]) + within) / static_cast<double>(n);
    }
  }
  return points;
}

std::size_t level_at(const ExperimentFactor& factor, double unit) {
  return static_cast<std::size_t>(std::min(std::floor(unit * values_of(factor)), values_of(factor) - 1));
}

double value_at(const ExperimentFactor& factor, double unit) {
  if (factor.law == FactorLaw::values && is_numeric(factor))
    return factor.values[level_at(factor, unit)].get<double>();
  double value = unbounded(factor, unit);
  if (is_counted(factor)) return value;
  value = rounded(factor, value);
  value = std::max(value, factor.low.value_or(value));
  return std::min(value, factor.high.value_or(value));
}

Design design_of(const Experiment& experiment) {
  Design design;
  const std::size_t k = experiment.factors.size(), n = static_cast<std::size_t>(experiment.points);
  const auto seed = static_cast<std::uint32_t>(experiment.design_seed);
  const double all = static_cast<double>(n) * static_cast<double>(k + 2);
  switch (experiment.design) {
    case DesignKind::grid:
      design.unit = grid_points(experiment);
      break;
    case DesignKind::list:
      read_list(experiment, design);
      return design;
    case DesignKind::latin_hypercube:
      design.unit = latin_hypercube(n, k, seed);
      break;
    case DesignKind::sobol:
      design.unit = sobol_points(n, k, seed);
      break;
    case DesignKind::saltelli:
      if (all > static_cast<double>(kMostPoints)) refuse_size(experiment, all);
      design.unit = saltelli_points(n, k, seed);
      design.base_points = n;
      break;
  }
  design.value = NumberTable(design.unit.rows, k);
  for (std::size_t f = 0; f < k; ++f)
    for (std::size_t p = 0; p < design.unit.rows; ++p)
      design.value(p, f) = value_at(experiment.factors[f], design.unit(p, f));
  return design;
}

namespace {

std::string meaning_of(const ExperimentFactor& factor) {
  if (factor.pointers.empty()) return "draw of the calibration";
  return (factor.times ? "multiplies what stands at " : "value put at ") +
         fmt::format("{}", fmt::join(factor.pointers, ", "));
}

}  // namespace

std::vector<BatchFactor> batch_factors(const Experiment& experiment, const Design& design) {
  std::vector<BatchFactor> factors;
  for (std::size_t f = 0; f < experiment.factors.size(); ++f) {
    const ExperimentFactor& factor = experiment.factors[f];
    BatchFactor& out = factors.emplace_back();
    out.name = factor.name, out.unit = factor.unit;
    out.pointer = factor.pointers.empty() ? "" : factor.pointers.front();
    out.meaning = meaning_of(factor);
    out.labels = labels_of(experiment, f);
    out.logarithmic = factor.logarithmic;
    const std::span<const double> column = design.value.column(f);
    const bool of_list = experiment.design == DesignKind::list;
    out.low = of_list ? *std::ranges::min_element(column) : end_of(factor, false);
    out.high = of_list ? *std::ranges::max_element(column) : end_of(factor, true);
  }
  return factors;
}

}  // namespace gs
