// Results of decisions on the page and in the terminal: one kind = one file here and one line in decision.cc.
// A kind gives its answer, its sections, its table; frame, notes and origin are the report's.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/report/answer.h"
#include "scenarios/report/documents.h"
#include "scenarios/report/report.h"

namespace gs {

struct DecisionView {
  Answer answer;
  std::string sections;  // HTML
  std::string facts{};   // HTML, below the answer
  bool alarm = false;    // the answer is bad news
};

bool is_decision(const nlohmann::json& document);
DecisionView decision_view(const nlohmann::json& document);
// Answer and table, without notes.
std::string decision_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
