// Parts in the order of their fair share of the KPI that decides: a chart of what would be missing, a table
// of every count, what word of mouth and ads did.
#include "scenarios/report/decision/explanation_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/report/decision/explained.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/svg.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

using nlohmann::json;

std::string missing_head(const Explained& all) { return all.changes ? "if taken back" : "if left out"; }

// One row of the chart, on an axis from the least to the most of all parts.
std::string drawing(const ExplainedPart& part, double low, double high) {
  const auto place = [&](double value) { return high > low ? 100 * (value - low) / (high - low) : 50; };
  RowMarks marks;
  marks.p10 = place(part.p10), marks.p25 = place(part.p25), marks.p50 = place(part.left_out_mean);
  marks.p75 = place(part.p75), marks.p90 = place(part.p90);
  marks.target = place(part.mean);
  RowAxis axis{{}, place(0), 40};
  return row_drawing(marks, axis);
}

std::string part_row(const ExplainedPart& part, const Explained& all, const std::string& picture) {
  const std::string below = all.changes ? "" : "<span class=\"f\">" + named(part.title) + "</span>";
  return "<tr><td class=\"k\">" + named(part.label) + below + "</td><td class=\"bar\">" + picture +
         "</td><td class=\"n\" data-l=\"fair share\"><b>" + part.fair +
         "</b></td><td class=\"n\" data-l=\"of all\">" + part.share + "</td><td class=\"n\" data-l=\"" +
         missing_head(all) + "\">" + part.left_out + "<span class=\"f\">" + part.low + " to " + part.high +
         "</span></td></tr>";
}

std::string chart(const json& document, const Explained& all) {
  double low = 0, high = 0;
  for (const ExplainedPart& part : all.parts) {
    low = std::min({low, part.p10, part.mean, part.left_out_mean});
    high = std::max({high, part.p90, part.mean, part.left_out_mean});
  }
  std::string out =
      "<section><h2>" +
      (all.changes ? "What each change does to " + text(all.kpi)
                   : "What each " + text(all.by) + " brings of " + text(all.kpi)) +
      "</h2><p class=\"sub\">" + text(method_of(document, all)) + "</p><table class=\"rc\"><thead><tr><th>" +
      text(all.by) + "</th><th class=\"bar\">" + missing_head(all) +
      ": mean, 50 and 80\u202f%; tick: fair share</th><th class=\"n\">fair share" +
      (all.unit.empty() ? "" : ", " + text(all.unit)) + "</th><th class=\"n\">of all</th><th class=\"n\">" +
      missing_head(all) + ", 80\u202f%</th></tr></thead><tbody>";
  for (const ExplainedPart& part : all.parts) out += part_row(part, all, drawing(part, low, high));
  return out + "</tbody></table></section>";
}

std::string all_counts(const json& document, const Explained& all) {
  const SharesOfAll shares = shares_of_all(document, all);
  std::string out =
      "<section><h2>Fair shares of every count, on average</h2><div class=\"scroll\"><table "
      "class=\"side\"><thead><tr><th>" +
      text(all.by) + "</th>";
  for (const std::string& head : shares.heads) out += "<th class=\"n\">" + text(head) + "</th>";
  out += "</tr></thead><tbody>";
  for (const auto& line : shares.lines) {
    out += "<tr><td class=\"k\">" + named(line.front()) + "</td>";
    for (std::size_t i = 1; i < line.size(); ++i)
      out += "<td class=\"n\" data-l=\"" + text(shares.heads[i - 1]) + "\">" + line[i] + "</td>";
    out += "</tr>";
  }
  return out + "</tbody></table></div></section>";
}

std::string rows_section(const std::string& head, const json& rows) {
  std::string out = "<section><h2>" + head +
                    "</h2><p class=\"sub\">Means over the worlds; below them what eight of ten worlds keep "
                    "within.</p><table class=\"side\"><tbody>";
  for (const SpreadRow& row : spread_rows(rows))
    out += "<tr><td class=\"k\">" + text(row.title) + "<span class=\"f\">" + text(row.formula) +
           "</span></td><td class=\"n\"><b>" + row.mean + "</b><span class=\"f\">" + row.interval +
           "</span></td></tr>";
  return out + "</tbody></table></section>";
}

}  // namespace

DecisionView explanation_view(const json& document) {
  const Explained all = read_explained(document);
  DecisionView view{answer_of(document, all), chart(document, all) + all_counts(document, all)};
  if (document.contains("word_of_mouth"))
    view.sections += rows_section("Word of mouth", document.at("word_of_mouth"));
  if (document.contains("paid") && !document.at("paid").is_null())
    view.sections += rows_section("What the ads bought", document.at("paid"));
  return view;
}

std::string explanation_text(const json& document, const TerminalStyle& style) {
  const Explained all = read_explained(document);
  const Answer answer = answer_of(document, all);
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  out += wrapped(rest, style) + "\n";
  TextTable table;
  table.columns = {{all.by, false, Keep::always, true},
                   {"fair share" + (all.unit.empty() ? "" : ", " + all.unit)},
                   {"of all"},
                   {missing_head(all)},
                   {"80 % low"},
                   {"high"}};
  for (const ExplainedPart& part : all.parts) {
    table.rows.push_back({visible(part.label), part.fair, part.share, part.left_out, part.low, part.high});
    table.below.push_back(all.changes ? "" : visible(part.title));
  }
  const SharesOfAll shares = shares_of_all(document, all);
  TextTable others;
  others.columns = {{"fair shares, on average", false, Keep::always, true}};
  for (const std::string& head : shares.heads) others.columns.push_back({head});
  others.rows = shares.lines;
  for (auto& row : others.rows) row.front() = visible(row.front());
  return out + wrapped("on average: " + all.kpi, style) + lay_out(table, style) + "\n" +
         lay_out_in_blocks(others, style) + wrapped(method_of(document, all), style, 4);
}

}  // namespace gs
