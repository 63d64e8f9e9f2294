// Answers: what does the reader take away? Method: fixed sentence forms filled with rounded numbers; a plan
// is called better only when the paired 95 % interval of the difference leaves 0 out. Does not recommend what
// was not compared.
#include "scenarios/report/answer.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "scenarios/kpi/leading.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"

namespace gs {
namespace {

constexpr char kNameBegins = '\x02',
               kNameEnds = '\x03';       // no user's: visible() spells controls out
constexpr std::size_t kNameLength = 80;  // characters of a name inside a sentence

std::string with_unit(const std::string& figure, const UnitView& unit) {
  if (unit.text.empty() || unit.text == "ratio" || unit.text == "actions")
    return figure;  // the title says which actions
  return figure + (unit.text == "%" ? std::string(kThin) : std::string(" ")) + visible(unit.text);
}

// The goal as its planner wrote it: the row's step, finer only where the goal needs it.
std::string goal_number(double goal, double step) {
  for (int i = 0; i < 6 && std::abs(goal / step - std::round(goal / step)) > 1e-6; ++i) step /= 10;
  return number(goal, step);
}

std::string goal_text(const KpiRow& row) {
  const Figures figures = figures_of(row);
  const double goal = figures.unit.factor * row.at_least.value_or(row.at_most.value_or(0));
  std::string out =
      (row.at_least ? "at least " : "at most ") + with_unit(goal_number(goal, figures.step), figures.unit);
  if (row.at_least && row.at_most)
    out += " and at most " +
           with_unit(goal_number(figures.unit.factor * *row.at_most, figures.step), figures.unit);
  return out;
}

std::string interval_sentence(const KpiRow& row) {
  const Figures figures = figures_of(row);
  return "Median " + with_unit(figures.median, figures.unit) + ", 80" + std::string(kThin) + "% interval " +
         figures.interval + ".";
}

std::string target_sentence(const KpiRow& row) {
  return visible(row.title) + " of " + goal_text(row) + " has probability " +
         probability(*row.p_target, row.worlds) + ".";
}

// The level of what the headline speaks of may be nobody's measurement; then it is said at once.
void add_default_sentence(Answer& answer, const KpiRow& row) {
  if (const std::string note = default_note(row); !note.empty())
    answer.then.push_back(visible(row.title) + ": " + visible(note) + ".");
}

std::string expectation(const KpiRow& row) {
  const Figures figures = figures_of(row);
  return "Expect " + lower_first(visible(row.title)) + " of " + with_unit(figures.median, figures.unit) +
         ", 8 times in 10 between " + figures.low + " and " + figures.high + ".";
}

constexpr double kCent = 0.01;

bool is_money(const std::string& unit) {  // an ISO 4217 code
  return unit.size() == 3 &&
         std::all_of(unit.begin(), unit.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string marked(std::string_view user_name) {
  return std::string("\u201c") + kNameBegins + shortened(user_name, kNameLength) + kNameEnds + "\u201d";
}

std::string lower_first(std::string title) {
  const bool acronym = title.size() > 1 && std::isupper(static_cast<unsigned char>(title[1])) != 0;
  if (!title.empty() && !acronym)
    title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
  return title;
}

std::string page_text(std::string_view sentence) {
  std::string out, run;
  const auto flush = [&] {
    out += text(run);
    run.clear();
  };
  for (const char c : sentence) {
    if (c != kNameBegins && c != kNameEnds) {
      run += c;
      continue;
    }
    flush();
    out += c == kNameBegins ? "<bdi>" : "</bdi>";
  }
  flush();
  return out;
}

std::string plain_text(std::string_view sentence) {
  std::string out;
  for (const char c : sentence)
    if (c != kNameBegins && c != kNameEnds) out += c;
  return out;
}

Figures figures_of(const KpiRow& row) {
  Figures figures;
  figures.unit = view_of(row.unit, row.kpi);
  const double f = figures.unit.factor;
  figures.median = figures.low = figures.high = figures.interval = figures.target = std::string(kUndefined);
  if (row.defined) {
    figures.step = rounding_step(f * row.at[p10], f * row.at[p90], figures.unit.whole);
    if (is_money(row.unit)) figures.step = std::max(figures.step, kCent);
    figures.median = number(f * row.at[p50], figures.step);
    figures.low = number(f * row.at[p10], figures.step);
    figures.high = number(f * row.at[p90], figures.step);
    figures.interval = range(f * row.at[p10], f * row.at[p90], figures.step);
  }
  if (row.at_least || row.at_most) {
    const double goal = f * row.at_least.value_or(row.at_most.value_or(0));
    figures.target = (row.at_least ? "\u2265 " : "\u2264 ") + goal_number(goal, figures.step);
    if (row.at_least && row.at_most)
      figures.target += " \u2264 " + goal_number(f * *row.at_most, figures.step);
  }
  return figures;
}

std::string reason_of(const KpiRow& row) {
  return row.undefined_because.empty() ? "no reason given by the result" : row.undefined_because;
}

std::string default_note(const KpiRow& row) {
  return row.default_because.empty() ? "" : row.default_because + ": a default, not fitted";
}

Figures figures_of(const Difference& difference) {
  Figures figures;
  figures.unit = view_of(difference.unit, difference.kpi);
  if (figures.unit.text == "%") figures.unit.text = "percentage points";
  figures.median = figures.low = figures.high = figures.interval = std::string(kUndefined);
  if (!difference.defined) return figures;
  const double f = figures.unit.factor;
  const double low = f * difference.at[p10], middle = f * difference.at[p50], high = f * difference.at[p90];
  figures.step = rounding_step(low, high, false);
  if (figures.unit.whole) figures.step = std::max(figures.step, 1.0);
  if (is_money(difference.unit)) figures.step = std::max(figures.step, kCent);
  figures.median = signed_number(middle, figures.step);
  figures.low = signed_number(low, figures.step);
  figures.high = signed_number(high, figures.step);
  figures.interval =
      verdict_of(difference) == Verdict::identical ? "identical" : signed_range(low, high, figures.step);
  return figures;
}

bool is_negligible(const Difference& difference) {
  const Figures figures = figures_of(difference);
  return difference.defined && figures.median == "0" && figures.low == "0" && figures.high == "0";
}

std::string chance_of(const Difference& difference) {
  const Verdict verdict = verdict_of(difference);
  const bool told =
      verdict != Verdict::identical && verdict != Verdict::undefined && difference.p_better.has_value();
  return told ? probability(*difference.p_better, difference.worlds) : std::string(kUndefined);
}

Verdict verdict_of(const Difference& difference) {
  if (!difference.defined) return Verdict::undefined;
  if (difference.at[p025] == 0 && difference.at[p975] == 0 && difference.mean == 0) return Verdict::identical;
  const bool leaves_zero_out = difference.at[p025] > 0 || difference.at[p975] < 0;
  if (!leaves_zero_out) return Verdict::told_apart_neither_way;
  if (!difference.p_better) return Verdict::differs;
  return *difference.p_better > 0.5 ? Verdict::better : Verdict::worse;
}

Answer answer_of(const ForecastDocument& forecast) {
  Answer answer;
  const KpiRow* goal = first_target(forecast.totals);
  const KpiRow* main = deciding_of(
      std::span(forecast.totals),
      [](const KpiRow& row) { return row.kpi; },
      [&](const KpiRow& row) { return &row == goal; });
  if (main == nullptr) return {"This forecast holds no totals.", {}};
  if (!main->defined && goal == nullptr)
    return {visible(main->title) + " is undefined: " + visible(reason_of(*main)) + ".", {}};
  answer.first = goal != nullptr ? target_sentence(*goal) : expectation(*main);
  if (!forecast.head.calibration)
    answer.first = "Not calibrated, general priors only: " + lower_first(answer.first);
  if (goal != nullptr)
    answer.then.push_back(goal->defined ? interval_sentence(*goal)
                                        : "It is undefined: " + visible(reason_of(*goal)) + ".");
  add_default_sentence(answer, *main);
  for (const KpiRow& row : forecast.totals)
    if (&row != goal && row.p_target && (row.at_least || row.at_most))
      answer.then.push_back(target_sentence(row));
  return answer;
}

namespace {

std::string kpi_title(const ComparisonDocument& comparison, const std::string& kpi) {
  for (const NamedRows& scenario : comparison.scenarios)
    if (const KpiRow* row = find_row(scenario.kpis, kpi)) return lower_first(visible(row->title));
  return kpi;
}

std::string interval95(const Difference& difference) {
  const Figures figures = figures_of(difference);
  const double f = figures.unit.factor;
  return with_unit(signed_range(f * difference.at[p025], f * difference.at[p975], figures.step),
                   figures.unit);
}

std::string compared(const ComparisonDocument& comparison, const Difference& difference) {
  const std::string pair = marked(difference.scenario), base = marked(comparison.base);
  const std::string kpi = kpi_title(comparison, difference.kpi);
  switch (verdict_of(difference)) {
    case Verdict::better:
      return pair + " beats " + base + " on " + kpi + " with probability " + chance_of(difference) + ".";
    case Verdict::worse:
      return pair + " is worse than " + base + " on " + kpi + ": probability of being better " +
             chance_of(difference) + ".";
    case Verdict::differs:
      return pair + " and " + base + " differ on " + kpi + ".";
    case Verdict::told_apart_neither_way:
      return pair + " and " + base + " cannot be told apart on " + kpi + ": " +
             (difference.p_better ? "probability of being better " + chance_of(difference) + ", but the "
                                  : "the ") +
             "95" + std::string(kThin) + "% interval of the difference, " + interval95(difference) +
             ", includes 0.";
    case Verdict::identical:
      return pair + " and " + base + " are identical on " + kpi + " in every world.";
    case Verdict::undefined:
      return "The difference between " + pair + " and " + base + " on " + kpi + " is undefined.";
  }
  return {};
}

int rank_of(const Difference& difference) {  // which variant the headline speaks of
  switch (verdict_of(difference)) {
    case Verdict::better:
      return 4;
    case Verdict::differs:
    case Verdict::told_apart_neither_way:
      return 3;
    case Verdict::identical:
      return 2;
    case Verdict::worse:
      return 1;
    case Verdict::undefined:
      return 0;
  }
  return 0;
}

std::string assumption_note(const Head& head) {
  for (const Lever& lever : head.levers)
    if (lever.status == "assumption")
      return "Some what-ifs rest on assumptions, not on this page\u2019s data; they are named below.";
  return {};
}

// Differences on the deciding KPI, the one most worth a headline first.
std::vector<const Difference*> ranked(const ComparisonDocument& comparison) {
  const std::string kpi = deciding_kpi(comparison);
  std::vector<const Difference*> of_kpi;
  for (const Difference& difference : comparison.differences)
    if (difference.kpi == kpi) of_kpi.push_back(&difference);
  std::stable_sort(of_kpi.begin(), of_kpi.end(), [](const Difference* a, const Difference* b) {
    if (rank_of(*a) != rank_of(*b)) return rank_of(*a) > rank_of(*b);
    if (verdict_of(*a) == Verdict::better) return std::abs(a->mean) > std::abs(b->mean);  // by what they gain
    return a->p_better.value_or(0) > b->p_better.value_or(0);
  });
  return of_kpi;
}

std::string one_of(const std::string& unit) {
  if (unit == "people") return "person";
  return unit.size() > 1 && unit.back() == 's' ? unit.substr(0, unit.size() - 1) : unit;
}

// What the difference costs: of the plans' whole cost, and per unit gained, one median over the other as they
// stand in the table. A plan is not called better without its price.
void add_cost(Answer& answer, const ComparisonDocument& comparison, const Difference& difference) {
  const Difference* cost = difference_of(comparison, difference.scenario, "cost");
  if (cost == nullptr || !cost->defined || difference.kpi == "cost") return;
  if (verdict_of(*cost) == Verdict::identical) {
    answer.then.push_back("Both cost the same.");
    return;
  }
  constexpr double kSameMoney = 1e-3;  // of the base's cost: what worlds buy differs by cents
  const KpiRow* whole =
      comparison.scenarios.empty() ? nullptr : find_row(comparison.scenarios.front().kpis, "cost");
  if (whole != nullptr &&
      std::max(std::abs(cost->at[p025]), std::abs(cost->at[p975])) < kSameMoney * whole->at[p50]) {
    answer.then.push_back("Both cost the same to a tenth of a per cent.");
    return;
  }
  const Figures money = figures_of(*cost), gain = figures_of(difference);
  std::string sentence =
      "Its cost differs by " + with_unit(money.median, money.unit) +
      (money.low == money.high ? " in every world"
                               : " (80" + std::string(kThin) + "% interval " + money.interval + ")");
  const double units = gain.unit.factor * difference.at[p50];
  if (cost->at[p50] > 0 && units > 0 && verdict_of(difference) == Verdict::better)
    sentence += ", " + with_unit(significant(cost->at[p50] / units, 2), money.unit) + " per extra " +
                one_of(gain.unit.text);
  answer.then.push_back(sentence + ".");
}

// Where the plans are the same on what decides: the surest of what else differs, first of the table's order.
void add_what_differs(Answer& answer, const ComparisonDocument& comparison, const Difference& same) {
  if (verdict_of(same) != Verdict::identical) return;
  for (const Difference& other : comparison.differences) {
    const Verdict verdict = verdict_of(other);
    const bool money = is_money(other.unit);
    if (other.scenario != same.scenario || money || is_negligible(other) ||
        (verdict != Verdict::better && verdict != Verdict::worse))
      continue;
    const Figures figures = figures_of(other);
    answer.then.push_back("What differs is " + lower_first(visible(other.title)) + ": by " +
                          with_unit(figures.median, figures.unit) + " (80" + std::string(kThin) +
                          "% interval " + figures.interval + "), probability of being better " +
                          chance_of(other) + ".");
    return;
  }
}

// Said where a headline does not call a difference although its probability may be high.
void add_rule(Answer& answer, const std::vector<const Difference*>& of_kpi) {
  const bool untold = std::any_of(of_kpi.begin(), of_kpi.end(), [](const Difference* difference) {
    return verdict_of(*difference) == Verdict::told_apart_neither_way;
  });
  if (untold)
    answer.then.push_back("The rule: a plan is called better or worse only where the 95" +
                          std::string(kThin) + "% interval of the paired difference leaves 0 out.");
}

}  // namespace

std::string favourite_of(const ComparisonDocument& comparison) {
  const auto of_kpi = ranked(comparison);
  return of_kpi.empty() ? "" : of_kpi.front()->scenario;
}

Answer answer_of(const ComparisonDocument& comparison) {
  const std::string kpi = deciding_kpi(comparison);
  const std::vector<const Difference*> of_kpi = ranked(comparison);
  if (of_kpi.empty()) return {"This comparison holds no difference on " + visible(kpi) + ".", {}};
  Answer answer{compared(comparison, *of_kpi.front()), {}};
  if (!comparison.head.calibration) answer.first = "Not calibrated, general priors only: " + answer.first;
  const Figures figures = figures_of(*of_kpi.front());
  if (of_kpi.front()->defined && verdict_of(*of_kpi.front()) != Verdict::identical)
    answer.then.push_back("Difference " + with_unit(figures.median, figures.unit) + ", 80" +
                          std::string(kThin) + "% interval " + figures.interval + ".");
  add_what_differs(answer, comparison, *of_kpi.front());
  add_cost(answer, comparison, *of_kpi.front());
  for (const NamedRows& scenario : comparison.scenarios)
    if (scenario.name == of_kpi.front()->scenario)
      if (const KpiRow* row = find_row(scenario.kpis, kpi); row != nullptr) {
        if (row->p_target)
          answer.then.push_back("With " + marked(scenario.name) + ", " + lower_first(target_sentence(*row)));
        add_default_sentence(answer, *row);
      }
  for (std::size_t i = 1; i < of_kpi.size(); ++i) answer.then.push_back(compared(comparison, *of_kpi[i]));
  add_rule(answer, of_kpi);
  if (const std::string note = assumption_note(comparison.head); !note.empty()) answer.then.push_back(note);
  return answer;
}

Answer answer_of(const FitDocument& fit) {
  const auto told =
      std::count_if(fit.parameters.begin(), fit.parameters.end(), [](const auto& p) { return p.told; });
  const auto all = static_cast<std::ptrdiff_t>(fit.parameters.size());
  Answer answer;
  answer.first = "Fitted " + std::to_string(all) + " parameters to " +
                 whole_number(static_cast<double>(fit.posts)) + " posts. " + std::to_string(told) +
                 (told == 1 ? " is" : " are") + " told by the data, " + std::to_string(all - told) +
                 (all - told == 1 ? " is not." : " are not.");
  if (!fit.converged) answer.first = "The fit did not converge and must not be used. " + answer.first;
  return answer;
}

Answer answer_of(const Documents& all) {
  if (!all.comparisons.empty()) return answer_of(all.comparisons.front());
  if (!all.forecasts.empty()) return answer_of(all.forecasts.front());
  if (!all.backtests.empty()) return answer_of(all.backtests.front());
  if (!all.fits.empty()) return answer_of(all.fits.front());
  return {"Nothing to report.", {}};
}

}  // namespace gs
