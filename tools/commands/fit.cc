// groundswell fit: fits the calibration, prints what the data can and cannot tell.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "core/error.h"
#include "models/fit/fitter.h"
#include "scenarios/backtest.h"
#include "scenarios/knowledge/fit_account.h"
#include "scenarios/reading/words.h"
#include "scenarios/report/report.h"
#include "scenarios/workspace/calibration_json.h"
#include "scenarios/workspace/history.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct FitArguments {
  std::string account, since, until, audience;
};

Instant date_of(const std::string& text, const std::string& option, const std::string& zone) {
  const auto time = parse_iso(text);
  if (!time) throw Error(Fault::usage, option + " " + text, "not a date", "write it as 2026-12-07", "V06");
  return to_instant(time->civil, zone).instant;
}

std::vector<ObservedPost> posts_between(std::vector<ObservedPost> posts, const FitArguments& arguments) {
  if (posts.empty()) return posts;
  const std::string zone = posts.front().zone;
  if (!arguments.since.empty()) {
    const Instant since = date_of(arguments.since, "--since", zone);
    std::erase_if(posts, [&](const ObservedPost& post) { return post.published < since; });
  }
  if (!arguments.until.empty()) {
    const Instant until = date_of(arguments.until, "--until", zone);
    std::erase_if(posts, [&](const ObservedPost& post) { return post.published >= until; });
  }
  return posts;
}

// Where an account has ads and no posts: the platform of its first row, of a network its first platform.
std::string platform_of_ads(const Workspace& workspace, const std::string& account) {
  const std::vector<ObservedAd> ads = workspace.ads(account);
  const std::string platform = ads.empty() ? "" : ads.front().cell.platform;
  return platform == "meta" ? "facebook" : platform == "google" ? "youtube" : platform;
}

PopulationParameters audience_of(const FitArguments& arguments,
                                 const Session& session,
                                 const std::string& account) {
  PopulationParameters people;
  people.followers = 0;  // from the history
  if (arguments.audience.empty()) return people;
  const Scenario scenario = load_scenario(arguments.audience, scenario_options(session, account));
  const std::vector<std::string> planned = posting_accounts(scenario);
  if (!planned.empty() && std::ranges::find(planned, account) == planned.end())
    throw Error(Fault::bad_input,
                arguments.audience,
                "plans no post of '" + account + "', only of '" + planned.front() + "'" +
                    (planned.size() > 1 ? " and others" : ""),
                "name the account alike in both: import with --account " + planned.front() +
                    ", or fit that one with --account " + planned.front(),
                "S15");
  people = audience_around(scenario, account);
  people.max_agents_per_account = 0;
  return people;
}

// What the workspace holds of the account, `immature` posts left out.
AccountHistory history_of(const Workspace& workspace,
                          const std::string& account,
                          const FitArguments& arguments,
                          std::size_t& immature) {
  AccountHistory known{.account = account, .platform = "", .posts = {}};
  const std::vector<ObservedPost> all = posts_between(workspace.posts(account), arguments);
  known.platform = all.empty() ? platform_of_ads(workspace, account) : all.front().platform;
  known.posts = mature_posts(all);
  immature = all.size() - known.posts.size();
  known.ads = workspace.ads(account);
  known.conversions = workspace.conversions(account);
  const auto foreign = [&](const AdCell& cell) { return !teaches(cell, account, known.platform); };
  std::erase_if(known.ads, [&](const ObservedAd& ad) { return foreign(ad.cell); });
  std::erase_if(known.conversions, [&](const ObservedConversion& one) { return foreign(one.cell); });
  if (known.posts.size() < kPostsForRhythm) known.others = other_calibrations(workspace, {account});
  return known;
}

// Posts take the followers of their day; `by_now`: how many the plan says there are.
void tell_followers(AccountHistory& known, const Workspace& workspace, double by_now) {
  known.followers = follower_series(days_of(workspace, known.account, known.platform), known.posts, by_now);
  known.posts = with_followers(std::move(known.posts), known.followers);
}

// Measured on 250 to 345 posts, eight starts, two shared cores.
double fit_seconds(std::size_t posts) { return 0.2 + 0.004 * static_cast<double>(posts); }

nlohmann::json parameter_json(const ParameterReport& p) {
  return {{"key", p.key},
          {"text", p.text},
          {"unit", p.unit},
          {"median", p.median},
          {"p10", p.low},
          {"p90", p.high},
          {"told", p.told},
          {"needs", p.needs},
          {"source", p.source},
          {"prior_sd", p.prior_sd},
          {"posterior_sd", p.posterior_sd}};
}

nlohmann::json fit_document(const Calibration& c,
                            const std::string& id,
                            std::uint32_t seed,
                            std::size_t immature) {
  nlohmann::json parameters = nlohmann::json::array();
  for (const ParameterReport& parameter : c.report) parameters.push_back(parameter_json(parameter));
  return {{"schema", "groundswell/fit/1"},
          {"engine", GS_VERSION},
          {"seed", seed},
          {"inputs", nlohmann::json::array()},
          {"calibration", id},
          {"account", c.account},
          {"platform", c.platform},
          {"posts", c.posts},
          {"immature_posts_left_out", immature},
          {"first", to_iso_utc(c.first_post)},
          {"last", to_iso_utc(c.last_post)},
          {"converged", c.converged},
          {"reason", c.reason},
          {"initial_cost", c.initial_cost},
          {"final_cost", c.final_cost},
          {"steps", c.steps},
          {"optimum_spread", c.optimum_spread},
          {"k_hat", c.k_hat},
          {"follower_split", c.follower_split},
          {"audience",
           {{"hash", c.audience_hash},
            {"followers", c.followers},
            {"outsiders_per_follower", c.audience.outsiders_per_follower},
            {"mean_listeners", c.audience.mean_listeners},
            {"activity_shape", c.audience.activity_shape}}},
          {"parameters", parameters}};
}

// What to do with a calibration: prove it, where there are posts to prove it on.
std::string next_text(std::size_t posts, const std::string& backtest) {
  const std::size_t needed = BacktestOptions{}.first + 1;
  if (posts >= needed)
    return "next       " + backtest + "   proves these intervals on posts the fit has not seen\n";
  return fmt::format("next       {} mature posts more make a backtest possible\n", needed - posts);
}

void run_fit(const FitArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  Workspace workspace = open_for_writing(session, false);
  const std::string account = choose_account(workspace, arguments.account);
  std::size_t immature = 0;
  PopulationParameters people = audience_of(arguments, session, account);
  AccountHistory known = history_of(workspace, account, arguments, immature);
  tell_followers(known, workspace, people.followers);
  const std::vector<ObservedPost>& history = known.posts;
  FitOptions options;
  options.seed = session.chosen_seed().value_or(1);
  options.threads = session.thread_count();
  const auto limits = session.limit_values();
  if (const auto steps = limits.find("steps"); steps != limits.end())
    options.max_steps = static_cast<int>(steps->second);
  if (!(people.followers > 0))
    people.followers = known.followers.latest().value_or(followers_or_guess(history));
  const Calibration calibration = [&] {
    const ProgressLine line(session);
    options.watch = line.watch_for(fit_seconds(history.size()));
    options.watch.stage(fmt::format("fitting {} posts", history.size()));
    return fit_account(known, people, options);
  }();
  if (session.stop) throw Interrupted("fit: stopped before it was done; nothing was stored");
  if (!calibration.converged && !session.allow_unconverged)
    throw Error(Fault::not_converged,
                "fit",
                "did not converge: " + calibration.reason,
                "keep going with --limit steps=800, or store it all the same with --allow-unconverged",
                "V20");
  StoredDocument document{.kind = "calibration",
                          .name = "",
                          .account = account,
                          .platform = calibration.platform,
                          .created_at = "",
                          .text = to_text(calibration)};
  const std::string id = fmt::format("{}", workspace.store_document(document));
  const nlohmann::json result = fit_document(calibration, id, options.seed, immature);
  const std::string choice = arguments.account.empty() ? "" : " --account " + shell_word(arguments.account);
  deliver(result,
          render_terminal(result, terminal_style()) +
              next_text(history.size(), command_for(session, "backtest") + choice),
          session);
}

}  // namespace

void add_fit(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand("fit", "fit the simulator to the account's history");
  auto arguments = std::make_shared<FitArguments>();
  add_common_options(*command, session, {"steps", "json-bytes"});
  command->add_option("--account", arguments->account, "account, where history holds several");
  command->add_option("--since", arguments->since, "only posts published on this date or later");
  command->add_option("--until", arguments->until, "only posts published before this date");
  command->add_option("--audience", arguments->audience, "scenario whose audience the fit assumes");
  command->callback([arguments, &session] { run_fit(*arguments, session); });
}

}  // namespace gs
