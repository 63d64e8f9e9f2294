// A tracking on the page: answer, fan of plan, fact and what is expected now, table of plan and fact, causes,
// correction, posts so far. Every picture's numbers stand beside it or in its label.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>

#include "scenarios/report/answer.h"
#include "scenarios/report/decision/tracking.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kHeight = 260;

std::string upper_first(std::string sentence) {
  if (!sentence.empty())
    sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  return sentence;
}

struct Fan {
  std::string title, unit;
  UnitView view;
  std::vector<std::string> dates;
  std::vector<Quantiles> planned;
  std::vector<std::optional<Quantiles>> now;  // from today on
  std::optional<double> fact, target;
  double today = 0;      // of the days, 0 .. 1
  bool goes_on = false;  // posts gain after the last day shown
  double top = 1;
};

Quantiles scaled(Quantiles at, double factor) {
  for (double& q : at) q *= factor;
  return at;
}

// The KPI that decides where its way by day is told, else the first of the days.
std::optional<Fan> fan_of(const TrackingDocument& tracking) {
  const TrackedRow* row = deciding_row(tracking);
  if (row == nullptr || tracking.daily.size() < 2) return {};
  const auto told = [&](const std::string& kpi) {
    return find_row(tracking.daily.front().planned, kpi) != nullptr;
  };
  std::string kpi = row->planned.kpi;
  if (!told(kpi))
    kpi = told("leads") && kpi == "cpl" ? "leads" : told("sales") && kpi == "cpa" ? "sales" : "impressions";
  if (!told(kpi)) return {};
  Fan fan;
  for (const TrackedRow& one : tracking.totals)
    if (one.planned.kpi == kpi) row = &one;
  fan.title = row->now.title;
  fan.view = view_of(row->now.unit, kpi);
  fan.unit = fan.view.text;
  if (row->fact) fan.fact = *row->fact * fan.view.factor;
  if (row->now.at_least) fan.target = *row->now.at_least * fan.view.factor;
  // The plan's days, as long as they last; what posts gain until they are mature is the table's.
  const auto days = static_cast<std::size_t>(std::max<std::int64_t>(0, tracking.days));
  fan.goes_on = tracking.day < tracking.days && days < tracking.daily.size();
  for (const TrackedDay& day : std::span(tracking.daily).first(fan.goes_on ? days : tracking.daily.size())) {
    const KpiRow *planned = find_row(day.planned, kpi), *now = find_row(day.now, kpi);
    if (planned == nullptr || !planned->defined) return {};
    fan.dates.push_back(day.date);
    fan.planned.push_back(scaled(planned->at, fan.view.factor));
    fan.now.push_back(now != nullptr && now->defined ? std::optional(scaled(now->at, fan.view.factor))
                                                     : std::nullopt);
    fan.top = std::max({fan.top, fan.planned.back()[p90], fan.now.back() ? (*fan.now.back())[p975] : 0});
  }
  fan.top = 1.08 * std::max({fan.top, fan.target.value_or(0), fan.fact.value_or(0)});
  fan.today = std::min(1.0, static_cast<double>(tracking.day) / static_cast<double>(fan.dates.size()));
  return fan;
}

double y_of(const Fan& fan, double value) {
  return kHeight - kHeight * std::clamp(value / fan.top, 0.0, 1.0);
}

std::vector<SvgPoint> planned_points(const Fan& fan, Level level) {
  std::vector<SvgPoint> all{{0, kHeight}};
  const auto days = static_cast<double>(fan.planned.size());
  for (std::size_t i = 0; i < fan.planned.size(); ++i)
    all.push_back({1000 * static_cast<double>(i + 1) / days, y_of(fan, fan.planned[i][level])});
  return all;
}

std::vector<SvgPoint> now_points(const Fan& fan, Level level) {
  std::vector<SvgPoint> all;
  const auto days = static_cast<double>(fan.now.size());
  if (fan.fact) all.push_back({1000 * fan.today, y_of(fan, *fan.fact)});
  for (std::size_t i = 0; i < fan.now.size(); ++i) {
    const double x = static_cast<double>(i + 1) / days;
    if (fan.now[i] && (!fan.fact || x > fan.today))
      all.push_back({1000 * x, y_of(fan, (*fan.now[i])[level])});
  }
  return all;
}

std::string layers(const Fan& fan) {
  const auto then = [&](Level l) { return planned_points(fan, l); };
  const auto now = [&](Level l) { return now_points(fan, l); };
  return band_path(then(p90), then(p10), "gb") + line_path(then(p50), "gl") +
         band_path(now(p975), now(p025), "b95") + band_path(now(p90), now(p10), "b80") +
         band_path(now(p75), now(p25), "b50") + line_path(now(p50), "ml");
}

double grid_step(double top) {
  double step = 1;
  for (int i = 0; step * 5 < top; ++i) step *= i % 3 == 1 ? 2.5 : 2;
  return step;
}

// "today, 11 Dec 2026": the last day the facts know.
std::string today_label(const Fan& fan) {
  const auto day = static_cast<std::size_t>(std::lround(fan.today * static_cast<double>(fan.dates.size())));
  return day == 0 ? "today" : "today, " + short_date(fan.dates[day - 1]);
}

void draw_frame(Svg& svg, const Fan& fan) {
  const double step = grid_step(fan.top);
  for (double value = 0; value <= fan.top; value += step) {
    svg.line(0, y_of(fan, value), 100, y_of(fan, value), value == 0 ? "ax" : "g");
    svg.label(0,
              y_of(fan, value) + 4,
              value >= 10000 ? compact(value, step) : number(value, step),
              "",
              Anchor::end,
              -6);
  }
  svg.line(100 * fan.today, 0, 100 * fan.today, kHeight, "ax");
  svg.label(100 * fan.today,
            10,
            today_label(fan),
            "i",
            fan.today > .8 ? Anchor::end : Anchor::start,
            fan.today > .8 ? -5 : 5);
  if (fan.target) {
    svg.line(0, y_of(fan, *fan.target), 100, y_of(fan, *fan.target), "z dash");
    svg.label(0, y_of(fan, *fan.target) - 5, "target", "i", Anchor::start, 4);
  }
  svg.label(0, kHeight + 17, short_date(fan.dates.front()), "", Anchor::start);
  svg.label(100, kHeight + 17, short_date(fan.dates.back()), "", Anchor::end);
}

std::string end_figure(double value, double step) {
  return value >= 10000 ? compact(value, step) : number(value, step);
}

void draw_ends(Svg& svg, const Fan& fan) {
  const Quantiles& planned = fan.planned.back();
  const double step = std::max(1.0, rounding_step(planned[p10], planned[p90], fan.view.whole));
  double plan_y = y_of(fan, planned[p50]);
  if (fan.now.back()) {
    const double now = (*fan.now.back())[p50], now_y = y_of(fan, now);
    if (std::abs(plan_y - now_y) < 15) plan_y = now_y + (plan_y < now_y ? -15 : 15);
    svg.label(100, now_y + 4, "now " + end_figure(now, step), "a bd", Anchor::start, 6);
  }
  svg.label(100, plan_y + 4, "plan " + end_figure(planned[p50], step), "", Anchor::start, 6);
  if (!fan.fact) return;
  svg.dot(100 * fan.today, y_of(fan, *fan.fact), "di");
  svg.label(100 * fan.today,
            y_of(fan, *fan.fact) + 18,
            "fact " + number(*fan.fact, step),
            "i bd",
            fan.today > .7 ? Anchor::end : Anchor::start,
            fan.today > .7 ? -6 : 6);
}

std::string fan_section(const TrackingDocument& tracking) {
  const auto fan = fan_of(tracking);
  if (!fan || now_points(*fan, p50).size() < 2) return {};
  const double step = rounding_step(fan->planned.back()[p10], fan->planned.back()[p90], fan->view.whole);
  const std::string finding =
      "Cumulative " + lower_first(fan->title) + ": plan " + number(fan->planned.back()[p50], step) +
      (fan->fact ? ", fact " + number(*fan->fact, step) + " so far" : ", no fact told") + ", now expected " +
      (fan->now.back() ? number((*fan->now.back())[p50], step) : std::string(kUndefined));
  Svg svg(kHeight, finding);
  draw_frame(svg, *fan);
  svg.paths(layers(*fan));
  draw_ends(svg, *fan);
  return "<section><h2>" + text(fan->title) + ", plan and fact</h2><p class=\"sub\">Cumulative " +
         text(fan->unit) +
         ". Grey: the plan as it was forecast, 80\u202f% and median. Dot: fact. Colour: what is "
         "expected now, 50, 80 and 95\u202f%." +
         (fan->goes_on ? " To the plan\u2019s last day; what posts gain after it is in the table." : "") +
         "</p><div class=\"plot\">" + svg.str() + "</div></section>";
}

std::string status_cell(const std::string& status) {
  const bool alarm = status == "behind" || status == "broken";
  const std::string sign = status == "behind"   ? "\u25bc "
                           : status == "broken" ? "\u2715 "
                           : status == "ahead"  ? "\u25b2 "
                                                : "\u25cf ";
  return "<td class=\"verd" + std::string(alarm ? " alarm" : "") + "\">" + sign + text(status_words(status)) +
         "</td>";
}

std::string cell(const KpiRow& row, const std::string& label, bool bold) {
  const Figures figures = figures_of(row);
  const std::string value = bold ? "<b>" + figures.median + "</b>" : figures.median;
  return "<td class=\"n\" data-l=\"" + label + "\">" + value +
         (row.defined && figures.low != figures.high ? "<span class=\"f\">" + figures.interval + "</span>"
                                                     : "") +
         "</td>";
}

std::string row_html(const TrackedRow& row) {
  const Figures now = figures_of(row.now), planned = figures_of(row.planned),
                today = figures_of(row.by_today.defined ? row.by_today : row.planned);
  const std::string fact =
      row.fact ? number(*row.fact * today.unit.factor, today.step) : std::string(kUndefined);
  const std::string asked = row.now.at_least || row.now.at_most ? "n" : "n hs";  // no dashes on a phone
  const std::string why = row.fact ? "" : "<span class=\"f\">" + text(row.fact_because) + "</span>";
  return "<tr><td class=\"k\">" + named(row.now.title) + " <span class=\"soft\">" + text(now.unit.text) +
         "</span>" + why + "</td>" + cell(row.by_today, "plan by today", false) +
         "<td class=\"n\" data-l=\"fact\"><b>" + fact + "</b></td><td class=\"n\" data-l=\"plan at end\">" +
         planned.median + "</td>" + cell(row.now, "now expected", true) + "<td class=\"" + asked +
         "\" data-l=\"target\">" + text(now.target) + "</td><td class=\"" + asked + "\" data-l=\"P(met)\">" +
         text(chance_then_and_now(row)) + "</td>" + status_cell(row.status) + "</tr>";
}

std::string table_section(const TrackingDocument& tracking) {
  std::string rows;
  for (const TrackedRow* row : shown_rows(tracking)) rows += row_html(*row);
  if (rows.empty()) return {};
  return "<section><h2>Plan and fact</h2><table class=\"rc tt\"><thead><tr><th>KPI</th><th class=\"n\">plan "
         "by "
         "today</th><th class=\"n\">fact</th><th class=\"n\">plan at end</th><th class=\"n\">now expected at "
         "end</th><th class=\"n\">target</th><th class=\"n\">P(met), was \u2192 "
         "now</th><th>status</th></tr></thead>"
         "<tbody>" +
         rows +
         "</tbody></table><p class=\"note\">Medians with 80\u202f% intervals. Ahead or behind: the fact "
         "outside the "
         "plan\u2019s 80\u202f% interval, or P(met) moved by more than 0.20. Broken: outside 95\u202f% on "
         "two "
         "days.</p></section>";
}

std::string cause_row(const TrackedCause& cause, double low, double high) {
  const double step = rounding_step(*cause.low, *cause.high, true);
  const auto place = [&](double v) { return 100 * (v - low) / (high - low); };
  const RowMarks marks{place(*cause.low),
                       place((*cause.low + *cause.value) / 2),
                       place(*cause.value),
                       place((*cause.high + *cause.value) / 2),
                       place(*cause.high),
                       std::nullopt,
                       false};
  return "<tr><td class=\"k s\">" + named(cause.post) + " " + named(shortened(cause.title, 60)) +
         "<span class=\"f\">" + text(cause.text) + "</span></td><td class=\"bar\">" +
         row_drawing(marks, {.grid = {}, .zero = place(0)}) + "</td><td class=\"n\"><b>" +
         signed_number(*cause.value, step) + "</b></td><td class=\"n\">" +
         signed_range(*cause.low, *cause.high, step) + "</td></tr>";
}

std::string cause_section(const TrackingDocument& tracking) {
  double low = 0, high = 0, sum = 0;
  std::string rows, ads;
  for (const TrackedCause& cause : tracking.causes)
    if (cause.value && cause.low && cause.high) {
      low = std::min(low, *cause.low);
      high = std::max(high, *cause.high);
      sum += *cause.value;
    }
  for (const TrackedCause& cause : tracking.causes)
    if (!cause.ad.empty())
      ads += "<li>Ads " + named(cause.ad) + ": " + text(cause.text) + "</li>";
    else if (cause.value && cause.low && cause.high && high > low)
      rows += cause_row(cause, low, high);
  if (rows.empty() && ads.empty()) return {};
  const double step = rounding_step(low, high, true);
  return "<section><h2>Why: " + signed_number(sum, step) + " " + text(lower_first(tracking.cause_kpi)) +
         " against the plan</h2><p class=\"sub\">Fact of each post less what the plan\u2019s worlds expected "
         "of it by "
         "today; means, because they add up (the table shows medians). Line: 80\u202f% of the "
         "worlds.</p><table "
         "class=\"rc\"><thead><tr><th>post"
         "</th><th class=\"bar\"></th><th class=\"n\">" +
         text(lower_first(tracking.cause_kpi)) +
         "</th><th class=\"n\">80\u202f% interval</th></tr></thead><tbody>" + rows + "</tbody></table>" +
         (ads.empty() ? "" : "<ul class=\"plain t2\">" + ads + "</ul>") + "</section>";
}

std::string correction_section(const TrackingDocument& tracking) {
  std::string rows;
  if (const std::string moves = moves_sentence(tracking); !moves.empty())
    rows = "<li>" + text(upper_first(moves)) + ".</li>";
  for (const TrackedCorrection& correction : tracking.corrections)
    rows += "<li>" + text(correction.text) + "</li>";
  if (rows.empty()) return {};
  return "<section><h2>What can be done with the money that is left</h2><p class=\"sub\">Simulated in the "
         "worlds "
         "that carry the facts; no new money.</p><ul class=\"plain\">" +
         rows + "</ul></section>";
}

std::string unmatched_section(const TrackingDocument& tracking) {
  std::string rows;
  for (const std::string& row : tracking.unmatched) rows += "<li>" + text(row) + "</li>";
  for (const TrackedPost& post : tracking.posts)
    if (post.state == "missing")
      rows += "<li>" + named(post.planned.id) + " " + named(shortened(post.planned.title, 60)) +
              ": due, not in the exports, taken as not published</li>";
  return rows.empty() ? rows : "<section><h2>Not counted</h2><ul class=\"plain\">" + rows + "</ul></section>";
}

}  // namespace

DecisionView tracking_view(const nlohmann::json& document) {
  const TrackingDocument tracking = read_tracking(document);
  std::string causes;
  for (const std::string& sentence : cause_sentences(tracking))
    causes += (causes.empty() ? "Cause: " : "; ") + sentence;
  Answer answer{upper_first(first_sentence(tracking)), {}};
  if (const std::string chances = target_chances(tracking); !chances.empty())
    answer.then.push_back("Targets: " + chances + ".");
  if (!causes.empty()) answer.then.push_back(causes + ".");
  if (!tracking.corrections.empty()) answer.then.push_back("Best: " + tracking.corrections.front().text);
  return {.answer = std::move(answer),
          .sections = fan_section(tracking) + table_section(tracking) + cause_section(tracking) +
                      correction_section(tracking) + unmatched_section(tracking),
          .alarm = tracking.status == "behind" || tracking.status == "broken"};
}

}  // namespace gs
