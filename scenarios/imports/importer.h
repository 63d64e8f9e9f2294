// From a platform's export to observations. An importer recognises its format by a required subset of header
// names and reads rows; the shared reader (csv.h, cells.h) owns encodings, dialects, numbers, dates and
// refusals.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "models/observe/observation.h"
#include "models/observe/observed_ad.h"
#include "models/observe/observed_day.h"

namespace gs {

struct ImportOptions {
  std::string format;                      // --format; empty = recognise
  std::map<std::string, std::string> map;  // --map OUR=THEIRS
  std::string account, platform, timezone, currency, encoding, delimiter, decimal, date_order;
  std::optional<int> year;  // --year: first year of an export without one
  std::int64_t skip_bad_rows = 0;
  bool strict = false;
  std::map<std::string, std::int64_t> limits;  // file-bytes, line-bytes, cell-bytes, columns
  Watch watch;
};

enum class Level : std::uint8_t { info, attention, error };
struct Finding {
  Level level = Level::info;
  std::string code, file, column, text;
  std::int64_t line = 0, count = 1;
};

struct RowCounts {
  std::int64_t read = 0, stored = 0, updated = 0, refused = 0, skipped = 0;
};

struct Import {                                  // one file, read; nothing stored yet
  std::string file, format_name, recognised_as;  // "facebook_insights_2014", "Facebook Insights (2014)"
  std::string account, platform, text_hash;
  bool without_ids = false;  // post ids were made from content: such files have no drift history
  std::vector<ObservedPost> posts;
  std::vector<ObservedAd>
      ads;  // an export is of posts, or of ads and conversions, or of series, or mixed media
  std::vector<ObservedConversion> conversions;
  std::vector<ObservedDay> days;
  std::vector<Finding> findings;
  std::vector<std::string> rejected_rows;
  RowCounts rows;  // stored/updated are filled in when stored
};

// Reads one file whole; throws Error(bad_input/limit) with file:line:column when it is refused, Interrupted
// when a stop is asked for.
Import read_export(const std::string& path, const ImportOptions& options);

struct FormatName {
  std::string_view name, title;  // "meta_facebook_posts", "Facebook posts (Meta Business Suite)"
};
std::vector<FormatName> known_formats();

}  // namespace gs
