#include "core/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace gs {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsChangesAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("photo", "photo"), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("phto", "photo"), 1U);
  EXPECT_EQ(edit_distance("phoot", "photo"), 1U);  // neighbours swapped
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("video", "photo"), edit_distance("photo", "video"));
}

TEST(Nearest, OffersTheClosestWordWithinAThirdOfTheLength) {
  const std::array<std::string, 4> formats{"photo", "video", "link", "status"};
  EXPECT_EQ(nearest("phto", formats), "photo");
  EXPECT_EQ(nearest("vdieo", formats), "video");
  EXPECT_EQ(nearest("lnk", formats), "link");
  EXPECT_EQ(nearest("carousel", formats), "");
  EXPECT_EQ(nearest("", formats), "");
}

TEST(Nearest, PrefersTheFirstAmongEquals) {
  const std::array<std::string, 2> words{"reach_a", "reach_b"};
  EXPECT_EQ(nearest("reach_c", words), "reach_a");
}

}  // namespace
}  // namespace gs
