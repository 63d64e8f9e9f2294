#include "scenarios/reading/encoding.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace gs {
namespace {

Blocks in_blocks(std::string bytes, std::size_t block) {
  return [bytes = std::move(bytes), block, at = std::size_t{0}](std::string& out) mutable {
    if (at >= bytes.size()) return false;
    out = bytes.substr(at, block);
    at += block;
    return true;
  };
}

std::string decoded(const std::string& bytes, std::string_view named = "", std::size_t block = 7) {
  TextDecoder decoder(in_blocks(bytes, block), "f.csv", named);
  std::string all, text;
  while (decoder.next(text)) all += text;
  return all;
}

std::string refused(const std::string& bytes, std::string_view named = "") {
  try {
    decoded(bytes, named);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string utf16(std::u16string_view text, bool big) {
  std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

TEST(TextDecoder, DropsTheUtf8Mark) { EXPECT_EQ(decoded("\xEF\xBB\xBFreach"), "reach"); }

TEST(TextDecoder, DecodesUtf16OfBothOrdersByItsMark) {
  EXPECT_EQ(decoded(utf16(u"охват 😀", false)), "охват 😀");
  EXPECT_EQ(decoded(utf16(u"охват 😀", true)), "охват 😀");
}

TEST(TextDecoder, ReadsTheSameWhereverABlockEnds) {
  const std::string text(6000, 'x'), tail = "ж€😀";
  for (std::size_t block = 1; block < 9; ++block) EXPECT_EQ(decoded(text + tail, "", block), text + tail);
}

TEST(TextDecoder, AsksForTheEncodingOfUnmarkedUtf16) {
  const std::string marked = utf16(u"reach,likes\n1,2\n", false);
  EXPECT_EQ(refused(marked.substr(2)),
            "f.csv: looks like UTF-16 without byte-order mark; pass --encoding utf-16le [T03]");
  EXPECT_EQ(decoded(marked.substr(2), "utf-16le"), "reach,likes\n1,2\n");
  EXPECT_EQ(refused(utf16(u"reach,likes\n", true).substr(2)),
            "f.csv: looks like UTF-16 without byte-order mark; pass --encoding utf-16be [T03]");
}

TEST(TextDecoder, NamesTheFirstByteThatIsNotUtf8) {
  EXPECT_EQ(refused(std::string(214, 'a') + "\xCF\xF0"),
            "f.csv:1:215: byte 0xCF at offset 214 is not UTF-8; pass --encoding cp1251 [T04]");
  EXPECT_EQ(refused("\xEF\xBB\xBF"
                    "a\xFF"),
            "f.csv:1:2: byte 0xFF at offset 4 is not UTF-8; pass --encoding cp1251 [T04]");
}

TEST(TextDecoder, RefusesOverlongFormsSurrogatesAndCutCharacters) {
  for (const char* bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"})
    EXPECT_NE(refused(std::string("abc") + bad).find("[T04]"), std::string::npos) << bad;
}

TEST(TextDecoder, RefusesNulBytesByLineColumnAndOffset) {
  EXPECT_EQ(refused(std::string("reach\0,1", 8)), "f.csv:1:6: NUL byte at offset 5 [T05]");
  EXPECT_EQ(refused(std::string("a\n€b\0", 7)), "f.csv:2:3: NUL byte at offset 6 [T05]");
  EXPECT_EQ(refused(std::string("a\rb\r\ncd\0", 8), "cp1252"), "f.csv:3:3: NUL byte at offset 7 [T05]");
  EXPECT_EQ(refused(utf16(std::u16string_view(u"a\nb\0", 4), true)), "f.csv:2:2: NUL byte at offset 8 [T05]");
}

TEST(TextDecoder, SaysAWayOutThatStandsAlone) {
  try {
    decoded(std::string("reach\0,1", 8));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.remedy, "correct it, or export the file again as UTF-8");
  }
}

TEST(TextPlace, CountsLinesAlikeWhereverABlockEnds) {
  const std::string text = "a\r\nbc\rd\n\r\r\n€e";
  TextPlace whole;
  whole.advance(text);
  EXPECT_EQ(whole.line, 6);
  EXPECT_EQ(whole.column, 3);
  for (std::size_t cut = 1; cut < text.size() - 3; ++cut) {
    TextPlace parts;
    parts.advance(text.substr(0, cut));
    parts.advance(text.substr(cut));
    EXPECT_EQ(parts.line, whole.line) << cut;
    EXPECT_EQ(parts.column, whole.column) << cut;
  }
}

TEST(TextDecoder, ReadsCodePagesOnlyWhenNamed) {
  EXPECT_EQ(decoded("\xCE\xF5\xE2\xE0\xF2 \xB8\xA8", "cp1251"), "Охват ёЁ");
  EXPECT_EQ(decoded("caf\xE9 \x80", "cp1252"), "café €");
  EXPECT_NE(refused("\x98", "cp1251").find("not assigned"), std::string::npos);
}

TEST(TextDecoder, RefusesAnUnknownEncodingName) {
  EXPECT_NE(refused("a", "koi8-r").find("is not an encoding"), std::string::npos);
}

TEST(TextDecoder, RefusesHalfACharacterAtTheEndOfUtf16) {
  EXPECT_NE(refused(utf16(u"ab", false) + "c").find("half a UTF-16 character"), std::string::npos);
  EXPECT_NE(refused(utf16(std::u16string(1, 0xD83D), false)).find("unpaired surrogate"), std::string::npos);
}

}  // namespace
}  // namespace gs
