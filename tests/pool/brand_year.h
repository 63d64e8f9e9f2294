// The 345 real posts of one cosmetics brand's page (2014, months 1-9; Moro, Rita, Vala 2016) read from
// GROUNDSWELL_DATA_DIR, oldest first, and the rolling origins of the acceptance tests on them.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

bool has_brand_year();
std::vector<PoolPost> brand_year();

// logCRPS of one forecaster on each scored post, per metric; and its samples' intervals.
struct Scored {
  std::string name;
  std::array<double, kPoolMetrics> score{};                    // mean logCRPS
  std::array<std::array<double, 3>, kPoolMetrics> coverage{};  // of central 50, 80, 95 %, by randomised PIT
  double mean_score() const;
};

// samples[metric][post]: whole-number counts for posts origin .. origin + 19.
using Samples = std::array<std::vector<std::vector<double>>, kPoolMetrics>;
using Forecaster =
    std::function<Samples(std::span<const PoolPost> history, std::span<const PostFeatures> next)>;

// Origins 160, 180, ... 340: forecasts the next (up to) 20 posts from what came before.
Scored roll(const std::string& name, const std::vector<PoolPost>& posts, const Forecaster& forecaster);

Forecaster pool_forecaster(const PoolOptions& options);
Forecaster baseline_forecaster(std::size_t baseline);

std::string table_row(const Scored& scored);
std::string table_head();
std::string coverage_rows(const Scored& scored);  // of central 50, 80, 95 %

}  // namespace gs
