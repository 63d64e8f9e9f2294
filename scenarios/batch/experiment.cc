// From a file to a checked experiment. Every value is judged where it stands; what needs two parts of the
// document (a list's columns, stopping's responses) is judged at the end.
#include "scenarios/batch/experiment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/batch/experiment_fields.h"
#include "scenarios/document/parts/members.h"
#include "scenarios/document/paths.h"
#include "scenarios/kpi/kpi.h"

namespace gs {
namespace {

constexpr std::string_view kSchema = "groundswell/experiment/1";

std::string any_of(std::span<const std::string_view> words) {
  return fmt::format("one of: {}", fmt::join(words, ", "));
}

// Which of the words the text is.
std::size_t choice(const JsonView& object,
                   const std::string& key,
                   const std::string& text,
                   std::span<const std::string_view> words) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) object.find(key)->refuse("'" + text + "'", "write " + any_of(words), "S04");
  return static_cast<std::size_t>(found - words.begin());
}

template <class S, std::size_t N>
S read_object(const JsonView& view, const std::array<Field<S>, N>& fields, Names more = {}) {
  S keys{};
  view.only_keys(keys_of(fields, std::move(more)));
  read_fields(view, fields, keys);
  return keys;
}

// ---- factors ----

void read_range(const JsonView& range, const FactorKeys& keys, ExperimentFactor& factor) {
  const std::vector<JsonView> ends = range.items();
  if (ends.size() != 2) range.refuse("a range has two ends", "write [low, high]", "S04");
  factor.law = FactorLaw::range;
  factor.low = ends[0].number(), factor.high = ends[1].number();
  if (!(*factor.low < *factor.high))
    range.refuse(fmt::format("{} is not below {}", *factor.low, *factor.high), "write [low, high]", "S05");
  factor.logarithmic = keys.scale == "log";
  if (factor.logarithmic && !(*factor.low > 0))
    ends[0].refuse("a log scale needs values above 0", "raise it, or leave scale out", "S05");
}

void read_values(const JsonView& values, ExperimentFactor& factor) {
  factor.law = FactorLaw::values;
  for (const JsonView& item : values.items()) {
    if (std::ranges::find(factor.values, item.value()) != factor.values.end())
      item.refuse("stands there twice", "name every value once", "S02");
    factor.values.push_back(item.value());
    if (factor.times) item.number();
  }
  if (factor.values.empty()) values.refuse("no values", "name at least one", "S05");
  if (is_numeric(factor)) std::ranges::sort(factor.values);  // more of the cube is more of the value
}

void read_law(const JsonView& law, FactorLaw kind, ExperimentFactor& factor) {
  const LawKeys keys = kind == FactorLaw::normal      ? read_object(law, kNormalFields)
                       : kind == FactorLaw::lognormal ? read_object(law, kLognormalFields)
                                                      : read_object(law, kTriangularFields);
  factor.law = kind;
  factor.low = keys.low, factor.high = keys.high;
  factor.center = keys.mean.value_or(keys.median.value_or(keys.mode.value_or(0)));
  factor.spread = keys.sd.value_or(keys.sd_log.value_or(1));
  factor.logarithmic = kind == FactorLaw::lognormal;
  const bool inside =
      kind != FactorLaw::triangular || (*keys.low <= factor.center && factor.center <= *keys.high);
  if ((factor.low && factor.high && !(*factor.low < *factor.high)) || !inside)
    law.refuse("low, mode and high are not in this order", "write them from low to high", "S05");
}

std::vector<std::string> pointers_in(const JsonView& view, const FactorKeys& keys) {
  std::vector<std::string> pointers;
  if (keys.pointer) pointers.push_back(*keys.pointer);
  const auto several = view.find("pointers");
  if (several)
    for (const JsonView& item : several->items()) pointers.push_back(item.text({1, 500}));
  for (const std::string& pointer : pointers)
    if (!pointer.starts_with('/'))
      view.find(several ? "pointers" : "pointer")
          ->refuse("'" + pointer + "' is no JSON pointer", "write for example /offer/visit_rate", "S04");
  if (pointers.empty() == !keys.draws)
    view.refuse("a factor has either a pointer (or pointers) or draws", "say where its values go", "S04");
  return pointers;
}

ExperimentFactor factor_of(const JsonView& view, bool of_list) {
  const Names laws{"values", "range", "normal", "lognormal", "triangular"};
  Names more = laws;
  more.emplace_back("pointers");
  const FactorKeys keys = read_object(view, kFactorFields, more);
  constexpr std::array<std::string_view, 2> kScales{"linear", "log"};
  choice(view, "scale", keys.scale, kScales);
  ExperimentFactor factor{.name = keys.name,
                          .unit = keys.unit,
                          .pointers = pointers_in(view, keys),
                          .levels = keys.levels,
                          .times = keys.times,
                          .integer = keys.integer};
  std::size_t said = keys.draws ? 1 : 0;
  for (const std::string& law : laws) said += view.find(law) ? 1 : 0;
  if (said > 1 || (said == 0 && !of_list))
    view.refuse(said == 0 ? "no values are named" : "several laws for one factor",
                fmt::format("write {} or draws; one of them", fmt::join(laws, ", ")),
                "S04");
  if (const auto values = view.find("values")) read_values(*values, factor);
  if (const auto range = view.find("range")) read_range(*range, keys, factor);
  if (const auto law = view.find("normal")) read_law(*law, FactorLaw::normal, factor);
  if (const auto law = view.find("lognormal")) read_law(*law, FactorLaw::lognormal, factor);
  if (const auto law = view.find("triangular")) read_law(*law, FactorLaw::triangular, factor);
  if (keys.draws) factor.law = FactorLaw::draws, factor.draws = *keys.draws;
  return factor;
}

// ---- responses ----

std::string usual_name(const ResponseKeys& keys) {
  std::string name = keys.kpi;
  if (keys.quantile) name += fmt::format(".p{:g}", *keys.quantile * 100);
  if (!keys.post.empty()) name += "@" + keys.post;
  if (!keys.platform.empty()) name += "@" + keys.platform;
  if (keys.day > 0) name += fmt::format("@day{}", keys.day);
  return name;
}

ExperimentResponse response_of(const JsonView& view) {
  ResponseKeys keys = read_object(view, kResponseFields);
  if (find_kpi(keys.kpi) == nullptr) {
    Names known;
    for (const Kpi& kpi : kpis()) known.emplace_back(kpi.name);
    const std::string near = nearest(keys.kpi, known);
    view.find("kpi")->refuse(
        "'" + keys.kpi + "' is not a KPI",
        near.empty() ? fmt::format("known: {}", fmt::join(known, ", ")) : "did you mean '" + near + "'?",
        "S04");
  }
  if ((keys.day > 0) + !keys.post.empty() + !keys.platform.empty() > 1)
    view.refuse("of a day, of a post or of a platform: one of them", "leave the others out", "S04");
  if (keys.name.empty()) keys.name = usual_name(keys);
  return {keys.name, keys.kpi, keys.post, keys.platform, keys.day, keys.quantile};
}

// ---- the document ----

void refuse_twice(const JsonView& list, const std::vector<std::string>& names) {
  std::set<std::string> seen;
  const std::vector<JsonView> items = list.items();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!seen.insert(names[i]).second)
      items[i].refuse("'" + names[i] + "' stands there twice", "give every one its own name", "S02");
}

JsonView required(const JsonView& root, const std::string& key, const std::string& way_out) {
  const auto found = root.find(key);
  if (!found) root.refuse("'" + key + "' is missing", way_out, "S04");
  return *found;
}

void read_design(const JsonView& root, Experiment& experiment) {
  const JsonView view = required(root, "design", "say how points are laid: {\"kind\": \"sobol\", …}");
  const DesignKeys keys = read_object(view, kDesignFields, {"list"});
  experiment.design = static_cast<DesignKind>(choice(view, "kind", keys.kind, kDesigns));
  experiment.design_seed = keys.seed;
  const bool drawn = experiment.design != DesignKind::grid && experiment.design != DesignKind::list;
  if (drawn != keys.points.has_value())
    view.refuse(drawn ? "'points' is missing" : "points of a grid or list follow from its values",
                drawn ? "say how many points are drawn" : "leave 'points' out",
                "S04");
  experiment.points = keys.points.value_or(0);
  const auto list = view.find("list");
  if (list.has_value() != (experiment.design == DesignKind::list))
    view.refuse(list ? "only a list has a 'list'" : "'list' is missing",
                "write \"kind\": \"list\" and \"list\": [[value of the first factor, …], …]",
                "S04");
  if (list)
    for (const JsonView& row : list->items()) {
      std::vector<nlohmann::json>& values = experiment.listed.emplace_back();
      for (const JsonView& item : row.items()) values.push_back(item.value());
    }
  if (list && experiment.listed.empty()) list->refuse("no points", "name at least one", "S05");
}

void read_factors(const JsonView& root, Experiment& experiment) {
  const JsonView list = required(root, "factors", "say what is varied: [{\"name\": …, \"pointer\": …}]");
  const std::vector<JsonView> items = list.items();
  if (items.empty() || items.size() > kMostFactors)
    list.refuse(fmt::format("{} factors; expected 1…{}", items.size(), kMostFactors), "name some", "S05");
  std::vector<std::string> names;
  for (const JsonView& item : items) {
    experiment.factors.push_back(factor_of(item, experiment.design == DesignKind::list));
    names.push_back(experiment.factors.back().name);
  }
  refuse_twice(list, names);
  if (experiment.design != DesignKind::list) return;
  const std::vector<JsonView> rows = required(required(root, "design", ""), "list", "").items();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (experiment.listed[i].size() != items.size())
      rows[i].refuse(fmt::format("{} values for {} factors", experiment.listed[i].size(), items.size()),
                     "write one of every factor, in their order",
                     "S04");
}

void read_responses(const JsonView& root, Experiment& experiment) {
  const JsonView list = required(root, "responses", "say what is noted of a world: [{\"kpi\": \"reach\"}]");
  const std::vector<JsonView> items = list.items();
  if (items.empty() || items.size() > kMostResponses)
    list.refuse(fmt::format("{} responses; expected 1…{}", items.size(), kMostResponses), "name some", "S05");
  std::vector<std::string> names;
  for (const JsonView& item : items) {
    experiment.responses.push_back(response_of(item));
    names.push_back(experiment.responses.back().name);
  }
  refuse_twice(list, names);
}

// Every factor and response is a column of the tables of results, beside those that are always there; SQL
// takes capitals and small letters for the same.
void refuse_shared_columns(const JsonView& root, const Experiment& experiment) {
  const auto folded = [](std::string name) {
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
  };
  std::set<std::string> taken{"point", "replicate", "state", "worlds", "reason"};
  const auto take = [&](const JsonView& item, const std::string& column) {
    if (taken.insert(folded(column)).second) return;
    item.refuse("'" + column + "' is a column of the results already",
                "give it another name (capitals do not count)",
                "S02");
  };
  const std::vector<JsonView> factors = root.find("factors")->items();
  const std::vector<JsonView> responses = root.find("responses")->items();
  for (std::size_t f = 0; f < factors.size(); ++f) take(factors[f], experiment.factors[f].name);
  for (std::size_t r = 0; r < responses.size(); ++r)
    for (const char* column : {"", ".mean", ".sd", ".defined"})
      take(responses[r], experiment.responses[r].name + column);
}

void read_replicates(const JsonView& root, Experiment& experiment) {
  const auto view = root.find("replicates");
  if (!view) return;
  const ReplicateKeys keys = read_object(*view, kReplicateFields);
  constexpr std::array<std::string_view, 2> kPairings{"paired", "independent"};
  experiment.paired = choice(*view, "pairing", keys.pairing, kPairings) == 0;
  experiment.replicates = keys.count;
  experiment.block = std::min(keys.block, keys.count);
}

void read_stopping(const JsonView& root, Experiment& experiment) {
  const auto view = root.find("stopping");
  if (!view) return;
  const StoppingKeys keys = read_object(*view, kStoppingFields, {"responses"});
  experiment.stopping.relative_error = keys.relative_error;
  experiment.stopping.most = keys.most;
  if (keys.most < experiment.replicates)
    view->find("most")->refuse(
        fmt::format("{} is below the {} replicates every point has", keys.most, experiment.replicates),
        "raise it, or lower replicates.count",
        "S05");
  for (const JsonView& item : required(*view, "responses", "name responses by their names").items()) {
    const std::string name = item.text();
    const auto found = std::ranges::find(experiment.responses, name, &ExperimentResponse::name);
    if (found == experiment.responses.end())
      item.refuse("'" + name + "' is not a response of this experiment", "name one of responses", "S15");
    experiment.stopping.rows.push_back(static_cast<std::size_t>(found - experiment.responses.begin()));
  }
  if (experiment.stopping.rows.empty()) view->refuse("no responses", "name at least one", "S05");
}

void check_schema_name(const JsonView& root, const ExperimentHead& head) {
  if (!head.schema.empty() && head.schema != kSchema)
    root.find("schema")->refuse(
        "made for schema " + head.schema + "; this build reads " + std::string(kSchema),
        "write \"schema\": \"" + std::string(kSchema) + "\"",
        "S17");
}

Experiment experiment_of(const JsonDocument& document, const std::string& file) {
  const JsonView root(document);
  const ExperimentHead head =
      read_object(root, kExperimentFields, {"factors", "design", "replicates", "responses", "stopping"});
  check_schema_name(root, head);
  Experiment experiment;
  experiment.name = head.name, experiment.about = head.about;
  experiment.scenario = head.scenario, experiment.seed = head.seed;
  experiment.file = file;
  read_design(root, experiment);
  read_factors(root, experiment);
  read_replicates(root, experiment);
  read_responses(root, experiment);
  refuse_shared_columns(root, experiment);
  read_stopping(root, experiment);
  experiment.text = dump_canonical(document.root);
  return experiment;
}

}  // namespace

bool is_numeric(const ExperimentFactor& factor) {
  return std::ranges::all_of(factor.values, [](const nlohmann::json& value) { return value.is_number(); });
}

std::string_view name_of(DesignKind kind) { return kDesigns[static_cast<std::size_t>(kind)]; }

Experiment parse_experiment(const std::string& text, const std::string& name) {
  return experiment_of(parse_json_safe(text, name), name);
}

Experiment load_experiment(const std::string& path, const ScenarioOptions& options) {
  const std::string text = read_text_file(path, {options.json_bytes, "json-bytes"});
  return experiment_of(parse_json_safe(text, path, {options.json_bytes}), path);
}

}  // namespace gs
