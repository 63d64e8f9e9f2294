// Organic and sponsored stand apart: the split by mechanism that a fit can use. The sheet of followers counts
// those won on each day, not how many there are (assumption: its columns are small numbers in every public
// example). Engagement rates are quotients of columns beside them and are not read.
#include "scenarios/imports/days/linkedin_page.h"

#include <array>

#include "scenarios/imports/days/day_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"day", "date", Kind::time, Need::required},
    ColumnRule{"impressions", "impressions (total)", Kind::count, Need::required},
    ColumnRule{"impressions_organic", "impressions (organic)", Kind::count},
    ColumnRule{"impressions_sponsored", "impressions (sponsored)", Kind::count},
    ColumnRule{"unique_impressions_organic", "unique impressions (organic)", Kind::count},
    ColumnRule{"clicks", "clicks (total)", Kind::count},
    ColumnRule{"clicks_organic", "clicks (organic)", Kind::count},
    ColumnRule{"clicks_sponsored", "clicks (sponsored)", Kind::count},
    ColumnRule{"reactions", "reactions (total)", Kind::count},
    ColumnRule{"reactions_organic", "reactions (organic)", Kind::count},
    ColumnRule{"reactions_sponsored", "reactions (sponsored)", Kind::count},
    ColumnRule{"comments", "comments (total)", Kind::count},
    ColumnRule{"comments_organic", "comments (organic)", Kind::count},
    ColumnRule{"comments_sponsored", "comments (sponsored)", Kind::count},
    ColumnRule{"shares", "reposts (total)|shares (total)", Kind::count},
    ColumnRule{"shares_organic", "reposts (organic)|shares (organic)", Kind::count},
    ColumnRule{"shares_sponsored", "reposts (sponsored)|shares (sponsored)", Kind::count},
};

constexpr std::array kFollowerColumns{
    ColumnRule{"day", "date", Kind::time, Need::required},
    ColumnRule{"followers_gained", "total followers", Kind::count, Need::required},
    ColumnRule{"followers_gained_organic", "organic followers", Kind::count},
    ColumnRule{"followers_gained_sponsored", "sponsored followers", Kind::count},
    ColumnRule{"followers_gained_invited", "auto-invited followers", Kind::count},
};

}  // namespace

const Layout kLinkedinPage{.name = "linkedin_page",
                           .title = "page, daily (LinkedIn)",
                           .platform = "linkedin",
                           .columns = kColumns,
                           .decimal = '.',
                           .date_order = "mdy",
                           .finish = nullptr,
                           .interpret = interpret_days,
                           .key = "day",
                           .time = ""};

const Layout kLinkedinFollowers{.name = "linkedin_followers",
                                .title = "new followers, daily (LinkedIn)",
                                .platform = "linkedin",
                                .columns = kFollowerColumns,
                                .decimal = '.',
                                .date_order = "mdy",
                                .finish = nullptr,
                                .interpret = interpret_days,
                                .key = "day",
                                .time = ""};

}  // namespace gs
