// JSON Schema of an object from its field table; for the documents of this house.
#pragma once
#include <array>
#include <string>
#include <type_traits>

#include "core/fields.h"
#include "scenarios/document/json.h"
#include "scenarios/document/scenario_fields.h"

namespace gs {

inline nlohmann::json text_schema(std::string_view kind) {
  if (kind == "platform") return {{"enum", kPlatforms}};
  if (kind == "date") return {{"format", "date"}};
  if (kind == "word") return {{"pattern", "^[a-z0-9_-]{1,32}$"}};
  if (kind == "currency") return {{"pattern", "^[A-Z]{3}$"}};
  return nlohmann::json::object();
}

template <class T>
constexpr bool kIsText = std::is_same_v<T, std::string> || std::is_same_v<T, std::optional<std::string>>;
template <class T>
constexpr bool kIsWhole = std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::optional<std::int64_t>>;

template <class S, class T>
std::string type_of(T S::*) {
  if (kIsText<T>) return "string";
  if (kIsWhole<T>) return "integer";
  return std::is_same_v<T, bool> ? "boolean" : "number";
}

template <class S>
nlohmann::json value_schema(const Field<S>& field) {
  const std::string type = std::visit([](auto member) { return type_of(member); }, field.member);
  nlohmann::json schema = type == "string" ? text_schema(field.unit) : nlohmann::json::object();
  schema["type"] = type;
  schema["description"] = std::string(field.about) + " [" + std::string(field.unit) +
                          "; default: " + std::string(field.source) + "]";
  if (type == "string") {
    schema["minLength"] = static_cast<std::int64_t>(field.low);
    schema["maxLength"] = static_cast<std::int64_t>(field.high);
  } else if (type != "boolean") {
    schema["minimum"] = field.low;
    schema["maximum"] = field.high;
  }
  return schema;
}

template <class S, std::size_t N>
nlohmann::json object_schema(const std::array<Field<S>, N>& fields) {
  nlohmann::json schema{{"type", "object"}, {"additionalProperties", false}};
  for (const Field<S>& field : fields) {
    schema["properties"][std::string(field.key)] = value_schema(field);
    if (field.source == "required") schema["required"].push_back(field.key);
  }
  return schema;
}

}  // namespace gs
