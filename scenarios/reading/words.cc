// Texts at the door: is it UTF-8, how is it shown, which ids look the same. UTF-8 is checked by the ranges of
// Unicode 14, table 3-7 (no overlong forms, no surrogates, nothing above U+10FFFF). Folding: word_forms.cc
// and two rules.
#include "scenarios/reading/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/reading/word_forms.h"

namespace gs {
namespace {

constexpr char32_t kBad = 0xFFFFFFFF;

// Reads one character at `at` and moves on; kBad leaves `at` where it was.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || at + more >= text.size()) return kBad;
  char32_t value = first & (0x3F >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return kBad;
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  const bool overlong = (more == 2 && value < 0x800) || (more == 3 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return kBad;
  at += more + 1;
  return value;
}

bool invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void fold_hangul(char32_t syllable, std::u32string& out) {  // Unicode 14, section 3.12
  const char32_t index = syllable - 0xAC00;
  out += char32_t{0x1100} + index / 588;
  out += char32_t{0x1161} + index % 588 / 28;
  if (index % 28 != 0) out += char32_t{0x11A7} + index % 28;
}

void fold(char32_t c, std::u32string& out) {
  if (invisible(c)) return;
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c < 0x80) {
    out += c >= 'A' && c <= 'Z' ? c + 32 : c;
    return;
  }
  if (c >= 0xAC00 && c <= 0xD7A3) return fold_hangul(c, out);
  const auto forms = word_forms();
  const auto form =
      std::lower_bound(forms.begin(), forms.end(), c, [](const WordForm& entry, char32_t wanted) {
        return entry.from < wanted;
      });
  if (form == forms.end() || form->from != c) {
    out += c;
    return;
  }
  for (const char16_t* to = form->to; *to != 0; ++to) out += *to;
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  const auto tail = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += tail(c);
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
      (out += tail(c >> 6)) += tail(c);
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      ((out += tail(c >> 12)) += tail(c >> 6)) += tail(c);
    }
  }
  return out;
}

}  // namespace

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (next_character(text, at) == kBad) return at;
  }
  return std::nullopt;
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shown(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == most) return out + "…";
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    if (c == kBad) {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at++]));
    } else if (invisible(c)) {
      out += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%";
  if (!text.empty() && text.find_first_not_of(kPlain) == text.npos) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string in_markup(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

std::string folded_id(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = next_character(utf8, at);
    if (c == kBad)
      ++at;
    else
      fold(c, out);
  }
  return to_utf8(out);
}

}  // namespace gs
