// Risk on the page and in the terminal: the answer first, then its table; nothing where nothing was told.
#include "scenarios/report/risk/risk_view.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/report/example.h"

namespace gs {
namespace {

using Json = nlohmann::json;

Json change(const std::string& kpi, const std::string& unit, double mean, double error) {
  return {{"kpi", kpi},
          {"unit", unit},
          {"mean", mean},
          {"standard_error", error},
          {"p10", mean - 5 * error},
          {"p90", mean + 5 * error},
          {"plan", 1000}};
}

Json variant(const Json& hours, double met) {
  return {{"answered_after_hours", hours},
          {"met", {{"mean", met}, {"standard_error", 10}, {"p10", met - 200}, {"p90", met + 200}}},
          {"changes",
           {change("reach", "people", -40, 2), change("negative_comment_share", "fraction", .031, .002)}}};
}

Json risky(const std::string& hostile = "roastery") {
  Json plan = example::parsed(example::forecast());
  plan["risk"] = {{"imprecision", .021},
                  {"worst_tenth",
                   {{{"kpi", "reach"},
                     {"unit", "people"},
                     {"bound", 159234},
                     {"bound_standard_error", 900},
                     {"mean", 150321},
                     {"mean_standard_error", 1100}}}}};
  plan["risk"]["stress"] = {{"account", hostile},
                            {"at", "2026-12-12T12:00"},
                            {"worlds", 128},
                            {"variants", {variant(nullptr, 900), variant(6, 800), variant(1, 640)}},
                            {"early_answer",
                             {change("met", "people", -160, 8),
                              change("reach", "people", 3, 1),
                              change("negative_comment_share", "fraction", -.004, .001)}},
                            {"assumed", {{{"text", hostile}, {"value", .05}, {"source", "assumption"}}}}};
  plan["assumed"] = {{{"key", "a"},
                      {"text", "people per share"},
                      {"value", 60},
                      {"effect", {{{"kpi", "reach"}, {"low", 100}, {"high", 150}}}}},
                     {{"key", "b"},
                      {"text", "half-life"},
                      {"value", 3},
                      {"effect", {{{"kpi", "clicks"}, {"low", 100}, {"high", 220}}}}},
                     {{"key", "c"}, {"text", "shape"}, {"value", 1}, {"effect_untold_because", "no range"}}};
  return plan;
}

bool has(const std::string& whole, const std::string& part) { return whole.find(part) != std::string::npos; }

std::string terminal(const Json& document) {
  std::string text = render_terminal(document, {.columns = 140}), plain;
  for (const char c : text) plain += c == '\n' ? ' ' : c;
  std::string single;
  for (const char c : plain)
    if (c != ' ' || single.empty() || single.back() != ' ') single += c;
  return single;
}

TEST(RiskInTheTerminal, SaysTheWorstTenthFirstThenDefaultsThenTheEvent) {
  const std::string text = terminal(risky());
  const auto worst = text.find("In the worst tenth of worlds"),
             most = text.find("matters most: over its 80 % range it moves clicks by 75 %"),
             storm = text.find("from 2026-12-12T12:00 on would be met by 900");
  ASSERT_NE(worst, std::string::npos) << text;
  ASSERT_NE(most, std::string::npos) << text;
  ASSERT_NE(storm, std::string::npos) << text;
  EXPECT_LT(worst, most);
  EXPECT_LT(most, storm);
  EXPECT_TRUE(has(text, "1 further default")) << text;
  EXPECT_TRUE(has(text, "after 1 h instead of 6 h saves 160 of them")) << text;
  EXPECT_TRUE(has(text, "+3.1")) << text;  // points of the share
  EXPECT_TRUE(has(text, "assumed: roastery: 0.05 (assumption)")) << text;
}

TEST(RiskInTheTerminal, KeepsWhatTheEarlyAnswerSavesAtAHundredColumnsAndSaysAnAssumptionOnce) {
  Json plan = risky();
  plan["risk"]["stress"]["assumed"].push_back(plan["risk"]["stress"]["assumed"][0]);
  const std::string text = render_terminal(plan, {.columns = 100});
  EXPECT_TRUE(has(text, "1 h, not 6 h")) << text;
  EXPECT_TRUE(has(text, "\u2212160 \u00b1 8")) << text;
  EXPECT_EQ(text.find("assumed: roastery"), text.rfind("assumed: roastery"));
}

TEST(RiskOnThePage, HoldsTheSameInSectionsOfItsOwn) {
  const std::string page = render_report({{risky()}, ""});
  for (const char* title :
       {"What may go wrong", "How far defaults move the answer", "What an adverse event would do"})
    EXPECT_TRUE(has(page, title)) << title;
  EXPECT_TRUE(has(page, "unanswered"));
  EXPECT_TRUE(has(page, "after 6 h"));
}

TEST(RiskOnThePage, EscapesNamesPeopleTyped) {
  const std::string page = render_report({{risky("<script>alert(1)</script>")}, ""});
  EXPECT_FALSE(has(page, "<script>"));
}

TEST(Risk, IsLeftOutWhereTheDocumentTellsNoneOrIsBroken) {
  Json plan = risky();
  plan["risk"]["stress"]["variants"][1].erase("met");
  EXPECT_FALSE(has(terminal(plan), "Talk against"));
  plan.erase("risk");
  EXPECT_FALSE(has(terminal(plan), "worst tenth"));
  EXPECT_FALSE(has(render_report({{plan}, ""}), "What may go wrong"));
}

}  // namespace
}  // namespace gs
