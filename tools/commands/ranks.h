// The other processes of a job that mpirun or srun started, as `batch run` sees them: who there is, what each
// of them says, a counter they share. What they mean to each other stands here; how a message travels, in
// tools/mpi, where the program is built with MPI.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/batch/runner.h"
#include "tools/commands/session.h"

namespace gs {

// All calls throw Interrupted when asked to stop. A rank that falls silent ends all of them (peer_lost, 10).
class Ranks {
 public:
  virtual ~Ranks() = default;
  virtual std::size_t number() const = 0;  // of this one, from 0
  virtual std::size_t count() const = 0;
  virtual std::size_t here() const = 0;  // of them on this machine
  // What every rank says, by number, cut after 200 bytes; waits until all have spoken. One thread of each.
  virtual std::vector<std::string> exchange(const std::string& mine) = 0;
  virtual std::size_t draw() = 0;  // 0, 1, 2 …, each once among all; any thread
  // When all is saved and told: waits for the others. A rank that goes without ends the job of all.
  virtual void leave() = 0;
};

// A rank that ends while another says why.
struct LeftToAnother {
  int code = 0;
};

// Null where no launcher started this process as one of several. Throws Error(usage): several were started,
// and this program cannot speak to them.
std::unique_ptr<Ranks> join_ranks(const Session& session);

// Does `work` on every rank. Where it is refused on all in the same words, the first rank throws that and the
// others LeftToAnother; where it is refused on some, the first of them throws it with its number.
void do_on_all(Ranks& ranks, const std::function<void()>& work);

// A rank's share of this machine: threads and memory where the person did not say, no lines twice.
Session session_of_rank(const Session& session, const Ranks& ranks);

// Deals the jobs of one list to all ranks.
class RankDealer : public Dealer {
 public:
  RankDealer(Ranks& ranks, std::string experiment) : ranks_(ranks), experiment_(std::move(experiment)) {}
  const std::string& experiment() const { return experiment_; }
  void begin(std::size_t jobs) override;  // refuses (io) where they did not read the same records
  std::size_t next() override { return ranks_.draw(); }
  void end() override { ranks_.exchange("saved"); }

 private:
  Ranks& ranks_;
  std::string experiment_;  // its hash
};

// Where this rank's shard lies and who deals; `threads` of this rank. On all ranks; refuses (corrupt) where
// they are not the same program on the same experiment.
RunPlace place_of_rank(Ranks& ranks, RankDealer& dealer, const std::string& folder, unsigned threads);

}  // namespace gs
