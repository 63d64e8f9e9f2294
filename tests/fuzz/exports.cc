// Any bytes as a platform's export, through the importers: recognised or refused, and what is read is finite,
// inside its ranges, and adds up to the rows of the file.
#include <cmath>

#include "scenarios/imports/importer.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/targets.h"

namespace gs::fuzz {

namespace {

bool is_count(const std::optional<double>& count) {
  return !count || (std::isfinite(*count) && *count >= 0 && *count <= 9007199254740992.0);
}

void check_posts(const Import& read) {
  for (const ObservedPost& post : read.posts) {
    promise(!post.id.empty(), "every post has an id");
    for (const auto& count : post.counts) promise(is_count(count), "counts are finite and not negative");
    promise(is_count(post.followers), "followers are finite and not negative");
  }
}

void import_bytes(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.front());
  ImportOptions options;
  options.account = (choice & 1) != 0 ? "page" : "";
  options.platform = (choice & 2) != 0 ? "facebook" : "";
  options.timezone = (choice & 4) != 0 ? "Europe/Berlin" : "";
  options.skip_bad_rows = (choice & 8) != 0 ? 3 : 0;
  options.strict = (choice & 16) != 0;
  options.decimal = (choice & 32) != 0 ? "," : "";
  options.date_order = (choice & 64) != 0 ? "dmy" : "";
  options.limits = {{"line-bytes", 4096}, {"cell-bytes", 1024}, {"columns", 64}};
  bytes.remove_prefix(1);
  const std::string path = file_of(bytes, "export.csv");
  read_or_refuse([&] {
    const Import read = read_export(path, options);
    check_posts(read);
    promise(static_cast<std::int64_t>(read.posts.size()) <= read.rows.read, "no post without a row");
    promise(read.rows.refused <= options.skip_bad_rows, "no more rows are let pass than were allowed");
    promise(!read.format_name.empty(), "what was read has a format");
  });
}

}  // namespace

void posts(std::string_view bytes) { import_bytes(bytes); }
void ads(std::string_view bytes) { import_bytes(bytes); }
void series(std::string_view bytes) { import_bytes(bytes); }

}  // namespace gs::fuzz
