// From shards to one table: rows sorted by point and replicate whatever the order and number of files.
// Rows that differ between two shards are refused; equal ones count once, or are refused too, as work that is
// missing is, where the table is to be handed on.
// A point that failed has no rows, only its reason.
#pragma once
#include <string>

#include "core/progress.h"
#include "scenarios/batch/points.h"
#include "scenarios/batch/table.h"

namespace gs {

enum class Missing : std::uint8_t { refused, left_out };
enum class Duplicates : std::uint8_t { refused, counted_once };

struct Gathering {
  Missing missing = Missing::refused;
  Duplicates duplicates = Duplicates::counted_once;
  Watch watch{};
};
// Throws Error(bad_input) naming what is missing or there twice and how to go on; Error(corrupt) where two
// shards differ; Interrupted.
BatchTable table_of(const Bench& bench, const std::string& folder, const Gathering& how = {});

// SHA-256 over the experiment's hash, the rows in order and the failures: the same for every way of running.
std::string result_hash(const Bench& bench, const BatchTable& table);

}  // namespace gs
