#include "tests/reliability/system_calls.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace gs::reliability {

namespace {

constexpr const char* kTrace = "strace -f -qq ";  // with --seccomp-bpf strace 6.1 injects no signal

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ",") + name;
  return all;
}

}  // namespace

std::string why_not_traced() {
  const int code = std::system("strace -f -qq -o /dev/null -e trace=openat true >/dev/null 2>&1");
  return code == 0 ? "" : "strace is missing or may not trace here (apt-get install strace; ptrace allowed)";
}

std::vector<CallPoint> calls_on_our_files(Trial& trial, const std::vector<std::string>& names) {
  const std::string log = trial.sandbox().path() + ".calls";
  const Ran ran = trial.disturbed(std::string(kTrace) + "-y -s 0 -o " + log + " -e trace=" + joined(names));
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::istringstream lines(support::bytes_in(log));
  std::map<std::string, int> made;
  std::vector<CallPoint> points;
  std::string main_thread;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string thread, call;
    words >> thread;
    std::getline(words >> std::ws, call, '(');
    if (main_thread.empty()) main_thread = thread;
    if (thread != main_thread || call.find(' ') != std::string::npos) continue;  // "<... resumed>", "+++"
    const int ordinal = ++made[call];
    if (line.find(trial.sandbox().path()) != std::string::npos ||
        line.find(Sandbox::example("")) != std::string::npos)
      points.push_back({call, ordinal, line.substr(thread.size())});
  }
  return points;
}

std::string inject(const CallPoint& point, const std::string& fault, bool onwards) {
  return std::string(kTrace) + "-o /dev/null -e trace=" + point.call + " -e inject=" + point.call + ":" +
         fault + ":when=" + std::to_string(point.ordinal) + (onwards ? "+" : "");
}

}  // namespace gs::reliability
