// No currency in the header: its column, else --currency. `Complete payment` is a purchase. `Clicks
// (destination)` led off the platform, `Clicks (all)` count every tap. Rates and costs per result are not
// read.
#include "scenarios/imports/ads/tiktok_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"key", "ad name|ad group name|campaign name", Kind::text, Need::required},
    ColumnRule{"spend", "cost|total cost|spend", Kind::money, Need::required},
    ColumnRule{"impressions", "impressions|impression", Kind::count, Need::required},
    ColumnRule{"day", "by day|date|day", Kind::time},
    ColumnRule{"account", "account name|advertiser name|account id|advertiser id"},
    ColumnRule{"currency", "currency"},
    ColumnRule{"campaign", "campaign name"},
    ColumnRule{"campaign_id", "campaign id"},
    ColumnRule{"ad_set", "ad group name"},
    ColumnRule{"ad_set_id", "ad group id"},
    ColumnRule{"ad", "ad name"},
    ColumnRule{"ad_id", "ad id"},
    ColumnRule{"objective", "objective type|objective|advertising objective"},
    ColumnRule{"results", "results|result", Kind::number},
    ColumnRule{"age", "age"},
    ColumnRule{"gender", "gender"},
    ColumnRule{"place", "country/region|country|location"},
    ColumnRule{"placement", "placement"},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"frequency", "frequency", Kind::number},
    ColumnRule{"clicks", "clicks (all)|clicks", Kind::count},
    ColumnRule{"link_clicks", "clicks (destination)|destination clicks", Kind::count},
    ColumnRule{"video_views", "video views", Kind::count},
    ColumnRule{"reactions", "paid likes|likes", Kind::count},
    ColumnRule{"comments", "paid comments|comments", Kind::count},
    ColumnRule{"shares", "paid shares|shares", Kind::count},
    ColumnRule{"follows", "paid follows|paid followers|follows", Kind::count},
    ColumnRule{"conversions.conversions", "conversions|conversion|total conversions", Kind::number},
    ColumnRule{"value.conversions", "total conversion value|conversion value", Kind::money},
    ColumnRule{
        "conversions.purchases", "complete payment|website purchases|purchases|total purchase", Kind::number},
    ColumnRule{"value.purchases",
               "total complete payment value|complete payment value|purchase value|total purchase value",
               Kind::money},
    ColumnRule{"conversions.leads", "submit form|form submissions|leads|total submit form", Kind::number},
    ColumnRule{"conversions.installs", "app install|app installs|total app install", Kind::number},
};

}  // namespace

const Layout kTiktokAds{.name = "tiktok_ads",
                        .title = "Ads Manager (TikTok)",
                        .platform = "tiktok",
                        .columns = kColumns,
                        .decimal = '.',
                        .date_order = "",
                        .finish = nullptr,
                        .interpret = interpret_ads,
                        .key = "key",
                        .time = ""};

}  // namespace gs
