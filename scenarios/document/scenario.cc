// From a file or a text to a checked scenario: extends resolved, keys read by their tables, references and
// dates settled, the resolved document hashed. The same document gives the same hash whatever its layout on
// the page.
#include "scenarios/document/scenario.h"

#include "core/error.h"
#include "scenarios/document/json.h"
#include "scenarios/document/paths.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/sha256.h"

namespace gs {
namespace {

Scenario checked(const JsonDocument& document, const ScenarioOptions& options) {
  Scenario scenario = scenario_of(document, options);
  settle(scenario, document, options);
  scenario.text = dump_canonical(document.root);
  scenario.hash = sha256_hex(scenario.text);
  return scenario;
}

bool is_csv(const std::string& path) {
  return path.size() >= 4 && (path.ends_with(".csv") || path.ends_with(".CSV") || path.ends_with(".tsv"));
}

Scenario content_plan(const std::string& path, const ScenarioOptions& options) {
  const ContentPlan plan = read_content_plan(path, options);
  Scenario scenario = checked(plan.document, options);
  scenario.notes.insert(scenario.notes.end(), plan.notes.begin(), plan.notes.end());
  return scenario;
}

}  // namespace

Scenario load_scenario(const std::string& path, const ScenarioOptions& options) {
  if (is_csv(path)) return content_plan(path, options);
  const std::string text = read_text_file(path, {options.json_bytes, "json-bytes"});
  return checked(with_extends(text, path, options), options);
}

Scenario parse_scenario(const std::string& text, const std::string& name, const ScenarioOptions& options) {
  JsonDocument document = parse_json_safe(text, name);
  const JsonView root(document);
  root.members();
  if (const auto extends = root.find("extends"))
    extends->refuse("a scenario without a file cannot extend another", "write all of it here", "S16");
  JsonDocument whole{nlohmann::json::object(), {}, {}};
  return checked(patched(std::move(whole), std::move(document)), options);
}

}  // namespace gs
