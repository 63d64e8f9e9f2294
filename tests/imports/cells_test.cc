#include "scenarios/reading/cells.h"

#include <gtest/gtest.h>

namespace gs {
namespace {

std::string plain(std::string_view cell, char decimal) {
  const NumberText number = take_apart(cell);
  return number.readable ? plain_decimal(number, decimal).value_or("unreadable") : "unreadable";
}

TEST(NumberText, ReadsThousandsOfEveryKind) {
  EXPECT_EQ(plain("12,400", '.'), "12400");
  EXPECT_EQ(plain("12.400", ','), "12400");
  EXPECT_EQ(plain("1 234 567", '.'), "1234567");
  EXPECT_EQ(plain("1\u00a0234", '.'), "1234");
  EXPECT_EQ(plain("1\u202f234,5", ','), "1234.5");
  EXPECT_EQ(plain("1'234.50", '.'), "1234.50");
}

TEST(NumberText, ReadsCurrencySignsAndRoundedSuffixes) {
  EXPECT_EQ(take_apart("$412.30").currency, "USD");
  EXPECT_EQ(plain("412,30 ₽", ','), "412.30");
  EXPECT_EQ(take_apart("1.2K").multiplier, 1000);
  EXPECT_EQ(plain("1.2M", '.'), "1.2");
  EXPECT_DOUBLE_EQ(half_width(take_apart("12.3K"), '.'), 50);
  EXPECT_DOUBLE_EQ(half_width(take_apart("2M"), '.'), 500000);
  EXPECT_DOUBLE_EQ(half_width(take_apart("1200"), '.'), 0);
}

TEST(NumberText, ReadsThousandsAsOtherLanguagesShortenThem) {
  EXPECT_EQ(take_apart("1,2 тыс.").multiplier, 1000);
  EXPECT_EQ(take_apart("1,2 млн").multiplier, 1000000);
  EXPECT_EQ(take_apart("18 mil").multiplier, 1000);
  EXPECT_EQ(take_apart("1,2 tys.").multiplier, 1000);
  EXPECT_EQ(take_apart("3,4 rb").multiplier, 1000);
  EXPECT_EQ(take_apart("1,3 Mio.").multiplier, 1000000);
  EXPECT_EQ(plain("1,2 тыс.", ','), "1.2");
  EXPECT_DOUBLE_EQ(half_width(take_apart("1,2 tys."), ','), 50);
  EXPECT_FALSE(take_apart("9B").readable);
}

TEST(NumberText, RefusesWhatOnlyLooksLikeANumber) {
  for (const char* bad : {"NaN",
                          "inf",
                          "1e999",
                          "0x10",
                          "１２",
                          "1_000",
                          "1,23,4",
                          "12,34,567",
                          "--5",
                          "5-",
                          "1..2",
                          ".",
                          ",5",
                          "5,",
                          "1 2 3"})
    for (const char decimal : {'.', ','}) EXPECT_EQ(plain(bad, decimal), "unreadable") << bad << decimal;
}

TEST(NumberText, TakesSuppressedCellsAsMissing) {
  for (const char* missing : {"", " ", "-", "—", "–", "N/A", "n/a", "<10", "< 1000", "\u00a0"})
    EXPECT_TRUE(take_apart(missing).suppressed) << missing;
  for (const char* present : {"0", "10", "<", "NaN", "null"})
    EXPECT_FALSE(take_apart(present).suppressed) << present;
}

TEST(NumberText, TellsTheDecimalMarkOnlyWhereItIsPlain) {
  EXPECT_EQ(decimal_mark(take_apart("1,234")), Mark::either);
  EXPECT_EQ(decimal_mark(take_apart("1.234")), Mark::either);
  EXPECT_EQ(decimal_mark(take_apart("1,234.5")), Mark::point);
  EXPECT_EQ(decimal_mark(take_apart("1.234,5")), Mark::comma);
  EXPECT_EQ(decimal_mark(take_apart("1,234,567")), Mark::point);
  EXPECT_EQ(decimal_mark(take_apart("12.5")), Mark::point);
  EXPECT_EQ(decimal_mark(take_apart("0,125")), Mark::comma);
  EXPECT_EQ(decimal_mark(take_apart("1234,567")), Mark::comma);
  EXPECT_EQ(decimal_mark(take_apart("1 234,567")), Mark::comma);
  EXPECT_EQ(decimal_mark(take_apart("1234")), Mark::silent);
}

TEST(NumberText, KnowsASign) {
  EXPECT_TRUE(take_apart("-5").negative);
  EXPECT_TRUE(take_apart("−5").negative);
  EXPECT_TRUE(take_apart("-$5").negative);
  EXPECT_FALSE(take_apart("5").negative);
}

TEST(InQuotes, ShortensAndNeverCutsACharacter) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "ж";
  const std::string shown = in_quotes(text);
  EXPECT_LT(shown.size(), 80u);
  EXPECT_EQ(shown.find("ж"), 1u);
  EXPECT_EQ(in_quotes("a\nb"), "'a b'");
}

TEST(Grouped, WritesThousands) {
  EXPECT_EQ(grouped(12300), "12,300");
  EXPECT_EQ(grouped(1050), "1,050");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace gs
