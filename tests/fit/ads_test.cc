// What history of ads teaches: planted truth comes back inside honest intervals, what it cannot tell is said,
// and days left out are foretold better than by what platforms' averages say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "models/fit/ads/ad_frequency.h"
#include "models/fit/ads/ad_table.h"
#include "models/fit/ads/fit_ads.h"
#include "models/platform.h"
#include "tests/fit/made_ads.h"

namespace gs {
namespace {

AdFit fitted(const MadeHistory& made, double people = 0, std::size_t draws = 50) {
  return fit_ads({made.ads, made.conversions},
                 {.platform = "facebook", .people = people, .seed = 3, .draws = draws});
}

const ParameterReport& row_of(const AdFit& fit, const std::string& key) {
  const auto row = std::ranges::find(fit.report, key, &ParameterReport::key);
  if (row == fit.report.end()) throw std::runtime_error("no row " + key);
  return *row;
}

bool holds(const ParameterReport& row, double truth) { return row.low <= truth && truth <= row.high; }

TEST(AdHistory, GivesPlantedPricesClicksAndSalesBackInHonestIntervals) {
  constexpr int kTimes = 60;
  int price = 0, click = 0, women = 0, sale = 0;
  for (std::uint32_t seed = 1; seed <= kTimes; ++seed) {
    const MadeAds truth;
    const AdFit fit = fitted(made_ads(truth, seed));
    price += holds(row_of(fit, "ads.cpm"), truth.cpm);
    click += holds(row_of(fit, "ads.click"), truth.click);
    women += holds(row_of(fit, "ads.click.female"), 2 * truth.women / (1 + truth.women));
    sale += holds(row_of(fit, "ads.sale"), truth.sale);
    EXPECT_TRUE(row_of(fit, "ads.cpm").told);
    EXPECT_TRUE(fit.ads.sale);
    EXPECT_FALSE(fit.ads.lead);
  }
  std::printf("80 %% intervals of %d held: price %d, click %d, women %d, sale %d\n",
              kTimes,
              price,
              click,
              women,
              sale);
  for (const int held : {price, click, women, sale}) {
    EXPECT_GE(held, 38);  // 48 expected, standard error 3
    EXPECT_LE(held, 60);
  }
}

// The draws stand for an ad set that history has not seen.
TEST(AdHistory, ForetellsAnotherAdSetWithTheScatterBetweenThem) {
  int price = 0, click = 0;
  constexpr int kTimes = 60;
  for (std::uint32_t seed = 1; seed <= kTimes; ++seed) {
    MadeAds truth;
    truth.ad_sets = 7;
    const AdFit fit = fitted(made_ads(truth, seed), 0, 400);
    const double next_price = std::log(truth.cpm) + truth.between * made_normal(seed, 1, 7),
                 next_click = std::log(truth.click) + truth.click_between * made_normal(seed, 2, 7);
    int below_price = 0, below_click = 0;
    for (std::uint32_t k = 0; k < 400; ++k) {
      const AdDraw& draw = fit.ads.draws[k];
      below_price += draw.price.ordinary + draw.price.between * made_normal(9, 50, k) < next_price;
      below_click += draw.click.ordinary + draw.click.between * made_normal(9, 51, k) < next_click;
    }
    price += below_price > 40 && below_price < 360;
    click += below_click > 40 && below_click < 360;
  }
  std::printf("another ad set in 80 %% intervals of %d: price %d, click %d\n", kTimes, price, click);
  for (const int held : {price, click}) {
    EXPECT_GE(held, 40);
    EXPECT_LE(held, 58);
  }
}

TEST(AdHistory, OfConstantSpendDoesNotTellHowPricesClimb) {
  const AdFit fit = fitted(made_ads({.people = 20'000, .swing = 1.0}, 4), 20'000);
  EXPECT_FALSE(fit.ads.elasticity);
  const ParameterReport& row = row_of(fit, "ads.spend_elasticity");
  EXPECT_FALSE(row.told);
  EXPECT_NE(row.needs.find("fourfold"), std::string::npos);
  EXPECT_EQ(row.median, (*find_platform("facebook"))[Belief::spend_elasticity].center);
  for (const AdDraw& draw : fit.ads.draws) EXPECT_EQ(draw.elasticity, row.median);
}

TEST(AdHistory, OfSpendThatVariesTellsHowPricesClimb) {
  int held = 0, told = 0;
  constexpr int kTimes = 40;
  for (std::uint32_t seed = 1; seed <= kTimes; ++seed) {
    const MadeAds truth{.people = 20'000, .budget = 60, .swing = 12};
    const AdFit fit = fitted(made_ads(truth, seed), truth.people);
    EXPECT_TRUE(fit.ads.elasticity);
    held += holds(row_of(fit, "ads.spend_elasticity"), truth.elasticity);
    told += row_of(fit, "ads.spend_elasticity").told;
  }
  std::printf("elasticity .6 in 80 %% intervals: %d of %d, told %d\n", held, kTimes, told);
  EXPECT_GE(held, 25);
  EXPECT_GE(told, 38);
}

TEST(AdHistory, NeverTellsWhatAdsCaused) {
  const AdFit fit = fitted(made_ads({}, 2));
  EXPECT_FALSE(row_of(fit, "ads.incrementality").told);
  EXPECT_NE(row_of(fit, "ads.incrementality").needs.find("lift test"), std::string::npos);
}

TEST(AdHistory, WithoutRowsOfMoneyTeachesNothing) {
  MadeHistory made = made_ads({}, 2);
  std::erase_if(made.ads, [](const ObservedAd& ad) { return ad.spend.has_value(); });
  const AdFit fit = fitted(made);
  EXPECT_TRUE(fit.ads.draws.empty());
  EXPECT_TRUE(fit.report.empty());
}

// The same money stands in a daily row, in its parts and in a lifetime row.
TEST(AdHistory, CountsMoneyThatSeveralCutsTellOnce) {
  MadeHistory made = made_ads({.ad_sets = 3, .days = 10}, 5);
  const AdTable before = priced_ads(made.ads, made.conversions);
  ObservedAd lifetime = made_row("set 0", 0);
  lifetime.cell.last = Day{20'009};
  lifetime.spend = Money{400'000'000};
  lifetime.counts[index_of(AdCount::impressions)] = 60'000.0;
  made.ads.push_back(lifetime);
  const AdTable after = priced_ads(made.ads, made.conversions);
  EXPECT_EQ(after.cut, "ad set, day");
  ASSERT_EQ(after.rows.size(), 30u);
  for (std::size_t i = 0; i < 30; ++i) EXPECT_EQ(after.rows[i].spend, before.rows[i].spend);
}

// Money of another currency is never added.
TEST(AdHistory, KeepsCurrenciesApart) {
  MadeHistory made = made_ads({.ad_sets = 3, .days = 10}, 5);
  for (ObservedAd& ad : made.ads)
    if (ad.cell.ad_set == "set 2") ad.currency = "EUR";
  const AdTable table = priced_ads(made.ads, made.conversions);
  EXPECT_EQ(table.currency, "USD");
  EXPECT_EQ(table.ad_sets, 2u);
}

struct Misses {
  double learnt = 0, believed = 0;
};

// Mean absolute log error of impressions given spend, and of clicks given spend, on days after day 20.
Misses misses_of(std::uint32_t seed) {
  const MadeAds truth{.cpm = 5, .click = 0.02};
  MadeHistory made = made_ads(truth, seed), past = made;
  std::erase_if(past.ads, [](const ObservedAd& ad) { return ad.cell.first >= Day{20'020}; });
  std::erase_if(past.conversions, [](const auto& one) { return one.cell.first >= Day{20'020}; });
  const AdFit fit = fitted(past);
  const Platform& facebook = *find_platform("facebook");
  const double price = std::log(row_of(fit, "ads.cpm").median),
               click = std::log(row_of(fit, "ads.click").median),
               prior_price = std::log(facebook[Belief::cpm].center),
               prior_click = std::log(facebook[Belief::paid_click].center);
  Misses misses;
  for (const ObservedAd& ad : made.ads) {
    if (!ad.spend || ad.cell.first < Day{20'020}) continue;
    const double spend = std::log(static_cast<double>(ad.spend->micros) / 1e6) + std::log(1000.0),
                 shown = std::log(*ad.at(AdCount::impressions)),
                 clicked = std::log(*ad.at(AdCount::clicks) + 0.5);
    misses.learnt += std::abs(spend - price - shown) + std::abs(spend - price + click - clicked);
    misses.believed +=
        std::abs(spend - prior_price - shown) + std::abs(spend - prior_price + prior_click - clicked);
  }
  return misses;
}

TEST(AdHistory, ForetellsDaysLeftOutBetterThanThePlatformsAverage) {
  Misses all;
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const Misses one = misses_of(seed);
    all.learnt += one.learnt, all.believed += one.believed;
    EXPECT_LT(one.learnt, one.believed);
  }
  EXPECT_LT(all.learnt, 0.6 * all.believed);
}

// Ad sets that find 30 000 people of uneven activity; reach by the law of the reach curves, shape 1.
TEST(AdHistory, TellsHowManyPeopleAdsFindByTheirFrequency) {
  std::vector<ObservedAd> ads;
  for (std::uint32_t set = 0; set < 12; ++set) {
    ObservedAd ad = made_row("set " + std::to_string(set), 0);
    ad.cell.last = Day{20'006};
    const double people = 30'000 * std::exp(.3 * made_normal(3, 8, set)), shown = 20'000.0 + 3'000 * set;
    ad.counts[index_of(AdCount::impressions)] = shown;
    ad.counts[index_of(AdCount::reach)] = std::round(people * shown / (people + shown));
    ads.push_back(ad);
  }
  const Between law = people_found(ads, {.people = 200'000, .shape = 1}).value();
  EXPECT_NEAR(law.center(), std::log(30'000), .3);
  EXPECT_LT(law.sd(), .3);
  for (ObservedAd& ad : ads) ad.counts[index_of(AdCount::reach)].reset();
  EXPECT_FALSE(people_found(ads, {.people = 200'000, .shape = 1}).has_value());
}

TEST(AdHistory, GivesTheSameDrawsWhateverTheirNumber) {
  const MadeHistory made = made_ads({}, 2);
  const AdFit few = fitted(made, 0, 10), many = fitted(made, 0, 30);
  for (std::size_t k = 0; k < 10; ++k) {
    EXPECT_EQ(few.ads.draws[k].price.ordinary, many.ads.draws[k].price.ordinary);
    EXPECT_EQ(few.ads.draws[k].segments, many.ads.draws[k].segments);
  }
}

}  // namespace
}  // namespace gs
