// Reach of a post is told without its date, the post without its reach: both answers are needed, in one file,
// nested as they may be. A post is `-community_number`, as in its address. reach_ads only marks a post as
// paid, because canonical history has no paid reach; of people VK's answers hold, nothing is kept.
// Source: dev.vk.com/method/stats.getPostReach, dev.vk.com/method/wall.get.
#include "scenarios/imports/posts/vk_posts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/error.h"
#include "scenarios/imports/json_rows.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::array kColumns{
    ColumnRule{"post_id", "id", Kind::text, Need::required},
    ColumnRule{"published", "date", Kind::time, Need::required},
    ColumnRule{"account", "owner_id"},
    ColumnRule{"format", "attachments"},
    ColumnRule{"title", "text"},
    ColumnRule{"likes", "likes", Kind::count},
    ColumnRule{"comments", "comments", Kind::count},
    ColumnRule{"shares", "reposts", Kind::count},
    ColumnRule{"views", "views", Kind::count},
    ColumnRule{"reach", "reach_total", Kind::count},
    ColumnRule{"reach_followers", "reach_subscribers", Kind::count},
    ColumnRule{"reach_ads", "reach_ads", Kind::count},
    ColumnRule{"clicks", "links", Kind::count},
    ColumnRule{"follows", "join_group", Kind::count},
    ColumnRule{"hides", "hide", Kind::count},
};

constexpr std::array<std::string_view, 6> kOfWall{"id", "date", "owner_id", "attachments", "text", "likes"};
constexpr std::array<std::string_view, 10> kOfReach{"reach_total",
                                                    "reach_subscribers",
                                                    "reach_ads",
                                                    "reach_viral",
                                                    "links",
                                                    "to_group",
                                                    "join_group",
                                                    "hide",
                                                    "report",
                                                    "unsubscribe"};

bool is_post(const json& object) {
  return object.contains("id") && object.contains("date") &&
         (object.contains("post_type") || object.contains("reposts"));
}
bool is_reach(const json& object) { return object.contains("post_id") && object.contains("reach_total"); }

std::string owner_of(const json& post) {
  const std::string owner = cell_of(post, "owner_id");
  return owner.empty() ? cell_of(post, "to_id") : owner;
}

// "-1001" -> "club1001", the community's address.
std::string account_of(const std::string& owner) {
  if (owner.empty()) return "";
  return owner.front() == '-' ? "club" + owner.substr(1) : "id" + owner;
}

// The first attachment tells the kind; a post that passes another on is a repost.
std::string kind_of(const json& post) {
  if (post.contains("copy_history")) return "repost";
  const auto attachments = post.find("attachments");
  if (attachments == post.end() || !attachments->is_array() || attachments->empty() ||
      !attachments->front().is_object())
    return "status";
  const json& first = attachments->front();
  const std::string type = cell_of(first, "type");
  const auto video = first.find("video");
  const bool clip = video != first.end() && video->is_object() && cell_of(*video, "type") == "short_video";
  return clip ? "clip" : type;
}

// Seconds since 1970; what cannot be such is left to the reader of dates to refuse.
std::string moment_of(const json& post) {
  constexpr std::int64_t kLast = 4102444800;  // the year 2100
  const auto date = post.find("date");
  if (!date->is_number_integer()) return cell_of(post, "date");
  const std::int64_t seconds =
      date->is_number_unsigned() && date->get<std::uint64_t>() > kLast ? -1 : date->get<std::int64_t>();
  return seconds < 0 || seconds > kLast ? date->dump() : to_iso_utc(Instant{seconds});
}

void add_reach(Table::Row& row, const json* reach) {
  for (const std::string_view key : kOfReach) row.cells.push_back(reach ? cell_of(*reach, key) : "");
}

Table::Row row_of(const JsonItem& item) {
  const json& post = *item.object;
  const std::string owner = owner_of(post), number = cell_of(post, "id");
  return {item.line,
          {owner.empty() ? number : owner + "_" + number,
           moment_of(post),
           account_of(owner),
           kind_of(post),
           cell_of(post, "text"),
           cell_of(post, "likes", "count"),
           cell_of(post, "comments", "count"),
           cell_of(post, "reposts", "count"),
           cell_of(post, "views", "count")}};
}

// Of several answers about one post the larger reach is the later one.
std::map<std::string, const JsonItem*> by_number(const std::vector<JsonItem>& reaches) {
  std::map<std::string, const JsonItem*> found;
  const auto total = [](const JsonItem& item) {
    const json& reach = (*item.object)["reach_total"];
    return reach.is_number() ? reach.get<double>() : 0;
  };
  for (const JsonItem& item : reaches) {
    const JsonItem*& kept = found[cell_of(*item.object, "post_id")];
    if (!kept || total(*kept) < total(item)) kept = &item;
  }
  return found;
}

void refuse_reach_alone(const JsonDocument& document, const std::vector<JsonItem>& posts) {
  std::set<std::string> owners;
  for (const JsonItem& post : posts) owners.insert(owner_of(*post.object));
  if (owners.size() == 1) return;
  const std::string file = document.sources.front().file;
  if (posts.empty())
    throw Error(Fault::bad_input,
                file,
                "reach of posts without their dates: stats.getPostReach does not tell them",
                "put it and the answer of wall.get into one file: jq -s . wall.json reach.json > vk.json",
                "T12");
  throw Error(Fault::bad_input,
              file,
              "posts of " + std::to_string(owners.size()) + " walls; reach does not say of which",
              "one file per community",
              "T12");
}

std::vector<HeaderCell> header_cells() {
  std::vector<HeaderCell> header;
  for (const std::string_view key : kOfWall) header.push_back({std::string(key), 0, 0});
  for (const char* key : {"comments", "reposts", "views"}) header.push_back({key, 0, 0});
  for (const std::string_view key : kOfReach) header.push_back({std::string(key), 0, 0});
  return header;
}

// Older posts and small communities lack some members: their columns are not there, rather than empty.
void drop_empty_columns(Table& table) {
  for (std::size_t column = table.header.size(); column-- > 0;) {
    if (std::any_of(table.rows.begin(), table.rows.end(), [column](const Table::Row& row) {
          return !row.cells[column].empty();
        }))
      continue;
    const auto at = static_cast<std::ptrdiff_t>(column);
    table.header.erase(table.header.begin() + at);
    for (Table::Row& row : table.rows) row.cells.erase(row.cells.begin() + at);
  }
}

std::optional<Table> table(const JsonDocument& document) {
  const std::vector<JsonItem> posts = items_where(document, is_post),
                              reaches = items_where(document, is_reach);
  if (posts.empty() && reaches.empty()) return std::nullopt;
  if (!reaches.empty()) refuse_reach_alone(document, posts);
  std::map<std::string, const JsonItem*> reach = by_number(reaches);
  Table table{header_cells(), {}};
  std::set<std::string> dated;
  for (const JsonItem& post : posts) {
    const std::string number = cell_of(*post.object, "id");
    const auto found = reach.find(number);
    table.rows.push_back(row_of(post));
    add_reach(table.rows.back(), found == reach.end() ? nullptr : found->second->object);
    dated.insert(number);
  }
  for (const auto& [number, item] : reach) {  // a date is missing: refused by its line when dates are read
    if (dated.contains(number)) continue;
    Table::Row row{item->line, {number, "", "", "", "", "", "", "", ""}};
    add_reach(row, item->object);
    table.rows.push_back(std::move(row));
  }
  drop_empty_columns(table);
  return table;
}

void finish(Reading& reading) {
  if (!reading.has("reach_ads")) return;
  const std::vector<std::optional<double>> ads = read_counts(reading, reading.slot("reach_ads"));
  for (std::size_t row = 0; row < reading.posts.size(); ++row)
    reading.posts[row].paid = ads[row].value_or(0) > 0;
}

}  // namespace

const Layout kVkPosts{.name = "vk_posts",
                      .title = "posts (VK wall and reach)",
                      .platform = "vk",
                      .columns = kColumns,
                      .decimal = '.',
                      .date_order = "",
                      .finish = finish,
                      .table = table};

}  // namespace gs
