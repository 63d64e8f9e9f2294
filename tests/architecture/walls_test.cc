// The walls of the house: who may include whom, and which package lives in which room.
#include "tests/architecture/walls.h"

#include <gtest/gtest.h>

#include <functional>

namespace gs::architecture {
namespace {

using Rule = std::function<std::vector<std::string>(const SourceFile&)>;

std::vector<std::string> found_by(const Rule& rule, const std::vector<SourceFile>& files) {
  std::vector<std::string> all;
  for (const SourceFile& file : files)
    for (const std::string& breach : rule(file)) all.push_back(breach);
  return all;
}

std::size_t breaches(const Rule& rule, const std::string& path, const std::string& text) {
  return rule(source_file(path, text)).size();
}

TEST(Walls, IncludesPointDownTheLadderOnly) {
  EXPECT_EQ(listed(found_by(ladder_breaches, everything())), "");
}

TEST(Walls, PackagesStayInTheirRooms) { EXPECT_EQ(listed(found_by(package_breaches, rooms())), ""); }

TEST(Walls, HeavyHeadersStayOutOfPublicHeaders) { EXPECT_EQ(listed(heavy_header_breaches(rooms())), ""); }

TEST(Walls, WouldNoticeAnIncludeUpTheLadder) {
  EXPECT_EQ(breaches(ladder_breaches, "core/a.cc", "#include \"models/ledger.h\"\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "models/a.h", "#include \"tools/commands/session.h\"\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "tools/a.cc", "#include \"tests/architecture/walls.h\"\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "models/a.cc", "#include \"core/ids.h\"\n#include <vector>\n"), 0U);
  EXPECT_EQ(breaches(ladder_breaches, "scenarios/reading/a.cc", "#include \"scenarios/table.h\"\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "scenarios/report/a.cc", "#include \"scenarios/table.h\"\n"), 0U);
  EXPECT_EQ(breaches(ladder_breaches, "core/a.cc", "#include \"ids.h\"\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "core/a.cc", "#include <core/ids.h>\n"), 1U);
  EXPECT_EQ(breaches(ladder_breaches, "core/a.cc", "#include \"core/nowhere.h\"\n"), 1U);
}

TEST(Walls, WouldNoticeAPackageOutsideItsRoom) {
  EXPECT_EQ(breaches(package_breaches, "models/engine.cc", "#include <tbb/parallel_for.h>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "models/engine.cc", "#include <Eigen/Dense>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "models/fit/pool/ridge.cc", "#include <Eigen/Dense>\n"), 0U);
  EXPECT_EQ(breaches(package_breaches, "core/draw.cc", "#include <date/tz.h>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "core/draw.cc", "#include <fmt/format.h>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "scenarios/plan.cc", "#include <CLI/CLI.hpp>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "tools/a.cc", "#include <absl/strings/str_cat.h>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "tools/a.cc", "#include <gtest/gtest.h>\n"), 1U);
  EXPECT_EQ(breaches(package_breaches, "tools/commands/a.cc", "#include <mpi.h>\n"), 1U);
}

TEST(Walls, WouldNoticeAHeavyPublicHeader) {
  const auto count = [](const std::string& user, const std::string& text) {
    return heavy_header_breaches(
               {source_file("models/fit/inner.h", "#include <ceres/problem.h>\n"),
                source_file("models/fit/outer.h", "#include \"models/fit/inner.h\"\n"),
                source_file("models/fit/light.h", "#include <nlohmann/json_fwd.hpp>\n"),
                source_file("core/graph/boost_graph.h", "#include <boost/graph/graph_traits.hpp>\n"),
                source_file(user, text)})
        .size();
  };
  EXPECT_EQ(count("models/fit/a.cc", "#include \"models/fit/outer.h\"\n"), 0U);  // private to its folder
  EXPECT_EQ(count("scenarios/a.cc", "#include \"models/fit/outer.h\"\n"), 1U);
  EXPECT_EQ(count("scenarios/a.cc", "#include \"models/fit/light.h\"\n"), 0U);
  EXPECT_EQ(count("tools/commands/a.cc", "#include \"core/graph/boost_graph.h\"\n"), 0U);
  EXPECT_EQ(count("tools/commands/a.h", "#include \"core/graph/boost_graph.h\"\n"), 1U);
}

}  // namespace
}  // namespace gs::architecture
