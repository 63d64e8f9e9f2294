// What is missing is one shared null, one shared empty list.
#include "scenarios/reading/members.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace gs {

using nlohmann::json;

const json& member_at(const json& object, const char* key) {
  static const json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

std::string text_at(const json& object, const char* key) {
  const json& value = member_at(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<double> number_at(const json& object, const char* key) {
  const json& value = member_at(object, key);
  if (!value.is_number() || !std::isfinite(value.get<double>())) return std::nullopt;
  return value.get<double>();
}

bool flag_at(const json& object, const char* key) {
  const json& value = member_at(object, key);
  return value.is_boolean() && value.get<bool>();
}

const json& list_at(const json& object, const char* key) {
  static const json kEmpty = json::array();
  const json& value = member_at(object, key);
  return value.is_array() ? value : kEmpty;
}

}  // namespace gs
