// How a long piece of work is watched from outside: it can be asked to stop, and it tells how far it has come
// in seconds of expected work. The library counts, the program looks; nothing here reads a clock, prints or
// changes a result.
// A watch is handed down by value. Whoever hands it on says what the part is worth (`worth`), whoever gets it
// tells shares of its own work (`done`), so nobody needs to know the whole.
#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "core/blocks.h"
#include "core/error.h"

namespace gs {

// Written by any thread at once.
class Progress {
 public:
  struct State {
    std::string stage;                              // what is being done, "simulating worlds"
    double done_seconds = 0, expected_seconds = 0;  // of expected work, not of any clock
  };

  void expect(double seconds) { expected_ += nanoseconds(seconds); }  // more work lies ahead
  void add(double seconds) { done_ += nanoseconds(seconds); }
  void stage(std::string words) {
    const std::lock_guard hold(lock_);
    stage_ = std::move(words);
  }
  State now() const {
    const std::lock_guard hold(lock_);
    return {stage_, static_cast<double>(done_) * 1e-9, static_cast<double>(expected_) * 1e-9};
  }

 private:
  static std::int64_t nanoseconds(double seconds) {
    constexpr double kMost = 1e9;  // thirty years; the counter holds nine times that
    return static_cast<std::int64_t>((seconds < kMost ? seconds : kMost) * 1e9);
  }
  std::atomic<std::int64_t> done_{0}, expected_{0};
  mutable std::mutex lock_;
  std::string stage_;
};

struct Watch {
  StopRequest stop{};
  Progress* progress = nullptr;  // nobody looks where null
  double seconds = 0;            // what the work handed this watch is expected to take

  Watch worth(double its_seconds) const { return {stop, progress, its_seconds}; }
  Watch part(double share) const { return worth(share * seconds); }
  void expect(double more_seconds) const {
    if (progress != nullptr) progress->expect(more_seconds);
  }
  void done(double share) const {
    if (progress != nullptr) progress->add(share * seconds);
  }
  void stage(std::string_view words) const {
    if (progress != nullptr) progress->stage(std::string(words));
  }
  // Asked between chunks of work; everything committed so far is kept.
  void leave_if_asked(const char* what) const {
    if (stop) throw Interrupted(what);
  }
};

}  // namespace gs
