// Posts at a page's habitual hours, luck from the truth's own laws, one simulated world, observed.
#include "scenarios/synth/synthetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/draw.h"
#include "core/real.h"
#include "models/engine.h"
#include "models/fit/anchor.h"
#include "models/observe/observe.h"

namespace gs {

namespace {

constexpr std::array<int, 8> kHabitHours{8, 9, 11, 12, 15, 17, 18, 20};  // when the made-up page posts, local
constexpr std::array<const char*, 4> kTopics{"product", "people", "offer", "story"};

struct Draft {
  ObservedPost post;
  std::size_t format = 0;
  std::uint32_t key = 0, tick = 0;
};

double draw(std::uint32_t seed, std::uint64_t subject, std::uint32_t post) {
  return uniform({seed, 0}, {subject, post, Purpose::synthetic});
}

std::size_t pick_format(const SyntheticPage& page, double u) {
  double sum = 0;
  for (const SyntheticFormat& format : page.formats) sum += format.share;
  for (std::size_t f = 0; f + 1 < page.formats.size(); ++f) {
    u -= page.formats[f].share / sum;
    if (u < 0) return f;
  }
  return page.formats.size() - 1;
}

Draft draft_post(const SyntheticPage& page, std::uint32_t seed, std::uint32_t number) {
  Draft draft;
  const double slot = static_cast<double>(page.days) / page.posts;
  const auto day = static_cast<std::uint32_t>(slot * (number + 0.999 * draw(seed, 1, number)));
  const auto hour = kHabitHours[static_cast<std::size_t>(draw(seed, 2, number) * kHabitHours.size())];
  const auto minute = static_cast<int>(draw(seed, 3, number) * 60);
  draft.tick = day * 24 + static_cast<std::uint32_t>(hour);
  draft.format = pick_format(page, draw(seed, 4, number));
  ObservedPost& post = draft.post;
  post.platform = page.platform;
  post.account = page.account;
  post.id = fmt::format("{}{:06}", 90000000 + number, number * 7919 % 1000000);
  post.format = page.formats[draft.format].name;
  post.topic = kTopics[static_cast<std::size_t>(draw(seed, 5, number) * kTopics.size())];
  post.title = fmt::format("Synthetic post {} ({})", number + 1, post.topic);
  post.zone = page.zone;
  post.paid = draw(seed, 6, number) < page.paid_share;
  post.currency = "EUR";
  const std::int64_t days = days_since_epoch(page.start.year, page.start.month, page.start.day) + day;
  const CivilTime date = to_civil({days * 86400}, "UTC");
  post.published = to_instant({date.year, date.month, date.day, hour, minute}, page.zone).instant;
  post.followers = std::round(page.followers * (1 + page.monthly_growth * day / 30.0));
  draft.key = content_key(post.id);
  return draft;
}

// Every kind of action scatters on its own beside the shared luck e: a log-normal factor with the truth's
// dispersion.
void scatter_actions(PostBehaviour& behaviour, const Theta& truth, World world, std::uint32_t key) {
  constexpr std::array<Residual, kActs> kind{
      Residual::click, Residual::like, Residual::comment, Residual::share};
  double sum = 0;
  for (std::size_t k = 0; k < kActs; ++k) {
    const double variance = exact_log(1 + truth.dispersion[static_cast<std::size_t>(kind[k])]);
    const double z = normal(world, {20 + k, key, Purpose::synthetic});
    double& arc = behaviour.given_engaged[k];
    arc = std::min(1.0, arc * exact_exp(z * std::sqrt(variance) - variance / 2));
    sum += arc;
  }
  if (sum < 1) {  // everyone engaged does something: fewer are engaged instead
    behaviour.engaged *= sum;
    for (double& arc : behaviour.given_engaged) arc /= sum;
  }
}

struct Setting {
  Theta truth;
  Timing<double> timing;
  MeanFieldAudience audience;
};

PostBehaviour behave(const Setting& setting, const Draft& draft, const SyntheticPage& page, World world) {
  const int hour =
      (hour_of_week(page.start) + static_cast<int>(draft.tick)) % static_cast<int>(kHoursPerWeek);
  const PostConditions conditions{.format = draft.format,
                                  .paid = draft.post.paid,
                                  .day_factor = day_factor(setting.timing, hour),
                                  .usual_day_factor = 1,
                                  .normal_u = normal(world, {10, draft.key, Purpose::synthetic}),
                                  .normal_e = normal(world, {11, draft.key, Purpose::synthetic})};
  PostBehaviour behaviour = anchor({}, setting.truth, setting.audience, conditions).behaviour;
  scatter_actions(behaviour, setting.truth, world, draft.key);
  return behaviour;
}

void fill_counts(ObservedPost& post, const ReportedCounts& reported) {
  for (std::size_t m = 0; m < kMetrics; ++m) post.counts[m] = reported[m];
  const auto at = [&](Metric metric) { return reported[index_of(metric)].value_or(0.0); };
  post.counts[index_of(Metric::total_interactions)] =
      at(Metric::likes) + at(Metric::comments) + at(Metric::shares);
}

}  // namespace

SyntheticPage example_page() {
  SyntheticPage page;
  // Effects add up to nothing over the formats, so that the level means the average format, as in the fit.
  page.formats = {{"photo", .55, {.visibility = .05, .rate = {-.2, -.25, .1, .05, 0}}},
                  {"video", .25, {.visibility = .25, .rate = {0, -.05, .1, .1, .2}}},
                  {"link", .2, {.visibility = -.3, .rate = {.2, .3, -.2, -.15, -.2}}}};
  Theta& t = page.truth;
  t.visibility = -2.4;
  t.size_slope = -.12;
  t.paid = .5;
  t.spread = -1.2;
  t.repeat = -.5;
  t.timing.diurnal = {-.3, -.6, .3, -.1};
  t.timing.weekend = .1;
  t.timing.log_half_life = 1.1;
  t.rate = {-2.85, -3.25, -3.5, -6.2, -5.5};  // engaged, click, like, comment, share; log per person reached
  t.sigma_u = .55;
  t.sigma_e = .4;
  t.dispersion = {.02, .1, .02, .02, .02, .02, .05, .3, .15};
  return page;
}

SyntheticPage example_page_on(const std::string& platform) {
  SyntheticPage page = example_page();
  page.platform = platform;
  if (platform != "instagram") return page;
  page.account = "example-roastery-ig";
  page.followers = 9000;
  page.posts = 180;
  page.formats = {{"photo", .4, {.visibility = -.1, .rate = {-.1, .1, -.1, 0, -.2}}},
                  {"carousel", .3, {.visibility = .05, .rate = {.1, .1, .1, .1, 0}}},
                  {"reel", .3, {.visibility = .07, .rate = {.03, -.3, .03, -.13, .27}}}};
  Theta& t = page.truth;
  t.visibility = -2.0;
  t.spread = -1.6;
  t.repeat = -1.2;
  t.timing.diurnal = {-.1, -.7, .35, 0};
  t.timing.log_half_life = 2.2;
  t.rate = {-2.6, -4.4, -2.9, -5.7, -5.9};
  return page;
}

std::vector<ObservedPost> simulate_history(const SyntheticPage& page, std::uint32_t seed) {
  const World world{seed, 0};
  std::vector<Draft> drafts;
  for (std::uint32_t i = 0; i < page.posts; ++i) drafts.push_back(draft_post(page, seed, i));
  std::sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
    return std::tie(a.post.published, a.post.id) < std::tie(b.post.published, b.post.id);
  });
  Setting setting{page.truth, timing_of(page.truth.timing, page.attention_hours), {}};
  setting.truth.formats.clear();
  for (const SyntheticFormat& format : page.formats) setting.truth.formats.push_back(format.effect);
  PopulationParameters people = page.people;
  people.followers = page.followers;
  setting.audience = mean_field_audience(people, page.followers);
  const Audience audience = grow_audience(people, seed, 0);
  Campaign campaign;
  campaign.page_keys = {subject_key(page.platform + "/" + page.account)};
  campaign.start_hour_of_week = hour_of_week(page.start);
  campaign.hours = (page.days + 5) * 24;
  std::vector<PostBehaviour> behaviour;
  std::vector<std::uint32_t> publish;
  for (const Draft& draft : drafts) {
    campaign.posts.push_back({draft.key, Tick{draft.tick}});
    publish.push_back(draft.tick);
    behaviour.push_back(behave(setting, draft, page, world));
  }
  const Ledger ledger = run_world(audience, campaign, behaviour, setting.timing, world);
  const auto reported = report_posts(ledger, publish, {.people_per_agent = audience.people_per_agent});
  std::vector<ObservedPost> posts;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    fill_counts(drafts[i].post, reported[i]);
    posts.push_back(std::move(drafts[i].post));
  }
  return posts;
}

}  // namespace gs
