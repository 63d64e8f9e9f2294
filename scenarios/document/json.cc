// Documents after parsing: places, patches, checked getters, writing. A getter converts nothing in silence:
// "1000", 1.9 and true are not counts, -1 is not a small count. Source of the traps: nlohmann 3.11.2 does
// convert all of them.
#include "scenarios/document/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/document/json_place.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr double kExactWhole = 9007199254740992.0;  // 2^53
constexpr const char* kInRange = "give a value in this range";

std::string kind_of(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
      return "null";
    case json::value_t::object:
      return "an object";
    case json::value_t::array:
      return "a list";
    case json::value_t::string:
      return "string";
    case json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return value.dump();
    case json::value_t::binary:
    case json::value_t::discarded:
      break;
  }
  return "nothing";
}

std::string number_text(double value) { return fmt::format("{}", value); }

// Refuses numbers that JSON cannot hold and makes equal numbers equal; `pointer` is for the complaint.
void canonise(json& value, const std::string& pointer) {
  if (value.is_structured()) {
    for (auto& [key, member] : value.items()) canonise(member, pointer + "/" + pointer_token(key));
  } else if (value.is_number_float()) {
    const double number = value.get<double>();
    if (!std::isfinite(number))
      throw Error(Fault::our_defect,
                  pointer.empty() ? "/" : pointer,
                  "a result is not a finite number",
                  "report this with the command line");
    if (std::abs(number) < kExactWhole && number == std::trunc(number))
      value = static_cast<std::int64_t>(number);
  }
}

std::string dumped(const json& value, int indent) {
  try {
    return value.dump(indent);
  } catch (const json::exception& error) {  // a string that is not UTF-8
    throw Error(Fault::our_defect, "writing JSON", error.what(), "report this with the command line");
  }
}

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }

}  // namespace

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

std::string JsonDocument::where(const std::string& pointer, bool of_key) const {
  const std::string label = pointer.empty() ? "" : " " + shown(pointer, 200);
  for (std::string at = pointer;; at = parent_of(at), of_key = false) {
    if (const auto known = places.find(at); known != places.end()) return known->second + label;
    for (const JsonSource& source : sources) {
      const auto offset = find_place(source.text, at, of_key && !at.empty());
      if (offset) return place_text(source.file, source.text, *offset) + label;
    }
    if (at.empty()) break;
  }
  return (sources.empty() ? "document" : sources.front().file) + label;
}

JsonDocument patched(JsonDocument base, JsonDocument variant) {
  base.root.merge_patch(variant.root);
  JsonDocument result{std::move(base.root), std::move(variant.sources), std::move(variant.places)};
  for (JsonSource& source : base.sources) result.sources.push_back(std::move(source));
  return result;
}

std::string dump_canonical(const json& value) {
  json copy = value;
  canonise(copy, "");
  return dumped(copy, -1);
}

std::string dump_pretty(const json& value) {
  json copy = value;
  canonise(copy, "");
  return dumped(copy, 2) + "\n";
}

std::optional<JsonView> JsonView::find(const std::string& key) const {
  if (!value_->is_object()) refuse(kind_of(*value_) + "; expected an object", "write {…} with keys", "S04");
  const auto found = value_->find(key);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return JsonView(document_, &*found, pointer_ + "/" + pointer_token(key));
}

std::vector<std::pair<std::string, JsonView>> JsonView::members() const {
  if (!value_->is_object())
    refuse(kind_of(*value_) + "; expected an object keyed by id", "write {\"id\": {…}}", "S04");
  std::vector<std::pair<std::string, JsonView>> all;
  for (const auto& [key, member] : value_->items())
    all.emplace_back(key, JsonView(document_, &member, pointer_ + "/" + pointer_token(key)));
  return all;
}

std::vector<JsonView> JsonView::items() const {
  if (!value_->is_array()) refuse(kind_of(*value_) + "; expected a list", "write […]", "S04");
  std::vector<JsonView> all;
  for (const json& item : *value_)
    all.push_back(JsonView(document_, &item, pointer_ + "/" + std::to_string(all.size())));
  return all;
}

std::string JsonView::text(LengthRange length) const {
  if (!value_->is_string()) refuse(kind_of(*value_) + "; expected text", "put it in double quotes", "S04");
  const std::string found = value_->get<std::string>();
  const std::size_t size = characters_of(found);
  if (size < length.low || size > length.high)
    refuse(fmt::format("{} characters; expected {}…{}", size, length.low, length.high),
           size < length.low ? "fill it in, or leave the key out" : "shorten it",
           "S05");
  return found;
}

std::int64_t JsonView::whole(WholeRange range) const {
  const std::string said = kind_of(*value_);
  if (!value_->is_number_integer()) {
    const double number = value_->is_number_float() ? value_->get<double>() : 0.5;
    if (number != std::trunc(number))
      refuse(said + "; expected whole number", "write it in digits alone: no quotes, no fraction", "S04");
    if (std::abs(number) > kExactWhole)
      refuse(said + ": number out of range", fmt::format("expected {}…{}", range.low, range.high), "S06");
  }
  const bool beyond = value_->is_number_unsigned() && value_->get<std::uint64_t>() > std::uint64_t{1} << 62;
  const std::int64_t number = beyond ? std::numeric_limits<std::int64_t>::max()
                              : value_->is_number_integer()
                                  ? value_->get<std::int64_t>()
                                  : static_cast<std::int64_t>(value_->get<double>());
  if (number < range.low || number > range.high)
    refuse(fmt::format("{}; expected {}…{}", said, range.low, range.high), kInRange, "S05");
  return number;
}

double JsonView::number(NumberRange range) const {
  if (!value_->is_number())
    refuse(kind_of(*value_) + "; expected a number", "write it without quotes", "S04");
  const double number = value_->get<double>();
  if (number < range.low || number > range.high)
    refuse(fmt::format(
               "{}; expected {}…{}", number_text(number), number_text(range.low), number_text(range.high)),
           kInRange,
           range.low == 0 && range.high == 1 ? "S14" : "S05");
  return number;
}

bool JsonView::flag() const {
  if (!value_->is_boolean())
    refuse(kind_of(*value_) + "; expected true or false", "write true or false without quotes", "S04");
  return value_->get<bool>();
}

void JsonView::only_keys(std::span<const std::string> known) const {
  for (const auto& [key, member] : members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string close = nearest(key, known);
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    member.refuse_key(
        close.empty() ? "unknown" : "unknown; did you mean '" + close + "'?", "known: " + all, "S03");
  }
}

void JsonView::refuse(const std::string& what, const std::string& remedy, const std::string& code) const {
  throw Error(Fault::bad_input, document_->where(pointer_), what, remedy, code);
}

void JsonView::refuse_key(const std::string& what, const std::string& remedy, const std::string& code) const {
  throw Error(Fault::bad_input, document_->where(pointer_, true), what, remedy, code);
}

}  // namespace gs
