// Lives are pieces of work of their own, written each to its place: the same bytes on any number of threads.
#include "scenarios/synth/lab/effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/blocks.h"
#include "core/draw.h"
#include "core/error.h"

namespace gs {
namespace {

LifeDays days_of_life(const WorldCounts& counts) {
  LifeDays days;
  KpiCounts before;
  for (const KpiCounts& so_far : counts.daily) {
    days.visits.push_back(so_far.visits - before.visits);
    days.leads.push_back(so_far.leads - before.leads);
    days.sales.push_back(so_far.sales - before.sales);
    before = so_far;
  }
  return days;
}

void refuse_unfit(const Scenario& scenario, const LabSettings& settings) {
  const std::set<std::string> known{"visits", "leads", "sales"};
  if (!known.contains(settings.outcome))
    throw Error(Fault::usage,
                "--outcome " + settings.outcome,
                "not an outcome of the laboratory",
                "use visits, leads or sales",
                "C01");
  if (scenario.ads.empty())
    throw Error(Fault::bad_input,
                scenario.file + " /ads",
                "missing: there is no channel whose effect could be known",
                "plan an ad behind one of the posts",
                "S04");
  if (!scenario.offer)
    throw Error(Fault::bad_input,
                scenario.file + " /offer",
                "missing: nothing is sold, so ads lead to no visits, leads or sales",
                "say what a click may lead to",
                "S04");
  if (settings.outcome == "leads" && !scenario.offer->lead_rate)
    throw Error(Fault::bad_input,
                scenario.file + " /offer/lead_rate",
                "missing: the offer takes no contacts",
                "say how many visits leave a contact, or count visits or sales",
                "S04");
}

std::vector<LabChannel> channels_of(const Plan& plan, const LongPlan& long_plan, const Scenario& scenario) {
  std::vector<LabChannel> channels;
  for (const auto& [id, ad] : scenario.ads) {
    LabChannel channel{id, ad.platform, scenario.plan.at(ad.post).account, {}};
    for (std::size_t row = 0; row < plan.request.ads.size(); ++row)
      if (long_plan.channel_of.at(plan.request.ads[row].id) == id) channel.ads.push_back(row);
    if (!channel.ads.empty()) channels.push_back(std::move(channel));
  }
  return channels;
}

// One life asked for, and where its days go.
struct Life {
  Lived lived;
  LifeDays* days;
};

Lived quiet(Lived lived) {
  lived.sharing = false;
  return lived;
}

LivedWorld live(const Laboratory& lab, const Lived& lived, const Watch& watch) {
  watch.leave_if_asked("stopped before every life was lived");
  Worker worker;
  worker.stop = watch.stop;
  return live_world(
      lab.plan(), assume_lived(lab.plan(), lived, lab.settings.world), lab.settings.world, worker);
}

void live_all(Laboratory& lab, const RunOptions& options) {
  const std::size_t channels = lab.channels.size();
  lab.without.resize(channels), lab.quiet_without.resize(channels);
  const Lived all, none{.ads = std::vector<char>(lab.plan().request.ads.size(), 0)};
  std::vector<Life> lives{
      {none, &lab.without_ads}, {quiet(all), &lab.quiet}, {quiet(none), &lab.quiet_without_ads}};
  for (std::size_t channel = 0; channel < channels; ++channel) {
    lives.push_back({without_channel(lab, channel), &lab.without[channel]});
    lives.push_back({quiet(lives.back().lived), &lab.quiet_without[channel]});
  }
  for (LiftTest& test : lab.tests)
    lives.push_back({dark_in_week(lab, test.channel, test.week), &test.without});
  options.watch.stage("living the plan without each ad set");
  for_each_chunk(lives.size(), options.threads, [&](std::size_t i) {
    *lives[i].days = days_of_life(live(lab, lives[i].lived, options.watch).counts);
    options.watch.worth(lab.forecast.estimate.world_seconds / lab.forecast.estimate.threads).done(1);
  });
}

std::uint32_t week_of(const PlannedAd& ad, std::size_t day) {
  return static_cast<std::uint32_t>((ad.first_hour / 24 + day) / 7);
}

// Weeks in which the channel spends, some of them drawn, without choosing one twice.
void choose_tests(Laboratory& lab) {
  for (std::size_t channel = 0; channel < lab.channels.size(); ++channel) {
    std::map<std::uint32_t, std::int64_t> spent;
    for (const std::size_t row : lab.channels[channel].ads) {
      const auto spend = spend_by_day(lab.world.ledger.ads[row], lab.assumed.markets[row]);
      for (std::size_t day = 0; day < spend.size(); ++day)
        if (spend[day].micros > 0) spent[week_of(lab.plan().request.ads[row], day)] += spend[day].micros;
    }
    std::vector<std::pair<double, std::uint32_t>> drawn;
    const std::uint64_t key = subject_key("lift test of " + lab.channels[channel].id);
    for (const auto& [week, micros] : spent)
      drawn.emplace_back(uniform({lab.settings.plan.seed, 0}, {key, week, Purpose::synthetic}), week);
    std::ranges::sort(drawn);
    drawn.resize(std::min<std::size_t>(drawn.size(), lab.settings.tests));
    std::ranges::sort(drawn, {}, &std::pair<double, std::uint32_t>::second);
    for (const auto& [luck, week] : drawn) lab.tests.push_back({channel, week, {spent[week]}, {}});
  }
}

// What it will take is told and refused before anybody is grown. The first life has no other beside it.
void grow(Laboratory& lab, const RunOptions& options) {
  const RunEstimate& estimate = lab.forecast.estimate;
  refuse_too_large(estimate, options.limits, lab.forecast.scenario.file);
  const Watch& watch = options.watch;
  watch.expect(estimate.seconds() + estimate.world_seconds);
  watch.worth(estimate.learn_seconds).done(1);
  watch.stage("growing the audience");
  grow_people(lab.forecast.plan, watch.worth(estimate.people_seconds / estimate.threads));
}

}  // namespace

const std::vector<double>& LifeDays::of(const std::string& outcome) const {
  return outcome == "visits" ? visits : outcome == "leads" ? leads : sales;
}

double difference(const LifeDays& a, const LifeDays& b, const std::string& outcome) {
  const std::vector<double>&x = a.of(outcome), &y = b.of(outcome);
  double sum = 0;
  for (std::size_t day = 0; day < x.size(); ++day) sum += x[day] - y[day];
  return sum;
}

std::vector<Money> spend_by_day(const AdCounts& counts, const AdWorld& market) {
  std::vector<Money> spend;
  for (std::size_t day = 0; day < counts.impressions.size(); ++day)
    spend.push_back({static_cast<std::int64_t>(counts.impressions[day]) * market.price[day].micros});
  return spend;
}

Lived without_channel(const Laboratory& lab, std::size_t channel) {
  Lived lived{.ads = std::vector<char>(lab.plan().request.ads.size(), 1)};
  for (const std::size_t row : lab.channels[channel].ads) lived.ads[row] = 0;
  return lived;
}

Lived dark_in_week(const Laboratory& lab, std::size_t channel, std::uint32_t week) {
  Lived lived;
  for (const PlannedAd& ad : lab.plan().request.ads) lived.budgets.push_back(ad.budgets);
  for (const std::size_t row : lab.channels[channel].ads)
    for (std::size_t day = 0; day < lived.budgets[row].size(); ++day)
      if (week_of(lab.plan().request.ads[row], day) == week) lived.budgets[row][day] = {};
  return lived;
}

std::uint32_t weeks_of(const Laboratory& lab) { return (lab.plan().total_days + 6) / 7; }

Laboratory run_laboratory(const Scenario& scenario,
                          const Knowledge& knowledge,
                          const RunOptions& options,
                          const LabSettings& settings) {
  refuse_unfit(scenario, settings);
  const LongPlan long_plan = lengthen(scenario, settings.plan);
  options.watch.stage("preparing the long plan");
  Laboratory lab{.settings = settings,
                 .forecast = prepare_forecast(long_plan.scenario, knowledge, options),
                 .channels = {},
                 .assumed = {},
                 .world = {},
                 .all = {},
                 .without_ads = {},
                 .quiet = {},
                 .quiet_without_ads = {},
                 .without = {},
                 .quiet_without = {},
                 .tests = {}};
  lab.channels = channels_of(lab.plan(), long_plan, scenario);
  grow(lab, options);
  options.watch.stage("living the plan");
  lab.assumed = assume_lived(lab.plan(), {}, settings.world);
  lab.world = live(lab, {}, options.watch);
  options.watch.worth(lab.forecast.estimate.world_seconds).done(1);
  lab.all = days_of_life(lab.world.counts);
  choose_tests(lab);
  live_all(lab, options);
  return lab;
}

}  // namespace gs
