// A disk that fails at the n-th change SQLite makes to a file: it kills the process, or reports that it is
// full from then on. Wraps SQLite's own file layer; install it in a child process only.
#pragma once

namespace gs {

enum class DiskFault { kill, full };
struct FaultyDisk {
  DiskFault fault = DiskFault::kill;
  int at = 0;       // the change that fails, from 1
  int changes = 0;  // writes, syncs, truncations and deletions so far
};
FaultyDisk& install_faulty_disk();

}  // namespace gs
