// Opening, locking, copying and checking a workspace.
// A reader takes one consistent state into memory and lets the file go: it needs no lock afterwards, leaves
// no `-wal` or
// `-shm` behind, works on read-only media, and is never in a writer's way. A writer holds the kernel lock
// until closed. Limit: a reader needs as much memory as the file is long.
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "scenarios/workspace/impl.h"
#include "scenarios/workspace/rows.h"
#include "scenarios/workspace/tables/ad_rows.h"
#include "scenarios/workspace/tables/batch_rows.h"
#include "scenarios/workspace/tables/migrate.h"

namespace gs {
namespace {

using sqlite::Database;
using namespace std::chrono_literals;

// A reader holds its shared lock while it copies bytes; a writer waits that long and no longer (assumption).
constexpr auto kWaitForReaders = 500ms;
constexpr auto kWaitForWriter = 5000ms;
constexpr std::size_t kMostBytesToRead = std::size_t{4}
                                         << 30;  // assumption: thousands of times a year of history
constexpr auto kPause = 5ms;

template <class Try>
bool within(std::chrono::milliseconds limit, Try&& succeeds) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!succeeds()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

std::string printable(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text.substr(0, 200);
}

std::string own_command() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  return printable(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::string own_host() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? printable(name) : "";
}

// Who writes, for the message a second writer gets; never a lock.
void record_holder(Database& database) {
  sqlite::Transaction transaction(database);
  database.run("DELETE FROM holder");
  RowWriter(database, "holder")
      .write({std::int64_t{1}, std::int64_t{getpid()}, own_host(), own_command(), utc_now()});
  transaction.commit();
}

Error locked_by(const std::string& path, const std::string& whom) {
  return Error(Fault::locked, path, "locked by " + whom, "use --read-only", "W02");
}

// The row may be an earlier writer's, when it is a reader that keeps us waiting.
bool is_gone(const Row& holder) {
  return text_at(holder, 2) == own_host() && kill(static_cast<pid_t>(whole_at(holder, 1)), 0) != 0 &&
         errno == ESRCH;
}

Error locked(const std::string& path) {
  try {
    Database database = Database::open(path, Database::Mode::read_only);
    const auto rows = database.rows("SELECT * FROM holder");
    if (rows.empty() || is_gone(rows[0])) return locked_by(path, "another process");
    return locked_by(path,
                     "pid " + std::to_string(whole_at(rows[0], 1)) + " on host " +
                         printable(text_at(rows[0], 2)) + " since " + printable(text_at(rows[0], 4)) +
                         " (command " + printable(text_at(rows[0], 3)) + ")");
  } catch (const Error&) {
    return locked_by(path, "another process");  // the holder has just opened or is closing
  }
}

bool is_there(const std::string& path) {
  std::error_code unknown;  // what cannot be looked at is named when it is opened
  return std::filesystem::exists(path, unknown);
}

FileHold hold_for_writing(const std::string& path, Access access) {
  refuse_network(path);
  if (access == Access::create && !is_there(path)) {
    if (has_journal(path))
      throw Error(Fault::corrupt,
                  path + "-wal",
                  "was left by a workspace that is gone",
                  "put the workspace back beside it, or move it away",
                  "W04");
    if (auto created = FileHold::create(path, empty_workspace(), true)) return std::move(*created);
  }
  FileHold hold = FileHold::existing(path);
  check_header(path, hold.read(100));
  if (!within(kWaitForReaders, [&] { return hold.lock_writer(); })) {
    const Error refusal = locked(path);
    // The holder may have left while we read its name, and our look kept it from clearing its journal away:
    // then the place is ours, and so is the clearing.
    if (!hold.lock_writer()) throw refusal;
  }
  if (!has_journal(path)) check_whole_pages(path, hold.size());
  if (schema_of(hold.read(100)) < kSchemaNumber) return upgraded(path, std::move(hold));
  return hold;
}

bool has_index(const std::string& path) { return is_there(path + "-shm"); }

}  // namespace

namespace {

// With the journal that a writer left. Where one died, SQLite replays it in memory. Where another program, a
// notebook say, still reads the workspace, that one keeps journal and index alive: then it is read beside it.
// nullopt: held just now.
std::optional<std::string> image_with_journal(const std::string& path) {
  for (const auto mode : {Database::Mode::exclusive, Database::Mode::read_only}) {
    if (mode == Database::Mode::read_only && !has_index(path)) break;
    try {
      return Database::open(path, mode).image();
    } catch (const Error& error) {
      if (error.fault != Fault::locked) throw;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string snapshot(const std::string& path, const FileHold& hold) {
  if (hold.size() > kMostBytesToRead)
    throw Error(
        Fault::limit,
        path,
        std::to_string(hold.size()) + " bytes; a reader copies at most " + std::to_string(kMostBytesToRead),
        "open it without --read-only");
  std::string image;
  const bool done = within(kWaitForWriter, [&] {
    if (hold.lock_reader()) {
      const bool journal = has_journal(path);  // no writer lives
      std::optional<std::string> bytes = journal ? image_with_journal(path) : hold.read(SIZE_MAX);
      hold.unlock();
      if (!bytes) return false;
      image = std::move(*bytes);
      if (!journal) check_whole_pages(path, image.size());
      return true;
    }
    if (!has_journal(path) || !has_index(path)) return false;  // the writer is opening or closing
    image = Database::open(path, Database::Mode::read_only).image();
    return true;
  });
  if (!done) throw locked(path);
  return image;
}

namespace {

// In the tables of today, whatever schema the file has.
std::string state_of(const std::string& path, const FileHold& hold) {
  std::string image = snapshot(path, hold);
  return schema_of(image) < kSchemaNumber ? migrated(path, image) : image;
}

}  // namespace

sqlite::Database& Workspace::Impl::for_writing() {
  if (!writable)
    throw Error(
        Fault::usage, path, "was opened with --read-only; nothing can be stored", "leave --read-only out");
  return database;
}

Workspace Workspace::open(const std::string& name, Access access) {
  const std::string path = resolved(name);
  const bool writable = access != Access::read_only;
  FileHold hold = writable ? hold_for_writing(path, access) : FileHold::existing(path);
  if (!writable) check_header(path, hold.read(100));
  Database database = writable ? Database::open(path, Database::Mode::read_write)
                               : Database::of_image(path, state_of(path, hold));
  if (writable && database.read_only())
    throw Error(Fault::io,
                path,
                "may be read but not written",
                "change the rights of the file or use --read-only",
                "W05");
  if (!hold.is_still(path))
    throw Error(Fault::io, path, "was replaced while it was opened", "run the same command again", "W05");
  apply_settings(database, writable);
  check_structure(database, "quick_check");
  if (writable) record_holder(database);
  return Workspace(std::make_unique<Impl>(Impl{path, writable, std::move(hold), std::move(database)}));
}

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

void Workspace::check() const {
  check_structure(impl_->database, "integrity_check");
  for (const StoredTable& table : workspace_tables())
    read_rows(impl_->database, table.name, Order::oldest_first, [&](const Row& row) {
      if (table.name == "posts") post_of(impl_->path, row);
      check_ad_row(impl_->path, table.name, row);
      check_batch_row(impl_->path, table.name, row);
      return true;
    });
}

void Workspace::copy(const std::string& target) const {
  check();
  if (FileHold::create(target, file_image(impl_->database), false) == nullptr)
    throw Error(Fault::bad_input, target, "is already there", "choose another name or move it away", "C03");
}

}  // namespace gs
