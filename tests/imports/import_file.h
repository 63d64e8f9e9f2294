// A text written to a file of its own and imported, for tests.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/error.h"
#include "scenarios/imports/importer.h"

namespace gs::testing_imports {

class ExportFile {
 public:
  explicit ExportFile(std::string_view text, const std::string& name = "posts.csv") {
    std::string folder = (std::filesystem::temp_directory_path() / "gs_imports_XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    path_ = (folder_ / name).string();
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~ExportFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ExportFile(const ExportFile&) = delete;
  ExportFile& operator=(const ExportFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

inline Import import_text(std::string_view text, const ImportOptions& options = {}) {
  const ExportFile file(text);
  return read_export(file.path(), options);
}

// The refusal as the user sees it, without the folder: "posts.csv:3:5 reach: … [V02]"; "" when nothing is
// refused.
inline std::string refusal(std::string_view text, const ImportOptions& options = {}) {
  const ExportFile file(text);
  try {
    read_export(file.path(), options);
  } catch (const Error& error) {
    const std::string all = error.what();
    const std::size_t name = all.find("posts.csv");
    return name == std::string::npos ? all : all.substr(name);
  }
  return "";
}

// All findings as lines: "INFO 3 reach: text [code]".
inline std::string report(const Import& read) {
  std::string lines;
  for (const Finding& finding : read.findings) {
    lines += finding.level == Level::info        ? "INFO "
             : finding.level == Level::attention ? "ATTENTION "
                                                 : "ERROR ";
    if (finding.line > 0) lines += std::to_string(finding.line) + " ";
    if (!finding.column.empty()) lines += finding.column + ": ";
    lines += finding.text + (finding.code.empty() ? "" : " [" + finding.code + "]") + "\n";
  }
  return lines;
}

// A canonical file of one row per line given; columns as named.
inline std::string canonical(const std::string& columns, const std::string& rows) {
  return "platform,account,post_id,published," + columns + "\n" + rows;
}

// Canonical rows p1, p2 … with the cells given.
inline std::string rows_of(std::initializer_list<const char*> cells) {
  std::string rows;
  int id = 0;
  for (const char* cell : cells) {
    const std::string number = std::to_string(++id);
    rows += "facebook,page,p" + number + ",2026-03-0" + number + "T10:00Z," + cell + "\n";
  }
  return rows;
}

}  // namespace gs::testing_imports
