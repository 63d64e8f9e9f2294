// An optimised plan for a person: the answer first (what the same money divided better and better times for
// the posts bring, or what a target costs), every line now and best with what holds it, where the next money
// does most, which posts move. Terminal and page from one reading of the document of `optimize`.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/decision/decision.h"

namespace gs {

struct DividedLine {
  std::string id, kind, post, hold;
  double before = 0, reference = 0, after = 0, tried = 0, low = 0, high = 0;
  std::optional<double> marginal;
};
struct CurvePoint {
  double spend = 0, mean = 0, p10 = 0, p90 = 0;
};
struct CurvePlace {
  double spend = 0, value = 0;
  std::optional<double> marginal;
};
struct ShownCurve {
  std::string id, law;
  double scale = 0, shape = 1, saturation = 0;
  std::vector<CurvePoint> points;
  CurvePlace here, best;
};
struct KeptCondition {
  std::string kpi{}, of{};
  bool at_most = true, holds = false;
  double limit = 0;
  std::optional<double> value{};
};
struct DividedFigures {
  double budget = 0, score = 0, mean = 0, p10 = 0, p50 = 0, p90 = 0;
  std::optional<double> spent{};
  std::vector<KeptCondition> conditions{};
};
struct SoughtRung {
  double budget = 0, chance = 0;
  bool conditions_hold = true;
};
struct MeanWithin {
  double mean = 0, low = 0, high = 0;  // 95 % interval
};
struct TimedPost {
  std::string id{}, title{}, before{}, after{}, tried{};  // times as in the document, with their offsets
  std::optional<MeanWithin> gain{};                       // of this move alone
};
struct SearchGap {
  double mean = 0, high = 0;
  std::int64_t candidates = 0;
};
struct OptimizationDocument {
  Head head;
  std::string kpi, title, unit, aim;
  double target = 0, worst_share = 0, given_budget = 0;
  bool better = false, feasible = true, scaled = false, free = false;
  bool divided_better = false;               // the money's part of `better`
  bool timed = false, timed_better = false;  // hours were asked for; their part
  MeanWithin times{};                        // what the best other times bring
  std::vector<TimedPost> posts{};
  std::optional<SearchGap> gap{};
  std::optional<double> bounds;
  DividedFigures before, after;
  std::vector<DividedLine> lines;
  std::vector<std::string> binding;
  std::vector<ShownCurve> curves;
  double mean = 0, low = 0, high = 0, p10 = 0, p90 = 0, p_better = 0;  // on fresh worlds
  std::int64_t worlds = 0;
  bool sought = false;  // a budget for a target
  double confidence = 0, sought_budget = 0, chance = 0, lower_bound = 0, most = 0;
  std::vector<SoughtRung> ladder;
};

OptimizationDocument read_optimization(const nlohmann::json& document);

std::string first_sentence(const OptimizationDocument& optimization);  // names marked (answer.h)
std::vector<std::string> then_sentences(const OptimizationDocument& optimization);
std::string money_words(double amount);   // "8 700", "84.17"
std::string signed_money(double amount);  // "+540", "−960", "0"
std::string goal_words(const OptimizationDocument& optimization, double figure);
std::string hold_words(const std::string& hold);  // "upper bound binds"
// What the next sum of money brings there: "next 100: +1.1 leads"; empty where nothing tells.
std::string next_words(const OptimizationDocument& optimization, const std::optional<double>& marginal);
double next_sum(const OptimizationDocument& optimization);  // a round hundredth of the budget

// A division was found and not proved: it is shown, and named so.
bool unproven(const OptimizationDocument& optimization);
double found_amount(const OptimizationDocument& optimization, const DividedLine& line);
std::string found_words(const OptimizationDocument& optimization);  // "best", "tried, not proven"
std::string goal_gain(const OptimizationDocument& optimization, const MeanWithin& gain);
std::string gap_words(const OptimizationDocument& optimization);  // empty where the document tells none

// Publishing times (optimization_times.cc): posts that move, or would have.
std::vector<TimedPost> shown_posts(const OptimizationDocument& optimization);
std::string time_words(const std::string& iso);  // "Mon 7 Dec 18:00"
std::string times_sentence(const OptimizationDocument& optimization);
std::string times_text(const OptimizationDocument& optimization, const TerminalStyle& style);
std::string times_section(const OptimizationDocument& optimization);  // HTML

DecisionView optimization_view(const nlohmann::json& document);  // curves, lines, budgets, chances
std::string optimization_text(const nlohmann::json& document, const TerminalStyle& style);

}  // namespace gs
