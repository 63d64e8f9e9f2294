// An optimised budget for people: what is claimed, what is not, and that names stay text.
#include "scenarios/report/decision/optimization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace gs {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

json budget() {
  return json::parse(
      R"({"schema":"groundswell/optimization/1","engine":"0.1.0","seed":3,"name":"Kit","currency":"EUR",
"start":"2026-12-07","end":"2026-12-20","replicates":400,"given_budget":200,"better":true,"feasible":true,"scaled":false,
"bounds":{"share":0.3,"free":false},
"objective":{"kpi":"leads","title":"Leads","unit":"people","formula":"","aim":"mean"},
"before":{"budget":200,"score":100,"mean":100,"p10":60,"p50":98,"p90":150,"conditions":[]},
"after":{"budget":200,"score":112,"mean":112,"p10":70,"p50":110,"p90":165,"conditions":[{"kpi":"cpl","at_most":20,"of":"median over worlds","value":1.8,"holds":true}]},
"items":[{"id":"<b>vk</b>","kind":"ad","post":"a","before":120,"reference":120,"after":84,"low":84,"high":156,"hold":"lower_bound","marginal":0.2},
         {"id":"ig","kind":"ad","post":"b","before":80,"reference":80,"after":116,"low":56,"high":104,"hold":"free","marginal":0.5}],
"binding":[{"what":"lower_bound","id":"<b>vk</b>","text":"'<b>vk</b>': its lower bound"}],
"verified":{"mean":12,"low":8,"high":16,"p10":2,"p90":23,"p_better":0.94,"worlds":400,"first_world":1048576},
"curves":[{"id":"<b>vk</b>","law":"exponential","scale":80,"shape":60,"saturation":0.7,
  "points":[{"spend":60,"mean":50,"p10":40,"p90":60},{"spend":120,"mean":69,"p10":55,"p90":80},{"spend":240,"mean":78,"p10":60,"p90":95}],
  "you_are_here":{"spend":120,"value":69,"marginal":0.2},"best":{"spend":84,"value":60,"marginal":0.3}}]})");
}

std::string text_of(const json& document) { return optimization_text(document, {}); }

TEST(OptimizedBudget, SaysFirstWhatTheSameMoneyBringsAndWhatHoldsIt) {
  const std::string text = text_of(budget());
  EXPECT_TRUE(text.starts_with("The same money, divided better, brings +12.0 leads.") ||
              text.starts_with("The same money, divided better, brings +12 leads."))
      << text;
  EXPECT_THAT(text, HasSubstr("95 % interval"));
  EXPECT_THAT(text, HasSubstr("lower bound binds"));
  EXPECT_THAT(text, HasSubstr("\u221236"));
  EXPECT_THAT(text, HasSubstr("kept"));
}

TEST(OptimizedBudget, NeverSaysBetterOfWhatIsNotProved) {
  json document = budget();
  document["better"] = false;
  document["verified"]["low"] = -1;
  const std::string text = text_of(document);
  EXPECT_TRUE(text.starts_with("Keep the plan as it is")) << text;
  EXPECT_THAT(text, HasSubstr("not told apart from none"));
  EXPECT_THAT(text, Not(HasSubstr("divided better")));
}

TEST(OptimizedBudget, NamesTheConditionThatNoDivisionKeeps) {
  json document = budget();
  document["feasible"] = false;
  document["after"]["conditions"][0]["holds"] = false;
  EXPECT_THAT(text_of(document), HasSubstr("keeps cpl \u2264 20 within these bounds"));
  EXPECT_THAT(text_of(document), HasSubstr("NOT kept"));
}

TEST(OptimizedBudget, ForATargetSaysWhatItCostsOrTheBestThereIs) {
  json document = budget();
  document["objective"]["aim"] = "probability";
  document["goal_seek"] = {{"target", 500},
                           {"confidence", 0.8},
                           {"budget", 11900},
                           {"chance", 0.83},
                           {"lower_bound", 0.8},
                           {"most", 20000},
                           {"ladder",
                            {{{"budget", 8000}, {"chance", 0.4}, {"conditions_hold", true}},
                             {{"budget", 12000}, {"chance", 0.82}, {"conditions_hold", true}}}}};
  EXPECT_THAT(text_of(document), HasSubstr("500 leads with probability 0.80 need 11 900 EUR."));
  document["feasible"] = false;
  EXPECT_THAT(text_of(document), HasSubstr("are out of reach: the best there is, 0.83 at 11 900 EUR."));
  EXPECT_THAT(optimization_view(document).sections, HasSubstr("Budget for a target"));
}

TEST(OptimizedBudget, PageDrawsCurvesAndLinesAndKeepsNamesText) {
  const std::string page = render_report({{budget()}, "groundswell optimize kit.json --goal leads"});
  EXPECT_THAT(page, HasSubstr("you are here"));
  EXPECT_THAT(page, HasSubstr("Now and best"));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;vk"));
  EXPECT_THAT(page, Not(HasSubstr("<b>vk")));
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_EQ(page, render_report({{budget()}, "groundswell optimize kit.json --goal leads"}));
}

TEST(OptimizedBudget, ReadsWhatIsMissingAsNothing) {
  const json bare = {{"schema", "groundswell/optimization/1"}};
  EXPECT_FALSE(optimization_text(bare, {}).empty());
  EXPECT_FALSE(render_report({{bare}, ""}).empty());
}

}  // namespace
}  // namespace gs
