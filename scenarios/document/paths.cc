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
#include "scenarios/reading/source_file.h"
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

// What stands in the way of reading a file, said of the file or of the document that names it.
class FileDoor {
 public:
  FileDoor(const std::string& path, const Referrer& referrer) : path_(path), referrer_(referrer) {}
  [[noreturn]] void refuse(const std::string& what,
                           const std::string& code,
                           const std::string& remedy,
                           Fault fault = Fault::bad_input) const {
    if (referrer_.where.empty()) throw Error(fault, shown(path_, 200), what, remedy, code);
    const std::string looked = in_quotes(referrer_.reads) + " (" + shown(path_, 200) + "): ";
    throw Error(fault, referrer_.where, looked + what, remedy, code);
  }
  void check(const struct ::stat& info, const SizeLimit& limit) const {
    if (S_ISDIR(info.st_mode)) refuse("is a directory", "F02", "name a file in it");
    if (!S_ISREG(info.st_mode)) refuse("is not a regular file", "F03", "save it to a file first");
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > limit.bytes)
      refuse(fmt::format("{} bytes; limit {}={}", size, limit.name, limit.bytes),
             "S09",
             fmt::format("raise --limit {}", limit.name),
             Fault::limit);
  }
  [[noreturn]] void refuse_missing(int error) const {
    if (error == EACCES) refuse("permission denied", "F04", "make its folder readable");
    if (error != ENOENT && error != ENOTDIR) refuse(std::strerror(error), "F01", "check the path");
    if (referrer_.where.empty()) refuse("not found", "F01", similar_file(path_));
    const std::string near = nearest_file(path_);
    refuse("not found",
           "F01",
           near.empty() ? "put the file there, or correct the path, which is relative to this document"
                        : "did you mean " +
                              in_quotes((fs::path(referrer_.reads).parent_path() / near).string()) + "?");
  }
  [[noreturn]] void refuse_unreadable(const struct ::stat& info) const {
    refuse(fmt::format("permission denied (owner id {}, mode {:04o})", info.st_uid, info.st_mode & 07777U),
           "F04",
           "make it readable, or copy it");
  }

 private:
  const std::string& path_;
  const Referrer& referrer_;
};

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

std::string read_text_file(const std::string& path, const SizeLimit& limit, const Referrer& referrer) {
  const FileDoor door(path, referrer);
  struct ::stat info {};
  if (::stat(path.c_str(), &info) != 0) door.refuse_missing(errno);
  door.check(info, limit);
  std::ifstream in(path, std::ios::binary);
  if (!in) door.refuse_unreadable(info);
  std::string text(static_cast<std::size_t>(info.st_size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || static_cast<std::size_t>(in.gcount()) != text.size())
    door.refuse("could not be read to its end", "F07", "is it being written right now?", Fault::io);
  return text;
}

}  // namespace gs
