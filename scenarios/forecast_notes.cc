// Each note has its own function; `add_notes` is their order.
#include "scenarios/forecast_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/real.h"
#include "core/summary.h"
#include "models/fit/priors.h"

namespace gs {
namespace {

// "'roastery': " before what concerns one account of several.
std::string of_account(const Plan& plan, std::size_t page) {
  return plan.request.pages.size() > 1 ? "'" + plan.request.pages[page].account + "': " : "";
}

void note_audience(const Plan& plan, std::vector<std::string>& notes) {
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    if (!plan.pages[page].calibrated) continue;
    const PopulationParameters &now = plan.request.audience, &then = plan.pages[page].calibration.audience;
    if (now.outsiders_per_follower != then.outsiders_per_follower ||
        now.mean_listeners != then.mean_listeners || now.activity_shape != then.activity_shape)
      notes.push_back(of_account(plan, page) +
                      "the audience differs from the one the calibration assumed: its rates, visibility and "
                      "spread were carried over as they are");
  }
}

// Followers far from those history has seen: the counts are then the mechanism's word as much as the
// history's.
void note_followers(const Plan& plan, std::vector<std::string>& notes) {
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    const double factor = plan.pages[page].beyond_history;
    if (factor > 0.8 && factor < 1.25) continue;
    notes.push_back(
        of_account(plan, page) +
        fmt::format("{:.0f} followers in the plan, others in its history: posts are taken to reach "
                    "{:.2g} times as many people as there, by the mechanism (assumption)",
                    plan.request.pages[page].followers,
                    factor));
  }
}

// Exports that count displays and never people.
void note_reach(const Plan& plan, std::vector<std::string>& notes) {
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (plan.pages[page].reach_stood_in)
      notes.push_back(
          of_account(plan, page) +
          fmt::format("its exports count displays, not people: people reached are displays over {:.2g}, "
                      "the usual on {} (assumption)",
                      1 + exact_exp(priors_of(plan.request.pages[page].platform).repeat.center),
                      plan.request.pages[page].platform));
}

// A format the page never used is forecast as its average post: right for a new format, wrong for a mistyped
// one.
void note_formats(const Plan& plan, std::vector<std::string>& notes) {
  std::set<std::string> named;
  for (std::size_t i = 0; i < plan.formats.size(); ++i) {
    const PreparedPage& page = prepared_page_of(plan, i);
    const PlannedPost& post = plan.request.posts[i];
    if (!page.calibrated || plan.formats[i] != SIZE_MAX || post.talk != kNoTalk) continue;
    if (!named.insert(page_of(plan, i).account + "/" + post.format).second) continue;
    std::string known;
    for (const std::string& format : page.calibration.formats) known += (known.empty() ? "" : ", ") + format;
    notes.push_back(of_account(plan, post.page) +
                    fmt::format("no history of format '{}' (known: {}): forecast as the page's average post",
                                post.format,
                                known));
  }
}

// "no history of its own: borrowed from 2 pages: a, b".
std::string borrowed_from(const std::vector<std::string>& accounts) {
  std::string names;
  for (const std::string& account : accounts) names += (names.empty() ? "" : ", ") + account;
  return fmt::format("what its own posts do not tell was borrowed from {} page{} of this workspace: {}",
                     accounts.size(),
                     accounts.size() == 1 ? "" : "s",
                     names);
}

// Ads' prices are learnt in one currency and never converted.
void note_prices(const Plan& plan, std::vector<std::string>& notes) {
  std::set<std::string> said;
  for (const PlannedAd& ad : plan.request.ads) {
    const std::size_t page = plan.request.posts[post_row(plan, ad.post)].page;
    const AdCalibration& ads = plan.pages[page].calibration.ads;
    if (ads.draws.empty() || ad.learnt.price || ad.bid ||
        !said.insert(plan.request.pages[page].account).second)
      continue;
    notes.push_back(of_account(plan, page) + "history of ads tells prices in " +
                    (ads.currency.empty() ? "no currency that is named" : ads.currency) +
                    "; the platform's price in " + plan.request.currency + " was taken");
  }
}

// History's frequency says how many people ads find; the plan's audience may be another size.
void note_people_found(const Plan& plan, std::vector<std::string>& notes) {
  if (plan.request.portrait || plan.request.ads.empty()) return;
  const PopulationParameters& audience = plan.request.audience;
  const double people = audience.followers * (1 + audience.outsiders_per_follower);
  for (const ParameterReport& row : plan.pages.front().calibration.report)
    if (row.key == "ads.people" && row.told && (row.low > 2 * people || row.high < people / 2))
      notes.push_back(
          fmt::format("ads of this account found about {:.0f} people each, this audience holds {:.0f}: reach "
                      "of ads follows "
                      "the audience; audience.outsiders_per_follower {:.3g} would make it as large",
                      row.median,
                      people,
                      std::max(0.0, row.median / std::max(1.0, audience.followers) - 1)));
}

// Pages of one plan may differ in what is known of them.
void note_uncalibrated(const Plan& plan, std::vector<std::string>& notes) {
  std::size_t calibrated = 0;
  std::string generic;
  for (std::size_t page = 0; page < plan.pages.size(); ++page) {
    if (plan.pages[page].posts.empty()) continue;
    if (plan.pages[page].calibrated)
      ++calibrated;
    else if (plan.pages[page].calibration.borrowed.empty())
      generic += (generic.empty() ? "'" : ", '") + plan.request.pages[page].account + "'";
  }
  if (calibrated > 0 && !generic.empty()) notes.push_back("not calibrated, from general priors: " + generic);
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (const auto& from = plan.pages[page].calibration.borrowed;
        !from.empty() && !plan.pages[page].posts.empty())
      notes.push_back(of_account(plan, page) + borrowed_from(from));
}

void note_unconverged(const Plan& plan, std::vector<std::string>& notes) {
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (plan.pages[page].calibrated && !plan.pages[page].calibration.converged)
      notes.push_back(
          "the fit of '" + plan.request.pages[page].account +
          "' did not converge, so these figures prove nothing: " + plan.pages[page].calibration.reason);
}

void note_background(const Plan& plan, std::vector<std::string>& notes) {
  for (std::uint32_t row = 0; row < plan.request.pages.size(); ++row) {
    const auto count = std::ranges::count_if(plan.request.posts, [&](const PlannedPost& post) {
      return post.background && post.talk == kNoTalk && post.page == row;
    });
    if (count > 0)
      notes.push_back(
          of_account(plan, row) +
          fmt::format("{} unplanned posts go on beside the plan and are not counted in its figures", count));
  }
}

}  // namespace

void add_notes(const Plan& plan, std::vector<std::string>& notes) {
  note_uncalibrated(plan, notes);
  note_unconverged(plan, notes);
  note_audience(plan, notes);
  note_followers(plan, notes);
  note_reach(plan, notes);
  note_formats(plan, notes);
  note_prices(plan, notes);
  note_people_found(plan, notes);
  note_background(plan, notes);
}

void note_worlds(std::size_t worlds, std::vector<std::string>& notes) {
  constexpr std::size_t kEnough = 100;  // standard error .05
  if (worlds >= kEnough || worlds == 0) return;
  notes.push_back(fmt::format(
      "only {} worlds: probabilities are known to ± {:.2g} (one standard error) and interval ends "
      "roughly; --replicates 400 makes that ± 0.025",
      worlds,
      0.5 / std::sqrt(static_cast<double>(worlds))));
}

void note_talks(const Plan& plan, const std::vector<WorldCounts>& worlds, std::vector<std::string>& notes) {
  const auto roughly = [](double people) {  // two digits
    double step = 1;
    while (people / step >= 100) step *= 10;
    return std::round(people / step) * step;
  };
  for (std::size_t i = 0; i < plan.request.talks.size() && !worlds.empty(); ++i) {
    std::vector<double> met;
    for (const WorldCounts& world : worlds) met.push_back(world.talks[i]);
    std::ranges::sort(met);
    const PlannedTalk& talk = plan.request.talks[i];
    notes.push_back(
        fmt::format("adverse event '{}': {:.0f} people meet talk against '{}' (80 %: {:.0f} to {:.0f}), {}; "
                    "here it moves hides, leaves and the tone of comments, nothing else",
                    talk.id,
                    roughly(quantile_sorted(met, .5)),
                    plan.request.pages[talk.page].account,
                    roughly(quantile_sorted(met, .1)),
                    roughly(quantile_sorted(met, .9)),
                    talk.answered_after ? fmt::format("answered after {:g} h", *talk.answered_after)
                                        : std::string("never answered")));
  }
}

void note_ads(const Plan& plan, const std::vector<WorldCounts>& worlds, std::vector<std::string>& notes) {
  constexpr double kNearlyAll = 0.9;
  for (std::size_t i = 0; i < plan.request.ads.size() && !worlds.empty(); ++i) {
    const PlannedAd& ad = plan.request.ads[i];
    double shown = 0, met = 0;
    std::int64_t budget = 0;
    for (const WorldCounts& world : worlds) {
      shown += world.ads[i].impressions / static_cast<double>(worlds.size());
      met += world.ads[i].reach / static_cast<double>(worlds.size());
    }
    for (const Money day : ad.budgets) budget += day.micros;
    const double people =
        static_cast<double>(plan.campaign.ads[i].people.agents.size()) * plan.audience.people_per_agent;
    if (budget > 0 && shown == 0)
      notes.push_back("ad '" + ad.id + "' buys nothing: " +
                      (people > 0 ? "no day's budget pays for one impression" : "it is aimed at nobody"));
    else if (people > 0 && met > kNearlyAll * people)
      notes.push_back(
          fmt::format("ad '{}' meets nearly all of the {:.0f} people it is aimed at: what more it costs "
                      "buys repeats at a rising price; for a wider market raise "
                      "audience.outsiders_per_follower or the segments' people",
                      ad.id,
                      people));
  }
}

}  // namespace gs
