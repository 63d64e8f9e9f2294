// Work in fixed pieces, answers in order. Every body runs in its own task; the caller folds what the bodies
// wrote to their own places, so neither the number of threads nor their timing can change a result. Method:
// TBB inside an arena of the wanted width, or plain threads drawing the next index from a counter
// (GS_EXECUTOR_STD: ThreadSanitizer understands it). One thread asks neither.
// Does not stop early: a failed body leaves the others running, so the same failure is reported at any width.
#include "core/blocks.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

#ifdef GS_EXECUTOR_STD
#include <atomic>
#else
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>
#endif

namespace gs {
namespace {

constexpr std::size_t kBlock = 4096;
constexpr unsigned kMostThreads = 256;

// The exception of the smallest index, whichever thread meets it first.
class FirstFailure {
 public:
  void note(std::size_t index, std::exception_ptr failure) {
    const std::lock_guard hold(lock_);
    if (failure_ && index_ < index) return;
    index_ = index;
    failure_ = std::move(failure);
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex lock_;
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

#ifdef GS_EXECUTOR_STD
template <class Body>
void run_on_threads(std::size_t count, unsigned threads, const Body& body) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) body(i);
  };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < threads; ++t) others.emplace_back(work);
  work();
}
#else
template <class Body>
void run_on_threads(std::size_t count, unsigned threads, const Body& body) {
  // More threads than cores when asked for; without this TBB would complain on the terminal.
  static const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, kMostThreads);
  tbb::task_arena arena(static_cast<int>(threads));
  const auto work = [&](const tbb::blocked_range<std::size_t>& range) {
    for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
  };
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1), work, tbb::simple_partitioner());
  });
}
#endif

}  // namespace

unsigned width_of(std::size_t count, unsigned threads) {
  const unsigned wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
  return static_cast<unsigned>(std::min<std::size_t>({wanted, count, kMostThreads}));
}

std::size_t pieces_in_a_row(std::size_t count, unsigned threads, std::size_t most) {
  const std::size_t width = std::max(1U, width_of(count, threads));
  return std::clamp<std::size_t>((count + width - 1) / width, 1, most);
}

void for_each_chunk(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& body) {
  FirstFailure failure;
  const auto guarded = [&](std::size_t i) {
    try {
      body(i);
    } catch (...) {
      failure.note(i, std::current_exception());
    }
  };
  const unsigned width = width_of(count, threads);
  if (width <= 1) {
    for (std::size_t i = 0; i < count; ++i) guarded(i);
  } else {
    run_on_threads(count, width, guarded);
  }
  failure.rethrow();
}

std::int64_t tally(std::size_t n,
                   unsigned threads,
                   const std::function<std::int64_t(std::size_t, std::size_t)>& count_block) {
  std::vector<std::int64_t> parts((n + kBlock - 1) / kBlock);
  for_each_chunk(parts.size(), threads, [&](std::size_t b) {
    parts[b] = count_block(b * kBlock, std::min(n, (b + 1) * kBlock));
  });
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

struct Ticker::Turning {
  std::mutex lock;
  std::condition_variable wake;
  bool over = false;
  std::jthread thread;  // last: ends before what it uses
};

Ticker::Ticker(std::chrono::milliseconds pause, std::function<void()> look)
    : turning_(std::make_unique<Turning>()) {
  turning_->thread = std::jthread([turning = turning_.get(), pause, look = std::move(look)] {
    std::unique_lock hold(turning->lock);
    while (!turning->wake.wait_for(hold, pause, [turning] { return turning->over; })) look();
  });
}

Ticker::~Ticker() {
  {
    const std::lock_guard hold(turning_->lock);
    turning_->over = true;
  }
  turning_->wake.notify_all();
}

}  // namespace gs
