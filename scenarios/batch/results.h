// Results of an experiment for other programs: three CSV files (rows, points, what every column is) and one
// SQLite database with the same tables, typed and with the factors' and responses' own names as columns.
// Reals are the shortest text with a point that reads back to the same bits; undefined is empty, NULL in the
// database. The workspace keeps the same rows in long form.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/batch/table.h"
#include "scenarios/workspace/tables/stored_batch.h"

namespace gs {

// What a point is worth in a response over its worlds in which it is defined; nullopt where there are none.
struct PointWorth {
  std::optional<double> worth{}, mean{},
      sd{};  // worth: the quantile where the response names one, else the mean
  std::size_t defined = 0, worlds = 0;
};
// points x responses, row by row.
std::vector<PointWorth> worths_of(const BatchTable& table);

std::string rows_csv(const BatchTable& table);     // point, replicate, responses
std::string points_csv(const BatchTable& table);   // point, state, factors, responses over worlds
std::string columns_csv(const BatchTable& table);  // file, column, type, unit, meaning

struct ResultStamp {
  std::string experiment_hash, result_hash;
};
std::string results_database(const BatchTable& table, const ResultStamp& stamp);  // bytes of the file

StoredBatch stored_batch(const BatchTable& table);  // the rows a workspace keeps

}  // namespace gs
