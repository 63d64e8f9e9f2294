// What forecast and compare share: their options, and where a result goes (report, workspace, terminal or
// JSON).
#pragma once
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "scenarios/forecast.h"
#include "scenarios/report/report.h"
#include "tools/commands/session.h"

namespace gs {

// Kinds of results that --save keeps, each under the middle word of its schema.
inline constexpr std::array kSavedKinds{
    "forecast", "comparison", "optimization", "tracking", "explanation", "influencers", "analysis"};

struct ResultArguments {
  std::string report, save, account;
  std::int64_t calibration = 0;
};

void add_result_options(CLI::App& command, ResultArguments& arguments, Session& session);
RunOptions run_options(const Scenario& scenario, const Session& session, const Watch& watch);
// Under `run`: what the run was expected to take.
nlohmann::json expected_of(const RunEstimate& estimate);
TerminalStyle terminal_style();

// A result by the file it was written to with --json, else by the name it was kept under with --save.
// Error(bad_input) [F01] when there is neither.
nlohmann::json stored_result(const std::string& name, const Session& session);

// Writes --report (with the latest backtest of the account where there is one), stores --save, delivers the
// result.
void finish_result(nlohmann::json& document,
                   const ResultArguments& arguments,
                   const std::string& account,
                   const Session& session);

}  // namespace gs
