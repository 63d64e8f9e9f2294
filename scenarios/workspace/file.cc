// Descriptors, locks and the birth of the file.
// Lock: flock on the workspace file itself. On a local Linux file system flock and the POSIX locks SQLite
// uses do not see each other, nothing is left behind, and the kernel gives it back with the process. Network
// file systems, where flock is imitated by POSIX locks, are refused to writers. Birth: the bytes go into a
// file without a name (O_TMPFILE), which then gets its name by link(2): a process killed in between leaves
// nothing, and of two that create at once exactly one wins.
#include "scenarios/workspace/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.h"

namespace gs {

struct OpenDescriptors {
  std::vector<int> all;
  ~OpenDescriptors() {
    for (const int descriptor : all) close(descriptor);
  }
};

namespace {

using Inode = std::pair<dev_t, ino_t>;

// The one piece of state shared by a process, because POSIX locks are: which files have descriptors to be
// kept.
std::shared_ptr<OpenDescriptors> keep_open(int descriptor) {
  static std::mutex mutex;
  static std::map<Inode, std::weak_ptr<OpenDescriptors>> files;
  struct stat status {};
  fstat(descriptor, &status);
  const std::lock_guard guard(mutex);
  std::erase_if(files, [](const auto& entry) { return entry.second.expired(); });
  std::weak_ptr<OpenDescriptors>& known = files[{status.st_dev, status.st_ino}];
  std::shared_ptr<OpenDescriptors> file = known.lock();
  if (!file) known = file = std::make_shared<OpenDescriptors>();
  file->all.push_back(descriptor);
  return file;
}

Error system_failure(const std::string& path, const char* doing) {
  const int number = errno;
  const std::string text = std::string(doing) + ": " + std::generic_category().message(number) + " (errno " +
                           std::to_string(number) + ")";
  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    return Error(Fault::io,
                 path,
                 "no space left writing the workspace",
                 "free space and run the same command again",
                 "W06");
  return Error(Fault::io, path, text, "check the rights of file and folder", "W05");
}

Error missing(const std::string& path) {
  return Error(Fault::bad_input,
               path,
               "not found",
               "import an export first: groundswell import FILE -w " + path,
               "F01");
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_failure(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (fsync(descriptor) != 0) throw system_failure(path, "cannot be written to disk");
}

void sync_folder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return;  // a folder we may write but not read: its entry is written by the system in time
  fsync(descriptor);
  close(descriptor);
}

// A file that has no name yet, or, where the file system cannot do that, a random one to be dropped after
// linking.
struct Unnamed {
  int descriptor = -1;
  std::string link_from, drop;
  explicit Unnamed(const std::string& path) {
    descriptor = open(folder_of(path).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    link_from = "/proc/self/fd/" + std::to_string(descriptor);
    if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return;
    drop = path + ".XXXXXX";
    descriptor = mkostemp(drop.data(), O_CLOEXEC);
    link_from = drop;
    if (descriptor < 0) drop.clear();
  }
  ~Unnamed() {
    if (!drop.empty()) unlink(drop.c_str());
  }
};

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = (value << 8) | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

FileHold::FileHold(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor), keep_open_(keep_open(descriptor)) {}

FileHold::FileHold(FileHold&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      keep_open_(std::move(other.keep_open_)) {}

// The descriptor may outlive this hold; its lock must not.
FileHold::~FileHold() {
  if (descriptor_ >= 0) unlock();
}

FileHold FileHold::existing(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0)
    throw errno == ENOENT ? missing(path) : system_failure(path, "cannot be opened");
  if (S_ISDIR(status.st_mode))
    throw Error(Fault::bad_input, path, "is a directory", "name a workspace file", "F02");
  if (!S_ISREG(status.st_mode))
    throw Error(Fault::bad_input, path, "is not a regular file", "name a workspace file", "F03");
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) throw system_failure(path, "cannot be opened");
  return {path, descriptor};
}

std::unique_ptr<FileHold> FileHold::create(const std::string& path, std::string_view bytes, bool locked) {
  const Unnamed file(path);
  if (file.descriptor < 0) throw system_failure(path, "cannot be created");
  std::unique_ptr<FileHold> hold(new FileHold(path, file.descriptor));
  write_all(file.descriptor, bytes, path);
  if (locked) hold->lock_writer();
  if (linkat(AT_FDCWD, file.link_from.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    if (errno == EEXIST) return nullptr;
    throw system_failure(path, "cannot be created");
  }
  sync_folder(folder_of(path));
  return hold;
}

FileHold FileHold::replace(const std::string& path, std::string_view bytes, const std::string& keep_as) {
  const std::string fresh = path + ".new";
  unlink(fresh.c_str());  // of a process that was killed here; ours alone, for the old file is locked by us
  std::unique_ptr<FileHold> hold = create(fresh, bytes, true);
  if (hold == nullptr) throw system_failure(fresh, "cannot be created");
  if (link(path.c_str(), keep_as.c_str()) != 0 && errno != EEXIST)
    throw system_failure(keep_as, "cannot be created");
  if (!existing(path).is_still(keep_as)) {
    unlink(fresh.c_str());
    throw Error(Fault::io,
                keep_as,
                "is in the way of the older workspace kept beside the new one",
                "move it away",
                "W05");
  }
  if (rename(fresh.c_str(), path.c_str()) != 0) throw system_failure(path, "cannot be replaced");
  sync_folder(folder_of(path));
  return std::move(*hold);
}

bool FileHold::lock_writer() const { return flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

bool FileHold::lock_reader() const {
  // A file system without flock has no writer of ours either: they are refused there.
  return flock(descriptor_, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void FileHold::unlock() const { flock(descriptor_, LOCK_UN); }

std::size_t FileHold::size() const {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) throw system_failure(path_, "cannot be read");
  return static_cast<std::size_t>(status.st_size);
}

std::string FileHold::read(std::size_t most) const {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (bytes.size() < most) {
    const std::size_t ask = std::min(buffer.size(), most - bytes.size());
    const ssize_t got = pread(descriptor_, buffer.data(), ask, static_cast<off_t>(bytes.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw system_failure(path_, "cannot be read");
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

bool FileHold::is_still(const std::string& path) const {
  struct stat named {
  }, held{};
  return stat(path.c_str(), &named) == 0 && fstat(descriptor_, &held) == 0 && named.st_dev == held.st_dev &&
         named.st_ino == held.st_ino;
}

void check_whole_pages(const std::string& path, std::size_t bytes) {
  if (bytes % kPageBytes != 0)
    throw Error(Fault::corrupt,
                path,
                "corrupt: ends inside page " + std::to_string(bytes / kPageBytes + 1),
                "run `workspace repair`",
                "W04");
}

void check_header(const std::string& path, std::string_view header) {
  using namespace std::string_view_literals;
  if (header.size() < 100 || header.substr(0, 16) != "SQLite format 3\0"sv ||
      big_endian(header, 68) != kApplicationId)
    throw Error(Fault::corrupt,
                path,
                "not a Groundswell workspace",
                "check the file given with -w; if it was a workspace, run `workspace repair`",
                "W01");
  const std::uint32_t schema = big_endian(header, 60);
  if (schema >= 1 && schema <= kSchemaNumber) return;
  const std::string made =
      "made by schema " + std::to_string(schema) + ", this build reads " + std::to_string(kSchemaNumber);
  if (schema > kSchemaNumber)
    throw Error(Fault::corrupt, path, made + ": upgrade", "upgrade Groundswell", "W03");
  throw Error(
      Fault::corrupt, path, made, "no version of Groundswell wrote this file; run `workspace repair`", "W03");
}

bool is_network_file_system(std::uint64_t type) {
  // statfs(2): NFS, SMB, CIFS, SMB2, 9P, Ceph, AFS, Coda, NCP, Lustre, GPFS. FUSE is not listed: it is as
  // often local.
  for (const std::uint64_t known : {0x6969ULL,
                                    0x517BULL,
                                    0xFF534D42ULL,
                                    0xFE534D42ULL,
                                    0x01021997ULL,
                                    0x00C36400ULL,
                                    0x5346414FULL,
                                    0x73757245ULL,
                                    0x564CULL,
                                    0x0BD00BD0ULL,
                                    0x47504653ULL})
    if (type == known) return true;
  return false;
}

void refuse_network(const std::string& path) {
  struct statfs system {};
  if (statfs(folder_of(path).c_str(), &system) != 0)
    return;  // opening will say what is wrong with the folder
  if (is_network_file_system(static_cast<std::uint32_t>(system.f_type)))
    throw Error(
        Fault::io, path, "WAL needs a local disk", "copy it to a local disk or use --read-only", "W10");
}

std::string resolved(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::is_symlink(path, failed)) return path;
  const std::filesystem::path real = std::filesystem::canonical(path, failed);
  return failed ? path : real.string();
}

bool has_journal(const std::string& path) {
  struct stat status {};
  return stat((path + "-wal").c_str(), &status) == 0 && status.st_size > 0;
}

}  // namespace gs
