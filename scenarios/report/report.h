// One self-contained HTML page from result documents (the JSON that forecast, compare and backtest print).
// No script, no network; SVG drawn here; every user string is text, escaped.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace gs {

struct ReportInput {
  std::vector<nlohmann::json> documents;  // forecast, comparison, backtest, in any order; at least one
  std::string command;  // the command line that made them, for the "reproduce" line; may be empty
};

std::string render_report(const ReportInput& input);

// The same results for the terminal (100 columns at most); colour words and UTF-8 only when asked.
struct TerminalStyle {
  bool colour = false, utf8 = true;
  int columns = 100;
};
std::string render_terminal(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
