// See columns.h. Levels are kept in sorted order, so that the columns do not depend on the order of posts.
#include "models/fit/pool/columns.h"

#include <algorithm>
#include <map>

#include "core/real.h"

namespace gs {
namespace {

using Counts = std::map<std::string, std::size_t>;

std::vector<std::string> levels_without(const Counts& counts, const std::string& left_out) {
  std::vector<std::string> levels;
  for (const auto& [level, posts] : counts)
    if (level != left_out && posts >= kLeastPerLevel) levels.push_back(level);
  return levels;
}

std::string most_common(const Counts& counts) {
  const auto most = std::max_element(
      counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? "" : most->first;
}

void fill_dummies(const std::vector<std::string>& levels, const std::string& level, double* cell) {
  for (const std::string& one : levels) *cell++ = one == level ? 1 : 0;
}

}  // namespace

std::size_t hour_block(int hour) {
  if (hour < 4) return 0;
  if (hour < 8) return 1;
  if (hour < 11) return 2;
  return hour < 14 ? 3 : 4;
}

std::size_t ColumnPlan::size() const {
  return 2 + (choice.weekend ? 1 : 0) + formats.size() + topics.size() + (choice.hours ? kHourBlocks - 1 : 0);
}

void ColumnPlan::fill(const PostFeatures& post, std::span<double> row) const {
  double* cell = row.data();
  *cell++ = post.followers > 0 ? exact_log(post.followers) : usual_log_followers;
  *cell++ = post.paid ? 1 : 0;
  if (choice.weekend) *cell++ = post.weekday >= 5 ? 1 : 0;
  fill_dummies(formats, post.format, cell);
  cell += formats.size();
  fill_dummies(topics, post.topic, cell);
  cell += topics.size();
  if (!choice.hours) return;
  for (std::size_t block = 0; block + 1 < kHourBlocks; ++block)
    *cell++ = hour_block(post.hour) == block ? 1 : 0;
}

ColumnPlan plan_columns(std::span<const PostFeatures* const> past, ColumnChoice choice) {
  Counts formats, topics;
  double log_followers = 0;
  std::size_t known = 0;
  for (const PostFeatures* post : past) {
    ++formats[post->format];
    ++topics[post->topic];
    if (post->followers <= 0) continue;
    log_followers += exact_log(post->followers);
    ++known;
  }
  ColumnPlan plan;
  plan.choice = choice;
  plan.formats = levels_without(formats, most_common(formats));
  if (!topics.empty()) plan.topics = levels_without(topics, topics.begin()->first);
  if (known > 0) plan.usual_log_followers = log_followers / static_cast<double>(known);
  return plan;
}

std::vector<double> fill_rows(const ColumnPlan& plan, std::span<const PostFeatures* const> posts) {
  const std::size_t columns = plan.size();
  std::vector<double> rows(posts.size() * columns);
  for (std::size_t i = 0; i < posts.size(); ++i) plan.fill(*posts[i], {rows.data() + i * columns, columns});
  return rows;
}

}  // namespace gs
