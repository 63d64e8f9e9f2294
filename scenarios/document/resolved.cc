// The same steps as scenario.cc, stopped before the document becomes a plan, and taken up there.
#include "scenarios/document/resolved.h"

#include <nlohmann/json.hpp>

#include "scenarios/document/json.h"
#include "scenarios/document/paths.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/sha256.h"

namespace gs {

nlohmann::json resolved_scenario(const std::string& path, const ScenarioOptions& options) {
  if (path.ends_with(".csv") || path.ends_with(".CSV") || path.ends_with(".tsv"))
    return read_content_plan(path, options).document.root;
  return with_extends(read_text_file(path, {options.json_bytes, "json-bytes"}), path, options).root;
}

Scenario scenario_from(const nlohmann::json& resolved,
                       const std::string& name,
                       const ScenarioOptions& options) {
  const std::string text = resolved.dump(2);
  const JsonDocument document = parse_json_safe(text, name);
  Scenario scenario = scenario_of(document, options);
  settle(scenario, document, options);
  scenario.hash = sha256_hex(dump_canonical(document.root));
  return scenario;
}

}  // namespace gs
