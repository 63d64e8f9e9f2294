// Scratch files of the fuzz targets.
#include "tests/fuzz/scratch.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace gs::fuzz {

namespace {

// One folder for the life of the process; gone when it ends in an orderly way.
class Scratch {
 public:
  Scratch() {
    const bool memory = access("/dev/shm", W_OK) == 0;
    std::string name = std::string(memory ? "/dev/shm" : "/tmp") + "/groundswell-fuzz.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

std::string path_of(const std::string& name) {
  static const Scratch scratch;
  return scratch.path() + "/" + name;
}

std::string file_of(std::string_view bytes, const std::string& name) {
  const std::string path = path_of(name);
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) std::abort();
  while (!bytes.empty()) {
    const ssize_t wrote = write(file, bytes.data(), bytes.size());
    if (wrote <= 0) std::abort();
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  close(file);
  return path;
}

}  // namespace gs::fuzz
