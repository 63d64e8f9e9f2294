// Reading and writing shards. A record goes out in one write; if the disk takes only part of it, the part is
// cut off again.
#include "scenarios/batch/shards/shard.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/error.h"
#include "scenarios/batch/shards/shard_text.h"

namespace gs {
namespace {

using namespace shard_text;

constexpr std::string_view kMagic = "GSSHARD1";
constexpr std::uint32_t kRows = 1, kFailure = 2;
constexpr std::uint32_t kMostPayload = 1U << 30;

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int k = 0; k < 8; ++k) c = (c & 1U) ? (c >> 1) ^ 0x82f63b78U : c >> 1;
    table[i] = c;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kCrc = crc_table();

Error corrupt(const std::string& path, std::uint64_t offset, const std::string& what) {
  return Error(Fault::corrupt,
               path,
               fmt::format("corrupt at byte {}: {}", offset, what),
               "move the file away and run the same command again: its worlds are lived anew",
               "W04");
}

Error failed(const std::string& path, const std::string& what) {
  return Error(Fault::io,
               path,
               what + " (" + std::strerror(errno) + ")",
               "check the disk and run the same command again");
}

std::string hash_bytes(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

void check_head(const std::string& path, std::string_view bytes, const ShardHead& expected) {
  if (!bytes.starts_with(kMagic))
    throw Error(Fault::corrupt, path, "is not a shard of an experiment", "move it out of the folder", "W01");
  if (word_at(bytes, 60) != crc32c(bytes.substr(0, 60))) throw corrupt(path, 0, "the head");
  if (bytes.substr(24, 32) != hash_bytes(expected.hash) || word_at(bytes, 8) != expected.columns)
    throw Error(
        Fault::bad_input,
        path,
        "holds results of another experiment: its plan, factors, responses, seed, calibration or "
        "program differ",
        "name the workspace, seed and calibration they were made with (-w, --seed, --calibration); else give "
        "this experiment another name or folder (--into), or move the old results away",
        "S17");
}

// What follows a whole head, record by record. Returns the offset behind the last whole one.
class Records {
 public:
  Records(const std::string& path, std::uint32_t columns) : path_(path), columns_(columns) {}

  std::uint64_t read(std::ifstream& file, const std::function<void(ShardRecord&&)>& use) {
    std::uint64_t offset = kHeadBytes;
    std::string head(kRecordHead, '\0');
    while (file.read(head.data(), static_cast<std::streamsize>(kRecordHead))) {
      if (is_blank(head)) return offset;  // room a crashed system gave the file, nothing in it
      if (word_at(head, 20) != crc32c(std::string_view(head).substr(0, 20)))
        throw corrupt(path_, offset, "the head of a record");
      const std::uint32_t bytes = word_at(head, 16);
      if (bytes > kMostPayload) throw corrupt(path_, offset, "the length of a record");
      payload_.resize(bytes + kCheck);
      if (!file.read(payload_.data(), static_cast<std::streamsize>(payload_.size()))) return offset;
      const std::string_view payload = std::string_view(payload_).substr(0, bytes);
      if (word_at(payload_, bytes) != crc32c(payload)) throw corrupt(path_, offset, "a record");
      use(record_of(head, payload, offset));
      offset += kRecordHead + payload_.size();
    }
    return offset;
  }

 private:
  static bool is_blank(const std::string& bytes) {
    return std::ranges::all_of(bytes, [](char c) { return c == '\0'; });
  }
  ShardRecord record_of(std::string_view head, std::string_view payload, std::uint64_t offset) const {
    ShardRecord record{{word_at(head, 4), word_at(head, 8), word_at(head, 12)}};
    const std::uint32_t kind = word_at(head, 0);
    if (kind == kRows && payload.size() == std::size_t{record.block.count} * columns_ * 8) {
      record.values.resize(payload.size() / 8);
      for (std::size_t i = 0; i < record.values.size(); ++i) record.values[i] = number_at(payload, i * 8);
      return record;
    }
    if (kind != kFailure || payload.size() < 8 || word_at(payload, 4) > payload.size() - 8)
      throw corrupt(path_, offset, "a record that is none");
    record.fault = word_at(payload, 0);
    record.code = payload.substr(8, word_at(payload, 4));
    record.reason = payload.substr(8 + record.code.size());
    return record;
  }
  const std::string& path_;
  std::uint32_t columns_;
  std::string payload_;
};

std::uint64_t read_all(const std::string& path,
                       const ShardHead& expected,
                       const std::function<void(ShardRecord&&)>& use) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw failed(path, "cannot be read");
  std::string head(kHeadBytes, '\0');
  if (!file.read(head.data(), static_cast<std::streamsize>(kHeadBytes)))
    return 0;  // killed while it was made
  check_head(path, head, expected);
  return Records(path, expected.columns).read(file, use);
}

// Who holds the lock, as far as this machine's kernel tells.
std::string holder_of(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return "another process";
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    if (line.find("FLOCK") == std::string::npos ||
        line.find(fmt::format(":{} ", status.st_ino)) == std::string::npos)
      continue;
    std::string number, kind, advisory, write, pid;
    std::istringstream words(line);
    words >> number >> kind >> advisory >> write >> pid;
    return "pid " + pid;
  }
  return "another process";
}

}  // namespace

namespace shard_text {

std::string head_bytes(const ShardHead& head) {
  std::string bytes(kMagic);
  for (const std::uint32_t word : {head.columns, head.number, head.of, 0U}) put_word(bytes, word);
  bytes += hash_bytes(head.hash);
  put_word(bytes, 0);
  put_word(bytes, crc32c(bytes));
  return bytes;
}

std::string record_bytes(const ShardRecord& record) {
  std::string payload;
  if (record.fault == 0) {
    payload.reserve(record.values.size() * 8);
    for (const double value : record.values)
      put_number(payload, value == value ? value : std::numeric_limits<double>::quiet_NaN());
  } else {
    put_word(payload, record.fault);
    put_word(payload, static_cast<std::uint32_t>(record.code.size()));
    payload += record.code + record.reason;
  }
  std::string bytes;
  bytes.reserve(payload.size() + kRecordHead + kCheck);
  for (const std::uint32_t word : {record.fault == 0 ? kRows : kFailure,
                                   record.block.point,
                                   record.block.first,
                                   record.block.count,
                                   static_cast<std::uint32_t>(payload.size())})
    put_word(bytes, word);
  put_word(bytes, crc32c(bytes));
  bytes += payload;
  put_word(bytes, crc32c(payload));
  return bytes;
}

}  // namespace shard_text

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char c : bytes) crc = kCrc[(crc ^ static_cast<unsigned char>(c)) & 0xffU] ^ (crc >> 8);
  return crc ^ 0xffffffffU;
}

std::string shard_name(const std::string& kind, std::uint32_t number, std::uint32_t of) {
  return fmt::format("{}-{}-of-{}.gss", kind, number, of);
}

std::vector<std::string> shards_in(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none))
    if (entry.path().extension() == ".gss") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

void read_shard(const std::string& path,
                const ShardHead& expected,
                const std::function<void(ShardRecord&&)>& use) {
  read_all(path, expected, use);
}

bool is_being_written(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  return held;
}

ShardWriter::ShardWriter(const std::string& path, const ShardHead& head) : path_(path) {
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor_ < 0) throw failed(path, "cannot be written");
  try {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
      throw Error(Fault::locked,
                  path,
                  "is being written by " + holder_of(descriptor_),
                  "wait for it, or give every process a --shard of its own",
                  "W02");
    recover(head);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

ShardWriter::~ShardWriter() { ::close(descriptor_); }

void ShardWriter::recover(const ShardHead& head) {
  size_ = read_all(path_, head, [this](ShardRecord&& record) {
    if (record.fault == 0) replicates_ += record.block.count;
  });
  if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) throw failed(path_, "cannot be cut");
  if (size_ == 0) put(head_bytes(head)), sync();
}

void ShardWriter::append(const ShardRecord& record) {
  put(record_bytes(record));
  if (record.fault == 0) replicates_ += record.block.count;
}

void ShardWriter::put(const std::string& bytes) {
  if (broken_) std::rethrow_exception(broken_);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote =
        ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(size_ + done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) refuse_write(bytes.size());
    done += static_cast<std::size_t>(wrote);
  }
  size_ += bytes.size();
}

void ShardWriter::refuse_write(std::size_t needed) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  Error refusal = failed(path_, "cannot be written");
  struct statvfs disk {};
  const std::uint64_t room = ::fstatvfs(descriptor_, &disk) == 0 ? disk.f_bavail * disk.f_frsize : 0;
  if (full)
    refusal = Error(Fault::io,
                    path_,
                    fmt::format("no space left writing the file (needed {}, free {}); {} replicates saved",
                                needed,
                                room,
                                replicates_),
                    "free space and run the same command again");
  broken_ = std::make_exception_ptr(refusal);
  // What the disk took of the record is cut off; where even that fails the next opening does it.
  const bool cut = ::ftruncate(descriptor_, static_cast<off_t>(size_)) == 0;
  static_cast<void>(cut);
  throw refusal;
}

void ShardWriter::sync() {
  if (broken_) std::rethrow_exception(broken_);
  if (::fdatasync(descriptor_) == 0) return;
  const Error refusal = failed(path_, fmt::format("cannot be made safe; {} replicates written", replicates_));
  broken_ = std::make_exception_ptr(refusal);
  throw refusal;
}

}  // namespace gs
