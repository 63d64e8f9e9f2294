// Every kept seed and every crash ever found, through its target once: what was mended stays mended.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/targets.h"

namespace gs::fuzz {

void PrintTo(const Target& target, std::ostream* out) { *out << target.name; }

namespace {

class Replay : public testing::TestWithParam<Target> {};

int replay(const std::filesystem::path& folder, const Target& target) {
  int files = 0;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    SCOPED_TRACE(entry.path().string());
    target.run(bytes);
    ++files;
  }
  return files;
}

TEST_P(Replay, EndsEverySeedInAResultOrARefusal) {
  const std::filesystem::path folder = std::filesystem::path("tests/fuzz/seeds") / GetParam().name;
  EXPECT_GE(replay(folder, GetParam()), 3) << folder;
}

TEST_P(Replay, EndsEveryCrashEverFoundInAResultOrARefusal) {
  replay(std::filesystem::path("tests/fuzz/crashes") / GetParam().name, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, testing::ValuesIn(kTargets), [](const auto& each) {
  return std::string(each.param.name);
});

}  // namespace
}  // namespace gs::fuzz
