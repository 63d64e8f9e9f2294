// Folding walks code points once; text arrives as checked UTF-8.
#include "scenarios/reading/headers.h"

#include <algorithm>
#include <cstdint>

#include "scenarios/reading/cells.h"
#include "scenarios/reading/encoding.h"

namespace gs {
namespace {

char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) {
    text.remove_prefix(1);
    return lead;
  }
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length && i < text.size(); ++i)
    c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(std::min(length, text.size()));
  return c;
}

bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }

bool is_zero_width(char32_t c) {
  return between(c, 0x200B, 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}
bool is_bidi(char32_t c) {
  return between(c, 0x200E, 0x200F) || between(c, 0x202A, 0x202E) || between(c, 0x2066, 0x2069);
}
bool is_space(char32_t c) {
  return c == ' ' || between(c, 0x09, 0x0D) || c == 0xA0 || between(c, 0x2000, 0x200A) || c == 0x202F ||
         c == 0x3000;
}

char32_t lower(char32_t c) {
  if (between(c, 'A', 'Z')) return c + 32;
  if (between(c, 0xC0, 0xDE) && c != 0xD7) return c + 32;                  // Latin-1
  if (between(c, 0x100, 0x137) || between(c, 0x14A, 0x177)) return c | 1;  // Latin Extended-A, in pairs
  if (between(c, 0x139, 0x148) || between(c, 0x179, 0x17E)) return c + (c & 1);
  if (between(c, 0x391, 0x3A9)) return c + 32;  // Greek
  if (between(c, 0x410, 0x42F)) return c + 32;  // Cyrillic
  if (c == 0x401 || c == 0x451) return 0x435;   // Ё is written as Е by some and not by others
  if (between(c, 0x400, 0x40F)) return c + 80;
  return c;
}

char32_t plain(char32_t c) {
  if (between(c, 0xFF01, 0xFF5E)) c -= 0xFEE0;  // full-width ASCII
  if (between(c, 0x2018, 0x201B)) return '\'';
  if (between(c, 0x201C, 0x201F)) return '"';
  if (between(c, 0x2010, 0x2015) || c == 0x2212) return '-';
  return lower(c);
}

}  // namespace

std::string folded(std::string_view name) {
  std::string text;
  bool space = false;
  while (!name.empty()) {
    const char32_t c = take_character(name);
    if (is_zero_width(c) || is_bidi(c)) continue;
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (space && !text.empty()) text += ' ';
    space = false;
    if (c < 0x80)
      text += static_cast<char>(between(c, 'A', 'Z') ? c + 32 : c);
    else
      append_utf8(text, plain(c));
  }
  return text;
}

std::vector<std::string_view> names_in(std::string_view alternatives) {
  std::vector<std::string_view> names;
  while (!alternatives.empty()) {
    const std::size_t end = alternatives.find('|');
    names.push_back(alternatives.substr(0, end));
    alternatives.remove_prefix(end == alternatives.npos ? alternatives.size() : end + 1);
  }
  return names;
}

bool is_currency(std::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string currency_in(std::string_view header) {
  std::string_view text = trimmed(header);
  const bool bracket = text.ends_with(')');
  const std::size_t mark = bracket ? text.rfind('(') : text.rfind(", ");
  if (mark == text.npos) return "";
  text = trimmed(bracket ? text.substr(mark + 1, text.size() - mark - 2) : text.substr(mark + 1));
  if (is_currency(text)) return bracket ? std::string(text) : "";
  return take_apart("1" + std::string(text)).currency;
}

std::string without_currency(std::string_view header) {
  if (currency_in(header).empty()) return "";
  const std::string_view text = trimmed(header);
  return std::string(trimmed(text.substr(0, text.ends_with(')') ? text.rfind('(') : text.rfind(", "))));
}

bool has_invisible(std::string_view text) {
  constexpr int kStacked = 4;
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return false;
  int accents = 0;
  while (!text.empty()) {
    const char32_t c = take_character(text);
    accents = between(c, 0x300, 0x36F) ? accents + 1 : 0;
    const bool joins_emoji = c == 0x200D;
    if (accents >= kStacked || is_bidi(c) || (is_zero_width(c) && !joins_emoji)) return true;
  }
  return false;
}

}  // namespace gs
