// The table. Cells as in DEFAULTS 12, natural scale: centre, log-sd, confidence. What is not there says
// assumption.
#include "models/fit/priors.h"

#include <algorithm>

#include "core/real.h"
#include "models/exposure/stage.h"

namespace gs {
namespace {

struct Cell {
  double center, log_sd;
  char confidence;
};

enum class Curve : std::uint8_t { evening, two_peak, business };

struct Row {
  std::string_view platform;
  Cell v;
  double size_slope;
  Cell impressions_per_reach, half_life;
  std::size_t hours;
  Curve curve;
  Cell weekend;
  double sigma_u, sigma_e;
  Cell like, comment, share, click, m;  // per impression; m: people per share
};

// clang-format off
constexpr std::array<Row, 9> kRows{{
  {"facebook",  {.065, 1.0, 'B'}, -.12, {1.7, .2, 'A'}, {3, .8, 'B'},   72,  Curve::evening,  {1.1, .2, 'B'}, .8, .7,
    {.0106, 1.0, 'A'}, {.00024, 1.2, 'A'}, {.0022, 1.1, 'A'}, {.065, .8, 'A'}, {60, .8, 'C'}},
  {"instagram", {.09, .8, 'B'},   -.12, {1.3, .2, 'C'}, {10, .7, 'C'},  72,  Curve::evening,  {1.1, .2, 'B'}, .8, .6,
    {.034, .6, 'B'},   {.0014, .7, 'A'},   {.0015, .9, 'A'},  {.003, 1.0, 'C'}, {15, 1.0, 'C'}},
  {"vk",        {.10, 1.0, 'C'},  -.12, {1.2, .2, 'C'}, {5, .8, 'C'},   72,  Curve::evening,  {1.1, .2, 'C'}, .9, .7,
    {.012, .8, 'C'},   {.0005, 1.0, 'C'},  {.0015, 1.0, 'C'}, {.006, .9, 'C'}, {60, 1.0, 'C'}},
  {"youtube",   {.03, 1.2, 'C'},  -.05, {1.2, .2, 'C'}, {72, 1.0, 'A'}, 336, Curve::evening,  {1.1, .2, 'C'}, 1.2, .5,
    {.040, .6, 'A'},   {.0036, .8, 'A'},   {.0058, .6, 'A'},  {.005, 1.0, 'C'}, {8, 1.0, 'C'}},
  {"tiktok",    {.02, 1.3, 'C'},  -.05, {1.2, .2, 'C'}, {36, 1.0, 'C'}, 168, Curve::evening,  {1.1, .2, 'C'}, 1.4, .6,
    {.040, .6, 'C'},   {.0015, .9, 'C'},   {.004, .8, 'C'},   {.003, 1.0, 'C'}, {5, 1.0, 'C'}},
  {"telegram",  {.18, .6, 'C'},   -.08, {1.0, .1, 'C'}, {8, .6, 'C'},   72,  Curve::evening,  {1.0, .2, 'C'}, .5, .6,
    {.010, .8, 'C'},   {.001, 1.0, 'C'},   {.004, .9, 'C'},   {.010, .8, 'C'}, {30, 1.0, 'C'}},
  {"linkedin",  {.05, .9, 'C'},   -.12, {1.5, .3, 'C'}, {18, .6, 'C'},  168, Curve::business, {.5, .3, 'C'},  .9, .7,
    {.020, .7, 'C'},   {.002, .9, 'C'},    {.002, .9, 'C'},   {.038, .6, 'B'}, {60, 1.0, 'C'}},
  {"x",         {.04, 1.2, 'C'},  -.05, {1.3, .3, 'C'}, {.7, .8, 'A'},  48,  Curve::evening,  {.9, .2, 'C'},  1.2, .8,
    {.010, .8, 'C'},   {.001, 1.0, 'C'},   {.0015, 1.0, 'C'}, {.010, .9, 'C'}, {100, 1.0, 'C'}},
  {"forum",     {.05, 1.3, 'C'},  0,    {1.5, .4, 'C'}, {72, 1.2, 'C'}, 336, Curve::two_peak, {.9, .3, 'C'},  1.2, .8,
    {.005, 1.0, 'C'},  {.010, 1.0, 'C'},   {.001, 1.2, 'C'},  {.020, .9, 'C'}, {10, 1.0, 'C'}},
}};
// clang-format on

constexpr auto kPlatforms = [] {
  std::array<std::string_view, kRows.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kRows[i].platform;
  return names;
}();

Prior log_prior(const Cell& cell, std::string_view source, double factor = 1) {
  return {exact_log(cell.center * factor), cell.log_sd, source, cell.confidence};
}

// Extra displays per exposure. Displays per reach have log-sd s around c, so the extra c - 1 has about s c /
// (c - 1).
Prior repeat_prior(const Cell& per_reach) {
  const double extra = std::max(0.02, per_reach.center - 1);
  return {exact_log(extra),
          std::min(1.0, per_reach.log_sd * per_reach.center / extra),
          "DEFAULTS 12, impressions per reach",
          per_reach.confidence};
}

std::array<Prior, 4> diurnal_priors(Curve curve) {
  std::array<double, 4> center{.02, -.75, .43, -.03};
  if (curve == Curve::two_peak) center = {-.21, -1.04, .65, -.23};
  if (curve == Curve::business) center = {-.87, .23, .10, 0};
  std::array<Prior, 4> priors;
  for (std::size_t k = 0; k < 4; ++k)
    priors[k] = {center[k], .3, "DEFAULTS 4, hours of day", curve == Curve::business ? 'C' : 'B'};
  return priors;
}

std::array<Prior, kRates> rate_priors(const Row& row) {
  const double per_reach = row.impressions_per_reach.center;
  const double any = row.like.center + row.comment.center + row.share.center + row.click.center;
  return {Prior{exact_log(any * per_reach),
                std::max(.8, row.like.log_sd),
                "derived: any of click, like, comment, share",
                'C'},
          row.platform == "facebook"
              ? log_prior(row.click, "FITTING 2.10, consumers per reach", per_reach)
              : log_prior(row.click, "DEFAULTS 12, link clicks; clicks anywhere: assumption", per_reach),
          log_prior(row.like, "DEFAULTS 12", per_reach),
          log_prior(row.comment, "DEFAULTS 12", per_reach),
          log_prior(row.share, "DEFAULTS 12", per_reach)};
}

}  // namespace

std::span<const std::string_view> platforms_with_priors() { return kPlatforms; }

Prior dispersion_prior(Residual residual) {
  constexpr std::array<double, kResiduals> kCenter{.01, .3, .01, .2, .15, .2, .2, .5, .3};
  return {exact_log(kCenter[static_cast<std::size_t>(residual)]), 1.0, "assumption", 'C'};
}

PlatformPriors priors_of(std::string_view platform) {
  const auto found = std::ranges::find(kRows, platform, &Row::platform);
  const Row& row = found == kRows.end() ? kRows.back() : *found;
  PlatformPriors p;
  p.platform = row.platform;
  p.attention_hours = row.hours;
  p.visibility = log_prior(row.v, "DEFAULTS 12, follow exposures per follower");
  p.size_slope = {row.size_slope, .1, "DEFAULTS 1, reach rate by page size", 'B'};
  p.paid = {.4, .7, "assumption: a boosted post is shown half as often again", 'C'};
  p.repeat = repeat_prior(row.impressions_per_reach);
  p.half_life = log_prior(row.half_life, "DEFAULTS 3");
  p.weekend = log_prior(row.weekend, "DEFAULTS 4");
  p.exposures_per_share = log_prior(row.m, "DEFAULTS 5 and 12, assumption");
  p.diurnal = diurnal_priors(row.curve);
  p.rate = rate_priors(row);
  p.sigma_u = {exact_log(row.sigma_u), .4, "FITTING 2.10", 'A'};
  p.sigma_e = {exact_log(row.sigma_e), .4, "FITTING 2.10", 'A'};
  return p;
}

Prior spread_prior(const PlatformPriors& priors, const PopulationParameters& audience) {
  const Prior& m = priors.exposures_per_share;
  const std::vector<double> activity = activity_classes(audience.activity_shape);
  const double wanted = std::min(.8, exact_exp(m.center) / std::max(1.0, audience.mean_listeners));
  double low = -20, high = 20;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = .5 * (low + high);
    (mean_chance<double>(activity, exact_exp(middle)) < wanted ? low : high) = middle;
  }
  return {low, m.sd, m.source, m.confidence};
}

}  // namespace gs
