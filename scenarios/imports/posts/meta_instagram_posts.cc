// The export holds no clicks and no split by followers; likes + comments + shares give the total
// interactions.
#include "scenarios/imports/posts/meta_instagram_posts.h"

#include <array>

#include "scenarios/imports/posts/meta_business_suite.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"post_id", "post id", Kind::text, Need::required},
    ColumnRule{"page", "account id|account username", Kind::text, Need::required},
    ColumnRule{"account", "account username|account name|account id"},
    ColumnRule{"published", "publish time", Kind::time, Need::required},
    ColumnRule{"format", "post type", Kind::text, Need::required},
    ColumnRule{"title", "title"},
    ColumnRule{"description", "description"},
    ColumnRule{"date", "date"},
    ColumnRule{"funded", "funded content status"},
    ColumnRule{"impressions", "impressions|views", Kind::count},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"reach_boosted", "reach from boosted posts|reach from ads", Kind::count},
    ColumnRule{"impressions_paid",
               "impressions from boosted posts|views from boosted posts|views from ads",
               Kind::count},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"saves", "saves", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
    ColumnRule{"clicks", "total clicks|clicks", Kind::count},
};

}  // namespace

const Layout kMetaInstagramPosts{.name = "meta_instagram_posts",
                                 .title = "Instagram posts (Meta Business Suite)",
                                 .platform = "instagram",
                                 .columns = kColumns,
                                 .decimal = '.',
                                 .date_order = "mdy",
                                 .finish = finish_meta_posts};

}  // namespace gs
