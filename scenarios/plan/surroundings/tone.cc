// The posterior is tabled by its quantiles: density on a grid of eight deviations either side, summed.
#include "scenarios/plan/surroundings/tone.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/real.h"
#include "core/summary.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/plan.h"

namespace gs {
namespace {

constexpr double kNegative = 2, kOther = 18;  // comments that the belief before history is worth; assumption
constexpr double kReads = 0.3;                // assumption: nobody counts who opens the comments
constexpr double kPutsOff = 2;                // DEFAULTS 8: assumption
constexpr double kUpset = 2.0 / 3;            // DEFAULTS 8: negative 2 : 1 in posts by users (S80)
constexpr std::size_t kGrid = 2048, kQuantiles = 128;

struct Counted {
  double negative = 0, comments = 0;
};

std::vector<Counted> counted(std::span<const ObservedPost> history) {
  std::vector<Counted> posts;
  for (const ObservedPost& post : history) {
    const auto negative = post.usable(Metric::negative_comments), comments = post.usable(Metric::comments);
    if (negative && comments && *comments > 0 && *negative <= *comments)
      posts.push_back({*negative, *comments});
  }
  return posts;
}

// How much more the posts' shares differ than coins of one chance: Pearson's statistic per post, at least 1.
double dispersion(const std::vector<Counted>& posts, const Counted& all) {
  const double share = all.negative / all.comments;
  if (posts.size() < 2 || share <= 0 || share >= 1) return 1;
  double sum = 0;
  for (const Counted& post : posts) {
    const double apart = post.negative - post.comments * share;
    sum += apart * apart / (post.comments * share * (1 - share));
  }
  return std::max(1.0, sum / static_cast<double>(posts.size() - 1));
}

std::vector<double> beta_quantiles(double a, double b) {
  const double mean = a / (a + b), sd = std::sqrt(mean * (1 - mean) / (a + b + 1));
  const double low = std::max(0.0, mean - 8 * sd), high = std::min(1.0, mean + 8 * sd);
  const double width = (high - low) / kGrid;
  const double top = (a - 1) * exact_log(mean) + (b - 1) * exact_log(1 - mean);
  std::vector<double> up_to{0};
  for (std::size_t i = 0; i < kGrid; ++i) {
    const double x = low + (static_cast<double>(i) + .5) * width;
    up_to.push_back(up_to.back() + exact_exp((a - 1) * exact_log(x) + (b - 1) * exact_log(1 - x) - top));
  }
  std::vector<double> quantiles;
  for (std::size_t i = 0; i < kQuantiles; ++i) {
    const double wanted = (static_cast<double>(i) + .5) / kQuantiles * up_to.back();
    const auto at = std::ranges::upper_bound(up_to, wanted) - up_to.begin();
    const auto cell = static_cast<std::size_t>(at - 1);
    const double inside = (wanted - up_to[cell]) / (up_to[cell + 1] - up_to[cell]);
    quantiles.push_back(low + (static_cast<double>(cell) + inside) * width);
  }
  return quantiles;
}

}  // namespace

double ToneLaw::mean() const { return mean_of(quantiles); }

ToneLaw tone_law(std::optional<double> said, std::span<const ObservedPost> history) {
  if (said) return {.quantiles = {*said}, .said = true};
  const std::vector<Counted> posts = counted(history);
  Counted all;
  for (const Counted& post : posts) {
    all.negative += post.negative;
    all.comments += post.comments;
  }
  const double worth = posts.empty() ? 1 : 1 / dispersion(posts, all);
  return {.quantiles = beta_quantiles(kNegative + worth * all.negative,
                                      kOther + worth * (all.comments - all.negative)),
          .posts = posts.size()};
}

double negative_share(const ToneLaw& law, const std::string& page, World world) {
  if (law.quantiles.size() == 1) return law.quantiles.front();
  const double u = uniform(world, {304, content_key(page), Purpose::post_luck});
  const double at = std::clamp(
      u * static_cast<double>(law.quantiles.size()) - .5, 0.0, static_cast<double>(law.quantiles.size() - 1));
  const auto cell = std::min(static_cast<std::size_t>(at), law.quantiles.size() - 2);
  const double inside = at - static_cast<double>(cell);
  return law.quantiles[cell] + inside * (law.quantiles[cell + 1] - law.quantiles[cell]);
}

double finds_a_comment(const Timing<double>& timing, int hour_of_week, double comments) {
  if (!(comments > 0)) return 0;
  double all = 0;
  std::vector<double> shares;
  for (std::size_t t = 0; t < timing.attention.size(); ++t) {
    const std::size_t hour = (static_cast<std::size_t>(hour_of_week) + t) % kHoursPerWeek;
    shares.push_back(timing.attention[t] * timing.activity[hour]);
    all += shares.back();
  }
  double before = 0, finds = 0;
  for (const double share : shares) {
    finds += share / all * -exact_expm1(-comments * before);
    before += share / all;
  }
  return finds;
}

Mood usual_mood() { return {.reads = kReads, .puts_off = kPutsOff}; }

void set_tone(const Plan& plan, World world, std::vector<AnchoredPost>& posts) {
  const Mood mood = usual_mood();
  for (std::size_t row = 0; row < plan.pages.size(); ++row) {
    const PreparedPage& page = plan.pages[row];
    if (page.posts.empty()) continue;
    const PlannedPage& planned = plan.request.pages[row];
    const double share = negative_share(page.tone, planned.platform + "/" + planned.account, world);
    const Theta& theta = page.calibration.draws[parameter_draw_of(plan, row, world.replicate)];
    const Timing<double> timing = timing_of(theta.timing, page.calibration.attention_hours);
    for (const std::size_t post : page.posts) {
      PostBehaviour& b = posts[post].behaviour;
      b.negative = share;
      if (!plan.request.talks.empty()) b.negative_upset = std::max(share, kUpset);
      if (!(share > 0)) continue;
      const double comments =
          posts[post].expected.actions[index_of(Action::comment)] / plan.audience.people_per_agent;
      const double finds = finds_a_comment(timing, plan.hours_of_week[post], comments);
      const double taken = 1 + (mood.puts_off - 1) * mood.reads * share * finds;
      b.hide /= taken;
      b.unfollow /= taken;
    }
  }
}

std::vector<nlohmann::json> assumed_of_tone(const Plan& plan) {
  std::vector<nlohmann::json> rows;
  const auto add = [&](const std::string& key, const char* text, double value, const char* source) {
    rows.push_back({{"key", "comments." + key},
                    {"text", text},
                    {"value", value},
                    {"unit", ""},
                    {"source", source},
                    {"confidence", "C"}});
  };
  for (std::size_t row = 0; row < plan.pages.size(); ++row) {
    const PreparedPage& page = plan.pages[row];
    if (page.posts.empty() || page.tone.said || page.tone.posts > 0) continue;
    add("negative_share",
        "share of comments that are negative",
        page.tone.mean(),
        "assumption, milder than posts that users start");
    if (plan.pages.size() > 1) rows.back()["account"] = plan.request.pages[row].account;
  }
  add("reads", "share of the people who see a post and read one of its comments", kReads, "assumption");
  add("puts_off", "hides and leaves of who read a negative comment, times the usual", kPutsOff, "assumption");
  if (!plan.request.talks.empty())
    add("upset",
        "share of comments that are negative, of people upset with the page",
        kUpset,
        "negative to positive 2 : 1 in 12,000 posts by users on brand pages, 2012 (Yang, Ren, Adomavicius "
        "2019)");
  return rows;
}

}  // namespace gs
