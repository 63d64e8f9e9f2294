// The document of `groundswell explain` (groundswell/explanation/1).
//   parts[] {id, title, kpis[] {kpi, unit, mean, standard_error, share, behind {mean, standard_error},
//   left_out {mean, sd, p025 … p975, standard_error}}}: mean is the fair share; over the parts it adds up to
//   totals[].mean. left_out: the plan minus the plan without the part, world by world. behind: what the part
//   with the largest share has more, world by world; null for that part.
//   kpi: the one that sentences speak of, by the forecast's rule among those that can be shared out.
//   totals[] {kpi, unit, all, none, mean}: all - none = mean, none: the plan with none of the parts.
//   word_of_mouth, paid: KPI rows. For a variant: parts are its changes, left_out is what undoing the change
//   would take from the variant, alone what it alone would add to the base.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/decide/explain/changes.h"
#include "scenarios/decide/explain/contributions.h"

namespace gs {

nlohmann::json explanation_document(const Forecast& forecast, PartKind kind, const Contributions& found);
nlohmann::json explanation_document(const Forecast& base, const Scenario& variant, const PlanChanges& found);

}  // namespace gs
