// Answers: may these intervals be believed, and by whom are they beaten? Method: shares pooled over metrics
// by their number of cases; chance by the exact binomial; skill on mean log CRPS. A difference that rounds to
// 0 % is level, never a win. Plans are few wherever history is short, so what their share can show is said
// beside it.
#include "scenarios/report/track_record.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "core/real.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

constexpr std::int64_t kFewPlans =
    50;  // below: chance alone moves a share by more than 10 points; assumption

bool level(double skill) { return std::abs(100 * skill) < 0.5; }

std::string plans_text(std::int64_t plans) {
  return whole_number(static_cast<double>(plans)) + (plans == 1 ? " plan" : " plans");
}

double pooled80(std::span<const MetricScore> scores) {
  double held = 0, all = 0;
  for (const MetricScore& score : scores) {
    held += score.coverage80 * static_cast<double>(score.n);
    all += static_cast<double>(score.n);
  }
  return all > 0 ? held / all : 0;
}

}  // namespace

Bounds binomial_bounds(std::int64_t n, double p) {
  if (n <= 0) return {};
  double log_mass = static_cast<double>(n) * exact_log(1 - p), sum = 0;
  Bounds bounds{-1, 1};
  for (std::int64_t k = 0; k <= n; ++k) {
    sum += exact_exp(log_mass);
    if (bounds.low < 0 && sum >= 0.025) bounds.low = static_cast<double>(k) / static_cast<double>(n);
    if (sum >= 0.975) return {std::max(bounds.low, 0.0), static_cast<double>(k) / static_cast<double>(n)};
    log_mass += exact_log(static_cast<double>(n - k) / static_cast<double>(k + 1) * p / (1 - p));
  }
  return {std::max(bounds.low, 0.0), 1};
}

double pooled_coverage80(const BacktestDocument& backtest) { return pooled80(backtest.metrics); }

PlanRecord plan_record(const BacktestDocument& backtest) {
  PlanRecord record;
  for (const MetricScore& score : backtest.totals) record.plans = std::max(record.plans, score.n);
  record.coverage80 = pooled80(backtest.totals);
  record.few = record.plans < kFewPlans;
  return record;
}

std::string held_by_posts_and_plans(const BacktestDocument& backtest) {
  const PlanRecord record = plan_record(backtest);
  std::string out = percent(pooled_coverage80(backtest)) + " for posts";
  if (record.plans > 0)
    out += ", " + percent(record.coverage80) + " for the totals of " + plans_text(record.plans);
  return out;
}

std::string few_plans(const BacktestDocument& backtest) {
  const PlanRecord record = plan_record(backtest);
  if (record.plans == 0 || !record.few) return {};
  const Bounds bounds = binomial_bounds(record.plans, 0.8);
  return "Only " + plans_text(record.plans) + (record.plans == 1 ? " was" : " were") +
         " scored: by chance alone, right intervals would hold between " + percent(bounds.low) + " and " +
         percent(bounds.high) + " of so few.";
}

std::string reach_unchecked(const BacktestDocument& backtest) {
  const bool checked = std::any_of(backtest.totals.begin(), backtest.totals.end(), [](const auto& score) {
    return score.metric == "reach";
  });
  return checked ? ""
                 : "How many different people a whole plan reaches cannot be checked: exports like this one "
                   "count reach post by post.";
}

std::string metric_title(std::string_view metric) {
  if (const Kpi* kpi = find_kpi(kpi_of_count(metric))) return std::string(kpi->title);
  std::string title(metric);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return visible(title);
}

std::string baseline_title(std::string_view baseline) {
  struct Title {
    std::string_view key, words;
  };
  static constexpr std::array<Title, 7> kTitles{{{"global", "All past posts"},
                                                 {"trailing60", "The last 60 posts"},
                                                 {"type_paid", "Same type and paid flag"},
                                                 {"seasonal", "Same weekday and hours"},
                                                 {"nb_glm", "Count regression"},
                                                 {"log_ridge", "Ridge on log counts"},
                                                 {"ridge_ewma", "Ridge with moving level"}}};
  for (const Title& title : kTitles)
    if (title.key == baseline) return std::string(title.words);
  return metric_title(baseline);
}

bool rival_ahead(double skill) { return skill < 0 && !level(skill); }

std::string skill_text(double skill) { return level(skill) ? "level" : signed_percent(skill); }

std::vector<BaselineStanding> standings(const BacktestDocument& backtest) {
  std::vector<BaselineStanding> all;
  std::vector<double> ours, theirs;
  for (const MetricScore& score : backtest.metrics) {
    for (const Skill& skill : score.skill) {
      if (!(skill.value < 1)) continue;
      auto found =
          std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.baseline == skill.baseline; });
      if (found == all.end()) {
        all.push_back({skill.baseline, 0, {}});
        ours.push_back(0);
        theirs.push_back(0);
        found = all.end() - 1;
      }
      const auto place = static_cast<std::size_t>(found - all.begin());
      ours[place] += score.log_crps;
      theirs[place] += score.log_crps / (1 - skill.value);
      if (rival_ahead(skill.value)) found->wins.push_back(&score);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) all[i].skill = theirs[i] > 0 ? 1 - ours[i] / theirs[i] : 0;
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.skill < b.skill; });
  return all;
}

Answer answer_of(const BacktestDocument& backtest) {
  if (backtest.metrics.empty()) return {"This backtest scored no metric.", {}};
  std::int64_t posts = 0;
  for (const MetricScore& score : backtest.metrics) posts = std::max(posts, score.n);
  Answer answer;
  answer.first = "The 80" + std::string(kThin) + "% intervals held " + percent(pooled_coverage80(backtest)) +
                 " of what happened, over " + std::to_string(backtest.metrics.size()) + " metrics of " +
                 whole_number(static_cast<double>(posts)) + " posts the model had not seen";
  const PlanRecord plans = plan_record(backtest);
  if (plans.plans > 0)
    answer.first += ", and " + percent(plans.coverage80) + " of the totals of " + plans_text(plans.plans) +
                    " made of them";
  answer.first += ".";
  for (const std::string& doubt : {few_plans(backtest), reach_unchecked(backtest)})
    if (!doubt.empty()) answer.then.push_back(doubt);
  const auto rivals = standings(backtest);
  if (rivals.empty()) return answer;
  const BaselineStanding& best = rivals.front();
  const std::string who =
      "The strongest simple rule (" + lower_first(baseline_title(best.baseline)) + ") is ";
  if (level(best.skill))
    answer.then.push_back(who + "level with it on average.");
  else if (best.skill > 0)
    answer.then.push_back(who + "beaten by " + percent(best.skill) + " on average.");
  else
    answer.then.push_back(who + "better by " + percent(-best.skill) + " on average: use it if it stays so.");
  if (!best.wins.empty())
    answer.then.push_back("It is ahead on " + std::to_string(best.wins.size()) + " of " +
                          std::to_string(backtest.metrics.size()) + " metrics.");
  return answer;
}

}  // namespace gs
