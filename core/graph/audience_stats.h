// What an audience looks like: who is in which segment, how pages overlap, what each layer's links are like.
// Counts are agents. Heavy parts (components, cores, PageRank, clustering) only where `deep` is asked for.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/audience.h"
#include "core/graph/clustering.h"
#include "core/graph/degree_law.h"
#include "core/graph/layer_stats.h"
#include "core/progress.h"

namespace gs {

struct AudienceStats {
  std::uint32_t segments = 0;
  std::vector<std::uint32_t> people;        // of each segment
  std::vector<double> activity;             // mean of each segment
  std::vector<std::uint32_t> users;         // layers x segments
  std::vector<std::uint32_t> followers;     // pages x segments
  std::vector<std::uint32_t> in_common;     // pages x pages: people who follow both
  std::vector<std::uint32_t> pages_apiece;  // [n]: people who follow n pages
};
// `segments`: how many there are, when the last may be empty; 0: as many as people are in.
AudienceStats describe_people(const Audience& audience, std::uint32_t segments = 0);

struct Leader {
  AgentId agent;
  std::uint32_t listeners = 0;
  std::optional<double> rank_share{};  // of all PageRank
};

struct DeepFigures {
  std::uint32_t components = 0, largest_component = 0;  // among users; links taken either way
  std::uint32_t deepest_core = 0, deepest_core_people = 0;
  Clustering clustering;
  std::vector<Leader> by_rank, by_listeners;  // opinion leaders, first first; ties by row
};
struct LayerFigures {
  std::uint32_t users = 0;
  std::uint64_t links = 0;
  DegreeLaw listeners, heard;         // of users: who hears them, whom they hear
  double returned = 0;                // share of links
  std::vector<std::uint64_t> mixing;  // segments x segments: links from speakers to listeners
  std::optional<DeepFigures> deep{};
};
struct FigureOptions {
  bool deep = false;
  std::uint32_t segments = 0;  // as above
  std::uint32_t seed = 1;      // of what is sampled
  std::size_t leaders = 10;
  Watch watch{};
};
LayerFigures describe_layer(const Audience& audience, std::uint32_t layer, const FigureOptions& options = {});

}  // namespace gs
