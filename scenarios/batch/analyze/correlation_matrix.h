// Correlations of a few columns, the response last, and their inverse: what partial rank correlations and a
// straight-line fit are both read off. Small matrices: as many rows as there are factors and one. Does not
// judge how many points a column needs.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scenarios/batch/table.h"

namespace gs {

// Each point counts as often as `counts` says; columns are centred under those counts.
using CentredColumns = std::vector<std::vector<double>>;

// The inverse of the matrix of correlations; where the other columns fix the last one, of the matrix with a
// trace of scatter of its own there, which gives the limit. Nothing where the other columns fix each other.
std::optional<NumberTable> inverse_correlations(const CentredColumns& columns,
                                                std::span<const std::uint32_t> counts);

}  // namespace gs
