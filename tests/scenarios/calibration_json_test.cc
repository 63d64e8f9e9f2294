#include "scenarios/workspace/calibration_json.h"

#include <bit>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "gtest/gtest.h"

namespace gs {
namespace {

Theta example_theta(double seed) {
  Theta theta;
  theta.visibility = -seed / 3.0;
  theta.size_slope = std::nextafter(1.0, 2.0);
  theta.timing.diurnal = {seed, -0.0, 5e-324, 1e300};
  theta.rate = {-1.1, -2.2, -3.3, -4.4, -5.5};
  theta.formats = {{0.1, {1, 2, 3, 4, 5}}, {-0.2, {}}};
  theta.dispersion[8] = 0.7 + seed;
  return theta;
}

Calibration example() {
  Calibration c;
  c.platform = "facebook", c.account = "Кафе \"Юг\"", c.formats = {"photo", "video"};
  c.audience.mean_listeners = 99.5, c.audience_hash = "abc";
  c.usual_hours = {0, 18, 167}, c.followers = 12345.0, c.posts = 345;
  c.first_post = {-5}, c.last_post = {1'800'000'000};
  c.converged = true, c.reason = "function tolerance reached", c.steps = 17;
  c.k_hat = std::numeric_limits<double>::infinity();
  c.estimate = example_theta(0.1);
  for (int k = 0; k < 5; ++k) c.draws.push_back(example_theta(k * 0.37));
  c.report = {{"spread", "share spread", "per listener", .001, .002, .003, 1, .5, true, "", "DEFAULTS 11"}};
  return c;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST(CalibrationText, ReturnsEveryNumberBitForBit) {
  const Calibration written = example();
  const Calibration read = calibration_from(to_text(written), "calibration 1");
  EXPECT_EQ(to_text(read), to_text(written));
  ASSERT_EQ(read.draws.size(), 5U);
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read.draws[k].visibility),
              std::bit_cast<std::uint64_t>(written.draws[k].visibility));
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read.draws[k].dispersion[8]),
              std::bit_cast<std::uint64_t>(written.draws[k].dispersion[8]));
  }
  EXPECT_TRUE(std::signbit(read.estimate.timing.diurnal[1]));
  EXPECT_EQ(read.estimate.timing.diurnal[2], 5e-324);
  EXPECT_EQ(read.estimate.formats[0].rate[4], 5.0);
}

TEST(CalibrationText, ReturnsWordsDatesAndTheReport) {
  const Calibration read = calibration_from(to_text(example()), "calibration 1");
  EXPECT_EQ(read.account, "Кафе \"Юг\"");
  EXPECT_EQ(read.usual_hours, (std::vector<int>{0, 18, 167}));
  EXPECT_EQ(read.first_post.seconds, -5);
  EXPECT_EQ(read.audience.mean_listeners, 99.5);
  EXPECT_TRUE(read.converged);
  EXPECT_TRUE(std::isinf(read.k_hat));
  ASSERT_EQ(read.report.size(), 1U);
  EXPECT_EQ(read.report[0].text, "share spread");
  EXPECT_TRUE(read.report[0].told);
}

TEST(CalibrationText, RefusesDamageAndNamesThePlace) {
  const std::string good = to_text(example());
  for (const auto& [what, with] : std::vector<std::pair<std::string, std::string>>{
           {"\"k_hat\":", "\"k_hut\":"},
           {"\"steps\":17", "\"steps\":\"17\""},
           {"\"steps\":17", "\"steps\":-1"},
           {"\"followers\":\"", "\"followers\":\"x"},
           {"\"inf\"", "\"nan\""},
           {"[0,18,167]", "[0,18,168]"},
           {"[\"photo\",\"video\"]", "[\"photo\"]"},
           {"groundswell/calibration/1", "groundswell/calibration/9"},
           {"{", ""}}) {
    try {
      calibration_from(replaced(good, what, with), "calibration 7");
      ADD_FAILURE() << "accepted: " << what << " -> " << with;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::bad_input) << error.what();
      EXPECT_NE(std::string(error.what()).find("calibration 7"), std::string::npos) << error.what();
    }
  }
}

TEST(CalibrationText, WillNotWriteANumberThatIsNone) {
  Calibration bad = example();
  bad.draws[2].paid = std::nan("");
  EXPECT_THROW(to_text(bad), Error);
}

}  // namespace gs
