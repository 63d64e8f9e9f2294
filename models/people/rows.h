// Rows of a layer while it grows: ascending order without repeats, made quickly.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/ids.h"

namespace gs {

// Ascending order of a row. Places are spread nearly evenly, so one distribution pass leaves little to
// insert. `spare`: room to be used again.
void sort_row(std::span<AgentId> row, std::uint32_t agents, std::vector<AgentId>& spare);

// A speaker who is heard by nearly everybody: the first `have` (ascending) stay, the smallest missing agents
// make up the row. There must be enough agents.
void complete_row(AgentId speaker, std::span<AgentId> row, std::size_t have);

}  // namespace gs
