// Columns are named as FIELD 2.0 names them. Any other CSV becomes canonical through --map OUR=THEIRS.
#include "scenarios/imports/posts/canonical.h"

#include <array>

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"published", "published", Kind::time, Need::required},
    ColumnRule{"post_id", "post_id|id"},
    ColumnRule{"platform", "platform"},
    ColumnRule{"account", "account"},
    ColumnRule{"format", "format"},
    ColumnRule{"topic", "topic"},
    ColumnRule{"title", "title"},
    ColumnRule{"paid", "paid", Kind::flag},
    ColumnRule{"spend", "spend", Kind::money},
    ColumnRule{"currency", "currency"},
    ColumnRule{"followers_at_publish", "followers_at_publish", Kind::count},
    ColumnRule{"exported_at", "exported_at", Kind::time},
    ColumnRule{"impressions", "impressions", Kind::count},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"impressions_followers", "impressions_followers", Kind::count},
    ColumnRule{"impressions_non_followers", "impressions_non_followers", Kind::count},
    ColumnRule{"reach_followers", "reach_followers", Kind::count},
    ColumnRule{"impressions_paid", "impressions_paid", Kind::count},
    ColumnRule{"impressions_viral", "impressions_viral", Kind::count},
    ColumnRule{"views", "views", Kind::count},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"saves", "saves", Kind::count},
    ColumnRule{"clicks", "clicks", Kind::count},
    ColumnRule{"engaged_users", "engaged_users", Kind::count},
    ColumnRule{"clickers", "clickers", Kind::count},
    ColumnRule{"total_interactions", "total_interactions", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
    ColumnRule{"hides", "hides", Kind::count},
    ColumnRule{"negative_comments", "negative_comments", Kind::count},
    ColumnRule{"conversions", "conversions", Kind::number},
};

}  // namespace

const Layout kCanonical{.name = "canonical",
                        .title = "own columns",
                        .platform = "",
                        .columns = kColumns,
                        .decimal = 0,
                        .date_order = "",
                        .finish = nullptr};

}  // namespace gs
