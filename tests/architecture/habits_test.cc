// The habits of the house: what no room calls, how long things get, what each file opens with.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace gs::architecture {
namespace {

// A pattern nobody may write in the given folders, with the files that have a reason to.
struct Ban {
  std::string pattern;
  std::string because;
  std::vector<std::string> folders;
  std::set<std::string> except;
};

const std::vector<Ban>& bans() {
  static const std::vector<std::string> kRooms{"core/", "models/", "scenarios/", "tools/"};
  static const std::vector<std::string> kLibrary{"core/", "models/", "scenarios/"};
  static const std::vector<Ban> kBans{
      {R"(std::\w+_distribution\b|\brandom_device\b|\bmt19937|\bs?rand\(|std::(shuffle|sample)\b)",
       "chance is addressed (core/draw.h)",
       kRooms,
       {}},
      {R"(\btime\((nullptr|NULL|0|&))", "no wall clock in results", kRooms, {}},
      // One waits for a lock, one stamps a stored row with the moment it was stored.
      {R"(::now\()",
       "no wall clock in results",
       kLibrary,
       {"scenarios/workspace_open.cc", "scenarios/workspace_rows.cc"}},
      {R"(\b(exit|_exit|quick_exit|abort|terminate)\()", "the library throws gs::Error", kLibrary, {}},
      {R"((^|[^\w])(f|v|vf)?printf\(|std::(cout|cerr|clog)\b|\b(f?puts|putchar)\()",
       "the library never prints",
       kLibrary,
       {}},
      {R"(parallel_reduce|static_partitioner|std::(transform_)?reduce\b|std::execution)",
       "sums run in one order on any number of threads",
       kRooms,
       {}},
      {R"(std::(j?thread|async)\b(?!::hardware_concurrency))",
       "core/blocks.h is the only door to threads",
       kRooms,
       {"core/blocks.cc"}},
      {R"(setlocale\((?!LC_CTYPE)|std::locale\()", "numbers are written without a locale", kRooms, {}},
      {R"(\b(std::)(exp|log|log2|log10|pow|sin|cos|tan|tanh|log1p|expm1|erfc?|lgamma|tgamma|cbrt)\b)",
       "the C library's last bit differs between processors (core/real.h)",
       {"core/", "models/"},
       {}},
      {R"(sleep_for|sleep_until|\bu?sleep\()", "tests do not wait for the clock", {"tests/"}, {}}};
  return kBans;
}

std::vector<std::string> breaches_of(const Ban& ban, const SourceFile& file) {
  std::vector<std::string> found;
  const bool covered = std::any_of(
      ban.folders.begin(), ban.folders.end(), [&](const std::string& folder) { return file.in(folder); });
  if (!covered || ban.except.contains(file.path)) return found;
  // The fit itself runs in Ceres and Eigen, which use the C library.
  if (file.in("models/fit/") && ban.because.find("core/real.h") != std::string::npos) return found;
  const std::regex pattern(ban.pattern);
  for (std::size_t i = 0; i < file.code.size(); ++i)
    if (std::regex_search(file.code[i], pattern))
      found.push_back(place(file, i) + ": " + ban.because + ": " + file.lines[i]);
  return found;
}

std::vector<std::string> all_breaches(const std::vector<SourceFile>& files) {
  std::vector<std::string> all;
  for (const Ban& ban : bans())
    for (const SourceFile& file : files)
      for (const std::string& breach : breaches_of(ban, file)) all.push_back(breach);
  return all;
}

// Unordered containers answer in an order nobody promises; fine only where that order is never read.
std::vector<std::string> unordered_breaches(const SourceFile& file) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < file.code.size(); ++i)
    if (file.code[i].find("std::unordered_") != std::string::npos &&
        file.lines[i].find("// order not used") == std::string::npos)
      found.push_back(place(file, i) + ": " + file.lines[i]);
  return found;
}

TEST(Habits, NothingBannedIsCalled) { EXPECT_EQ(listed(all_breaches(everything())), ""); }

TEST(Habits, NoAnswerHangsOnTheOrderOfAnUnorderedContainer) {
  std::vector<std::string> all;
  for (const SourceFile& file : sources({"core", "models", "scenarios"}))
    for (const std::string& breach : unordered_breaches(file)) all.push_back(breach);
  EXPECT_EQ(listed(all), "");
}

TEST(Habits, WouldNoticeWhatIsBanned) {
  const auto count = [](const std::string& path, const std::string& text) {
    return all_breaches({source_file(path, text)}).size();
  };
  EXPECT_EQ(count("core/a.cc", "std::normal_distribution<double> d;\n"), 1U);
  EXPECT_EQ(count("models/a.cc", "const auto t = std::chrono::steady_clock::now();\n"), 1U);
  EXPECT_EQ(count("tools/a.cc", "const auto t = std::chrono::steady_clock::now();\n"), 0U);
  EXPECT_EQ(count("scenarios/a.cc", "  std::printf(\"%d\", 1);\n"), 1U);
  EXPECT_EQ(count("scenarios/a.cc", "  std::snprintf(b, 3, \"%d\", 1);\n"), 0U);
  EXPECT_EQ(count("scenarios/a.cc", "std::exit(1);\n"), 1U);
  EXPECT_EQ(count("scenarios/a.cc", "// std::exit(1);\nconst auto s = \"exit(1)\"; /* rand() */\n"), 0U);
  EXPECT_EQ(count("models/a.cc", "std::thread t;\n"), 1U);
  EXPECT_EQ(count("models/a.cc", "const auto n = std::thread::hardware_concurrency();\n"), 0U);
  EXPECT_EQ(count("models/a.cc", "const double x = std::exp(2.0);\n"), 1U);
  EXPECT_EQ(count("models/fit/a.cc", "const double x = std::exp(2.0);\n"), 0U);
  EXPECT_EQ(unordered_breaches(source_file("core/a.cc", "std::unordered_map<int, int> m;\n")).size(), 1U);
  EXPECT_EQ(
      unordered_breaches(source_file("core/a.cc", "std::unordered_set<int> m;  // order not used\n")).size(),
      0U);
}

TEST(Habits, FilesStayShort) {
  std::vector<std::string> found;
  for (const SourceFile& file : everything()) {
    const std::size_t most = file.is_header() ? 150 : 400;
    if (file.lines.size() > most)
      found.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines, at most " +
                      std::to_string(most));
  }
  EXPECT_EQ(listed(found), "");
}

// A body opens with a line that ends in "{" at the margin of a file or of a class, and closes with a lone "}"
// there.
std::vector<std::string> long_functions(const SourceFile& file) {
  constexpr std::size_t kMost = 60;
  std::vector<std::string> found;
  for (const std::string& margin : {std::string(), std::string("  ")}) {
    std::size_t opened = 0;
    bool open = false;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      const std::string& line = file.code[i];
      const bool here = line.starts_with(margin) && line.size() > margin.size() && line[margin.size()] != ' ';
      if (here && !open && line.find_last_not_of(' ') == line.rfind('{') &&
          line.find('{') != std::string::npos &&
          !std::regex_search(line, std::regex("^ *(namespace|class|struct|enum|union|extern)\\b"))) {
        opened = i;
        open = true;
      } else if (here && open && line[margin.size()] == '}') {
        if (i - opened + 1 > kMost)
          found.push_back(place(file, opened) + ": " + std::to_string(i - opened + 1) + " lines");
        open = false;
      }
    }
  }
  return found;
}

TEST(Habits, FunctionsStayShort) {
  std::vector<std::string> found;
  for (const SourceFile& file : everything())
    for (const std::string& one : long_functions(file)) found.push_back(one);
  EXPECT_EQ(listed(found), "");
  std::string long_body = "void f() {\n";
  for (int i = 0; i < 60; ++i) long_body += "  g();\n";
  EXPECT_EQ(long_functions(source_file("core/a.cc", long_body + "}\n")).size(), 1U);
}

TEST(Habits, HeadersGuardThemselves) {
  std::vector<std::string> found;
  for (const SourceFile& file : everything())
    if (file.is_header() &&
        std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end())
      found.push_back(file.path);
  EXPECT_EQ(listed(found), "");
}

TEST(Habits, EveryFileOpensWithWhatItIs) {
  std::vector<std::string> found;
  for (const SourceFile& file : rooms())
    if (file.lines.empty() || !file.lines.front().starts_with("// ")) found.push_back(file.path);
  EXPECT_EQ(listed(found), "");
}

// Spelt in halves, so that this file does not find itself.
TEST(Habits, NothingIsLeftForLater) {
  const std::regex unfinished(std::string("\\b(TO") + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|\\b([Ss]t" +
                              "ub(bed)?|[Nn]ot imple" + "mented|[Uu]nimple" + "mented|[Pp]lace" +
                              "holder|[Ff]or n" + "ow|[Cc]oming so" + "on)\\b|/wo" + "rk/");
  std::vector<std::string> found;
  for (const SourceFile& file : everything())
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      if (std::regex_search(file.lines[i], unfinished))
        found.push_back(place(file, i) + ": " + file.lines[i]);
  EXPECT_EQ(listed(found), "");
  EXPECT_TRUE(std::regex_search(std::string("// TO") + "DO: later", unfinished));
}

TEST(House, HasExactlyItsEntries) {
  const std::set<std::string> expected{"CMakeLists.txt",
                                       "CMakePresets.json",
                                       "README.md",
                                       "bench",
                                       "core",
                                       "models",
                                       "scenarios",
                                       "tests",
                                       "tools"};
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && name != "build") found.insert(name);  // build/ is not kept
  }
  EXPECT_EQ(found, expected);
}

TEST(House, HasOnePagePerRoom) {
  for (const char* room : {"core", "models", "scenarios", "tools"})
    EXPECT_TRUE(std::filesystem::exists(root() / room / "README.md")) << room;
}

}  // namespace
}  // namespace gs::architecture
