// Any bytes as a plan: a scenario document, or a scheduler's bulk file. What is accepted keeps its own
// promises.
#include "scenarios/document/json.h"
#include "scenarios/document/scenario.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/targets.h"

namespace gs::fuzz {

namespace {

void check(const Scenario& scenario) {
  for (const auto& [id, post] : scenario.plan) {
    promise(!id.empty() && id.size() <= 800, "ids have 1 to 200 characters");
    promise(!post.platform.empty(), "every post knows its platform");
  }
  for (const auto& [id, ad] : scenario.ads) {
    promise(scenario.plan.contains(ad.post), "an ad promotes a post of the plan");
    promise(ad.daily_budget.has_value() != ad.total_budget.has_value(), "an ad has one budget");
  }
  promise(scenario.hash.size() == 64, "a plan has a hash");
}

}  // namespace

void scenario(std::string_view bytes) {
  read_or_refuse([&] {
    const JsonDocument document = parse_json_safe(bytes, "plan.json");
    const std::string text = dump_canonical(document.root);
    promise(dump_canonical(parse_json_safe(text, "again.json").root) == text,
            "what was written reads the same");
  });
  read_or_refuse([&] { check(parse_scenario(std::string(bytes), "plan.json")); });
}

void content_plan(std::string_view bytes) {
  const std::string path = file_of(bytes, "plan.csv");
  ScenarioOptions options;
  options.account = "page";
  options.platform_of = {{"page", "facebook"}};
  read_or_refuse([&] { check(load_scenario(path, options)); });
}

}  // namespace gs::fuzz
