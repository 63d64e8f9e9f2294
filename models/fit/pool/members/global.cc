// Members `global` and `global recent`: whatever the page's posts got so far, whatever the post is like;
// the second forgets by half every 80 posts.
#include "models/fit/pool/members.h"

namespace gs {
namespace {

MemberForecast everything(const Past& past, double half_life) {
  const std::vector<double> weights = memory_weights(past.ages, half_life);
  std::vector<WeightedValue> sample(past.size());
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = {past.y[i], weights[i]};
  return [law = member_quantiles(std::move(sample))](const PostFeatures&, std::size_t) { return law; };
}

}  // namespace

MemberForecast fit_global(const Past& past) { return everything(past, 0); }
MemberForecast fit_global_recent(const Past& past) { return everything(past, 80); }

}  // namespace gs
