// The account's days and currency ("Amount spent (USD)"). Reach of a breakdown counts people of that part
// only and is never added. `Results` are conversions of the kind the objective or result type names. Costs
// per result, rates and attribution settings are not read: quotients, or settings that stand for every row.
#include "scenarios/imports/ads/meta_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"key", "ad name|ad set name|campaign name", Kind::text, Need::required},
    ColumnRule{"spend", "amount spent", Kind::money, Need::required},
    ColumnRule{"impressions", "impressions", Kind::count, Need::required},
    ColumnRule{"first_day", "reporting starts|starts", Kind::time, Need::required},
    ColumnRule{"last_day", "reporting ends|ends", Kind::time},
    ColumnRule{"day", "day", Kind::time},
    ColumnRule{"account", "account name|account id"},
    ColumnRule{"currency", "currency"},
    ColumnRule{"campaign", "campaign name"},
    ColumnRule{"campaign_id", "campaign id"},
    ColumnRule{"ad_set", "ad set name"},
    ColumnRule{"ad_set_id", "ad set id"},
    ColumnRule{"ad", "ad name"},
    ColumnRule{"ad_id", "ad id"},
    ColumnRule{"objective", "objective|result type|result indicator"},
    ColumnRule{"results", "results", Kind::number},
    ColumnRule{"age", "age"},
    ColumnRule{"gender", "gender"},
    ColumnRule{"place", "region|country|dma region"},
    ColumnRule{"placement", "placement|platform|impression device"},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"frequency", "frequency", Kind::number},
    ColumnRule{"clicks", "clicks (all)", Kind::count},
    ColumnRule{"link_clicks", "link clicks", Kind::count},
    ColumnRule{"video_views", "3-second video plays|3-second video views", Kind::count},
    ColumnRule{"reactions", "post reactions", Kind::count},
    ColumnRule{"comments", "post comments", Kind::count},
    ColumnRule{"shares", "post shares", Kind::count},
    ColumnRule{"saves", "post saves", Kind::count},
    ColumnRule{"follows", "follows or likes|page likes|facebook likes", Kind::count},
    ColumnRule{"engagements", "post engagements|post engagement", Kind::count},
    ColumnRule{"conversions.purchases", "purchases|website purchases", Kind::number},
    ColumnRule{"value.purchases",
               "purchases conversion value|purchase conversion value|website purchases conversion value",
               Kind::money},
    ColumnRule{"conversions.leads", "leads|website leads|on-facebook leads|meta leads", Kind::number},
    ColumnRule{"value.leads", "leads conversion value|website leads conversion value", Kind::money},
    ColumnRule{
        "conversions.registrations", "registrations completed|website registrations completed", Kind::number},
    ColumnRule{"value.registrations", "registrations completed conversion value", Kind::money},
    ColumnRule{"conversions.add_to_cart", "adds to cart|website adds to cart", Kind::number},
    ColumnRule{"value.add_to_cart", "adds to cart conversion value", Kind::money},
    ColumnRule{"conversions.checkouts", "checkouts initiated|website checkouts initiated", Kind::number},
    ColumnRule{"value.checkouts", "checkouts initiated conversion value", Kind::money},
    ColumnRule{"conversions.installs", "app installs|mobile app installs", Kind::number},
    ColumnRule{"conversions.contacts", "contacts|website contacts", Kind::number},
    ColumnRule{"conversions.messages", "messaging conversations started", Kind::number},
    ColumnRule{
        "conversions.landing_page_views", "landing page views|website landing page views", Kind::number},
};

// What a "result" is, out of "Website purchases" or "actions:offsite_conversion.fb_pixel_purchase"; "" where
// it is nothing that is converted (link clicks, reach).
std::string_view conversion_of(std::string_view objective) {
  const std::string word = folded(objective);
  for (const auto& [part, name] : {std::pair{"purchase", "purchases"},
                                   std::pair{"lead", "leads"},
                                   std::pair{"registration", "registrations"},
                                   std::pair{"add_to_cart", "add_to_cart"},
                                   std::pair{"adds to cart", "add_to_cart"},
                                   std::pair{"install", "installs"},
                                   std::pair{"messaging", "messages"}})
    if (word.find(part) != word.npos) return name;
  return {};
}

// Where the export has results but no column of their kind, they are the conversions of that kind.
void finish(Reading& reading) {
  for (const ObservedAd& ad : reading.ads) {
    const std::string name(conversion_of(ad.objective));
    if (name.empty() || !ad.at(AdCount::results) || reading.has("conversions." + name)) continue;
    ObservedConversion& conversion = reading.conversions.emplace_back();
    conversion.cell = ad.cell;
    conversion.name = name;
    conversion.count = ad.at(AdCount::results);
    conversion.file = ad.file;
    conversion.line = ad.line;
  }
}

}  // namespace

const Layout kMetaAds{.name = "meta_ads",
                      .title = "Ads Manager (Meta)",
                      .platform = "meta",
                      .columns = kColumns,
                      .decimal = '.',
                      .date_order = "",
                      .finish = finish,
                      .interpret = interpret_ads,
                      .key = "key",
                      .time = ""};

}  // namespace gs
