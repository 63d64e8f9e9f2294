// Texts on their way through a spreadsheet: a cell that one would run as a formula is guarded by an
// apostrophe, and read back without it. Numbers are no texts and are written as they are. Source: OWASP, CSV
// injection.
#pragma once
#include <string>
#include <string_view>

namespace gs {

// Quoted by RFC 4180; an apostrophe before = + - @ tab and ends of lines at the beginning.
std::string csv_text(std::string_view text);

// What csv_text guarded, as it was.
std::string_view without_guard(std::string_view cell);

}  // namespace gs
