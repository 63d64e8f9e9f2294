// Lets Boost.Graph algorithms read a Layer without a copy: a Layer is a directed graph whose vertices are
// agents' row numbers and whose edges run from speaker to listener. Models vertex list, edge list, incidence
// and adjacency graph: enough for components (through disjoint sets), PageRank, core numbers, searches. Does
// not model a bidirectional graph: who is heard by an agent is not stored (layer_stats.h: reversed). Heavy:
// included where a Boost algorithm runs, by no public header.
#pragma once
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/audience.h"

namespace gs {

struct LayerEdge {
  std::uint32_t speaker = 0;
  std::uint64_t place = 0;  // in Layer::listeners
  bool operator==(const LayerEdge&) const = default;
};

struct EdgeOfPlace {
  std::uint32_t speaker = 0;
  LayerEdge operator()(std::uint64_t place) const { return {speaker, place}; }
};
struct NumberOfAgent {
  std::uint32_t operator()(AgentId agent) const { return agent.value; }
};
using LayerOutEdge = boost::transform_iterator<EdgeOfPlace, boost::counting_iterator<std::uint64_t>>;
using LayerNeighbour = boost::transform_iterator<NumberOfAgent, const AgentId*>;
using LayerVertex = boost::counting_iterator<std::uint32_t>;

// Walks all edges in the order of `listeners`, remembering whose row it is in.
class LayerEdgeIterator
    : public boost::iterator_facade<LayerEdgeIterator, LayerEdge, boost::forward_traversal_tag, LayerEdge> {
 public:
  LayerEdgeIterator() = default;
  LayerEdgeIterator(const Layer& layer, std::uint64_t place) : layer_(&layer), at_{0, place} { find_row(); }

 private:
  friend class boost::iterator_core_access;
  void find_row() {
    const auto& first = layer_->first.rows;
    while (at_.speaker + 2 < first.size() && first[at_.speaker + 1] <= at_.place) ++at_.speaker;
  }
  void increment() {
    ++at_.place;
    find_row();
  }
  bool equal(const LayerEdgeIterator& other) const { return at_.place == other.at_.place; }
  LayerEdge dereference() const { return at_; }

  const Layer* layer_ = nullptr;
  LayerEdge at_;
};

struct LayerCategory : boost::vertex_list_graph_tag,
                       boost::edge_list_graph_tag,
                       boost::incidence_graph_tag,
                       boost::adjacency_graph_tag {};

inline std::uint32_t num_vertices(const Layer& layer) {
  return layer.first.size() == 0 ? 0U : static_cast<std::uint32_t>(layer.first.size() - 1);
}
inline std::uint64_t num_edges(const Layer& layer) { return layer.listeners.size(); }
inline std::pair<LayerVertex, LayerVertex> vertices(const Layer& layer) {
  return {LayerVertex(0U), LayerVertex(num_vertices(layer))};
}
inline std::pair<LayerEdgeIterator, LayerEdgeIterator> edges(const Layer& layer) {
  return {LayerEdgeIterator(layer, 0), LayerEdgeIterator(layer, num_edges(layer))};
}
inline std::uint32_t source(const LayerEdge& edge, const Layer&) { return edge.speaker; }
inline std::uint32_t target(const LayerEdge& edge, const Layer& layer) {
  return layer.listeners[edge.place].value;
}
inline std::size_t out_degree(std::uint32_t agent, const Layer& layer) {
  return listeners_of(layer, AgentId{agent}).size();
}
inline std::pair<LayerOutEdge, LayerOutEdge> out_edges(std::uint32_t agent, const Layer& layer) {
  const auto begin = layer.first[AgentId{agent}], end = layer.first[AgentId{agent + 1}];
  return {LayerOutEdge(boost::counting_iterator<std::uint64_t>(begin), EdgeOfPlace{agent}),
          LayerOutEdge(boost::counting_iterator<std::uint64_t>(end), EdgeOfPlace{agent})};
}
inline std::pair<LayerNeighbour, LayerNeighbour> adjacent_vertices(std::uint32_t agent, const Layer& layer) {
  const auto row = listeners_of(layer, AgentId{agent});
  return {LayerNeighbour(row.data()), LayerNeighbour(row.data() + row.size())};
}
inline boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t, const Layer&) {
  return {};
}

}  // namespace gs

template <>
struct boost::graph_traits<gs::Layer> {
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = gs::LayerEdge;
  using vertex_iterator = gs::LayerVertex;
  using edge_iterator = gs::LayerEdgeIterator;
  using out_edge_iterator = gs::LayerOutEdge;
  using adjacency_iterator = gs::LayerNeighbour;
  using in_edge_iterator = void;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  using traversal_category = gs::LayerCategory;
  using vertices_size_type = std::uint32_t;
  using edges_size_type = std::uint64_t;
  using degree_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return 0xffffffffU; }
};

template <>  // some algorithms ask for the traits of what they were handed
struct boost::graph_traits<const gs::Layer> : boost::graph_traits<gs::Layer> {};

template <>
struct boost::property_map<gs::Layer, boost::vertex_index_t> {
  using type = boost::typed_identity_property_map<std::uint32_t>;
  using const_type = type;
};
