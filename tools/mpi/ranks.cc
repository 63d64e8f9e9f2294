// Two-sided messages of a few bytes, so that any MPI and any network will do. Rank 0 keeps the counter and
// answers from a thread of its own, between its own work; whoever waits sleeps in between, since a library
// that waits by spinning would take the processor of a worker. One lock around all calls: no more of the
// library's thread safety is used than MPI_THREAD_SERIALIZED.
// A rank that is killed ends the job by its launcher. One that falls silent (frozen, its machine gone) is
// missed by rank 0, or rank 0 by all: a word a second each way, nothing heard for kSilence ends the job.
#include "tools/mpi/ranks.h"

#include <mpi.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iostream>
#include <list>
#include <mutex>
#include <thread>

#include "core/blocks.h"
#include "core/error.h"

namespace gs {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kDealing{5}, kLook{250},
    kWait{1};                                                       // a look costs a tenth of a millisecond
constexpr std::chrono::seconds kWord{1}, kSilence{20}, kFrozen{5};  // assumption: no machine is as slow
constexpr std::size_t kLength = 200;                                // bytes of what is exchanged
enum Tag : int { kAsk = 1, kAnswer, kAlive };

class MpiRanks : public Ranks {
 public:
  explicit MpiRanks(const StopRequest& stop) : stop_(stop) {
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
    if (provided < MPI_THREAD_SERIALIZED)
      throw Error(Fault::usage,
                  "",
                  "this MPI library does not let threads take turns (MPI_THREAD_SERIALIZED)",
                  "use one that does, or --shard I/N");
    MPI_Comm_rank(MPI_COMM_WORLD, &number_);
    MPI_Comm_size(MPI_COMM_WORLD, &count_);
    MPI_Comm neighbours = MPI_COMM_NULL;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &neighbours);
    MPI_Comm_size(neighbours, &here_);
    MPI_Comm_free(&neighbours);
    std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
    int length = 0;
    MPI_Get_processor_name(name.data(), &length);
    heard_.assign(static_cast<std::size_t>(count_), Clock::now());
    machines_ = exchange({name.data(), static_cast<std::size_t>(length)});
    if (count_ > 1) ticker_ = std::make_unique<Ticker>(number_ == 0 ? kDealing : kLook, [this] { look(); });
  }

  ~MpiRanks() override {
    ticker_.reset();
    if (left_) MPI_Finalize();  // else the launcher takes it for a loss and ends the others
  }

  std::size_t number() const override { return static_cast<std::size_t>(number_); }
  std::size_t count() const override { return static_cast<std::size_t>(count_); }
  std::size_t here() const override { return static_cast<std::size_t>(here_); }

  std::vector<std::string> exchange(const std::string& mine) override {
    Words& words = kept_.emplace_back();
    words.mine.resize(kLength);
    words.all.resize(kLength * count());
    mine.copy(words.mine.data(), kLength - 1);
    MPI_Request request = MPI_REQUEST_NULL;
    {
      const std::lock_guard hold(lock_);
      const int length = static_cast<int>(kLength);
      MPI_Iallgather(
          words.mine.data(), length, MPI_CHAR, words.all.data(), length, MPI_CHAR, MPI_COMM_WORLD, &request);
    }
    wait_for(request);
    std::vector<std::string> said;
    for (std::size_t r = 0; r < count(); ++r) said.emplace_back(words.all.data() + r * kLength);
    return said;
  }

  std::size_t draw() override {
    if (number_ == 0) return next_++;
    const std::lock_guard one_at_a_time(asking_);
    MPI_Request request = MPI_REQUEST_NULL;
    {
      const std::lock_guard hold(lock_);
      MPI_Irecv(&answer_, 1, MPI_UINT64_T, 0, kAnswer, MPI_COMM_WORLD, &request);
      send(0, kAsk);
    }
    wait_for(request);
    return answer_;
  }

  void leave() override {
    exchange("told");
    ticker_.reset();
    exchange("quiet");
    const std::lock_guard hold(lock_);
    while (hear(kAlive)) continue;
    left_ = true;
  }

 private:
  // Lives as long as this, since the library may still write there when a wait was broken off.
  struct Words {
    std::vector<char> mine, all;
  };

  void wait_for(MPI_Request& request) {
    for (;;) {
      int done = 0;
      {
        const std::lock_guard hold(lock_);
        MPI_Test(&request, &done, MPI_STATUS_IGNORE);
      }
      if (done != 0) return;
      if (stop_) throw Interrupted("stopped");
      std::this_thread::sleep_for(kWait);
    }
  }

  void send(int to, Tag tag, std::uint64_t word = 0) {
    MPI_Send(&word, 1, MPI_UINT64_T, to, tag, MPI_COMM_WORLD);
  }

  // Takes one waiting message of that kind and notes who is there.
  bool hear(Tag tag, int* from = nullptr) {
    int waiting = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &waiting, &status);
    if (waiting == 0) return false;
    std::uint64_t word = 0;
    MPI_Recv(&word, 1, MPI_UINT64_T, status.MPI_SOURCE, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    heard_[static_cast<std::size_t>(status.MPI_SOURCE)] = Clock::now();
    if (from != nullptr) *from = status.MPI_SOURCE;
    return true;
  }

  void look() {
    const std::lock_guard hold(lock_);
    const Clock::time_point now = Clock::now();
    if (now - looked_ > kFrozen) std::fill(heard_.begin(), heard_.end(), now);  // it was us
    looked_ = now;
    int from = 0;
    while (number_ == 0 && hear(kAsk, &from)) send(from, kAnswer, next_++);
    while (hear(kAlive)) continue;
    if (now - said_ < kWord) return;
    said_ = now;
    const int first = number_ == 0 ? 1 : 0, last = number_ == 0 ? count_ : 1;
    for (int other = first; other < last; ++other) {
      if (now - heard_[static_cast<std::size_t>(other)] > kSilence) lose(other);
      send(other, kAlive);
    }
  }

  void lose(int other) {
    std::cerr << "error: nothing heard of rank " + std::to_string(other) + " on " +
                     machines_[static_cast<std::size_t>(other)] + " for " + std::to_string(kSilence.count()) +
                     " s; what all have done is saved\n"
                     "       run the same command again, on as many ranks as you like\n       (exit 10)\n"
              << std::flush;
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(Fault::peer_lost));
  }

  StopRequest stop_;
  int number_ = 0, count_ = 1, here_ = 1;
  std::vector<std::string> machines_;
  std::mutex lock_, asking_;
  std::list<Words> kept_;
  std::atomic<std::size_t> next_{0};  // rank 0's
  std::uint64_t answer_ = 0;
  std::vector<Clock::time_point> heard_;
  Clock::time_point looked_ = Clock::now(), said_ = looked_;
  bool left_ = false;
  std::unique_ptr<Ticker> ticker_;  // last: ends before what it uses
};

}  // namespace

std::unique_ptr<Ranks> mpi_ranks(const StopRequest& stop) { return std::make_unique<MpiRanks>(stop); }

}  // namespace gs
