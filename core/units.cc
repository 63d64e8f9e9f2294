// Money from decimal text and back, digit by digit: 0.1 stays a tenth.
// Must hold: a point as decimal mark, at least one digit on each side of it; importers turn other marks into
// this.
#include "core/units.h"

#include <array>

#include "core/error.h"

namespace gs {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kMostUnits = 9'200'000'000'000;
constexpr std::size_t kPlaces = 6;

bool all_digits(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

// Digits to a number; stops growing past `most`, which the caller refuses.
std::int64_t number_of(std::string_view digits, std::int64_t most) {
  std::int64_t value = 0;
  for (const char c : digits) {
    if (value > most) break;
    value = value * 10 + (c - '0');
  }
  return value;
}

[[noreturn]] void refuse(std::string_view text, const std::string& where) {
  throw Error(Fault::bad_input,
              where,
              "'" + std::string(text) + "' is not an amount of money",
              "write a plain number such as 12.50: a point, at most 6 places, no more than 9.2e12 units");
}

}  // namespace

Money parse_money(std::string_view text, const std::string& where) {
  const bool negative = text.starts_with('-');
  const std::string_view body = text.substr(negative ? 1 : 0);
  const std::size_t point = body.find('.');
  const std::string_view whole = body.substr(0, point);
  const std::string_view places = point == std::string_view::npos ? "0" : body.substr(point + 1);
  if (!all_digits(whole) || !all_digits(places) || places.size() > kPlaces) refuse(text, where);

  const std::string padded = std::string(places) + std::string(kPlaces - places.size(), '0');
  const std::int64_t units = number_of(whole, kMostUnits), fraction = number_of(padded, kMicros);
  if (units > kMostUnits || (units == kMostUnits && fraction > 0)) refuse(text, where);
  const std::int64_t micros = units * kMicros + fraction;
  return {negative ? -micros : micros};
}

std::string to_text(Money amount) {
  const bool negative = amount.micros < 0;
  // The magnitude as unsigned: the smallest integer has no positive twin.
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(amount.micros) : static_cast<std::uint64_t>(amount.micros);
  std::string text = (negative ? "-" : "") + std::to_string(size / kMicros);
  std::string places = std::to_string(size % kMicros);
  if (places == "0") return text;
  places.insert(0, kPlaces - places.size(), '0');
  while (places.back() == '0') places.pop_back();
  return text + "." + places;
}

}  // namespace gs
