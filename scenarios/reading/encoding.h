// Bytes to UTF-8 text: UTF-8 checked strictly, UTF-16 by its byte-order mark, cp1251 and cp1252 only when
// named. A guess is never made: bytes that do not fit are refused with line, column and offset (T03-T05).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/reading/source_file.h"

namespace gs {

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, cp1251, cp1252 };

// How far a text has been read: the line and the column, in characters, that come next. A line ends with LF,
// CRLF or CR.
struct TextPlace {
  std::int64_t line = 1, column = 1;
  void advance(std::string_view utf8);

 private:
  bool after_return_ = false;  // the text so far ends with CR: the line ends unless LF follows
};

class TextDecoder {
 public:
  // `named`: --encoding, or empty. A byte-order mark wins over the name.
  TextDecoder(Blocks bytes, std::string file, std::string_view named);
  bool next(std::string& text);  // the next block of UTF-8 without mark; may split records, never characters
  Encoding encoding() const { return encoding_; }

 private:
  bool fill();  // moves one more block of bytes into pending_
  void choose(std::string_view named);
  std::string take_utf8(bool last);
  std::string take_utf16(bool last);
  std::string take_single_bytes();
  // `before`: what of the current block was decoded before the bad byte.
  [[noreturn]] void refuse(std::string_view before, const std::string& what, const char* code) const;
  [[noreturn]] void refuse_nul(std::string_view before, const std::string& offset) const;
  Blocks bytes_;
  std::string file_, pending_;
  Encoding encoding_ = Encoding::utf8;
  std::int64_t offset_ = 0;  // of pending_[0] in the file
  TextPlace place_;          // of the next block's first character
  bool ended_ = false;
};

// Length of the longest prefix that is valid UTF-8 without NUL.
std::size_t valid_utf8(std::string_view text);
void append_utf8(std::string& text, char32_t code_point);

}  // namespace gs
