// Runs an experiment: deals the work that is left to workers, appends what they find to one shard, goes on
// where earlier runs stopped. Which worker gets which work decides nothing but the order of records.
// A refusal of a point is recorded and the rest go on; a worker's defect is told at the end (F12); a disk
// that fails ends the run at once, everything written before it kept.
// Does not know what a world is: the work is handed in, so a benchmark measures the runner alone.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "scenarios/batch/ledger.h"

namespace gs {

// Lives blocks one after another, on one thread; keeps what neighbours share.
class BlockWork {
 public:
  virtual ~BlockWork() = default;
  // count x columns values, row by row; NaN where a response is undefined. Throws Error for a point that is
  // refused, Interrupted when asked to stop.
  virtual std::vector<double> live(const Block& block, const Watch& watch) = 0;
};
using MakeWork = std::function<std::unique_ptr<BlockWork>()>;

// Who gets which job: on one machine a counter; on several, one that they share.
class Dealer {
 public:
  virtual ~Dealer() = default;
  // Before the first job, when this process has read what is done: where several deal from one list, all must
  // have read before any writes.
  virtual void begin(std::size_t jobs) { static_cast<void>(jobs); }
  virtual std::size_t next() = 0;  // number of a job, each once; past the last one when all are dealt
  virtual void end() {}            // when this process has saved all of its own
};
class LocalDealer : public Dealer {
 public:
  std::size_t next() override { return next_++; }

 private:
  std::atomic<std::size_t> next_{0};
};

struct RunPlace {
  std::string folder;          // of the shards; made where it is not there
  std::string kind = "shard";  // first word of the file's name
  std::uint32_t number = 1, of = 1;
  bool deals_all = false;          // the dealer shares out all jobs: a rank; else this shard's points alone
  std::size_t workers_of_all = 0;  // with deals_all: of all ranks together
  Dealer* dealer = nullptr;        // null: a counter of its own
};
struct BatchOptions {
  unsigned threads = 0;
  Watch watch{};
  double world_seconds = 0;  // expected, for the watch
  bool retry_failures = false;
};

struct BatchProgress {
  std::size_t points = 0, points_done = 0, points_imprecise = 0;
  std::uint64_t worlds_done = 0, worlds_new = 0;  // new: by this run
  std::vector<BatchFailure> failures{};           // of points, ascending
  bool complete() const { return points_done == points; }
};

// Head of every shard of the experiment.
ShardHead shard_head(const Bench& bench, std::uint32_t number = 1, std::uint32_t of = 1);
// The records of one file; Error(corrupt) at one that is of no block of the experiment.
void read_records(const Bench& bench, const std::string& path, const std::function<void(ShardRecord&&)>& use);
// What the shards of a folder hold, as they are now.
BatchLedger ledger_of(const Bench& bench, const std::string& folder, bool retry_failures = false);

// Throws Interrupted (saying how many worlds are saved), Error(io), Error(locked), Error(our_defect).
BatchProgress run_batch(const Bench& bench,
                        const MakeWork& make,
                        const RunPlace& place,
                        const BatchOptions& options);

}  // namespace gs
