// What a number looks like in an export: "12,400", "12 400", "12.400,5", "1.2K", "$412.30", "<10", "—". One
// convention per column, decided by the cells that can be read in only one way; never by the machine's
// locale. NaN, inf, exponents, hexadecimal, underscores and full-width digits are refused, not guessed (V11).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gs {

inline constexpr double kLargestCount =
    9007199254740992.0;  // 2^53: whole numbers above it lose their last digit

// A number's text taken apart, before its separators are understood.
struct NumberText {
  bool readable = false;
  bool suppressed = false;  // "", "<10", "—", "N/A": missing, not zero
  bool negative = false, percent = false;
  double multiplier = 1;    // 1 000 for K, 1 000 000 for M
  std::string digits;       // digits with '.' ',' and ' ' (any thousands space) or '\'' between them
  std::string currency;     // ISO code of the sign seen, or empty
  char32_t wide_space = 0;  // U+00A0, U+2009 or U+202F where one was removed
};
NumberText take_apart(std::string_view cell);

// What a number's separators say about the decimal mark of its column.
enum class Mark : std::uint8_t { silent, point, comma, either, none };  // none: no convention reads this
Mark decimal_mark(const NumberText& number);

// The digits as a plain decimal text ("12400.5"), or nullopt when `decimal` cannot read them.
std::optional<std::string> plain_decimal(const NumberText& number, char decimal);
double half_width(const NumberText& number, char decimal);  // of what K or M rounded away; 0 when nothing was

bool is_suppressed(std::string_view cell);
std::string_view trimmed(std::string_view text);  // without spaces of any kind at both ends
std::string in_quotes(std::string_view text);     // 'text', shortened, control characters escaped
std::string grouped(double whole);                // 12,300

}  // namespace gs
