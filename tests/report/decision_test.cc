// Pages and tables of decisions: the answer first, sums named, nothing that somebody typed runs or hides.
#include "scenarios/report/decision/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/report/report.h"

namespace gs {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

json quantiles(double p50) {
  return {{"p025", p50 - 3},
          {"p05", p50 - 2},
          {"p10", p50 - 2},
          {"p25", p50 - 1},
          {"p50", p50},
          {"p75", p50 + 1},
          {"p90", p50 + 2},
          {"p95", p50 + 2},
          {"p975", p50 + 3},
          {"mean", p50},
          {"sd", 2},
          {"standard_error", 0.2}};
}

json part(const std::string& id, double mean) {
  const json row{{"kpi", "reach"},
                 {"unit", "people"},
                 {"mean", mean},
                 {"standard_error", 10},
                 {"share", mean / 900},
                 {"left_out", quantiles(mean)}};
  return {{"id", id}, {"title", "<script>alert(1)</script>"}, {"kpis", json::array({row})}};
}

json explanation() {
  const json total{{"kpi", "reach"},
                   {"unit", "people"},
                   {"mean", 900},
                   {"all", 900},
                   {"none", 0},
                   {"difference", quantiles(900)}};
  return {{"schema", "groundswell/explanation/1"},
          {"engine", "0.1.0"},
          {"seed", 7},
          {"name", "Tea <b>week</b>"},
          {"replicates", 64},
          {"calibration", nullptr},
          {"kpi", "reach"},
          {"by", "post"},
          {"method", {{"exact", true}, {"orders", 0}}},
          {"totals", json::array({total})},
          {"parts", json::array({part("small", 300), part("<img src=x onerror=y>", 600)})}};
}

TEST(ExplanationPage, SaysFirstWhatBringsMostAndEscapesWhatPeopleTyped) {
  const std::string page =
      render_report({.documents = {explanation()}, .command = "groundswell explain <x>"});
  EXPECT_THAT(page, HasSubstr("brings most of reach"));
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=y&gt;"));
  EXPECT_THAT(page, HasSubstr("What each post brings of reach"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_LT(page.find("onerror"), page.find(">small<"));  // the largest first
}

TEST(ExplanationText, FitsTheTerminalAndSaysThatNothingIsCalibrated) {
  const std::string text = render_terminal(explanation(), {.colour = false, .utf8 = false, .columns = 80});
  EXPECT_THAT(text, HasSubstr("NOT CALIBRATED"));
  EXPECT_THAT(text, HasSubstr("together"));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(end - at, 80U);
    at = end + 1;
  }
}

TEST(Decisions, WithoutTheirFiguresAreRefusedNotShown) {
  json broken = explanation();
  broken.erase("parts");
  EXPECT_THROW(render_report({.documents = {broken}, .command = ""}), Error);
  broken = {{"schema", "groundswell/influencers/1"}};
  EXPECT_THROW(render_terminal(broken, {}), Error);
}

}  // namespace
}  // namespace gs
