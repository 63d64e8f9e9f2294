// Each step reads columns that only some months' exports have; a missing one is said, never guessed. Clicks
// are events; no export counts people who clicked, so `clickers` stays missing.
#include "scenarios/imports/posts/meta_posts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "scenarios/reading/cells.h"
#include "scenarios/reading/dates.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

void take_titles(Reading& reading) {
  const int description = reading.slot("description");
  for (std::size_t row = 0; row < reading.posts.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    if (post.title.empty()) post.title = trimmed(reading.sheet.text(row, description));
  }
}

// One row per post and its whole life, or one per day; only the first is a post's total.
void require_lifetime(Reading& reading) {
  const int slot = reading.slot("date");
  for (std::size_t row = 0; slot >= 0 && row < reading.posts.size(); ++row) {
    const std::string_view cell = trimmed(reading.sheet.text(row, slot));
    if (take_date_apart(cell).readable)
      reading.refuse(row, slot, in_quotes(cell) + " is one day; export the lifetime totals", "V06");
  }
}

bool says_boosted(std::string_view status) {
  constexpr std::array<std::string_view, 7> kNo{
      "not boosted", "not funded", "none", "no", "0", "false", "organic"};
  const std::string word = folded(status);
  return !is_suppressed(status) && std::find(kNo.begin(), kNo.end(), word) == kNo.end();
}

void find_boosted(Reading& reading) {
  const int funded = reading.slot("funded"), boosted = reading.slot("reach_boosted");
  if (funded < 0 && boosted < 0 && !reading.has("impressions_paid") && !reading.has("paid")) {
    reading.findings.attention("no column says which posts were boosted; all taken as not paid");
    return;
  }
  const std::vector<std::optional<double>> reach =
      boosted < 0 ? std::vector<std::optional<double>>(reading.posts.size()) : read_counts(reading, boosted);
  for (std::size_t row = 0; row < reading.posts.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    const bool delivered = reach[row].value_or(0) > 0 || post.at(Metric::impressions_paid).value_or(0) > 0;
    post.paid = post.paid || delivered || (funded >= 0 && says_boosted(reading.sheet.text(row, funded)));
  }
}

// Accounts go by name, as plans write them, unless two pages share one: then by id.
void tell_pages_apart(Reading& reading) {
  const int page = reading.slot("page");
  std::map<std::string, std::set<std::string>> pages;
  for (std::size_t row = 0; row < reading.posts.size(); ++row)
    pages[reading.posts[row].account].emplace(trimmed(reading.sheet.text(row, page)));
  for (const auto& [name, ids] : pages) {
    if (ids.size() < 2) continue;
    reading.findings.attention(std::to_string(ids.size()) + " pages are called " + in_quotes(name) +
                               "; their ids are the accounts");
    for (std::size_t row = 0; row < reading.posts.size(); ++row)
      if (reading.posts[row].account == name)
        reading.posts[row].account = trimmed(reading.sheet.text(row, page));
  }
}

void say_views(Reading& reading) {
  if (reading.known_as("impressions") == "views")
    reading.findings.note("Views stored as impressions: Meta replaced Impressions by Views",
                          {0, 0, reading.sheet.header(reading.slot("impressions")).name});
}

void finish(Reading& reading) {
  take_titles(reading);
  name_kinds(reading);
  require_lifetime(reading);
  find_boosted(reading);
  tell_pages_apart(reading);
  say_views(reading);
}

// What both platforms' exports hold. `page` tells accounts of one name apart.
constexpr std::array kShared{
    ColumnRule{"post_id", "post id", Kind::text, Need::required},
    ColumnRule{"published", "publish time", Kind::time, Need::required},
    ColumnRule{"format", "post type", Kind::text, Need::required},
    ColumnRule{"title", "title"},
    ColumnRule{"description", "description"},
    ColumnRule{"date", "date"},
    ColumnRule{"funded", "funded content status"},
    ColumnRule{"impressions", "impressions|views", Kind::count},
    ColumnRule{"impressions_followers", "impressions from followers|views from followers", Kind::count},
    ColumnRule{
        "impressions_non_followers", "impressions from non-followers|views from non-followers", Kind::count},
    ColumnRule{"impressions_paid",
               "impressions from boosted posts|views from boosted posts|views from ads",
               Kind::count},
    ColumnRule{"reach", "reach", Kind::count},
    ColumnRule{"reach_followers", "reach from followers", Kind::count},
    ColumnRule{"reach_boosted", "reach from boosted posts|reach from ads", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "shares", Kind::count},
    ColumnRule{"clicks", "total clicks|clicks", Kind::count},
};

template <std::size_t N>
constexpr auto with_shared(const std::array<ColumnRule, N>& own) {
  std::array<ColumnRule, N + kShared.size()> all{};
  std::copy(own.begin(), own.end(), all.begin());
  std::copy(kShared.begin(), kShared.end(), all.begin() + N);
  return all;
}

constexpr auto kFacebook = with_shared(std::array{
    ColumnRule{"page", "page id|page name", Kind::text, Need::required},
    ColumnRule{"account", "page name|page id"},
    ColumnRule{"likes", "reactions|likes", Kind::count},
    ColumnRule{"total_interactions", "reactions, comments and shares", Kind::count},
    ColumnRule{"hides", "negative feedback from users: hide all", Kind::count},
});

constexpr auto kInstagram = with_shared(std::array{
    ColumnRule{"page", "account id|account username", Kind::text, Need::required},
    ColumnRule{"account", "account username|account name|account id"},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"saves", "saves", Kind::count},
    ColumnRule{"follows", "follows", Kind::count},
});

constexpr Layout layout_of(std::string_view name,
                           std::string_view title,
                           std::string_view platform,
                           std::span<const ColumnRule> columns) {
  return {.name = name,
          .title = title,
          .platform = platform,
          .columns = columns,
          .decimal = '.',
          .date_order = "mdy",
          .finish = finish};
}

}  // namespace

const Layout kMetaFacebookPosts =
    layout_of("meta_facebook_posts", "Facebook posts (Meta Business Suite)", "facebook", kFacebook);
const Layout kMetaInstagramPosts =
    layout_of("meta_instagram_posts", "Instagram posts (Meta Business Suite)", "instagram", kInstagram);

}  // namespace gs
