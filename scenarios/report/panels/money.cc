// Answers: where does the money go, and what does each ad bring? Method: a table of the ads with their own
// counts, then what all ads and the whole plan cost. Median with 80 % interval. Does not say what one euro
// more would bring.
#include <array>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 7> kColumns{
    "spend", "paid_impressions", "reach", "ad_clicks", "cpm", "cpc", "sales"};

std::string label_of(const KpiRow& row) {
  if (row.kpi == "reach") return "People shown the ad";
  return view_of(row.unit, row.kpi).whole ? row.title : title_with_unit(row);
}

std::string cell(const KpiRow* row, const std::string& label) {
  const std::string open = "<td class=\"n\" data-l=\"" + text(label) + "\"><b>";
  if (row == nullptr) return open + "\u2014</b><span class=\"f\">not in the result</span></td>";
  const Figures figures = figures_of(*row);
  return open + figures.median + "</b><span class=\"f" + (row->defined ? " nw" : "") + "\">" +
         (row->defined ? figures.interval : "undefined: " + text(reason_of(*row))) + "</span></td>";
}

std::string post_of(const ForecastDocument& forecast, const std::string& id) {
  for (const ShownPost& post : forecast.posts)
    if (post.id == id && !post.title.empty()) return post.title;
  return id;
}

std::string ad_row(const ShownAd& ad,
                   const ForecastDocument& forecast,
                   const std::vector<const KpiRow*>& columns) {
  std::string out = "<tr><td class=\"k\">" + named(shortened(ad.id, 60)) + "<span class=\"f\">promotes " +
                    named(shortened(post_of(forecast, ad.post), 60)) + "</span>";
  if (ad.budget)
    out += "<span class=\"f\">budget " + significant(*ad.budget, 6) + " " + text(forecast.head.currency) +
           "</span>";
  out += "</td>";
  for (const KpiRow* column : columns) out += cell(find_row(ad.kpis, column->kpi), label_of(*column));
  return out + "</tr>";
}

std::string ads_table(const ForecastDocument& forecast) {
  std::vector<NamedRows> ads;
  for (const ShownAd& ad : forecast.ads) ads.push_back({ad.id, "", ad.kpis});
  const std::vector<const KpiRow*> columns = columns_of(ads, kColumns);
  if (columns.empty()) return {};
  std::string out = "<div class=\"scroll\"><table class=\"side sc\"><thead><tr><th>ad</th>";
  for (const KpiRow* column : columns) out += "<th class=\"n\">" + text(label_of(*column)) + "</th>";
  out += "</tr></thead><tbody>";
  for (const ShownAd& ad : forecast.ads) out += ad_row(ad, forecast, columns);
  return out + "</tbody></table></div>";
}

std::string sum_line(const KpiRow* row, const std::string& what) {
  if (row == nullptr) return {};
  const Figures figures = figures_of(*row);
  return "<li><b>" + what + ": " + figures.median + " " + text(figures.unit.text) +
         "</b> <span class=\"soft\">" +
         (row->defined ? "80\u202f%: " + figures.interval : "undefined: " + text(reason_of(*row))) +
         " \u00b7 " + text(row->formula) + "</span></li>";
}

}  // namespace

std::string money(const ForecastDocument& forecast) {
  const std::string table = ads_table(forecast);
  const std::string lines = sum_line(find_row(forecast.totals, "spend"), "All ads") +
                            sum_line(find_row(forecast.totals, "cost"), "Everything the plan costs");
  if (table.empty() && lines.empty()) return {};
  return "<section><h2>What it costs</h2><p class=\"sub\">" +
         std::string(table.empty()
                         ? "Fees and other costs of the plan."
                         : "Every ad with what it buys and what its clicks lead to. An ad never spends more "
                           "than its budget; where too few people fit, it spends less.") +
         "</p>" + table + (lines.empty() ? "" : "<ul class=\"plain t2\">" + lines + "</ul>") + "</section>";
}

}  // namespace gs
