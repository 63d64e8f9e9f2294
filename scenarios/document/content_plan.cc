// A scheduler's bulk file in place of a scenario: each row becomes a post, so that everything after it is one
// path. Columns are known by name (FIELD 5.4: SocialBee, HighLevel, MagicSync and ours); a post's id is made
// from its text, so that rows may move. Media columns only tell the format. A boost becomes an ad of its
// row's post; "boost_budget (USD)" names the plan's currency, boost_cpm the price where the platform's is in
// another. Does not: creators, quality scores.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/document/read.h"
#include "scenarios/reading/csv.h"
#include "scenarios/reading/encoding.h"
#include "scenarios/reading/headers.h"
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::int64_t kMostBytes = std::int64_t{16} << 20;

// What a column is for: a key of a post, a hint, something only the scheduler needs, or something refused.
enum class Use : std::uint8_t { key, id, zone, format, video, image, boost, unused, refused };
struct Column {
  std::string_view header;  // small letters, without what stands in brackets
  Use use;
  std::string_view key;
};
constexpr std::array<Column, 33> kColumns{{{"postatspecifictime", Use::key, "publish_at"},
                                           {"scheduled_time", Use::key, "publish_at"},
                                           {"publish_at", Use::key, "publish_at"},
                                           {"content", Use::key, "title"},
                                           {"title", Use::key, "title"},
                                           {"link", Use::key, "link"},
                                           {"ogmetaurl", Use::key, "link"},
                                           {"platform", Use::key, "platform"},
                                           {"account", Use::key, "account"},
                                           {"topic", Use::key, "topic"},
                                           {"category", Use::key, "topic"},
                                           {"format", Use::format, "format"},
                                           {"posttype", Use::format, "format"},
                                           {"id", Use::id, ""},
                                           {"timezone", Use::zone, ""},
                                           {"videourls", Use::video, ""},
                                           {"videourl", Use::video, ""},
                                           {"imageurls", Use::image, ""},
                                           {"image_url", Use::image, ""},
                                           {"gifurl", Use::image, ""},
                                           {"gifurls", Use::image, ""},
                                           {"comments", Use::unused, ""},
                                           {"followupcomment", Use::unused, ""},
                                           {"youtubetitle", Use::unused, ""},
                                           {"utm", Use::unused, ""},
                                           {"audience", Use::unused, ""},
                                           {"hook_quality", Use::refused, "quality scores"},
                                           {"boost_budget", Use::boost, "total_budget"},
                                           {"boost_start", Use::boost, "start"},
                                           {"boost_end", Use::boost, "end"},
                                           {"boost_cpm", Use::boost, "cpm"},
                                           {"creator", Use::refused, "creators"},
                                           {"paid", Use::key, "paid"}}};

std::string small(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string trimmed_name(std::string_view header) {
  const std::string_view name = header.substr(0, header.find('('));
  const std::size_t first = name.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return small(std::string(name.substr(first, name.find_last_not_of(" \t") - first + 1)));
}

const Column* column_of(std::string_view header) {
  const std::string name = trimmed_name(header);
  const auto found =
      std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& c) { return c.header == name; });
  return found == kColumns.end() ? nullptr : &*found;
}

std::string decoded(const std::string& path) {
  SourceFile file(path, kMostBytes);
  TextDecoder decoder([&](std::string& block) { return file.next(block); }, path, "");
  std::string text, block;
  while (decoder.next(block)) text += block;
  return text;
}

// The separator that gives the header row the most known columns.
char delimiter_of(const std::string& text, const std::string& file) {
  const std::string header = text.substr(0, text.find_first_of("\r\n"));
  char best = ',';
  std::ptrdiff_t most = -1;
  for (const char candidate : {',', ';', '\t'}) {
    std::ptrdiff_t known = 0;
    for (std::size_t at = 0; at <= header.size();) {
      const std::size_t end = std::min(header.find(candidate, at), header.size());
      std::string cell = header.substr(at, end - at);
      std::erase(cell, '"');
      known += column_of(cell) != nullptr ? 1 : 0;
      at = end + 1;
    }
    if (known > most) {
      most = known;
      best = candidate;
    }
  }
  if (most <= 0)
    throw Error(Fault::bad_input,
                file + ":1:1",
                "no column of a content plan in the header; found: " + shown(header, 200),
                "needs postAtSpecificTime, scheduled_time or publish_at; a scenario is a .json file",
                "T12");
  return best;
}

// Letters of a text's beginning as an id: "Autumn sale: 20 % off" -> "autumn-sale-20-off".
std::string id_of(const std::string& text) {
  std::string id;
  std::size_t characters = 0;
  for (const char c : small(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = byte >= 0x80 || std::isalnum(byte) != 0;
    if ((byte & 0xC0) != 0x80 && ++characters > 40) break;
    if (kept)
      id += c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

class PlanReader {
 public:
  PlanReader(const std::string& path, const ScenarioOptions& options) : path_(path), options_(options) {}
  ContentPlan read();

 private:
  void read_header(const CsvRecord& record);
  void read_row(const CsvRecord& record);
  void read_cell(const CsvCell& cell,
                 const Column& column,
                 json& post,
                 std::map<std::string, std::string>& places);
  std::string fresh_id(const json& post, const std::string& given) const;
  void add_boost(const std::string& post);
  void take_zone(const std::string& zone, const std::string& place);
  std::string at(const CsvCell& cell) const { return fmt::format("{}:{}:{}", path_, cell.line, cell.column); }

  const std::string& path_;
  const ScenarioOptions& options_;
  std::vector<const Column*> columns_;  // nullptr: a column nobody knows
  ContentPlan plan_;
  json posts_ = json::object(), ads_ = json::object();
  std::string id_, media_, currency_, last_day_, zone_;
  std::map<std::string, std::string> boost_, boost_places_;  // of the row being read
};

void PlanReader::read_header(const CsvRecord& record) {
  std::vector<std::string> known;
  for (const Column& column : kColumns) known.emplace_back(column.header);
  for (const CsvCell& cell : record.cells) {
    columns_.push_back(column_of(cell.text));
    if (columns_.back() != nullptr && columns_.back()->use == Use::boost && currency_.empty())
      currency_ = currency_in(cell.text);
    const std::string name = trimmed_name(cell.text);
    if (columns_.back() == nullptr && !name.empty()) {
      const std::string close = nearest(name, known);
      plan_.notes.push_back("ignored column " + in_quotes(name) +
                            (close.empty() ? "" : "; did you mean '" + close + "'?"));
    }
  }
  const auto times = std::count_if(columns_.begin(), columns_.end(), [](const Column* c) {
    return c != nullptr && c->key == "publish_at";
  });
  if (times != 1)
    throw Error(Fault::bad_input,
                path_ + ":1:1",
                times == 0 ? "no column for 'publish_at'" : "two columns for 'publish_at'",
                "one of postAtSpecificTime, scheduled_time, publish_at",
                times == 0 ? "T12" : "T11");
}

void PlanReader::read_cell(const CsvCell& cell,
                           const Column& column,
                           json& post,
                           std::map<std::string, std::string>& places) {
  const std::string text(without_guard(cell.text));
  switch (column.use) {
    case Use::key:
      places[std::string(column.key)] = at(cell);
      if (column.key == "paid")
        post["paid"] = text == "1" || small(text) == "true";
      else
        post[std::string(column.key)] = text;
      return;
    case Use::format:
      if (small(text) != "post") post["format"] = small(text);
      places["format"] = at(cell);
      return;
    case Use::id:
      id_ = text;
      return;
    case Use::zone:
      take_zone(text, at(cell));
      return;
    case Use::video:
      media_ = "video";
      return;
    case Use::image:
      media_ = media_.empty() ? "photo" : media_;
      return;
    case Use::boost:
      boost_[std::string(column.key)] = text;
      boost_places_[std::string(column.key)] = at(cell);
      return;
    case Use::unused:
      return;
    case Use::refused:
      throw Error(Fault::bad_input,
                  at(cell),
                  fmt::format("this build does not simulate {} yet; remove it", column.key),
                  "empty the column and forecast the rest",
                  "S03");
  }
}

// One plan, one zone of its times.
void PlanReader::take_zone(const std::string& zone, const std::string& place) {
  if (!zone_.empty() && zone_ != zone)
    throw Error(Fault::bad_input,
                place,
                in_quotes(zone) + " here, " + in_quotes(zone_) + " above",
                "write all times in one zone, or each with its offset",
                "V08");
  zone_ = zone;
  plan_.document.places["/timezone"] = place;
}

std::string PlanReader::fresh_id(const json& post, const std::string& given) const {
  std::string base = given.empty() ? id_of(post.value("title", "")) : given;
  if (base.empty()) base = id_of(post.value("publish_at", ""));
  std::string id = base;
  for (int again = 2; given.empty() && posts_.contains(id); ++again) id = fmt::format("{}-{}", base, again);
  return id;
}

void PlanReader::read_row(const CsvRecord& record) {
  if (record.cells.size() != columns_.size())
    throw Error(Fault::bad_input,
                fmt::format("{}:{}:1", path_, record.line),
                fmt::format("{} fields; header has {}", record.cells.size(), columns_.size()),
                "quote cells that hold the separator",
                "T08");
  json post = json::object();
  std::map<std::string, std::string> places;
  id_.clear();
  media_.clear();
  boost_.clear();
  boost_places_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] != nullptr && !record.cells[i].text.empty())
      read_cell(record.cells[i], *columns_[i], post, places);
  }
  if (!post.contains("format"))
    post["format"] = !media_.empty() ? media_ : post.contains("link") ? "link" : "status";
  const std::string id = fresh_id(post, id_);
  const std::string place = fmt::format("{}:{}:1", path_, record.line),
                    pointer = "/plan/" + pointer_token(id);
  if (posts_.contains(id))
    throw Error(Fault::bad_input,
                place,
                fmt::format("post {} defined twice", in_quotes(id)),
                "give each its own id",
                "S02");
  plan_.document.places[pointer] = place;
  for (const auto& [key, at_cell] : places) plan_.document.places[pointer + "/" + key] = at_cell;
  last_day_ = std::max(last_day_, post.value("publish_at", "").substr(0, 10));
  posts_[id] = std::move(post);
  if (!boost_.empty()) add_boost(id);
}

// The row's boost as an ad that promotes its post, under the post's id.
void PlanReader::add_boost(const std::string& post) {
  const auto budget = boost_.find("total_budget");
  if (budget == boost_.end())
    throw Error(Fault::bad_input,
                boost_places_.begin()->second,
                "a boost's date without its budget",
                "fill boost_budget, or empty the date",
                "S04");
  const auto amount = [&](const std::string& key) {
    json number = json::parse(boost_.at(key), nullptr, false);
    if (number.is_number()) return number;
    throw Error(Fault::bad_input,
                boost_places_.at(key),
                in_quotes(boost_.at(key)) + " is not an amount",
                "write digits and a decimal point, the currency into the header: boost_budget (EUR)",
                "V11");
  };
  json ad{{"post", post}, {"total_budget", amount("total_budget")}};
  if (boost_.contains("cpm")) ad["bid"] = {{"cpm", amount("cpm")}};
  for (const char* date : {"start", "end"})
    if (boost_.contains(date)) ad[date] = boost_[date];
  if (boost_.contains("end")) last_day_ = std::max(last_day_, boost_["end"].substr(0, 10));
  const std::string pointer = "/ads/" + pointer_token(post);
  plan_.document.places[pointer] = boost_places_.begin()->second;
  for (const auto& [key, place] : boost_places_) plan_.document.places[pointer + "/" + key] = place;
  ads_[post] = std::move(ad);
}

ContentPlan PlanReader::read() {
  std::string text = decoded(path_);
  CsvRules rules;
  rules.file = path_;
  rules.delimiter = delimiter_of(text, path_);
  bool given = false;
  CsvReader reader(
      [&](std::string& block) {
        block = given ? std::string() : std::move(text);
        return !std::exchange(given, true);
      },
      rules);
  while (const CsvRecord* record = reader.next()) {
    if (columns_.empty())
      read_header(*record);
    else if (!record->blank())
      read_row(*record);
  }
  if (posts_.empty()) throw Error(Fault::bad_input, path_, "0 data rows", "put a post on each row", "T02");
  const std::string zone = !zone_.empty() ? zone_ : options_.timezone.empty() ? "UTC" : options_.timezone;
  plan_.notes.push_back("times without an offset taken as " + zone);
  plan_.document.root = {
      {"schema", "groundswell/scenario/1"}, {"timezone", zone}, {"plan", std::move(posts_)}};
  if (!ads_.empty()) plan_.document.root["end"] = last_day_;  // a boost may outlast the last post
  if (!ads_.empty()) plan_.document.root["ads"] = std::move(ads_);
  if (!currency_.empty()) plan_.document.root["currency"] = currency_;
  plan_.document.sources = {{path_, ""}};
  return std::move(plan_);
}

}  // namespace

ContentPlan read_content_plan(const std::string& path, const ScenarioOptions& options) {
  return PlanReader(path, options).read();
}

}  // namespace gs
