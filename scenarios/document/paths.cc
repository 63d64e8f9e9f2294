// Paths and small files. Symlinks are resolved first and the result compared with the resolved folder,
// component by component, so "plans-old" does not count as inside "plans". Does not: create, write or list
// anything.
#include "scenarios/document/paths.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/error.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const PathRules& rules, const std::string& what, const std::string& remedy) {
  throw Error(Fault::bad_input, rules.where, what, remedy, "S16");
}

[[noreturn]] void refuse_leaving(const PathRules& rules, const std::string& text) {
  refuse(rules,
         in_quotes(text) + ": path leaves the scenario folder; pass --allow-path",
         "put the file beside the scenario, or pass --allow-path");
}

bool speaks_windows(const std::string& text) {
  const bool drive =
      text.size() >= 2 && text[1] == ':' && std::isalpha(static_cast<unsigned char>(text[0])) != 0;
  return drive || text.find('\\') != std::string::npos;
}

bool lies_inside(const fs::path& path, const fs::path& folder) {
  const auto [end_of_folder, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end_of_folder == folder.end();
}

std::string folder_text(const std::string& folder) { return folder.empty() ? "." : folder; }

[[noreturn]] void refuse_file(const std::string& path,
                              const std::string& what,
                              const std::string& code,
                              const std::string& remedy) {
  throw Error(Fault::bad_input, shown(path, 200), what, remedy, code);
}

[[noreturn]] void refuse_unreadable(const std::string& path, const struct ::stat& info) {
  refuse_file(path,
              fmt::format("permission denied (owner id {}, mode {:04o})", info.st_uid, info.st_mode & 07777U),
              "F04",
              "make it readable, or copy it");
}

}  // namespace

std::string folder_of(const std::string& path) { return folder_text(fs::path(path).parent_path().string()); }

std::string canonical_path(const std::string& path) {
  std::error_code failed;
  const fs::path found = fs::weakly_canonical(fs::path(path), failed);
  return failed ? fs::absolute(path, failed).lexically_normal().string() : found.string();
}

std::string path_of(const std::string& text, const PathRules& rules) {
  if (text.empty()) refuse(rules, "empty path", "name a file");
  if (text.find('\0') != std::string::npos) refuse(rules, in_quotes(text) + ": NUL in a path", "name a file");
  if (text.size() > 4096) refuse(rules, fmt::format("path of {} bytes", text.size()), "name a file");
  if (rules.may_leave) return (fs::path(folder_text(rules.relative_to)) / text).string();
  if (speaks_windows(text) || fs::path(text).is_absolute()) refuse_leaving(rules, text);
  const fs::path joined = fs::path(folder_text(rules.relative_to)) / text;
  const std::string folder = rules.inside.empty() ? folder_text(rules.relative_to) : rules.inside;
  if (!lies_inside(canonical_path(joined.string()), canonical_path(folder))) refuse_leaving(rules, text);
  return joined.string();
}

std::string read_text_file(const std::string& path, const SizeLimit& limit) {
  struct ::stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == EACCES) refuse_file(path, "permission denied", "F04", "make its folder readable");
    refuse_file(path,
                errno == ENOENT || errno == ENOTDIR ? "not found" : std::strerror(errno),
                "F01",
                "check the spelling and the current folder");
  }
  if (S_ISDIR(info.st_mode)) refuse_file(path, "is a directory", "F02", "name a file in it");
  if (!S_ISREG(info.st_mode)) refuse_file(path, "is not a regular file", "F03", "save it to a file first");
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > limit.bytes)
    throw Error(Fault::limit,
                shown(path, 200),
                fmt::format("{} bytes; limit {}={}", size, limit.name, limit.bytes),
                fmt::format("raise --limit {}", limit.name),
                "S09");
  std::ifstream in(path, std::ios::binary);
  if (!in) refuse_unreadable(path, info);
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (in.bad() || static_cast<std::size_t>(in.gcount()) != size)
    throw Error(
        Fault::io, shown(path, 200), "could not be read to its end", "is it being written right now?", "F07");
  return text;
}

}  // namespace gs
