// Ads, conversions and series to store, and each as one text to compare.
#pragma once
#include <sstream>
#include <string>

#include "scenarios/workspace/workspace.h"

namespace gs {

// Day k of an ad, with a part of its audience every third day.
inline ObservedAd example_ad(int k) {
  ObservedAd ad;
  ad.cell.platform = "meta", ad.cell.account = "page";
  ad.cell.campaign = "Осень", ad.cell.ad_id = "71" + std::to_string(k % 4);
  ad.cell.first = ad.cell.last = Day{20'000 + k};
  if (k % 3 == 0) ad.cell.age = "25-34", ad.cell.gender = "female";
  ad.counts[index_of(AdCount::impressions)] = 1000.0 + k;
  if (k % 5 != 0) ad.counts[index_of(AdCount::clicks)] = k;
  ad.spend = Money{12'345'678 + k};
  ad.currency = "EUR";
  ad.line = k + 2;
  return ad;
}

inline ObservedConversion example_conversion(int k) {
  ObservedConversion conversion;
  conversion.cell = example_ad(k).cell;
  conversion.name = "purchases", conversion.way = "post_click";
  conversion.count = k / 2.0;
  if (k % 2 == 0) conversion.value = Money{k * 1'000'000}, conversion.currency = "EUR";
  return conversion;
}

inline ObservedDay example_day(int k) {
  ObservedDay day;
  day.platform = "linkedin", day.account = "page", day.metric = k % 2 == 0 ? "followers" : "mood";
  day.first = day.last = Day{20'000 + k / 2};
  day.unit = k % 2 == 0 ? SeriesUnit::people : SeriesUnit::index;
  day.value = k % 2 == 0 ? 500.0 + k : -.25 * k;
  return day;
}

inline ImportRecord example_ads(int rows = 12, const std::string& file = "ads.csv") {
  ImportRecord record{
      file, "meta_ads", "page", "meta", "hash of " + file, "2026-11-03T10:00:00Z", false, {}, {}};
  for (int k = 0; k < rows; ++k) {
    record.ads.push_back(example_ad(k));
    record.conversions.push_back(example_conversion(k));
    record.days.push_back(example_day(k));
  }
  return record;
}

inline std::string said(const ObservedAd& ad) {
  std::ostringstream text;
  text << std::hexfloat << identity_of(ad.cell) << '|' << ad.cell.campaign << '|' << ad.objective << '|'
       << (ad.spend ? to_text(*ad.spend) : "-") << '|' << ad.currency << '|' << ad.contradicted << '|'
       << ad.file << '|' << ad.line;
  for (const auto& count : ad.counts) text << '|' << count.value_or(-1);
  return text.str() + "\n";
}

inline std::string said(const ObservedConversion& c) {
  std::ostringstream text;
  text << std::hexfloat << identity_of(c) << '|' << c.count.value_or(-1) << '|'
       << (c.value ? to_text(*c.value) : "-") << '|' << c.currency << '|' << c.file << '|' << c.line;
  return text.str() + "\n";
}

inline std::string said(const ObservedDay& day) {
  std::ostringstream text;
  text << std::hexfloat << identity_of(day) << '|' << static_cast<int>(day.unit) << '|' << day.value << '|'
       << to_text(day.money) << '|' << day.currency << '|' << day.file << '|' << day.line;
  return text.str() + "\n";
}

}  // namespace gs
