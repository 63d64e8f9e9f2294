// The experiment document and the plans of its points.
#include "scenarios/batch/experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "scenarios/batch/plan_work.h"
#include "scenarios/batch/points.h"
#include "tests/batch/benches.h"

namespace gs {
namespace {

using batch_tests::bench_with;
using testing::AllOf;
using testing::HasSubstr;

std::string refusal_of(const std::string& factors, const std::string& rest) {
  try {
    parse_experiment(R"({"name": "e", "scenario": "s.json",
"factors": )" + factors + ", " +
                         rest + "}",
                     "e.json");
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::bad_input);
    EXPECT_FALSE(error.remedy.empty());
    return error.what();
  }
  return "nothing was refused";
}

const std::string kOne = R"([{"name": "a", "pointer": "/a", "range": [1, 2]}])";
const std::string kRest = R"("design": {"kind": "sobol", "points": 4}, "responses": [{"kpi": "reach"}])";

TEST(ExperimentDocument, RefusesWhatItDoesNotMeanWithPlaceAndWayOut) {
  EXPECT_EQ(refusal_of(kOne, kRest), "nothing was refused");
  EXPECT_THAT(
      refusal_of(R"([{"name": "a", "pointer": "/a", "rnage": [1, 2]}])", kRest),
      AllOf(HasSubstr("e.json:2:"), HasSubstr("/factors/0/rnage"), HasSubstr("did you mean 'range'")));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "pointer": "/a", "range": [2, 1]}])", kRest),
              HasSubstr("2 is not below 1"));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "pointer": "/a", "range": [0, 1], "scale": "log"}])", kRest),
              HasSubstr("above 0"));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "range": [0, 1]}])", kRest), HasSubstr("either a pointer"));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "pointer": "/a"}])", kRest), HasSubstr("no values are named"));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "pointer": "a", "range": [0, 1]}])", kRest),
              HasSubstr("no JSON pointer"));
  EXPECT_THAT(refusal_of(R"([{"name": "a", "pointer": "/a", "values": [1, 1]}])", kRest), HasSubstr("twice"));
  EXPECT_THAT(
      refusal_of(kOne, R"("design": {"kind": "sobol", "points": 4}, "responses": [{"kpi": "raech"}])"),
      AllOf(HasSubstr("'raech' is not a KPI"), HasSubstr("/responses/0/kpi")));
  EXPECT_THAT(
      refusal_of(kOne, R"("design": {"kind": "soboll", "points": 4}, "responses": [{"kpi": "reach"}])"),
      HasSubstr("'soboll'"));
  EXPECT_THAT(refusal_of(kOne, R"("design": {"kind": "sobol"}, "responses": [{"kpi": "reach"}])"),
              HasSubstr("'points' is missing"));
  EXPECT_THAT(
      refusal_of(kOne, R"("design": {"kind": "list", "list": [[1, 2]]}, "responses": [{"kpi": "reach"}])"),
      HasSubstr("2 values for 1 factors"));
  EXPECT_THAT(refusal_of(kOne, kRest + R"(, "stopping": {"relative_error": 0.1, "most": 100,
                                            "responses": ["leads"]})"),
              HasSubstr("'leads' is not a response"));
}

TEST(ExperimentDocument, RefusesTwoColumnsOfOneName) {
  const auto design = [](const std::string& responses) {
    return R"("design": {"kind": "sobol", "points": 4}, "responses": [)" + responses + "]";
  };
  for (const char* name : {"reach", "point", "worlds"})
    EXPECT_THAT(
        refusal_of(R"([{"name": ")" + std::string(name) + R"(", "pointer": "/a", "range": [1, 2]}])", kRest),
        AllOf(HasSubstr("is a column of the results already"), HasSubstr("[S02]")))
        << name;
  EXPECT_THAT(
      refusal_of(kOne, design(R"({"kpi": "reach", "name": "r"}, {"kpi": "leads", "name": "R.mean"})")),
      HasSubstr("/responses/1"));
  EXPECT_THAT(refusal_of(kOne, design(R"({"kpi": "reach", "name": "Replicate"})")),
              HasSubstr("/responses/0"));
}

TEST(ExperimentDocument, NamesEveryKeyInItsSchema) {
  const nlohmann::json schema = nlohmann::json::parse(experiment_schema());
  EXPECT_EQ(schema["required"], nlohmann::json({"name", "scenario", "factors", "design", "responses"}));
  for (const char* key : {"schema",
                          "name",
                          "about",
                          "scenario",
                          "seed",
                          "factors",
                          "design",
                          "replicates",
                          "responses",
                          "stopping"})
    EXPECT_TRUE(schema["properties"].contains(key)) << key;
  EXPECT_TRUE(schema["properties"]["factors"]["items"]["properties"].contains("lognormal"));
}

TEST(ExperimentDocument, GivesResponsesTheirNames) {
  const Experiment experiment =
      parse_experiment(R"({"name": "e", "scenario": "s.json", "factors": )" + kOne +
                           R"(, "design": {"kind": "sobol", "points": 4}, "responses": [{"kpi": "reach"},
             {"kpi": "reach", "day": 5}, {"kpi": "leads", "quantile": 0.9}, {"kpi": "reach", "post": "p1"}]})",
                       "e.json");
  std::vector<std::string> names;
  for (const ExperimentResponse& response : experiment.responses) names.push_back(response.name);
  EXPECT_EQ(names, (std::vector<std::string>{"reach", "reach@day5", "leads.p90", "reach@p1"}));
}

const std::string kList =
    R"("design": {"kind": "list", "list": [[1000, "2026-12-08T10:00"], [3000, "2026-12-09T11:00"]]})";

TEST(Points, PutTheirValuesWhereThePointersLead) {
  const Bench bench =
      bench_with(kList,
                 R"([{"name": "followers", "pointer": "/audience/accounts/example-roastery/followers"},
          {"name": "at", "pointers": ["/plan/p02/publish_at", "/plan/p03/publish_at"]}])");
  const nlohmann::json document = document_at(bench, 1);
  EXPECT_EQ(document["audience"]["accounts"]["example-roastery"]["followers"], 3000);
  EXPECT_EQ(document["plan"]["p02"]["publish_at"], "2026-12-09T11:00");
  EXPECT_EQ(document["plan"]["p03"]["publish_at"], "2026-12-09T11:00");
  EXPECT_EQ(scenario_at(bench, 0).plan.at("p02").publish_at, "2026-12-08T10:00");
}

TEST(Points, MultiplyWhatStandsThere) {
  const Bench bench = bench_with(
      R"("design": {"kind": "list", "list": [[0.5], [1.25]]})",
      R"([{"name": "size", "pointer": "/audience/accounts/example-roastery/followers", "times": true}])");
  EXPECT_EQ(document_at(bench, 0)["audience"]["accounts"]["example-roastery"]["followers"], 10000);
  EXPECT_EQ(document_at(bench, 1)["audience"]["accounts"]["example-roastery"]["followers"], 25000);
}

TEST(Points, WhosePointersLeadNowhereAreRefusedBeforeAnythingRuns) {
  try {
    bench_with(kList,
               R"([{"name": "a", "pointer": "/offer/visit_rate"}, {"name": "b", "pointer": "/name"}])");
    FAIL() << "was not refused";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("'/offer/visit_rate' stands in nothing that is there"));
  }
}

const std::string kSmall =
    R"({"name": "f", "pointer": "/audience/accounts/example-roastery/followers", "values": [1000])";

TEST(Points, WithTwoValuesForOnePlaceAreRefused) {
  const auto refusal = [](const std::string& one, const std::string& other) -> std::string {
    try {
      bench_with(
          kList,
          R"([{"name": "a", "pointer": ")" + one + R"("}, {"name": "b", "pointer": ")" + other + R"("}])");
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal("/plan/p02/publish_at", "/plan/p02/publish_at"), HasSubstr("is also set by factor"));
  EXPECT_THAT(refusal("/plan/p02/publish_at", "/plan/p02"), HasSubstr("is also set by factor"));
  EXPECT_THAT(refusal("/plan/p02", "/plan/p02/publish_at"), HasSubstr("is also set by factor"));
  EXPECT_EQ(refusal("/plan/p02/publish_at", "/plan/p02/title"), "");
}

std::string unanswerable(const std::string& responses, const std::string& factors) {
  const std::string keys =
      R"({"name": "e", "scenario": "roastery.json", "design": {"kind": "sobol", "points": 4}, "factors": [)" +
      factors + R"(], "responses": [)" + responses + "]}";
  const Bench bench = bench_of(parse_experiment(keys, "scenarios/examples/experiment_of_a_test.json"));
  try {
    estimate_batch(bench, {}, {});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(PlanWork, IsRefusedBeforehandWhereNoPointCanHaveTheResponse) {
  const std::string factor = kSmall + "}";
  EXPECT_EQ(unanswerable(R"({"kpi": "reach", "day": 14})", factor), "");
  EXPECT_THAT(unanswerable(R"({"kpi": "reach"}, {"kpi": "reach", "day": 900})", factor),
              AllOf(HasSubstr("/responses/1"), HasSubstr("day 900 lies beyond the")));
  EXPECT_THAT(unanswerable(R"({"kpi": "reach", "platform": "x"})", factor),
              HasSubstr("'x' is no platform of the plan"));
  EXPECT_THAT(unanswerable(R"({"kpi": "leads"})", factor), HasSubstr("nothing that 'leads' is counted from"));
  EXPECT_THAT(unanswerable(R"({"kpi": "reach"})", R"({"name": "draw", "draws": 5000})"),
              AllOf(HasSubstr("/factors/0/draws"), HasSubstr("5000; 400 draws are there")));
}

TEST(Points, ThatMakeNoPlanAreRefusedByName) {
  const Bench bench = bench_with(R"("design": {"kind": "list", "list": [["2026-12-08T12:00"], ["noon"]]})",
                                 R"([{"name": "at", "pointer": "/plan/p02/publish_at"}])");
  EXPECT_NO_THROW(scenario_at(bench, 0));
  try {
    scenario_at(bench, 1);
    FAIL() << "was not refused";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("point 1"), HasSubstr("/plan/p02/publish_at")));
  }
}

TEST(Bench, HasAnotherHashWhenAnythingThatMattersDiffers) {
  const std::string design = R"("design": {"kind": "sobol", "points": 4})";
  const Bench base = bench_with(design);
  EXPECT_EQ(bench_with(design).hash, base.hash);
  EXPECT_EQ(bench_with(design + R"(, "about": "a story")").hash, base.hash);
  EXPECT_NE(bench_with(design + R"(, "seed": 5)").hash, base.hash);
  EXPECT_NE(bench_with(R"("design": {"kind": "sobol", "points": 8})").hash, base.hash);
  Bench knows = base;
  seal_bench(knows, "a calibration");
  EXPECT_NE(knows.hash, base.hash);
}

// A point's worlds are the worlds a forecast of its plan lives.
TEST(PlanWork, LivesTheWorldsOfAForecastOfThePointsPlan) {
  const Bench bench = bench_with(
      R"("design": {"kind": "list", "list": [[1000], [2000], [1000]]}, "replicates": {"count": 6, "block": 4})",
      R"([{"name": "followers", "pointer": "/audience/accounts/example-roastery/followers"}])");
  const Knowledge nothing;
  const MakeWork make = plan_work(bench, nothing, {});
  const std::unique_ptr<BlockWork> work = make();
  for (const std::uint32_t point : {0U, 1U, 2U}) {
    std::vector<double> found = work->live({point, 0, 4}, {});
    for (const double value : work->live({point, 4, 2}, {})) found.push_back(value);
    RunOptions options;
    options.replicates = 6, options.threads = 1, options.seed = bench.seed;
    const Forecast forecast = run_forecast(scenario_at(bench, point), nothing, options);
    const auto reach = draws_of(forecast, *find_kpi("reach")),
               rate = draws_of(forecast, *find_kpi("er_reach"));
    ASSERT_EQ(found.size(), 12U);
    for (std::size_t r = 0; r < 6; ++r) {
      EXPECT_EQ(found[2 * r], *reach[r]) << point;
      EXPECT_EQ(found[2 * r + 1], *rate[r]) << point;
    }
  }
}

TEST(PlanWork, HoldsOneDrawOfTheCalibrationInAllWorldsWhereThatIsAFactor) {
  const Bench bench = bench_with(R"("design": {"kind": "grid"}, "replicates": {"count": 3})",
                                 R"([{"name": "draw", "draws": 3}, )" + kSmall + "}]");
  const Knowledge nothing;
  const std::unique_ptr<BlockWork> work = plan_work(bench, nothing, {})();
  std::vector<std::vector<double>> of_draw;
  for (std::uint32_t point = 0; point < 3; ++point) of_draw.push_back(work->live({point, 0, 3}, {}));
  RunOptions options;
  options.replicates = 3, options.threads = 1, options.seed = bench.seed;
  const Forecast forecast = run_forecast(scenario_at(bench, 0), nothing, options);
  const auto reach = draws_of(forecast, *find_kpi("reach"));
  // World r of a forecast uses draw r: there, and only there, the two are the same.
  for (std::size_t r = 0; r < 3; ++r) {
    EXPECT_EQ(of_draw[r][2 * r], *reach[r]);
    EXPECT_NE(of_draw[(r + 1) % 3][2 * r], *reach[r]);
  }
}

TEST(PlanWork, GivesEveryPointWorldsOfItsOwnWhereTheyAreIndependent) {
  const std::string factor = R"([{"name": "name", "pointer": "/name"}, )" + kSmall + "}]",
                    list = R"("design": {"kind": "list", "list": [["a", 1000], ["b", 1000]]}, )";
  const Knowledge nothing;
  const Bench paired = bench_with(list + R"("replicates": {"count": 3})", factor);
  const Bench apart = bench_with(list + R"("replicates": {"count": 3, "pairing": "independent"})", factor);
  const auto live = [&](const Bench& bench, std::uint32_t point) {
    return plan_work(bench, nothing, {})()->live({point, 0, 3}, {});
  };
  EXPECT_EQ(live(paired, 0), live(paired, 1));
  EXPECT_EQ(live(apart, 0), live(paired, 0));
  EXPECT_NE(live(apart, 1), live(apart, 0));
}

}  // namespace
}  // namespace gs
