// An optimised budget on the page: small multiples of what money brings, lines now and best on one axis, the
// chance of the target against the whole budget. Small multiples share both scales.
#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/decision/optimization.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

// 1, 2 or 5 times a power of ten, not below the value.
double round_top(double value) {
  double top = 1e-9;
  while (top < value)
    for (const double next : {2.0, 2.5, 2.0}) {
      if (top >= value) break;
      top *= next;
    }
  return top;
}

struct Frame {
  double most_spend = 1, most_value = 1, height = 120;
  double x(double spend) const { return std::clamp(100 * spend / most_spend, 0.0, 100.0); }
  double y(double value) const { return height - std::clamp(value / most_value, 0.0, 1.0) * height; }
};

Frame frame_of(const OptimizationDocument& found) {
  double spend = 0, value = 0;
  for (const ShownCurve& curve : found.curves) {
    spend = std::max({spend, curve.here.spend * 1.5, curve.best.spend * 1.2});
    value = std::max({value, curve.here.value, curve.best.value});
    for (const CurvePoint& point : curve.points)
      if (point.spend <= std::max(curve.here.spend, curve.best.spend) * 1.5)
        value = std::max(value, point.p90);
  }
  return {round_top(spend), round_top(std::max(value, 1e-6))};
}

double value_of(const ShownCurve& curve, double spend) {
  if (!(spend > 0)) return 0;
  if (curve.law == "power") return curve.scale * exact_exp(curve.shape * exact_log(spend));
  if (curve.law == "hyperbola") return curve.scale * spend / (spend + curve.shape);
  return -curve.scale * exact_expm1(-spend / curve.shape);
}

std::string drawn_curve(const ShownCurve& curve, const Frame& frame) {
  std::vector<SvgPoint> line, upper, lower;
  constexpr int kPoints = 50;
  for (int i = 0; i <= kPoints; ++i) {
    const double spend = frame.most_spend * i / kPoints;
    line.push_back({10 * frame.x(spend), frame.y(value_of(curve, spend))});
  }
  upper.push_back({0, frame.height}), lower.push_back({0, frame.height});
  for (const CurvePoint& point : curve.points) {
    if (point.spend > frame.most_spend) break;
    upper.push_back({10 * frame.x(point.spend), frame.y(point.p90)});
    lower.push_back({10 * frame.x(point.spend), frame.y(point.p10)});
  }
  return band_path(upper, lower, "b80") + line_path(line, "ml");
}

std::string small_multiple(const OptimizationDocument& found, const ShownCurve& curve, const Frame& frame) {
  const std::string goal = lower_first(found.title);
  const std::string now = "now " + money_words(curve.here.spend) + ": " + significant(curve.here.value, 3);
  Svg svg(frame.height, visible(curve.id) + ": " + goal + " against spend, " + now);
  for (int i = 0; i <= 2; ++i) {
    const double value = frame.most_value * i / 2;
    svg.line(0, frame.y(value), 100, frame.y(value), i == 0 ? "ax" : "g");
    svg.label(0, frame.y(value) + 4, significant(value, 2), "", Anchor::end, -5);
  }
  svg.paths(drawn_curve(curve, frame));
  svg.dot(frame.x(curve.best.spend), frame.y(curve.best.value), "dop");
  svg.dot(frame.x(curve.here.spend), frame.y(curve.here.value), "di");
  const bool right = frame.x(curve.here.spend) > 60;
  svg.label(frame.x(curve.here.spend),
            frame.y(curve.here.value) + 20,
            "you are here",
            "i",
            right ? Anchor::end : Anchor::start,
            right ? -5 : 5);
  svg.label(0, frame.height + 16, "0", "", Anchor::start);
  svg.label(100, frame.height + 16, money_words(frame.most_spend), "", Anchor::end);
  const std::string next = next_words(found, curve.here.marginal);
  return "<div><h3>" + named(shortened(curve.id, 40)) + "</h3><div class=\"plot sm\">" + svg.str() +
         "</div><p class=\"note\">" + text(now) + "<br>" + text(next) + "</p></div>";
}

std::string curves_section(const OptimizationDocument& found) {
  if (found.curves.empty()) return {};
  const Frame frame = frame_of(found);
  std::string out =
      "<section><h2>Where the next " + text(found.head.currency) +
      " goes</h2><p class=\"sub\">What each line adds to " + text(lower_first(found.title)) +
      " against its spend, other lines as planned. Band: 80\u202f% of worlds. Dot: now. Ring: best "
      "division.</p><div class=\"four\">";
  for (const ShownCurve& curve : found.curves) out += small_multiple(found, curve, frame);
  return out + "</div></section>";
}

std::string bar_of(const DividedLine& line, double then, double most) {
  Svg svg(36);
  const auto x = [&](double amount) { return std::clamp(100 * amount / most, 0.0, 100.0); };
  for (int i = 0; i <= 4; ++i) svg.line(25.0 * i, 0, 25.0 * i, 36, "g");
  if (line.high > line.low) svg.rect(x(line.low), x(line.high) - x(line.low), 11, 14, "gb");
  svg.line(x(line.before), 18, x(then), 18, "w");
  svg.dot(x(then), 18, "dop");
  svg.dot(x(line.before), 18, "di");
  return svg.str();
}

std::string row_of(const OptimizationDocument& found, const DividedLine& line, double most) {
  const double then = found_amount(found, line);
  const double brings = line.marginal.value_or(0) * view_of(found.unit, found.kpi).factor;
  // Where a thousand times the budget would not bring one, nothing is what the next money brings.
  const bool in_reach = brings * 1000 * found.given_budget >= 1;
  const std::string next = in_reach ? significant(1 / brings, 3) : std::string(kUndefined);
  return "<tr><td class=\"k\">" + named(shortened(line.id, 60)) + "</td><td class=\"n\" data-l=\"now\">" +
         money_words(line.before) + "</td><td class=\"bar\">" + bar_of(line, then, most) +
         "</td><td class=\"n\" data-l=\"" + found_words(found) + "\"><b>" + money_words(then) +
         "</b></td><td class=\"n\" data-l=\"change\">" + signed_money(then - line.before) +
         "</td><td class=\"n\" data-l=\"next one costs\">" + next + "</td><td>" +
         text(hold_words(line.hold)) + "</td></tr>";
}

std::string allocation_section(const OptimizationDocument& found) {
  if (found.lines.empty()) return {};
  double most = 0, before = 0, after = 0;
  for (const DividedLine& line : found.lines) {
    before += line.before, after += found_amount(found, line);
    most = std::max({most, line.before, line.after, line.tried, found.free ? 0.0 : line.high});
  }
  most = round_top(most);
  Svg axis(18);
  axis.label(0, 14, "0", "", Anchor::start);
  axis.label(50, 14, money_words(most / 2), "", Anchor::middle);
  axis.label(100, 14, money_words(most), "", Anchor::end);
  std::string out = "<section><h2>Now and " + found_words(found) +
                    "</h2><div class=\"scroll\"><table class=\"rc\"><thead><tr><th>line</th><th "
                    "class=\"n\">now, " +
                    text(found.head.currency) + "</th><th class=\"bar\">" + axis.str() +
                    "</th><th class=\"n\">" + found_words(found) +
                    "</th><th class=\"n\">change</th><th class=\"n\">one more costs, " +
                    text(found.head.currency) + "</th><th>what holds it</th></tr></thead><tbody>";
  for (const DividedLine& line : found.lines) out += row_of(found, line, most);
  out += "<tr class=\"sum\"><td class=\"k\"><b>Sum</b></td><td class=\"n\"><b>" + money_words(before) +
         "</b></td><td class=\"bar\"></td><td class=\"n\"><b>" + money_words(after) +
         "</b></td><td class=\"n\">" + signed_money(after - before) +
         "</td><td></td><td></td></tr></tbody></table></div>";
  const std::string bounds = found.free     ? "no bounds but a minimum"
                             : found.bounds ? "bounds, \u00b1" + percent(*found.bounds) + " unless set"
                                            : "bounds";
  const std::string gap = gap_words(found);
  return out + "<p class=\"note\">Dot: now. Ring: " + found_words(found) + ". Bar: " + bounds +
         (found.divided_better || found.sought
              ? ". Lines that nothing holds end at the same cost of the next one: that is how you know "
                "it is the best by the curves."
              : ". The curves may prefer another division; on worlds the search had not seen none "
                "was better beyond luck.") +
         (gap.empty() ? "" : " How sure the search is: " + text(gap) + ".") + "</p></section>";
}

std::string ladder_section(const OptimizationDocument& found) {
  if (found.ladder.size() < 2) return {};
  double most = 0;
  for (const SoughtRung& rung : found.ladder)
    if (rung.chance < .995 || most == 0) most = std::max(most, rung.budget);
  most = round_top(std::max(most, found.sought_budget));
  const Frame frame{most, 1, 190};
  Svg svg(frame.height,
          "Chance of the target against the whole budget; " + probability(found.chance, found.worlds) +
              " at " + money_words(found.sought_budget));
  for (int i = 0; i <= 4; ++i) {
    svg.line(0, frame.y(i / 4.0), 100, frame.y(i / 4.0), i == 0 ? "ax" : "g");
    svg.label(0, frame.y(i / 4.0) + 4, fixed(i / 4.0, 2), "", Anchor::end, -5);
    svg.label(25.0 * i, frame.height + 16, money_words(most * i / 4), "", Anchor::middle);
  }
  std::vector<SvgPoint> line;
  for (const SoughtRung& rung : found.ladder)
    if (rung.budget <= most) line.push_back({10 * frame.x(rung.budget), frame.y(rung.chance)});
  svg.paths(line_path(line, "ml"));
  svg.line(0, frame.y(found.confidence), 100, frame.y(found.confidence), "z dash");
  svg.dot(frame.x(found.sought_budget), frame.y(found.chance), "dop");
  return "<section><h2>Budget for a target</h2><p class=\"sub\">P(" + text(lower_first(found.title)) +
         " \u2265 " + significant(found.target, 4) +
         ") against the whole budget, each point at its own best division. Dashed: asked. Ring: answer, on "
         "fresh "
         "worlds.</p><div class=\"plot\">" +
         svg.str() + "</div></section>";
}

std::string fact(const std::string& label, const std::string& value, const std::string& below) {
  return "<div><div class=\"l\">" + label + "</div><div class=\"v\">" + value + "</div><div class=\"l\">" +
         below + "</div></div>";
}

std::string figures_fact(const OptimizationDocument& found,
                         const std::string& name,
                         const DividedFigures& figures) {
  return fact(text(found.title) + ", " + name,
              text(goal_words(found, figures.p50)),
              "80\u202f%: " + text(goal_words(found, figures.p10)) + " \u2013 " +
                  text(goal_words(found, figures.p90)) + " for " + money_words(figures.budget) + " " +
                  text(found.head.currency));
}

}  // namespace

DecisionView optimization_view(const nlohmann::json& document) {
  const OptimizationDocument found = read_optimization(document);
  std::string facts = figures_fact(found, "plan", found.before) + figures_fact(found, "best", found.after);
  if (found.aim == "probability")
    facts += fact("P(target), plan", text(probability(found.before.score, found.worlds)), "") +
             fact("P(target), best", text(probability(found.after.score, found.worlds)), "");
  return {.answer = {first_sentence(found), then_sentences(found)},
          .sections = curves_section(found) + allocation_section(found) + times_section(found) +
                      ladder_section(found),
          .facts = "<div class=\"facts\">" + facts + "</div>",
          .alarm = found.sought && !found.feasible};
}

}  // namespace gs
