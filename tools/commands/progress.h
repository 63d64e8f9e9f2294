// The line that tells a waiting person how far a command has come and how long it will still take: on
// standard error, only where that is a terminal and nobody asked for quiet.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "core/progress.h"

namespace gs {

struct Session;

// "simulating worlds   45 %   about 3 s left". Remaining time: what is still expected, times how much longer
// than expected the work has taken so far; at the start the expectation weighs as much as one second of work.
std::string progress_text(const Progress::State& state, double elapsed_seconds, bool stopping);

// Lives as long as the work it shows; leaves the terminal's line empty.
class ProgressLine {
 public:
  explicit ProgressLine(const Session& session);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  Watch watch() const;                    // for work that tells itself how long it will take
  Watch watch_for(double seconds) const;  // for work of so many expected seconds

 private:
  void look();
  StopRequest stop_;
  mutable Progress progress_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::size_t shown_ = 0;           // columns to clear
  std::unique_ptr<Ticker> ticker_;  // last: ends before what it looks at; null where nobody watches
};

}  // namespace gs
