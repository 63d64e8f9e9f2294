// The only door to threads. Work is cut into fixed chunks that do not depend on the number of threads, and
// results are folded in order, so every answer is bitwise the same on 1 thread and on many.
// Back ends: TBB (default), std::thread (GS_EXECUTOR_STD, for ThreadSanitizer).
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace gs {

// Runs body(i) for every i in [0, count), on at most `threads` threads (0 = all cores). Bodies must not share
// mutable state. If bodies throw, the rest still run and the exception of the smallest i is rethrown.
void for_each_chunk(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& body);

// Threads that `count` chunks are given when `threads` are asked for (0 = all cores).
unsigned width_of(std::size_t count, unsigned threads);

// How many of `count` pieces one worker does in a row, keeping his memory: at most `most`, and no thread
// idle. For pieces that share nothing but that memory, so that it does not matter who does which.
std::size_t pieces_in_a_row(std::size_t count, unsigned threads, std::size_t most);

// Sum over [0, n) of count_block(begin, end), blocks of 4096, folded in order.
std::int64_t tally(std::size_t n,
                   unsigned threads,
                   const std::function<std::int64_t(std::size_t, std::size_t)>& count_block);

// Asked by long loops between chunks; set from a signal handler by the program, never by the library.
struct StopRequest {
  const volatile bool* asked = nullptr;
  explicit operator bool() const { return asked != nullptr && *asked; }
};

// Calls `look` again and again, `pause` apart, on a thread of its own until it is destroyed: for a program
// that shows how far the library has come. `look` must not throw and must only read what is made for being
// read by another thread (core/progress.h).
class Ticker {
 public:
  Ticker(std::chrono::milliseconds pause, std::function<void()> look);
  ~Ticker();  // waits for the look under way
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  struct Turning;
  std::unique_ptr<Turning> turning_;
};

}  // namespace gs
