// Sums within one cut only (models/observe/observed_ad.h); a file has one currency.
#include "tools/commands/ads_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gs {

namespace {

struct Span {
  std::optional<Day> first, last;
  void take(std::optional<Day> from, std::optional<Day> to) {
    if (from && (!first || *from < *first)) first = from;
    if (to && (!last || *last < *to)) last = to;
  }
  std::string text() const { return first ? to_text(*first) + " to " + to_text(*last) : "no dates"; }
};

struct Cut {
  std::int64_t rows = 0;
  Span span;
  std::optional<Money> spend;
  std::string currency;
  std::map<AdCount, double> counts;  // what may be added
};

std::map<std::string, Cut> cuts_of(const Import& import) {
  std::map<std::string, Cut> cuts;
  for (const ObservedAd& ad : import.ads) {
    Cut& cut = cuts[cut_of(ad.cell)];
    ++cut.rows;
    cut.span.take(ad.cell.first, ad.cell.last);
    if (ad.spend) cut.spend = Money{(cut.spend ? cut.spend->micros : 0) + ad.spend->micros};
    if (!ad.currency.empty()) cut.currency = ad.currency;
    for (const AdCount count : {AdCount::impressions, AdCount::clicks, AdCount::link_clicks})
      if (ad.at(count)) cut.counts[count] += *ad.at(count);
  }
  return cuts;
}

struct Conversions {
  std::optional<double> count;
  std::optional<Money> value;
};

std::map<std::pair<std::string, std::string>, Conversions> conversions_of(const Import& import) {
  std::map<std::pair<std::string, std::string>, Conversions> sums;
  for (const ObservedConversion& c : import.conversions) {
    Conversions& sum = sums[{c.name, c.way}];
    if (c.count) sum.count = sum.count.value_or(0) + *c.count;
    if (c.value) sum.value = Money{(sum.value ? sum.value->micros : 0) + c.value->micros};
  }
  return sums;
}

struct Series {
  std::int64_t rows = 0;
  Span span;
  SeriesUnit unit = SeriesUnit::events;
};

std::map<std::string, Series> series_of(const Import& import) {
  std::map<std::string, Series> all;
  for (const ObservedDay& day : import.days) {
    Series& series = all[day.metric];
    ++series.rows;
    series.span.take(day.first, day.last);
    series.unit = day.unit;
  }
  return all;
}

nlohmann::json day_json(std::optional<Day> day) {
  return day ? nlohmann::json(to_text(*day)) : nlohmann::json();
}

std::string money_text(Money amount) {
  return fmt::format("{:.2f}", static_cast<double>(amount.micros) / 1e6);
}

std::string conversions_text(const Import& import) {
  std::string text;
  for (const auto& [name, sum] : conversions_of(import)) {
    text +=
        (text.empty() ? "conversions: " : ", ") + name.first + (name.second.empty() ? "" : " " + name.second);
    if (sum.count) text += fmt::format(" {:.10g}", *sum.count);
    if (sum.value) text += " (worth " + money_text(*sum.value) + ")";
  }
  return text.empty() ? "" : text + "\n";
}

}  // namespace

bool has_ads(const Import& import) {
  return !import.ads.empty() || !import.conversions.empty() || !import.days.empty();
}

nlohmann::json ads_json(const Import& import) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [name, cut] : cuts_of(import)) {
    nlohmann::json row{{"cut", name},
                       {"rows", cut.rows},
                       {"first", day_json(cut.span.first)},
                       {"last", day_json(cut.span.last)},
                       {"spend", cut.spend ? nlohmann::json(to_text(*cut.spend)) : nlohmann::json()},
                       {"currency", cut.currency}};
    for (const auto& [count, sum] : cut.counts) row[std::string(kAdCountNames[index_of(count)])] = sum;
    list.push_back(row);
  }
  return list;
}

nlohmann::json conversions_json(const Import& import) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [name, sum] : conversions_of(import))
    list.push_back({{"name", name.first},
                    {"way", name.second},
                    {"count", sum.count ? nlohmann::json(*sum.count) : nlohmann::json()},
                    {"value", sum.value ? nlohmann::json(to_text(*sum.value)) : nlohmann::json()}});
  return list;
}

nlohmann::json series_json(const Import& import) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [metric, series] : series_of(import))
    list.push_back({{"metric", metric},
                    {"unit", kSeriesUnits[static_cast<std::size_t>(series.unit)]},
                    {"rows", series.rows},
                    {"first", day_json(series.span.first)},
                    {"last", day_json(series.span.last)}});
  return list;
}

std::string ads_text(const Import& import) {
  constexpr std::size_t kNamed = 8;
  std::string text;
  for (const auto& [name, cut] : cuts_of(import)) {
    text += fmt::format("{}, {} rows ({})", cut.span.text(), cut.rows, name);
    if (cut.spend)
      text += ": spend " + money_text(*cut.spend) + (cut.currency.empty() ? "" : " " + cut.currency);
    for (const auto& [count, sum] : cut.counts)
      text += fmt::format(", {:.0f} {}", sum, kAdCountNames[index_of(count)]);
    text += "\n";
  }
  text += conversions_text(import);
  const auto series = series_of(import);
  std::string names;
  for (const auto& [metric, one] : series)
    if (names.size() < kNamed * 24) names += (names.empty() ? "" : ", ") + metric;
  if (!series.empty())
    text += fmt::format("{}, {} series: {}\n", series.begin()->second.span.text(), series.size(), names);
  return text;
}

}  // namespace gs
