// User text becomes page text, never markup: `text` escapes for element content and attributes alike, and
// shows what cannot be seen (controls, zero-width, direction overrides, piles of combining marks) as its code
// point in ‹ ›.
#pragma once
#include <string>
#include <string_view>

namespace gs {

// UTF-8 with every invisible or reordering character spelt out, e.g. "a‹U+202E›b"; invalid bytes become
// U+FFFD. Newlines and tabs become spaces. Not yet escaped for HTML: for terminals this is enough.
std::string visible(std::string_view user);
bool hides_something(std::string_view user);  // visible() would spell something out

std::string text(std::string_view user);   // visible(), then & < > " ' escaped: content and attributes
std::string named(std::string_view user);  // text() isolated in its own writing direction: <bdi>…</bdi>
std::string shortened(std::string_view user, std::size_t characters);  // visible(), cut with an ellipsis

// Columns a terminal needs: 0 for combining marks, 2 for wide East Asian and emoji, else 1.
std::size_t columns_of(std::string_view utf8);
std::string cut_to_columns(std::string_view utf8,
                           std::size_t columns,
                           std::string_view mark = "\u2026");  // `mark` where cut

}  // namespace gs
