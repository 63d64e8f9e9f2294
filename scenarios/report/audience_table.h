// An audience document for the terminal: who there is, what links are like, who follows what, who leads.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/report/report.h"

namespace gs {

std::string audience_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
