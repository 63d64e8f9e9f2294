// Fixed seeds, bitwise: digests of small runs that may only change on purpose. `tools/dev regold` rewrites
// values.json; a change is told in the README under "Numbers moved". No fit and no pool takes part: both use
// the C library's and Eigen's arithmetic, whose last bits are not promised across machines.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "scenarios/forecast.h"
#include "scenarios/reading/sha256.h"
#include "scenarios/synth/synthetic.h"

namespace gs {
namespace {

constexpr const char* kFile = "tests/golden/values.json";

std::string run_digest(const SyntheticPage& page, std::uint32_t seed) {
  std::string counts;
  for (const ObservedPost& post : simulate_history(page, seed))
    for (const auto& count : post.counts)
      counts += count ? std::to_string(static_cast<long long>(*count)) + "," : "-,";
  return sha256_hex(counts);
}

SyntheticPage variant(int number) {
  SyntheticPage page = example_page();
  page.followers = 500 + 137.0 * number;
  page.posts = 12;
  page.days = 20;
  page.truth.spread += .15 * (number % 5);
  page.truth.timing.log_half_life += .3 * (number % 4);
  page.truth.visibility += .2 * (number % 3);
  page.people.activity_shape = number % 2 == 0 ? 1.0 : 2.5;
  page.people.max_agents_per_account = number % 3 == 0 ? 300 : 0;
  return page;
}

std::map<std::string, std::string> digests() {
  std::map<std::string, std::string> found;
  for (int number = 0; number < 30; ++number)
    found["world " + std::to_string(100 + number)] =
        run_digest(variant(number), 40 + static_cast<std::uint32_t>(number));
  return found;
}

TEST(Golden, ThirtySmallWorldsAreWhatTheyWere) {
  const auto found = digests();
  if (std::getenv("GROUNDSWELL_REGOLD") != nullptr) {
    std::ofstream(kFile) << nlohmann::json(found).dump(2) << "\n";
    return;
  }
  std::ifstream file(kFile);
  ASSERT_TRUE(file) << kFile << " is missing; tests run from the repository's root";
  const auto known = nlohmann::json::parse(file).get<std::map<std::string, std::string>>();
  EXPECT_EQ(found, known);
}

TEST(Golden, WorldsDifferFromEachOther) {
  std::map<std::string, std::string> by_digest;
  for (const auto& [name, digest] : digests()) EXPECT_TRUE(by_digest.emplace(digest, name).second) << name;
}

}  // namespace
}  // namespace gs
