// Members of a document as somebody gives it, read forgivingly: what is missing, or of another type, is
// nothing. For results that are shown again; plans are read strictly (document/fields). Does not check one
// value against another.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace gs {

const nlohmann::json& member_at(const nlohmann::json& object, const char* key);  // null where it is missing
std::string text_at(const nlohmann::json& object, const char* key);
std::optional<double> number_at(const nlohmann::json& object, const char* key);  // finite
bool flag_at(const nlohmann::json& object, const char* key);
const nlohmann::json& list_at(const nlohmann::json& object, const char* key);  // empty where it is no array

}  // namespace gs
