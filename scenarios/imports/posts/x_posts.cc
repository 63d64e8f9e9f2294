// Engagements count every click on a post, likes and replies among them; X states no narrower total, so they
// are stored as clicks. The columns of single kinds of clicks are not added to it.
#include "scenarios/imports/posts/x_posts.h"

#include <array>

#include "scenarios/imports/posts/links.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"post_id", "tweet id|post id", Kind::text, Need::required},
    ColumnRule{"title", "tweet text|post text", Kind::text, Need::required},
    ColumnRule{"published", "time|date", Kind::time, Need::required},
    ColumnRule{"impressions", "impressions", Kind::count, Need::required},
    ColumnRule{"link", "tweet permalink|post link"},
    ColumnRule{"clicks", "engagements", Kind::count},
    ColumnRule{"likes", "likes|favorites", Kind::count},
    ColumnRule{"comments", "replies", Kind::count},
    ColumnRule{"shares", "retweets|reposts", Kind::count},
    ColumnRule{"saves", "bookmarks", Kind::count},
    ColumnRule{"follows", "follows|new follows", Kind::count},
    ColumnRule{"views", "media views|video views", Kind::count},
    ColumnRule{"impressions_paid", "promoted impressions", Kind::count},
};

// "https://twitter.com/tea/status/649…", "https://x.com/tea/status/649…"; "i" stands for nobody.
LinkParts link(std::string_view address) {
  std::string_view account = name_between(address, "twitter.com/", '/');
  if (account.empty()) account = name_between(address, "x.com/", '/');
  return {digits_after(address, "/status/"), account == "i" ? std::string_view() : account};
}

void finish(Reading& reading) {
  for (ObservedPost& post : reading.posts) post.paid = post.at(Metric::impressions_paid).value_or(0) > 0;
  if (const int slot = reading.slot("clicks"); slot >= 0)
    reading.findings.note("engagements stored as clicks: X counts every click on a post in them",
                          {0, 0, reading.sheet.header(slot).name});
}

}  // namespace

const Layout kXPosts{.name = "x_posts",
                     .title = "posts (X analytics)",
                     .platform = "x",
                     .columns = kColumns,
                     .decimal = '.',
                     .date_order = "",
                     .finish = finish,
                     .link = link};

}  // namespace gs
