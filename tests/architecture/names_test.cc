// Two types of one name in one namespace are one type to the linker: it keeps one's functions for both, and
// what was made as the one is destroyed as the other. Read from the text: a type is defined at the start of a
// line.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "tests/architecture/source_tree.h"

namespace gs::architecture {
namespace {

using Homes = std::map<std::string, std::set<std::string>>;  // "gs::Plan" -> the files that define it

void take(const SourceFile& file, Homes& homes) {
  static const std::regex space_begins(R"(^namespace ([a-z_:]+) \{)");
  static const std::regex type_begins(
      R"(^(?:struct|class|enum class) ([A-Z][A-Za-z0-9]*)(?: final)?(?: :.*)? \{)");
  std::string space;
  bool hidden = false;  // between `namespace {` and its end, where names are the file's own
  std::smatch found;
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    hidden = (hidden || file.lines[i] == "namespace {") && file.lines[i] != "}  // namespace";
    if (std::regex_search(file.code[i], found, space_begins)) space = found[1];
    if (!hidden && std::regex_search(file.code[i], found, type_begins))
      homes[space + "::" + found[1].str()].insert(file.path);
  }
}

std::vector<std::string> shared_names(const std::vector<SourceFile>& files) {
  Homes homes;
  for (const SourceFile& file : files) take(file, homes);
  std::vector<std::string> found;
  for (const auto& [name, paths] : homes) {
    if (paths.size() < 2) continue;
    found.push_back(name + ":");
    for (const std::string& path : paths) found.back() += " " + path;
  }
  return found;
}

TEST(Names, NoTwoTypesShareOne) { EXPECT_EQ(listed(shared_names(rooms())), ""); }

TEST(Names, WouldNoticeTwoTypesOfOneNameButNotAFilesOwn) {
  const SourceFile one =
      source_file("core/a.h", "namespace gs {\nstruct Shown {\n  int a;\n};\n}  // namespace gs\n");
  const SourceFile again =
      source_file("models/b.h", "namespace gs {\nclass Shown final : Base {\n};\n}  // namespace gs\n");
  const SourceFile own =
      source_file("models/c.cc",
                  "namespace gs {\nnamespace {\nstruct Shown {\n};\n}  // namespace\n}  // namespace gs\n");
  const SourceFile elsewhere = source_file("models/d.h", "namespace gs::pool {\nstruct Shown {\n};\n}\n");
  const SourceFile named = source_file("models/e.h", "namespace gs {\nstruct Shown;\n}  // namespace gs\n");
  EXPECT_EQ(shared_names({one, again, own, elsewhere, named}),
            std::vector<std::string>{"gs::Shown: core/a.h models/b.h"});
}

}  // namespace
}  // namespace gs::architecture
