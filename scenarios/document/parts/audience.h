// Who a plan is for, as a planner tells it: segments, platforms, accounts. Part of scenario.h.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace gs {

// People alike in age, gender, place or interests.
struct ScenarioSegment {
  std::int64_t people = 0;
  std::string gender, age, place, timezone, interests, about;
  double activity = 1;                      // opening rate against the mean person
  bool target = false;                      // whom the plan is for
  std::map<std::string, double> platforms;  // share that uses it; a platform not named: everybody
};

struct ScenarioAccount {
  std::string platform;                          // facebook, instagram …
  std::string kind;                              // page, creator, community, rival
  std::optional<std::int64_t> followers;         // people, inauthentic ones included; else from history
  std::optional<double> inauthentic;             // share of them who never see nor act
  std::optional<double> posts_per_week;          // usual frequency; else from history
  std::optional<double> negative_comment_share;  // of its comments; else from history
  std::map<std::string, double> segments;        // odds of following by segment; not named: 1
  std::map<std::string, double> overlap;  // followers in common with another account, per smaller one's
};

// Who hears whom on one platform.
struct ScenarioPlatform {
  std::optional<double> mean_listeners, reciprocity, triangles;
};

struct ScenarioAudience {
  std::optional<std::int64_t> people_per_agent;  // >= 1
  std::optional<double> outsiders_per_follower;  // people beyond the followers, per follower
  std::optional<double> mean_listeners;          // people who see what an ordinary person shares
  std::optional<double> activity_shape;          // k of the gamma law of opening rates
  std::optional<double> crowding, fatigue;       // what one exposure takes from the next
  std::map<std::string, ScenarioSegment> segments;
  std::map<std::string, ScenarioPlatform> platforms;
  std::map<std::string, ScenarioAccount> accounts;
};

}  // namespace gs
