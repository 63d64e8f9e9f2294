// Ads by day, the flights of the layout's own platforms; conversions in a file of their own, where a platform
// has one. View-through leads are nowhere in the world, so their cells are empty.
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

std::string ad_cell(const TableForm& form, const LabAd& ad, std::string_view ours) {
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
  if (ours.starts_with("conversions.")) return number_in(form, ad.sales());
  return number_in(form, *ad.row.at(AdCount::clicks));
}

std::vector<LabAd> ads_of(const Laboratory& lab, const TableForm& form) {
  std::vector<LabAd> ads = shown_ads(lab);
  std::erase_if(ads,
                [&](const LabAd& ad) { return !takes(form, ad.row.cell.platform, ad.row.cell.account); });
  return ads;
}

// One kind of conversions of an ad on a day.
struct Converted {
  const LabAd* ad;
  bool leads;
};

std::string converted_cell(const TableForm& form, const Converted& row, std::string_view ours) {
  if (ours == "conversion_name") return row.leads ? "Leads" : "Purchases";
  if (ours == "conversions.*.post_click")
    return number_in(form, row.leads ? row.ad->leads : row.ad->clicked_sales);
  if (ours == "conversions.*.view_through") return row.leads ? "" : number_in(form, row.ad->viewed_sales);
  if (ours == "value.*.post_click") return row.leads ? "" : money_in(form, row.ad->clicked_value);
  return ad_cell(form, *row.ad, ours);
}

}  // namespace

std::string write_conversions(const Laboratory& lab, const TableForm& form) {
  const std::vector<LabAd> ads = ads_of(lab, form);
  std::vector<Converted> rows;
  for (const LabAd& ad : ads) {
    if (ad.leads > 0) rows.push_back({&ad, true});
    if (ad.sales() > 0) rows.push_back({&ad, false});
  }
  if (rows.empty()) return "";
  return write_table(form, rows.size(), [&](std::size_t row, std::string_view ours) {
    return converted_cell(form, rows[row], ours);
  });
}

std::string write_shown_ads(const Laboratory& lab, const TableForm& form) {
  const std::vector<LabAd> ads = ads_of(lab, form);
  if (ads.empty()) return "";
  return write_table(form, ads.size(), [&](std::size_t row, std::string_view ours) {
    return ad_cell(form, ads[row], ours);
  });
}

}  // namespace gs
