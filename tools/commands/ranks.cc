// A launcher tells how many it started in the environment of each; everything else is said by exchange.
#include "tools/commands/ranks.h"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <numeric>
#include <optional>
#include <thread>

#include "core/error.h"
#include "scenarios/plan/estimate.h"

namespace gs {

namespace {

struct Launched {
  std::size_t count = 0;  // 0: by nobody
  std::string variable;
};

// Open MPI's mpirun; MPICH's and Slurm's process managers; srun. A batch script itself is no step.
Launched launched() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    const auto count = static_cast<std::size_t>(std::max(0L, std::strtol(value, nullptr, 10)));
    if (count > 1 || (count == 1 && std::string(name).starts_with("OMPI"))) return {count, name};
  }
  return {};
}

std::string with_number(const Ranks& ranks, const std::string& what) {
  return fmt::format("rank {} of {}: {}", ranks.number(), ranks.count(), what);
}

struct Disagreement {
  Fault fault;
  const char *what, *remedy;  // "rank 2 <what>"
};
// Throws on every rank unless all say the same, naming the first that does not.
void agree(Ranks& ranks, const std::string& mine, const Disagreement& otherwise) {
  const auto said = ranks.exchange(mine);
  const auto other =
      std::find_if(said.begin(), said.end(), [&](const auto& text) { return text != said[0]; });
  if (other == said.end()) return;
  if (ranks.number() > 0) throw LeftToAnother{static_cast<int>(otherwise.fault)};
  throw Error(otherwise.fault,
              "",
              fmt::format("rank {} {} than rank 0", other - said.begin(), otherwise.what),
              otherwise.remedy);
}

// Processors this process may run on; a launcher may bind it to some of the machine's.
unsigned processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const unsigned all = std::max(1U, std::thread::hardware_concurrency());
  if (sched_getaffinity(0, sizeof set, &set) != 0) return all;
  return std::clamp(static_cast<unsigned>(CPU_COUNT(&set)), 1U, all);
}

}  // namespace

std::unique_ptr<Ranks> join_ranks(const Session& session) {
  const Launched by = launched();
  if (by.count == 0) return nullptr;
  const std::string many = fmt::format("this is one of {} ranks ({})", by.count, by.variable);
  if (session.join_ranks == nullptr) {
    if (by.count == 1) return nullptr;
    throw Error(Fault::usage,
                "",
                many + ", and the program was built without MPI: each would do all of the work",
                "install libopenmpi-dev and build again (cmake -D GS_MPI=ON …), or give each process a part: "
                "--shard I/N");
  }
  std::unique_ptr<Ranks> ranks = session.join_ranks(session.stop);
  if (ranks->count() == 1 && by.count > 1)
    throw Error(Fault::usage,
                "",
                many + ", but they do not find each other: the launcher speaks another MPI than this program",
                "start it with the mpirun of the MPI it was built with, or srun --mpi=pmix; or give each "
                "process a part: --shard I/N");
  return ranks;
}

void do_on_all(Ranks& ranks, const std::function<void()>& work) {
  std::optional<Error> mine;
  try {
    work();
  } catch (const Error& error) {
    mine = error;
  }
  const std::string words = mine ? fmt::format("{} {}", static_cast<int>(mine->fault), mine->what()) : "";
  const std::vector<std::string> said = ranks.exchange(words);
  const auto first = std::find_if(said.begin(), said.end(), [](const auto& text) { return !text.empty(); });
  if (first == said.end()) return;
  const int code = std::atoi(first->c_str());
  if (!mine || static_cast<std::size_t>(first - said.begin()) != ranks.number()) throw LeftToAnother{code};
  const bool all = std::all_of(said.begin(), said.end(), [&](const auto& text) { return text == *first; });
  if (all) throw *mine;
  throw Error(mine->fault,
              "",
              with_number(ranks, mine->what()),
              mine->remedy.empty() ? "all ranks must see the same files" : mine->remedy);
}

Session session_of_rank(const Session& session, const Ranks& ranks) {
  Session mine = session;
  const auto here = static_cast<unsigned>(ranks.here());
  if (mine.threads == 0) {
    const unsigned share = std::thread::hardware_concurrency() / here;
    mine.threads = std::min(processors(), std::max(1U, share));
  }
  if (mine.mem_limit == 0) mine.mem_limit = static_cast<std::int64_t>(mine.run_limits().bytes / here);
  mine.quiet = mine.quiet || ranks.number() > 0;
  return mine;
}

RunPlace place_of_rank(Ranks& ranks, RankDealer& dealer, const std::string& folder, unsigned threads) {
  agree(ranks,
        GS_VERSION,
        {Fault::corrupt, "is another version of the program", "run the same one everywhere"});
  agree(ranks,
        dealer.experiment(),
        {Fault::corrupt, "reads another experiment, plan or workspace", "all ranks must see the same files"});
  std::size_t workers = 0;
  for (const std::string& text : ranks.exchange(std::to_string(threads))) workers += std::stoul(text);
  return {.folder = folder,
          .kind = "rank",
          .number = static_cast<std::uint32_t>(ranks.number() + 1),
          .of = static_cast<std::uint32_t>(ranks.count()),
          .deals_all = true,
          .workers_of_all = workers,
          .dealer = &dealer};
}

void RankDealer::begin(std::size_t jobs) {
  agree(ranks_,
        std::to_string(jobs),
        {Fault::io,
         "sees other shards",
         "the folder of shards must be one that all machines share: choose it with --into"});
}

}  // namespace gs
