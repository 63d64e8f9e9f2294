// Made-up history of an account's ads, by the law the fit assumes: ad sets with prices and click rates of
// their own, days with luck of their own, clicks by gender, sales after clicks.
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/draw.h"
#include "models/observe/observed_ad.h"
#include "models/paid/price.h"

namespace gs {

struct MadeAds {
  std::size_t ad_sets = 8, days = 30;
  double cpm = 7, between = 0.3, daily = 0.15;  // sd of log
  double click = 0.012, click_between = 0.25;
  double women = 1.6;                   // clicks of women against men's
  double sale = 0.03;                   // per click
  double elasticity = 0.6, people = 0;  // 0: price does not follow demand
  double budget = 40, swing = 1;        // daily spend, and how many times it is at most from day to day
};

struct MadeHistory {
  std::vector<ObservedAd> ads;
  std::vector<ObservedConversion> conversions;
};

inline double made_normal(std::uint32_t seed, std::uint64_t subject, std::uint32_t day) {
  return normal({seed, 0}, {.subject = subject, .content = 77, .why = Purpose::synthetic, .occasion = day});
}

// A whole number of that mean: Poisson by counting down for small means, a rounded normal for large ones.
inline double made_count(double mean, std::uint32_t seed, std::uint64_t subject, std::uint32_t day) {
  if (mean > 50) return std::max(0.0, std::round(mean + std::sqrt(mean) * made_normal(seed, subject, day)));
  double u =
      uniform({seed, 1}, {.subject = subject, .content = 77, .why = Purpose::synthetic, .occasion = day});
  double chance = std::exp(-mean);
  double count = 0;
  while (u > chance && count < 1000) {
    u -= chance;
    ++count;
    chance *= mean / count;
  }
  return count;
}

inline ObservedAd made_row(const std::string& ad_set, int day) {
  ObservedAd ad;
  ad.cell.platform = "facebook", ad.cell.account = "page";
  ad.cell.campaign = "autumn", ad.cell.ad_set = ad_set;
  ad.cell.first = ad.cell.last = Day{20'000 + day};
  ad.currency = "USD";
  return ad;
}

inline MadeHistory made_ads(const MadeAds& truth, std::uint32_t seed) {
  MadeHistory made;
  for (std::uint32_t a = 0; a < truth.ad_sets; ++a) {
    const double level = std::log(truth.cpm) + truth.between * made_normal(seed, 1, a);
    const double click = truth.click * std::exp(truth.click_between * made_normal(seed, 2, a));
    for (std::uint32_t d = 0; d < truth.days; ++d) {
      const std::uint32_t at = a * 1000 + d;
      const double swing = std::exp(std::log(truth.swing) * (std::fmod(d * 0.618034, 1.0) - 0.5));
      const Money budget{static_cast<std::int64_t>(truth.budget * swing * 1e6)};
      PriceLaw law{.base_micros = 1000 * std::exp(level + truth.daily * made_normal(seed, 3, at)),
                   .elasticity = truth.people > 0 ? truth.elasticity : 1,
                   .people = std::max(1.0, truth.people)};
      const DayPurchase bought = buy_day(law, budget);
      const auto shown = static_cast<double>(bought.impressions);
      double clicks = 0;
      for (const bool women : {true, false}) {
        ObservedAd part = made_row("set " + std::to_string(a), static_cast<int>(d));
        part.cell.gender = women ? "female" : "male";
        part.counts[index_of(AdCount::impressions)] = std::round(shown / 2);
        const double rate = click * 2 * (women ? truth.women : 1) / (1 + truth.women);
        const double count = made_count(shown / 2 * rate, seed, women ? 4 : 5, at);
        part.counts[index_of(AdCount::clicks)] = count;
        clicks += count;
        made.ads.push_back(part);
      }
      ObservedAd whole = made_row("set " + std::to_string(a), static_cast<int>(d));
      whole.counts[index_of(AdCount::impressions)] = shown;
      whole.counts[index_of(AdCount::clicks)] = clicks;
      whole.spend = bought.spend();
      made.ads.push_back(whole);
      ObservedConversion sales;
      sales.cell = whole.cell, sales.name = "purchases";
      sales.count = made_count(clicks * truth.sale, seed, 6, at);
      made.conversions.push_back(sales);
    }
  }
  return made;
}

}  // namespace gs
