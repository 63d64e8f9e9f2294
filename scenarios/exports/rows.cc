// Cells of CSV files; texts are guarded (reading/spreadsheet.h), numbers are not quoted.
#include "scenarios/exports/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "scenarios/reading/spreadsheet.h"

namespace gs {

namespace {

constexpr std::array<std::string_view, 6> kCounted{
    "people", "displays", "actions", "clicks", "visits", "posts"};

// "12.5000" -> "12.5"
std::string without_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace

const nlohmann::json* row_in(const nlohmann::json& kpis, std::string_view kpi) {
  for (const nlohmann::json& row : kpis)
    if (row.at("kpi") == kpi) return &row;
  return nullptr;
}

std::string number_cell(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return "";
  return found->is_number_float() ? fmt::format("{}", found->get<double>()) : found->dump();
}

std::string rounded_cell(const nlohmann::json& row, const char* quantile) {
  const auto found = row.find(quantile);
  if (found == row.end() || !found->is_number()) return "";
  const bool counted = std::ranges::find(kCounted, row.at("unit").get<std::string>()) != kCounted.end();
  return without_zeros(fmt::format("{:.{}f}", found->get<double>(), counted ? 0 : 4));
}

std::string text_cell(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return "";
  const std::string text = *found;
  return text.empty() ? "" : csv_text(text);
}

std::string csv_line(const std::vector<std::string>& cells) {
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

}  // namespace gs
