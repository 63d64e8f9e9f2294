// Workers draw job after job; one file takes what they find. Records are written as they come and made safe
// once a second, so a killed run loses the worlds at work and nothing that was written.
#include "scenarios/batch/runner.h"

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <mutex>
#include <new>

#include "core/blocks.h"
#include "core/error.h"

namespace gs {
namespace {

constexpr std::chrono::milliseconds kSafeEvery{1000};  // RELIABILITY 4

// The shard, shared by workers.
class Output {
 public:
  Output(const std::string& path, const ShardHead& head) : writer_(path, head) {}

  void take(const ShardRecord& record) {
    const std::lock_guard hold(lock_);
    writer_.append(record);
    if (record.fault == 0) added_ += record.block.count;
    if (!due_.exchange(false)) return;
    writer_.sync();
  }
  void finish() {
    const std::lock_guard hold(lock_);
    writer_.sync();
  }
  std::uint64_t added() const { return added_; }

 private:
  std::mutex lock_;
  ShardWriter writer_;
  std::uint64_t added_ = 0;
  std::atomic<bool> due_{false};
  Ticker ticker_{kSafeEvery, [this] { due_ = true; }};  // last: ends before what it sets
};

// A worker's defect: the others go on, it is told at the end. The smallest block's, whichever came first.
class Defects {
 public:
  void note(const Block& block, Fault fault, const std::string& what) {
    const std::lock_guard hold(lock_);
    ++count_;
    if (first_.empty() || block < at_) at_ = block, first_ = what, fault_ = fault;
  }
  void tell(const std::string& file) const {
    if (count_ == 0) return;
    throw Error(
        fault_,
        file,
        fmt::format("{} piece{} of work broke off, the others are saved; point {}, replicates {} to {}: {}",
                    count_,
                    count_ == 1 ? "" : "s",
                    at_.point,
                    at_.first,
                    at_.first + at_.count - 1,
                    first_),
        fault_ == Fault::limit
            ? "lower --threads or raise people_per_agent; running it again tries them again"
            : "please report this with the command line; running it again tries them again");
  }

 private:
  std::mutex lock_;
  std::size_t count_ = 0;
  Block at_;
  Fault fault_ = Fault::our_defect;
  std::string first_;
};

struct Shop {
  const Bench& bench;
  const std::vector<Job>& jobs;
  const BatchOptions& options;
  Output& output;
  Defects defects{};
  std::atomic<bool> closed{false};
  std::mutex lock{};

  // A point is one worker's: only sums over points are shared.
  void learn(BatchLedger& known, const ShardRecord& record) {
    const std::lock_guard hold(lock);
    known.note(record);
  }
};

// Nothing where the point is refused: that is recorded.
bool live_block(Shop& shop, BlockWork& work, const Block& block, ShardRecord& record) {
  record = {block};
  try {
    record.values = work.live(block, shop.options.watch.worth(shop.options.world_seconds));
    return true;
  } catch (const Error& error) {
    record.reason = error.what();
    if (!error.remedy.empty()) record.reason += "; " + error.remedy;
    record.code = error.code, record.fault = static_cast<std::uint32_t>(error.fault);
    if (error.fault == Fault::our_defect) throw;
    return false;
  }
}

// The blocks of a job in order; with stopping, until the point is known well enough.
void do_job(Shop& shop, BlockWork& work, const Job& job, BatchLedger& known) {
  ShardRecord record;
  for (std::uint32_t i = 0; i < job.blocks; ++i) {
    const std::uint32_t number = job.first_block + i;
    const Block block = known.block(job.point, number);
    if (shop.bench.experiment.stopping.most > 0) {
      if (known.has(job.point, number)) continue;
      if (known.next_block(job.point) != number) return;
    }
    shop.options.watch.leave_if_asked("stopped");
    if (shop.closed) return;
    const bool lived = live_block(shop, work, block, record);
    shop.output.take(record);
    if (!lived) return;
    if (shop.bench.experiment.stopping.most > 0) shop.learn(known, record);
  }
}

void guarded_job(Shop& shop, BlockWork& work, const Job& job, BatchLedger& known) {
  const Block first = known.block(job.point, job.first_block);
  try {
    do_job(shop, work, job, known);
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    if (error.fault != Fault::our_defect) throw;  // the shard's
    shop.defects.note(first, Fault::our_defect, error.what());
  } catch (const std::bad_alloc&) {
    shop.defects.note(first, Fault::limit, "out of memory");
  } catch (const std::exception& error) {
    shop.defects.note(first, Fault::our_defect, error.what());
  }
}

void work_through(Shop& shop, const MakeWork& make, Dealer& dealer, BatchLedger& known) {
  try {
    const std::unique_ptr<BlockWork> work = make();
    while (!shop.closed) {
      const std::size_t number = dealer.next();
      if (number >= shop.jobs.size()) return;
      guarded_job(shop, *work, shop.jobs[number], known);
    }
  } catch (...) {
    shop.closed = true;  // the others finish the block they are at
    throw;
  }
}

BatchLedger::Share share_of(const RunPlace& place, unsigned threads) {
  const std::size_t here = width_of(SIZE_MAX, threads);
  if (place.deals_all) return {1, 1, std::max(here, place.workers_of_all)};
  return {place.number, place.of, here};
}

// Of what the dealer deals, what this process will come to do.
double share_here(const RunPlace& place, unsigned threads) {
  const double here = width_of(SIZE_MAX, threads), all = static_cast<double>(place.workers_of_all);
  return place.deals_all && all > here ? here / all : 1;
}

struct Count {
  std::uint64_t before = 0, added = 0;  // when this run began; by this process
};

double worlds_of(const std::vector<Job>& jobs, const Bench& bench) {
  double worlds = 0;
  for (const Job& job : jobs) worlds += static_cast<double>(job.blocks * bench.experiment.block);
  return worlds;
}

void make_folder(const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure)
    throw Error(
        Fault::io, folder, "cannot be made (" + failure.message() + ")", "choose another folder with --into");
}

BatchProgress progress_of(const Bench& bench, const RunPlace& place, const Count& worlds) {
  const BatchLedger ledger = ledger_of(bench, place.folder);
  return {bench.points(),
          ledger.points_done(),
          ledger.points_imprecise(),
          ledger.worlds_done(),
          place.deals_all ? ledger.worlds_done() - worlds.before : worlds.added,
          ledger.failures()};
}

std::string saved_words(std::uint64_t all, const Count& worlds) {
  return fmt::format("stopped; {} replicates saved ({} by this run)", all, all - worlds.before);
}

}  // namespace

ShardHead shard_head(const Bench& bench, std::uint32_t number, std::uint32_t of) {
  return {bench.hash, static_cast<std::uint32_t>(bench.experiment.responses.size()), number, of};
}

void read_records(const Bench& bench,
                  const std::string& path,
                  const std::function<void(ShardRecord&&)>& use) {
  const auto most = static_cast<std::uint32_t>(bench.experiment.most_replicates());
  const auto size = static_cast<std::uint32_t>(bench.experiment.block);
  read_shard(path, shard_head(bench), [&](ShardRecord&& record) {
    const Block& block = record.block;
    const bool fits = block.point < bench.points() && block.first < most && block.first % size == 0 &&
                      block.count == std::min(size, most - block.first);
    if (!fits)
      throw Error(Fault::corrupt,
                  path,
                  fmt::format("holds {} worlds of point {} from replicate {} on, no piece of this experiment",
                              block.count,
                              block.point,
                              block.first),
                  "another program wrote it: move it away, and run the experiment again",
                  "W08");
    use(std::move(record));
  });
}

BatchLedger ledger_of(const Bench& bench, const std::string& folder, bool retry_failures) {
  BatchLedger ledger(bench, retry_failures);
  for (const std::string& path : shards_in(folder))
    read_records(bench, path, [&](ShardRecord&& record) { ledger.note(record); });
  return ledger;
}

BatchProgress run_batch(const Bench& bench,
                        const MakeWork& make,
                        const RunPlace& place,
                        const BatchOptions& options) {
  make_folder(place.folder);
  Output output(place.folder + "/" + shard_name(place.kind, place.number, place.of),
                shard_head(bench, place.number, place.of));
  BatchLedger known = ledger_of(bench, place.folder, options.retry_failures);
  const std::vector<Job> jobs = known.jobs(share_of(place, options.threads));
  options.watch.expect(worlds_of(jobs, bench) * options.world_seconds * share_here(place, options.threads));
  const std::uint64_t before = known.worlds_done();
  LocalDealer own;
  Dealer& dealer = place.dealer != nullptr ? *place.dealer : own;
  dealer.begin(jobs.size());
  Shop shop{.bench = bench, .jobs = jobs, .options = options, .output = output};
  const unsigned workers = width_of(std::max<std::size_t>(1, jobs.size()), options.threads);
  try {
    for_each_chunk(workers, workers, [&](std::size_t) { work_through(shop, make, dealer, known); });
  } catch (const Interrupted&) {
    output.finish();
    const Count worlds{before, output.added()};
    throw Interrupted(saved_words(
        place.deals_all ? progress_of(bench, place, worlds).worlds_done : worlds.before + worlds.added,
        worlds));
  }
  output.finish();
  dealer.end();
  shop.defects.tell(bench.experiment.file);
  return progress_of(bench, place, {before, output.added()});
}

}  // namespace gs
