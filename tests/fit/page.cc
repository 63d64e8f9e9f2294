#include "page.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "core/draw.h"
#include "core/time/clock.h"
#include "models/fit/mean_field.h"

namespace gs::testing {
namespace {

std::optional<double> number(const std::string& cell) {
  return cell.empty() ? std::nullopt : std::optional<double>(std::stod(cell));
}

ObservedPost row_of(const std::vector<std::string>& cell, std::int64_t line) {
  ObservedPost post;
  post.platform = "facebook";
  post.account = "page";
  post.id = "p" + std::to_string(1000 - line);
  post.format = cell[1];
  post.paid = cell[6] == "1";
  post.followers = number(cell[0]);
  post.file = "dataset_Facebook.csv";
  post.line = line;
  const auto set = [&](Metric metric, std::size_t column) {
    post.counts[index_of(metric)] = number(cell[column]);
  };
  set(Metric::reach, 7), set(Metric::impressions, 8), set(Metric::engaged_users, 9),
      set(Metric::clickers, 10);
  set(Metric::reach_followers, 13), set(Metric::comments, 15), set(Metric::likes, 16),
      set(Metric::shares, 17);
  set(Metric::total_interactions, 18);
  if (post.at(Metric::impressions) < post.at(Metric::reach))
    post.contradicted.set(index_of(Metric::impressions));
  return post;
}

// The file says month, weekday and hour; the day is the next with that weekday, so that order stays.
void date_posts(std::vector<ObservedPost>& posts, const std::vector<std::array<int, 3>>& when) {
  std::int64_t last = 0;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const auto [month, day, hour] = when[i];
    std::int64_t at = to_instant({2014, month, 1, hour, 0, 0}, "UTC").instant.seconds;
    while (at < last || weekday(to_civil({at}, "UTC")) != (day + 5) % 7) at += 86400;
    posts[i].published = {at};
    if (at < last + 7 * 86400) last = at;
  }
}

}  // namespace

std::vector<ObservedPost> real_page() {
  const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
  if (folder == nullptr) return {};
  std::ifstream file(std::string(folder) + "/uci_facebook/dataset_Facebook.csv");
  std::vector<ObservedPost> posts;
  std::vector<std::array<int, 3>> when;
  std::string line;
  std::getline(file, line);
  for (std::int64_t number_of_line = 2; std::getline(file, line); ++number_of_line) {
    while (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells;
    std::istringstream in(line + ";");
    for (std::string cell; std::getline(in, cell, ';');) cells.push_back(cell);
    if (cells.size() != 19) continue;
    posts.push_back(row_of(cells, number_of_line));
    when.push_back({std::stoi(cells[3]), std::stoi(cells[4]), std::stoi(cells[5])});
  }
  std::ranges::reverse(posts);
  std::ranges::reverse(when);
  date_posts(posts, when);
  return posts;
}

MadeUpPage ordinary_page(std::uint32_t seed) {
  MadeUpPage page;
  page.seed = seed;
  page.formats = {"link", "photo", "video"};
  page.audience.followers = 20000;
  page.audience.mean_listeners = 200;
  page.truth.visibility = std::log(.08);
  page.truth.size_slope = -.12;
  page.truth.paid = .5;
  page.truth.spread = -.3;
  page.truth.repeat = std::log(.7);
  page.truth.timing = {{.1, -.6, .3, .1}, .1, std::log(3.0)};
  page.truth.rate = {std::log(.13), std::log(.1), std::log(.02), std::log(.0015), std::log(.004)};
  page.truth.formats = {
      {.3, {.1, .2, -.4, 0, -.3}}, {-.2, {0, -.1, .3, .1, .1}}, {-.1, {-.1, -.1, .1, -.1, .2}}};
  page.truth.sigma_u = .6;
  page.truth.sigma_e = .5;
  page.truth.dispersion = {.01, .2, .01, .1, .05, .1, .15, .3, .2};
  return page;
}

namespace {

// Negative binomial as a gamma-Poisson mixture; the standard library's laws do for tests of statistical
// bounds.
double noisy(double mu, double dispersion, std::mt19937_64& noise) {
  std::gamma_distribution<double> gamma(1 / dispersion, dispersion * std::max(1e-9, mu));
  return static_cast<double>(std::poisson_distribution<long>(std::max(1e-9, gamma(noise)))(noise));
}

}  // namespace

std::vector<ObservedPost> history_of(const MadeUpPage& page) {
  std::mt19937_64 noise(page.seed * 7919 + 1);
  std::normal_distribution<double> normal;
  const Timing<double> timing = timing_of(page.truth.timing, 72);
  std::vector<ObservedPost> posts;
  for (std::size_t i = 0; i < page.posts; ++i) {
    ObservedPost post;
    post.platform = "facebook";
    post.account = "made-up";
    post.id = "p" + std::to_string(i);
    post.file = "made-up.csv";
    post.line = static_cast<std::int64_t>(i) + 2;
    const std::size_t format = std::discrete_distribution<std::size_t>({2, 5, 3})(noise);
    post.format = page.formats[format];
    post.paid = std::bernoulli_distribution(.3)(noise);
    const auto hour = static_cast<std::int64_t>(std::uniform_int_distribution<int>(7, 22)(noise));
    post.published = {static_cast<std::int64_t>(1388966400) + static_cast<std::int64_t>(i) * 86400 +
                      hour * 3600};
    const double followers =
        page.audience.followers * (1 + .5 * static_cast<double>(i) / static_cast<double>(page.posts));
    post.followers = std::floor(followers);
    const MeanFieldAudience audience = mean_field_audience(page.audience, followers);
    const double u = page.truth.sigma_u * normal(noise), e = page.truth.sigma_e * normal(noise);
    const int at = hour_of_week(to_civil(post.published, "UTC"));
    const double follow = page.truth.visibility + page.truth.size_slope * std::log(followers / 10000) +
                          (post.paid ? page.truth.paid : 0) + page.truth.formats[format].visibility + u;
    std::array<double, kRates> rates;
    for (std::size_t k = 0; k < kRates; ++k)
      rates[k] = chance_of_rate(page.truth.rate[k] + page.truth.formats[format].rate[k] + e);
    const double intensity = std::exp(follow) * day_factor(timing, at),
                 share = std::exp(page.truth.spread + u);
    const auto& dispersion = page.truth.dispersion;
    // Reach given the shares that came of it, as the fit reads it: shares first, then who heard them.
    const auto expected = expect_post<double>(audience, intensity, share, rates, std::exp(page.truth.repeat));
    const double shares = noisy(expected.reach * rates[4], dispersion[8], noise);
    const double part = expected.reach_followers / expected.reach;
    const auto seen = people_seeing<double>(
        audience, intensity, share, contacts_of<double>(audience, {shares * part, shares * (1 - part)}));
    const double reach_followers = noisy(seen.people.followers, dispersion[0], noise);
    const double reach = reach_followers + noisy(seen.people.others, dispersion[1], noise);
    const auto set = [&](Metric metric, double value) { post.counts[index_of(metric)] = value; };
    set(Metric::reach, reach);
    if (page.follower_split) set(Metric::reach_followers, reach_followers);
    set(Metric::impressions, reach + noisy(reach * std::exp(page.truth.repeat), dispersion[3], noise));
    set(Metric::engaged_users, noisy(reach * rates[0], dispersion[4], noise));
    set(Metric::clickers, noisy(reach * rates[1], dispersion[5], noise));
    set(Metric::likes, noisy(reach * rates[2], dispersion[6], noise));
    set(Metric::comments, noisy(reach * rates[3], dispersion[7], noise));
    set(Metric::shares, shares);
    posts.push_back(post);
  }
  return posts;
}

}  // namespace gs::testing
