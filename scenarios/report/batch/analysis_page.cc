// The page of an analysed experiment: what each response depends on, its pictures, then failed points and
// shards.
#include <algorithm>

#include "scenarios/report/batch/analysis.h"
#include "scenarios/report/html.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kWeak = 0.05;  // a share below it is drawn grey
constexpr std::size_t kListed = 200;

struct IndexAxis {
  double most = 1;
  double x(double share) const { return 100 * share / most; }
  double step() const { return most <= 0.3 ? 0.1 : most <= 0.6 ? 0.2 : 0.25; }
};

IndexAxis axis_of(const AnalysisDocument& all, const ShownResponse& response) {
  double most = 0.1;
  for (const ShownFactor& factor : response.factors)
    for (const auto* index : {&strength_of(all, factor), &factor.first})
      if (*index) most = std::max({most, (*index)->p90, (*index)->value});
  return {std::min(1.25, 0.1 * static_cast<double>(static_cast<int>(most * 10 + 0.999)))};
}

std::string axis_head(const IndexAxis& axis) {
  Svg svg(18);
  for (double at = 0; at <= axis.most * 1.0001; at += axis.step())
    svg.label(
        axis.x(at), 14, at == 0 ? "0" : significant(at, 2), "", at == 0 ? Anchor::start : Anchor::middle);
  return svg.str();
}

std::string index_drawing(const AnalysisDocument& all, const ShownFactor& factor, const IndexAxis& axis) {
  constexpr double kHeight = 50;
  Svg svg(kHeight);
  for (double at = 0; at <= axis.most * 1.0001; at += axis.step())
    svg.line(axis.x(at), 0, axis.x(at), kHeight, at == 0 ? "z" : "g");
  const auto& strength = strength_of(all, factor);
  if (!strength) return svg.str();
  const auto x = [&](double share) { return std::clamp(axis.x(share), 0.0, 100.0); };
  const bool weak = strength->value < kWeak;
  svg.line(x(strength->p10), kHeight / 2, x(strength->p90), kHeight / 2, weak ? "wg" : "w");
  svg.dot(x(strength->value), kHeight / 2, weak ? "dg" : "d");
  if (all.totals && factor.first) svg.dot(x(factor.first->value), kHeight / 2, "dop");
  return svg.str();
}

std::string index_cell(const char* head, const std::optional<ShownIndex>& index, bool bold) {
  const std::string words = index_words(index);
  return "<td class=\"n\" data-l=\"" + std::string(head) + "\">" + (bold ? "<b>" + words + "</b>" : words) +
         "<span class=\"f\">" + within_words(index) + "</span></td>";
}

std::string index_row(const AnalysisDocument& all, const ShownFactor& factor, const IndexAxis& axis) {
  std::string out = "<tr><td class=\"k s\">" + named(factor.name) + "<span class=\"f\">" +
                    text(shortened(factor.range, 60)) + "</span></td><td class=\"bar\">" +
                    index_drawing(all, factor, axis) + "</td>";
  if (all.totals) out += index_cell("total", factor.total, true);
  return out + index_cell("alone", factor.first, !all.totals) + "</tr>";
}

std::string index_table(const AnalysisDocument& all, const ShownResponse& response) {
  const IndexAxis axis = axis_of(all, response);
  std::string out = "<figure><h2>What " + text(lower_first(with_verb(response, "depend"))) +
                    " on</h2><p class=\"sub\">" + text(method_words(all)) +
                    "</p><table class=\"rc cz\"><thead><tr><th>factor and range</th><th class=\"bar\">" +
                    axis_head(axis) + "</th>" + (all.totals ? "<th class=\"n\">total</th>" : "") +
                    "<th class=\"n\">alone</th></tr></thead><tbody>";
  for (const ShownFactor& factor : response.factors) out += index_row(all, factor, axis);
  out += "</tbody></table>";
  if (const std::string luck = luck_words(all, response); !luck.empty())
    out += "<p class=\"note\">" + text(luck) + "</p>";
  if (const std::string lines = lines_words(response); !lines.empty())
    out += "<p class=\"note\">" + text(lines) + "</p>";
  return out + "</figure>";
}

std::string response_sections(const AnalysisDocument& all, const ShownResponse& response) {
  if (!response.because.empty())
    return "<section><h2>" + text(response.title) + "</h2><p class=\"sub\">" + text(response.because) +
           "</p></section>";
  return "<section class=\"two\">" + index_table(all, response) + pair_picture(response) + "</section>" +
         tornado(response) + response_plots(response) + settling_plots(all, response);
}

std::string failed_points(const AnalysisDocument& all) {
  if (all.failures.empty()) return "";
  std::string out =
      "<section><h2>Failed points</h2><p class=\"sub\">" +
      whole_number(static_cast<double>(all.failures.size())) + " of " +
      whole_number(static_cast<double>(all.done + static_cast<std::int64_t>(all.failures.size()))) +
      " tried, kept with their reason; none was dropped silently.</p><ul class=\"plain\">";
  const std::size_t shown = std::min(kListed, all.failures.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const FailedPoint& failed = all.failures[i];
    out += "<li><code>" + std::to_string(failed.point) + "</code> " + text(failed.values) + ": " +
           text(failed.reason) + (failed.code.empty() ? "" : " [" + text(failed.code) + "]") + "</li>";
  }
  if (shown < all.failures.size())
    out += "<li>and " + std::to_string(all.failures.size() - shown) + " more in the result document</li>";
  return out + "</ul></section>";
}

std::string shard_row(const ShownShard& shard) {
  Svg svg(32);
  svg.rect(0, 100, 13, 6, "gb");
  svg.rect(0, shard.planned > 0 ? 100 * std::min(shard.done / shard.planned, 1.0) : 0, 13, 6, "d");
  return "<tr><td class=\"k s\">" + named(shard.name) + "</td><td class=\"bar\">" + svg.str() +
         "</td><td class=\"n\">" + whole_number(shard.done) + " / " + whole_number(shard.planned) +
         "</td><td class=\"soft\">" + text(shard.state) + "</td></tr>";
}

std::string shards(const AnalysisDocument& all) {
  if (all.shards.empty()) return "";
  std::string out =
      "<section><h2>Shards</h2><p class=\"sub\">Any shard, thread or rank count gives the same rows, bit for "
      "bit.</p><table "
      "class=\"rc cz\"><thead><tr><th>shard</th><th class=\"bar\"></th><th "
      "class=\"n\">points</th><th>state</th></tr></thead><tbody>";
  for (const ShownShard& shard : all.shards) out += shard_row(shard);
  return out + "</tbody></table></section>";
}

}  // namespace

DecisionView analysis_view(const nlohmann::json& document) {
  const AnalysisDocument all = read_analysis(document);
  DecisionView view{answer_of(all), ""};
  for (const ShownResponse& response : all.responses) view.sections += response_sections(all, response);
  view.sections += failed_points(all) + shards(all);
  return view;
}

}  // namespace gs
