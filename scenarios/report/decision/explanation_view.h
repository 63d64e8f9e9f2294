// What each part of a plan brings, or each change of a variant, for people: fair shares that add up, what
// would be missing without, word of mouth, what ads bought.
#pragma once
#include "scenarios/report/decision/decision.h"

namespace gs {

DecisionView explanation_view(const nlohmann::json& document);
std::string explanation_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
