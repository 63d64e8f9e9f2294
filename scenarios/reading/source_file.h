// The file an export lies in: opened once, read in blocks, refused when it is not a plain readable text file
// or changes while it is read (codes F01-F10). Knows nothing of its contents but the first bytes that betray
// an archive.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace gs {

// Fills the next block; false at the end. The reader of bytes, the decoder and the CSV reader pass blocks on.
using Blocks = std::function<bool(std::string& block)>;

class SourceFile {
 public:
  SourceFile(const std::string& path, std::int64_t most_bytes);  // throws F01-F06, F10, T01
  ~SourceFile();
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  bool next(std::string& block);  // at the end of the file: throws F07 when it changed meanwhile
  std::int64_t size() const { return size_; }
  std::string digest() const;  // of all bytes read so far, 32 hexadecimal digits

 private:
  void check_unchanged() const;
  std::string path_;
  int descriptor_ = -1;
  std::int64_t size_ = 0, changed_ = 0, read_ = 0;
  std::uint64_t forward_ = 0xcbf29ce484222325ULL, mixed_ = 0x9e3779b97f4a7c15ULL;
};

std::string bytes_in_words(std::int64_t bytes);  // "10 MB", "2.3 GiB"

std::string nearest_file(const std::string& path);  // the most similar name in its folder, or ""
// The way out of a file that is not there: "did you mean posts.csv?" where its folder holds a similar name,
// else where it was looked for.
std::string similar_file(const std::string& path);

}  // namespace gs
