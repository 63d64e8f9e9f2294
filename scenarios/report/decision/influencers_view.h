// Which placements to buy, for people: what each adds once those before it are there, what the usual rules
// would buy at the same money, who shares whose followers.
#pragma once
#include "scenarios/report/decision/decision.h"

namespace gs {

DecisionView influencers_view(const nlohmann::json& document);
std::string influencers_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
