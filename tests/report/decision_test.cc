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

// `behind`: how far from the largest; 0: it is the largest.
json part(const std::string& id, double mean, double behind = 0) {
  const json row{{"kpi", "reach"},
                 {"unit", "people"},
                 {"mean", mean},
                 {"standard_error", 10},
                 {"share", mean / 900},
                 {"behind", {{"mean", behind}, {"standard_error", 20}}},
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
          {"parts", json::array({part("small", 300, 300), part("<img src=x onerror=y>", 600)})}};
}

TEST(ExplanationPage, SaysFirstWhatBringsMostAndEscapesWhatPeopleTyped) {
  const std::string page =
      render_report({.documents = {explanation()}, .command = "groundswell explain <x>"});
  EXPECT_THAT(page, HasSubstr("brings the most reach: 600 of the 900"));
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=y&gt;"));
  EXPECT_THAT(page, HasSubstr("What each post brings of reach"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_LT(page.find("onerror"), page.find(">small<"));  // the largest first
}

const TerminalStyle kWide{.colour = false, .utf8 = true, .columns = 200};

json with_parts(const std::vector<json>& parts) {
  json document = explanation();
  document["parts"] = parts;
  return document;
}

TEST(ExplanationText, CallsNoPartTheLargestUnlessItIsProven) {
  const std::string two =
      render_terminal(with_parts({part("a", 400), part("b", 390, 10), part("c", 110, 290)}), kWide);
  EXPECT_THAT(two, HasSubstr("bring the most reach, 790 of the 900"));
  EXPECT_THAT(two, HasSubstr("which of them brings more is"));
  const std::string none = render_terminal(with_parts({part("a", 460), part("b", 440, 20)}), kWide);
  EXPECT_THAT(none, HasSubstr("No post is proven to bring more reach than the others"));
}

TEST(ExplanationText, ShowsFiguresThatAddUpInOneMeasure) {
  const std::string text =
      render_terminal(with_parts({part("a", 301.4), part("b", 301.4, 0), part("c", 297.2, 4)}), kWide);
  EXPECT_THAT(text, HasSubstr("together"));
  EXPECT_THAT(text, HasSubstr("Every figure is a mean"));
  EXPECT_THAT(text, HasSubstr("302"));  // 301 + 302 + 297 = 900
  EXPECT_THAT(text, HasSubstr("297"));
  EXPECT_THAT(text, Not(HasSubstr("median")));
}

json against(double mean, double error) {
  json document = with_parts({part("change 1", mean)});
  document["by"] = "change", document["base"] = "A", document["variant"] = "B";
  document["parts"][0]["title"] = "seeding a_creator_with_quite_a_long_name_of_its_own added";
  json& total = document["totals"][0];
  total["mean"] = mean, total["difference"] = quantiles(mean);
  total["difference"]["standard_error"] = error;
  json cost = total, cost_of_part = document["parts"][0]["kpis"][0];
  cost["kpi"] = cost_of_part["kpi"] = "cost", cost["unit"] = cost_of_part["unit"] = "EUR";
  cost["mean"] = cost_of_part["mean"] = 150, cost["difference"]["standard_error"] = 0;
  cost_of_part["standard_error"] = 0;
  document["totals"].push_back(cost);
  document["parts"][0]["kpis"].push_back(cost_of_part);
  return document;
}

TEST(ExplanationText, OfAVariantSaysWhatItMovesWhereTheKpiThatDecidesStays) {
  const std::string stays = render_terminal(against(0.1, 0.4), kWide);
  EXPECT_THAT(stays, HasSubstr("does not change reach beyond luck (+0.1 on average"));
  EXPECT_THAT(stays, HasSubstr("It moves cost by +150"));
  EXPECT_THAT(render_terminal(against(120, 20), kWide), HasSubstr("changes reach by +120 on average"));
}

TEST(ExplanationText, CutsNoNameHoweverNarrowTheTerminal) {
  std::string text = render_terminal(against(120, 20), {.colour = false, .utf8 = true, .columns = 60});
  EXPECT_THAT(text, Not(HasSubstr("\u2026")));
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  EXPECT_THAT(text, HasSubstr("Cost,EUR"));
}

json placements() {
  const auto rule = [](const std::string& name, const json& ids, double cost, double added, double apart) {
    json add = quantiles(added), minus = quantiles(apart);
    add["standard_error"] = 50, minus["standard_error"] = 50;
    return json{{"rule", name},
                {"ids", ids},
                {"cost", cost},
                {"promised", 3000},
                {"added", add},
                {"chosen_minus_it", minus}};
  };
  const auto chosen = [](const std::string& id, double adds, double reaches, const json& price) {
    return json{{"id", id},
                {"creator", id},
                {"cost", 100},
                {"followers", 9000},
                {"average_reach", 1500},
                {"marginal_reach", adds},
                {"standard_error", 0},
                {"cost_per_person", price},
                {"cumulative_reach", reaches},
                {"overlap", 0}};
  };
  return {{"schema", "groundswell/influencers/1"},
          {"currency", "EUR"},
          {"calibration", nullptr},
          {"chosen", {chosen("one", 1000, 5000, 0.1), chosen("two", 600, 5600, nullptr)}},
          {"overlap", json::array()},
          {"rules",
           {rule("marginal_reach", {"one", "two"}, 200, 1600, 0),
            rule("sum_of_averages", {"three"}, 90, 1580, 20),
            rule("best_single", {"four"}, 50, 700, 900)}}};
}

TEST(InfluencersText, NamesWhatIsCheaperAndNotProvenWorse) {
  const std::string text = render_terminal(placements(), kWide);
  EXPECT_THAT(text, HasSubstr("Cheaper and not proven worse: \u201cthree\u201d"));
  EXPECT_THAT(text, HasSubstr("fee a person"));
  EXPECT_THAT(text, HasSubstr("\u2014"));  // nobody added: no price
}

TEST(InfluencersText, KeepsEveryHeadAtAnyWidth) {
  for (const int columns : {60, 80, 100}) {
    std::string text = render_terminal(placements(), {.colour = false, .utf8 = true, .columns = columns});
    for (const char* head : {"average", "adds", "plan reaches", "overlap", "averages say", "verdict"})
      EXPECT_THAT(text, HasSubstr(head)) << columns;
  }
}

json tracked_row(const std::string& kpi, const std::string& status, double now) {
  const json row{{"kpi", kpi}, {"unit", "people"}};
  const auto with = [&](double p50) {
    json one = quantiles(p50);
    one.update(row);
    return one;
  };
  return {{"kpi", kpi},
          {"unit", "people"},
          {"planned", with(100)},
          {"plan_by_today", with(50)},
          {"reforecast", with(now)},
          {"actual_so_far", 40},
          {"status", status}};
}

json tracking() {
  json goal = tracked_row("reach", "on_track", 95);
  goal["actual_so_far"] = nullptr;
  goal["p_target"] = 0.7, goal["p_target_planned"] = 0.8;
  goal["reforecast"]["target"] = {{"at_least", 90}};
  goal["reforecast"]["p_target"] = 0.7;
  json days = json::array();
  for (int day = 7; day < 13; ++day) {
    json row = tracked_row("impressions", "", 80);
    if (day < 9) row.erase("reforecast");
    days.push_back({{"date", "2026-12-" + std::string(day < 10 ? "0" : "") + std::to_string(day)},
                    {"kpis", json::array({row})}});
  }
  return {{"schema", "groundswell/tracking/1"},
          {"calibration", nullptr},
          {"status", "behind"},
          {"day", 2},
          {"days", 4},
          {"replicates", 200},
          {"totals", json::array({goal, tracked_row("impressions", "behind", 80)})},
          {"posts", json::array()},
          {"daily", days},
          {"corrections", json::array()},
          {"corrections_tried", {{"moves", 6}, {"kpi", "Reach"}}}};
}

TEST(TrackingText, SpeaksOfTheWorstRowAndTellsTheTargetsBesideIt) {
  const std::string text = render_terminal(tracking(), kWide);
  EXPECT_EQ(text.find("behind: impressions expected at the end 80"), 0U) << text;
  EXPECT_THAT(text, HasSubstr("targets    reach \u2265 90: P 0.80 \u2192 0.70"));
}

TEST(TrackingText, SaysThatMovesOfMoneyWereTriedInVain) {
  EXPECT_THAT(render_terminal(tracking(), kWide), HasSubstr("tried 6 moves of the money that is left"));
  json helped = tracking();
  helped["corrections"] = {{{"text", "move 5 EUR"}}};
  EXPECT_THAT(render_terminal(helped, kWide), Not(HasSubstr("tried 6 moves")));
}

TEST(TrackingText, KeepsWhatThePlanComesToAtTheEndAtAnyWidth) {
  for (const int columns : {60, 80, 100})
    EXPECT_THAT(render_terminal(tracking(), {.colour = false, .utf8 = true, .columns = columns}),
                HasSubstr("plan at end"));
}

TEST(TrackingPage, DrawsThePlansDaysMarksTodayAndOpensWithACapital) {
  const std::string page = render_report({.documents = {tracking()}, .command = ""});
  EXPECT_THAT(page, HasSubstr("Behind: impressions"));
  EXPECT_THAT(page, HasSubstr("today, 8 Dec 2026"));
  EXPECT_THAT(page, HasSubstr(">10 Dec 2026<"));
  EXPECT_THAT(page, Not(HasSubstr("12 Dec 2026")));  // a day on which posts only mature
  EXPECT_THAT(page, HasSubstr("data-l=\"plan at end\""));
  EXPECT_THAT(page, HasSubstr("Tried 6 moves"));
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
