// Posts inside an answer in JSON: objects of lists, wherever the answer nests them, with the line each begins
// on. So one answer, several put together (`jq -s . A B`) and a call that returns both (VK's `execute`) read
// alike.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document/json.h"

namespace gs {

bool looks_like_json(std::string_view head);

struct JsonItem {
  const nlohmann::json* object = nullptr;
  std::int64_t line = 0;
};
// The objects of lists that `wanted` picks, in the order of pointers; what lies inside one is not searched.
std::vector<JsonItem> items_where(const JsonDocument& document, bool (*wanted)(const nlohmann::json& object));

// A member as the text of a cell: "likes", "count" of {"likes": {"count": 5}} is "5". Empty when it is not
// there or has members itself.
std::string cell_of(const nlohmann::json& object, std::string_view key, std::string_view inner = {});

}  // namespace gs
