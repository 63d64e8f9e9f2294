#include "scenarios/imports/export_words.h"

#include <gtest/gtest.h>

#include <set>

#include "scenarios/imports/importers.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

TEST(MeaningsOf, ReadsColumnNamesOfSixLanguages) {
  for (const char* reach : {"Охват", "Alcance", "Zasięg", "Jangkauan", "Couverture", "Reichweite"}) {
    const auto meanings = meanings_of(folded(reach));
    ASSERT_EQ(meanings.size(), 1u) << reach;
    EXPECT_EQ(meanings[0].english, "reach");
  }
  EXPECT_TRUE(meanings_of("reach").empty());
  EXPECT_EQ(meanings_of(folded("WYŚWIETLENIA")).size(), 2u);  // views or impressions: the layout decides
}

TEST(MeaningsOf, LeadsToNamesThatSomeLayoutReads) {
  std::set<std::string_view> read;
  for (const Layout* layout : kLayouts)
    for (const ColumnRule& rule : layout->columns)
      for (const std::string_view name : names_in(rule.names)) read.insert(name);
  for (const char* word :
       {"охват", "просмотры", "время публикации", "id akun", "tytuł", "geteilt", "légende"})
    for (const HeaderMeaning& meaning : meanings_of(word))
      EXPECT_TRUE(read.contains(meaning.english)) << word;
}

TEST(IsTotal, KnowsTotalsOfSevenLanguages) {
  for (const char* word : {"Total", "Итого", "Totales", "Razem", "Łącznie", "Jumlah", "Totaux", "Gesamt"})
    EXPECT_TRUE(is_total(word)) << word;
  EXPECT_FALSE(is_total("total eclipse"));
  EXPECT_FALSE(is_total("t1"));
  EXPECT_FALSE(is_total(""));
}

TEST(PostKind, KnowsKindsOfPostsInTheirLanguages) {
  EXPECT_EQ(post_kind("IG reel"), "reel");
  EXPECT_EQ(post_kind("IG image"), "photo");
  EXPECT_EQ(post_kind("IG carousel"), "carousel");
  EXPECT_EQ(post_kind("Videos"), "video");
  EXPECT_EQ(post_kind("Zdjęcia"), "photo");
  EXPECT_EQ(post_kind("Carrusel de Instagram"), "carousel");
  EXPECT_EQ(post_kind("Ссылки"), "link");
  EXPECT_EQ(post_kind("Something new"), "something new");
}

}  // namespace
}  // namespace gs
