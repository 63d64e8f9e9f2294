// From shards to one table: rows sorted by point and replicate whatever the order and number of files.
// Equal rows that two shards hold count once; rows that differ, and work that is missing, are refused.
// A point that failed has no rows, only its reason.
#pragma once
#include <string>

#include "scenarios/batch/points.h"
#include "scenarios/batch/table.h"

namespace gs {

enum class Missing : std::uint8_t { refused, left_out };

// Throws Error(bad_input) naming what is missing and how to go on; Error(corrupt) where two shards differ.
BatchTable table_of(const Bench& bench, const std::string& folder, Missing missing = Missing::refused);

// SHA-256 over the experiment's hash, the rows in order and the failures: the same for every way of running.
std::string result_hash(const Bench& bench, const BatchTable& table);

}  // namespace gs
