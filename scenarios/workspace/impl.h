// What a Workspace holds. Private to the workspace's own files.
#pragma once
#include <string>

#include "scenarios/workspace/file.h"
#include "scenarios/workspace/sqlite.h"
#include "scenarios/workspace/workspace.h"

namespace gs {

struct Workspace::Impl {
  std::string path;
  bool writable = false;
  FileHold hold;              // before `database`: SQLite closes first
  sqlite::Database database;  // of a reader: a copy in memory of one consistent state

  sqlite::Database& for_writing();
};

// A consistent state of the file's bytes for a reader, taken without creating or changing anything.
std::string snapshot(const std::string& path, const FileHold& hold);

}  // namespace gs
