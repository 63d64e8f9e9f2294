// What help() says of the module: arguments, shapes, units, errors. The same words stand in no other place
// but the README's examples.
#pragma once

namespace gs::python {

inline constexpr const char* kModuleDoc = R"(Groundswell: what a social-media plan will deliver, from Python.

Results are dicts of numpy arrays over the library's own memory. The same plan, seed and workspace give the
same bits as the program's --json, on any number of threads.)";

inline constexpr const char* kScenarioDoc =
    R"(A plan as it was read and checked. Made by load(); never changes.)";

inline constexpr const char* kPatchDoc = R"(A variant: `changes` laid over this plan.

changes: dict, an RFC 7386 merge patch of the resolved document; None removes. {"plan": {"p3": {"publish_at":
    "2026-12-03T19:00"}}} moves a post.
Returns a new Scenario. Raises Error (bad_input) naming the JSON pointer of what it cannot take.)";

inline constexpr const char* kLoadDoc =
    R"(Reads a scenario (JSON, `extends` resolved) or a scheduler's content-plan CSV.

path: file. workspace: a groundswell.gsw whose history names platforms and prices; it is also read by forecast
    and compare of this plan. None: nothing is known but the plan (no file is looked for).
account: of posts that name none.
Raises Error (bad_input) with file:line:column and the way out.)";

inline constexpr const char* kForecastDoc = R"(Lives a plan in many simulated worlds.

workspace: instead of the one the plan was read with. replicates: worlds. seed: instead of the plan's, 0 to
    4294967295. threads: 0 is all cores; never changes a result.
Returns a dict, all arrays float64, NaN where a KPI is undefined in that world:
    totals     {kpi: [worlds]}, of the whole plan at its end
    posts      {kpi: [worlds x posts]}, columns in the order of post_ids
    daily      {kpi: [worlds x days]}, so far at the end of each day, columns in the order of dates
    post_ids, dates   lists of str
    seed       int; luck of world r follows from (seed, r)
    document   dict, as `groundswell forecast --json` (totals, posts, assumed, notes, ...); rows name each
               KPI's unit (people, displays, actions, the plan's currency ...), formula, mean and quantiles
Raises Error; KeyboardInterrupt soon after Ctrl-C. Other Python threads run meanwhile.)";

inline constexpr const char* kCompareDoc = R"(Lives a plan and its variants in the same worlds.

base: Scenario; variants: a Scenario or a list of them, of the same brand and currency. Other arguments as of
    forecast; seed and workspace are the base's where none are given.
Returns a dict, all arrays float64:
    names        list of str, the base first
    totals       {kpi: [worlds x plans]}
    differences  {kpi: [worlds x variants]}: variant - base in the same world, NaN where one is undefined
    seed, document   as `groundswell compare --json` (differences[]: mean, quantiles, p_better ...)
Raises Error (V10: two currencies; S15: another brand), KeyboardInterrupt.)";

inline constexpr const char* kBatchDoc = R"(Runs what is left of an experiment and gathers its results.

experiment: file (schema groundswell/experiment/1). out: folder of the shards, default NAME.shards beside it;
    the same call again goes on where it stopped, and what is complete is only read. retry: try failed points
    again. workspace, seed, threads as of forecast.
Returns a dict; arrays are views of one table:
    factors    {name: float64 [points]}, values as put into the plan; of a list of words the number of labels[name]
    responses  {name: float64 [rows]}, NaN where undefined; units in units[name]
    point, replicate   uint32 [rows]: whose row it is
    unit, value        float64 [points x factors]: place in the unit cube, value
    y          float64 [rows x responses], what the columns of `responses` look at
    labels, units, name, design, base_points, paired, result_hash, out
    failures   [{point, reason, code}]: points that were refused; they have no rows
Raises Error; KeyboardInterrupt, after which what was lived is saved.)";

}  // namespace gs::python
