// People of one group a link may end at, drawn in proportion to their weight.
// Method: people lie in tiers of weight that double; a tier is drawn by its bound, a place in it by
// consistent hashing, and the person kept with weight / bound, else drawn again. So a group that grows at its
// end moves few links, and a draw costs about one and a half tries whatever the tail.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace gs {

class WeightedGroup {
 public:
  static constexpr std::uint32_t kNobody = 0xffffffffU;

  WeightedGroup() = default;
  // Weights lie in [0, 64) or so; those of 0 are never drawn. `weight` is indexed by row.
  WeightedGroup(std::span<const std::uint32_t> rows, std::span<const float> weight);

  bool empty() const { return people_.empty(); }
  std::uint32_t draw(std::uint64_t word) const;  // a row, or kNobody of an empty group

 private:
  static constexpr std::size_t kTiers = 11;  // bounds 1/16, 1/8, .. 64
  struct Person {
    std::uint32_t row = 0, keep = 0;  // keep: 2^32 weight / bound
  };
  std::array<std::uint32_t, kTiers + 1> first_{};
  std::array<std::uint64_t, kTiers> below_{};  // cumulative share of the tiers, scaled to 2^32
  std::vector<Person> people_;
};

}  // namespace gs
