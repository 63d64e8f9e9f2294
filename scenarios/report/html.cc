// Answers: how does a name typed by anybody stand on a page or in a terminal without doing anything? Method:
// decode UTF-8 strictly, spell out what does not show, escape the five characters of HTML. Does not judge the
// words. Sources: Unicode 15 general categories Cc, Cf, Zl, Zp and the bidirectional controls of UAX 9; RFC
// 3629.
#include "scenarios/report/html.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kMarksAllowed =
    3;  // combining marks in a row; Vietnamese and Hebrew need 2 to 3 (assumption)

using Span = std::pair<char32_t, char32_t>;

template <std::size_t N>
bool within(const std::array<Span, N>& spans, char32_t c) {
  for (const auto& [first, last] : spans)
    if (c >= first && c <= last) return true;
  return false;
}

bool is_hidden(char32_t c) {
  static constexpr std::array<Span, 20> kHidden{
      {{0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},
       {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
       {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0E},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
       {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xE000, 0xF8FF}}};
  return within(kHidden, c);
}

bool is_combining(char32_t c) {
  static constexpr std::array<Span, 9> kMarks{{{0x300, 0x36F},
                                               {0x483, 0x489},
                                               {0x591, 0x5BD},
                                               {0x610, 0x61A},
                                               {0x64B, 0x65F},
                                               {0x1AB0, 0x1AFF},
                                               {0x1DC0, 0x1DFF},
                                               {0x20D0, 0x20FF},
                                               {0xFE20, 0xFE2F}}};
  return within(kMarks, c);
}

bool is_emoji(char32_t c) { return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF); }

bool is_wide(char32_t c) {
  static constexpr std::array<Span, 8> kWide{{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0x33FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFF00, 0xFF60}}};
  return within(kWide, c) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

struct Decoded {
  char32_t code;
  std::size_t bytes;
};

Decoded decode(std::string_view s, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > s.size()) return {kReplacement, 1};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {kReplacement, 1};
    code = (code << 6) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool invalid = overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
  return invalid ? Decoded{kReplacement, 1} : Decoded{code, length};
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::vector<char32_t> code_points_of(std::string_view s) {
  std::vector<char32_t> all;
  for (std::size_t at = 0; at < s.size();) {
    const Decoded next = decode(s, at);
    all.push_back(next.code);
    at += next.bytes;
  }
  return all;
}

std::string code_point(char32_t c) {
  std::array<char, 24> name{};
  const int length = std::snprintf(name.data(), name.size(), "\u2039U+%04X\u203a", static_cast<unsigned>(c));
  return {name.data(), static_cast<std::size_t>(length)};
}

// A zero-width joiner between two pictographs draws one emoji; anywhere else it hides.
bool joins_emoji(const std::vector<char32_t>& all, std::size_t i) {
  if (all[i] != 0x200D || i == 0 || i + 1 >= all.size()) return false;
  const char32_t before = all[i - 1] == 0xFE0F && i > 1 ? all[i - 2] : all[i - 1];
  return is_emoji(before) && is_emoji(all[i + 1]);
}

struct Spelt {
  std::string text;
  bool changed = false;
};

Spelt spell_out(std::string_view user) {
  Spelt out;
  const std::vector<char32_t> all = code_points_of(user);
  std::size_t marks = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char32_t c = all[i];
    marks = is_combining(c) ? marks + 1 : 0;
    if (c == '\n' || c == '\t' || c == '\r') {
      out.text += ' ';
    } else if ((is_hidden(c) && !joins_emoji(all, i)) || marks > kMarksAllowed) {
      if (marks > kMarksAllowed + 1) continue;  // a pile is spelt out once
      out.text += code_point(c);
      out.changed = true;
    } else {
      append(out.text, c);
    }
  }
  return out;
}

}  // namespace

std::string visible(std::string_view user) { return spell_out(user).text; }
bool hides_something(std::string_view user) { return spell_out(user).changed; }

std::string text(std::string_view user) { return in_markup(visible(user)); }

std::string named(std::string_view user) { return "<bdi>" + text(user) + "</bdi>"; }

std::string shortened(std::string_view user, std::size_t characters) {
  const std::vector<char32_t> all = code_points_of(visible(user));
  std::string out;
  for (std::size_t i = 0; i < all.size() && i < characters; ++i) append(out, all[i]);
  return all.size() > characters ? out + "\u2026" : out;
}

std::size_t columns_of(std::string_view utf8) {
  std::size_t columns = 0;
  for (const char32_t c : code_points_of(utf8))
    columns += is_combining(c) || c == 0xFE0F || c == 0x200D ? 0 : is_wide(c) ? 2 : 1;
  return columns;
}

std::string cut_to_columns(std::string_view utf8, std::size_t columns, std::string_view mark) {
  if (columns_of(utf8) <= columns) return std::string(utf8);
  std::string out;
  std::size_t used = 0;
  for (const char32_t c : code_points_of(utf8)) {
    std::string one;
    append(one, c);
    used += columns_of(one);
    if (used + 1 > columns) break;
    out += one;
  }
  return out + std::string(mark);
}

}  // namespace gs
