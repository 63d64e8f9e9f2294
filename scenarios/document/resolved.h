// A scenario as one document, whatever it extended or came from as a table: what a result carries so that its
// plan can be lived again without the files it was read from.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/document/scenario.h"

namespace gs {

// The document load_scenario reads from the file, `extends` resolved.
nlohmann::json resolved_scenario(const std::string& path, const ScenarioOptions& options = {});

// The same way back; `name` stands for the file in messages.
Scenario scenario_from(const nlohmann::json& resolved,
                       const std::string& name,
                       const ScenarioOptions& options);

}  // namespace gs
