// A place costs one pass over the text, so the list is placed by the document and its items by counting from
// there.
#include "scenarios/imports/json_rows.h"

#include <algorithm>

#include "scenarios/document/json_place.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::string_view kBlank = " \t\r\n";

// Lines on which the items of a list begin that opens at `at`. The text is valid JSON: only quotes and
// brackets need to be told apart.
std::vector<std::int64_t> lines_of_items(std::string_view text, std::size_t at) {
  std::vector<std::int64_t> lines;
  std::int64_t line = line_of(text, at);
  int depth = 0;
  bool quoted = false, awaits = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    line += c == '\n';
    if (quoted) {
      at += c == '\\';
      quoted = c != '"';
      continue;
    }
    if (kBlank.find(c) != kBlank.npos) continue;
    const bool closes = c == ']' || c == '}';
    if (awaits && !closes) lines.push_back(line);
    depth += (c == '[' || c == '{') - closes;
    awaits = depth == 1 && (c == ',' || lines.empty());
    quoted = c == '"';
    if (depth == 0) break;
  }
  return lines;
}

struct Search {
  const JsonDocument& document;
  bool (*wanted)(const json& object);
  std::vector<JsonItem> found;

  void list(const json& items, const std::string& pointer) {
    const std::string& text = document.sources.front().text;
    std::vector<std::int64_t> lines;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].is_object() || !wanted(items[i])) {
        any(items[i], pointer + "/" + std::to_string(i));
        continue;
      }
      if (lines.empty())
        if (const auto at = find_place(text, pointer, false)) lines = lines_of_items(text, *at);
      found.push_back({&items[i], i < lines.size() ? lines[i] : 0});
    }
  }
  void any(const json& value, const std::string& pointer) {  // no deeper than the parser allows: 64
    if (value.is_array()) list(value, pointer);
    if (!value.is_object()) return;
    for (const auto& [key, member] : value.items()) any(member, pointer + "/" + pointer_token(key));
  }
};

}  // namespace

bool looks_like_json(std::string_view head) {
  const std::size_t first = head.find_first_not_of(kBlank);
  if (first == head.npos || (head[first] != '{' && head[first] != '[')) return false;
  const std::size_t second = head.find_first_not_of(kBlank, first + 1);
  return second != head.npos && std::string_view("\"{}[]").find(head[second]) != std::string_view::npos;
}

std::vector<JsonItem> items_where(const JsonDocument& document, bool (*wanted)(const json& object)) {
  Search search{document, wanted, {}};
  search.any(document.root, "");
  return std::move(search.found);
}

std::string cell_of(const json& object, std::string_view key, std::string_view inner) {
  const auto member = object.find(std::string(key));
  if (member == object.end()) return "";
  if (!inner.empty()) return member->is_object() ? cell_of(*member, inner) : "";
  if (member->is_string()) return member->get<std::string>();
  return member->is_number() || member->is_boolean() ? member->dump() : "";
}

}  // namespace gs
