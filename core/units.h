// Quantities that carry their unit in the type.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace gs {

// Money in millionths of the currency's unit; arithmetic is exact, currencies never mix implicitly.
struct Money {
  std::int64_t micros = 0;
  auto operator<=>(const Money&) const = default;
};

// Reads a plain decimal number ("-12.345678", at most 6 places) without passing through a double.
// Throws Error(bad_input) naming `where` when the text is not such a number or leaves +-9.2e12 units.
Money parse_money(std::string_view text, const std::string& where);
// Shortest decimal text that parses back to the same amount, e.g. "12.5".
std::string to_text(Money amount);

}  // namespace gs
