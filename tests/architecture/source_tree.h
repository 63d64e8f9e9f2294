// The project's own sources as text, for tests that read rather than run.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gs::architecture {

struct Include {
  std::string target;  // as written between the marks
  bool quoted = false;
  std::size_t line = 0;
};

struct SourceFile {
  std::string path;                // from the root, with '/'
  std::vector<std::string> lines;  // as written
  std::vector<std::string> code;   // the same lines without comments and without the insides of literals
  std::vector<Include> includes;
  bool is_header() const { return path.ends_with(".h"); }
  bool in(std::string_view folder) const { return path.starts_with(folder); }
};

std::filesystem::path root();
SourceFile source_file(std::string path, const std::string& text);
// All .h and .cc under the given folders, sorted by path. Throws when there is none: a test must not pass on
// nothing.
std::vector<SourceFile> sources(const std::vector<std::string>& folders);
std::vector<SourceFile> rooms();       // core models scenarios tools
std::vector<SourceFile> everything();  // and tests bench

// "path:line", the way compilers write it.
std::string place(const SourceFile& file, std::size_t line_index);

// Joined with line breaks; empty when nothing was found, so that failures read as a list.
std::string listed(const std::vector<std::string>& findings);

}  // namespace gs::architecture
