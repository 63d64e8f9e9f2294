#include "scenarios/report/html.h"

#include <gtest/gtest.h>

namespace gs {
namespace {

TEST(Text, TurnsMarkupIntoWords) {
  EXPECT_EQ(text("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(text("\"><img onerror='x'>"), "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;");
  EXPECT_EQ(text("${x} {{x}} =cmd|'/c calc'!A1"), "${x} {{x}} =cmd|&#39;/c calc&#39;!A1");
  EXPECT_EQ(text("a & b"), "a &amp; b");
}

TEST(Text, LeavesCyrillicArabicAndEmojiAlone) {
  for (const char* word : {"Зимородок", "שלום", "مرحبا", "咖啡", "☕", "👨\u200d👩\u200d👧"})
    EXPECT_EQ(text(word), word);
}

TEST(Visible, SpellsOutWhatReordersOrHides) {
  EXPECT_EQ(visible("a\u202Eb"), "a‹U+202E›b") << "right-to-left override";
  EXPECT_EQ(visible("a\u200Bb"), "a‹U+200B›b") << "zero-width space";
  EXPECT_EQ(visible("\uFEFFa"), "‹U+FEFF›a");
  EXPECT_EQ(visible("a\u200Db"), "a‹U+200D›b") << "a joiner between letters hides";
  EXPECT_EQ(visible(std::string("a\x1b[31mb")), "a‹U+001B›[31mb") << "no escape sequence reaches a terminal";
  EXPECT_EQ(visible(std::string("a\0b", 3)), "a‹U+0000›b");
  EXPECT_TRUE(hides_something("a\u2066b"));
  EXPECT_FALSE(hides_something("обычный текст\n"));
}

TEST(Visible, SpellsOutAPileOfCombiningMarksOnce) {
  std::string bomb = "e";
  for (int i = 0; i < 500; ++i) bomb += "\u0301";
  EXPECT_EQ(visible(bomb), "e\u0301\u0301\u0301‹U+0301›");
  EXPECT_EQ(visible("ế"), "ế");
}

TEST(Visible, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(visible("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(visible("\xC0\xAF"), "\uFFFD\uFFFD") << "an overlong slash is no slash";
  EXPECT_EQ(visible("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate is no character";
  EXPECT_EQ(visible("end\xE2\x82"), "end\uFFFD\uFFFD");
}

TEST(Columns, CountWhatATerminalNeeds) {
  EXPECT_EQ(columns_of("кофе"), 4u);
  EXPECT_EQ(columns_of("咖啡"), 4u);
  EXPECT_EQ(columns_of("e\u0301"), 1u);
  EXPECT_EQ(cut_to_columns("Утренний рецепт", 9), "Утренний\u2026");
  EXPECT_EQ(cut_to_columns("咖啡咖啡", 5), "咖啡\u2026");
}

TEST(Shortened, CutsByCharacterNotByByte) { EXPECT_EQ(shortened("рецепт", 3), "рец\u2026"); }

}  // namespace
}  // namespace gs
