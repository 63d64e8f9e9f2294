// Scopes of the document one after another; numbers in full.
#include "scenarios/exports/kpi_csv.h"

#include <array>
#include <nlohmann/json.hpp>

#include "scenarios/exports/rows.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/reading/spreadsheet.h"

namespace gs {

namespace {

constexpr std::array<const char*, 14> kNumbers{"mean",
                                               "sd",
                                               "p025",
                                               "p05",
                                               "p10",
                                               "p25",
                                               "p50",
                                               "p75",
                                               "p90",
                                               "p95",
                                               "p975",
                                               "defined_share",
                                               "p_target",
                                               "p_better"};

// A list of the document whose members have rows of KPIs, and the key that names each.
struct Scope {
  const char *list, *name, *id;
};
constexpr std::array<Scope, 6> kScopes{{{"ads", "ad", "id"},
                                        {"posts", "post", "id"},
                                        {"platforms", "platform", "platform"},
                                        {"segments", "segment", "segment"},
                                        {"sources", "source", "source"},
                                        {"daily", "day", "date"}}};

std::string line_of(const std::string& scope, const std::string& id, const nlohmann::json& row) {
  const nlohmann::json target = row.value("target", nlohmann::json::object());
  const Kpi* kpi = find_kpi(row.at("kpi").get<std::string>());
  std::vector<std::string> cells{csv_text(scope),
                                 csv_text(id),
                                 text_cell(row, "kpi"),
                                 kpi == nullptr ? "" : csv_text(kpi->title),
                                 text_cell(row, "unit")};
  for (const char* key : kNumbers) cells.push_back(number_cell(row, key));
  cells.push_back(number_cell(target, "at_least"));
  cells.push_back(number_cell(target, "at_most"));
  for (const char* key : {"basis", "formula", "undefined_because"}) cells.push_back(text_cell(row, key));
  return csv_line(cells);
}

std::string lines_of(const std::string& scope, const std::string& id, const nlohmann::json& rows) {
  std::string lines;
  for (const nlohmann::json& row : rows) lines += line_of(scope, id, row);
  return lines;
}

std::string lines_of_forecast(const nlohmann::json& result) {
  std::string lines = lines_of("plan", result.value("name", ""), result.at("totals"));
  lines += lines_of("contacts", result.value("name", ""), result.at("contacts"));
  for (const Scope& scope : kScopes)
    for (const nlohmann::json& one : result.at(scope.list))
      lines += lines_of(scope.name, one.at(scope.id), one.at("kpis"));
  return lines;
}

std::string lines_of_comparison(const nlohmann::json& result) {
  std::string lines;
  for (const nlohmann::json& scenario : result.at("scenarios"))
    lines += lines_of("plan", scenario.at("name"), scenario.at("totals"));
  for (const nlohmann::json& row : result.at("differences"))
    lines += line_of("difference", row.at("scenario"), row);
  return lines;
}

}  // namespace

Exported kpi_csv(const nlohmann::json& result) {
  std::vector<std::string> header{"scope", "id", "kpi", "title", "unit"};
  header.insert(header.end(), kNumbers.begin(), kNumbers.end());
  for (const char* key : {"target_at_least", "target_at_most", "basis", "formula", "undefined_because"})
    header.emplace_back(key);
  const bool compared = result.at("schema") == "groundswell/comparison/1";
  return {csv_line(header) + (compared ? lines_of_comparison(result) : lines_of_forecast(result))};
}

}  // namespace gs
