// A plan of a fortnight as a media planner brings it, made up: 8 ad sets, 14 posts, 10 placed creators before
// so many people. What optimize and compare are timed on.
#pragma once
#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace gs {

inline nlohmann::json generated_plan(std::int64_t people) {
  nlohmann::json plan{{"schema", "groundswell/scenario/1"},
                      {"currency", "EUR"},
                      {"start", "2026-12-07"},
                      {"end", "2026-12-20"},
                      {"seed", 5},
                      {"offer", {{"visit_rate", 0.8}, {"lead_rate", 0.1}, {"conversion_rate", 0.02}}}};
  plan["audience"]["segments"] = {{"some", {{"people", people * 3 / 5}}},
                                  {"others", {{"people", people * 2 / 5}}}};
  auto& accounts = plan["audience"]["accounts"];
  accounts["page"] = {{"platform", "instagram"}, {"followers", people / 10}};
  for (int c = 0; c < 10; ++c) {
    const std::string id = fmt::format("creator{}", c);
    accounts[id] = {{"platform", "instagram"}, {"kind", "creator"}, {"followers", people / (20 + 5 * c)}};
    plan["seeding"][id] = {{"creator", id}, {"post", fmt::format("p{:02}", c)}, {"fee", 40 + 10 * c}};
  }
  for (int p = 0; p < 14; ++p)
    plan["plan"][fmt::format("p{:02}", p)] = {{"account", "page"},
                                              {"format", p % 2 ? "reel" : "photo"},
                                              {"publish_at", fmt::format("2026-12-{:02}T18:00", 7 + p)}};
  for (int a = 0; a < 8; ++a)
    plan["ads"][fmt::format("ad{}", a)] = {{"post", fmt::format("p{:02}", a)},
                                           {"total_budget", 40 + 15 * a},
                                           {"end", "2026-12-20"},
                                           {"bid", {{"cpm", 6 + 2 * a}}}};
  return plan;
}

}  // namespace gs
