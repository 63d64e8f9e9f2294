// Words for tests of ads: a row's counts and money as text, conversions by name.
#pragma once
#include <map>
#include <string>

#include "tests/imports/import_file.h"

namespace gs::testing_imports {

inline std::string spend_of(const ObservedAd& ad) {
  return ad.spend ? to_text(*ad.spend) + " " + ad.currency : "none";
}

inline std::string days_of(const AdCell& cell) {
  if (!cell.first) return "no dates";
  return cell.first == cell.last ? to_text(*cell.first) : to_text(*cell.first) + " to " + to_text(*cell.last);
}

// "purchases 3 (120.5)", by row, as "line: name way count (value)".
inline std::string conversions_of(const Import& read, std::int64_t line) {
  std::string all;
  for (const ObservedConversion& c : read.conversions) {
    if (c.line != line) continue;
    std::string one = c.name + (c.way.empty() ? "" : " " + c.way);
    if (c.count) one += " " + std::to_string(*c.count).substr(0, std::to_string(*c.count).find('.') + 3);
    if (c.value) one += " (" + to_text(*c.value) + ")";
    all += (all.empty() ? "" : ", ") + one;
  }
  return all;
}

struct AdSums {
  double spend = 0, value = 0;
  std::map<std::string, double> counts, conversions;
};
inline AdSums sums_of(const Import& read) {
  AdSums sums;
  for (const ObservedAd& ad : read.ads) {
    if (ad.spend) sums.spend += static_cast<double>(ad.spend->micros) / 1e6;
    for (std::size_t c = 0; c < kAdCounts; ++c)
      sums.counts[std::string(kAdCountNames[c])] += ad.counts[c].value_or(0);
  }
  for (const ObservedConversion& c : read.conversions) {
    sums.conversions[c.name] += c.count.value_or(0);
    if (c.value) sums.conversions[c.name + " value"] += static_cast<double>(c.value->micros) / 1e6;
  }
  return sums;
}

}  // namespace gs::testing_imports
