// The one function that turns text of a document into a path, and the one that reads a small text file.
// Whatever a document names must lie in the document's own folder unless the user allows it to leave.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gs {

struct PathRules {
  std::string relative_to;  // folder the text is relative to
  std::string inside;       // folder it must not leave; empty: relative_to
  bool may_leave = false;   // --allow-path
  std::string where;        // who asks, for the complaint: "plan.json:3:14 /extends"
};

// A path fit for opening; symlinks are followed before it is judged. Refuses empty text, NUL, and, unless
// may_leave, absolute paths, drive letters, backslashes and whatever ends outside the folder [S16].
std::string path_of(const std::string& text, const PathRules& rules);

std::string folder_of(const std::string& path);       // "." when there is none
std::string canonical_path(const std::string& path);  // two names of one file give one text

struct SizeLimit {
  std::size_t bytes;
  std::string_view name;  // json-bytes
};
struct Referrer {     // a document that names the file, for the complaint
  std::string where;  // "variant.json:2:14 /extends"
  std::string reads;  // the path as it is written there
};
// The whole file; refuses a missing one, a directory, what is not a regular file, what may not be read
// [F01-F04]. With a referrer the complaint names its place, what was looked for and where.
std::string read_text_file(const std::string& path, const SizeLimit& limit, const Referrer& referrer = {});

}  // namespace gs
