// Member `ridge + level`: x'b + L + 1.05 r. L: exponentially weighted mean of ridge residuals, rate .05, from
// 0; r: its one-step errors, the first 30 dropped (all kept while there are fewer than 40 posts).
#include "models/fit/pool/members.h"

namespace gs {

MemberForecast fit_ridge_level(const Past& past) {
  constexpr double kRate = 0.05, kWiden = 1.05;
  constexpr std::size_t kDropped = 30, kLeast = 10;
  const std::size_t from = past.size() >= kDropped + kLeast ? kDropped : 0;
  double level = 0;
  std::vector<WeightedValue> sample;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const double error = past.ridge.residuals[i] - level;
    if (i >= from) sample.push_back({kWiden * error, 1});
    level += kRate * error;
  }
  return [&past, level, law = member_quantiles(std::move(sample))](const PostFeatures& post, std::size_t) {
    return moved(law, past.ridge.at(post) + level);
  };
}

}  // namespace gs
