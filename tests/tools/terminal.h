// A program whose standard error is a terminal, as a waiting person has it.
#pragma once
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

namespace gs::testing_terminal {

class Program {
 public:
  // Runs in `folder`, standard output into `out`.
  Program(const std::string& folder, std::vector<std::string> arguments, const std::string& out) {
    int theirs = -1;
    winsize size{24, 80, 0, 0};
    if (openpty(&ours_, &theirs, nullptr, nullptr, &size) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      const int file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
      const int nothing = open("/dev/null", O_RDONLY);
      if (dup2(nothing, 0) < 0 || dup2(file, 1) < 0 || dup2(theirs, 2) < 0 || chdir(folder.c_str()) != 0)
        _exit(99);
      close(ours_);
      std::vector<char*> words;
      for (std::string& word : arguments) words.push_back(word.data());
      words.push_back(nullptr);
      execv(words[0], words.data());
      _exit(98);
    }
    close(theirs);
  }
  ~Program() {
    if (pid_ > 0) kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0);
    close(ours_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Reads until the text has been shown; false when the program ended without it.
  bool wait_for(const std::string& text) {
    while (seen_.find(text) == std::string::npos)
      if (!read_more()) return false;
    return true;
  }
  void signal(int which) const { kill(pid_, which); }
  // Reads on to the end; the exit code, 128 + n when a signal killed it.
  int end() {
    while (read_more()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  const std::string& seen() const { return seen_; }

 private:
  bool read_more() {
    char block[4096];
    const ssize_t got = read(ours_, block, sizeof block);
    if (got <= 0) return false;  // EIO: nobody holds the other end any more
    seen_.append(block, static_cast<std::size_t>(got));
    return true;
  }
  int ours_ = -1;
  pid_t pid_ = -1;
  std::string seen_;
};

}  // namespace gs::testing_terminal
