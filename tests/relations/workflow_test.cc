// Relations of whole commands on the real program (RELIABILITY 7.3: 1, 26, 27, 34).
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "core/draw.h"
#include "tests/support/sandbox.h"

namespace gs::relations {
namespace {

using support::Ran;
using support::result_of;
using support::Sandbox;

const char* const kWorlds = " --replicates 6 --threads 1 --quiet --json";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The bundled export's first posts, in the order given by `key`.
std::string some_rows(const std::function<std::uint64_t(std::size_t)>& key) {
  std::vector<std::string> lines = lines_of(support::bytes_in(Sandbox::example("roastery_posts.csv")));
  lines.resize(41);
  std::vector<std::pair<std::uint64_t, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) rows.emplace_back(key(i), lines[i]);
  std::sort(rows.begin(), rows.end());
  std::string text = lines[0] + "\n";
  for (const auto& [place, row] : rows) text += row + "\n";
  return text;
}

// The forecast of a page learnt from these rows, from export to document.
nlohmann::json learnt(const Sandbox& sandbox, const std::string& rows) {
  sandbox.write("posts.csv", rows);
  EXPECT_EQ(sandbox.run("import posts.csv --account example-roastery --timezone Europe/Berlin --quiet").code,
            0);
  EXPECT_EQ(sandbox.run("fit --quiet --audience " + Sandbox::example("roastery.json")).code, 0);
  const Ran ran = sandbox.run("forecast " + Sandbox::example("roastery.json") + kWorlds);
  EXPECT_EQ(ran.code, 0) << ran.err;
  return nlohmann::json::parse(result_of(ran.out));
}

TEST(RowsOfAnExport, InAnyOrderLeadToTheSameForecast) {
  const Sandbox sandbox, other;
  const auto as_exported = learnt(sandbox, some_rows([](std::size_t i) { return i; }));
  EXPECT_EQ(as_exported, learnt(other, some_rows([](std::size_t i) { return mix64(i); })));
}

TEST(Workspace, CopiedElsewhereLeadsToTheSameForecastAndCalibration) {
  const Sandbox sandbox;
  const auto here = learnt(sandbox, some_rows([](std::size_t i) { return i; }));
  ASSERT_EQ(sandbox.run("workspace copy copied.gsw").code, 0);
  const std::string forecast = "forecast " + Sandbox::example("roastery.json") + kWorlds;
  const Ran there = sandbox.run(forecast + " -w copied.gsw");
  ASSERT_EQ(there.code, 0) << there.err;
  EXPECT_EQ(nlohmann::json::parse(result_of(there.out)), here);
  ASSERT_EQ(sandbox.run("workspace repair repaired.gsw").code, 0);
  EXPECT_EQ(nlohmann::json::parse(result_of(sandbox.run(forecast + " -w repaired.gsw").out)), here);
}

TEST(Comparison, OfThePlanWithItselfIsZeroOnTheCommandLineAndNegatesWhenSwapped) {
  const Sandbox sandbox;
  const std::string a = Sandbox::example("roastery.json"), b = Sandbox::example("roastery_evenings.json");
  const auto differences = [&](const std::string& base, const std::string& variant) {
    const Ran ran = sandbox.run("compare " + base + " " + variant + kWorlds);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return nlohmann::json::parse(ran.out)["differences"];
  };
  for (const auto& row : differences(a, a))
    if (!row["mean"].is_null()) {
      EXPECT_EQ(row["mean"], 0) << row;
    }
  const auto there = differences(a, b), back = differences(b, a);
  ASSERT_EQ(there.size(), back.size());
  for (std::size_t i = 0; i < there.size(); ++i)
    if (!there[i]["mean"].is_null()) {
      EXPECT_DOUBLE_EQ(there[i]["mean"].get<double>(), -back[i]["mean"].get<double>()) << there[i]["kpi"];
    }
}

}  // namespace
}  // namespace gs::relations
