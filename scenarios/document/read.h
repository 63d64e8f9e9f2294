// The steps between a text and a checked Scenario; scenario.cc puts them together.
#pragma once
#include <string>
#include <vector>

#include "scenarios/document/json.h"
#include "scenarios/document/scenario.h"

namespace gs {

// The document with everything it extends laid beneath it; `text` was read from `path`. Refuses a path that
// leaves the folder [S16], a cycle or more than 16 levels [S18].
JsonDocument with_extends(const std::string& text, const std::string& path, const ScenarioOptions& options);

// All objects into structs by their field tables: kinds, ranges, unknown keys, ids. Dates and references come
// later.
Scenario scenario_of(const JsonDocument& document, const ScenarioOptions& options);

// Accounts, platforms, instants, start and end: what needs two parts of the document. Fills `published`,
// start and end.
void settle(Scenario& scenario, const JsonDocument& document, const ScenarioOptions& options);

// The instant of a local or absolute time as written; refuses one that a change of clocks skips [V08], notes
// one that happens twice.
Instant instant_of(const std::string& text, const JsonView& view, Scenario& scenario);

// What to say of a date or time that parse_iso does not take: not a calendar date [V06], or not a time at all
// [S04].
struct TimeComplaint {
  std::string what, remedy, code;
};
TimeComplaint complaint_about_time(const std::string& text);

// A scheduler's bulk file (postAtSpecificTime, content, …) as the scenario document it stands for.
struct ContentPlan {
  JsonDocument document;
  std::vector<std::string> notes;
};
ContentPlan read_content_plan(const std::string& path, const ScenarioOptions& options);

}  // namespace gs
