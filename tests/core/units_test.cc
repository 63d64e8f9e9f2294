#include "core/units.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/error.h"

namespace gs {
namespace {

std::int64_t micros(std::string_view text) { return parse_money(text, "plan.json /budget").micros; }

TEST(Money, ReadsTenthsExactly) {
  EXPECT_EQ(micros("0.1"), 100'000);
  EXPECT_EQ(micros("12.345678"), 12'345'678);
  EXPECT_EQ(micros("-12.345678"), -12'345'678);
  EXPECT_EQ(micros("0"), 0);
  EXPECT_EQ(micros("-0"), 0);
  EXPECT_EQ(micros("007"), 7'000'000);
  EXPECT_EQ(micros("9007199254.740993"), 9'007'199'254'740'993);  // no double holds this
}

TEST(Money, AddsUpWithoutDrift) {
  Money sum;
  for (int i = 0; i < 1'000'000; ++i) sum.micros += micros("0.1");
  EXPECT_EQ(to_text(sum), "100000");
}

TEST(Money, WritesTheShortestTextThatReadsBack) {
  EXPECT_EQ(to_text({12'500'000}), "12.5");
  EXPECT_EQ(to_text({-1}), "-0.000001");
  EXPECT_EQ(to_text({0}), "0");
  EXPECT_EQ(to_text({-2'000'000}), "-2");
  EXPECT_EQ(to_text({std::numeric_limits<std::int64_t>::min()}), "-9223372036854.775808");
  for (std::int64_t m = -3'000'017; m < 3'000'017; m += 1009) EXPECT_EQ(micros(to_text({m})), m);
}

TEST(Money, HoldsItsLimitAndNotOneMicroMore) {
  EXPECT_EQ(micros("9200000000000"), 9'200'000'000'000'000'000);
  EXPECT_EQ(micros("-9200000000000.000000"), -9'200'000'000'000'000'000);
  EXPECT_THROW(micros("9200000000000.000001"), Error);
  EXPECT_THROW(micros("9200000000001"), Error);
  EXPECT_THROW(micros("99999999999999999999999999"), Error);
}

TEST(Money, RefusesWhatIsNotAPlainNumber) {
  for (const char* text : {"",
                           "-",
                           ".",
                           ".5",
                           "5.",
                           "1,5",
                           "1e3",
                           "+1",
                           " 1",
                           "1 ",
                           "--1",
                           "1.2345678",
                           "0x1",
                           "nan",
                           "1.5.2",
                           "١"})
    EXPECT_THROW(micros(text), Error) << text;
}

TEST(Money, SaysWhereAndShowsTheWayOut) {
  try {
    parse_money("12,50", "plan.json:3:9 /budget");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_STREQ(error.what(), "plan.json:3:9 /budget: '12,50' is not an amount of money");
    EXPECT_NE(error.remedy.find("12.50"), std::string::npos);
  }
}

TEST(Error, ReadsWhereWhatAndCode) {
  const Error whole(Fault::bad_input, "plan.json", "no posts", "add one", "S11");
  EXPECT_STREQ(whole.what(), "plan.json: no posts [S11]");
  EXPECT_STREQ(Error(Fault::io, "", "disk full").what(), "disk full");
  EXPECT_EQ(static_cast<int>(Fault::peer_lost), 10);
}

}  // namespace
}  // namespace gs
