// The export says the day, not the hour. Where links hold the post's number it is the id; else posts are told
// apart by content. Rates are not read: they are quotients of counts that stand beside them.
#include "scenarios/imports/posts/linkedin_posts.h"

#include <array>

#include "scenarios/imports/posts/links.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"title", "post title|update title", Kind::text, Need::required},
    ColumnRule{"published", "created date", Kind::time, Need::required},
    ColumnRule{"impressions", "impressions", Kind::count, Need::required},
    ColumnRule{"link", "post link|update link"},
    ColumnRule{"kind", "post type|update type"},
    ColumnRule{"format", "content type"},
    ColumnRule{"views", "video views|views", Kind::count},
    ColumnRule{"clicks", "clicks", Kind::count},
    ColumnRule{"likes", "likes|reactions", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "reposts|shares", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
};

// "…/feed/update/urn:li:activity:7123…", "…/posts/tea-company_steep-activity-7123…-Zb1c"
LinkParts link(std::string_view address) {
  for (const std::string_view mark :
       {"urn:li:activity:", "urn:li:share:", "urn:li:ugcPost:", "-activity-", "-share-", "-ugcPost-"})
    if (const std::string_view id = digits_after(address, mark); !id.empty()) return {id, {}};
  return {};
}

void finish(Reading& reading) {
  const int kind = reading.slot("kind");
  for (std::size_t row = 0; kind >= 0 && row < reading.posts.size(); ++row)
    reading.posts[row].paid = folded(reading.sheet.text(row, kind)) == "sponsored";
}

}  // namespace

const Layout kLinkedinPosts{.name = "linkedin_posts",
                            .title = "page posts (LinkedIn)",
                            .platform = "linkedin",
                            .columns = kColumns,
                            .decimal = '.',
                            .date_order = "mdy",
                            .finish = finish,
                            .link = link};

}  // namespace gs
