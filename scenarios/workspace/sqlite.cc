// SQLite behind values and Errors. Statements are always fixed text with bound parameters, so an SQLITE_ERROR
// at run time can only come from a file that is not what it claims to be; it is therefore answered as damage.
#include "scenarios/workspace/sqlite.h"

#include <sqlite3.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "core/error.h"

namespace gs::sqlite {
namespace {

constexpr int kBusyMilliseconds = 5000;
constexpr int kExclusiveMilliseconds = 200;  // who asks has another way (assumption)

bool is_space_errno(int number) { return number == ENOSPC || number == EDQUOT || number == EFBIG; }

Error no_space(const std::string& path) {
  struct statvfs space {};
  const std::string folder = std::filesystem::path(path).parent_path().string();
  std::string free_text;
  if (statvfs(folder.empty() ? "." : folder.c_str(), &space) == 0)
    free_text = " (free " + std::to_string(std::uint64_t{space.f_bavail} * space.f_frsize) + " bytes)";
  return Error(Fault::io,
               path,
               "no space left writing the workspace" + free_text,
               "nothing of this command was stored; free space and run the same command again",
               "W06");
}

Error io_error(const std::string& path, int extended, int number) {
  std::string what = "cannot be read or written: " + std::string(sqlite3_errstr(extended)) + " (SQLite " +
                     std::to_string(extended);
  if (number != 0)
    what += ", errno " + std::to_string(number) + ": " + std::generic_category().message(number);
  return Error(Fault::io, path, what + ")", "check the disk and the rights of file and folder", "W05");
}

Error corrupt(const std::string& path, const std::string& detail) {
  return Error(Fault::corrupt, path, "corrupt: " + detail, "run `workspace repair`", "W04");
}

int last_errno_of(sqlite3_file* file) {
  int number = 0;
  const auto* methods = file != nullptr ? file->pMethods : nullptr;
  if (methods != nullptr && methods->xFileControl != nullptr)  // a journal in memory has none
    methods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
  return number;
}

// What the system said. SQLite keeps it per connection only for some failures, per file for all: look at the
// file and at its journal too, and let "no space" win.
int system_errno(sqlite3* handle) {
  if (handle == nullptr) return 0;
  sqlite3_file *main_file = nullptr, *journal = nullptr;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &main_file);
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  int first = 0;
  for (const int number : {sqlite3_system_errno(handle), last_errno_of(journal), last_errno_of(main_file)}) {
    if (is_space_errno(number)) return number;
    if (first == 0) first = number;
  }
  return first;
}

Error translate(const std::string& path, sqlite3* handle, int code) {
  const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
  const int number = system_errno(handle);
  const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error(Fault::locked, path, "locked by another process", "use --read-only", "W02");
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
      return corrupt(path, detail);
    case SQLITE_NOTADB:
      return Error(
          Fault::corrupt, path, "not a Groundswell workspace", "check the file given with -w", "W01");
    case SQLITE_FULL:
      return no_space(path);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      if (extended == SQLITE_IOERR_NOMEM) break;
      return is_space_errno(number) ? no_space(path) : io_error(path, extended, number);
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      break;
    default:
      return Error(Fault::our_defect,
                   path,
                   "the database refused a statement of ours: " + detail,
                   "please report this message");
  }
  return Error(Fault::limit, path, "the workspace needs more memory than there is: " + detail, "free memory");
}

[[noreturn]] void refuse(const std::string& path, sqlite3* handle, int code) {
  throw translate(path, handle, code);
}

sqlite3* open_handle(const std::string& path, const std::string& name, int flags) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code != SQLITE_OK) {
    const Error error = translate(path, handle, code);
    sqlite3_close(handle);
    throw error;
  }
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return handle;
}

// The file says "write-ahead log"; a database in memory has none and refuses to open until it says
// "rollback".
void say_rollback(unsigned char* image) {
  if (image[18] == 2) image[18] = 1;
  if (image[19] == 2) image[19] = 1;
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close(handle); }

Database Database::open(const std::string& path, Mode mode) {
  // An absolute name is never taken for ":memory:" nor for a URI.
  const std::string name = std::filesystem::absolute(path).string();
  const int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  Database database(path, open_handle(path, name, flags));
  if (mode == Mode::exclusive) {
    // Journal index in our own memory, and the journal left as it is on closing: the files stay untouched.
    sqlite3_db_config(database.raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_busy_timeout(database.raw(), kExclusiveMilliseconds);
    database.text("PRAGMA locking_mode=EXCLUSIVE");
  }
  return database;
}

Database Database::in_memory(const std::string& name) {
  return {name, open_handle(name, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)};
}

Database Database::of_image(const std::string& name, std::string_view image) {
  Database database = in_memory(name);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(image.size() + 1));
  if (copy == nullptr) refuse(name, nullptr, SQLITE_NOMEM);
  std::memcpy(copy, image.data(), image.size());
  if (image.size() >= 100) say_rollback(copy);
  const auto size = static_cast<sqlite3_int64>(image.size());
  const int code = sqlite3_deserialize(
      database.raw(), "main", copy, size, size, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) refuse(name, database.raw(), code);
  return database;
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(raw(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) refuse(path_, raw(), code);
}

std::vector<std::vector<Cell>> Database::rows(const std::string& sql) {
  std::vector<std::vector<Cell>> found;
  Statement statement(*this, sql);
  while (statement.step()) found.push_back(statement.row());
  return found;
}

std::string Database::text(const std::string& sql) {
  const auto found = rows(sql);
  if (found.empty() || found[0].empty()) return "";
  if (const auto* number = std::get_if<std::int64_t>(&found[0][0])) return std::to_string(*number);
  const auto* words = std::get_if<std::string>(&found[0][0]);
  return words != nullptr ? *words : "";
}

std::int64_t Database::integer(const std::string& sql) {
  const auto found = rows(sql);
  if (found.empty() || found[0].empty()) return 0;
  const auto* number = std::get_if<std::int64_t>(&found[0][0]);
  return number != nullptr ? *number : 0;
}

std::string Database::image() const {
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(raw(), "main", &size, 0);
  if (bytes == nullptr) {
    const int code = sqlite3_errcode(raw());
    refuse(
        path_, raw(), code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_CORRUPT : code);
  }
  std::string image(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  return image;
}

void Database::defend() {
  int on = 0;
  if (sqlite3_db_config(raw(), SQLITE_DBCONFIG_DEFENSIVE, 1, &on) != SQLITE_OK || on != 1)
    throw Error(Fault::our_defect, path_, "this SQLite has no defensive mode", "use SQLite 3.40 or later");
}

bool Database::read_only() const { return sqlite3_db_readonly(raw(), "main") == 1; }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(const Database& database, const std::string& sql) : path_(database.path()) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(database.raw(), sql.c_str(), -1, &prepared, nullptr);
  statement_.reset(prepared);
  if (code != SQLITE_OK) refuse(path_, database.raw(), code);
}

Statement& Statement::bind(const std::vector<Cell>& cells) {
  sqlite3_stmt* statement = statement_.get();
  sqlite3_reset(statement);
  int at = 0;
  for (const Cell& cell : cells) {
    ++at;
    int code = SQLITE_OK;
    if (const auto* whole = std::get_if<std::int64_t>(&cell))
      code = sqlite3_bind_int64(statement, at, *whole);
    else if (const auto* real = std::get_if<double>(&cell))
      code = sqlite3_bind_double(statement, at, *real);
    else if (const auto* text = std::get_if<std::string>(&cell))
      code = sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    else
      code = sqlite3_bind_null(statement, at);
    if (code != SQLITE_OK) refuse(path_, sqlite3_db_handle(statement), code);
  }
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = translate(path_, sqlite3_db_handle(statement_.get()), code);
  sqlite3_reset(statement_.get());
  throw error;
}

std::vector<Cell> Statement::row() const {
  sqlite3_stmt* statement = statement_.get();
  const int columns = sqlite3_column_count(statement);
  std::vector<Cell> cells(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    Cell& cell = cells[static_cast<std::size_t>(i)];
    const int type = sqlite3_column_type(statement, i);
    if (type == SQLITE_INTEGER) cell = std::int64_t{sqlite3_column_int64(statement, i)};
    if (type == SQLITE_FLOAT) cell = sqlite3_column_double(statement, i);
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      cell = bytes == nullptr ? std::string() : std::string(bytes, size);
    }
  }
  return cells;
}

Transaction::Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  // After a full disk SQLite has rolled back by itself; saying it again is harmless.
  if (open_) sqlite3_exec(database_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace gs::sqlite
