// Pictures of a response: a tornado, means along each factor, two factors together, indices over nested
// sizes. Pictures of one kind share their scale, so that what is strong looks strong.
#include <algorithm>
#include <cmath>

#include "scenarios/report/batch/analysis.h"
#include "scenarios/report/html.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kEighty = 1.2816;  // standard errors of an 80 % interval
constexpr std::size_t kMultiples = 8, kSettling = 4;

struct Scale {
  double low = 0, high = 1;
  double share(double value) const {
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
  }
  void take(double value, bool& any) {
    low = any ? std::min(low, value) : value, high = any ? std::max(high, value) : value;
    any = true;
  }
};

Scale scale_of(const ShownResponse& response) {
  Scale scale;
  bool any = false;
  for (const ShownFactor& factor : response.factors)
    for (const ShownEffect& effect : factor.effects) {
      scale.take(effect.mean - kEighty * effect.error, any);
      scale.take(effect.mean + kEighty * effect.error, any);
    }
  return scale;
}

// A unit of a few letters fits beside a figure; the table of indices names longer ones.
std::string with_unit(const std::string& figure, const ShownFactor& factor) {
  return factor.unit.empty() || columns_of(factor.unit) > 8 ? figure : figure + " " + factor.unit;
}

std::string end_words(const ShownFactor& factor, const ShownEffect& effect) {
  return effect.label.empty() ? with_unit(significant(effect.value, 3), factor) : effect.label;
}

std::string end_cell(const ShownResponse& response,
                     const ShownFactor& factor,
                     const ShownEffect& effect,
                     const char* head) {
  return "<td class=\"n\" data-l=\"" + std::string(head) + "\"><b>" + response.figure(effect.mean) +
         "</b><span class=\"f\">at " + text(shortened(end_words(factor, effect), 24)) + "</span></td>";
}

std::string tornado_row(const ShownResponse& response, const ShownFactor& factor, const Scale& scale) {
  const ShownEffect &low = *factor.at_low, &high = *factor.at_high;
  const auto x = [&](double value) { return 100 * scale.share(value); };
  Svg svg(40);
  for (int i = 0; i <= 4; ++i) svg.line(25.0 * i, 0, 25.0 * i, 40, "g");
  if (response.mean) svg.line(x(*response.mean), 0, x(*response.mean), 40, "z");
  const double left = std::min(x(low.mean), x(high.mean)), right = std::max(x(low.mean), x(high.mean));
  svg.rect(left, right - left, 14, 12, "b50");
  svg.dot(x(low.mean), 20, "dop").dot(x(high.mean), 20, "d");
  return "<tr><td class=\"k\">" + named(factor.name) + "<span class=\"f\">" +
         text(factor.turns ? "rises and falls: the ends do not tell all" : "") +
         "</span></td><td class=\"bar\">" + svg.str() + "</td>" + end_cell(response, factor, low, "low end") +
         end_cell(response, factor, high, "high end") + "</tr>";
}

double swing(const ShownFactor& factor) {
  return factor.at_low && factor.at_high ? std::abs(factor.at_high->mean - factor.at_low->mean) : -1;
}

std::string unit_words(const ShownResponse& response) {
  return lower_first(response.title) + (response.unit.text.empty() ? "" : ", " + response.unit.text);
}

struct Box {
  double height = 120;
  Scale scale;
  double y(double value) const { return height - scale.share(value) * height; }
};

std::string effect_lines(const ShownFactor& factor, const Box& box) {
  std::vector<SvgPoint> middle, upper, lower;
  const auto n = static_cast<double>(factor.effects.size());
  for (std::size_t i = 0; i < factor.effects.size(); ++i) {
    const ShownEffect& effect = factor.effects[i];
    const double x = 1000 * (static_cast<double>(i) + 0.5) / n;
    middle.push_back({x, box.y(effect.mean)});
    upper.push_back({x, box.y(effect.mean + kEighty * effect.error)});
    lower.push_back({x, box.y(effect.mean - kEighty * effect.error)});
  }
  return middle.empty() ? "" : band_path(upper, lower, "b80") + line_path(middle, "ml");
}

// Labels too long to stand side by side are numbered under the picture and named below it.
bool numbered(const ShownFactor& factor) {
  const std::size_t room = 26 / std::max<std::size_t>(factor.effects.size(), 1);
  return std::ranges::any_of(factor.effects,
                             [&](const ShownEffect& effect) { return columns_of(effect.label) > room; });
}

std::string names_below(const ShownFactor& factor) {
  std::string out;
  for (std::size_t i = 0; numbered(factor) && i < factor.effects.size(); ++i)
    out += std::to_string(i + 1) + " " + shortened(factor.effects[i].label, 40) + "; ";
  return out;
}

void effect_dots(Svg& svg, const ShownFactor& factor, const Box& box) {
  const auto n = static_cast<double>(factor.effects.size());
  for (std::size_t i = 0; i < factor.effects.size(); ++i) {
    const ShownEffect& effect = factor.effects[i];
    const double x = 100 * (static_cast<double>(i) + 0.5) / n;
    svg.line(
        x, box.y(effect.mean - kEighty * effect.error), x, box.y(effect.mean + kEighty * effect.error), "w");
    svg.dot(x, box.y(effect.mean), "d");
    if (numbered(factor))
      svg.label(x, box.height + 16, std::to_string(i + 1), "", Anchor::middle);
    else if (factor.effects.size() <= 4)
      svg.label(x, box.height + 16, end_words(factor, effect), "", Anchor::middle);
  }
}

std::string small_multiple(const ShownResponse& response, const ShownFactor& factor, const Box& box) {
  Svg svg(box.height, response.title + " along " + visible(factor.name) + ": " + steady_words(factor));
  for (const double value : {box.scale.low, (box.scale.low + box.scale.high) / 2, box.scale.high}) {
    svg.line(0, box.y(value), 100, box.y(value), value == box.scale.low ? "ax" : "g");
    svg.label(0, box.y(value) + 4, response.figure(value), "", Anchor::end, -5);
  }
  const bool list = !factor.labels.empty();
  if (!list) svg.paths(effect_lines(factor, box));
  if (list || factor.effects.size() <= 4) effect_dots(svg, factor, box);
  if (factor.effects.size() > 4 && !list)
    svg.label(0, box.height + 16, factor.low, "")
        .label(100, box.height + 16, with_unit(factor.high, factor), "", Anchor::end);
  return "<div><h3>" + named(shortened(factor.name, 40)) + "</h3><div class=\"plot sm\">" + svg.str() +
         "</div><p class=\"note\">" + text(names_below(factor) + steady_words(factor) + line_words(factor)) +
         "</p></div>";
}

std::string heat_class(const std::optional<double>& value, const Scale& scale) {
  if (!value) return "bandbg";
  return "h" + std::to_string(std::min(4, static_cast<int>(5 * scale.share(*value))));
}

Scale scale_of(const ShownPair& pair) {
  Scale scale;
  bool any = false;
  for (const auto& row : pair.mean)
    for (const auto& cell : row)
      if (cell) scale.take(*cell, any);
  return scale;
}

void pair_labels(Svg& svg, const ShownPair& pair, double height) {
  if (pair.one.at.empty() || pair.other.at.empty()) return;
  svg.label(0, height + 16, shortened(pair.one.at.front(), 14), "");
  svg.label(100, height + 16, shortened(pair.one.at.back(), 14), "", Anchor::end);
  svg.label(50, height + 16, shortened(pair.one.name, 28), "i", Anchor::middle);
  svg.label(0,
            height - 6,
            columns_of(pair.other.at.front()) > 7 ? "first" : pair.other.at.front(),
            "",
            Anchor::end,
            -6);
  svg.label(0, 14, columns_of(pair.other.at.back()) > 7 ? "last" : pair.other.at.back(), "", Anchor::end, -6);
}

std::string settling_plot(const ShownResponse& response, std::size_t factor, const Box& box) {
  std::vector<SvgPoint> middle, upper, lower;
  const auto n = static_cast<double>(response.settling.size());
  Svg svg(box.height, visible(response.factors[factor].name) + " over nested sizes");
  for (const double value : {0.0, box.scale.high / 2, box.scale.high}) {
    svg.line(0, box.y(value), 100, box.y(value), value == 0 ? "ax" : "g");
    svg.label(0, box.y(value) + 4, number(value, 0.01), "", Anchor::end, -5);
  }
  for (std::size_t i = 0; i < response.settling.size(); ++i) {
    const double x = (static_cast<double>(i) + 0.5) / n;
    svg.label(100 * x,
              box.height + 16,
              whole_number(static_cast<double>(response.settling[i].size)),
              "",
              Anchor::middle);
    const auto& strength = response.settling[i].strength[factor];
    if (!strength) continue;
    middle.push_back({1000 * x, box.y(strength->value)});
    upper.push_back({1000 * x, box.y(strength->p90)}), lower.push_back({1000 * x, box.y(strength->p10)});
  }
  if (!middle.empty()) svg.paths(band_path(upper, lower, "b80") + line_path(middle, "ml"));
  return "<div><h3>" + named(shortened(response.factors[factor].name, 40)) + "</h3><div class=\"plot sm\">" +
         svg.str() + "</div></div>";
}

}  // namespace

std::string tornado(const ShownResponse& response) {
  std::vector<const ShownFactor*> order;
  for (const ShownFactor& factor : response.factors)
    if (factor.at_low && factor.at_high) order.push_back(&factor);
  if (order.empty()) return "";
  std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return swing(*a) > swing(*b); });
  Scale scale;
  bool any = false;
  if (response.mean) scale.take(*response.mean, any);
  for (const ShownFactor* factor : order)
    scale.take(factor->at_low->mean, any), scale.take(factor->at_high->mean, any);
  std::string out =
      "<section><h2>From one end of each factor to the other</h2><p class=\"sub\">Mean " +
      text(unit_words(response)) +
      ", over all the others. Ring: low end. Dot: high end. Upright line: mean of all points. Of a list: the "
      "least and the greatest.</p><table class=\"rc cz\"><thead><tr><th>factor</th><th "
      "class=\"bar\"></th><th class=\"n\">low end</th><th class=\"n\">high end</th></tr></thead><tbody>";
  for (const ShownFactor* factor : order) out += tornado_row(response, *factor, scale);
  return out + "</tbody></table></section>";
}

std::string response_plots(const ShownResponse& response) {
  const Box box{.height = 120, .scale = scale_of(response)};
  std::string out = "<section><h2>" + text(response.title) + " along each factor</h2><p class=\"sub\">Mean " +
                    text(unit_words(response)) +
                    " in each part of the range, over all the others; band: 80\u202f% of the mean. One scale "
                    "for all.</p><div "
                    "class=\"four\">";
  const std::size_t shown = std::min(kMultiples, response.factors.size());
  for (std::size_t f = 0; f < shown; ++f) out += small_multiple(response, response.factors[f], box);
  out += "</div>";
  if (shown < response.factors.size())
    out += "<p class=\"note\">The strongest " + std::to_string(shown) + " of " +
           std::to_string(response.factors.size()) + " factors; the result document has all.</p>";
  return out + "</section>";
}

std::string pair_picture(const ShownResponse& response) {
  if (!response.pair || response.pair->mean.empty()) return "";
  const ShownPair& pair = *response.pair;
  const Scale scale = scale_of(pair);
  const double height = 200, row = height / static_cast<double>(pair.mean.size());
  Svg svg(height,
          "Mean " + lower_first(response.title) + " over " + visible(pair.one.name) + " and " +
              visible(pair.other.name) + ", from " + response.figure(scale.low) + " to " +
              response.figure(scale.high));
  for (std::size_t b = 0; b < pair.mean.size(); ++b) {
    const double width = 100 / static_cast<double>(pair.mean[b].size());
    for (std::size_t a = 0; a < pair.mean[b].size(); ++a)
      svg.rect(width * static_cast<double>(a),
               width * 0.96,
               height - row * static_cast<double>(b + 1),
               row - 1.5,
               heat_class(pair.mean[b][a], scale));
  }
  pair_labels(svg, pair, height);
  return "<figure><h2>Two strongest together</h2><p class=\"sub\">Mean " + text(unit_words(response)) +
         ": palest " + response.figure(scale.low) + ", strongest " + response.figure(scale.high) +
         ". Upwards: " + named(pair.other.name) + ". Grey: no point there.</p><div class=\"plot nor\">" +
         svg.str() + "</div></figure>";
}

std::string settling_plots(const AnalysisDocument& all, const ShownResponse& response) {
  if (response.settling.size() < 2) return "";
  Box box{.height = 90, .scale = {}};
  bool any = false;
  box.scale.take(0, any), box.scale.take(0.1, any);
  const std::size_t shown = std::min(kSettling, response.factors.size());
  for (const SettlingSize& size : response.settling)
    for (std::size_t f = 0; f < shown; ++f)
      if (size.strength[f]) box.scale.take(std::min(size.strength[f]->p90, 1.2), any);
  box.scale.low = 0;
  box.scale.high = 0.2 * std::ceil(5 * box.scale.high - 1e-9);
  std::string out = "<section><h2>Do the indices settle?</h2><p class=\"sub\">" +
                    std::string(all.totals ? "Total effect" : "Share alone") +
                    " and its 80\u202f% from the first " + (all.totals ? "base points" : "points") +
                    " of the design, the strongest factors.</p><div class=\"four\">";
  for (std::size_t f = 0; f < shown; ++f) out += settling_plot(response, f, box);
  return out + "</div></section>";
}

}  // namespace gs
