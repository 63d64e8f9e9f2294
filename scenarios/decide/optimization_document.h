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

// The plan with these amounts, as a file that extends the given one.
nlohmann::json variant_document(const Scenario& scenario, const std::string& extends, const Spend& spend);

}  // namespace gs
