// The talk's row stands behind all posts of the campaign; what it takes to reach a share of the followers is
// solved for by halving.
#include "scenarios/plan/surroundings/talk.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/real.h"
#include "models/exposure/stage.h"
#include "models/fit/anchor.h"
#include "scenarios/plan/plan.h"

namespace gs {
namespace {

constexpr double kReach = 0.05;  // of the followers; assumption
constexpr double kSpread = 3;    // times a usual post; assumption (S80: negative posts draw most comments)
constexpr double kAnswerTakes = 0.5;  // DEFAULTS 8: assumption, shape only
constexpr double kAnswerHours = 6;    // DEFAULTS 8: the answer time that people expect

// Intensity at which this share of people of these activities sees what is offered.
double intensity_for(std::span<const double> activity, double share) {
  if (!(share > 0)) return 0;
  double low = 0, high = 1000;
  for (int step = 0; step < 50; ++step) {
    const double middle = (low + high) / 2;
    (mean_chance(activity, middle) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double PlannedTalk::reach_of_followers() const { return reach.value_or(kReach); }
double PlannedTalk::times_passed_on() const { return spread.value_or(kSpread); }

double left_after_answer(double hours) { return 1 - kAnswerTakes * exact_exp(-hours / kAnswerHours); }

void add_talk(Plan& plan, PlannedTalk talk) {
  CampaignPost row{content_key("talk " + talk.id), Tick{talk.tick}, talk.page};
  row.background = row.adverse = true;
  if (talk.answered_after)
    row.answered = talk.tick + static_cast<std::uint32_t>(std::ceil(*talk.answered_after));
  PlannedPost post;
  post.id = "talk " + talk.id;
  post.page = talk.page;
  post.background = true;
  post.talk = static_cast<std::uint32_t>(plan.request.talks.size());
  plan.campaign.posts.push_back(row);
  plan.request.posts.push_back(std::move(post));
  plan.request.talks.push_back(std::move(talk));
  plan.hours_of_week.push_back(static_cast<int>(
      (static_cast<std::uint32_t>(plan.campaign.start_hour_of_week) + row.publish.value) % kHoursPerWeek));
  plan.formats.push_back(SIZE_MAX);
}

void take_talk_back(Plan& plan) {
  plan.campaign.posts.pop_back();
  plan.request.posts.pop_back();
  plan.request.talks.pop_back();
  plan.hours_of_week.pop_back();
  plan.formats.pop_back();
}

AnchoredPost talk_in_world(const PlannedTalk& talk, const PreparedPage& page, const Theta& theta) {
  const AnchoredPost usual = anchor({}, theta, page.mean_field, {.normal_u = 0, .normal_e = 0});
  constexpr std::size_t kShare = index_of(Action::share);
  AnchoredPost post;
  PostBehaviour& b = post.behaviour;
  b.follow_intensity = intensity_for(page.mean_field.activity, talk.reach_of_followers());
  b.share_intensity = usual.behaviour.share_intensity;
  b.engaged =
      std::min(1.0, talk.times_passed_on() * usual.behaviour.engaged * usual.behaviour.given_engaged[kShare]);
  b.given_engaged[kShare] = 1;
  if (talk.answered_after) b.answered = left_after_answer(*talk.answered_after);
  post.expected.reach_followers = page.mean_field.followers * talk.reach_of_followers();
  post.expected.reach = post.expected.impressions = post.expected.reach_followers;
  post.expected.actions[kShare] = post.expected.reach * b.engaged;
  return post;
}

std::vector<nlohmann::json> assumed_of_talk(const PlannedTalk& talk) {
  std::vector<nlohmann::json> rows;
  const auto add = [&](const char* key, const char* text, double value, const char* source) {
    rows.push_back({{"key", "events." + talk.id + "." + key},
                    {"text", text},
                    {"value", value},
                    {"unit", ""},
                    {"source", source},
                    {"confidence", "C"}});
  };
  if (!talk.reach) add("reach", "share of the followers who meet the talk first", kReach, "assumption");
  if (!talk.spread)
    add("spread", "how readily the talk is passed on, times a usual post", kSpread, "assumption");
  if (talk.answered_after)
    add("answered",
        "passing-on that is left once the talk is answered",
        left_after_answer(*talk.answered_after),
        "assumption: 1 - .5 exp(-t / 6 h), only its shape has a source");
  return rows;
}

}  // namespace gs
