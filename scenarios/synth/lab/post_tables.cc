// Posts at the end of the run, in the words and times of their platform. Nobody finds a post by a hashtag in
// this world: that column holds zeros.
#include <fmt/format.h>

#include <algorithm>

#include "core/draw.h"
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

std::string link_of(const ObservedPost& post) {
  if (post.platform == "tiktok")
    return fmt::format("https://www.tiktok.com/@{}/video/{}", post.account, post.id);
  if (post.platform == "x") return fmt::format("https://x.com/{}/status/{}", post.account, post.id);
  return fmt::format("https://www.linkedin.com/feed/update/urn:li:activity:{}", post.id);
}

std::string published_in(const TableForm& form, const ObservedPost& post) {
  if (form.layout->name == "x_posts") {
    const CivilTime t = to_civil(post.published, "UTC");
    return fmt::format("{} {:02}:{:02} +0000", to_iso_date(t), t.hour, t.minute);
  }
  const CivilTime t = to_civil(post.published, post.zone);
  if (form.layout->name == "linkedin_posts") return fmt::format("{:02}/{:02}/{}", t.month, t.day, t.year);
  if (form.dates == "mdy")
    return fmt::format("{:02}/{:02}/{} {:02}:{:02}", t.month, t.day, t.year, t.hour, t.minute);
  return fmt::format("{} {:02}:{:02}", to_iso_date(t), t.hour, t.minute);
}

std::string format_in(const ObservedPost& post) {
  if (post.platform != "instagram") return in_capitals(post.format, Capitals::sentence);
  return "IG " + (post.format == "photo" ? std::string("image") : post.format);
}

double count_of(const TableForm& form, const LabPost& shown, std::string_view ours) {
  const ObservedPost& post = shown.seen;
  const auto at = [&](Metric metric) { return post.at(metric).value_or(0); };
  if (form.layout->name == "instagram_insights") {
    if (ours == "impressions_followers") return shown.home;
    if (ours == "explore") return shown.explore;
    if (ours == "hashtags") return 0;
  }
  const double interactions = at(Metric::likes) + at(Metric::comments) + at(Metric::shares);
  if (ours == "total_interactions") return interactions;
  if (ours == "clicks") return at(Metric::clickers) + (form.layout->name == "x_posts" ? interactions : 0);
  if (ours == "views") return at(Metric::impressions);
  for (std::size_t metric = 0; metric < kMetrics; ++metric)
    if (kMetricNames[metric] == ours) return post.counts[metric].value_or(0);
  return 0;
}

// The export of 2014 names month, weekday (1 = Sunday) and hour.
std::string calendar_cell(const ObservedPost& post, std::string_view ours) {
  const CivilTime t = to_civil(post.published, post.zone);
  if (ours == "month") return fmt::format("{}", t.month);
  if (ours == "hour") return fmt::format("{}", t.hour);
  const std::int64_t days = days_since_epoch(t.year, t.month, t.day);  // day 0 was a Thursday
  return fmt::format("{}", ((days + 4) % 7 + 7) % 7 + 1);
}

std::string post_cell(const TableForm& form, const LabPost& shown, std::string_view ours) {
  const ObservedPost& post = shown.seen;
  if (ours == "month" || ours == "weekday" || ours == "hour") return calendar_cell(post, ours);
  if (ours == "paid") return post.paid ? "1" : "0";
  if (ours == "topic") return csv_text(post.topic);
  if (ours == "followers_at_publish") return number_in(form, post.followers.value_or(0));
  if (ours == "reach_boosted") return number_in(form, shown.reach_paid);
  if (ours == "post_id") return post.id;
  if (ours == "title" || ours == "description") return csv_text(post.title);
  if (ours == "account") return csv_text(post.account);
  if (ours == "page") return fmt::format("{}", 100000000000000 + subject_key(post.account) % 1000000);
  if (ours == "link") return csv_text(link_of(post));
  if (ours == "published") return csv_text(published_in(form, post));
  if (ours == "format") return csv_text(format_in(post));
  if (ours == "funded") return post.paid ? "Boosted" : "";
  if (ours == "kind") return post.paid ? "Sponsored" : "Organic";
  if (ours == "date") return "Lifetime";
  if (ours == "duration") return post.format == "short" ? "30" : "300";
  return number_in(form, count_of(form, shown, ours));
}

}  // namespace

std::string write_shown_posts(const Laboratory& lab, const TableForm& form) {
  std::vector<LabPost> posts = shown_posts(lab);
  std::erase_if(posts,
                [&](const LabPost& post) { return !takes(form, post.seen.platform, post.seen.account); });
  if (posts.empty()) return "";
  if (form.layout->name == "facebook_insights_2014") std::ranges::reverse(posts);  // newest first, as it was
  return write_table(form, posts.size(), [&](std::size_t row, std::string_view ours) {
    return post_cell(form, posts[row], ours);
  });
}

}  // namespace gs
