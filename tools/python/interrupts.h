// Ctrl-C while worlds are simulated: as long as one of these lives, SIGINT and SIGTERM ask the work to stop
// and are passed on to whoever handled them before, so Python still runs its own handlers afterwards. Made
// and destroyed while Python's lock is held. Signals that nobody handles, or that are ignored, are left
// alone.
#pragma once
#include "core/blocks.h"

namespace gs {

class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  StopRequest stop() const;
};

}  // namespace gs
