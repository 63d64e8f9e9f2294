// How closed a layer is: links that are returned, and neighbours of one person who are neighbours. Links are
// taken either way: two people are neighbours when one of them hears the other.
// Clustering: mean over people with two neighbours or more of the share of pairs of neighbours who are
// neighbours (Watts and Strogatz 1998). Exact where the pairs are few enough to look at them all, else from
// people and pairs drawn by address: the same seed, the same figure.
#pragma once
#include <cstdint>

#include "core/audience.h"

namespace gs {

// `heard`: the layer reversed (layer_stats.h).
double returned_share(const Layer& layer, const Layer& heard);

struct ClusteringOptions {
  std::uint32_t seed = 1;
  std::uint32_t people = 2000, pairs = 200;  // drawn: people, and pairs of each
  double exact_below = 2e7;                  // pairs of neighbours in all
};
struct Clustering {
  double mean = 0, standard_error = 0;  // 0 where exact
  std::uint64_t people = 0;             // looked at
  bool exact = false;
};
Clustering clustering_of(const Layer& layer, const Layer& heard, const ClusteringOptions& options = {});

}  // namespace gs
