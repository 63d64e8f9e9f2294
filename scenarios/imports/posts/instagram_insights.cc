// The home feed is the followers' feed; hashtags and explore are where others find a post. "Other" is
// neither, so the two parts need not add up. Insights name no post and mostly no date: without a date there
// is no place in history, so a column of dates is asked for.
#include "scenarios/imports/posts/instagram_insights.h"

#include <array>

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"impressions_followers", "from home", Kind::count, Need::required},
    ColumnRule{"hashtags", "from hashtags", Kind::count, Need::required},
    ColumnRule{"explore", "from explore", Kind::count, Need::required},
    ColumnRule{"published", "published|date|publish time|post date", Kind::time, Need::required},
    ColumnRule{"post_id", "post id|id"},
    ColumnRule{"account", "account username|account"},
    ColumnRule{"format", "post type|media type"},
    ColumnRule{"title", "caption"},
    ColumnRule{"impressions", "impressions", Kind::count},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"saves", "saves", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
};

void finish(Reading& reading) {
  const std::vector<std::optional<double>> hashtags = read_counts(reading, reading.slot("hashtags")),
                                           explore = read_counts(reading, reading.slot("explore"));
  for (std::size_t row = 0; row < reading.posts.size(); ++row)
    if (hashtags[row] && explore[row])
      reading.posts[row].counts[index_of(Metric::impressions_non_followers)] = *hashtags[row] + *explore[row];
  name_kinds(reading);
  reading.findings.note(
      "home stored as impressions_followers, hashtags and explore as impressions_non_followers");
}

}  // namespace

const Layout kInstagramInsights{.name = "instagram_insights",
                                .title = "Instagram insights by surface",
                                .platform = "instagram",
                                .columns = kColumns,
                                .decimal = 0,
                                .date_order = "",
                                .finish = finish};

}  // namespace gs
