// JSON text to values, by events. Invariant: one event = one token, and between two events stand only blanks,
// ':' and
// ',', so a scanner that walks the text beside the events knows where each token began. Nothing here
// recurses. Does not: repair, guess encodings, accept any dialect but RFC 8259.
#include <algorithm>

#include "core/error.h"
#include "scenarios/document/json.h"
#include "scenarios/document/json_place.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

using nlohmann::json;

// Walks the text in step with the parser's events.
class TokenScanner {
 public:
  explicit TokenScanner(std::string_view text) : text_(text) {}
  // Start of the next token; moves behind it.
  std::size_t next() {
    const std::size_t start = peek();
    at_ = end_of(start);
    return start;
  }
  std::string_view token_at(std::size_t start) const { return text_.substr(start, end_of(start) - start); }
  std::size_t peek() const { return std::min(text_.find_first_not_of(" \t\r\n:,", at_), text_.size()); }

 private:
  std::size_t end_of(std::size_t start) const {
    if (start >= text_.size()) return start;
    if (text_[start] == '"') return end_of_string(start);
    const std::size_t end = text_.find_first_of(" \t\r\n:,{}[]\"", start);
    return end == start ? start + 1 : std::min(end, text_.size());
  }
  std::size_t end_of_string(std::size_t start) const {
    for (std::size_t i = start + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\')
        ++i;
      else if (text_[i] == '"')
        return i + 1;
    }
    return text_.size();
  }
  std::string_view text_;
  std::size_t at_ = 0;
};

// What nlohmann's sentence means for somebody who wrote a plan.
std::string expectation(std::string_view said) {
  const auto has = [&](std::string_view part) { return said.find(part) != std::string_view::npos; };
  if (has("missing closing quote")) return "expected a closing '\"'";
  if (has("4 hex digits")) return "expected four hexadecimal digits after \\u";
  if (has("after backslash")) return "expected one of \" \\ / b f n r t u after a backslash";
  if (has("invalid number")) return "expected a digit";
  if (has("object key")) return "expected a key in double quotes";
  if (has("object separator")) return "expected ':'";
  if (has("while parsing object")) return "expected ',' or '}'";
  if (has("while parsing array")) return "expected ',' or ']'";
  return "expected a value";
}

std::string remedy_at(std::string_view text, std::size_t offset) {
  const char found = offset < text.size() ? text[offset] : '\0';
  const std::size_t before =
      offset == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", offset - 1);
  const bool after_comma = before != std::string_view::npos && text[before] == ',';
  if (found == '/' || found == '#') return "JSON has no comments: remove it";
  if (found == '\'') return "use double quotes";
  if ((found == ']' || found == '}') && after_comma) return "remove the comma before it";
  if (found == 'N' || found == 'I' || text.substr(offset).starts_with("nan"))
    return "JSON has no NaN or Infinity: leave the key out";
  if (offset >= text.size()) return "the text ends too early: is the file complete?";
  return "";
}

class Builder {
 public:
  Builder(std::string_view text, const std::string& file, const JsonLimits& limits)
      : text_(text), file_(file), limits_(limits), scanner_(text) {}
  // Only looks for the place of a pointer: stops there.
  void look_for(const std::string& pointer, bool of_key) {
    wanted_ = &pointer;
    wants_key_ = of_key;
  }
  std::optional<std::size_t> found() const { return found_; }
  json take() { return std::move(root_); }

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(value); }
  bool number_unsigned(std::uint64_t value) { return put(value); }
  bool number_float(double value, const std::string& as_written) {
    const bool whole = as_written.find_first_of(".eE") == std::string::npos;
    if (whole) refuse_number(scanner_.peek(), as_written);
    return put(value);
  }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name);
  bool parse_error(std::size_t position,
                   const std::string& last_token,
                   const nlohmann::detail::exception& error);

 private:
  struct Open {
    json* container;
    std::size_t pointer_length;
  };

  bool put(json value) { return place(std::move(value)) != nullptr; }
  json* place(json value);
  bool open(json container);
  bool close();
  std::string at(std::size_t offset) const { return place_text(file_, text_, offset); }
  [[noreturn]] void refuse_number(std::size_t offset, std::string_view as_written) const {
    throw Error(Fault::bad_input,
                at(offset) + " " + shown(pointer_, 200),
                shown(as_written, 40) + ": number out of range",
                "give a number a computer can count with",
                "S06");
  }

  std::string_view text_;
  const std::string& file_;
  JsonLimits limits_;
  TokenScanner scanner_;
  json root_;
  bool has_root_ = false;
  std::vector<Open> open_;
  std::string pointer_, key_;
  const std::string* wanted_ = nullptr;
  bool wants_key_ = false;
  std::optional<std::size_t> found_;
};

// Puts a value where the document is open; nullptr when the search is over.
json* Builder::place(json value) {
  const std::size_t start = scanner_.next();
  json* home = &root_;
  has_root_ = true;
  if (!open_.empty()) {
    json& container = *open_.back().container;
    if (container.is_array()) {
      pointer_.resize(open_.back().pointer_length);
      pointer_ += "/" + std::to_string(container.size());
      home = &container.emplace_back();
    } else {
      home = &container[key_];
    }
  }
  if (wanted_ != nullptr && !wants_key_ && pointer_ == *wanted_) {
    found_ = start;
    return nullptr;
  }
  *home = std::move(value);
  return home;
}

bool Builder::open(json container) {
  const std::size_t start = scanner_.peek();
  if (open_.size() >= static_cast<std::size_t>(limits_.depth)) {
    throw Error(Fault::bad_input,
                at(start),
                "nesting deeper than " + std::to_string(limits_.depth) + " at byte " + std::to_string(start),
                "a plan never nests this deep: check the brackets",
                "S01");
  }
  json* home = place(std::move(container));
  if (home == nullptr) return false;
  open_.push_back({home, pointer_.size()});
  return true;
}

bool Builder::close() {
  scanner_.next();
  pointer_.resize(open_.back().pointer_length);
  open_.pop_back();
  return true;
}

bool Builder::key(std::string& name) {
  const std::size_t start = scanner_.next();
  pointer_.resize(open_.back().pointer_length);
  pointer_ += "/" + pointer_token(name);
  key_ = name;
  if (wanted_ != nullptr && wants_key_ && pointer_ == *wanted_) {
    found_ = start;
    return false;
  }
  if (wanted_ == nullptr && open_.back().container->contains(name)) {
    const std::size_t first = find_place(text_, pointer_, true).value_or(0);
    throw Error(Fault::bad_input,
                at(start),
                shown(pointer_, 200) + " defined twice (line " + std::to_string(line_of(text_, first)) +
                    ", line " + std::to_string(line_of(text_, start)) + ")",
                "keep one of them",
                "S02");
  }
  return true;
}

bool Builder::parse_error(std::size_t position,
                          const std::string& last_token,
                          const nlohmann::detail::exception& error) {
  const std::string_view said = error.what();
  const auto has = [&](std::string_view part) { return said.find(part) != std::string_view::npos; };
  const std::size_t last = position == 0 ? 0 : position - 1;
  const std::size_t start = std::min(scanner_.peek(), last);
  if (error.id == 406) refuse_number(start, last_token);
  if (has("; expected end of input") || (has_root_ && open_.empty()))
    throw Error(
        Fault::bad_input, at(start), "text after end of document", "a file holds one document", "S09");
  if (has("surrogate") || has("control character"))
    throw Error(Fault::bad_input,
                at(start),
                std::string(has("surrogate") ? "half of a surrogate pair" : "raw control character") +
                    " at byte " + std::to_string(last),
                has("surrogate") ? "write the character itself" : "write it as \\n, \\t or \\u00XX",
                "S08");
  const std::string found =
      start < text_.size() ? "found " + in_quotes(scanner_.token_at(start)) : "found the end";
  throw Error(Fault::bad_input, at(start), expectation(said) + ", " + found, remedy_at(text_, start), "S07");
}

void refuse_raw_bytes(std::string_view text, const std::string& file) {
  if (const auto bad = first_bad_utf8(text)) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[*bad]);
    throw Error(Fault::bad_input,
                place_text(file, text.substr(0, *bad), *bad),
                std::string("byte 0x") + kDigits[byte >> 4] + kDigits[byte & 15] + " at byte " +
                    std::to_string(*bad) + " is not UTF-8",
                "save the file as UTF-8",
                "S08");
  }
  const auto raw = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  if (raw == text.end()) return;
  const auto offset = static_cast<std::size_t>(raw - text.begin());
  throw Error(Fault::bad_input,
              place_text(file, text, offset),
              (*raw == '\0' ? "NUL at byte " : "raw control character at byte ") + std::to_string(offset),
              *raw == '\0' ? "remove it: a text file holds none" : "write it as \\u00XX",
              "S08");
}

}  // namespace

std::int64_t line_of(std::string_view text, std::size_t offset) {
  return 1 + std::count(text.begin(),
                        text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())),
                        '\n');
}

std::string place_text(const std::string& file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  return file + ":" + std::to_string(line_of(text, offset)) + ":" + std::to_string(characters_of(line) + 1);
}

std::optional<std::size_t> find_place(std::string_view text, const std::string& pointer, bool of_key) {
  const std::string nameless;
  Builder builder(text, nameless, {});
  builder.look_for(pointer, of_key);
  try {
    json::sax_parse(text.begin(), text.end(), &builder);
  } catch (const Error&) {  // the text breaks later than the place, or has been refused already
  }
  return builder.found();
}

JsonDocument parse_json_safe(std::string_view text, const std::string& file, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(Fault::limit,
                file,
                std::to_string(text.size()) + " bytes; limit json-bytes=" + std::to_string(limits.bytes),
                "raise --limit json-bytes",
                "S09");
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  refuse_raw_bytes(text, file);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    throw Error(Fault::bad_input, file, "empty", "expected one JSON document", "S09");
  Builder builder(text, file, limits);
  json::sax_parse(text.begin(), text.end(), &builder);
  return {builder.take(), {{file, std::string(text)}}, {}};
}

}  // namespace gs
