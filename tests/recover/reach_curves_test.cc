// Reach curves: truth in, truth out; and public curves, drawn by the simulator's own delivery with two fitted
// parameters. The widest error is printed, the README of the fit quotes it.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "models/fit/reach_curve.h"
#include "models/paid/delivery.h"
#include "models/paid/price.h"
#include "models/population.h"
#include "scenarios/imports/importer.h"

namespace gs {
namespace {

constexpr std::uint32_t kDays = 7;
using Activity = std::vector<double>;

Activity activity_of(const ReachCurve& curve) { return activity_classes(std::min(1000.0, curve.shape)); }

// People reached by one week's flight, as the simulator delivers it: prices by the day, rounds up to the cap.
double simulated(const ReachCurve& curve, double amount, std::uint32_t cap, const Activity& activity) {
  Flight flight{.key = 1, .need = {}, .cap = cap};
  double a_day = amount / kDays;
  if (curve.first_price > 0) {
    const PriceLaw law{.base_micros = curve.first_price * 1e6,
                       .elasticity = curve.spend.elasticity,
                       .pressure = curve.spend.pressure / kDays,
                       .people = curve.people};
    a_day = static_cast<double>(buy_day(law, Money{std::llround(a_day * 1e6)}).impressions);
  }
  flight.need.assign(kDays, static_cast<std::uint32_t>(std::llround(a_day)));
  return expect_delivery(flight, curve.people, activity).reach;
}

double worst_simulated(const ReachCurve& curve, const std::vector<ReachPoint>& points, std::uint32_t cap) {
  double worst = 0;
  const Activity activity = activity_of(curve);
  for (const ReachPoint& point : points)
    if (point.reach >= .1 * curve.people && point.amount > 0)
      worst = std::max(worst, std::abs(simulated(curve, point.amount, cap, activity) / point.reach - 1));
  return worst;
}

TEST(ReachCurve, RecoversPeopleAndShapeFromImpressions) {
  std::vector<ReachPoint> points;
  for (int i = 1; i <= 12; ++i) {
    const double impressions = 40'000.0 * i;
    points.push_back({impressions, 2e5 * (1 - std::pow(1 + impressions / 2e5 / .6, -.6))});
  }
  const ReachCurve curve = fit_reach_by_impressions(points);
  ASSERT_TRUE(curve.usable) << curve.reason;
  EXPECT_NEAR(curve.people, 2e5, 20);
  EXPECT_NEAR(curve.shape, .6, 1e-4);
}

TEST(ReachCurve, RecoversPeopleAndFirstPriceFromSpend) {
  ReachCurve truth;
  truth.people = 1e6;
  truth.first_price = .004;
  truth.spend = {.shape = 1, .elasticity = .75, .pressure = .5};
  std::vector<ReachPoint> points;
  for (int i = 1; i <= 15; ++i) points.push_back({1000.0 * i, reach_at(truth, 1000.0 * i)});
  const ReachCurve curve = fit_reach_by_spend(points, truth.spend);
  ASSERT_TRUE(curve.usable) << curve.reason;
  EXPECT_NEAR(curve.people, 1e6, 100);
  EXPECT_NEAR(curve.first_price, .004, 1e-6);
  const double impressions = impressions_at(curve, 8000);
  EXPECT_NEAR(.004 * impressions * std::pow(1 + impressions / 5e5, 1 / .75 - 1), 8000, 1);
}

TEST(ReachCurve, SaysThatOnePointIsTooFew) {
  const std::vector<ReachPoint> one{{100, 50}};
  EXPECT_FALSE(fit_reach_by_impressions(one).usable);
}

// What rounds add: the delivery of many rounds is the law; of two a week it reaches more with the same
// displays.
TEST(ReachCurve, IsTheLawThatDeliveryTendsToWithManyRounds) {
  ReachCurve curve;
  curve.people = 1e5, curve.shape = 1;
  const Activity activity = activity_of(curve);
  for (const double m : {.1, .3, .6}) {
    const double law = reach_at(curve, m * 1e5);
    EXPECT_NEAR(simulated(curve, m * 1e5, kMostRounds, activity) / law, 1, .015) << m;
    EXPECT_GT(simulated(curve, m * 1e5, 2, activity), law) << m;
  }
}

class PublicCurves : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
    if (!folder) GTEST_SKIP() << "needs public data sets in GROUNDSWELL_DATA_DIR";
    folder_ = folder;
  }
  // Curves by bucket: "reach 1+" … "reach 10+".
  std::map<std::string, std::vector<ReachPoint>> robyn() const {
    std::ifstream file(folder_ + "/robyn/df_curve_reach_freq.csv");
    std::map<std::string, std::vector<ReachPoint>> curves;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::istringstream cells(line);
      std::string spend, reach, bucket;
      std::getline(cells, spend, ',');
      std::getline(cells, reach, ',');
      std::getline(cells, bucket);
      if (bucket.ends_with('\r')) bucket.pop_back();
      curves[bucket].push_back({std::stod(spend), std::stod(reach)});
    }
    return curves;
  }
  std::string folder_;
};

double worst_of(const std::map<std::string, std::vector<ReachPoint>>& curves, const SpendLaw& law) {
  double worst = 0;
  for (const auto& [bucket, points] : curves) {
    const ReachCurve curve = fit_reach_by_spend(points, law);
    EXPECT_TRUE(curve.usable) << bucket << ": " << curve.reason;
    worst = std::max(worst, worst_error(curve, points));
  }
  return worst;
}

// Each k+ curve by itself: its people and the price of a display. Reach grows as the root of spend there,
// which is a price that climbs with demand from the first displays on (elasticity 1/2), not the platforms'
// usual 3/4.
TEST_F(PublicCurves, OfReachBySpendAreDrawnWithinFivePercentOnceThePriceClimbs) {
  const SpendLaw pressed{.shape = 1, .elasticity = .5, .pressure = .007};
  double worst = 0;
  for (const auto& [bucket, points] : robyn()) {
    const ReachCurve curve = fit_reach_by_spend(points, pressed);
    ASSERT_TRUE(curve.usable) << bucket << ": " << curve.reason;
    EXPECT_NEAR(curve.people, 1e7, 5e5) << bucket;  // the documented truth
    EXPECT_LE(worst_error(curve, points), .05) << bucket;
    EXPECT_LE(worst_simulated(curve, points, kMostRounds), .05) << bucket;
    worst = std::max(worst, worst_simulated(curve, points, kMostRounds));
  }
  const double usual = worst_of(robyn(), {.shape = 1, .elasticity = .75, .pressure = .007}),
               fixed = worst_of(robyn(), {.shape = 1, .elasticity = 1, .pressure = .007});
  std::printf("largest relative error: simulated %.4f; law with elasticity 3/4 %.3f, fixed price %.3f\n",
              worst,
              usual,
              fixed);
  EXPECT_GT(usual, .05);
  EXPECT_GT(fixed, usual);
}

TEST_F(PublicCurves, OfReachByImpressionsAreDrawnWithinFivePercentInEveryPlace) {
  std::map<std::string, std::vector<ReachPoint>> places;
  for (const ObservedAd& ad : read_export(folder_ + "/meridian/geo_media_rf.csv", {}).ads)
    if (ad.at(AdCount::reach).value_or(0) > 0)
      places[ad.cell.place].push_back({*ad.at(AdCount::impressions), *ad.at(AdCount::reach)});
  ASSERT_EQ(places.size(), 20u);
  double worst = 0, worst_law = 0;
  for (const auto& [place, points] : places) {
    const ReachCurve curve = fit_reach_by_impressions(points);
    ASSERT_TRUE(curve.usable) << place << ": " << curve.reason;
    EXPECT_GT(curve.shape, 20) << place;  // nearly uniform: everybody meets the ad alike
    worst_law = std::max(worst_law, worst_error(curve, points));
    worst = std::max(worst, worst_simulated(curve, points, kMostRounds));
  }
  std::printf("largest relative error: law %.4f, simulated %.4f\n", worst_law, worst);
  EXPECT_LE(worst_law, .05);
  EXPECT_LE(worst, .05);
}

}  // namespace
}  // namespace gs
