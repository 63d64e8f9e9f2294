// A thin door to SQLite: connections and statements that close themselves, cells as plain values, and every
// SQLite result turned into gs::Error as RELIABILITY 4 lists them. Seen by the workspace's own files alone;
// SQLite's header stays out.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace gs::sqlite {

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;  // NULL, INTEGER, REAL, TEXT

class Database {
 public:
  enum class Mode : std::uint8_t {
    read_only,
    read_write,
    exclusive
  };  // exclusive: no one else, nothing changed by opening
  static Database open(const std::string& path, Mode mode);
  static Database in_memory(const std::string& name);                         // empty
  static Database of_image(const std::string& name, std::string_view image);  // read-only, in memory

  void run(const std::string& sql);  // statements without rows
  std::vector<std::vector<Cell>> rows(const std::string& sql);
  std::string text(const std::string& sql);      // first cell of the first row as text; empty if none
  std::int64_t integer(const std::string& sql);  // first cell of the first row; 0 if none
  std::string image() const;  // the whole database as the bytes of a file, one consistent state
  void defend();              // SQLITE_DBCONFIG_DEFENSIVE, asserted
  bool read_only() const;
  const std::string& path() const { return path_; }
  sqlite3* raw() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Database(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}
  std::string path_;
  std::unique_ptr<sqlite3, Close> handle_;
};

class Statement {
 public:
  Statement(const Database& database, const std::string& sql);
  Statement& bind(const std::vector<Cell>& cells);  // from the first parameter on; also rewinds
  bool step();                                      // true: a row is there
  std::vector<Cell> row() const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::string path_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Everything or nothing: rolls back unless commit() was reached.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace gs::sqlite
