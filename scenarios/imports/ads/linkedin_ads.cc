// Days are of UTC, as the header says. A report below about five lines of titles has one row a day, or, where
// every row starts on the report's first day, one row for all of it. What shares of an ad brought (viral) is
// organic. The conversions file names each conversion and tells clicks from views apart; it stands beside the
// performance file.
#include "scenarios/imports/ads/linkedin_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"key", "creative name|ad name|campaign name|campaign group name", Kind::text, Need::required},
    ColumnRule{"first_day", "start date (in utc)|start date", Kind::time, Need::required},
    ColumnRule{"spend", "total spent", Kind::money, Need::required},
    ColumnRule{"impressions", "impressions", Kind::count, Need::required},
    ColumnRule{"last_day", "end date (in utc)|end date", Kind::time},
    ColumnRule{"account", "account name|account id"},
    ColumnRule{"currency", "currency"},
    ColumnRule{"campaign", "campaign name"},
    ColumnRule{"campaign_id", "campaign id"},
    ColumnRule{"ad_id", "creative id|ad id"},
    ColumnRule{"objective", "campaign objective|objective type"},
    ColumnRule{"reach", "reach|average reach", Kind::count},
    ColumnRule{"frequency", "average frequency|frequency", Kind::number},
    ColumnRule{"clicks", "clicks", Kind::count},
    ColumnRule{"link_clicks", "clicks to landing page", Kind::count},
    ColumnRule{"video_views", "views|video views", Kind::count},
    ColumnRule{"reactions", "reactions", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
    ColumnRule{"engagements", "total engagements", Kind::count},
    ColumnRule{"impressions_organic", "viral impressions", Kind::count},
    ColumnRule{"clicks_organic", "viral clicks", Kind::count},
    ColumnRule{"ad", "creative name|ad name"},
    ColumnRule{"conversions.leads", "leads", Kind::number},
    ColumnRule{
        "conversions.conversions.post_click", "click conversions|post-click conversions", Kind::number},
    ColumnRule{
        "conversions.conversions.view_through", "view conversions|view-through conversions", Kind::number},
    ColumnRule{"conversions.conversions", "conversions", Kind::number},
    ColumnRule{"value.conversions", "total conversion value|conversion value", Kind::money},
};

constexpr std::array kConversionColumns{
    ColumnRule{"key", "campaign name", Kind::text, Need::required},
    ColumnRule{"conversion_name", "conversion name", Kind::text, Need::required},
    ColumnRule{"conversions.*.post_click", "post-click conversions", Kind::number, Need::required},
    ColumnRule{"first_day", "start date (in utc)|start date", Kind::time},
    ColumnRule{"last_day", "end date (in utc)|end date", Kind::time},
    ColumnRule{"account", "account name|account id"},
    ColumnRule{"currency", "currency"},
    ColumnRule{"campaign", "campaign name"},
    ColumnRule{"campaign_id", "campaign id"},
    ColumnRule{"ad", "creative name|ad name"},
    ColumnRule{"ad_id", "creative id|ad id"},
    ColumnRule{"conversions.*.view_through", "view-through conversions", Kind::number},
    ColumnRule{"value.*.post_click",
               "post-click conversion value|conversion value|total conversion value",
               Kind::money},
};

}  // namespace

const Layout kLinkedinAds{.name = "linkedin_ads",
                          .title = "Campaign Manager (LinkedIn)",
                          .platform = "linkedin",
                          .columns = kColumns,
                          .decimal = '.',
                          .date_order = "mdy",
                          .finish = nullptr,
                          .interpret = interpret_ads,
                          .key = "key",
                          .time = ""};

const Layout kLinkedinConversions{.name = "linkedin_conversions",
                                  .title = "Campaign Manager, conversions (LinkedIn)",
                                  .platform = "linkedin",
                                  .columns = kConversionColumns,
                                  .decimal = '.',
                                  .date_order = "mdy",
                                  .finish = nullptr,
                                  .interpret = interpret_ads,
                                  .key = "key",
                                  .time = ""};

}  // namespace gs
