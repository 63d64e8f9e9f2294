// Title and date range stand above the header; where rows name no day, that range is theirs. Totals rows
// ("Total: Account") stand below. Conversions are shared among ads, so they can be fractions. Cells carry the
// sign of the money where no column names the currency ("$412.30"). Rates and averages are not read.
#include "scenarios/imports/ads/google_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"key", "campaign|ad group", Kind::text, Need::required},
    ColumnRule{"spend", "cost", Kind::money, Need::required},
    ColumnRule{"impressions", "impr.|impressions", Kind::count, Need::required},
    ColumnRule{"clicks", "clicks", Kind::count, Need::required},
    ColumnRule{"day", "day|date", Kind::time},
    ColumnRule{"account", "account name|account|customer name|customer id"},
    ColumnRule{"currency", "currency code|currency"},
    ColumnRule{"campaign", "campaign"},
    ColumnRule{"campaign_id", "campaign id"},
    ColumnRule{"ad_set", "ad group|asset group"},
    ColumnRule{"ad_set_id", "ad group id"},
    ColumnRule{"ad", "ad name|ad"},
    ColumnRule{"ad_id", "ad id"},
    ColumnRule{"objective", "campaign type"},
    ColumnRule{"age", "age"},
    ColumnRule{"gender", "gender"},
    ColumnRule{"place", "region|country/territory|location"},
    ColumnRule{"placement", "device|network (with search partners)|network"},
    ColumnRule{"video_views", "views|trueview views|video views", Kind::count},
    ColumnRule{"engagements", "engagements|interactions", Kind::count},
    ColumnRule{"conversions.conversions", "conversions|conv.", Kind::number},
    ColumnRule{"value.conversions", "conv. value|conversion value|conversions value", Kind::money},
    ColumnRule{
        "conversions.conversions.view_through", "view-through conv.|view-through conversions", Kind::number},
};

}  // namespace

const Layout kGoogleAds{.name = "google_ads",
                        .title = "Google Ads",
                        .platform = "google",
                        .columns = kColumns,
                        .decimal = '.',
                        .date_order = "",
                        .finish = nullptr,
                        .interpret = interpret_ads,
                        .key = "key",
                        .time = ""};

}  // namespace gs
