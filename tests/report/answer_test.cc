#include "scenarios/report/answer.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/report/track_record.h"
#include "tests/report/example.h"

namespace gs {
namespace {

Documents read(const std::vector<std::string>& texts) {
  Documents all;
  for (const std::string& text : texts) read_document(example::parsed(text), "test", all);
  return all;
}
std::string first(const Documents& all) { return plain_text(answer_of(all).first); }

Difference difference(double low, double high, double p) {
  Difference d;
  d.scenario = "B", d.kpi = "reach", d.unit = "people", d.defined = true, d.p_better = p,
  d.mean = (low + high) / 2;
  for (std::size_t i = 0; i < 9; ++i) d.at[i] = low + (high - low) * static_cast<double>(i) / 8;
  return d;
}

TEST(Answer, OpensWithTheProbabilityOfTheFirstTarget) {
  const Answer answer = answer_of(read({example::forecast()}));
  EXPECT_EQ(answer.first, "Reach of at least 45\u202f000 people has probability 0.68.");
  EXPECT_EQ(answer.then.at(0),
            "Median 48\u202f000 people, 80\u202f% interval 39\u202f000 \u2013 60\u202f000.");
  EXPECT_EQ(answer.then.at(1), "Engagement rate of posts of at least 4.0\u202f% has probability > 0.99.");
}

TEST(Answer, GivesTheExpectedReachWhereNoTargetIsSet) {
  Documents all = read({example::forecast()});
  for (KpiRow& row : all.forecasts[0].totals) row.at_least.reset(), row.p_target.reset();
  EXPECT_EQ(first(all),
            "Expect reach of 48\u202f000 people, 8 times in 10 between 39\u202f000 and 60\u202f000.");
}

TEST(Answer, SaysNotCalibratedBeforeAnythingElse) {
  EXPECT_EQ(first(read({example::forecast({}, false)}))
                .find("Not calibrated, general priors only: reach of at least"),
            0u);
}

TEST(Answer, SaysWhyReachIsUndefined) {
  Documents all = read({example::forecast()});
  all.forecasts[0].totals = {KpiRow{}};
  all.forecasts[0].totals[0].kpi = "reach", all.forecasts[0].totals[0].title = "Reach";
  all.forecasts[0].totals[0].undefined_because = "no posts";
  EXPECT_EQ(first(all), "Reach is undefined: no posts.");
}

TEST(Answer, NamesTheBetterPlanWithItsProbability) {
  const Answer answer = answer_of(read({example::comparison(), example::forecast()}));
  EXPECT_EQ(plain_text(answer.first),
            "\u201cWinter tasting\u201d beats \u201cNovember\u201d on reach with probability 0.99.");
  EXPECT_EQ(plain_text(answer.then.at(1)),
            "With \u201cWinter tasting\u201d, reach of at least 45\u202f000 people has probability 0.68.");
}

TEST(Answer, SaysWhatABetterPlanCostsMoreAndPerUnitGained) {
  Documents all = read({example::comparison()});
  Difference reach = difference(100, 300, 0.99), cost = difference(40, 40, 0.5);
  cost.kpi = "cost", cost.unit = "EUR", cost.p_better.reset();
  reach.at[p50] = 200;
  cost.at.fill(40);
  all.comparisons[0].differences = {reach, cost};
  const std::vector<std::string> said = answer_of(all).then;
  EXPECT_EQ(said.at(1), "Its cost differs by +40.0 EUR in every world, 0.2 EUR per extra person.");
  all.comparisons[0].differences[1] = difference(0, 0, 0.5);
  all.comparisons[0].differences[1].kpi = "cost";
  EXPECT_EQ(answer_of(all).then.at(1), "Both cost the same.");
}

TEST(Verdict, SaysBetterOnlyWhereThePaired95IntervalLeavesZeroOut) {
  EXPECT_EQ(verdict_of(difference(1, 9, 0.99)), Verdict::better);
  EXPECT_EQ(verdict_of(difference(-9, -1, 0.01)), Verdict::worse);
  EXPECT_EQ(verdict_of(difference(-9, -1, 0.99)), Verdict::better)
      << "less is better: the document's P decides the direction";
  EXPECT_EQ(verdict_of(difference(-1, 9, 0.97)), Verdict::told_apart_neither_way);
  EXPECT_EQ(verdict_of(difference(0, 0, 0.5)), Verdict::identical);
  EXPECT_EQ(verdict_of(Difference{}), Verdict::undefined);
  Difference frequency = difference(1, 9, 0);
  frequency.p_better.reset();
  EXPECT_EQ(verdict_of(frequency), Verdict::differs) << "neither more nor less is better";
  EXPECT_EQ(chance_of(frequency), kUndefined);
}

TEST(Answer, SaysThatPlansCannotBeToldApart) {
  Documents all = read({example::comparison()});
  all.comparisons[0].differences = {difference(-100, 300, 0.84)};
  all.comparisons[0].scenarios.resize(1);
  EXPECT_EQ(
      first(all),
      "\u201cB\u201d and \u201cNovember\u201d cannot be told apart on reach: probability of being better "
      "0.84, but the 95\u202f% interval of the difference, \u2212100 to +300 people, includes 0.");
  EXPECT_EQ(answer_of(all).then.at(1),
            "The rule: a plan is called better or worse only where the 95\u202f% interval of the paired "
            "difference leaves 0 out.");
}

TEST(Answer, LeavesTheRuleOutWhereEveryDifferenceIsCalled) {
  Documents all = read({example::comparison()});
  all.comparisons[0].differences = {difference(100, 300, 0.99)};
  for (const std::string& sentence : answer_of(all).then)
    EXPECT_EQ(sentence.find("The rule"), std::string::npos) << sentence;
}

TEST(Answer, SaysAtOnceWhenWhatItSpeaksOfIsADefault) {
  Documents all = read({example::forecast()});
  all.forecasts[0].totals[0].default_because = "shares not in your history";
  EXPECT_EQ(answer_of(all).then.at(1), "Reach: shares not in your history: a default, not fitted.");
}

TEST(Answer, SaysIdenticalWhereAPlanIsComparedWithItself) {
  EXPECT_NE(first(read({example::comparison({}, 0)})).find("are identical on reach in every world"),
            std::string::npos);
}

TEST(Answer, SaysOpenlyWhereABaselineWins) {
  const Documents all = read({example::backtest()});
  const auto rivals = standings(all.backtests[0]);
  ASSERT_EQ(rivals.size(), 3u);
  EXPECT_EQ(rivals[0].baseline, "log_ridge");
  EXPECT_LT(rivals[0].skill, 0);
  EXPECT_EQ(rivals[0].wins.size(), 2u) << "engaged users and likes";
  const Answer answer = answer_of(all);
  EXPECT_EQ(answer.first,
            "The 80\u202f% intervals held 77\u202f% of what happened, over 3 metrics of 185 posts the model "
            "had not seen, and 70\u202f% of the totals of 10 plans made of them.");
  EXPECT_EQ(answer.then.at(2),
            "The strongest simple rule (ridge on log counts) is better by 2\u202f% on average: use it if it "
            "stays so.");
  EXPECT_EQ(answer.then.at(3), "It is ahead on 2 of 3 metrics.");
}

TEST(TrackRecord, SaysThatFewPlansShowLittleAndThatReachOverAPlanCannotBeChecked) {
  const Answer answer = answer_of(read({example::backtest()}));
  EXPECT_EQ(answer.then.at(0),
            "Only 10 plans were scored: by chance alone, right intervals would hold between 50\u202f% and "
            "100\u202f% of so few.");
  EXPECT_EQ(answer.then.at(1),
            "How many different people a whole plan reaches cannot be checked: exports like this one count "
            "reach post by post.");
}

TEST(TrackRecord, CallsManyPlansNoLongerFewAndReachCheckedWhereItWas) {
  Documents all = read({example::backtest()});
  for (MetricScore& score : all.backtests[0].totals) score.n = 60;
  all.backtests[0].totals[0].metric = "reach";
  EXPECT_EQ(few_plans(all.backtests[0]), "");
  EXPECT_EQ(reach_unchecked(all.backtests[0]), "");
  all.backtests[0].totals.clear();
  EXPECT_EQ(held_by_posts_and_plans(all.backtests[0]), "77\u202f% for posts");
}

TEST(TrackRecord, CallsARivalLevelWhereTheDifferenceRoundsToNothing) {
  Documents all = read({example::backtest()});
  for (MetricScore& score : all.backtests[0].metrics) score.skill = {{"log_ridge", -0.003}};
  EXPECT_EQ(skill_text(-0.003), "level");
  EXPECT_EQ(skill_text(-0.006), "\u22121\u202f%");
  EXPECT_TRUE(standings(all.backtests[0])[0].wins.empty());
  const Answer answer = answer_of(all);
  EXPECT_EQ(answer.then.back(),
            "The strongest simple rule (ridge on log counts) is level with it on average.");
}

TEST(MetricTitle, IsTheTitleOfTheKpiThatForecastsTheCount) {
  for (const auto& [metric, kpi] :
       std::vector<std::pair<std::string, std::string>>{{"clickers", "clicks"},
                                                        {"total_interactions", "engagements"},
                                                        {"engaged_users", "engaged_users"},
                                                        {"post_reach_sum", "post_reach_sum"},
                                                        {"likes", "likes"}})
    EXPECT_EQ(metric_title(metric), find_kpi(kpi)->title) << metric;
  EXPECT_EQ(metric_title("profile_visits"), "Profile visits");
}

TEST(Answer, CountsWhatTheDataTold) {
  EXPECT_EQ(first(read({example::fit()})),
            "Fitted 2 parameters to 300 posts. 1 is told by the data, 1 is not.");
}

TEST(Documents, RefuseWhatIsNoResultAndSayWhatToGive) {
  Documents all;
  try {
    read_document(example::parsed(R"({"schema":"groundswell/spread/1"})"), "result 1", all);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_NE(std::string(error.what()).find("result 1: schema 'groundswell/spread/1'"), std::string::npos);
    EXPECT_NE(error.remedy.find("forecast --json"), std::string::npos);
  }
  EXPECT_THROW(read_document(example::parsed("[1,2]"), "result 1", all), Error);
}

TEST(Documents, TakeValuesOfTheWrongTypeAsMissing) {
  const Documents all = read(
      {R"({"schema":"groundswell/forecast/1","name":5,"totals":[{"kpi":"reach","p50":"many"},7],"posts":{},"daily":null})"});
  EXPECT_EQ(all.forecasts[0].totals.size(), 2u);
  EXPECT_FALSE(all.forecasts[0].totals[0].defined);
}

}  // namespace
}  // namespace gs
