// Every KPI row of a forecast or comparison as one line of CSV: scope, whose, KPI, quantiles, chances. Long
// form, so that spreadsheets and statistics programs pivot it as they like.
#pragma once
#include "scenarios/exports/exports.h"

namespace gs {

Exported kpi_csv(const nlohmann::json& result);

}  // namespace gs
