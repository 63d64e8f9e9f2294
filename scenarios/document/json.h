// The one door for JSON: reads a text into values or refuses it with line, column and the way out; checked
// getters that never convert in silence; a writer that refuses NaN. Every complaint names file:line:column
// and JSON pointer. Method: nlohmann's event parser, which does not recurse; places are found again by a
// second pass when a complaint needs them, so a hostile file cannot make us store one pointer per value.
// Source: RFC 8259, RFC 6901, RFC 7386.
#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

struct JsonLimits {
  std::size_t bytes = std::size_t{16} << 20;  // json-bytes
  int depth = 64;
};

struct JsonSource {
  std::string file, text;
};

// A value and the texts it was made from, newest first (a variant, then what it extends).
struct JsonDocument {
  nlohmann::json root;
  std::vector<JsonSource> sources;
  std::map<std::string, std::string>
      places;  // pointer -> "plan.csv:12:3", for documents made from another format

  // "plan.json:12:7 /plan/p3/format": the value's place, or with of_key the place of its key. A pointer that
  // stands in no text is given the place of its nearest parent.
  std::string where(const std::string& pointer, bool of_key = false) const;
};

// Refuses: more than `limits` allow, bad UTF-8, control characters, duplicate keys, comments, trailing
// commas, NaN, numbers out of range, an empty text, text after the document. `file` is only named.
JsonDocument parse_json_safe(std::string_view text, const std::string& file, const JsonLimits& limits = {});

// Lays `variant` over `base` by RFC 7386; complaints then look for their place in the variant first.
JsonDocument patched(JsonDocument base, JsonDocument variant);

// Sorted keys, no spaces, whole numbers without a fraction: equal documents have equal bytes. Refuses NaN and
// infinity.
std::string dump_canonical(const nlohmann::json& value);
std::string dump_pretty(const nlohmann::json& value);

std::string pointer_token(std::string_view key);  // "a/b" -> "a~1b"

struct NumberRange {
  double low = -std::numeric_limits<double>::max(), high = std::numeric_limits<double>::max();
};
struct WholeRange {
  std::int64_t low = 0, high = 9007199254740992;  // 2^53: above it a double no longer counts one by one
};
struct LengthRange {
  std::size_t low = 0, high = 1000;  // characters, not bytes
};

// One value of a document, with its pointer. Getters refuse: the wrong kind [S04], out of range [S05].
class JsonView {
 public:
  explicit JsonView(const JsonDocument& document) : document_(&document), value_(&document.root) {}
  const nlohmann::json& value() const { return *value_; }
  const std::string& pointer() const { return pointer_; }
  const JsonDocument& document() const { return *document_; }

  std::optional<JsonView> find(const std::string& key) const;  // nullopt when absent or null
  std::vector<std::pair<std::string, JsonView>> members()
      const;                            // in the order of keys; refuses what is not an object
  std::vector<JsonView> items() const;  // refuses what is not an array

  std::string text(LengthRange length = {}) const;
  std::int64_t whole(WholeRange range = {}) const;
  double number(NumberRange range = {}) const;
  bool flag() const;
  // Refuses the first key that is not known, with the nearest known one [S03].
  void only_keys(std::span<const std::string> known) const;

  [[noreturn]] void refuse(const std::string& what, const std::string& remedy, const std::string& code) const;
  [[noreturn]] void refuse_key(const std::string& what,
                               const std::string& remedy,
                               const std::string& code) const;

 private:
  JsonView(const JsonDocument* document, const nlohmann::json* value, std::string pointer)
      : document_(document), value_(value), pointer_(std::move(pointer)) {}
  const JsonDocument* document_;
  const nlohmann::json* value_;
  std::string pointer_;
};

}  // namespace gs
