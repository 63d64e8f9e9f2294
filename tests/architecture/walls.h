// The rules of the floor plan as functions over one file, so that they can be tried on made-up files too.
#pragma once
#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace gs::architecture {

// Includes that climb the ladder, leave the root, or point into tests and bench.
std::vector<std::string> ladder_breaches(const SourceFile& file);
// Packages outside the rooms they belong to, and packages nobody has given a room.
std::vector<std::string> package_breaches(const SourceFile& file);
// Packages that reach a header other folders include, directly or through further headers. A header nobody
// outside its folder includes is private and may hold what it likes.
std::vector<std::string> heavy_header_breaches(const std::vector<SourceFile>& files);

}  // namespace gs::architecture
