// The simple forecasters every forecast must beat (FIELD 2.0, FITTING 3): global, trailing60, type_paid, seasonal,
// nb_glm, log_ridge, ridge_ewma. Each gives a sample of the predictive law on the count scale.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

inline constexpr std::array<std::string_view, 7> kBaselineNames{
    "global", "trailing60", "type_paid", "seasonal", "nb_glm", "log_ridge", "ridge_ewma"};

// Sample (ascending not required) for planned post `planned`, `ahead` posts after the last of `history`; metric is an
// index into kScored. Empty when the metric has no usable history. log_offset is ignored.
std::vector<double> baseline_sample(std::size_t baseline, std::span<const PoolPost> history,
                                    const PostFeatures& planned, std::size_t metric);

}  // namespace gs
