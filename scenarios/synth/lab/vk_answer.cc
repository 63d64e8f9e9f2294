// Posts of a VK community as its program interface answers: wall.get and stats.getPostReach in one document,
// as `jq -s . wall.json reach.json` puts them together. Links followed are the visits; the world knows no way
// from a post to the community's page, no complaints and no ages, so to_group, report and sex_age are left
// out.
#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

using nlohmann::json;

json attachments_of(const ObservedPost& post) {
  if (post.format == "clip") return {{{"type", "video"}, {"video", {{"type", "short_video"}}}}};
  if (post.format == "text" || post.format == "status") return json::array();
  return {{{"type", post.format}}};
}

std::int64_t count_of(const ObservedPost& post, Metric metric) {
  return static_cast<std::int64_t>(post.at(metric).value_or(0));
}

json wall_row(const ObservedPost& post, std::int64_t owner, std::int64_t number) {
  const auto counted = [&](Metric metric) { return json{{"count", count_of(post, metric)}}; };
  return {{"id", number},
          {"owner_id", owner},
          {"from_id", owner},
          {"date", post.published.seconds},
          {"post_type", "post"},
          {"text", post.title},
          {"attachments", attachments_of(post)},
          {"likes", counted(Metric::likes)},
          {"comments", counted(Metric::comments)},
          {"reposts", counted(Metric::shares)},
          {"views", counted(Metric::impressions)}};
}

json reach_row(const LabPost& post, std::int64_t number) {
  return {{"post_id", number},
          {"reach_total", count_of(post.seen, Metric::reach)},
          {"reach_subscribers", count_of(post.seen, Metric::reach_followers)},
          {"reach_ads", static_cast<std::int64_t>(post.reach_paid)},
          {"reach_viral", static_cast<std::int64_t>(post.reach_shared)},
          {"links", static_cast<std::int64_t>(post.visits)},
          {"join_group", count_of(post.seen, Metric::follows)},
          {"hide", count_of(post.seen, Metric::hides)},
          {"unsubscribe", static_cast<std::int64_t>(post.leaves)}};
}

}  // namespace

std::string write_vk_posts(const Laboratory& lab, const TableForm& form) {
  json wall = json::array(), reach = json::array();
  for (const LabPost& post : shown_posts(lab)) {
    if (!takes(form, post.seen.platform, post.seen.account)) continue;
    const auto owner = -1000 - static_cast<std::int64_t>(subject_key(post.seen.account) % 1000000);
    const auto number = static_cast<std::int64_t>(wall.size()) + 1;
    wall.push_back(wall_row(post.seen, owner, number));
    reach.push_back(reach_row(post, number));
  }
  if (wall.empty()) return "";
  const auto posts = wall.size();
  json answers = json::array();
  answers.push_back({{"response", {{"count", posts}, {"items", std::move(wall)}}}});
  answers.push_back({{"response", std::move(reach)}});
  return answers.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace gs
