// Answers: how often were the intervals right on posts the model had not seen, and would a simple rule have
// done as well? Method: coverage of 50, 80 and 95 % intervals against exact binomial bounds at the same n;
// skill = 1 - score / score of the baseline on log CRPS; evenness of the PIT. A baseline that wins is named.
// The bounds take posts as independent; neighbouring posts are not quite, so they are a little too strict.
// Whole plans are few, and reach over a plan cannot be checked: both are said, neither is passed over.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"
#include "scenarios/report/track_record.h"

namespace gs {
namespace {

constexpr double kRowHeight = 34;
constexpr double kLowestCoverage = 30;  // %, left end of the axis; what lies below is drawn at the edge

double place(double share) {
  return std::clamp(100 * (100 * share - kLowestCoverage) / (100 - kLowestCoverage), 0.0, 100.0);
}

struct Checked {
  double nominal, seen;
};
std::array<Checked, 3> coverages(const MetricScore& score) {
  return {{{0.50, score.coverage50}, {0.80, score.coverage80}, {0.95, score.coverage95}}};
}
bool held(const Checked& check, std::int64_t n) {
  const Bounds bounds = binomial_bounds(n, check.nominal);
  return check.seen >= bounds.low - 1e-9 && check.seen <= bounds.high + 1e-9;
}

std::string coverage_row(const MetricScore& score, const std::string& below) {
  Svg svg(kRowHeight);
  std::string figures;
  for (const Checked& check : coverages(score)) {
    const Bounds bounds = binomial_bounds(score.n, check.nominal);
    svg.rect(place(bounds.low), place(bounds.high) - place(bounds.low), 0, kRowHeight, "gb");
    svg.line(place(check.nominal), 0, place(check.nominal), kRowHeight, "ax");
    const bool good = held(check, score.n);
    svg.dot(place(check.seen), kRowHeight / 2, good ? "d" : "da");
    const std::string label = fixed(100 * check.nominal, 0) + "\u202f%";
    figures += "<td class=\"n" + std::string(good ? "" : " alarm") + "\" data-l=\"" + label + "\">" +
               (good ? "" : "\u25b3\u202f") + number(100 * check.seen, 1) + "</td>";
  }
  return "<tr><td class=\"k s\">" + text(metric_title(score.metric)) + "<span class=\"f\">" + below +
         "</span></td><td class=\"bar\">" + svg.str() + "</td>" + figures + "</tr>";
}

std::string coverage_table(const BacktestDocument& backtest) {
  const std::string axis = Svg(18)
                               .label(place(.5), 14, "50\u202f%", "", Anchor::middle)
                               .label(place(.8), 14, "80\u202f%", "", Anchor::middle)
                               .label(place(.95), 14, "95\u202f%", "", Anchor::middle)
                               .str();
  std::string out =
      "<figure><h3>Do the intervals hold the truth?</h3><table class=\"rc cv cov\"><thead><tr><th>unseen "
      "posts</th><th class=\"bar\">" +
      axis + "</th><th class=\"n\">50</th><th class=\"n\">80</th><th class=\"n\">95</th></tr></thead><tbody>";
  const auto n_line = [](const MetricScore& score, const std::string& what) {
    return "n = " + whole_number(static_cast<double>(score.n)) + what;
  };
  for (const MetricScore& score : backtest.metrics) out += coverage_row(score, n_line(score, ""));
  for (const MetricScore& score : backtest.totals) out += coverage_row(score, n_line(score, " plan totals"));
  return out +
         "</tbody></table><p class=\"note\">Dot and number: share of what happened that lay inside the "
         "interval, %. Upright line: what it should be. "
         "Grey: what chance allows at this n (95\u202f% of a binomial). \u25b3: outside it.</p></figure>";
}

struct SkillAxis {
  double low = -0.1, high = 0.4;
  double place(double skill) const { return std::clamp(100 * (skill - low) / (high - low), 0.0, 100.0); }
};

SkillAxis skill_axis(const BacktestDocument& backtest) {
  double low = -0.05, high = 0.1;
  for (const MetricScore& score : backtest.metrics)
    for (const Skill& skill : score.skill) {
      low = std::min(low, skill.value);
      high = std::max(high, skill.value);
    }
  return {std::max(-0.5, std::floor(low * 10 - 1e-9) / 10), std::min(1.0, std::ceil(high * 10 + 1e-9) / 10)};
}

std::string wins_text(const BaselineStanding& rival) {
  if (rival.wins.empty()) return "ahead on no metric";
  std::string out = "ahead on ";
  for (std::size_t i = 0; i < rival.wins.size(); ++i) {
    out += (i == 0                       ? ""
            : i + 1 == rival.wins.size() ? " and "
                                         : ", ") +
           lower_first(metric_title(rival.wins[i]->metric));
  }
  return out;
}

std::string skill_row(const BacktestDocument& backtest,
                      const BaselineStanding& rival,
                      const SkillAxis& axis) {
  Svg svg(kRowHeight);
  svg.line(axis.place(0), 0, axis.place(0), kRowHeight, "z");
  for (const MetricScore& score : backtest.metrics)
    for (const Skill& skill : score.skill)
      if (skill.baseline == rival.baseline)
        svg.line(
            axis.place(skill.value), 11, axis.place(skill.value), 23, rival_ahead(skill.value) ? "ta" : "tm");
  const bool loses = rival_ahead(rival.skill);
  svg.dot(axis.place(rival.skill), kRowHeight / 2, loses ? "da" : "d");
  return "<tr><td class=\"k s\">" + text(baseline_title(rival.baseline)) + "<span class=\"f\">" +
         text(wins_text(rival)) + "</span></td><td class=\"bar\">" + svg.str() + "</td><td class=\"n" +
         std::string(loses ? " alarm" : "") + "\"><b>" + (loses ? "\u25bc\u202f" : "") +
         skill_text(rival.skill) + "</b></td></tr>";
}

std::string skill_table(const BacktestDocument& backtest) {
  const auto rivals = standings(backtest);
  if (rivals.empty()) return {};
  const SkillAxis axis = skill_axis(backtest);
  Svg head(18);
  head.label(axis.place(0), 14, "equal", "", Anchor::middle);
  head.label(100, 14, signed_percent(axis.high), "", Anchor::end);
  std::string out =
      "<figure><h3>Is it better than simple rules?</h3><table class=\"rc cv\"><thead><tr><th>rival "
      "forecaster</th><th class=\"bar\">" +
      head.str() + "</th><th class=\"n\">skill</th></tr></thead><tbody>";
  for (const BaselineStanding& rival : rivals) out += skill_row(backtest, rival, axis);
  return out +
         "</tbody></table><p class=\"note\">Skill = 1 \u2212 our log CRPS \u00f7 the rival\u2019s, same "
         "posts. Dot and number: over all metrics. Upright ticks: each metric. "
         "Left of \u201cequal\u201d (\u25bc) the rival is better.</p></figure>";
}

enum class Check { pass, review, open };  // open: the history does not decide it

std::string item(Check check, const std::string& title, const std::string& words) {
  const std::string sign = check == Check::pass     ? "\">\u2713 pass"
                           : check == Check::review ? " alarm\">\u25b3 review"
                                                    : " soft\">\u2013 open";
  return "<li><span class=\"verd" + sign + "</span> <span><b>" + title + "</b> <span class=\"soft\">" +
         words + "</span></span></li>";
}

std::string interval_words(const BacktestDocument& backtest) {
  std::string narrow, wide;
  std::size_t good = 0;
  for (const MetricScore& score : backtest.metrics) {
    const Checked check{0.80, score.coverage80};
    const std::string named_share = text(metric_title(score.metric)) + " " + percent(check.seen);
    if (held(check, score.n))
      ++good;
    else if (check.seen < check.nominal)
      narrow += (narrow.empty() ? "" : ", ") + named_share;
    else
      wide += (wide.empty() ? "" : ", ") + named_share;
  }
  std::string out = item(narrow.empty() ? Check::pass : Check::review,
                         "80\u202f% intervals.",
                         std::to_string(good) + " of " + std::to_string(backtest.metrics.size()) +
                             " metrics lie within what chance allows.");
  if (!narrow.empty())
    out += item(Check::review, "Too narrow.", narrow + ": read these intervals as wider than printed.");
  if (!wide.empty()) out += item(Check::review, "Too wide.", wide + ": safe, but less told than could be.");
  return out;
}

std::string plan_words(const BacktestDocument& backtest) {
  const PlanRecord record = plan_record(backtest);
  std::string out;
  if (record.plans > 0) {
    const bool chance = held({0.80, record.coverage80}, record.plans);
    out = item(!chance      ? Check::review
               : record.few ? Check::open
                            : Check::pass,
               "Totals of whole plans.",
               percent(record.coverage80) + " lay inside their 80\u202f% intervals. " + few_plans(backtest));
  }
  const std::string reach = reach_unchecked(backtest);
  return reach.empty() ? out : out + item(Check::open, "Reach over a plan.", reach);
}

std::string rival_words(const BacktestDocument& backtest) {
  const auto rivals = standings(backtest);
  if (rivals.empty()) return {};
  const auto ahead =
      std::count_if(rivals.begin(), rivals.end(), [](const auto& r) { return rival_ahead(r.skill); });
  if (ahead == 0)
    return item(Check::pass,
                "Simple rules.",
                "None of " + std::to_string(rivals.size()) + " is better over all metrics; the nearest is " +
                    text(baseline_title(rivals.front().baseline)) + " (" + skill_text(rivals.front().skill) +
                    ").");
  return item(Check::review,
              "A simple rule wins.",
              text(baseline_title(rivals.front().baseline)) + " is better over all metrics by " +
                  percent(-rivals.front().skill) + "; " + std::to_string(ahead) + " of " +
                  std::to_string(rivals.size()) + (ahead == 1 ? " rivals is ahead." : " rivals are ahead."));
}

std::string evenness(const BacktestDocument& backtest) {
  constexpr std::size_t kBins = 10;
  constexpr double kHeight = 110;
  if (backtest.pits.size() < 50) return {};
  std::array<std::int64_t, kBins> bins{};
  for (const double pit : backtest.pits)
    ++bins[std::min(kBins - 1, static_cast<std::size_t>(std::max(pit, 0.0) * kBins))];
  const auto n = static_cast<std::int64_t>(backtest.pits.size());
  // The metrics of one post move together: chance is judged at the number of posts, not of values.
  const auto posts = n / static_cast<std::int64_t>(std::max<std::size_t>(1, backtest.metrics.size()));
  const Bounds bounds = binomial_bounds(std::max<std::int64_t>(posts, 1), 1.0 / kBins);
  const double most =
      static_cast<double>(*std::max_element(bins.begin(), bins.end())) / static_cast<double>(n);
  const double top = 1.1 * std::max(most, bounds.high);
  const auto y = [&](double share) { return kHeight - kHeight * share / top; };
  Svg svg(
      kHeight,
      "Rank of what happened inside its forecast: fullest tenth " + percent(most) + ", even would be 10 %");
  svg.rect(0, 100, y(bounds.high), y(bounds.low) - y(bounds.high), "gb");
  for (std::size_t i = 0; i < kBins; ++i) {
    const double share = static_cast<double>(bins[i]) / static_cast<double>(n);
    svg.rect(10.0 * static_cast<double>(i) + 0.6, 8.8, y(share), kHeight - y(share), "s2");
  }
  svg.line(0, y(0.1), 100, y(0.1), "z dash").line(0, kHeight, 100, kHeight, "ax");
  svg.label(100, y(0.1) + 4, "even", "", Anchor::start, 6)
      .label(0, kHeight + 16, "lower than forecast", "", Anchor::start)
      .label(100, kHeight + 16, "higher", "", Anchor::end);
  return "<figure class=\"t2\"><h3>Is the fact spread evenly inside its forecast?</h3><div class=\"plot "
         "nol\">" +
         svg.str() +
         "</div><p class=\"note\">Each tenth of the forecast should hold a tenth of the facts; grey: what "
         "chance allows. A hump: intervals too wide; high ends: too narrow.</p></figure>";
}

std::string score_table(const BacktestDocument& backtest) {
  std::string out =
      "<figure class=\"t2\"><h3>Every score</h3><div class=\"scroll\"><table "
      "class=\"side\"><thead><tr><th>metric</th><th class=\"n\">log CRPS</th>"
      "<th class=\"n\">80\u202f% corrected</th><th class=\"n\">wMAPE</th><th class=\"n\">median "
      "error</th><th class=\"n\">bias, log</th></tr></thead><tbody>";
  const auto share = [](const std::optional<double>& value) {
    return value ? percent(*value) : std::string(kUndefined);
  };
  const auto add = [&](const MetricScore& score, const std::string& below) {
    const auto cell = [](const std::string& label, const std::string& figure) {
      return "<td class=\"n\" data-l=\"" + label + "\">" + figure + "</td>";
    };
    out +=
        "<tr><td class=\"k\">" + text(metric_title(score.metric)) + below + "</td>" +
        cell("log CRPS", fixed(score.log_crps, 3)) +
        cell("80\u202f% corrected", share(score.corrected_coverage80)) + cell("wMAPE", share(score.wmape)) +
        cell("median error", share(score.mdape)) +
        cell("bias, log", score.bias_log ? signed_number(*score.bias_log, 0.01) : std::string(kUndefined)) +
        "</tr>";
  };
  for (const MetricScore& score : backtest.metrics) add(score, "");
  for (const MetricScore& score : backtest.totals) add(score, "<span class=\"f\">plan totals</span>");
  return out +
         "</tbody></table></div><p class=\"note\">Log CRPS on log(1 + count): smaller is better. wMAPE = "
         "\u03a3 |fact \u2212 median| \u00f7 \u03a3 fact. Median error = median of "
         "|fact \u2212 median| \u00f7 fact. Bias: mean of log(1 + median) \u2212 log(1 + fact), above 0 = "
         "forecast too high.</p></figure>";
}

}  // namespace

std::string trust_page(const BacktestDocument& backtest) {
  if (backtest.metrics.empty()) return {};
  std::string sub = "Rolling origin";
  if (backtest.origins > 0)
    sub = whole_number(static_cast<double>(backtest.origins)) +
          (backtest.origins == 1 ? " origin, " : " origins, ") + text(short_date(backtest.first_origin)) +
          " \u2013 " + text(short_date(backtest.last_origin));
  if (!backtest.account.empty()) sub += ", " + named(backtest.account);
  sub += ". Each time the model was fitted on the past only, then forecast posts it had not seen";
  if (backtest.trained_first > 0)
    sub += "; trained on " + whole_number(static_cast<double>(backtest.trained_first)) + " posts at first, " +
           whole_number(static_cast<double>(backtest.trained_last)) + " at last";
  return "<section id=\"trust\"><h2>Can these intervals be trusted?</h2><p class=\"sub\">" + sub +
         ".</p><div class=\"two\"><div>" + coverage_table(backtest) +
         "<h3 class=\"t2\">In words</h3><ul class=\"plain vd\">" + interval_words(backtest) +
         plan_words(backtest) + rival_words(backtest) + "</ul></div><div>" + skill_table(backtest) +
         evenness(backtest) + "</div></div>" + score_table(backtest) + "</section>";
}

std::string trust_missing() {
  return "<section id=\"trust\"><h2>Can these intervals be trusted?</h2><p class=\"sub\">Not shown here: "
         "this report was made without a backtest. <code>groundswell backtest --json</code> "
         "forecasts posts the model has not seen and counts how often its intervals held; give its output to "
         "<code>groundswell report</code>.</p></section>";
}

}  // namespace gs
