// Ads and followers. A row of ads is of the plan's ad whose id is the id or the name of its ad set, ad or
// campaign, letter case aside; days of one cut only, for another cut tells the same money twice. Followers:
// the series' count of the last day against that of the day before the plan, or gains added up.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "core/error.h"
#include "scenarios/knowledge/follower_series.h"
#include "scenarios/track/facts.h"
#include "scenarios/track/seen.h"

namespace gs {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool names(const AdCell& cell, const std::string& id) {
  for (const std::string* name :
       {&cell.ad_set_id, &cell.ad_set, &cell.ad_id, &cell.ad, &cell.campaign_id, &cell.campaign})
    if (lower(*name) == lower(id)) return true;
  return false;
}

bool is_whole(const AdCell& cell) {
  return cell.age.empty() && cell.gender.empty() && cell.interest.empty() && cell.place.empty() &&
         cell.placement.empty();
}

// The rows of an ad by day that may be added: undivided ones, else those of the first cut.
std::vector<const ObservedAd*> rows_of(std::span<const Import> exports, const std::string& id) {
  std::vector<const ObservedAd*> whole, cut;
  std::string first_cut;
  for (const Import& import : exports)
    for (const ObservedAd& ad : import.ads) {
      if (grain_of(ad.cell) != Grain::day || !names(ad.cell, id)) continue;
      if (is_whole(ad.cell)) {
        whole.push_back(&ad);
        continue;
      }
      if (first_cut.empty()) first_cut = cut_of(ad.cell);
      if (cut_of(ad.cell) == first_cut) cut.push_back(&ad);
    }
  return whole.empty() ? cut : whole;
}

std::int64_t flight_start(const Plan& plan, const PlannedAd& ad) {
  return days_since_epoch(plan.request.start.year, plan.request.start.month, plan.request.start.day) +
         ad.first_hour / 24;
}

void refuse_other_currency(const ObservedAd& row, const Plan& plan) {
  if (row.currency.empty() || plan.request.currency.empty() || row.currency == plan.request.currency) return;
  throw Error(Fault::bad_input,
              fmt::format("{}:{}", row.file, row.line),
              "spend in " + row.currency + ", the plan's is " + plan.request.currency,
              "export the ads in the plan's currency",
              "V10");
}

void add_ad(const FactsRequest& request, std::size_t i, Facts& facts) {
  const PlannedAd& ad = request.plan.request.ads[i];
  AdFact& fact = facts.ads[i];
  fact.days.resize(days_over(ad, facts.hour));
  const std::int64_t start = flight_start(request.plan, ad);
  std::size_t outside = 0;
  for (const ObservedAd* row : rows_of(request.exports, ad.id)) {
    fact.told = true;
    const std::int64_t day = row->cell.first->number - start;
    if (day < 0 || day >= static_cast<std::int64_t>(fact.days.size())) {
      ++outside;
      continue;
    }
    refuse_other_currency(*row, request.plan);
    AdDayFact& at = fact.days[static_cast<std::size_t>(day)];
    at.impressions += row->usable(AdCount::impressions).value_or(0);
    const auto clicks =
        row->usable(AdCount::link_clicks) ? row->usable(AdCount::link_clicks) : row->usable(AdCount::clicks);
    fact.clicks_told = fact.clicks_told || clicks.has_value();
    at.clicks += clicks.value_or(0);
    at.spend.micros += row->spend.value_or(Money{}).micros;
  }
  if (outside > 0)
    facts.notes.push_back(fmt::format(
        "ad '{}': {} rows lie outside its flight or on a day that is not over: left out", ad.id, outside));
  if (!fact.told && !fact.days.empty() && !request.exports.empty())
    facts.notes.push_back(fmt::format(
        "ad '{}' has run for {} days and no row names it: its figures stay the forecast's (name an ad set "
        "after it)",
        ad.id,
        fact.days.size()));
}

void tell_other_ads(const FactsRequest& request, Facts& facts) {
  std::map<std::string, const ObservedAd*> others;
  for (const Import& import : request.exports)
    for (const ObservedAd& row : import.ads) {
      const bool planned = std::ranges::any_of(request.plan.request.ads,
                                               [&](const PlannedAd& ad) { return names(row.cell, ad.id); });
      const std::string& name = !row.cell.ad_set.empty() ? row.cell.ad_set
                                : !row.cell.ad.empty()   ? row.cell.ad
                                                         : row.cell.campaign;
      if (!planned) others.emplace(name, &row);
    }
  for (const auto& [name, row] : others)
    facts.unmatched.push_back({.file = row->file,
                               .what = "ads '" + name + "'",
                               .line = row->line,
                               .why = "no ad of the plan has this id or name: not counted"});
}

}  // namespace

void add_ad_facts(const FactsRequest& request, Facts& facts) {
  for (std::size_t i = 0; i < facts.ads.size(); ++i) add_ad(request, i, facts);
  tell_other_ads(request, facts);
}

void add_follower_facts(const FactsRequest& request, Facts& facts) {
  const Plan& plan = request.plan;
  const std::int64_t first =
      days_since_epoch(plan.request.start.year, plan.request.start.month, plan.request.start.day);
  const auto last = static_cast<std::int64_t>(first) + facts.hour / 24 - 1;  // the last day that is over
  for (std::size_t page = 0; page < facts.won.size(); ++page) {
    const PlannedPage& planned = plan.request.pages[page];
    std::map<std::int64_t, double> counted;
    for (const Import& import : request.exports)
      for (const ObservedDay& day : import.days)
        if (day.metric == "followers" && day.part.empty() && day.first && day.first == day.last &&
            (day.platform == planned.platform || day.platform == "meta") &&
            (day.account == planned.account || plan.request.pages.size() == 1))
          counted[day.first->number] = day.value;
    const auto before = counted.find(first - 1), now = counted.find(last);
    if (before != counted.end() && now != counted.end() && last >= first)
      facts.won[page] = now->second - before->second;
  }
}

}  // namespace gs
