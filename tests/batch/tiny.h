// A plan and an experiment over it that cost next to nothing, as documents, for tests of the program.
#pragma once
#include <string>

namespace gs::batch_tests {

// A page of few followers and two posts: a world takes less than a millisecond.
inline constexpr const char* kTinyPlan =
    R"({"name": "tiny", "start": "2026-12-07", "end": "2026-12-08", "currency": "EUR",
  "audience": {"accounts": {"b": {"platform": "facebook", "followers": 500}}},
  "plan": {"p1": {"account": "b", "format": "photo", "publish_at": "2026-12-07T09:00"},
           "p2": {"account": "b", "format": "link", "publish_at": "2026-12-08T18:00"}}})";

// Over plan.json; `more`: further keys.
inline std::string tiny_experiment(const std::string& more = "", int points = 12, int replicates = 30) {
  return R"({"name": "e", "scenario": "plan.json", "responses": [{"kpi": "reach"}, {"kpi": "er_reach"},
    {"kpi": "reach", "day": 1}],
    "factors": [{"name": "followers", "pointer": "/audience/accounts/b/followers", "range": [300, 900], "integer": true},
                {"name": "format", "pointer": "/plan/p1/format", "values": ["photo", "video"]}],
    "design": {"kind": "sobol", "points": )" +
         std::to_string(points) + R"(}, "replicates": {"count": )" + std::to_string(replicates) +
         R"(, "block": 7})" + more + "}";
}

}  // namespace gs::batch_tests
