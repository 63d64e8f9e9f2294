// Reads sources line by line and blanks comments and literals with a small state machine: enough for this
// code, which has no trigraphs, no line continued inside a comment, and raw strings only with short marks.
#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace gs::architecture {
namespace {

// What of the text is code: everything else becomes a space, line breaks stay.
class Stripper {
 public:
  explicit Stripper(const std::string& text) : text_(text), code_(text) {}
  std::string run() {
    while (at_ < text_.size()) step();
    return code_;
  }

 private:
  bool next_is(std::string_view mark) const { return text_.compare(at_, mark.size(), mark) == 0; }
  void blank_to(std::size_t end) {
    for (; at_ < std::min(end, text_.size()); ++at_)
      if (text_[at_] != '\n') code_[at_] = ' ';
  }
  std::size_t after(std::string_view mark, std::size_t from) const {
    const std::size_t found = text_.find(mark, from);
    return found == std::string::npos ? text_.size() : found + mark.size();
  }
  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
    blank_to(after(close, open));
  }
  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    ++at_;
    blank_to(end);
    if (at_ < text_.size() && text_[at_] == quote) ++at_;
  }
  bool in_number() const { return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0; }
  void step() {
    if (next_is("//")) return blank_to(text_.find('\n', at_));
    if (next_is("/*")) return blank_to(after("*/", at_));
    if (next_is("R\"")) return raw_string();
    if (text_[at_] == '"') return literal('"');
    if (text_[at_] == '\'' && !in_number()) return literal('\'');
    ++at_;
  }

  const std::string& text_;
  std::string code_;
  std::size_t at_ = 0;
};

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Include> includes_of(const std::vector<std::string>& lines) {
  std::vector<Include> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with("#include ")) continue;
    const std::size_t open = lines[i].find_first_of("<\"");
    const std::size_t close = lines[i].find_first_of(">\"", open + 1);
    if (close == std::string::npos) continue;
    found.push_back({lines[i].substr(open + 1, close - open - 1), lines[i][open] == '"', i});
  }
  return found;
}

}  // namespace

std::filesystem::path root() { return GS_SOURCE_DIR; }

SourceFile source_file(std::string path, const std::string& text) {
  SourceFile file{.path = std::move(path),
                  .lines = split_lines(text),
                  .code = split_lines(Stripper(text).run()),
                  .includes = {}};
  file.includes = includes_of(file.lines);
  return file;
}

std::vector<SourceFile> sources(const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
      const std::string name = entry.path().filename().string();
      if (!entry.is_regular_file() || !(name.ends_with(".h") || name.ends_with(".cc"))) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      files.push_back(source_file(entry.path().lexically_relative(root()).generic_string(), text));
    }
  if (files.empty()) throw std::runtime_error("no sources found under " + root().string());
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<SourceFile> rooms() { return sources({"core", "models", "scenarios", "tools"}); }
std::vector<SourceFile> everything() {
  return sources({"core", "models", "scenarios", "tools", "tests", "bench"});
}

std::string place(const SourceFile& file, std::size_t line_index) {
  return file.path + ":" + std::to_string(line_index + 1);
}

std::string listed(const std::vector<std::string>& findings) {
  std::string text;
  for (const std::string& finding : findings) text += "\n  " + finding;
  return text;
}

}  // namespace gs::architecture
