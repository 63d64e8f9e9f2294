// Ranks that speak MPI: the only room that knows it. Deals out numbers and short words, nothing else.
#pragma once
#include <memory>

#include "tools/commands/ranks.h"

namespace gs {

// Joins the job this process was started in. Throws Error(usage) where the library cannot serve threads.
std::unique_ptr<Ranks> mpi_ranks(const StopRequest& stop);

}  // namespace gs
