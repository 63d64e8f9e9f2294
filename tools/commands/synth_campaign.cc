// The plan is prepared as `forecast` would, and lived in a world no forecast asks for.
#include "tools/commands/synth_campaign.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/forecast.h"
#include "scenarios/plan/request.h"
#include "scenarios/synth/campaign_exports.h"
#include "tools/commands/account.h"
#include "tools/commands/moments.h"
#include "tools/commands/results.h"

namespace gs {
namespace {

std::uint32_t hour_of(const Plan& plan, Instant moment) {
  const auto hours = [](const CivilTime& t) {
    return days_since_epoch(t.year, t.month, t.day) * 24 + t.hour;
  };
  const std::int64_t hour = hours(to_civil(moment, plan.request.zone)) - hours(plan.request.start);
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(hour, 0, plan.campaign.hours));
}

}  // namespace

void synthesise_campaign(const SynthCampaign& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.ads);
  const Scenario scenario = load_scenario(arguments.scenario, scenario_options(session, ""));
  const Knowledge knowledge = knowledge_of(session, posting_accounts(scenario), 0);
  const RunOptions options = run_options(scenario, session, {});
  Forecast forecast = prepare_forecast(scenario, knowledge, options);
  grow_people(forecast.plan);
  const Instant until = moment_of(arguments.until, scenario.timezone, "--until");
  const CampaignExports exports =
      export_campaign(forecast.plan, scenario, hour_of(forecast.plan, until), arguments.world);
  if (!arguments.ads.empty()) write_file(arguments.ads, write_ads(exports));
  if (session.out.empty()) return print_text(write_posts(exports));
  write_file(session.out, write_posts(exports));
  const KpiCounts& truth = exports.truth.total;
  say(session,
      fmt::format(
          "{} synthetic posts and {} days of ads up to {}; in this world the whole plan comes to {:.0f} "
          "impressions, {:.0f} people reached, {:.0f} clicks",
          exports.posts.size(),
          exports.ads.size(),
          arguments.until,
          truth.impressions,
          truth.reach.value_or(0),
          truth.clicks));
}

}  // namespace gs
