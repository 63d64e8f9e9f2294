// Beside our words it knows those of two tables in public use: clicks and conversions by age, gender and
// interest (xyz_campaign_id, Spent, Total_Conversion, Approved_Conversion), and display ads by month and day
// (campaign_number, displays, post_click_conversions). A file with month and day but no year needs --year.
#include "scenarios/imports/ads/canonical_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"key",
               "ad_id|ad|ad_set_id|ad_set|campaign_id|campaign|campaign_number|xyz_campaign_id",
               Kind::text,
               Need::required},
    ColumnRule{"impressions", "impressions|displays", Kind::count, Need::required},
    ColumnRule{"spend", "spend|spent|cost", Kind::money, Need::required},
    ColumnRule{"platform", "platform"},
    ColumnRule{"account", "account"},
    ColumnRule{"currency", "currency"},
    ColumnRule{"campaign_id", "campaign_id|xyz_campaign_id"},
    ColumnRule{"campaign", "campaign|campaign_number"},
    ColumnRule{"ad_set_id", "ad_set_id|fb_campaign_id"},
    ColumnRule{"ad_set", "ad_set|user_engagement"},
    ColumnRule{"ad_id", "ad_id"},
    ColumnRule{"ad", "ad|banner"},
    ColumnRule{"day", "date", Kind::time},
    ColumnRule{"first_day", "first_day", Kind::time},
    ColumnRule{"last_day", "last_day", Kind::time},
    ColumnRule{"month", "month"},
    ColumnRule{"day_of_month", "day", Kind::count},
    ColumnRule{"objective", "objective"},
    ColumnRule{"age", "age"},
    ColumnRule{"gender", "gender"},
    ColumnRule{"interest", "interest"},
    ColumnRule{"place", "place|region"},
    ColumnRule{"placement", "placement"},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"frequency", "frequency", Kind::number},
    ColumnRule{"clicks", "clicks", Kind::count},
    ColumnRule{"link_clicks", "link_clicks", Kind::count},
    ColumnRule{"video_views", "video_views", Kind::count},
    ColumnRule{"reactions", "reactions|likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"saves", "saves", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
    ColumnRule{"engagements", "engagements", Kind::count},
    ColumnRule{"impressions_organic", "impressions_organic", Kind::count},
    ColumnRule{"clicks_organic", "clicks_organic", Kind::count},
    ColumnRule{"results", "results", Kind::number},
    ColumnRule{"conversions.conversions", "conversions|post_click_conversions", Kind::number},
    ColumnRule{"value.conversions", "conversion_value|post_click_sales_amount", Kind::money},
    ColumnRule{"value.revenue", "revenue", Kind::money},
    ColumnRule{"conversions.enquiries", "enquiries|total_conversion", Kind::number},
    ColumnRule{"conversions.leads", "leads", Kind::number},
    ColumnRule{"conversions.purchases", "purchases|approved_conversion", Kind::number},
    ColumnRule{"value.purchases", "purchase_value", Kind::money},
};

}  // namespace

const Layout kCanonicalAds{.name = "canonical_ads",
                           .title = "own columns of ads",
                           .platform = "",
                           .columns = kColumns,
                           .decimal = 0,
                           .date_order = "",
                           .finish = nullptr,
                           .interpret = interpret_ads,
                           .key = "key",
                           .time = ""};

}  // namespace gs
