// Each step reads columns that only some months' exports have; a missing one is said, never guessed.
#include "scenarios/imports/posts/meta_business_suite.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "scenarios/reading/cells.h"
#include "scenarios/reading/dates.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

struct FormatWord {
  std::string_view theirs, ours;
};
constexpr std::array<FormatWord, 19> kFormats{{{"photos", "photo"},
                                               {"photo", "photo"},
                                               {"image", "photo"},
                                               {"images", "photo"},
                                               {"videos", "video"},
                                               {"video", "video"},
                                               {"live", "video"},
                                               {"reels", "reel"},
                                               {"reel", "reel"},
                                               {"links", "link"},
                                               {"link", "link"},
                                               {"text", "status"},
                                               {"texts", "status"},
                                               {"status", "status"},
                                               {"carousel", "carousel"},
                                               {"album", "carousel"},
                                               {"multi_media", "carousel"},
                                               {"story", "story"},
                                               {"stories", "story"}}};

void take_titles(Reading& reading) {
  const int description = reading.slot("description");
  for (std::size_t row = 0; row < reading.posts.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    if (post.title.empty()) post.title = trimmed(reading.sheet.text(row, description));
    post.format = meta_format(post.format);
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
  const int slot = reading.slot("impressions");
  if (slot >= 0 && folded(reading.sheet.header(slot).name) == "views")
    reading.findings.note("Views stored as impressions: Meta replaced Impressions by Views", {0, 0, "Views"});
}

}  // namespace

std::string meta_format(std::string_view post_type) {
  std::string word = folded(post_type);
  if (word.starts_with("ig ")) word.erase(0, 3);
  const auto known =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const FormatWord& f) { return f.theirs == word; });
  return known == kFormats.end() ? word : std::string(known->ours);
}

void finish_meta_posts(Reading& reading) {
  take_titles(reading);
  require_lifetime(reading);
  find_boosted(reading);
  tell_pages_apart(reading);
  say_views(reading);
}

}  // namespace gs
