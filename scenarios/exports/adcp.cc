// Metrics by the protocol's names.
#include "scenarios/exports/adcp.h"

#include <array>
#include <nlohmann/json.hpp>

#include "core/units.h"
#include "scenarios/document/json.h"
#include "scenarios/exports/rows.h"

namespace gs {

namespace {

using nlohmann::json;

struct Metric {
  const char *theirs, *of_plan, *of_ads;
};
constexpr std::array<Metric, 12> kMetricsOfPoints{{{"reach", "reach", "reach"},
                                                   {"frequency", "frequency", "frequency"},
                                                   {"impressions", "impressions", "paid_impressions"},
                                                   {"clicks", "clicks", "ad_clicks"},
                                                   {"spend", "spend", "spend"},
                                                   {"views", "views", ""},
                                                   {"grps", "grp", ""},
                                                   {"engagements", "engagements", ""},
                                                   {"follows", "follows", ""},
                                                   {"saves", "saves", ""},
                                                   {"leads", "leads", "leads"},
                                                   {"conversions", "sales", "sales"}}};
constexpr std::array<const char*, 9> kQuantiles{
    "p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};

struct Point {
  json metrics = json::object(), quantiles = json::object();
};

Point point_of(const json& kpis, bool of_ads) {
  Point point;
  for (const Metric& metric : kMetricsOfPoints) {
    const json* row = row_in(kpis, of_ads ? metric.of_ads : metric.of_plan);
    if (row == nullptr || !row->at("p50").is_number()) continue;
    point.metrics[metric.theirs] = {
        {"low", row->at("p10")}, {"mid", row->at("p50")}, {"high", row->at("p90")}};
    for (const char* quantile : kQuantiles) point.quantiles[metric.theirs][quantile] = row->at(quantile);
  }
  return point;
}

json budget_of(const json& ads) {
  Money sum;
  for (const json& ad : ads) sum.micros += parse_money(number_cell(ad, "budget"), "budget").micros;
  return json::parse(to_text(sum));
}

}  // namespace

Exported adcp_forecast(const json& result) {
  json points = json::array(), quantiles = json::array();
  const auto add = [&](json head, const Point& point) {
    quantiles.push_back({{"label", head["label"]}, {"metrics", point.quantiles}});
    head["metrics"] = point.metrics;
    points.push_back(std::move(head));
  };
  Point plan = point_of(result.at("totals"), false);
  const json people = result.at("audience").at("people");
  plan.metrics["audience_size"] = {{"low", people}, {"mid", people}, {"high", people}};
  add({{"label", result.at("name")}, {"budget", budget_of(result.at("ads"))}}, plan);
  for (const json& ad : result.at("ads"))
    add({{"label", ad.at("id")},
         {"budget", ad.at("budget")},
         {"dimensions", {{"platform", ad.at("platform")}, {"post", ad.at("post")}}}},
        point_of(ad.at("kpis"), true));
  const json ours{{"schema", result.at("schema")},
                  {"engine", result.at("engine")},
                  {"seed", result.at("seed")},
                  {"scenario_hash", result.at("scenario_hash")},
                  {"replicates", result.at("replicates")},
                  {"start", result.at("start")},
                  {"end", result.at("end")},
                  {"interval", "80 %: low, mid, high are the 10, 50, 90 % quantiles"},
                  {"quantiles", quantiles}};
  const json forecast{{"method", "modeled"},
                      {"currency", result.at("currency")},
                      {"forecast_range_unit", "package"},
                      {"reach_unit", "individuals"},
                      {"points", points},
                      {"ext", {{"groundswell", ours}}}};
  return {dump_pretty(forecast)};
}

}  // namespace gs
