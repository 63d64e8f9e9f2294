// Header names compared as people read them: trimmed, spaces collapsed, case folded, compatibility forms
// undone. Folded: ASCII, Latin, Greek and Cyrillic case; full-width ASCII; no-break and thin spaces;
// zero-width characters and the byte-order mark dropped; typographic quotes and dashes made plain. This is
// the part of NFKC that headers of real exports need, not all of it: composed and decomposed accents stay
// different.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gs {

std::string folded(std::string_view name);
std::vector<std::string_view> names_in(std::string_view alternatives);  // "views|video views" -> two names
std::string currency_in(
    std::string_view header);  // "Amount spent (USD)" -> "USD", "Cost, ₽" -> "RUB", else ""
std::string without_currency(
    std::string_view header);               // "Amount spent (USD)" -> "Amount spent"; "" without one
bool is_currency(std::string_view code);    // three capital letters
bool has_invisible(std::string_view text);  // bidi controls, zero-width, 4+ stacked accents

}  // namespace gs
