// Recognition tries the delimiters on the first records and every layout on each of them.
#include "scenarios/imports/recognise.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/imports/export_words.h"
#include "scenarios/imports/importers.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::size_t kHeaderWithin = 30, kJudgedRows = 20;

using Records = std::vector<std::vector<HeaderCell>>;

// The first records of the head under one delimiter; stops quietly where the head is cut or does not parse.
Records first_records(const std::string& head, char delimiter) {
  Records records;
  bool given = false;
  const auto once = [&](std::string& block) {
    if (given) return false;
    given = true;
    block = head;
    return !head.empty();
  };
  CsvReader reader(once,
                   {.delimiter = delimiter, .file = {}, .columns = std::numeric_limits<std::int32_t>::max()});
  try {
    while (records.size() < kHeaderWithin + kJudgedRows) {
      const CsvRecord* record = reader.next();
      if (!record) break;
      auto& cells = records.emplace_back();
      for (const CsvCell& cell : record->cells)
        cells.push_back({std::string(trimmed(cell.text)), cell.line, cell.column});
    }
  } catch (
      const Error&) {  // the wrong delimiter often meets a stray quote; the right one is read again, in full
  }
  return records;
}

// A header line as layouts see it: each cell by its own name, by that without a currency, and by what it
// means in the layouts' language.
struct Names {
  std::vector<std::string> own, bare;
  std::vector<std::vector<HeaderMeaning>> meant;
};

Names names_of(const std::vector<HeaderCell>& header) {
  Names names;
  for (const HeaderCell& cell : header) {
    names.own.push_back(folded(cell.name));
    names.bare.push_back(folded(without_currency(cell.name)));
    names.meant.push_back(meanings_of(names.own.back()));
    if (names.bare.back().empty()) continue;
    for (const HeaderMeaning& meaning : meanings_of(names.bare.back())) names.meant.back().push_back(meaning);
  }
  return names;
}

int position_of(const std::vector<std::string>& names, std::string_view wanted) {
  const auto found = std::find(names.begin(), names.end(), wanted);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// Where each of a layout's columns stands in a header line.
struct Match {
  std::vector<int> columns;
  std::vector<std::string_view> known_as;
  std::array<int, kLanguages.size()> translated{};  // by language
  std::size_t key = std::string_view::npos;         // the slot that only says whether a row is named

  bool took(int position) const {
    for (std::size_t slot = 0; slot < columns.size(); ++slot)
      if (columns[slot] == position && slot != key) return true;
    return false;
  }
  void take(int position, std::string_view name) {
    columns.push_back(position);
    known_as.push_back(name);
  }
  bool take_own(const Names& names, const ColumnRule& rule) {
    for (const std::string_view name : names_in(rule.names)) {
      int position = position_of(names.own, name);
      if (position < 0 && rule.kind == Kind::money) position = position_of(names.bare, name);
      if (position < 0) continue;
      take(position, name);
      return true;
    }
    return false;
  }
  // A translated name serves one column: "wyświetlenia" are views, else impressions, never both.
  bool take_translated(const Names& names, std::string_view alternatives) {
    for (const std::string_view name : names_in(alternatives))
      for (std::size_t i = 0; i < names.meant.size(); ++i)
        for (const HeaderMeaning& meaning : names.meant[i])
          if (meaning.english == name && !took(static_cast<int>(i))) {
            take(static_cast<int>(i), name);
            ++translated[meaning.language];
            return true;
          }
    return false;
  }
};

// Of our own columns of ads, any that names a row will do.
void find_key(const Layout& layout, Match& match) {
  for (std::size_t key = 0; key < layout.columns.size(); ++key) {
    if (layout.columns[key].ours != layout.key || match.columns[key] >= 0 || !layout.platform.empty())
      continue;
    for (std::size_t slot = 0; slot < layout.columns.size(); ++slot)
      for (const std::string_view name : {"campaign", "campaign_id", "ad_set", "ad_set_id", "ad", "ad_id"})
        if (layout.interpret && layout.columns[slot].ours == name && match.columns[slot] >= 0)
          match.columns[key] = match.columns[slot];
  }
}

Match match(const Layout& layout, const Names& names, const ImportOptions& options) {
  Match match;
  for (const ColumnRule& rule : layout.columns) {
    if (rule.ours == "key") match.key = match.columns.size();
    const auto mapped = options.map.find(std::string(rule.ours));
    const int position = mapped == options.map.end() ? -1 : position_of(names.own, folded(mapped->second));
    if (position >= 0)
      match.take(position, "");
    else if (!match.take_own(names, rule) && !match.take_translated(names, rule.names))
      match.take(-1, "");
  }
  find_key(layout, match);
  return match;
}

// Columns named by the user stand in for one that a format's header lacks; with more of them the table is
// some other, and only our own columns fit.
bool mostly_mapped(const Layout& layout, const Match& match, const ImportOptions& options) {
  int mapped = 0;
  for (std::size_t slot = 0; slot < match.columns.size(); ++slot)
    mapped += layout.columns[slot].need == Need::required && match.columns[slot] >= 0 &&
              match.known_as[slot].empty();
  return mapped > 1 && !layout.platform.empty() && options.format.empty();
}

Dialect settled(const Layout& layout, Match match) {
  const auto most = std::max_element(match.translated.begin(), match.translated.end());
  Dialect dialect;
  dialect.layout = &layout;
  dialect.columns = std::move(match.columns);
  dialect.known_as = std::move(match.known_as);
  if (*most > 1)  // one word may be chance
    dialect.language = kLanguages[static_cast<std::size_t>(most - match.translated.begin())];
  return dialect;
}

// Our name of the first column the layout cannot do without; "" when nothing is missing.
std::string missing_column(const Layout& layout, const std::vector<int>& columns) {
  bool counts = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnRule& rule = layout.columns[i];
    if (rule.need == Need::required && columns[i] < 0) return std::string(rule.ours);
    counts = counts || (columns[i] >= 0 && is_numeric(rule.kind));
  }
  return counts ? "" : "reach";
}

std::vector<char> delimiters(const std::string& head, const ImportOptions& options) {
  if (!options.delimiter.empty()) {
    if (options.delimiter == "tab" || options.delimiter == "\\t") return {'\t'};
    if (options.delimiter.size() == 1) return {options.delimiter[0]};
    throw Error(Fault::usage,
                "--delimiter",
                in_quotes(options.delimiter) + " is not one character",
                "one of , ; tab",
                "C04");
  }
  const std::string_view start = std::string_view(head).substr(head.starts_with('"') ? 1 : 0);
  if (start.starts_with("sep=") && start.size() > 4) return {start[4]};
  return {',', ';', '\t'};
}

std::string in_words(char delimiter) {
  return delimiter == '\t' ? "tab" : "'" + std::string(1, delimiter) + "'";
}

// The same number of cells, two or more, in the first rows.
bool divides(const Records& records) {
  if (records.empty() || records[0].size() < 2) return false;
  const std::size_t rows = std::min(records.size(), kJudgedRows + 1);
  return std::all_of(records.begin(),
                     records.begin() + static_cast<std::ptrdiff_t>(rows),
                     [&](const auto& record) { return record.size() == records[0].size(); });
}

[[noreturn]] void refuse_ambiguous(const std::string& file, char one, char other) {
  throw Error(
      Fault::bad_input,
      file,
      "cannot tell " + in_words(one) + " from " + in_words(other) + " (first 20 lines); pass --delimiter",
      "for example --delimiter ';'",
      "T09");
}

struct Attempt {
  char delimiter = ',';
  Records records;
};

// The header line and layout that lack the fewest required columns; among equals the first line, and on it
// the layout that has most of them, the later if that does not tell either.
struct Nearest {
  std::size_t record = 0;
  const Layout* layout = nullptr;
  std::ptrdiff_t lacks = 0, has = 0;
  std::string missing;
};

Nearest nearest_header(const Records& records, const ImportOptions& options) {
  Nearest best;
  for (std::size_t i = 0; i < std::min(records.size(), kHeaderWithin); ++i) {
    const Names names = names_of(records[i]);
    for (const Layout* layout : layouts_for(options, false)) {
      const std::vector<int> columns = match(*layout, names, options).columns;
      Nearest here{i, layout, 0, 0, missing_column(*layout, columns)};
      for (std::size_t slot = 0; slot < columns.size(); ++slot)
        if (layout->columns[slot].need == Need::required) ++(columns[slot] < 0 ? here.lacks : here.has);
      if (here.has < 2 && layout != &kCanonical && options.format.empty())
        continue;  // one word may be chance
      const bool better = !best.layout || here.lacks < best.lacks ||
                          (here.lacks == best.lacks && here.has > best.has) ||
                          (here.lacks == best.lacks && here.has == best.has && i == best.record);
      if (better) best = std::move(here);
    }
  }
  return best;
}

// Nothing was recognised: says which column the closest layout misses.
[[noreturn]] void refuse_unknown(const std::string& file,
                                 const std::vector<Attempt>& attempts,
                                 const ImportOptions& options) {
  const Attempt* best = nullptr;
  for (const Attempt& attempt : attempts) {
    if (!divides(attempt.records)) continue;
    if (best) refuse_ambiguous(file, best->delimiter, attempt.delimiter);
    best = &attempt;
  }
  if (!best) best = &attempts.front();
  if (best->records.empty())
    throw Error(Fault::bad_input, file, "file is empty; expected a header row", "", "T01");
  const Nearest nearest = nearest_header(best->records, options);
  const std::vector<HeaderCell>& header = best->records[nearest.record];
  const std::string& missing = nearest.missing;
  std::string found;
  for (const HeaderCell& cell : header) {
    constexpr std::size_t kShown = 600;
    if (found.size() > kShown) {
      found += ", …";
      break;
    }
    found += (found.empty() ? "" : ", ") + cell.name;
  }
  throw Error(Fault::bad_input,
              where_in(file, {header[0].line, 0, ""}),
              "no column for '" + missing + "'; found: " + found + "; map with --map",
              "for example --map " + missing + "='THEIR HEADER', or name the export with --format" +
                  (missing == "published" ? ", or add a column 'published' with each post's date" : ""),
              "T12");
}

void refuse_doubles(const Dialect& dialect, const std::string& file) {
  const std::vector<std::string> names = names_of(dialect.header).own;
  for (const int position : dialect.columns) {
    if (position < 0) continue;
    const auto here = static_cast<std::size_t>(position);
    const auto again = std::find(names.begin() + position + 1, names.end(), names[here]);
    if (again == names.end()) continue;
    const HeaderCell& cell = dialect.header[here];
    throw Error(Fault::bad_input,
                where_in(file, {cell.line, cell.column, ""}),
                "column '" + cell.name + "' appears at " + std::to_string(position + 1) + " and " +
                    std::to_string(again - names.begin() + 1),
                "delete or rename one of them",
                "T11");
  }
}

// The layout with the columns it finds by their form; nullptr when this is no header of it.
std::shared_ptr<const WidenedLayout> widened(const Layout& layout, const std::vector<HeaderCell>& header) {
  auto own = std::make_shared<WidenedLayout>();
  own->extra.columns.assign(layout.columns.begin(), layout.columns.end());
  if (!layout.widen(header, own->extra)) return nullptr;
  own->layout = layout;
  own->layout.columns = own->extra.columns;
  return own;
}

bool find_header(Dialect& dialect, const Records& records, const ImportOptions& options) {
  const std::vector<const Layout*> layouts = layouts_for(options, false);
  const std::size_t rows = std::min(records.size(), kHeaderWithin);
  for (std::size_t i = 0; i < rows; ++i) {
    if (records[i].size() < 2) continue;  // no layout does with one column
    const Names names = names_of(records[i]);
    for (const Layout* layout : layouts) {
      const auto own = layout->widen ? widened(*layout, records[i]) : nullptr;
      if (layout->widen && !own) continue;
      const Layout& here = own ? own->layout : *layout;
      Match found = match(here, names, options);
      if (!missing_column(here, found.columns).empty() || mostly_mapped(here, found, options)) continue;
      dialect = settled(here, std::move(found));
      dialect.own = own;
      dialect.records_before = i;
      dialect.before.assign(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(i));
      dialect.header = records[i];
      return true;
    }
  }
  return false;
}

[[noreturn]] void refuse_format(const ImportOptions& options) {
  std::vector<std::string> names;
  std::string known;
  for (const Layout* layout : kLayouts) {
    names.emplace_back(layout->name);
    known += (known.empty() ? "" : ", ") + names.back();
  }
  const std::string found = nearest(options.format, names);
  throw Error(Fault::usage,
              "--format",
              in_quotes(options.format) + " is not a format",
              found.empty() ? "known: " + known : "did you mean '" + found + "'? known: " + known,
              "C04");
}

}  // namespace

std::vector<const Layout*> layouts_for(const ImportOptions& options, bool answers) {
  std::vector<const Layout*> all;
  const Layout* named = nullptr;
  for (const Layout* layout : kLayouts) {
    if (!options.format.empty() && options.format != layout->name) continue;
    named = layout;
    if (answers == (layout->table != nullptr) && !layout->begins) all.push_back(layout);
  }
  if (!named) refuse_format(options);
  if (all.empty())
    throw Error(
        Fault::usage,
        "--format " + options.format,
        answers ? "this format is a table; the file holds JSON" : "this format is JSON; the file is not",
        "leave --format out",
        "C04");
  return all;
}

Dialect dialect_of(const Layout& layout, std::vector<HeaderCell> header, const ImportOptions& options) {
  Dialect dialect = settled(layout, match(layout, names_of(header), options));
  dialect.header = std::move(header);
  return dialect;
}

Dialect recognise(const std::string& head,
                  const ImportOptions& options,
                  const Findings& findings,
                  const std::function<void(char delimiter)>& read_on) {
  std::vector<Attempt> attempts;
  Dialect dialect;
  for (const char delimiter : delimiters(head, options)) {
    attempts.push_back({delimiter, first_records(head, delimiter)});
    Dialect tried;
    if (!find_header(tried, attempts.back().records, options)) continue;
    tried.delimiter = delimiter;
    if (dialect.layout) refuse_ambiguous(findings.file(), dialect.delimiter, delimiter);
    dialect = std::move(tried);
  }
  if (!dialect.layout) {
    read_on(attempts.front().delimiter);
    refuse_unknown(findings.file(), attempts, options);
  }
  refuse_doubles(dialect, findings.file());
  return dialect;
}

}  // namespace gs
