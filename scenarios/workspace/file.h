// The workspace as a file: its 100-byte header, its one writer's kernel lock, its birth in one step, its
// bytes for readers.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gs {

inline constexpr std::uint32_t kApplicationId = 0x47535731;  // "GSW1", at offset 68 of the file
inline constexpr std::uint32_t kSchemaNumber = 3;            // user_version, at offset 60
inline constexpr std::size_t kPageBytes = 4096;              // every workspace has pages of this size

struct OpenDescriptors;

// One descriptor of the workspace file beside SQLite's own. Closing any descriptor of a file drops all POSIX
// locks this process has on it, SQLite's included; so it is really closed only with the last FileHold on that
// file in the process.
class FileHold {
 public:
  static FileHold existing(const std::string& path);  // refuses what is not there or not a plain file
  // A new file with these bytes appears under its name whole or not at all, mode 0600, already locked by us
  // when `locked`. nullptr when the name is taken.
  static std::unique_ptr<FileHold> create(const std::string& path, std::string_view bytes, bool locked);

  // These bytes take the name of a file that stays beside it as `keep_as`; locked by us. The name leads to
  // one of the two whole files at every moment.
  static FileHold replace(const std::string& path, std::string_view bytes, const std::string& keep_as);

  bool lock_writer() const;  // flock(2): the kernel drops it with the process, however it ends
  bool lock_reader() const;  // true while no writer is there
  void unlock() const;
  std::size_t size() const;
  std::string read(std::size_t most) const;      // from the beginning of the file
  bool is_still(const std::string& path) const;  // the name still leads to this file

  FileHold(FileHold&& other) noexcept;
  FileHold& operator=(FileHold&&) = delete;
  ~FileHold();

 private:
  FileHold(std::string path, int descriptor);
  std::string path_;
  int descriptor_ = -1;
  std::shared_ptr<OpenDescriptors> keep_open_;
};

// A file that ends inside a page was cut; the size is that of the file, and no journal may be waiting for it.
void check_whole_pages(const std::string& path, std::size_t bytes);
// Magic, application id, schema number; an older schema that can be migrated passes.
void check_header(const std::string& path, std::string_view header);
bool is_network_file_system(std::uint64_t type);  // f_type of statfs(2)
void refuse_network(const std::string& path);     // of the folder the workspace is in
// SQLite keeps its journal beside the file a symbolic link leads to, so that is the name to work with.
std::string resolved(const std::string& path);
bool has_journal(const std::string& path);  // a `-wal` with something in it

}  // namespace gs
