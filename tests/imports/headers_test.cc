#include "scenarios/reading/headers.h"

#include <gtest/gtest.h>

namespace gs {
namespace {

TEST(Folded, ComparesHeadersAsPeopleReadThem) {
  EXPECT_EQ(folded("  Post   ID "), "post id");
  EXPECT_EQ(folded("ОХВАТ Ёж"), "охват еж");
  EXPECT_EQ(folded("MONTANT DÉPENSÉ"), "montant dépensé");
  EXPECT_EQ(folded("ZASIĘG ŁĄCZNIE ŻÓŁĆ"), "zasięg łącznie żółć");
  EXPECT_EQ(folded("Ｒｅａｃｈ"), "reach");
  EXPECT_EQ(folded("\ufeffPost\u00a0ID\u200b"), "post id");
  EXPECT_EQ(folded("Page’s – views"), "page's - views");
}

TEST(Folded, KeepsDifferentNamesDifferent) {
  EXPECT_NE(folded("reach"), folded("reach2"));
  EXPECT_NE(folded("é"), folded("e"));
}

TEST(CurrencyIn, ReadsTheCodeInAHeader) {
  EXPECT_EQ(currency_in("Amount spent (USD)"), "USD");
  EXPECT_EQ(currency_in("Duration (sec)"), "");
  EXPECT_EQ(currency_in("(EUR)"), "EUR");
}

TEST(HasInvisible, FindsWhatTheEyeDoesNot) {
  EXPECT_TRUE(has_invisible("abc\u202Ecba"));
  EXPECT_TRUE(has_invisible("a\u200bb"));
  EXPECT_TRUE(has_invisible("z\u0300\u0301\u0302\u0303"));
  EXPECT_FALSE(has_invisible("ordinary é 😀 текст"));
  EXPECT_FALSE(has_invisible("👩\u200d👩"));  // a joined emoji is no trick
}

}  // namespace
}  // namespace gs
