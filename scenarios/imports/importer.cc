// One file on its way to observations: bytes, text, dialect, sheet, columns, what is particular to the
// format, identity, plausibility. Nothing is returned of a file that is refused.
#include "scenarios/imports/importer.h"

#include <algorithm>
#include <memory>
#include <set>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/imports/importers.h"
#include "scenarios/imports/json_rows.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/encoding.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::size_t kHead = 1 << 18;  // enough for 50 records of ordinary length
constexpr double kReading = 0.6;        // share of the time; the rest makes values of the text
constexpr std::int64_t kFileBytes = std::int64_t{2} << 30;

std::vector<std::string> canonical_names() {
  std::vector<std::string> names;
  for (const Layout* layout : {&kCanonical, &kCanonicalAds})
    for (const ColumnRule& rule : layout->columns) names.emplace_back(rule.ours);
  return names;
}

void check_options(const ImportOptions& options) {
  const std::vector<std::string> known = canonical_names();
  for (const auto& [ours, theirs] : options.map) {
    if (std::find(known.begin(), known.end(), ours) != known.end()) continue;
    const std::string found = nearest(ours, known);
    throw Error(Fault::usage,
                "--map " + ours + "=" + theirs,
                in_quotes(ours) + " is not one of our columns",
                found.empty() ? "--map OUR=THEIRS, for example --map reach='Total reach'"
                              : "did you mean '" + found + "'?",
                "C04");
  }
  if (!options.timezone.empty() && !is_zone(options.timezone))
    throw Error(Fault::usage,
                "--timezone",
                in_quotes(options.timezone) + " is not a time zone",
                "for example Europe/Berlin",
                "C04");
  const std::string& decimal = options.decimal;
  if (!decimal.empty() && decimal != "." && decimal != "," && decimal != "point" && decimal != "comma")
    throw Error(Fault::usage,
                "--decimal",
                in_quotes(decimal) + " is not a decimal mark",
                "--decimal . or --decimal ,",
                "C04");
  if (!options.currency.empty() && !is_currency(options.currency))
    throw Error(Fault::usage,
                "--currency",
                in_quotes(options.currency) + " is not a currency code",
                "for example EUR",
                "C04");
}

std::int64_t limit_of(const ImportOptions& options, const char* name, std::int64_t usual) {
  const auto found = options.limits.find(name);
  return found == options.limits.end() ? usual : found->second;
}

void note_encoding(const TextDecoder& decoder, Findings& findings) {
  switch (decoder.encoding()) {
    case Encoding::utf16le:
    case Encoding::utf16be:
      findings.note("decoded from UTF-16");
      return;
    case Encoding::cp1251:
      findings.note("decoded from cp1251");
      return;
    case Encoding::cp1252:
      findings.note("decoded from cp1252");
      return;
    case Encoding::utf8:
      return;
  }
}

void note_line_ends(const LineEnds& ends, Findings& findings) {
  if ((ends.crlf > 0) + (ends.lf > 0) + (ends.cr > 0) < 2 && ends.cr == 0) return;
  std::string kinds;
  const auto add = [&](const char* name, std::int64_t count) {
    if (count > 0) kinds += (kinds.empty() ? "" : ", ") + std::string(name) + " " + std::to_string(count);
  };
  add("CRLF", ends.crlf);
  add("LF", ends.lf);
  add("CR", ends.cr);
  const bool mixed = kinds.find(',') != kinds.npos;
  findings.note((mixed ? "mixed line ends (" : "old line ends (") + kinds + ")");
}

// Our name that somebody seems to have meant by a column of our own layout; "" where nothing is near.
std::string meant_by(const std::string& name, const std::vector<std::string>& known) {
  constexpr std::size_t kStart = 2, kEdits = 4;
  std::string meant = nearest(name, known);
  for (const std::string& candidate : known)
    if (meant.empty() && name.size() > kStart && candidate.starts_with(name.substr(0, kStart)) &&
        edit_distance(name, candidate) <= kEdits)
      meant = candidate;
  return meant;
}

// Columns nobody reads: the misspelled ones by name, the rest in one line.
void note_unused(const Dialect& dialect, Findings& findings) {
  constexpr std::size_t kNamed = 40;
  std::set<std::string> free_names;
  for (std::size_t slot = 0; slot < dialect.columns.size(); ++slot)
    if (dialect.columns[slot] < 0) free_names.emplace(dialect.layout->columns[slot].ours);
  const std::vector<std::string> known(free_names.begin(), free_names.end());
  std::string rest;
  std::size_t others = 0;
  for (std::size_t i = 0; i < dialect.header.size(); ++i) {
    if (std::count(dialect.columns.begin(), dialect.columns.end(), static_cast<int>(i)) > 0) continue;
    const HeaderCell& cell = dialect.header[i];
    const std::string meant = dialect.layout == &kCanonical ? meant_by(folded(cell.name), known) : "";
    if (!meant.empty())
      findings.note("ignored '" + cell.name + "'; did you mean '" + meant + "'?", {cell.line, 0, cell.name});
    else if (++others <= kNamed)
      rest += (rest.empty() ? "'" : ", '") + cell.name + "'";
  }
  if (others == 0) return;
  findings.note(std::to_string(others) + " column" + (others > 1 ? "s" : "") + " not used: " + rest +
                (others > kNamed ? ", …" : ""));
}

void check_map(const Dialect& dialect, const ImportOptions& options, const std::string& file) {
  std::vector<std::string> names;
  for (const HeaderCell& cell : dialect.header) names.push_back(folded(cell.name));
  for (const auto& [ours, theirs] : options.map) {
    if (std::find(names.begin(), names.end(), folded(theirs)) != names.end()) continue;
    const std::string found = nearest(folded(theirs), names);
    throw Error(Fault::bad_input,
                where_in(file, {dialect.header[0].line, 0, ""}),
                "no column " + in_quotes(theirs) + " for '" + ours + "'",
                found.empty() ? "correct --map " + ours + "=…" : "did you mean '" + found + "'?",
                "T12");
  }
}

void note_dialect(const Dialect& dialect, const ImportOptions& options, Findings& findings) {
  if (dialect.records_before > 0)
    findings.note(std::to_string(dialect.records_before) + " line" + (dialect.records_before > 1 ? "s" : "") +
                  " before the header skipped");
  if (!dialect.language.empty())
    findings.note("column names read as " + std::string(dialect.language), {dialect.header[0].line, 0, ""});
  note_unused(dialect, findings);
  for (const auto& [ours, theirs] : options.map)
    if (std::none_of(dialect.layout->columns.begin(),
                     dialect.layout->columns.end(),
                     [&name = ours](const ColumnRule& rule) { return rule.ours == name; }))
      findings.attention("--map " + ours + "=" + theirs + " not used: this format has no " + ours);
}

std::string accounts_of(const Reading& reading) {
  std::set<std::string> names;
  for (const ObservedPost& post : reading.posts) names.insert(post.account);
  for (const ObservedAd& ad : reading.ads) names.insert(ad.cell.account);
  for (const ObservedConversion& conversion : reading.conversions) names.insert(conversion.cell.account);
  for (const ObservedDay& day : reading.days) names.insert(day.account);
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

// The file's text as a stream whose first part can be looked at before it is read.
struct Stream {
  SourceFile source;
  TextDecoder decoder;
  std::string head;
  Stream(const std::string& path, const ImportOptions& options)
      : source(path, limit_of(options, "file-bytes", kFileBytes)),
        decoder([this, watch = options.watch](std::string& block) { return read(block, watch); },
                path,
                options.encoding) {
    std::string block;
    while (head.size() < kHead && decoder.next(block)) head += block;
    if (head.empty())
      throw Error(Fault::bad_input, path, "file is empty; expected a header row", "export it again", "T01");
  }
  bool read(std::string& block, const Watch& watch) {
    watch.leave_if_asked("stopped while a file was read");
    const bool more = source.next(block);
    if (more) watch.done(kReading * static_cast<double>(block.size()) / static_cast<double>(source.size()));
    return more;
  }
  Blocks blocks() {
    return [this, given = false](std::string& block) mutable {
      if (given) return decoder.next(block);
      given = true;
      block = head;
      return true;
    };
  }
};

CsvRules rules_of(const Dialect& dialect, const ImportOptions& options, const std::string& path) {
  return {.delimiter = dialect.delimiter,
          .file = path,
          .line_bytes = limit_of(options, "line-bytes", 1048576),
          .cell_bytes = limit_of(options, "cell-bytes", 65536),
          .columns = limit_of(options, "columns", 512),
          .keep_raw = options.skip_bad_rows > 0};
}

void read_first(Stream& stream, const ImportOptions& options, const std::string& path, char delimiter) {
  constexpr int kRecords = 50;
  Dialect plain;
  plain.delimiter = delimiter;
  CsvReader reader(stream.blocks(), rules_of(plain, options, path));
  for (int i = 0; i < kRecords && reader.next(); ++i) {
  }
}

void interpret(Reading& reading) {
  if (reading.layout.interpret) return reading.layout.interpret(reading);
  fill_posts(reading);
  reading.options.watch.leave_if_asked("stopped while a file was read");
  if (reading.layout.finish) reading.layout.finish(reading);
  reading.findings.settle();
  drop_refused(reading);
  identify(reading);
  check_plausible(reading);
}

std::string platform_of(const Reading& reading) {
  if (!reading.posts.empty()) return reading.posts[0].platform;
  if (!reading.ads.empty()) return reading.ads[0].cell.platform;
  if (!reading.conversions.empty()) return reading.conversions[0].cell.platform;
  return reading.days.empty() ? "" : reading.days[0].platform;
}

Import result_of(Reading&& reading, const Stream& stream) {
  Import out;
  out.file = reading.findings.file();
  out.format_name = reading.layout.name;
  out.recognised_as = reading.layout.title;
  const bool mapped = &reading.layout == &kCanonical && !reading.options.map.empty();
  if (mapped) out.recognised_as += " (--map)";
  out.account = accounts_of(reading);
  out.platform = platform_of(reading);
  out.text_hash = stream.source.digest();
  out.without_ids = reading.without_ids;
  out.findings = reading.findings.sorted();
  out.rejected_rows = reading.findings.rejected_rows();
  out.rows = {.read = reading.sheet.rows_read(),
              .refused = reading.findings.refused(),
              .skipped = reading.sheet.skipped};
  out.posts = std::move(reading.posts);
  out.ads = std::move(reading.ads);
  out.conversions = std::move(reading.conversions);
  out.days = std::move(reading.days);
  return out;
}

Reading reading_of(const Dialect& dialect, const ImportOptions& options, Findings findings) {
  return {.layout = *dialect.layout,
          .options = options,
          .sheet = {},
          .findings = std::move(findings),
          .zone = options.timezone.empty() ? "UTC" : options.timezone,
          .language = dialect.language,
          .bad = {},
          .rows = {},
          .posts = {},
          .ads = {},
          .conversions = {},
          .days = {},
          .before = dialect.before,
          .inputs = {}};
}

Import read_table(Stream& stream, Findings findings, const ImportOptions& options) {
  const std::string path = findings.file();
  const Dialect dialect = recognise(
      stream.head, options, findings, [&](char delimiter) { read_first(stream, options, path, delimiter); });
  check_map(dialect, options, path);
  note_dialect(dialect, options, findings);
  CsvReader reader(stream.blocks(), rules_of(dialect, options, path));
  Reading reading = reading_of(dialect, options, std::move(findings));
  reading.sheet.read(reader, dialect, reading.findings);
  note_line_ends(reader.line_ends(), reading.findings);
  if (reading.sheet.size() == 0 || reading.findings.hopeless()) reading.findings.settle();
  if (reading.sheet.size() == 0)
    throw Error(Fault::bad_input, path, "0 data rows", "export a period that is not empty", "T02");
  options.watch.leave_if_asked("stopped after a file was read");
  interpret(reading);
  options.watch.done(1 - kReading);
  return result_of(std::move(reading), stream);
}

// An export that is no single table, as its layout reads it.
Import read_records(Stream& stream, const Layout& layout, Findings findings, const ImportOptions& options) {
  Dialect dialect;
  dialect.layout = &layout;
  CsvReader reader(stream.blocks(), rules_of(dialect, options, findings.file()));
  Reading reading = reading_of(dialect, options, std::move(findings));
  layout.read(reader, reading);
  note_line_ends(reader.line_ends(), reading.findings);
  reading.findings.settle();
  options.watch.done(1 - kReading);
  return result_of(std::move(reading), stream);
}

Import read_answers(Stream& stream, Findings findings, const ImportOptions& options) {
  constexpr std::int64_t kJsonBytes = std::int64_t{16} << 20;
  const auto most = static_cast<std::size_t>(limit_of(options, "json-bytes", kJsonBytes));
  std::string text, block;
  for (Blocks blocks = stream.blocks(); blocks(block);)
    if (text.size() <= most) text += block;  // the rest is only read to its end
  const JsonDocument document = parse_json_safe(text, findings.file(), {.bytes = most});
  for (const Layout* layout : layouts_for(options, true)) {
    const std::optional<Table> table = layout->table(document);
    if (!table) continue;
    const Dialect dialect = dialect_of(*layout, table->header, options);
    check_map(dialect, options, findings.file());
    note_dialect(dialect, options, findings);
    Reading reading = reading_of(dialect, options, std::move(findings));
    reading.sheet.read(*table, dialect);
    interpret(reading);
    return result_of(std::move(reading), stream);
  }
  throw Error(Fault::bad_input,
              findings.file(),
              "JSON without a list of posts that is known here",
              "known: the answers of VK's wall.get and stats.getPostReach in one file; other exports as CSV",
              "T12");
}

}  // namespace

Import read_export(const std::string& path, const ImportOptions& options) {
  check_options(options);
  Stream stream(path, options);
  Findings findings(path, options.skip_bad_rows, options.strict);
  note_encoding(stream.decoder, findings);
  for (const Layout* layout : kLayouts)
    if (layout->begins && layout->begins(stream.head) &&
        (options.format.empty() || options.format == layout->name))
      return read_records(stream, *layout, std::move(findings), options);
  return looks_like_json(stream.head) ? read_answers(stream, std::move(findings), options)
                                      : read_table(stream, std::move(findings), options);
}

std::vector<FormatName> known_formats() {
  std::vector<FormatName> names;
  for (const Layout* layout : kLayouts) names.push_back({layout->name, layout->title});
  return names;
}

}  // namespace gs
