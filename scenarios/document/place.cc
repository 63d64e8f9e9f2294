// The file is read once more: only refusals ask.
#include "scenarios/document/place.h"

#include "core/error.h"
#include "scenarios/document/paths.h"
#include "scenarios/document/read.h"

namespace gs {

std::string place_in(const Scenario& scenario, const std::string& pointer) {
  const std::string plain = scenario.file + " " + pointer;
  try {
    ScenarioOptions options;
    options.allow_path = true;  // it was allowed when the plan was read
    const std::string text = read_text_file(scenario.file, {options.json_bytes, "json-bytes"});
    const JsonDocument document = with_extends(text, scenario.file, options);
    const std::string part = pointer.substr(0, pointer.find('/', 1));
    if (!document.root.is_object() || !document.root.contains(part.substr(1))) return plain;
    return document.where(pointer);
  } catch (const Error&) {
    return plain;  // a content plan, or a kept forecast
  }
}

}  // namespace gs
