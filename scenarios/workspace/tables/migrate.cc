// A migration is a copy that is checked and then takes the name: nothing is edited in place, and a process
// killed on the way leaves either file whole under the name.
#include "scenarios/workspace/tables/migrate.h"

#include "scenarios/workspace/schema.h"

namespace gs {

using sqlite::Database;

std::uint32_t schema_of(std::string_view image) {
  std::uint32_t number = 0;
  for (std::size_t i = 60; i < 64 && i < image.size(); ++i)
    number = (number << 8) | static_cast<unsigned char>(image[i]);
  return number;
}

std::string migrated(const std::string& path, const std::string& image) {
  Database old = Database::of_image(path, image);
  check_structure(old, "integrity_check", schema_of(image));
  Database fresh = empty_database(path);
  for (const StoredTable& table : workspace_tables(schema_of(image))) {
    if (!table.sealed) continue;
    RowWriter writer(fresh, table.name);
    read_rows(old, table.name, Order::oldest_first, [&](const Row& row) {
      writer.write(row);
      return true;
    });
  }
  seal(fresh);
  return file_image(fresh);
}

FileHold upgraded(const std::string& path, FileHold hold) {
  // A journal that waits belongs to the old file's pages: it is played into them before they are read.
  if (has_journal(path))
    Database::open(path, Database::Mode::read_write).run("PRAGMA wal_checkpoint(TRUNCATE)");
  const std::string image = hold.read(SIZE_MAX);
  check_whole_pages(path, image.size());
  return FileHold::replace(path, migrated(path, image), path + ".schema" + std::to_string(schema_of(image)));
}

}  // namespace gs
