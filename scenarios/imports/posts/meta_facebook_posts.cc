// Clicks are events ("Total clicks"); the export has no count of people who clicked, so `clickers` stays
// missing.
#include "scenarios/imports/posts/meta_facebook_posts.h"

#include <array>

#include "scenarios/imports/posts/meta_business_suite.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"post_id", "post id", Kind::text, Need::required},
    ColumnRule{"page", "page id|page name", Kind::text, Need::required},
    ColumnRule{"account", "page name|page id"},
    ColumnRule{"published", "publish time", Kind::time, Need::required},
    ColumnRule{"format", "post type", Kind::text, Need::required},
    ColumnRule{"title", "title"},
    ColumnRule{"description", "description"},
    ColumnRule{"date", "date"},
    ColumnRule{"funded", "funded content status"},
    ColumnRule{"impressions", "impressions|views", Kind::count},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"reach_boosted", "reach from boosted posts", Kind::count},
    ColumnRule{"impressions_paid", "impressions from boosted posts|views from boosted posts", Kind::count},
    ColumnRule{"total_interactions", "reactions, comments and shares", Kind::count},
    ColumnRule{"likes", "reactions|likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"clicks", "total clicks", Kind::count},
    ColumnRule{"hides", "negative feedback from users: hide all", Kind::count},
};

}  // namespace

const Layout kMetaFacebookPosts{.name = "meta_facebook_posts",
                                .title = "Facebook posts (Meta Business Suite)",
                                .platform = "facebook",
                                .columns = kColumns,
                                .decimal = '.',
                                .date_order = "mdy",
                                .finish = finish_meta_posts};

}  // namespace gs
