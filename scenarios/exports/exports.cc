// The list of formats, and the door they share.
#include "scenarios/exports/exports.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/exports/adcp.h"
#include "scenarios/exports/content_plan_csv.h"
#include "scenarios/exports/kpi_csv.h"
#include "scenarios/exports/media_plan_csv.h"

namespace gs {

namespace {

constexpr std::array<ExportFormat, 4> kFormats{
    {{"media-plan", "ads, posts and placements with what each is expected to bring, CSV", media_plan_csv},
     {"content-plan", "posts as a scheduler's bulk file, CSV; loads back as a plan", content_plan_csv},
     {"adcp", "delivery forecast of the Ad Context Protocol, JSON", adcp_forecast},
     {"kpi-csv", "every KPI row with its quantiles, CSV", kpi_csv, true}}};

std::string all_names() {
  std::string names;
  for (const ExportFormat& format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
  throw Error(Fault::bad_input,
              name,
              what,
              "write one with: groundswell forecast PLAN --json --out FILE, or --save NAME",
              "S17");
}

}  // namespace

std::span<const ExportFormat> export_formats() { return kFormats; }

Exported exported(const nlohmann::json& result, const std::string& format, const std::string& name) {
  const auto found = std::ranges::find(kFormats, format, &ExportFormat::name);
  if (found == kFormats.end())
    throw Error(Fault::usage, "--as " + format, "not a format", "one of: " + all_names(), "C02");
  try {
    const std::string schema = result.at("schema");
    const bool fits =
        schema == "groundswell/forecast/1" || (found->comparisons && schema == "groundswell/comparison/1");
    if (!fits) refuse(name, "not a forecast, which " + format + " is made from");
    return found->write(result);
  } catch (const nlohmann::json::exception&) {
    refuse(name, "not a result as this program writes it");
  }
}

}  // namespace gs
