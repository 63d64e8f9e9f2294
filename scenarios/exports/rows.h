// What the formats share: a KPI's row in a scope of the document, and numbers as cells.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

// The row of that KPI, nullptr where the scope has none.
const nlohmann::json* row_in(const nlohmann::json& kpis, std::string_view kpi);

// A number in full (shortest text that reads back), an empty cell where it is missing or undefined.
std::string number_cell(const nlohmann::json& object, const char* key);
// The same for people: counts to whole ones, the rest to four places, by the row's unit.
std::string rounded_cell(const nlohmann::json& row, const char* quantile);
std::string text_cell(const nlohmann::json& object, const char* key);

std::string csv_line(const std::vector<std::string>& cells);  // ends with CR LF

}  // namespace gs
