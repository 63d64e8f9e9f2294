#include "made_page.h"

#include <cmath>

#include "core/real.h"

namespace gs {

double made_normal(std::uint32_t seed, std::uint32_t post, std::uint64_t what) {
  return normal({seed, 0}, {what, post, Purpose::synthetic});
}

std::vector<PoolPost> made_page(const Planted& planted) {
  std::vector<PoolPost> posts;
  for (std::uint32_t i = 0; i < planted.posts; ++i) {
    const auto noise = [&](std::uint64_t what) { return planted.noise * made_normal(planted.seed, i, what); };
    PoolPost post;
    post.features = {.format = i % 5 == 1 ? "status" : "photo",
                     .topic = i % 3 == 0 ? "1" : "2",
                     .paid = i % 4 == 0,
                     .followers = 80000.0 + 100 * i,
                     .hour = static_cast<int>(i * 7 % 24),
                     .weekday = static_cast<int>(i % 7),
                     .log_offset = {}};
    const double level = (post.features.paid ? planted.paid : 0) +
                         (post.features.format == "status" ? planted.status : 0) +
                         (i >= planted.jump_at ? planted.jump : 0) + noise(0);
    const auto count = [&](double log_mean, std::uint64_t what) {
      return std::floor(exact_exp(log_mean + level + 0.3 * noise(what)));
    };
    const double reach = count(8, 1), clicks = count(5, 3), likes = count(4, 5), shares = count(2, 6),
                 comments = count(1, 7);
    post.outcome = {reach,
                    reach + count(7, 2),
                    clicks + count(3, 4),
                    clicks,
                    likes,
                    shares,
                    comments,
                    likes + shares + comments};
    posts.push_back(post);
  }
  return posts;
}

Past past_of(const std::vector<PoolPost>& posts, std::size_t metric) {
  Past past;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (!posts[i].outcome[metric]) continue;
    past.features.push_back(&posts[i].features);
    past.y.push_back(exact_log1p(*posts[i].outcome[metric]) - posts[i].features.log_offset[metric]);
    past.ages.push_back(static_cast<double>(posts.size() - 1 - i));
  }
  if (past.size() >= kLeastForRidge) add_ridge(past, {});
  return past;
}

Past past_with_residuals(const std::vector<double>& residuals) {
  Past past;
  past.y = residuals;
  for (std::size_t i = 0; i < residuals.size(); ++i)
    past.ages.push_back(static_cast<double>(residuals.size() - 1 - i));
  past.ridge.rule.coefficients.assign(past.ridge.columns.size(), 0.0);
  past.ridge.residuals = residuals;
  return past;
}

double middle(const LogQuantiles& quantiles) {
  return (quantiles[kMemberQuantiles / 2 - 1] + quantiles[kMemberQuantiles / 2]) / 2;
}

double width80(const LogQuantiles& quantiles) {
  return quantiles[kMemberQuantiles * 9 / 10] - quantiles[kMemberQuantiles / 10];
}

}  // namespace gs
