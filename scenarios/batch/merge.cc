// All records are read, put in order and checked against each other.
#include "scenarios/batch/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>

#include "core/error.h"
#include "scenarios/batch/plan_work.h"
#include "scenarios/batch/runner.h"
#include "scenarios/batch/shards/shard_text.h"
#include "scenarios/reading/sha256.h"

namespace gs {
namespace {

struct Piece {
  Block block;
  std::size_t values = 0, file = 0;  // where they begin; which file
};

struct Pieces {
  std::vector<std::string> files;
  std::vector<Piece> pieces{};
  std::vector<double> values{};
  BatchLedger ledger;
  std::vector<std::uint64_t> worlds_of_file{};
};

Pieces pieces_in(const Bench& bench, const std::string& folder) {
  Pieces all{.files = shards_in(folder), .ledger = BatchLedger(bench)};
  for (std::size_t f = 0; f < all.files.size(); ++f) {
    all.worlds_of_file.push_back(0);
    read_shard(all.files[f], shard_head(bench), [&](ShardRecord&& record) {
      all.ledger.note(record);
      if (record.fault != 0) return;
      all.pieces.push_back({record.block, all.values.size(), f});
      all.values.insert(all.values.end(), record.values.begin(), record.values.end());
      all.worlds_of_file.back() += record.block.count;
    });
  }
  std::ranges::stable_sort(all.pieces, {}, &Piece::block);
  return all;
}

bool equal_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Sorted pieces without those that say the same twice.
std::vector<Piece> single(const Pieces& all, std::size_t columns) {
  std::vector<Piece> kept;
  for (const Piece& piece : all.pieces) {
    if (kept.empty() || kept.back().block != piece.block) {
      kept.push_back(piece);
      continue;
    }
    const double *a = &all.values[kept.back().values], *b = &all.values[piece.values];
    if (std::equal(a, a + piece.block.count * columns, b, equal_bits)) continue;
    throw Error(Fault::corrupt,
                all.files[piece.file],
                fmt::format("point {}, replicates {} to {} differ from those in {}",
                            piece.block.point,
                            piece.block.first,
                            piece.block.first + piece.block.count - 1,
                            all.files[kept.back().file]),
                "move away the one that another program or machine wrote, and run the experiment again",
                "W04");
  }
  return kept;
}

void refuse_holes(const Bench& bench, const BatchLedger& ledger, const std::string& folder) {
  std::size_t count = 0;
  std::string first;
  for (std::uint32_t p = 0; p < bench.points(); ++p) {
    const auto next = ledger.next_block(p);
    if (!next) continue;
    if (count++ >= 4) continue;
    const Block block = ledger.block(p, *next);
    first += fmt::format("{}point {} from replicate {}", first.empty() ? "" : ", ", p, block.first);
  }
  if (count == 0) return;
  throw Error(Fault::bad_input,
              folder,
              fmt::format("{} of {} points are not done: {}{}",
                          count,
                          bench.points(),
                          first,
                          count > 4 ? fmt::format(" and {} more", count - 4) : ""),
              "run the experiment again: it goes on where it stopped");
}

void add_rows(const Bench& bench, const Pieces& all, BatchTable& table) {
  const std::size_t columns = bench.experiment.responses.size();
  std::vector<std::pair<BatchTable::Row, const double*>> rows;
  for (const Piece& piece : single(all, columns)) {
    if (all.ledger.failure(piece.block.point)) continue;
    for (std::uint32_t r = 0; r < piece.block.count; ++r)
      rows.push_back({{piece.block.point, piece.block.first + r}, &all.values[piece.values + r * columns]});
  }
  table.rows.reserve(rows.size());
  table.y = NumberTable(rows.size(), columns);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table.rows.push_back(rows[row].first);
    for (std::size_t c = 0; c < columns; ++c) table.y(row, c) = rows[row].second[c];
  }
}

void add_shards(const Bench& bench, const Pieces& all, BatchTable& table) {
  const auto most = static_cast<std::uint64_t>(bench.experiment.most_replicates());
  for (std::size_t f = 0; f < all.files.size(); ++f) {
    const std::uint64_t done = (all.worlds_of_file[f] + most - 1) / most;
    table.shards.push_back({std::filesystem::path(all.files[f]).filename().string(), done, done, "done"});
  }
}

}  // namespace

BatchTable table_of(const Bench& bench, const std::string& folder, Missing missing) {
  const Pieces all = pieces_in(bench, folder);
  if (missing == Missing::refused) refuse_holes(bench, all.ledger, folder);
  BatchTable table;
  table.name = bench.experiment.name, table.design = bench.experiment.design;
  table.base_points = bench.design.base_points, table.paired = bench.experiment.paired;
  table.factors = batch_factors(bench.experiment, bench.design);
  for (const ExperimentResponse& response : bench.experiment.responses)
    table.responses.push_back({response.name, unit_of(response, bench), response.quantile});
  table.unit = bench.design.unit, table.value = bench.design.value;
  for (const BatchFailure& failure : all.ledger.failures())
    table.failures.push_back({failure.block.point, failure.reason, failure.code});
  add_rows(bench, all, table);
  add_shards(bench, all, table);
  return table;
}

std::string result_hash(const Bench& bench, const BatchTable& table) {
  std::string bytes = bench.hash;
  bytes.reserve(table.rows.size() * (8 + 8 * table.y.columns) + 100);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    shard_text::put_word(bytes, table.rows[row].point);
    shard_text::put_word(bytes, table.rows[row].replicate);
    for (std::size_t c = 0; c < table.y.columns; ++c) shard_text::put_number(bytes, table.y(row, c));
  }
  for (const BatchTable::Failure& failure : table.failures) {
    shard_text::put_word(bytes, failure.point);
    bytes += failure.code + "\n" + failure.reason + "\n";
  }
  return sha256_hex(bytes);
}

}  // namespace gs
