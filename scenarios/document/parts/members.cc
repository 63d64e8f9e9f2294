// The checks that every part of a document shares.
#include "scenarios/document/parts/members.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/nearest.h"
#include "core/time/clock.h"
#include "scenarios/document/parts/words.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

std::string joined(const Names& names) { return fmt::format("{}", fmt::join(names, ", ")); }

Names platform_names() { return {kPlatforms.begin(), kPlatforms.end()}; }

void check_platform(const JsonView& view, const std::string& text) {
  const Names known = platform_names();
  if (std::find(known.begin(), known.end(), text) != known.end()) return;
  const std::string close = nearest(text, known);
  view.refuse(in_quotes(text) + "; known: " + joined(known),
              close.empty() ? "use one of them" : "did you mean '" + close + "'?",
              "G11");
}

bool is_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_currency(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

void check_kind(const JsonView& view, const std::string& text, std::string_view kind) {
  if (kind == "platform") check_platform(view, text);
  if (kind == "word" && !is_word(text))
    view.refuse(
        in_quotes(text) + "; expected small letters, digits, '_' or '-'", "for example 'photo'", "S04");
  if (kind == "currency" && !is_currency(text))
    view.refuse(in_quotes(text) + "; expected three capital letters", "an ISO 4217 code such as EUR", "S04");
  if (kind == "ages" && text != "all" && !ages_of(text))
    view.refuse(in_quotes(text) + " is no range of ages", "write it like 18-24, 55+ or all", "S04");
  if (kind == "hours" && !hours_of(text))
    view.refuse(in_quotes(text) + " are no hours of the day", "write them like 7-9,18-22", "S04");
  if (kind == "zone" && !is_zone(text))
    view.refuse(
        in_quotes(text) + " is not a time zone", "a name of the tz database such as Europe/Berlin", "S15");
}

namespace {

bool says_nothing(const nlohmann::json& value) {
  return value.is_null() || (value.is_boolean() && !value.get<bool>()) ||
         ((value.is_structured() || value.is_string()) && (value.empty() || value == ""));
}

}  // namespace

void check_later(const JsonView& view, std::span<const LaterKey> later, Names& known) {
  for (const auto& [key, what] : later) {
    known.emplace_back(key);
    const auto found = view.find(std::string(key));
    if (found && !says_nothing(found->value()))
      found->refuse_key(fmt::format("this build does not simulate {} yet; remove it", what),
                        "a forecast that ignored it in silence would mislead",
                        "S03");
  }
}

std::string plain_number(const nlohmann::json& number) {
  if (!number.is_number_float()) return number.dump();
  std::array<char, 400> digits{};  // of the least double there is 327
  const auto end = std::to_chars(
      digits.data(), digits.data() + digits.size(), number.get<double>(), std::chars_format::fixed);
  return {digits.data(), end.ptr};
}

void check_ids(const JsonView& view) {
  std::map<std::string, std::string> seen;
  for (const auto& [id, member] : view.members()) {
    if (id.empty()) member.refuse_key("empty id", "give it a name", "S19");
    const std::size_t length = characters_of(id);
    if (length > kLongestId)
      member.refuse_key(
          fmt::format("id of {} characters; limit {}", length, kLongestId), "shorten it", "S19");
    const auto [other, fresh] = seen.emplace(folded_id(id), id);
    if (!fresh)
      member.refuse_key(
          fmt::format("duplicate after normalisation: {} and {}", in_quotes(other->second), in_quotes(id)),
          "ids must differ by more than case or accents' form",
          "S19");
    if (other->first.empty()) member.refuse_key("id without a visible character", "give it a name", "S19");
  }
}

std::map<std::string, double> read_shares(const JsonView& object, const ShareTable& table) {
  std::map<std::string, double> shares;
  const auto found = object.find(std::string(table.key));
  if (!found) return shares;
  for (const auto& [id, value] : found->members()) shares[id] = value.number({table.low, table.high});
  return shares;
}

}  // namespace gs
