// Results as files other tools read: one format = one file here and one line in exports.cc. All are made from
// the forecast document (PRODUCT) alone, so that a kept result can be exported without simulating it again.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

struct Exported {
  std::string text;
  std::vector<std::string> notes{};  // what the format cannot carry
};

struct ExportFormat {
  std::string_view name, about;
  Exported (*write)(const nlohmann::json& result);
  bool comparisons = false;  // takes them beside forecasts
};
std::span<const ExportFormat> export_formats();

// `name` stands for the result in messages. Error(usage) on an unknown format, Error(bad_input) [S17] on a
// result that the format does not take or that was not written by this program.
Exported exported(const nlohmann::json& result, const std::string& format, const std::string& name);

}  // namespace gs
