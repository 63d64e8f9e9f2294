// What a post's features look like to a regression: one row of numbers per post (RECIPE 1, "Ridge columns").
// The plan of columns is made from past posts only: log followers, paid, weekend, one dummy per format but
// the most common, one per topic but the first, hour blocks 0-3, 4-7, 8-10, 11-13 (rest: 14-23). A level seen
// on fewer than kLeastPerLevel past posts, and a level never seen, gets no column: such a post counts as the
// common level.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

inline constexpr std::size_t kLeastPerLevel =
    3;  // assumption: one or two posts say nothing a ridge would keep
inline constexpr std::size_t kHourBlocks = 5;

// Block of RECIPE 1 a local hour falls into: 0-3, 4-7, 8-10, 11-13, 14-23.
std::size_t hour_block(int hour);

struct ColumnChoice {
  bool hours = true, weekend = true;
};

struct ColumnPlan {
  ColumnChoice choice;
  std::vector<std::string> formats, topics;  // sorted, those with a column of their own
  double usual_log_followers = 0;            // stands in where followers are unknown

  std::size_t size() const;
  void fill(const PostFeatures& post, std::span<double> row) const;  // row.size() == size()
};

ColumnPlan plan_columns(std::span<const PostFeatures* const> past, ColumnChoice choice);

// Rows of all posts, one after the other.
std::vector<double> fill_rows(const ColumnPlan& plan, std::span<const PostFeatures* const> posts);

}  // namespace gs
