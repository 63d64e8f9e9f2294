// All records are read, put in order and checked against each other.
#include "scenarios/batch/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
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

Pieces pieces_in(const Bench& bench, const std::string& folder, const Watch& watch) {
  Pieces all{.files = shards_in(folder), .ledger = BatchLedger(bench)};
  for (std::size_t f = 0; f < all.files.size(); ++f) {
    watch.leave_if_asked("stopped while results were gathered");
    all.worlds_of_file.push_back(0);
    read_records(bench, all.files[f], [&](ShardRecord&& record) {
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

std::string name_of(const Block& block) {
  return fmt::format(
      "point {}, replicates {} to {}", block.point, block.first, block.first + block.count - 1);
}

// Sorted pieces: each block once, and where the others are that say the same.
struct Singled {
  std::vector<Piece> kept{}, again{};
};

Singled singled(const Pieces& all, std::size_t columns) {
  Singled pieces;
  for (const Piece& piece : all.pieces) {
    if (pieces.kept.empty() || pieces.kept.back().block != piece.block) {
      pieces.kept.push_back(piece);
      continue;
    }
    const Piece& kept = pieces.kept.back();
    const double *a = &all.values[kept.values], *b = &all.values[piece.values];
    if (!std::equal(a, a + piece.block.count * columns, b, equal_bits))
      throw Error(Fault::corrupt,
                  all.files[piece.file],
                  fmt::format("{} differ from those in {}", name_of(piece.block), all.files[kept.file]),
                  "move away the one that another program or machine wrote, and run the experiment again",
                  "W04");
    pieces.again.push_back(piece);
  }
  return pieces;
}

std::uint64_t worlds_in(const std::vector<Piece>& pieces) {
  std::uint64_t worlds = 0;
  for (const Piece& piece : pieces) worlds += piece.block.count;
  return worlds;
}

void refuse_duplicates(const Pieces& all, const Singled& pieces) {
  if (pieces.again.empty()) return;
  const Piece& second = pieces.again.front();
  const auto first = std::ranges::lower_bound(pieces.kept, second.block, {}, &Piece::block);
  throw Error(Fault::bad_input,
              all.files[second.file],
              fmt::format("{} worlds lie in a second shard too, equal; the first: {}, also in {}",
                          worlds_in(pieces.again),
                          name_of(second.block),
                          all.files[first->file]),
              "move away a file that is a copy; what two runs lived at once, --allow-duplicates counts once");
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

void add_rows(const std::vector<Piece>& pieces, const Pieces& all, BatchTable& table) {
  const std::size_t columns = table.responses.size();
  std::vector<std::pair<BatchTable::Row, const double*>> rows;
  for (const Piece& piece : pieces) {
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

// The points that are shard `number`'s of `of`, and how many of them are done, by whomever.
BatchTable::Shard shard_of(const BatchLedger& ledger,
                           std::size_t points,
                           std::size_t number,
                           std::size_t of) {
  BatchTable::Shard shard;
  for (std::size_t p = number - 1; p < points; p += of, ++shard.planned)
    shard.done += ledger.next_block(static_cast<std::uint32_t>(p)) ? 0 : 1;
  return shard;
}

// A rank's points are no one's beforehand: of its file as many as its worlds make are told.
void add_shards(const Bench& bench, const Pieces& all, BatchTable& table) {
  const auto most = static_cast<std::uint64_t>(bench.experiment.most_replicates());
  for (std::size_t f = 0; f < all.files.size(); ++f) {
    const std::string name = std::filesystem::path(all.files[f]).filename().string();
    const std::uint64_t worth = (all.worlds_of_file[f] + most - 1) / most;
    std::size_t number = 0, of = 0;
    const bool by_number =
        std::sscanf(name.c_str(), "shard-%zu-of-%zu.gss", &number, &of) == 2 && number >= 1 && number <= of;
    BatchTable::Shard& shard = table.shards.emplace_back(
        by_number ? shard_of(all.ledger, bench.points(), number, of) : BatchTable::Shard{"", worth, worth});
    shard.name = name;
    const bool done = by_number ? shard.done == shard.planned : table.unfinished.empty();
    shard.state = done ? "done" : is_being_written(all.files[f]) ? "running" : "stopped";
  }
}

}  // namespace

BatchTable table_of(const Bench& bench, const std::string& folder, const Gathering& how) {
  const Pieces all = pieces_in(bench, folder, how.watch);
  const Singled pieces = singled(all, bench.experiment.responses.size());
  if (how.missing == Missing::refused) refuse_holes(bench, all.ledger, folder);
  if (how.duplicates == Duplicates::refused) refuse_duplicates(all, pieces);
  BatchTable table;
  table.duplicates = worlds_in(pieces.again);
  table.name = bench.experiment.name, table.design = bench.experiment.design;
  table.base_points = bench.design.base_points, table.paired = bench.experiment.paired;
  table.factors = batch_factors(bench.experiment, bench.design);
  for (const ExperimentResponse& response : bench.experiment.responses)
    table.responses.push_back({response.name, unit_of(response, bench), response.quantile});
  table.unit = bench.design.unit, table.value = bench.design.value;
  for (const BatchFailure& failure : all.ledger.failures())
    table.failures.push_back({failure.block.point, failure.reason, failure.code});
  for (std::uint32_t p = 0; p < bench.points(); ++p)
    if (all.ledger.next_block(p)) table.unfinished.push_back(p);
  add_rows(pieces.kept, all, table);
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
