// posix_spawnp with two pipes, read as they fill: a program that says much on one waits for nobody on the
// other.
#include "tools/commands/other_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/error.h"

extern char** environ;

namespace gs {
namespace {

[[noreturn]] void refuse_start(const std::string& program, int error) {
  throw Error(Fault::io,
              program,
              std::string("cannot be started (") + std::strerror(error) + ")",
              "close other programs and run the same command again");
}

// Ends are closed on every way out.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  explicit Pipe(const std::string& program) {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) refuse_start(program, errno);
  }
  ~Pipe() { close_end(0), close_end(1); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(std::size_t i) {
    if (ends[i] >= 0) ::close(ends[i]);
    ends[i] = -1;
  }
};

// What is set before the program begins: where it speaks to, and signals as a shell leaves them.
class Start {
 public:
  Start(const Pipe& out, const Pipe& err) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, out.ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, err.ends[1], STDERR_FILENO);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);  // ignored by this program, and that is inherited
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Start() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;

  int run(const std::vector<std::string>& words, pid_t& started) const {
    std::vector<std::string> own = words;
    std::vector<char*> arguments;
    for (std::string& word : own) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return ::posix_spawnp(&started, arguments[0], &files_, &attributes_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

// Both pipes to their ends.
void read_both(Pipe& out, Pipe& err, Answered& answered) {
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    std::array<pollfd, 2> wanted{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
    if (::poll(wanted.data(), wanted.size(), -1) < 0) continue;  // a signal: it reaches the program, too
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].revents == 0) continue;
      std::array<char, 4096> piece{};
      const ssize_t got = ::read(wanted[i].fd, piece.data(), piece.size());
      if (got > 0) (i == 0 ? answered.out : answered.err).append(piece.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) (i == 0 ? out : err).close_end(0);
    }
  }
}

}  // namespace

std::optional<Answered> ask_program(const std::vector<std::string>& words) {
  Pipe out(words.front()), err(words.front());
  pid_t started = 0;
  const int failure = Start(out, err).run(words, started);
  if (failure == ENOENT) return std::nullopt;
  if (failure != 0) refuse_start(words.front(), failure);
  out.close_end(1), err.close_end(1);
  Answered answered;
  read_both(out, err, answered);
  int status = 0;
  while (::waitpid(started, &status, 0) < 0 && errno == EINTR) {
  }
  answered.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return answered;
}

}  // namespace gs
