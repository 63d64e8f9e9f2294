// Sizes and limits as people type them.
#include "tools/commands/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/error.h"

namespace gs {
namespace {

using testing::HasSubstr;

template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::usage);
    EXPECT_EQ(error.code, "C04");
    return std::string(error.what()) + " | " + error.remedy;
  }
  return "accepted";
}

TEST(ParseSize, TakesUnitsOfPowersOf1024) {
  EXPECT_EQ(parse_size("2000000", "--mem-limit"), 2000000);
  EXPECT_EQ(parse_size("4G", "--mem-limit"), std::int64_t{4} << 30);
  EXPECT_EQ(parse_size("512m", "--mem-limit"), 512 << 20);
  EXPECT_EQ(parse_size("1.5GiB", "--mem-limit"), 1610612736);
  EXPECT_EQ(parse_size("64kB", "--mem-limit"), 65536);
}

TEST(ParseSize, RefusesWhatIsNoSize) {
  for (const char* text : {"", "G", "4X", "-1G", "4 G", "4GG", "nan", "inf", "1e30T", "0", "4Gi"})
    EXPECT_THAT(refusal([&] { parse_size(text, "--mem-limit"); }), HasSubstr("not a size [C04]")) << text;
}

TEST(ParseLimit, TakesANameTheCommandKnows) {
  EXPECT_EQ(parse_limit("cost=1e13", {"cost", "json-bytes"}).second, 10'000'000'000'000);
  EXPECT_EQ(parse_limit("steps=800", {"steps"}).first, "steps");
}

TEST(ParseLimit, RefusesOthersWithTheNearest) {
  EXPECT_THAT(refusal([] {
                parse_limit("csot=5", {"cost", "json-bytes"});
              }),
              HasSubstr("did you mean cost?"));
  EXPECT_THAT(refusal([] { parse_limit("cost=5", {}); }), HasSubstr("no limits to set"));
  for (const char* text : {"cost", "cost=", "=5", "cost=x", "cost=-1", "cost=1.5", "cost=5 "})
    EXPECT_THAT(refusal([&] { parse_limit(text, {"cost"}); }), HasSubstr("expected NAME=NUMBER")) << text;
}

TEST(UsualMemoryLimit, IsASharePeopleCanLiveWith) {
  const double machine =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  const auto limit = static_cast<double>(usual_memory_limit());
  EXPECT_GT(limit, 0);
  EXPECT_LE(limit, 0.75 * machine);
}

}  // namespace
}  // namespace gs
