// The simple forecasters every forecast must beat (FIELD 2.0, FITTING 3): global, trailing60, type_paid,
// seasonal, nb_glm, log_ridge, ridge_ewma. Each gives a sample of the predictive law on the count scale, in
// whole numbers. Regressions need 30 posts of history; with fewer they answer as global does.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

inline constexpr std::array<std::string_view, 7> kBaselineNames{
    "global", "trailing60", "type_paid", "seasonal", "nb_glm", "log_ridge", "ridge_ewma"};

// Samples (ascending not required) for each planned post after the last of `history`; metric is an index into
// kScored. Empty samples when the metric has no usable history. log_offset is ignored. One fit serves all
// posts.
std::vector<std::vector<double>> baseline_samples(std::size_t baseline,
                                                  std::span<const PoolPost> history,
                                                  std::span<const PostFeatures> planned,
                                                  std::size_t metric);

// The same for one post.
std::vector<double> baseline_sample(std::size_t baseline,
                                    std::span<const PoolPost> history,
                                    const PostFeatures& planned,
                                    std::size_t metric);

}  // namespace gs
