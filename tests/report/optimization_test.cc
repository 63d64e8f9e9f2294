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
  EXPECT_THAT(text_of(document),
              HasSubstr("are out of reach: the best there is, 0.83 at 11 900 EUR, about 110"));
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

// A curve that is flat where the plan stands: no price is said for what cannot be bought.
TEST(OptimizedBudget, SaysNoPriceWhereMoneyBringsNothing) {
  json document = budget();
  document["given_budget"] = 200;
  const auto page = [&] { return render_report({{document}, "groundswell optimize kit.json --goal leads"}); };
  EXPECT_THAT(page(), HasSubstr("data-l=\"next one costs\">2<"));
  document["items"][1]["marginal"] = 5e-34;
  EXPECT_THAT(page(), HasSubstr("data-l=\"next one costs\">\u2014<"));
  EXPECT_THAT(page(), Not(HasSubstr("000\u202f000\u202f000")));
}

json timed() {
  json document = budget();
  document["money"] = {{"better", true}};
  document["hours"] = {{"better", true}, {"verified", {{"mean", 5}, {"low", 3}, {"high", 7}}}};
  for (const bool moves : {true, false})
    document["items"].push_back({{"id", moves ? "p1" : "p2"},
                                 {"kind", "post"},
                                 {"title", moves ? "<b>Tea</b>" : "Cake"},
                                 {"before", "2026-12-07T03:00:00+01:00"},
                                 {"after", moves ? "2026-12-07T12:00:00+01:00" : "2026-12-07T03:00:00+01:00"},
                                 {"tried", moves ? "2026-12-07T12:00:00+01:00" : "2026-12-07T03:00:00+01:00"},
                                 {"gain", nullptr}});
  document["items"][2]["gain"] = {{"mean", 5}, {"low", 3}, {"high", 7}};
  return document;
}

TEST(OptimizedTimes, AreShownBesideTheMoneyFromWhereToWhere) {
  const std::string text = text_of(timed());
  EXPECT_THAT(text, HasSubstr("and better times for the posts bring"));
  EXPECT_THAT(text, HasSubstr("Mon 7 Dec 03:00"));
  EXPECT_THAT(text, HasSubstr("Mon 7 Dec 12:00"));
  EXPECT_THAT(text, HasSubstr("1 of 2 posts move"));
  EXPECT_THAT(text, Not(HasSubstr("Cake")));
  const std::string page = render_report({{timed()}, ""});
  EXPECT_THAT(page, HasSubstr("When posts go out"));
  EXPECT_THAT(page, HasSubstr("you were here"));
  EXPECT_THAT(page, Not(HasSubstr("<b>Tea")));
}

TEST(OptimizedTimes, AloneSayWhatTheSamePlanBringsOrThatItStays) {
  json document = timed();
  document["items"].erase(0), document["items"].erase(0);
  document.erase("money");
  EXPECT_TRUE(text_of(document).starts_with("The same plan at better times brings +12")) << text_of(document);
  EXPECT_THAT(text_of(document), Not(HasSubstr("what holds it")));
  document["better"] = document["hours"]["better"] = false;
  document["hours"]["verified"]["low"] = -1;
  document["items"][0]["after"] = document["items"][0]["before"];
  EXPECT_THAT(text_of(document), HasSubstr("no other times for its posts proved better"));
  EXPECT_THAT(text_of(document), HasSubstr("tried, not proven"));
  EXPECT_THAT(text_of(document), HasSubstr("not told apart from none"));
}

TEST(OptimizedBudget, ShowsADivisionThatWasTriedAndNotProven) {
  json document = budget();
  document["better"] = false, document["verified"]["low"] = -1;
  for (json& item : document["items"]) item["tried"] = item["after"], item["after"] = item["before"];
  EXPECT_THAT(text_of(document), HasSubstr("tried, not proven"));
  EXPECT_THAT(text_of(document), HasSubstr("\u221236"));
  EXPECT_THAT(render_report({{document}, ""}), HasSubstr("Now and tried, not proven"));
}

TEST(OptimizedBudget, TellsTheGapOfItsSearch) {
  json document = budget();
  document["gap"] = {{"mean", 0.4}, {"high", 1.1}, {"candidates", 9}};
  EXPECT_THAT(text_of(document), HasSubstr("9 divisions"));
  EXPECT_THAT(text_of(document), HasSubstr("1.1"));
  document["gap"]["mean"] = document["gap"]["high"] = 0;
  EXPECT_THAT(text_of(document), HasSubstr("none did better than its"));
}

TEST(OptimizedBudget, ReadsWhatIsMissingAsNothing) {
  const json bare = {{"schema", "groundswell/optimization/1"}};
  EXPECT_FALSE(optimization_text(bare, {}).empty());
  EXPECT_FALSE(render_report({{bare}, ""}).empty());
}

}  // namespace
}  // namespace gs
