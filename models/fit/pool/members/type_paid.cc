// Members `type x paid 100` and `80`: past posts of the same format and paid flag, forgotten by half every
// 100 or 80 posts. Fewer than 5 such posts: the same format; fewer than 5 of those: all posts.
#include <map>

#include "models/fit/pool/members.h"

namespace gs {
namespace {

constexpr std::size_t kLeastAlike = 5;

using Sample = std::vector<WeightedValue>;

MemberForecast alike(const Past& past, double half_life) {
  const std::vector<double> weights = memory_weights(past.ages, half_life);
  std::map<std::pair<std::string, bool>, Sample> same_both;
  std::map<std::string, Sample> same_format;
  Sample all;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const PostFeatures& post = *past.features[i];
    const WeightedValue one{past.y[i], weights[i]};
    same_both[{post.format, post.paid}].push_back(one);
    same_format[post.format].push_back(one);
    all.push_back(one);
  }
  std::map<std::pair<std::string, bool>, LogQuantiles> laws;
  for (auto& [format, posts] : same_format)
    for (bool paid : {false, true}) {
      const Sample& both = same_both[{format, paid}];
      laws[{format, paid}] = member_quantiles(both.size() >= kLeastAlike    ? both
                                              : posts.size() >= kLeastAlike ? posts
                                                                            : all);
    }
  return [laws = std::move(laws), any = member_quantiles(all)](const PostFeatures& post, std::size_t) {
    const auto found = laws.find({post.format, post.paid});
    return found == laws.end() ? any : found->second;
  };
}

}  // namespace

MemberForecast fit_type_paid_100(const Past& past) { return alike(past, 100); }
MemberForecast fit_type_paid_80(const Past& past) { return alike(past, 80); }

}  // namespace gs
