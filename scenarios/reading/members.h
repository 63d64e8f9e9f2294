// Members of a document as somebody gives it, read forgivingly: what is missing, or of another type, is
// nothing. For results that are shown again; plans are read strictly (document/fields). Does not check one
// value against another.
#pragma once
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace gs {

inline const nlohmann::json& member_at(const nlohmann::json& object, const char* key) {
  static const nlohmann::json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}
inline std::string text_at(const nlohmann::json& object, const char* key) {
  const nlohmann::json& value = member_at(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}
inline std::optional<double> number_at(const nlohmann::json& object, const char* key) {
  const nlohmann::json& value = member_at(object, key);
  if (!value.is_number() || !std::isfinite(value.get<double>())) return std::nullopt;
  return value.get<double>();
}
inline bool flag_at(const nlohmann::json& object, const char* key) {
  const nlohmann::json& value = member_at(object, key);
  return value.is_boolean() && value.get<bool>();
}
inline const nlohmann::json& list_at(const nlohmann::json& object, const char* key) {
  static const nlohmann::json kEmpty = nlohmann::json::array();
  const nlohmann::json& value = member_at(object, key);
  return value.is_array() ? value : kEmpty;
}

}  // namespace gs
