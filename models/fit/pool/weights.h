// Weights of the pool's members by recent score (RECIPE 1):
//   w_k ~ exp(-(S_k - min S) / (T mean S)),   S_k = mean logCRPS of member k over past blocks,
// a block's posts weighing memory^(origins back). Equal until one block is scored. A member without a say
// gets 0.
#pragma once
#include <span>
#include <vector>

namespace gs {

struct BlockScore {
  std::vector<double> sum;  // of logCRPS, per member
  std::size_t posts = 0;    // scored in the block
  std::size_t past = 0;     // usable posts its forecast was made from
};

struct WeightRule {
  double temperature = 0.03, memory = 0.8;
};

// `blocks`: oldest first, the newest is one origin back. `least_posts`: per member, the history it needs;
// members with more than `past` posts have a say, and only blocks in which all of these had one are counted.
std::vector<double> recent_score_weights(std::span<const BlockScore> blocks,
                                         std::span<const std::size_t> least_posts,
                                         std::size_t past,
                                         const WeightRule& rule);

}  // namespace gs
