// The habits of the house: what no room calls, how long things get, what each file opens with.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace gs::architecture {
namespace {

// A pattern nobody may write in the given folders, with the files that have a reason to.
struct Ban {
  std::vector<std::string>
      hints;  // one of them is in every line the pattern matches: regular expressions are slow
  std::regex pattern;
  std::string because;
  std::vector<std::string> folders;
  std::set<std::string> except{};
};
std::regex pattern_of(const char* text) { return std::regex(text, std::regex::optimize); }

const std::vector<std::string> kRooms{"core/", "models/", "scenarios/", "tools/"};
const std::vector<std::string> kLibrary{"core/", "models/", "scenarios/"};
const std::string kOwnMath = "the C library's last bit differs between processors (core/real.h)";

const std::vector<Ban> kBans{
    {{"_distribution", "random_device", "mt19937", "rand(", "std::shuffle", "std::sample"},
     pattern_of(R"(std::\w+_distribution\b|\brandom_device\b|\bmt19937|\bs?rand\(|std::(shuffle|sample)\b)"),
     "chance is addressed (core/draw.h)",
     kRooms},
    {{"time("}, pattern_of(R"(\btime\((nullptr|NULL|0|&))"), "no wall clock in results", kRooms},
    // One waits for a lock, one stamps a stored row with the moment it was stored.
    {{"::now("},
     pattern_of(R"(::now\()"),
     "no wall clock in results",
     kLibrary,
     {"scenarios/workspace/open.cc", "scenarios/workspace/rows.cc"}},
    {{"exit(", "abort(", "terminate("},
     pattern_of(R"(\b(exit|_exit|quick_exit|abort|terminate)\()"),
     "the library throws gs::Error",
     kLibrary},
    {{"printf(", "std::c", "puts(", "putchar("},
     pattern_of(R"((^|[^\w])(f|v|vf)?printf\(|std::(cout|cerr|clog)\b|\b(f?puts|putchar)\()"),
     "the library never prints",
     kLibrary},
    {{"parallel_reduce", "static_partitioner", "reduce", "std::execution"},
     pattern_of(R"(parallel_reduce|static_partitioner|std::(transform_)?reduce\b|std::execution)"),
     "sums run in one order on any number of threads",
     kRooms},
    {{"std::thread", "std::jthread", "std::async"},
     pattern_of(R"(std::(j?thread|async)\b(?!::hardware_concurrency))"),
     "core/blocks.h is the only door to threads",
     kRooms,
     {"core/blocks.cc"}},
    {{"setlocale(", "std::locale("},
     pattern_of(R"(setlocale\((?!LC_CTYPE)|std::locale\()"),
     "numbers are written without a locale",
     kRooms},
    {{"std::"},
     pattern_of(R"(std::(exp|log|log2|log10|pow|sin|cos|tan|tanh|log1p|expm1|erfc?|lgamma|tgamma|cbrt)\b)"),
     kOwnMath,
     {"core/", "models/"}},
    {{"sleep"},
     pattern_of(R"(sleep_for|sleep_until|\bu?sleep\()"),
     "tests do not wait for the clock",
     {"tests/"}}};

bool has_any(const std::string& line, const std::vector<std::string>& words) {
  return std::any_of(
      words.begin(), words.end(), [&](const auto& word) { return line.find(word) != std::string::npos; });
}

std::vector<std::string> breaches_of(const Ban& ban, const SourceFile& file) {
  std::vector<std::string> found;
  const bool covered = std::any_of(
      ban.folders.begin(), ban.folders.end(), [&](const std::string& folder) { return file.in(folder); });
  if (!covered || ban.except.contains(file.path)) return found;
  // The fit itself runs in Ceres and Eigen, which use the C library.
  if (file.in("models/fit/") && ban.because == kOwnMath) return found;
  for (std::size_t i = 0; i < file.code.size(); ++i)
    if (has_any(file.code[i], ban.hints) && std::regex_search(file.code[i], ban.pattern))
      found.push_back(place(file, i) + ": " + ban.because + ": " + file.lines[i]);
  return found;
}

std::vector<std::string> all_breaches(const std::vector<SourceFile>& files) {
  std::vector<std::string> all;
  for (const Ban& ban : kBans)
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

// Ideas of each folder: a header, its source and its inner header are one.
std::map<std::string, std::set<std::string>> ideas_by_folder(const std::vector<SourceFile>& files) {
  std::map<std::string, std::set<std::string>> ideas;
  for (const SourceFile& file : files) {
    const std::size_t slash = file.path.rfind('/');
    std::string name = file.path.substr(slash + 1);
    name = name.substr(0, name.rfind('.'));
    if (name.ends_with("_impl")) name.resize(name.size() - 5);
    ideas[file.path.substr(0, slash)].insert(name);
  }
  return ideas;
}

TEST(Habits, FoldersHoldTwelveIdeasAtMost) {
  const std::string verbs = "tools/commands";  // a list: one file per verb
  std::vector<std::string> found;
  for (const auto& [folder, ideas] : ideas_by_folder(rooms()))
    if (ideas.size() > 12 && folder != verbs)
      found.push_back(folder + ": " + std::to_string(ideas.size()) + " ideas, at most 12");
  EXPECT_EQ(listed(found), "");
  EXPECT_EQ(ideas_by_folder({source_file("core/a.h", ""), source_file("core/a.cc", "")}).at("core").size(),
            1U);
}

// Finds function bodies by their braces. Must hold: code without comments and literals.
class Bodies {
 public:
  // (first line, number of lines) of every body that stands in namespaces and classes only
  static std::vector<std::pair<std::size_t, std::size_t>> of(const SourceFile& file) {
    Bodies bodies;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      if (file.code[i].starts_with('#')) continue;
      for (const char c : file.code[i]) bodies.read(c, i);
      bodies.since_ += ' ';
    }
    return bodies.found_;
  }

 private:
  enum class Kind { scope, body, inner };
  struct Open {
    Kind kind;
    std::size_t line;
  };
  Kind kind() const {
    static const std::regex kScope(
        R"(^\s*(template\s*<.*>\s*)?(inline\s+)?(namespace|class|struct|enum|union|extern)\b)");
    if (!open_.empty() && open_.back().kind != Kind::scope) return Kind::inner;
    if (std::regex_search(since_, kScope) && since_.find('(') == std::string::npos) return Kind::scope;
    const std::size_t last = since_.find_last_not_of(' ');
    const bool table = last != std::string::npos && (since_[last] == '=' || since_[last] == ',');
    return table || since_.find('(') == std::string::npos ? Kind::inner : Kind::body;
  }
  void read(char c, std::size_t line) {
    if (c == '{') {
      open_.push_back({kind(), line});
    } else if (c == '}' && !open_.empty()) {
      if (open_.back().kind == Kind::body)
        found_.push_back({open_.back().line, line - open_.back().line + 1});
      open_.pop_back();
    }
    if (c == '{' || c == '}' || c == ';')
      since_.clear();
    else
      since_ += c;
  }

  std::vector<Open> open_;
  std::string since_;  // what was read since the last brace or semicolon
  std::vector<std::pair<std::size_t, std::size_t>> found_;
};

std::vector<std::string> long_functions(const SourceFile& file) {
  std::vector<std::string> found;
  for (const auto& [line, length] : Bodies::of(file))
    if (length > 60)
      found.push_back(place(file, line) + ": " + std::to_string(length) + " lines, at most 60");
  return found;
}

TEST(Habits, FunctionsStayShort) {
  std::vector<std::string> found;
  for (const SourceFile& file : everything())
    for (const std::string& one : long_functions(file)) found.push_back(one);
  EXPECT_EQ(listed(found), "");
  std::string steps;
  for (int i = 0; i < 60; ++i) steps += "  if (a) { g(); }\n";
  const auto count = [](const std::string& text) {
    return long_functions(source_file("core/a.cc", text)).size();
  };
  EXPECT_EQ(count("namespace gs {\nvoid f(int a,\n       int b) {\n" + steps + "}\n}\n"), 1U);
  EXPECT_EQ(count("struct S {\n  void f() const {\n" + steps + "  }\n};\n"), 1U);
  EXPECT_EQ(count("void f() {\n  g();\n}\nconst std::vector<int> table = {\n" + steps + "};\n"), 0U);
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

// Words of unfinished work. Spelt in halves, so that this file does not find itself.
const std::vector<std::string> kUnfinished{std::string("TO") + "DO",
                                           std::string("FIX") + "ME",
                                           std::string("XX") + "X",
                                           std::string("HA") + "CK",
                                           std::string("st") + "ub",
                                           std::string("St") + "ub",
                                           std::string("not imple") + "mented",
                                           std::string("Not imple") + "mented",
                                           std::string("unimple") + "mented",
                                           std::string("place") + "holder",
                                           std::string("Place") + "holder",
                                           std::string("for n") + "ow",
                                           std::string("For n") + "ow",
                                           std::string("coming s") + "oon",
                                           std::string("/wo") + "rk/"};

// As a whole word, whatever stands around it.
bool has_word(const std::string& line, const std::string& word) {
  const auto is_letter = [&](std::size_t at) {
    return at < line.size() && std::isalpha(static_cast<unsigned char>(line[at]));
  };
  for (std::size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1))
    if ((at == 0 || !is_letter(at - 1)) && (!is_letter(at + word.size()) || word.back() == '/')) return true;
  return false;
}

TEST(Habits, NothingIsLeftForLater) {
  std::vector<std::string> found;
  for (const SourceFile& file : everything())
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      for (const std::string& word : kUnfinished)
        if (has_word(file.lines[i], word)) found.push_back(place(file, i) + ": " + file.lines[i]);
  EXPECT_EQ(listed(found), "");
  EXPECT_TRUE(has_word("// " + kUnfinished.front() + ": later", kUnfinished.front()));
  EXPECT_FALSE(has_word("a " + kUnfinished[4] + "born case", kUnfinished[4]));
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
