// Streaming decoders; a character cut by a block's end waits for the next block.
#include "scenarios/reading/encoding.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "core/error.h"

namespace gs {
namespace {

constexpr std::size_t kLook = 4096;  // bytes looked at to tell UTF-16 without a mark
constexpr char16_t kNone = 0;

// Upper halves of the two code pages (Unicode's mapping tables CP1251.TXT, CP1252.TXT); 0 = not assigned.
constexpr std::array<char16_t, 64> kCyrillicLow{
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, kNone,  0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};
constexpr std::array<char16_t, 32> kWestern{0x20AC, kNone,  0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, kNone,  0x017D, kNone,
                                            kNone,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, kNone,  0x017E, 0x0178};

char32_t from_code_page(Encoding encoding, unsigned char byte) {
  if (byte < 0x80) return byte;
  if (encoding == Encoding::cp1252) return byte < 0xA0 ? kWestern[byte - 0x80u] : byte;
  return byte < 0xC0 ? kCyrillicLow[byte - 0x80u] : char32_t{0x0410} + (byte - 0xC0u);
}

// Bytes of the character that starts with `lead`; 0 when no character starts so.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return lead == 0 ? 0 : 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool continues(std::string_view bytes, std::size_t length) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xC0) != 0x80) return false;
  // Overlong forms, surrogates and numbers above U+10FFFF are no characters.
  if (length == 3) return !(at(0) == 0xE0 && at(1) < 0xA0) && !(at(0) == 0xED && at(1) > 0x9F);
  if (length == 4) return !(at(0) == 0xF0 && at(1) < 0x90) && !(at(0) == 0xF4 && at(1) > 0x8F);
  return true;
}

std::string hex_byte(unsigned char byte) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "0x%02X", byte);
  return text.data();
}

// Mostly Latin text in UTF-16 has a NUL in every second byte.
const char* unmarked_utf16(std::string_view head) {
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++nuls[i % 2];
  if (head.size() < 4) return nullptr;
  if (nuls[1] * 10 > head.size() * 3 && nuls[0] * 20 < nuls[1]) return "utf-16le";
  if (nuls[0] * 10 > head.size() * 3 && nuls[1] * 20 < nuls[0]) return "utf-16be";
  return nullptr;
}

Encoding named_encoding(std::string_view name) {
  if (name.empty() || name == "utf-8" || name == "utf8") return Encoding::utf8;
  if (name == "utf-16le") return Encoding::utf16le;
  if (name == "utf-16be") return Encoding::utf16be;
  if (name == "cp1251" || name == "windows-1251") return Encoding::cp1251;
  if (name == "cp1252" || name == "windows-1252") return Encoding::cp1252;
  throw Error(Fault::usage,
              "--encoding",
              "'" + std::string(name) + "' is not an encoding",
              "one of utf-8, utf-16le, utf-16be, cp1251, cp1252",
              "C04");
}

}  // namespace

void append_utf8(std::string& text, char32_t c) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    tail(12), tail(6), tail(0);
  }
}

std::size_t valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead - 1u < 0x7Fu) {  // 1 … 0x7F, most of every export
      ++i;
      continue;
    }
    const std::size_t length = length_of(lead);
    if (length == 0 || i + length > text.size() || !continues(text.substr(i), length)) return i;
    i += length;
  }
  return i;
}

void TextPlace::advance(std::string_view text) {
  if (text.empty()) return;
  if (after_return_ && text.front() != '\n') ++line, column = 1;
  after_return_ = text.back() == '\r';
  line += std::count(text.begin(), text.end(), '\n');
  std::size_t after_end = text.rfind('\n') + 1;  // 0 when there is none
  for (std::size_t at = text.find('\r'); at + 1 < text.size() && at != text.npos;
       at = text.find('\r', at + 1))
    if (text[at + 1] != '\n') ++line, after_end = std::max(after_end, at + 1);
  if (after_end > 0) column = 1;
  const std::string_view rest = text.substr(after_end);
  column += std::count_if(
      rest.begin(), rest.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

TextDecoder::TextDecoder(Blocks bytes, std::string file, std::string_view named)
    : bytes_(std::move(bytes)), file_(std::move(file)) {
  while (pending_.size() < kLook && fill()) {
  }
  choose(named);
}

bool TextDecoder::fill() {
  std::string block;
  if (ended_ || !bytes_(block)) {
    ended_ = true;
    return false;
  }
  pending_ += block;
  return true;
}

void TextDecoder::choose(std::string_view named) {
  encoding_ = named_encoding(named);
  std::size_t mark = 0;
  if (pending_.starts_with("\xEF\xBB\xBF")) encoding_ = Encoding::utf8, mark = 3;
  if (pending_.starts_with("\xFF\xFE")) encoding_ = Encoding::utf16le, mark = 2;
  if (pending_.starts_with("\xFE\xFF")) encoding_ = Encoding::utf16be, mark = 2;
  pending_.erase(0, mark);
  offset_ = static_cast<std::int64_t>(mark);
  if (mark > 0 || encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be) return;
  if (const char* kind = unmarked_utf16(std::string_view(pending_).substr(0, kLook)))
    throw Error(Fault::bad_input,
                file_,
                std::string("looks like UTF-16 without byte-order mark; pass --encoding ") + kind,
                "or save the file as UTF-8 and import it again",
                "T03");
}

void TextDecoder::refuse(std::string_view before, const std::string& what, const char* code) const {
  TextPlace at = place_;
  at.advance(before);
  const bool has_way_out = what.find("--encoding") != std::string::npos;
  throw Error(Fault::bad_input,
              file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column),
              what,
              has_way_out ? "or save the file as UTF-8 and import it again"
                          : "correct it, or export the file again as UTF-8",
              code);
}

void TextDecoder::refuse_nul(std::string_view before, const std::string& offset) const {
  refuse(before, "NUL byte at offset " + offset, "T05");
}

std::string TextDecoder::take_utf8(bool last) {
  const std::size_t good = valid_utf8(pending_);
  const std::size_t rest = pending_.size() - good;
  const auto bad =
      good < pending_.size() ? static_cast<unsigned char>(pending_[good]) : static_cast<unsigned char>(0);
  const bool cut =
      rest > 0 && rest < 4 && length_of(bad) > rest && !last;  // a character cut by the block's end
  if (rest > 0 && !cut) {
    const std::string where = std::to_string(offset_ + static_cast<std::int64_t>(good));
    const std::string_view before = std::string_view(pending_).substr(0, good);
    if (bad == 0) refuse_nul(before, where);
    refuse(before,
           "byte " + hex_byte(bad) + " at offset " + where + " is not UTF-8; pass --encoding cp1251",
           "T04");
  }
  std::string text = pending_.substr(0, good);
  pending_.erase(0, good);
  offset_ += static_cast<std::int64_t>(good);
  return text;
}

std::string TextDecoder::take_utf16(bool last) {
  std::string text;
  std::size_t i = 0;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(pending_[at]),
               second = static_cast<unsigned char>(pending_[at + 1]);
    return static_cast<char32_t>(encoding_ == Encoding::utf16le ? first | (second << 8)
                                                                : (first << 8) | second);
  };
  const auto place = [&] { return std::to_string(offset_ + static_cast<std::int64_t>(i)); };
  while (i + 2 <= pending_.size()) {
    const char32_t high = unit(i);
    if (high == 0) refuse_nul(text, place());
    if (high < 0xD800 || high > 0xDFFF) {
      append_utf8(text, high);
      i += 2;
      continue;
    }
    if (i + 4 > pending_.size() && !last) break;
    const char32_t low = i + 4 <= pending_.size() ? unit(i + 2) : 0;
    if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
      refuse(text, "unpaired surrogate at offset " + place(), "T04");
    append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    i += 4;
  }
  if (last && i < pending_.size()) refuse(text, "half a UTF-16 character at offset " + place(), "T04");
  pending_.erase(0, i);
  offset_ += static_cast<std::int64_t>(i);
  return text;
}

std::string TextDecoder::take_single_bytes() {
  std::string text;
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const auto byte = static_cast<unsigned char>(pending_[i]);
    const std::string where = std::to_string(offset_ + static_cast<std::int64_t>(i));
    if (byte == 0) refuse_nul(text, where);
    const char32_t c = from_code_page(encoding_, byte);
    if (c == 0)
      refuse(text,
             "byte " + hex_byte(byte) + " at offset " + where + " is not assigned in this code page",
             "T04");
    append_utf8(text, c);
  }
  offset_ += static_cast<std::int64_t>(pending_.size());
  pending_.clear();
  return text;
}

bool TextDecoder::next(std::string& text) {
  text.clear();
  while (text.empty()) {
    const bool more = !pending_.empty() || fill();
    if (!more) return false;
    const std::size_t before = pending_.size();
    const bool wide = encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be;
    if (encoding_ == Encoding::utf8)
      text = take_utf8(ended_);
    else if (wide)
      text = take_utf16(ended_);
    else
      text = take_single_bytes();
    if (text.empty() && pending_.size() == before) fill();  // only a cut character is left: it needs its end
  }
  place_.advance(text);
  return true;
}

}  // namespace gs
