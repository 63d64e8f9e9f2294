// Faults at a chosen system call of the real program, by strace: the n-th call on a file of ours kills it or
// fails.
#pragma once
#include <string>
#include <vector>

#include "tests/reliability/workflows.h"

namespace gs::reliability {

// "" where strace may trace here, else why a test is skipped.
std::string why_not_traced();

struct CallPoint {
  std::string call;
  int ordinal = 0;    // the n-th such call of the main thread, from 1
  std::string shown;  // as strace shows it, for messages
};

// The calls of these names that the trial's command makes on files of its folder, in order.
std::vector<CallPoint> calls_on_our_files(Trial& trial, const std::vector<std::string>& names);

// The words before a command that make this happen there: "signal=SIGKILL", "error=ENOSPC". `onwards`: and at
// every later call of that name.
std::string inject(const CallPoint& point, const std::string& fault, bool onwards = false);

}  // namespace gs::reliability
