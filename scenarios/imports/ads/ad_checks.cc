// Checks on whole rows and on the file of ads as a whole. Rows that contradict themselves are kept as
// written; their cells in doubt are flagged, each kind is said once with its first row.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>

#include "scenarios/imports/ads/ad_rows.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

std::string number_text(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.10g", value);
  return text.data();
}

// Rows of one kind of contradiction.
struct Doubt {
  const char* code;
  std::int64_t rows = 0, line = 0;
  std::string first{};
  void add(std::int64_t at, const std::string& text) {
    if (rows++ > 0 && line <= at) return;
    line = at, first = text;
  }
  void say(Findings& findings) const {
    if (rows == 0) return;
    const std::string all = rows == 1 ? "" : "; the first of " + std::to_string(rows) + " such rows";
    findings.implausible(first + all, {line, 0, ""}, code);
  }
};

struct Above {
  AdCount part, whole;
  const char *verb, *code;
};
// Clicks of all kinds may outnumber displays, on small numbers; more than that is in doubt too (V04).
constexpr std::array<Above, 4> kAbove{
    {{AdCount::reach, AdCount::impressions, " exceeds ", "V03"},
     {AdCount::clicks, AdCount::impressions, " exceed ", "V04"},
     {AdCount::link_clicks, AdCount::clicks, " exceed ", "V04"},
     {AdCount::clicks_organic, AdCount::impressions_organic, " exceed ", "V04"}}};

std::string name_of(AdCount count) { return std::string(kAdCountNames[index_of(count)]); }

void check_pairs(Reading& reading) {
  for (const Above& pair : kAbove) {
    Doubt doubt{pair.code};
    for (ObservedAd& ad : reading.ads) {
      const auto part = ad.at(pair.part), whole = ad.at(pair.whole);
      if (!part || !whole || *part <= *whole || (*whole == 0 && pair.whole == AdCount::impressions)) continue;
      ad.contradicted.set(index_of(pair.part)).set(index_of(pair.whole));
      doubt.add(ad.line,
                name_of(pair.part) + " " + number_text(*part) + pair.verb + name_of(pair.whole) + " " +
                    number_text(*whole));
    }
    doubt.say(reading.findings);
  }
}

// Something happened although the ad was not shown at all.
void check_without_impressions(Reading& reading) {
  Doubt clicks{"V05"}, reach{"V03"}, cost{"V05"};
  for (ObservedAd& ad : reading.ads) {
    if (ad.at(AdCount::impressions) != 0.0) continue;
    const auto some = [&](AdCount count) { return ad.at(count).value_or(0) > 0; };
    if (some(AdCount::clicks))
      clicks.add(ad.line, number_text(*ad.at(AdCount::clicks)) + " clicks with 0 impressions");
    if (some(AdCount::reach))
      reach.add(ad.line, "reach " + number_text(*ad.at(AdCount::reach)) + " with 0 impressions");
    if (ad.spend && ad.spend->micros > 0)
      cost.add(ad.line, "spend " + to_text(*ad.spend) + " with 0 impressions");
    for (const AdCount count : {AdCount::clicks, AdCount::reach})
      if (some(count)) ad.contradicted.set(index_of(count)).set(index_of(AdCount::impressions));
  }
  clicks.say(reading.findings);
  reach.say(reading.findings);
  cost.say(reading.findings);
}

// More conversions than clicks: view-through, or conversions counted elsewhere; no row's clicks explain them.
void check_conversions(Reading& reading) {
  std::map<std::int64_t, const ObservedAd*> by_line;
  for (const ObservedAd& ad : reading.ads) by_line[ad.line] = &ad;
  Doubt doubt{"V04"};
  for (const ObservedConversion& conversion : reading.conversions) {
    const auto ad = by_line.find(conversion.line);
    if (ad == by_line.end() || conversion.way == "view_through") continue;
    const auto clicks = ad->second->at(AdCount::clicks) ? ad->second->at(AdCount::clicks)
                                                        : ad->second->at(AdCount::link_clicks);
    if (clicks && conversion.count.value_or(0) > *clicks)
      doubt.add(conversion.line,
                number_text(*conversion.count) + " " + conversion.name + " exceed " + number_text(*clicks) +
                    " clicks");
  }
  doubt.say(reading.findings);
}

// --- totals rows

struct Sum {
  double value = 0;
  bool rounded = false;  // K or M in the column
};

// Half a cent for each row and for the total, where amounts are written to the cent (assumption).
double allowed(Kind kind, std::size_t rows, double sum) {
  const double cents = kind == Kind::money ? .005 * static_cast<double>(rows + 1) : 0;
  return cents + 1e-9 * std::abs(sum);
}

bool can_be_added(std::string_view ours) {
  if (ours == "spend" || ours.starts_with("conversions.") || ours.starts_with("value.")) return true;
  for (std::size_t c = 0; c < kAdCounts; ++c)
    if (kAdCountNames[c] == ours) return is_additive(static_cast<AdCount>(c));
  return false;
}

std::optional<Sum> sum_of(const Reading& reading, int slot) {
  Sum sum;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const std::string_view cell = reading.sheet.text(row, slot);
    if (take_apart(cell).multiplier != 1) return std::nullopt;
    sum.value += number_in(reading, slot, cell).value_or(0);
  }
  return sum;
}

// Each column's sum against the totals rows; where several stand (by campaign type, say), one must fit.
void check_totals(Reading& reading) {
  if (reading.sheet.totals().empty() || reading.findings.refused() > 0) return;
  std::int64_t compared = 0, fitting = 0;
  for (std::size_t i = 0; i < reading.layout.columns.size(); ++i) {
    const int slot = static_cast<int>(i);
    if (!reading.sheet.has(slot) || !can_be_added(reading.layout.columns[i].ours)) continue;
    const std::optional<Sum> sum = sum_of(reading, slot);
    std::optional<double> nearest;
    std::int64_t line = 0;
    for (const Table::Row& total : reading.sheet.totals()) {
      const std::optional<double> value = number_in(reading, slot, total.cells[i]);
      if (!sum || !value || (nearest && std::abs(*nearest - sum->value) <= std::abs(*value - sum->value)))
        continue;
      nearest = value, line = total.line;
    }
    if (!nearest) continue;
    ++compared;
    const bool fits = std::abs(*nearest - sum->value) <=
                      allowed(reading.layout.columns[i].kind, reading.sheet.size(), sum->value);
    fitting += fits;
    if (!fits)
      reading.findings.attention("the totals row says " + number_text(*nearest) + ", the rows add up to " +
                                     number_text(sum->value) + ": rows are missing, or the total counts more",
                                 {line, 0, reading.sheet.header(slot).name});
  }
  if (compared > 0 && compared == fitting)
    reading.findings.note("totals row equals the sum of the rows in " + std::to_string(compared) + " columns",
                          {reading.sheet.totals()[0].line, 0, ""});
}

// --- the last day

// Less than half of the median of up to seven days before (assumption: half).
void check_last_day(Reading& reading) {
  constexpr double kHalf = .5;
  constexpr std::size_t kEnough = 3, kBefore = 7;
  std::map<Day, double> days;
  for (const ObservedAd& ad : reading.ads)
    if (grain_of(ad.cell) == Grain::day) days[*ad.cell.first] += ad.at(AdCount::impressions).value_or(0);
  if (days.size() <= kEnough) return;
  const auto [last, shown] = *days.rbegin();
  days.erase(last);
  std::vector<double> before;
  for (auto day = days.rbegin(); day != days.rend() && before.size() < kBefore; ++day)
    before.push_back(day->second);
  std::nth_element(
      before.begin(), before.begin() + static_cast<std::ptrdiff_t>(before.size() / 2), before.end());
  const double median = before[before.size() / 2];
  if (median <= 0 || shown >= kHalf * median) return;
  reading.findings.attention(
      "the last day, " + to_text(last) + ", has " + grouped(100 * shown / median) +
      " % of the impressions of the days before: it may not have been over; a later export "
      "replaces it");
}

void check_cuts(Reading& reading) {
  std::map<std::string, std::int64_t> cuts;
  for (const ObservedAd& ad : reading.ads) ++cuts[cut_of(ad.cell)];
  if (cuts.size() < 2) return;
  std::string all;
  for (const auto& [cut, rows] : cuts) all += (all.empty() ? "" : "; ") + cut + ": " + std::to_string(rows);
  reading.findings.note("rows stand for different things, kept apart (" + all + ")");
}

void check_names(Reading& reading) {
  std::int64_t invisible = 0, first = 0;
  for (const ObservedAd& ad : reading.ads) {
    const AdCell& cell = ad.cell;
    if (!has_invisible(cell.ad) && !has_invisible(cell.ad_set) && !has_invisible(cell.campaign)) continue;
    if (++invisible; first == 0 || ad.line < first) first = ad.line;
  }
  if (invisible > 0)
    reading.findings.note(std::to_string(invisible) + (invisible == 1 ? " name contains" : " names contain") +
                              " invisible characters",
                          {first, 0, ""},
                          invisible);
}

}  // namespace

void check_ads(Reading& reading) {
  check_pairs(reading);
  check_without_impressions(reading);
  check_conversions(reading);
  check_totals(reading);
  check_last_day(reading);
  check_cuts(reading);
  check_names(reading);
}

}  // namespace gs
