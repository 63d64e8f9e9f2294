// What an import read of ads, conversions and series: the part of its report beside the findings.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "scenarios/imports/importer.h"

namespace gs {

bool has_ads(const Import& import);  // or conversions, or series
nlohmann::json ads_json(const Import& import);
nlohmann::json conversions_json(const Import& import);
nlohmann::json series_json(const Import& import);
std::string ads_text(const Import& import);  // lines without indent; "" where there is nothing

}  // namespace gs
