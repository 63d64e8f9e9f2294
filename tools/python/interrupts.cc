// Handlers laid over Python's for the time of a call. Nested and parallel calls share them: one signal stops
// all.
#include "tools/python/interrupts.h"

#include <array>
#include <csignal>

namespace gs {

namespace {

constexpr std::array<int, 2> kSignals{SIGINT, SIGTERM};

volatile bool stop_asked = false;
int calls = 0;  // under way; counted under Python's lock
std::array<struct sigaction, kSignals.size()> before{};
std::array<bool, kSignals.size()> laid_over{};

void on_signal(int signal, siginfo_t* info, void* context) {
  stop_asked = true;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    if (kSignals[i] != signal) continue;
    if ((before[i].sa_flags & SA_SIGINFO) != 0)
      before[i].sa_sigaction(signal, info, context);
    else
      before[i].sa_handler(signal);
  }
}

bool is_handled(const struct sigaction& action) {
  return (action.sa_flags & SA_SIGINFO) != 0 ||
         (action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN);
}

}  // namespace

Interrupts::Interrupts() {
  if (calls++ > 0) return;
  stop_asked = false;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], nullptr, &before[i]);
    laid_over[i] = is_handled(before[i]);
    if (!laid_over[i]) continue;
    struct sigaction ours {};
    ours.sa_sigaction = on_signal;
    ours.sa_flags = SA_SIGINFO;
    sigaction(kSignals[i], &ours, nullptr);
  }
}

Interrupts::~Interrupts() {
  if (--calls > 0) return;
  for (std::size_t i = 0; i < kSignals.size(); ++i)
    if (laid_over[i]) sigaction(kSignals[i], &before[i], nullptr);
}

StopRequest Interrupts::stop() const { return {&stop_asked}; }

}  // namespace gs
