// Answers: how do the totals grow, day by day, and how sure is the way? Method: cumulative counts at the end
// of each day as bands of 50, 80 and 95 % round the median; labels at the line's end, pushed apart. Axes
// start at 0.
#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "core/time/clock.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kHeight = 230, kLabelGap = 15;

struct Series {             // one KPI over the days
  std::string title, note;  // note: why the level is a default, "" where it is fitted
  UnitView unit;
  std::vector<std::string> dates;
  std::vector<Quantiles> days;  // in shown units
};

Series series_of(const ForecastDocument& forecast, const KpiRow& kind) {
  Series series{visible(kind.title), default_note(kind), view_of(kind.unit, kind.kpi), {}, {}};
  for (const NamedRows& day : forecast.daily) {
    const KpiRow* row = find_row(day.kpis, kind.kpi);
    if (row == nullptr || !row->defined) continue;
    Quantiles shown = row->at;
    for (double& q : shown) q *= series.unit.factor;
    series.dates.push_back(day.name);
    series.days.push_back(shown);
  }
  return series;
}

double nice_step(double top) {  // 3 to 5 grid lines of 1, 2, 2.5 or 5 times a power of ten
  double power = 1e-6;
  while (power * 10 <= top / 4) power *= 10;
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0})
    if (power * factor * 4.8 >= top) return power * factor;
  return power * 10;
}

// The top of the axis: the 95 % band, unless its tail would squeeze the rest flat.
double top_of(const Series& series) {
  double band95 = 0, band80 = 0;
  for (const Quantiles& q : series.days) {
    band95 = std::max(band95, q[p975]);
    band80 = std::max(band80, q[p90]);
  }
  return std::min(band95, 2 * band80);
}

struct Frame {
  double top = 1;
  double y(double value) const { return kHeight - kHeight * std::min(value / top, 1.0); }
};

std::vector<SvgPoint> points(const Series& series, const Frame& frame, Level level) {
  std::vector<SvgPoint> all{{0, kHeight}};
  const double days = static_cast<double>(series.days.size());
  for (std::size_t i = 0; i < series.days.size(); ++i)
    all.push_back({1000 * static_cast<double>(i + 1) / days, frame.y(series.days[i][level])});
  return all;
}

std::string layers(const Series& series, const Frame& frame) {
  const auto level = [&](Level l) { return points(series, frame, l); };
  return band_path(level(p975), level(p025), "b95") + band_path(level(p90), level(p10), "b80") +
         band_path(level(p75), level(p25), "b50") + line_path(level(p50), "ml");
}

std::string axis_figure(double value, double step) {
  return step >= 1000 && value >= 10000 ? compact(value, step) : number(value, step);
}

void draw_grid(Svg& svg, const Frame& frame, double step) {
  for (double value = 0; value <= frame.top * 1.0001; value += step) {
    svg.line(0, frame.y(value), 100, frame.y(value), value == 0 ? "ax" : "g");
    svg.label(0, frame.y(value) + 4, axis_figure(value, step), "", Anchor::end, -6);
  }
}

struct EndLabel {
  double y;
  std::string text, classes;
};

void draw_end_labels(Svg& svg, const Series& series, const Frame& frame) {
  const Quantiles& q = series.days.back();
  const double step =
      std::max(rounding_step(q[p10], q[p90], series.unit.whole), series.unit.whole ? 1.0 : 0.0);
  const auto figure = [&](double v) { return v >= 10000 ? compact(v, step) : number(v, step); };
  std::vector<EndLabel> labels{{frame.y(q[p975]), "95\u202f% " + figure(q[p975]), ""},
                               {frame.y(q[p90]), "80\u202f% " + figure(q[p90]), ""},
                               {frame.y(q[p50]), "median " + figure(q[p50]), "a bd"},
                               {frame.y(q[p10]), "80\u202f% " + figure(q[p10]), ""},
                               {frame.y(q[p025]), "95\u202f% " + figure(q[p025]), ""}};
  labels[1].y = std::min(labels[1].y, labels[2].y - kLabelGap);
  labels[0].y = std::min(labels[0].y, labels[1].y - kLabelGap);
  for (std::size_t i = 3; i < labels.size(); ++i)
    labels[i].y = std::max(labels[i].y, labels[i - 1].y + kLabelGap);
  const double over = std::max(0.0, labels.back().y - kHeight);
  for (EndLabel& label : labels)
    svg.label(100, label.y - over + 4, label.text, label.classes, Anchor::start, 6);
}

std::string day_text(const std::string& date, bool with_month) {
  const std::string full = short_date(date);  // "7 Dec 2026"
  const auto first = full.find(' '), second = full.find(' ', first + 1);
  if (first == std::string::npos || second == std::string::npos) return full;
  return full.substr(0, with_month ? second : first);
}

// % of the narrowest plot (a 390 px phone) that a day's label takes, with the gap to the next one.
double label_share(const std::string& label) {
  constexpr double kPlot = 216, kCharacter = 7, kGap = 6;  // px
  return 100 * (kCharacter * static_cast<double>(columns_of(label)) + kGap) / kPlot;
}

// First and last day always; between them the days whose label stays clear of both on a phone.
void draw_days(Svg& svg, const Series& series) {
  const std::size_t n = series.dates.size();
  const std::size_t every = n <= 8 ? 2 : n <= 35 ? 7 : (n / 5);
  const auto x = [&](std::size_t i) { return 100 * (static_cast<double>(i) + 0.5) / static_cast<double>(n); };
  const std::string first = day_text(series.dates[0], true), last = day_text(series.dates[n - 1], true);
  svg.label(0, kHeight + 17, first, "", Anchor::start);
  for (std::size_t i = every; i + 1 < n; i += every) {
    const std::string day = day_text(series.dates[i], false);
    const double half = label_share(day) / 2;
    if (x(i) - half >= label_share(first) && x(i) + half <= 100 - label_share(last))
      svg.label(x(i), kHeight + 17, day, "", Anchor::middle);
  }
  if (n > 1) svg.label(100, kHeight + 17, last, "", Anchor::end);
}

// Where the last post stands between the first and the last day, in %; nullopt outside.
std::optional<double> last_post_place(const ForecastDocument& forecast, const Series& series) {
  const auto first = parse_iso(series.dates.front());
  if (!first) return std::nullopt;
  const auto day = [](const CivilTime& t) { return days_since_epoch(t.year, t.month, t.day); };
  double last = -1;
  for (const ShownPost& post : forecast.posts)
    if (const auto when = parse_iso(post.publish_at))
      last =
          std::max(last, static_cast<double>(day(when->civil) - day(first->civil)) + when->civil.hour / 24.0);
  const double place = 100 * last / static_cast<double>(series.days.size());
  return last >= 0 && place > 12 && place < 97 ? std::optional(place) : std::nullopt;
}

std::string finding(const Series& series) {
  const Quantiles& q = series.days.back();
  const double step = rounding_step(q[p10], q[p90], series.unit.whole);
  return series.title + " by day, cumulative: median " + number(q[p50], step) + " " + series.unit.text +
         " on " + short_date(series.dates.back()) + ", 80 % interval " + range(q[p10], q[p90], step);
}

std::string fan(const ForecastDocument& forecast, const KpiRow& kind) {
  const Series series = series_of(forecast, kind);
  if (series.days.size() < 2 || top_of(series) <= 0) return {};
  const double step = nice_step(top_of(series));
  Frame frame{.top = step};
  while (frame.top < top_of(series)) frame.top += step;
  Svg svg(kHeight, finding(series));
  draw_grid(svg, frame, step);
  if (const auto x = last_post_place(forecast, series))
    svg.line(*x, 0, *x, kHeight, "ax dash").label(*x, 10, "last post", "", Anchor::end, -5);
  svg.paths(layers(series, frame));
  draw_days(svg, series);
  draw_end_labels(svg, series, frame);
  std::string unit = kind.kpi == "reach" ? "distinct people" : visible(series.unit.text);
  if (!unit.empty()) unit[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(unit[0])));
  const std::string note = series.note.empty() ? "" : " \u25b3 " + text(series.note) + ".";
  return "<figure><h2>" + text(series.title) + " by day</h2><p class=\"sub\">" + text(unit) +
         " so far. Bands: 50, 80 and 95\u202f%." + note + "</p><div class=\"plot\">" + svg.str() +
         "</div></figure>";
}

}  // namespace

std::string fans(const ForecastDocument& forecast) {
  std::string out;
  if (forecast.daily.empty()) return out;
  for (const KpiRow& kind : forecast.daily.back().kpis)
    if (kind.unit != "fraction") out += fan(forecast, kind);  // a rate so far does not add up
  return out;
}

}  // namespace gs
