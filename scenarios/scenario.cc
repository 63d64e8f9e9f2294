// From a file or a text to a checked scenario: extends resolved, keys read by their tables, references and
// dates settled, the resolved document hashed. The same document gives the same hash whatever its layout on
// the page.
#include "scenarios/scenario.h"

#include "core/error.h"
#include "scenarios/json.h"
#include "scenarios/paths.h"
#include "scenarios/scenario_read.h"
#include "scenarios/sha256.h"

namespace gs {
namespace {

Scenario checked(const JsonDocument& document, const ScenarioOptions& options) {
  Scenario scenario = scenario_of(document, options);
  settle(scenario, document);
  scenario.hash = sha256_hex(dump_canonical(document.root));
  return scenario;
}

}  // namespace

Scenario load_scenario(const std::string& path, const ScenarioOptions& options) {
  const std::string text = read_text_file(path, {JsonLimits{}.bytes, "json-bytes"});
  return checked(with_extends(text, path, options.allow_path), options);
}

Scenario parse_scenario(const std::string& text, const std::string& name) {
  JsonDocument document = parse_json_safe(text, name);
  const JsonView root(document);
  root.members();
  if (const auto extends = root.find("extends"))
    extends->refuse("a scenario without a file cannot extend another", "write all of it here", "S16");
  JsonDocument whole{nlohmann::json::object(), {}, {}};
  return checked(patched(std::move(whole), std::move(document)), {});
}

}  // namespace gs
