// What may go wrong with a plan: the worst tenth of its worlds, defaults by how far they move the answer,
// what an adverse event does. From the forecast's `risk` and `assumed`; the first sentence of each is its
// answer. Does not judge how likely an adverse event is.
#pragma once
#include <string>

#include "scenarios/report/documents.h"
#include "scenarios/report/report.h"

namespace gs {

std::string risk_panel(const ForecastDocument& forecast);  // HTML sections, "" without risk
std::string risk_text(const ForecastDocument& forecast, const TerminalStyle& style);

}  // namespace gs
