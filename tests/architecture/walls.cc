// Ladder: tools -> scenarios -> models -> core, and inside a room its folders have their order too. Each
// package has its rooms; heavy ones stay out of public headers.
#include "tests/architecture/walls.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

namespace gs::architecture {
namespace {

// From the ground up. A folder not named here stands with the longest prefix that covers it.
constexpr std::array<std::string_view, 13> kLadder{"core/",
                                                   "models/",
                                                   "models/fit/pool/",
                                                   "models/fit/",
                                                   "scenarios/reading/",
                                                   "scenarios/kpi/",
                                                   "scenarios/document/",
                                                   "scenarios/imports/",
                                                   "scenarios/workspace/",
                                                   "scenarios/plan/",
                                                   "scenarios/",
                                                   "scenarios/report/",
                                                   "tools/"};

// Height on the ladder; tests and bench stand above all rooms.
std::size_t height(std::string_view path) {
  std::size_t found = kLadder.size(), covered = 0;
  for (std::size_t i = 0; i < kLadder.size(); ++i)
    if (path.starts_with(kLadder[i]) && kLadder[i].size() > covered) found = i, covered = kLadder[i].size();
  return found;
}

bool is_ours(std::string_view target) {
  return height(target) < kLadder.size() || target.starts_with("tests/") || target.starts_with("bench/");
}

struct Package {
  std::string_view prefix;                     // of the include
  std::array<std::string_view, 2> belongs_to;  // path prefixes; "" is nowhere
  bool heavy;
};
constexpr std::array<Package, 15> kPackages{{{"tbb/", {"core/", ""}, true},
                                             {"oneapi/", {"core/", ""}, true},
                                             {"boost/", {"core/", "scenarios/batch/design.cc"}, true},
                                             {"date/", {"core/time/clock.cc", ""}, true},
                                             {"ceres/", {"models/fit/", ""}, true},
                                             {"Eigen/", {"models/fit/", ""}, true},
                                             {"unsupported/Eigen/", {"models/fit/", ""}, true},
                                             {"nlohmann/json_fwd.hpp", {"scenarios/", "tools/"}, false},
                                             {"nlohmann/", {"scenarios/", "tools/"}, true},
                                             {"sqlite3", {"scenarios/", ""}, true},
                                             {"fmt/", {"scenarios/", "tools/"}, true},
                                             {"CLI/", {"tools/", ""}, true},
                                             {"mpi.h", {"tools/mpi/", ""}, true},
                                             {"pybind11/", {"tools/python/", ""}, true},
                                             {"sys/", {"scenarios/", "tools/"}, false}}};

const Package* package_of(std::string_view target) {
  const auto found = std::find_if(
      kPackages.begin(), kPackages.end(), [&](const Package& p) { return target.starts_with(p.prefix); });
  return found == kPackages.end() ? nullptr : &*found;
}

bool belongs(const Package& package, const SourceFile& file) {
  return std::any_of(package.belongs_to.begin(), package.belongs_to.end(), [&](std::string_view where) {
    return !where.empty() && file.in(where);
  });
}

bool stands_above_rooms(const SourceFile& file) { return height(file.path) == kLadder.size(); }

// Headers that exist to hold a package: one adaptor, one document type.
constexpr std::string_view kAdaptor = "core/graph/boost_graph.h";
constexpr std::string_view kDocument = "scenarios/document/json.h";

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

using Files = std::map<std::string, const SourceFile*>;

// Follows includes from one header; reports the heavy ones with the header that has them.
void follow(const Files& files,
            const std::string& path,
            std::set<std::string>& seen,
            std::set<std::string>& heavy) {
  const auto found = files.find(path);
  if (found == files.end() || path == kDocument || !seen.insert(path).second) return;
  for (const Include& include : found->second->includes) {
    const Package* package = package_of(include.target);
    if (package != nullptr && package->heavy) heavy.insert(path + " includes <" + include.target + ">");
    if (is_ours(include.target)) follow(files, include.target, seen, heavy);
  }
}

// Headers of the library that some folder outside their own includes. Nobody stands above the front door's
// headers.
std::set<std::string> public_headers(const std::vector<SourceFile>& files) {
  std::set<std::string> found;
  for (const SourceFile& file : files)
    for (const Include& include : file.includes)
      if (height(include.target) < height("tools/") && !file.in(folder_of(include.target) + "/") &&
          (include.target != kAdaptor || file.is_header()))
        found.insert(include.target);
  return found;
}

}  // namespace

std::vector<std::string> ladder_breaches(const SourceFile& file) {
  std::vector<std::string> breaches;
  for (const Include& include : file.includes) {
    const std::string at = place(file, include.line) + " includes " + include.target;
    // Tests may name what lies beside them.
    if (include.quoted && !is_ours(include.target) && !stands_above_rooms(file))
      breaches.push_back(at + ": not a path from the root");
    if (!include.quoted && is_ours(include.target)) breaches.push_back(at + ": ours, so in quotation marks");
    if (!is_ours(include.target)) continue;
    if (include.target.ends_with(".cc")) breaches.push_back(at + ": a source, not a header");
    if (height(include.target) > height(file.path)) breaches.push_back(at + ": points up the ladder");
    if (!std::filesystem::exists(root() / include.target)) breaches.push_back(at + ": does not exist");
  }
  return breaches;
}

std::vector<std::string> package_breaches(const SourceFile& file) {
  std::vector<std::string> breaches;
  if (stands_above_rooms(file)) return breaches;
  for (const Include& include : file.includes) {
    if (include.quoted) continue;
    const Package* package = package_of(include.target);
    const std::string at = place(file, include.line) + " includes <" + include.target + ">";
    if (package != nullptr && !belongs(*package, file)) breaches.push_back(at + ": belongs to another room");
    if (package == nullptr && include.target.find('/') != std::string::npos)
      breaches.push_back(at + ": a package without a room");
  }
  return breaches;
}

std::vector<std::string> heavy_header_breaches(const std::vector<SourceFile>& files) {
  Files by_path;
  for (const SourceFile& file : files) by_path[file.path] = &file;
  std::vector<std::string> breaches;
  for (const std::string& header : public_headers(files)) {
    std::set<std::string> seen, heavy;
    follow(by_path, header, seen, heavy);
    for (const std::string& one : heavy) breaches.push_back(header + ": " + one);
  }
  return breaches;
}

}  // namespace gs::architecture
