// Results of an experiment as they come in: an append-only file of checksummed records, one writer, on any
// file system. A record is whole or it is not there: what a killed writer left unfinished is cut off when the
// file is opened again; anything else that does not fit its checksum is refused (exit 7), never read.
//
// Format, little-endian. Head, 64 bytes: "GSSHARD1" · u32 columns · u32 number · u32 of · u32 0 · 32 bytes
// experiment hash · u32 0 · u32 CRC-32C of the 60 bytes before. Record: u32 kind (1 rows, 2 failure) · u32
// point · u32 first replicate · u32 replicates · u32 bytes of the payload · u32 CRC-32C of these 20 bytes ·
// payload · u32 CRC-32C of the payload. Rows: a double for every replicate and column, row by row, NaN where
// undefined. Failure: u32 exit code · u32 length of the code · code · reason. CRC-32C: Castagnoli, RFC 3720.
#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace gs {

struct ShardHead {
  std::string hash;  // 64 hex digits
  std::uint32_t columns = 0, number = 1, of = 1;
};

// Worlds first .. first + count - 1 of a point.
struct Block {
  std::uint32_t point = 0, first = 0, count = 0;
  auto operator<=>(const Block&) const = default;
};

struct ShardRecord {
  Block block;
  std::vector<double> values{};  // count x columns, row by row; of a failure none
  std::string reason{}, code{};  // of a failure
  std::uint32_t fault = 0;       // its exit code; 0: none
};

// The file of shard `number` of `of`: "shard-2-of-3.gss".
std::string shard_name(const std::string& kind, std::uint32_t number, std::uint32_t of);
std::vector<std::string> shards_in(
    const std::string& folder);  // paths, sorted; none where there is no folder

// Calls `use` with every whole record, in the file's order. An unfinished record at the end is left out: its
// writer may be at work. Throws Error(corrupt) naming file and offset; Error(bad_input) where the file is of
// another experiment.
void read_shard(const std::string& path,
                const ShardHead& expected,
                const std::function<void(ShardRecord&&)>& use);

bool is_being_written(const std::string& path);  // some process holds it, as far as this machine can tell

// The one writer of a file; the kernel's lock ends with the process, however it ends.
class ShardWriter {
 public:
  // Makes the file, or goes on with it; an unfinished record at its end is cut off. Error(locked) while
  // another process writes it, naming it where the system tells.
  ShardWriter(const std::string& path, const ShardHead& head);
  ~ShardWriter();
  ShardWriter(const ShardWriter&) = delete;
  ShardWriter& operator=(const ShardWriter&) = delete;

  // Written at once, whole or not at all; safe from power loss after sync(). Throws Error(io).
  void append(const ShardRecord& record);
  void sync();
  const std::string& path() const { return path_; }
  std::uint64_t replicates() const { return replicates_; }  // in the file

 private:
  void recover(const ShardHead& head);
  void put(const std::string& bytes);
  [[noreturn]] void refuse_write(std::size_t needed);
  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0, replicates_ = 0;
  std::exception_ptr broken_{};  // the failure after which nothing more is written, or believed
};

std::uint32_t crc32c(std::string_view bytes);

}  // namespace gs
