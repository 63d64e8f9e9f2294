// From draws to rows: one KPI over all draws becomes a mean, nine quantiles and a chance to meet its target;
// two plans in the same worlds become the difference draw by draw. Undefined is counted, never turned into
// zero.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>

#include "scenarios/document/scenario.h"
#include "scenarios/kpi/kpi.h"

namespace gs {

using KpiDraws = std::span<const std::optional<double>>;  // one per draw; nullopt = undefined in that world

// {kpi, unit, formula, mean, sd, p025 … p975, defined_share} and, where they apply, undefined_because,
// target, p_target, p_target_standard_error. Numbers are over the draws in which the KPI is defined; an
// undefined draw meets no target.
nlohmann::json kpi_row(const Kpi& kpi, KpiDraws draws, const std::optional<Target>& target = std::nullopt);

// Money says whose: the unit of a KPI of money becomes the plan's ISO code.
void name_currency(nlohmann::json& row, const Kpi& kpi, const std::string& currency);

// {kpi, unit, mean, sd, p025 … p975, p_better, p_better_standard_error, standard_error,
// standard_error_if_independent, defined_share}: variant - base over the draws in which both are defined.
// p_better follows the KPI's direction, ties count half, null for a KPI without one.
nlohmann::json difference_row(const Kpi& kpi, KpiDraws base, KpiDraws variant);

}  // namespace gs
