// Impressions are displays of thumbnails, views are plays, reach is people who watched: YouTube's own counts
// under the nearest of our names. A Short is known by its length alone; it is played in a feed that shows no
// thumbnail, so its thumbnail impressions say nothing of how often it was seen and are left out.
#include "scenarios/imports/posts/youtube_videos.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scenarios/reading/cells.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{"post_id", "content|video", Kind::text, Need::required},
    ColumnRule{"title", "video title", Kind::text, Need::required},
    ColumnRule{"published", "video publish time", Kind::time, Need::required},
    ColumnRule{"duration", "duration"},
    ColumnRule{"views", "views|video views", Kind::count},
    ColumnRule{"impressions", "impressions|thumbnail impressions", Kind::count},
    ColumnRule{"reach", "unique viewers", Kind::count},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"comments", "comments added|comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"follows", "subscribers gained", Kind::count},
};

// "31" and "0:00:31" are seconds.
std::optional<std::int64_t> seconds_in(std::string_view cell) {
  std::int64_t total = 0;
  for (std::string_view rest = trimmed(cell); !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find(':'));
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (fault != std::errc() || value < 0 || value > 1'000'000) return std::nullopt;
    if (end != part.data() + part.size() && (*end != '.' && *end != ',')) return std::nullopt;
    total = total * 60 + value;
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  }
  return trimmed(cell).empty() ? std::nullopt : std::optional(total);
}

void find_shorts(Reading& reading) {
  constexpr std::int64_t kLongestShort = 60;  // longer ones exist since 2024, but length does not tell them
  std::int64_t shorts = 0, displays = 0;
  const int duration = reading.slot("duration");
  for (std::size_t row = 0; row < reading.posts.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    const std::optional<std::int64_t> seconds = seconds_in(reading.sheet.text(row, duration));
    const bool is_short = seconds && *seconds <= kLongestShort;
    post.format = is_short ? "short" : "video";
    if (!is_short) continue;
    ++shorts;
    displays += post.at(Metric::impressions).has_value();
    post.counts[index_of(Metric::impressions)].reset();
  }
  if (shorts > 0)
    reading.findings.note(std::to_string(shorts) + (shorts == 1 ? " video" : " videos") +
                              " of 60 seconds or less taken as Shorts",
                          {0, 0, reading.sheet.header(duration).name},
                          shorts);
  if (displays > 0)
    reading.findings.note("thumbnail impressions of Shorts left out: Shorts are seen without thumbnails",
                          {0, 0, reading.sheet.header(reading.slot("impressions")).name},
                          displays);
}

void finish(Reading& reading) {
  find_shorts(reading);
  if (const int slot = reading.slot("reach"); slot >= 0)
    reading.findings.note("people who watched stored as reach", {0, 0, reading.sheet.header(slot).name});
}

}  // namespace

const Layout kYoutubeVideos{.name = "youtube_videos",
                            .title = "YouTube videos (YouTube Studio)",
                            .platform = "youtube",
                            .columns = kColumns,
                            .decimal = '.',
                            .date_order = "",
                            .finish = finish};

}  // namespace gs
