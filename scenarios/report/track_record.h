// What a backtest shows: how often intervals held, for posts and for whole plans, what chance allows at that
// number, and which simple rules did better. Shared by the answer, the trust page and the terminal.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/documents.h"

namespace gs {

// The middle 95 % of a binomial share: what chance alone allows of n independent cases when p is right.
struct Bounds {
  double low = 0, high = 1;
};
Bounds binomial_bounds(std::int64_t n, double p);

double pooled_coverage80(const BacktestDocument& backtest);  // of posts, over all metrics

// Whole plans: the posts between one origin and the next, their counts added up.
struct PlanRecord {
  std::int64_t plans = 0;  // 0: no totals were scored
  double coverage80 = 0;   // over all metrics
  bool few = false;        // too few to tell
};
PlanRecord plan_record(const BacktestDocument& backtest);
std::string held_by_posts_and_plans(const BacktestDocument& backtest);  // "79 % for posts, 66 % for …"
std::string few_plans(const BacktestDocument& backtest);        // what so few plans can show; "" when many
std::string reach_unchecked(const BacktestDocument& backtest);  // why reach over a plan is; "" when it was

// Mean log CRPS over the metrics against a baseline's: positive = ours is better.
struct BaselineStanding {
  std::string baseline;
  double skill = 0;
  std::vector<const MetricScore*> wins;  // metrics on which the baseline is better
};
std::vector<BaselineStanding> standings(const BacktestDocument& backtest);  // the strongest rival first
bool rival_ahead(double skill);                                             // by 1 % or more once rounded
std::string skill_text(double skill);  // "+5 %", "−2 %", "level" where it rounds to 0 %

std::string metric_title(std::string_view metric);      // as its KPI is called: "clickers" -> "Clicks"
std::string baseline_title(std::string_view baseline);  // "type_paid" -> "Same type and paid flag"

}  // namespace gs
