// The same in a terminal: one table per response, failed points below.
#include <algorithm>

#include "scenarios/report/batch/analysis.h"
#include "scenarios/report/html.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

constexpr std::size_t kListed = 4;

std::string end_words(const ShownResponse& response, const std::optional<ShownEffect>& effect) {
  return effect ? response.figure(effect->mean) : std::string(kUndefined);
}

std::string direction_words(const ShownFactor& factor) {
  if (!factor.steady) return std::string(kUndefined);
  return signed_number(factor.steady->value, 0.01) + (factor.turns ? " *" : "");
}

std::string response_table(const AnalysisDocument& all,
                           const ShownResponse& response,
                           const TerminalStyle& style) {
  TextTable table;
  table.columns = {
      {"what " + lower_first(visible(with_verb(response, "depend"))) + " on", false, Keep::always, true}};
  if (all.totals) table.columns.insert(table.columns.end(), {{"total"}, {"80 %", true, Keep::before_units}});
  table.columns.push_back({"alone"});
  if (!all.totals) table.columns.push_back({"80 %", true, Keep::before_units});
  table.columns.insert(table.columns.end(),
                       {{"rank corr.", true, Keep::before_bars}, {"low end"}, {"high end"}});
  for (const ShownFactor& factor : response.factors) {
    std::vector<std::string> row{visible(factor.name)};
    if (all.totals) row.insert(row.end(), {index_words(factor.total), within_words(factor.total)});
    row.push_back(index_words(factor.first));
    if (!all.totals) row.push_back(within_words(factor.first));
    row.insert(
        row.end(),
        {direction_words(factor), end_words(response, factor.at_low), end_words(response, factor.at_high)});
    table.rows.push_back(std::move(row));
    table.below.push_back(visible(factor.range));
  }
  std::string out = lay_out(table, style);
  if (std::ranges::any_of(response.factors, &ShownFactor::turns))
    out += wrapped("* rises and falls: one figure of direction misleads", style, 4);
  if (std::ranges::any_of(response.factors, [](const ShownFactor& f) { return !f.labels.empty(); }))
    out += wrapped("low and high end of a list: its least and its greatest mean", style, 4);
  if (all.totals && std::ranges::any_of(response.factors, [](const ShownFactor& f) {
        return f.first && f.total && f.first->value > f.total->value + 0.005;
      }))
    out +=
        wrapped("alone above total is chance: both are estimates, more points bring them together", style, 4);
  if (const std::string luck = luck_words(all, response); !luck.empty()) out += wrapped(luck, style, 4);
  return out;
}

std::string failed_text(const AnalysisDocument& all, const TerminalStyle& style) {
  std::string out;
  for (std::size_t i = 0; i < std::min(kListed, all.failures.size()); ++i) {
    const FailedPoint& failed = all.failures[i];
    out +=
        wrapped("failed point " + std::to_string(failed.point) + ", " + visible(failed.values) + ": " +
                    visible(failed.reason) + (failed.code.empty() ? "" : " [" + visible(failed.code) + "]"),
                style,
                4);
  }
  if (all.failures.size() > kListed)
    out += wrapped(
        "and " + std::to_string(all.failures.size() - kListed) + " more; all are in --json and the report",
        style,
        4);
  return out;
}

}  // namespace

std::string analysis_text(const nlohmann::json& document, const TerminalStyle& style) {
  const AnalysisDocument all = read_analysis(document);
  const Answer answer = answer_of(all);
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  out += wrapped(rest, style);
  for (const ShownResponse& response : all.responses)
    out +=
        "\n" + (response.because.empty() ? response_table(all, response, style)
                                         : wrapped(visible(response.title) + ": " + response.because, style));
  return out + wrapped(method_words(all), style, 4) + failed_text(all, style);
}

}  // namespace gs
