// One distribution pass over bins of equal width, then insertion: linear for places spread evenly, and a row
// of any other shape is still put in order.
#include "models/people/rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace gs {

void sort_row(std::span<AgentId> row, std::uint32_t agents, std::vector<AgentId>& spare) {
  constexpr std::size_t kMostBins = 4096;
  std::array<std::uint32_t, kMostBins> start;
  const std::size_t bins = std::min(kMostBins, std::bit_ceil(row.size()));
  const int shift =
      std::max(0, static_cast<int>(std::bit_width(agents)) - static_cast<int>(std::bit_width(bins)) + 1);
  std::fill_n(start.begin(), bins, 0);
  for (const AgentId agent : row) ++start[agent.value >> shift];
  std::uint32_t sum = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) sum += std::exchange(start[bin], sum);
  spare.assign(row.begin(), row.end());
  for (const AgentId agent : spare) row[start[agent.value >> shift]++] = agent;
  for (std::size_t i = 1; i < row.size(); ++i) {
    const AgentId agent = row[i];
    std::size_t at = i;
    for (; at > 0 && row[at - 1] > agent; --at) row[at] = row[at - 1];
    row[at] = agent;
  }
}

void complete_row(AgentId speaker, std::span<AgentId> row, std::size_t have) {
  const auto kept = row.first(have);
  std::vector<AgentId> all(kept.begin(), kept.end());
  for (AgentId agent{0}; all.size() < row.size(); ++agent.value)
    if (agent != speaker && !std::binary_search(kept.begin(), kept.end(), agent)) all.push_back(agent);
  std::ranges::sort(all);
  std::ranges::copy(all, row.begin());
}

}  // namespace gs
