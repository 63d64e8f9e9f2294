// What of an experiment is done: which blocks of which points, which points failed, and how many worlds a
// point still needs. The answer depends on the records alone, in whatever order and from whatever shards they
// came; so any process that reads the same files leaves the same work.
// A point is done when every block it wants is there, or a block failed and all before it are there. Without
// stopping it wants all its replicates; with it, decided on complete blocks in order: replicates.count, then
// a block at a time until every named response's standard error is small enough, or stopping.most.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/batch/points.h"
#include "scenarios/batch/shards/shard.h"

namespace gs {

// Consecutive blocks of a point, for one worker.
struct Job {
  std::uint32_t point = 0;
  std::uint32_t first_block = 0, blocks = 0;
};

struct BatchFailure {
  Block block;
  std::string reason, code;
  std::uint32_t fault = 0;
};

class BatchLedger {
 public:
  explicit BatchLedger(const Bench& bench, bool retry_failures = false);

  void note(const ShardRecord& record);  // of a block of the experiment (read_records)

  Block block(std::uint32_t point, std::uint32_t number) const;
  std::uint32_t blocks_of_point() const { return blocks_; }  // at most
  bool has(std::uint32_t point, std::uint32_t number) const;
  // The first block of the point that is wanted and not there; nullopt: the point is done.
  std::optional<std::uint32_t> next_block(std::uint32_t point) const;
  std::optional<std::uint32_t> worlds_of(std::uint32_t point) const;  // of a point that is done and whole
  const BatchFailure* failure(std::uint32_t point) const;             // of the first block; null: none

  std::size_t points_done() const;
  std::size_t points_imprecise() const;  // lived stopping.most worlds and not known as well as asked
  std::uint64_t worlds_done() const { return worlds_; }
  std::uint64_t worlds_foreseen() const;  // of points that are not done as many as they may want
  std::vector<BatchFailure> failures() const;

  // The work that is left for shard `number` of `of`, in the order of points; cut so that so many workers
  // stay busy to the end. The same for every process that has read the same records.
  struct Share {
    std::uint32_t number = 1, of = 1;
    std::size_t workers = 1;
  };
  std::vector<Job> jobs(const Share& share) const;

 private:
  struct Point {
    std::vector<bool> there;                     // of each block
    std::vector<BatchFailure> failures{};        // of blocks that failed and are not there; ascending
    std::vector<std::vector<double>> watched{};  // with stopping: values of each block, response by response
  };
  void watch(Point& point, const ShardRecord& record) const;
  bool precise(const Point& point, std::uint32_t blocks) const;
  std::uint32_t wanted(const Point& point) const;

  const Bench& bench_;
  std::uint32_t blocks_ = 0, size_ = 1;
  bool retry_ = false;
  std::uint64_t worlds_ = 0;
  std::vector<Point> points_;
};

}  // namespace gs
