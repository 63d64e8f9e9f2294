// Files for other tools: what each carries, that it loads back where it can, and that no spreadsheet runs
// what somebody wrote into a caption.
#include "scenarios/exports/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/compare.h"
#include "scenarios/exports/rows.h"
#include "scenarios/forecast.h"
#include "scenarios/reading/csv.h"
#include "scenarios/reading/spreadsheet.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json plan() {
  return json::parse(
      R"({"schema":"groundswell/scenario/1","name":"Tea","currency":"PLN","timezone":"Europe/Berlin",
"start":"2026-10-23","end":"2026-10-29","seed":3,
"audience":{"segments":{"older":{"people":4000,"age":"40-59"},"young":{"people":3000,"age":"18-24"}},
  "accounts":{"fb":{"platform":"facebook","followers":3000},"host":{"platform":"facebook","kind":"creator","followers":900}}},
"plan":{"f1":{"account":"fb","format":"link","topic":"-5 %","title":"=HYPERLINK(\"x\"), he said","publish_at":"2026-10-23T18:00","link":"https://example.org/?a=1,2"},
        "f2":{"account":"fb","format":"reel","title":"'=1+1","publish_at":"2026-10-25T02:30:00+01:00"},
        "f3":{"account":"fb","format":"photo","title":"Zeile\nzwei","publish_at":"2026-10-26T09:30","paid":true}},
"ads":{"a":{"post":"f1","total_budget":40.123456,"end":"2026-10-27","bid":{"cpm":10}},
       "b":{"post":"f3","daily_budget":8,"bid":{"cpc":0.4},"targeting":{"age":"18-34","followers":"none","segments":{"young":true}},"hours":"20-22"}},
"seeding":{"s":{"creator":"host","post":"f3","publish_at":"2026-10-27T20:00","fee":90}},
"offer":{"lead_rate":0.4}})");
}

Forecast forecast_of(const json& document) {
  RunOptions options;
  options.replicates = 8;
  options.seed = 3;
  return run_forecast(parse_scenario(document.dump(), "plan.json"), {}, options);
}

const json& result() {
  static const json kResult = forecast_document(forecast_of(plan()));
  return kResult;
}

// Cells of a CSV by line, read by the program's own reader.
std::vector<std::vector<std::string>> cells_of(std::string text) {
  CsvRules rules;
  rules.file = "export.csv";
  bool given = false;
  CsvReader reader(
      [&](std::string& block) {
        block = given ? std::string() : std::move(text);
        return !std::exchange(given, true);
      },
      rules);
  std::vector<std::vector<std::string>> lines;
  while (const CsvRecord* record = reader.next()) {
    lines.emplace_back();
    for (const CsvCell& cell : record->cells) lines.back().emplace_back(cell.text);
  }
  return lines;
}

std::string cell(const std::vector<std::vector<std::string>>& lines,
                 std::size_t line,
                 const std::string& column) {
  const auto& header = lines.front();
  const auto at = std::ranges::find(header, column);
  EXPECT_NE(at, header.end()) << column;
  return lines[line][static_cast<std::size_t>(at - header.begin())];
}

Scenario loaded(const std::string& text) {
  const support::Sandbox box;
  box.write("plan.csv", text);
  ScenarioOptions options;
  options.platform_of = {{"fb", "facebook"}};
  return load_scenario(box / "plan.csv", options);
}

TEST(Spreadsheet, TextsThatBeginLikeAFormulaAreGuardedAndReadBack) {
  for (const char* text :
       {"=1+1", "+49 30", "-5 %", "@brand", "\tx", "\rx", "'=1", "''@", "'quoted'", "a=b", ""}) {
    const std::string written = csv_text(text);
    const std::string cell = written.substr(1, written.size() - 2);
    EXPECT_EQ(std::string("=+-@\t\r").find(cell.empty() ? 'a' : cell.front()), std::string::npos) << text;
    EXPECT_EQ(without_guard(cell), text);
  }
}

TEST(ContentPlan, LoadsBackAsTheSamePostsAtTheSameInstants) {
  const Exported file = exported(result(), "content-plan", "plan.json");
  const Scenario before = parse_scenario(plan().dump(), "plan.json"), after = loaded(file.text);
  EXPECT_EQ(after.timezone, before.timezone);
  EXPECT_EQ(after.currency, before.currency);
  ASSERT_EQ(after.plan.size(), before.plan.size());
  for (const auto& [id, post] : before.plan) {
    const ScenarioPost& again = after.plan.at(id);
    EXPECT_EQ(again.published.seconds, post.published.seconds) << id;
    EXPECT_EQ(again.title, post.title);
    EXPECT_EQ(again.link, post.link);
    EXPECT_EQ(again.account, post.account);
    EXPECT_EQ(again.platform, post.platform);
    EXPECT_EQ(again.format, post.format);
    EXPECT_EQ(again.topic, post.topic);
    EXPECT_EQ(again.paid, post.paid);
  }
}

TEST(ContentPlan, CarriesABoostToTheMicroUnitAndNamesWhatItCannotCarry) {
  const Exported file = exported(result(), "content-plan", "plan.json");
  const Scenario after = loaded(file.text);
  ASSERT_EQ(after.ads.size(), 1U);
  const ScenarioAd& boost = after.ads.at("f1");
  EXPECT_EQ(boost.total_budget->micros, 40'123'456);
  EXPECT_EQ(boost.cpm->micros, 10'000'000);
  EXPECT_EQ(to_iso_date(boost.first), "2026-10-23");
  EXPECT_EQ(to_iso_date(boost.last), "2026-10-27");
  ASSERT_EQ(file.notes.size(), 2U);
  EXPECT_THAT(file.notes[0], HasSubstr("left out: b "));
  EXPECT_THAT(file.notes[1], HasSubstr("left out: s "));
}

TEST(ContentPlan, OfTwoZonesIsRefusedWithThePlace) {
  const std::string text =
      "scheduled_time,content,account,timezone\n2026-10-23 18:00,a,fb,Europe/Berlin\n2026-10-24 "
      "18:00,b,fb,UTC\n";
  try {
    loaded(text);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr(":3:"));
    EXPECT_THAT(error.what(), HasSubstr("'UTC' here, 'Europe/Berlin' above"));
  }
}

TEST(MediaPlan, SaysFlightTargetingMoneyAndExpectationOfEveryLine) {
  const auto lines = cells_of(exported(result(), "media-plan", "plan.json").text);
  ASSERT_EQ(lines.size(), 1U + 2 + 3 + 1 + 2);
  EXPECT_EQ(cell(lines, 1, "kind"), "ad");
  EXPECT_EQ(cell(lines, 1, "flight_start"), "2026-10-23");
  EXPECT_EQ(cell(lines, 1, "flight_end"), "2026-10-27");
  EXPECT_EQ(cell(lines, 1, "budget"), "40.123456");
  EXPECT_EQ(cell(lines, 1, "currency"), "PLN");
  EXPECT_EQ(cell(lines, 1, "rate"), "10");
  EXPECT_EQ(cell(lines, 2, "unit"), "cpc");
  EXPECT_EQ(cell(lines, 2, "rate"), "0.4");
  EXPECT_EQ(cell(lines, 2, "targeting"), "age: 18-34; followers: none; segments: young");
  EXPECT_EQ(cell(lines, 2, "frequency_cap"), "2");
  EXPECT_EQ(cell(lines, 5, "account"), "fb");
  EXPECT_EQ(cell(lines, 6, "kind"), "placement");
  EXPECT_EQ(cell(lines, 6, "account"), "host");
  EXPECT_EQ(cell(lines, 6, "fee"), "90");
  EXPECT_EQ(cell(lines, 7, "kind"), "all ads");
  EXPECT_EQ(cell(lines, 8, "kind"), "plan");
  for (const std::size_t line : {1U, 2U}) {
    EXPECT_LE(std::stod(cell(lines, line, "impressions_low")), std::stod(cell(lines, line, "impressions")));
    EXPECT_LE(std::stod(cell(lines, line, "impressions")), std::stod(cell(lines, line, "impressions_high")));
    EXPECT_GE(std::stod(cell(lines, line, "frequency")), 1);
    EXPECT_GT(std::stod(cell(lines, line, "cpm")), 0);
  }
}

TEST(MediaPlan, BudgetsAddUpToTheMicroUnit) {
  const auto lines = cells_of(exported(result(), "media-plan", "plan.json").text);
  std::int64_t sum = 0;
  for (const std::size_t line : {1U, 2U}) sum += parse_money(cell(lines, line, "budget"), "budget").micros;
  EXPECT_EQ(parse_money(cell(lines, 7, "budget"), "budget").micros, sum);
  EXPECT_EQ(parse_money(cell(lines, 8, "budget"), "budget").micros, sum);
}

TEST(Csv, NoCellOfAnyExportRunsInASpreadsheet) {
  for (const char* format : {"media-plan", "content-plan", "kpi-csv"})
    for (const auto& line : cells_of(exported(result(), format, "plan.json").text))
      for (const std::string& cell : line) {
        if (cell.empty() || std::string("=+-@\t\r").find(cell.front()) == std::string::npos) continue;
        std::size_t used = 0;  // a negative number is a number
        EXPECT_NO_THROW(std::stod(cell, &used)) << format << " " << cell;
        EXPECT_EQ(used, cell.size()) << format << " " << cell;
      }
}

TEST(KpiTable, HoldsEveryRowOfTheForecastInFull) {
  const auto lines = cells_of(exported(result(), "kpi-csv", "plan.json").text);
  std::size_t rows = result()["totals"].size() + result()["contacts"].size();
  for (const char* list : {"ads", "posts", "platforms", "segments", "sources", "daily"})
    for (const json& one : result()[list]) rows += one["kpis"].size();
  EXPECT_EQ(lines.size(), rows + 1);
  for (std::size_t i = 0; i < result()["totals"].size(); ++i) {
    const json& row = result()["totals"][i];
    EXPECT_EQ(cell(lines, i + 1, "kpi"), row["kpi"]);
    if (row["p90"].is_null())
      EXPECT_EQ(cell(lines, i + 1, "p90"), "");
    else
      EXPECT_EQ(std::stod(cell(lines, i + 1, "p90")), row["p90"].get<double>());
  }
}

TEST(KpiTable, OfAComparisonHoldsItsDifferences) {
  json later = plan();
  later["name"] = "Later";
  later["plan"]["f3"]["publish_at"] = "2026-10-26T20:30";
  const json compared = comparison_document({forecast_of(plan()), forecast_of(later)});
  const std::string text = exported(compared, "kpi-csv", "c.json").text;
  EXPECT_THAT(text, HasSubstr("\"difference\",\"Later\",\"reach\""));
  EXPECT_THROW(exported(compared, "media-plan", "c.json"), Error);
}

TEST(DeliveryForecast, HasTheKeysOfTheProtocolAndOrderedRanges) {
  const json file = json::parse(exported(result(), "adcp", "plan.json").text);
  EXPECT_EQ(file["method"], "modeled");
  EXPECT_EQ(file["currency"], "PLN");
  EXPECT_EQ(file["reach_unit"], "individuals");
  ASSERT_EQ(file["points"].size(), 3U);
  EXPECT_EQ(file["points"][1]["budget"], 40.123456);
  EXPECT_EQ(file["points"][1]["dimensions"]["platform"], "facebook");
  for (const json& point : file["points"])
    for (const auto& [name, range] : point["metrics"].items()) {
      EXPECT_LE(range["low"], range["mid"]) << name;
      EXPECT_LE(range["mid"], range["high"]) << name;
    }
  EXPECT_EQ(file["ext"]["groundswell"]["quantiles"][0]["metrics"]["reach"]["p025"],
            result()["totals"][0]["p025"]);
  EXPECT_EQ(file["ext"]["groundswell"]["scenario_hash"], result()["scenario_hash"]);
}

TEST(Exports, RefuseWhatIsNoForecastWithTheWayOut) {
  for (const json& wrong : {json::object(),
                            json::array(),
                            json{{"schema", "groundswell/backtest/1"}},
                            json{{"schema", "groundswell/forecast/1"}},
                            json{{"schema", 7}}})
    for (const ExportFormat& format : export_formats())
      EXPECT_THROW(exported(wrong, std::string(format.name), "r.json"), Error) << wrong;
  try {
    exported(result(), "excel", "r.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::usage);
    EXPECT_THAT(error.remedy, HasSubstr("media-plan, content-plan, adcp, kpi-csv"));
  }
}

}  // namespace
}  // namespace gs
