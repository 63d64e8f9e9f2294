// groundswell synth: a made-up page's exports with known truth. Everything it writes is synthetic and says
// so.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "core/error.h"
#include "scenarios/document/scenario.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/calibration_json.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/session.h"
#include "tools/commands/synth_campaign.h"
#include "tools/commands/synth_lab.h"

namespace gs {

namespace {

struct SynthArguments {
  std::string scenario, account, layout = "meta_facebook_posts", truth;
  std::uint32_t posts = 300, days = 365;
  SynthCampaign campaign;
  SynthLab lab;
};

// A post of the account asked for; of any, where none is named.
const ScenarioPost& post_of(const Scenario& scenario, const std::string& account) {
  for (const auto& [id, post] : scenario.plan)
    if (account.empty() || post.account == account) return post;
  throw Error(Fault::usage,
              "--account " + account,
              "posts nothing in " + scenario.file,
              "name an account that posts in the scenario",
              "C01");
}

// The page whose future the scenario plans: its account, zone and followers, the days before the scenario's
// start.
SyntheticPage page_of(const SynthArguments& arguments, const Session& session) {
  const Scenario scenario = load_scenario(arguments.scenario, scenario_options(session, ""));
  const ScenarioPost& post = post_of(scenario, arguments.account);
  SyntheticPage page = example_page_on(post.platform);
  page.account = post.account;
  page.platform = post.platform;
  page.zone = scenario.timezone;
  page.posts = arguments.posts;
  page.days = arguments.days;
  const auto account = scenario.audience.accounts.find(post.account);
  if (account != scenario.audience.accounts.end() && account->second.followers)
    page.followers =
        static_cast<double>(*account->second.followers) / (1 + page.monthly_growth * arguments.days / 30.0);
  const std::int64_t first = days_since_epoch(scenario.start.year, scenario.start.month, scenario.start.day) -
                             static_cast<std::int64_t>(arguments.days) -
                             5;  // the last posts are mature at the start
  const CivilTime start = to_civil({first * 86400}, "UTC");
  page.start = {start.year, start.month, start.day};
  return page;
}

std::string truth_text(const SyntheticPage& page) {
  Calibration truth;
  truth.platform = page.platform;
  truth.account = page.account;
  truth.zone = page.zone;
  truth.audience = page.people;
  truth.reason = "synthetic truth: planted, not fitted";
  truth.estimate = page.truth;
  for (const SyntheticFormat& format : page.formats) {
    truth.formats.push_back(format.name);
    truth.estimate.formats.push_back(format.effect);
  }
  return to_text(truth);
}

void run_synth(const SynthArguments& arguments, const Session& session) {
  if (!arguments.campaign.until.empty()) {
    SynthCampaign campaign = arguments.campaign;
    campaign.scenario = arguments.scenario;
    return synthesise_campaign(campaign, session);
  }
  if (arguments.lab.weeks > 0) {
    SynthLab lab = arguments.lab;
    lab.scenario = arguments.scenario, lab.layouts = arguments.layout, lab.world = arguments.campaign.world;
    return synthesise_lab(lab, session);
  }
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.truth);
  const SyntheticPage page = page_of(arguments, session);
  const std::vector<ObservedPost> posts = simulate_history(page, session.chosen_seed().value_or(1));
  const std::string csv = write_layout(posts, arguments.layout);
  if (!arguments.truth.empty()) write_file(arguments.truth, truth_text(page));
  if (session.out.empty()) return print_text(csv);
  write_file(session.out, csv);
  say(session,
      fmt::format("{} synthetic posts of {} written to {}", posts.size(), page.account, session.out));
}

}  // namespace

void add_synth(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("synth", "simulated exports of a made-up page, with known truth");
  auto arguments = std::make_shared<SynthArguments>();
  add_common_options(*command, session, {"json-bytes"});
  command->add_option("scenario", arguments->scenario, "scenario of the account to make a past for")
      ->required();
  command->add_option("--account", arguments->account, "which account, where the scenario has several");
  command
      ->add_option("--layout",
                   arguments->layout,
                   "meta_facebook_posts or canonical; with --weeks: all, or some by commas")
      ->capture_default_str();
  command->add_option("--posts", arguments->posts, "posts to publish")
      ->check(CLI::Range(10, 5000))
      ->capture_default_str();
  command->add_option("--days", arguments->days, "days they are spread over")
      ->check(CLI::Range(7, 1500))
      ->capture_default_str();
  command->add_option("--truth", arguments->truth, "write the planted parameters to this file");
  command->add_option("--until",
                      arguments->campaign.until,
                      "export the plan under way instead, as it stands at this date's end or time");
  command->add_option(
      "--ads", arguments->campaign.ads, "with --until: write the plan's ads by day to this file");
  command
      ->add_option(
          "--world", arguments->campaign.world, "with --until or --weeks: which made-up world the plan meets")
      ->check(CLI::Range(100'000U, 4'000'000'000U))
      ->capture_default_str();
  add_lab_options(*command, arguments->lab);
  command->callback([arguments, &session] { run_synth(*arguments, session); });
}

}  // namespace gs
