// See weights.h.
#include "models/fit/pool/weights.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

// Mean score of each member over the blocks that count; empty when none does.
std::vector<double> recent_scores(std::span<const BlockScore> blocks, std::size_t needed, double memory) {
  std::vector<double> mean;
  double trust = 1, posts = 0;
  for (std::size_t b = blocks.size(); b-- > 0; trust *= memory) {
    const BlockScore& block = blocks[b];
    if (block.posts == 0 || block.past < needed) continue;
    mean.resize(block.sum.size());
    for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += trust * block.sum[k];
    posts += trust * static_cast<double>(block.posts);
  }
  for (double& score : mean) score /= posts;
  return mean;
}

}  // namespace

std::vector<double> recent_score_weights(std::span<const BlockScore> blocks,
                                         std::span<const std::size_t> least_posts,
                                         std::size_t past,
                                         const WeightRule& rule) {
  std::vector<std::size_t> heard;
  std::size_t needed = 0;
  for (std::size_t k = 0; k < least_posts.size(); ++k) {
    if (least_posts[k] > past) continue;
    heard.push_back(k);
    needed = std::max(needed, least_posts[k]);
  }
  std::vector<double> weights(least_posts.size(), 0.0);
  const std::vector<double> scores = recent_scores(blocks, needed, rule.memory);
  double best = INFINITY, mean = 0, total = 0;
  if (!scores.empty())
    for (std::size_t k : heard)
      best = std::min(best, scores[k]), mean += scores[k] / static_cast<double>(heard.size());
  for (std::size_t k : heard) {
    weights[k] = mean > 0 ? exact_exp(-(scores[k] - best) / (rule.temperature * mean)) : 1;
    total += weights[k];
  }
  for (double& weight : weights) weight /= total;
  return weights;
}

}  // namespace gs
