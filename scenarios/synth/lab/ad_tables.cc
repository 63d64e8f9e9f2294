// Ads by day, the flights of the layout's own platforms.
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

std::string ad_cell(const TableForm& form, const ShownAd& ad, std::string_view ours) {
  const AdCell& cell = ad.row.cell;
  if (ours == "day" || ours == "first_day" || ours == "last_day") return date_in(form, *cell.first);
  if (ours == "campaign") return csv_text(cell.campaign);
  if (ours == "ad_set") return csv_text(cell.ad_set);
  if (ours == "ad") return csv_text(cell.ad);
  if (ours == "account") return csv_text(cell.account);
  if (ours == "currency") return ad.row.currency;
  if (ours == "spend") return money_in(form, *ad.row.spend);
  if (ours == "impressions") return number_in(form, *ad.row.at(AdCount::impressions));
  if (ours.starts_with("value.")) return money_in(form, ad.value);
  if (ours == "conversions.leads") return number_in(form, ad.leads);
  if (ours.starts_with("conversions.")) return number_in(form, ad.sales);
  return number_in(form, *ad.row.at(AdCount::clicks));
}

}  // namespace

std::string write_shown_ads(const Laboratory& lab, const TableForm& form) {
  std::vector<ShownAd> ads = shown_ads(lab);
  std::erase_if(ads, [&](const ShownAd& ad) { return !takes(form, ad.row.cell.platform); });
  if (ads.empty()) return "";
  return write_table(form, ads.size(), [&](std::size_t row, std::string_view ours) {
    return ad_cell(form, ads[row], ours);
  });
}

}  // namespace gs
