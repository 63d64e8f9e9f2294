// Plain POSIX reading: stat before open, so that a pipe is never waited for; fstat again at the end, so that
// a file replaced or grown while it was read is refused instead of half believed.
#include "scenarios/reading/source_file.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/draw.h"
#include "core/error.h"
#include "core/nearest.h"

namespace gs {
namespace {

constexpr std::size_t kBlock = 1 << 16;

[[noreturn]] void refuse(const std::string& path,
                         const std::string& what,
                         const char* code,
                         std::string remedy = "") {
  throw Error(Fault::bad_input, path, what, std::move(remedy), code);
}

std::filesystem::path folder_shown(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

std::string permission_text(const struct stat& status) {
  const passwd* owner = getpwuid(status.st_uid);
  std::array<char, 8> mode{};
  std::snprintf(mode.data(), mode.size(), "%04o", static_cast<unsigned>(status.st_mode & 07777));
  const std::string name = owner ? owner->pw_name : std::to_string(status.st_uid);
  return "permission denied (owner " + name + ", mode " + mode.data() + ")";
}

std::int64_t change_time(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

// Says what a file is by its first bytes; archives are named, never opened.
void refuse_other_kinds(const std::string& path, std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("PK\x03\x04"sv)) {
    const bool excel = head.find("xl/"sv) != head.npos || head.find("[Content_Types].xml"sv) != head.npos;
    if (excel || path.ends_with(".xlsx"))
      refuse(path, "this is an Excel file; export as CSV, or convert: xlsx2csv FILE", "F05");
    refuse(path, "this is a ZIP archive; unpack it and import the CSV inside", "F05");
  }
  if (head.starts_with("\xd0\xcf\x11\xe0"sv))
    refuse(
        path, "this is an Excel file; export as CSV, or convert: libreoffice --convert-to csv FILE", "F05");
  if (head.starts_with("\x1f\x8b"sv)) refuse(path, "this is a gzip archive; unpack it: gunzip FILE", "F05");
  if (head.starts_with("%PDF"sv)) refuse(path, "this is a PDF document; export as CSV", "F05");
}

void refuse_html(const std::string& path, std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  while (!head.empty() && std::strchr(" \t\r\n", head.front())) head.remove_prefix(1);
  std::string start(head.substr(0, 14));
  for (char& c : start) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  if (start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head"))
    refuse(path, "looks like HTML, not CSV", "F06", "log in to the platform and export the file again");
}

}  // namespace

std::string nearest_file(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path wanted(path);
  std::vector<std::string> names;
  std::error_code ignored;
  for (fs::directory_iterator it(folder_shown(wanted), ignored), end; !ignored && it != end;
       it.increment(ignored))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  return nearest(wanted.filename().string(), names);
}

std::string similar_file(const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path wanted(path);
  const std::string found = nearest_file(path);
  std::error_code ignored;
  if (found.empty())
    return "check the spelling and the folder: looked in " +
           fs::absolute(folder_shown(wanted), ignored).lexically_normal().string();
  return "did you mean " + (wanted.parent_path() / found).string() + "?";
}

std::string bytes_in_words(std::int64_t bytes) {
  constexpr double kKi = 1024.0;
  double amount = static_cast<double>(bytes);
  const char* unit = "bytes";
  for (const char* larger : {"KiB", "MiB", "GiB"}) {
    if (amount < kKi) break;
    amount /= kKi;
    unit = larger;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(),
                text.size(),
                amount == static_cast<double>(static_cast<std::int64_t>(amount)) ? "%.0f %s" : "%.1f %s",
                amount,
                unit);
  return text.data();
}

SourceFile::SourceFile(const std::string& path, std::int64_t most_bytes) : path_(path) {
  struct stat status {};
  if (path.find('\0') != path.npos) refuse(path.c_str(), "not found", "F01", "the path holds a NUL byte");
  if (stat(path.c_str(), &status) != 0) {
    if (errno == EACCES) refuse(path, "permission denied", "F04");
    refuse(path, "not found", "F01", similar_file(path));
  }
  if (S_ISDIR(status.st_mode)) refuse(path, "is a directory", "F02", "name the CSV file inside it");
  if (!S_ISREG(status.st_mode)) refuse(path, "is not a regular file", "F03", "save it as a file first");
  descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) refuse(path, permission_text(status), "F04");
  size_ = status.st_size;
  changed_ = change_time(status);
  if (size_ <= most_bytes) return;
  close(descriptor_);
  throw Error(Fault::limit,
              path,
              "file " + bytes_in_words(size_) + "; limit file-bytes=" + bytes_in_words(most_bytes) +
                  " (--limit file-bytes=…)",
              "split the export by date, or raise the limit",
              "F10");
}

SourceFile::~SourceFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void SourceFile::check_unchanged() const {
  struct stat status {};
  const bool seen = fstat(descriptor_, &status) == 0;
  if (seen && status.st_size == size_ && change_time(status) == changed_ && read_ == size_) return;
  const std::int64_t now = seen ? static_cast<std::int64_t>(status.st_size) : read_;
  refuse(path_,
         "changed during import (size " + bytes_in_words(size_) + "→" + bytes_in_words(now) + ")",
         "F07",
         "wait until the download has finished and import again");
}

bool SourceFile::next(std::string& block) {
  block.resize(kBlock);
  ssize_t got = 0;
  do {
    got = read(descriptor_, block.data(), kBlock);
  } while (got < 0 && errno == EINTR);
  if (got < 0) throw Error(Fault::io, path_, std::string("cannot be read: ") + std::strerror(errno));
  block.resize(static_cast<std::size_t>(got));
  if (got == 0) {
    check_unchanged();
    return false;
  }
  if (read_ == 0) {
    refuse_other_kinds(path_, block);
    refuse_html(path_, block);
  }
  read_ += got;
  for (const char c : block) forward_ = (forward_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  mixed_ = mix64(mixed_ ^ forward_);
  return true;
}

std::string SourceFile::digest() const {
  std::array<char, 40> text{};
  std::snprintf(text.data(),
                text.size(),
                "%016llx%016llx",
                static_cast<unsigned long long>(forward_),
                static_cast<unsigned long long>(mixed_));
  return text.data();
}

}  // namespace gs
