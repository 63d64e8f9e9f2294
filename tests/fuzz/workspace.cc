// Any bytes as a workspace: opened and read to the last row, checked, repaired into a new file that then
// opens; or refused. The file given is not changed by reading it.
#include "scenarios/workspace/workspace.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "tests/fuzz/scratch.h"
#include "tests/fuzz/targets.h"

namespace gs::fuzz {

namespace {

void read_everything(const Workspace& workspace) {
  (void)workspace.posts();
  (void)workspace.ads();
  (void)workspace.conversions();
  (void)workspace.days();
  (void)workspace.history();
  (void)workspace.ad_history();
  for (const char* kind : {"calibration", "forecast", "comparison", "backtest"})
    (void)workspace.documents(kind);
}

void remove_with_journal(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix, ignored);
}

}  // namespace

void workspace(std::string_view bytes) {
  const std::string path = file_of(bytes, "a.gsw"), repaired = path_of("b.gsw");
  read_or_refuse([&] {
    const Workspace opened = Workspace::open(path, Access::read_only);
    read_everything(opened);
    opened.check();
  });
  std::ifstream file(path, std::ios::binary);
  promise(std::string(std::istreambuf_iterator<char>(file), {}) == bytes, "reading changes nothing");
  // Repair reads all again and writes a file: of large inputs one in four, chosen by their bytes.
  const auto sum =
      std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned s, char c) { return s * 31 + c; });
  if (bytes.size() < 8192 || sum % 4 == 0)
    read_or_refuse([&] {
      (void)repair_workspace(path, repaired);
      const Workspace opened = Workspace::open(repaired, Access::read_only);
      read_everything(opened);
      opened.check();
    });
  remove_with_journal(path);
  remove_with_journal(repaired);
}

}  // namespace gs::fuzz
