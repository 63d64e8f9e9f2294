// Values go in as JSON, so a point's plan passes the same door as every other; refusals name the point.
#include "scenarios/batch/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "scenarios/document/paths.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/sha256.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::string_view kResultsVersion = "2";  // of what a row means: another number, another hash

Error refusal(const Experiment& experiment,
              std::size_t factor,
              const std::string& pointer,
              const char* what) {
  return Error(Fault::bad_input,
               fmt::format("{} /factors/{}/pointer", experiment.file, factor),
               fmt::format("'{}' {} in {}", pointer, what, experiment.scenario),
               "name a place of the resolved plan, for example /offer/visit_rate",
               "S15");
}

void check_pointers(const Bench& bench) {
  for (std::size_t f = 0; f < bench.experiment.factors.size(); ++f) {
    const ExperimentFactor& factor = bench.experiment.factors[f];
    for (const std::string& text : factor.pointers) {
      json::json_pointer pointer;
      try {
        pointer = json::json_pointer(text);
      } catch (const json::exception&) {
        throw refusal(bench.experiment, f, text, "is no JSON pointer");
      }
      const json::json_pointer parent = pointer.parent_pointer();
      const bool there = bench.document.contains(parent) && bench.document.at(parent).is_object();
      if (!there) throw refusal(bench.experiment, f, text, "stands in nothing that is there");
      if (text == "/seed") throw refusal(bench.experiment, f, text, "is not read: the experiment has a seed");
      if (factor.times && !(bench.document.contains(pointer) && bench.document.at(pointer).is_number()))
        throw refusal(bench.experiment, f, text, "is no number to be multiplied");
    }
  }
}

bool holds_place(const std::string& outer, const std::string& inner) {
  return inner == outer || inner.starts_with(outer + "/");
}

// Two values for one place: one of them would be lost.
void check_places_apart(const Bench& bench) {
  const auto& factors = bench.experiment.factors;
  for (std::size_t f = 0; f < factors.size(); ++f)
    for (const std::string& place : factors[f].pointers)
      for (std::size_t g = 0; g < factors.size(); ++g)
        for (const std::string& other : factors[g].pointers)
          if (&place != &other && holds_place(other, place))
            throw Error(Fault::bad_input,
                        fmt::format("{} /factors/{}/pointer", bench.experiment.file, f),
                        fmt::format("'{}' is also set by factor '{}' ('{}')", place, factors[g].name, other),
                        "let one factor set it; a list of objects varies several keys together",
                        "S15");
}

void check_responses(const Bench& bench) {
  for (std::size_t r = 0; r < bench.experiment.responses.size(); ++r) {
    const ExperimentResponse& response = bench.experiment.responses[r];
    if (response.post.empty() || bench.base.plan.contains(response.post)) continue;
    throw Error(Fault::bad_input,
                fmt::format("{} /responses/{}/post", bench.experiment.file, r),
                "'" + response.post + "' is not a post of " + bench.experiment.scenario,
                "name one of the plan's posts",
                "S15");
  }
}

json number_json(double value, bool whole) {
  constexpr double kExact = 9007199254740992.0;
  if ((whole || value == std::trunc(value)) && std::abs(value) < kExact)
    return static_cast<std::int64_t>(value);
  return value;
}

// Millionths at most, as money is written, where the product is not smaller than that.
json multiplied(const json& base, const json& times) {
  const double product = base.get<double>() * times.get<double>();
  return number_json(std::abs(product) >= 0.01 ? std::round(product * 1e6) / 1e6 : product, false);
}

json written_value(const Bench& bench, std::uint32_t point, std::size_t f) {
  const ExperimentFactor& factor = bench.experiment.factors[f];
  if (!bench.design.written.empty()) return bench.design.written[point][f];
  if (factor.law == FactorLaw::values) return factor.values[level_at(factor, bench.design.unit(point, f))];
  return number_json(bench.design.value(point, f), factor.integer);
}

void check_worlds(const Bench& bench) {
  const double worlds =
      static_cast<double>(bench.points()) * static_cast<double>(bench.experiment.most_replicates());
  if (worlds < 4294967296.0) return;
  throw Error(Fault::limit,
              bench.experiment.file,
              fmt::format("{:.3g} worlds; at most 4294967295", worlds),
              "lower the points or the replicates",
              "S10");
}

}  // namespace

Bench bench_of(Experiment experiment, const BenchOptions& options) {
  Bench bench;
  const std::string path = path_of(experiment.scenario,
                                   {.relative_to = folder_of(experiment.file),
                                    .inside = "",
                                    .may_leave = options.reading.allow_path,
                                    .where = experiment.file + " /scenario"});
  bench.base = load_scenario(path, options.reading);
  bench.document = json::parse(bench.base.text);
  bench.reading = options.reading;
  bench.experiment = std::move(experiment);
  bench.design = design_of(bench.experiment);
  bench.seed = options.seed.value_or(
      static_cast<std::uint32_t>(bench.experiment.seed.value_or(bench.base.seed.value_or(1))));
  check_pointers(bench);
  check_places_apart(bench);
  check_responses(bench);
  check_worlds(bench);
  seal_bench(bench, "");
  return bench;
}

void seal_bench(Bench& bench, const std::string& knowledge) {
  json asked = json::parse(bench.experiment.text);
  for (const char* key : {"about", "scenario", "seed"}) asked.erase(key);  // told, or said below
  std::string all;
  for (const std::string& part : {std::string(GS_VERSION),
                                  std::string(kResultsVersion),
                                  dump_canonical(asked),
                                  bench.base.text,
                                  std::to_string(bench.seed),
                                  bench.reading.account,
                                  knowledge})
    all += std::to_string(part.size()) + ":" + part;
  bench.hash = sha256_hex(all);
}

json document_at(const Bench& bench, std::uint32_t point) {
  json document = bench.document;
  for (std::size_t f = 0; f < bench.experiment.factors.size(); ++f) {
    const ExperimentFactor& factor = bench.experiment.factors[f];
    const json value = factor.pointers.empty() ? json() : written_value(bench, point, f);
    for (const std::string& text : factor.pointers) {
      const json::json_pointer pointer(text);
      document[pointer] = factor.times ? multiplied(bench.document.at(pointer), value) : value;
    }
  }
  return document;
}

Scenario scenario_at(const Bench& bench, std::uint32_t point) {
  json document = document_at(bench, point);
  document.erase("extends");  // already resolved
  return parse_scenario(
      document.dump(), fmt::format("{} point {}", bench.experiment.file, point), bench.reading);
}

std::optional<std::size_t> draw_at(const Bench& bench, std::uint32_t point) {
  for (std::size_t f = 0; f < bench.experiment.factors.size(); ++f)
    if (bench.experiment.factors[f].law == FactorLaw::draws)
      return static_cast<std::size_t>(bench.design.value(point, f));
  return std::nullopt;
}

}  // namespace gs
