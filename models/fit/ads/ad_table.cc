// Cuts are told apart by models/observe/observed_ad.h; contradicted counts are left out.
#include "models/fit/ads/ad_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace gs {
namespace {

std::string ad_set_of(const AdCell& cell) {
  const std::string campaign = cell.campaign_id.empty() ? cell.campaign : cell.campaign_id;
  if (!cell.ad_set_id.empty()) return cell.ad_set_id;
  if (!cell.ad_set.empty()) return campaign + '\x1f' + cell.ad_set;
  if (!cell.ad_id.empty()) return cell.ad_id;
  return campaign + '\x1f' + cell.ad;
}

bool by_people(const AdCell& cell) { return !cell.age.empty() || !cell.gender.empty(); }
bool by_more(const AdCell& cell) {
  return !cell.interest.empty() || !cell.place.empty() || !cell.placement.empty();
}

struct Cut {
  std::string name;
  int grain = 0;  // days first, undated last
  bool split = false;
  double spend = 0;
  std::size_t rows = 0;
};

int rank_of(Grain grain) {
  switch (grain) {
    case Grain::day:
      return 0;
    case Grain::week:
      return 1;
    case Grain::period:
      return 2;
    case Grain::undated:
      return 3;
  }
  return 3;
}

double spend_of(const ObservedAd& ad) { return ad.spend ? static_cast<double>(ad.spend->micros) / 1e6 : 0; }
double impressions_of(const ObservedAd& ad) { return ad.usable(AdCount::impressions).value_or(0); }

template <class Wanted>
std::string best_cut(std::span<const ObservedAd> ads, const Wanted& wanted) {
  std::map<std::string, Cut> cuts;
  for (const ObservedAd& ad : ads) {
    if (!wanted(ad)) continue;
    Cut& cut = cuts[cut_of(ad.cell)];
    cut.grain = rank_of(grain_of(ad.cell));
    cut.split = by_people(ad.cell) || by_more(ad.cell);
    cut.spend += spend_of(ad);
    ++cut.rows;
  }
  double most = 0;
  for (auto& [name, cut] : cuts) cut.name = name, most = std::max(most, cut.spend);
  std::vector<Cut> order;
  for (const auto& [name, cut] : cuts)
    if (cut.spend >= 0.5 * most) order.push_back(cut);
  if (order.empty()) return {};
  std::ranges::sort(order, [](const Cut& a, const Cut& b) {
    return std::tuple(a.grain, a.split, b.rows, a.name) < std::tuple(b.grain, b.split, a.rows, b.name);
  });
  return order.front().name;
}

std::string currency_of(std::span<const ObservedAd> ads, const std::string& cut) {
  std::map<std::string, double> spend;
  for (const ObservedAd& ad : ads)
    if (cut_of(ad.cell) == cut) spend[ad.currency] += spend_of(ad);
  std::string most;
  for (const auto& [currency, sum] : spend)
    if (most.empty() || sum > spend.at(most)) most = currency;
  return most;
}

using Key = std::tuple<std::string, std::int32_t, std::int32_t, std::string, std::string>;

Key key_of(const AdCell& cell, bool segments) {
  if (segments) return {ad_set_of(cell), 0, 0, cell.age, cell.gender};
  return {ad_set_of(cell), cell.first ? cell.first->number : 0, cell.last ? cell.last->number : 0, "", ""};
}

void add(std::optional<double>& sum, std::optional<double> more) {
  if (more) sum = sum.value_or(0) + *more;
}

// Whether nearly all displays of the cut come with clicks that led off the platform.
bool tells_link_clicks(std::span<const ObservedAd> ads, const std::string& cut) {
  double with = 0, all = 0;
  for (const ObservedAd& ad : ads) {
    if (cut_of(ad.cell) != cut) continue;
    all += impressions_of(ad);
    if (ad.usable(AdCount::link_clicks)) with += impressions_of(ad);
  }
  return all > 0 && with >= 0.9 * all;
}

AdTable table_of(const std::map<Key, AdRow>& rows) {
  AdTable table;
  std::map<std::string, std::size_t> ranks;
  for (const auto& [key, row] : rows) ranks.emplace(std::get<0>(key), 0);
  for (auto& [name, rank] : ranks) rank = table.ad_sets++;
  for (const auto& [key, row] : rows) {
    table.rows.push_back(row);
    table.rows.back().ad_set = ranks.at(std::get<0>(key));
  }
  return table;
}

template <class Wanted>
std::map<Key, AdRow> gather(std::span<const ObservedAd> ads,
                            bool segments,
                            const Wanted& wanted,
                            AdTable& about) {
  about.cut = best_cut(ads, wanted);
  about.currency = currency_of(ads, about.cut);
  about.link_clicks = tells_link_clicks(ads, about.cut);
  const AdCount kind = about.link_clicks ? AdCount::link_clicks : AdCount::clicks;
  std::map<Key, AdRow> rows;
  for (const ObservedAd& ad : ads) {
    if (!wanted(ad) || cut_of(ad.cell) != about.cut || ad.currency != about.currency) continue;
    AdRow& row = rows[key_of(ad.cell, segments)];
    row.age = segments ? ad.cell.age : "", row.gender = segments ? ad.cell.gender : "";
    row.days = ad.cell.first && ad.cell.last ? ad.cell.last->number - ad.cell.first->number + 1 : 0;
    row.spend += spend_of(ad);
    row.impressions += impressions_of(ad);
    add(row.clicks, ad.usable(kind));
  }
  return rows;
}

bool has_word(const std::string& name, std::initializer_list<std::string_view> words) {
  std::string small;
  for (const char letter : name)
    small += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

enum class Ending { none, lead, sale };
Ending ending_of(const ObservedConversion& conversion) {
  if (conversion.way == "view_through") return Ending::none;
  if (has_word(conversion.name, {"purchase", "sale", "order", "approved"})) return Ending::sale;
  if (has_word(conversion.name, {"lead", "enquir", "contact", "registration"})) return Ending::lead;
  return Ending::none;
}

// Conversions of the table's own cut. Where an ad set ever had one, its empty cells are zeros.
void add_conversions(std::map<Key, AdRow>& rows,
                     std::span<const ObservedConversion> conversions,
                     const std::string& cut) {
  for (const auto& [ending, member] :
       {std::pair(Ending::lead, &AdRow::leads), std::pair(Ending::sale, &AdRow::sales)}) {
    std::set<std::string> had;
    for (const ObservedConversion& conversion : conversions) {
      if (ending_of(conversion) != ending || cut_of(conversion.cell) != cut || !conversion.count) continue;
      const auto row = rows.find(key_of(conversion.cell, false));
      if (row == rows.end()) continue;
      add(row->second.*member, conversion.count);
      had.insert(std::get<0>(row->first));
    }
    for (auto& [key, row] : rows)
      if (had.contains(std::get<0>(key))) add(row.*member, 0.0);
  }
}

AdTable named(AdTable table, const AdTable& about) {
  table.cut = about.cut;
  table.currency = about.currency;
  table.link_clicks = about.link_clicks;
  return table;
}

}  // namespace

AdTable priced_ads(std::span<const ObservedAd> ads, std::span<const ObservedConversion> conversions) {
  AdTable about;
  std::map<Key, AdRow> rows = gather(
      ads, false, [](const ObservedAd& ad) { return spend_of(ad) > 0 && impressions_of(ad) > 0; }, about);
  add_conversions(rows, conversions, about.cut);
  return named(table_of(rows), about);
}

AdTable ads_by_segment(std::span<const ObservedAd> ads) {
  AdTable about;
  const std::map<Key, AdRow> rows = gather(
      ads, true, [](const ObservedAd& ad) { return by_people(ad.cell) && impressions_of(ad) > 0; }, about);
  return named(table_of(rows), about);
}

}  // namespace gs
