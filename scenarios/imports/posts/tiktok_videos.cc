// A view begins when the video is displayed in the feed, so views are impressions too. Dates may name no year
// ("September 4"): the upper half of a video's id is the second it was made, which then is the publish time.
#include "scenarios/imports/posts/tiktok_videos.h"

#include <array>
#include <charconv>

#include "scenarios/imports/posts/links.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"link", "video link", Kind::text, Need::required},
    ColumnRule{"published", "post time|publish time", Kind::time, Need::required},
    ColumnRule{"title", "video title|title"},
    ColumnRule{"views", "total views|video views|views", Kind::count},
    ColumnRule{"likes", "total likes|likes", Kind::count},
    ColumnRule{"comments", "total comments|comments", Kind::count},
    ColumnRule{"shares", "total shares|shares", Kind::count},
    ColumnRule{
        "saves", "add to favorites|total favorites|favorites|total bookmarks|saves|total saves", Kind::count},
    ColumnRule{"follows", "new followers", Kind::count},
};

LinkParts link(std::string_view address) {
  const std::string_view video = digits_after(address, "/video/");
  return {video.empty() ? digits_after(address, "/photo/") : video, name_between(address, "/@", '/')};
}

std::optional<Instant> moment(std::string_view id) {
  constexpr std::int64_t kFirst = 1451606400, kLast = 4102444800;  // 2016 to 2100
  constexpr int kLowerHalf = 32;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number);
  const std::int64_t seconds = number >> kLowerHalf;
  const bool fits =
      fault == std::errc() && end == id.data() + id.size() && seconds > kFirst && seconds < kLast;
  return fits ? std::optional(Instant{seconds}) : std::nullopt;
}

void finish(Reading& reading) {
  const int link = reading.slot("link");
  for (std::size_t row = 0; row < reading.posts.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    post.format = reading.sheet.text(row, link).find("/photo/") == std::string_view::npos ? "video" : "photo";
    post.counts[index_of(Metric::impressions)] = post.at(Metric::views);
  }
  if (const int views = reading.slot("views"); views >= 0)
    reading.findings.note("views stored as impressions too: a view begins when the video is displayed",
                          {0, 0, reading.sheet.header(views).name});
}

}  // namespace

const Layout kTiktokVideos{.name = "tiktok_videos",
                           .title = "TikTok videos (TikTok Studio)",
                           .platform = "tiktok",
                           .columns = kColumns,
                           .decimal = '.',
                           .date_order = "",
                           .finish = finish,
                           .link = link,
                           .moment = moment};

}  // namespace gs
