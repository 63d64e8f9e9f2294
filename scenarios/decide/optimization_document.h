// An optimum, or a budget sought, as the document of PRODUCT: groundswell/optimization/1.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/decide/goal_seek.h"
#include "scenarios/decide/levers.h"

namespace gs {

// What was asked, for the document to repeat.
struct Asked {
  const Forecast& forecast;
  const Kpi& goal;
  const Division& division;
  const LeverRules& rules;
  const OptimizeOptions& options;
};

nlohmann::json optimization_document(const Asked& asked, const Optimum& optimum);

nlohmann::json optimization_document(const Asked& asked, const Seek& seek, const Sought& sought);

// Parts of it that other decisions share: what candidates come to, how two of them differ.
nlohmann::json figures_of(const Division& division, const Spend& spend, const Delivered& delivered);
nlohmann::json paired_of(const Paired& paired, const Worlds& worlds);

// The plan with a merge patch (RFC 7386), as a file that extends the given one; a patch that changes nothing
// leaves it its name.
nlohmann::json variant_document(const Scenario& scenario, const std::string& extends, nlohmann::json patch);

}  // namespace gs
