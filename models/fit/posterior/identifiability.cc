// What the data tell: posterior against prior width, correlations, and the words in which `fit` says so
// (FITTING 2.6, 2.9).
#include "models/fit/posterior/identifiability.h"

#include <algorithm>
#include <cmath>

#include "models/fit/residuals.h"

namespace gs {
namespace {

constexpr double kEighty = 1.2815515655446004;  // normal quantile .9
constexpr double kMostRatio = 0.8, kMostCorrelation = 0.95;
constexpr double kSaturated = 0.9;  // spread beyond: every listener sees every share; assumption

struct Words {
  std::string text, unit, needs;
};

std::string after_dot(const std::string& key) { return key.substr(key.rfind('.') + 1); }

Words format_words(const std::string& key) {
  const std::string format = key.substr(7, key.find('.', 7) - 7), needs = "needs more posts of this format";
  if (key.ends_with(".visibility")) return {format + ": seen against the average post", "times", needs};
  return {format + ": " + after_dot(key) + " rate against the average post", "times", needs};
}

Words words_of(const std::string& key) {
  const std::string posts = "needs more posts", series = "needs counts over time per post";
  if (key == "visibility")
    return {"chance that a follower sees a post", "of followers", "needs 10 posts with reach"};
  if (key == "size_slope")
    return {"seen per follower as the page grows",
            "log per log followers",
            "needs a history in which followers grew a lot"};
  if (key == "paid")
    return {"seen with the paid flag against without", "times", "needs paid and unpaid posts"};
  if (key == "spread")
    return {"share spread: chance that a listener sees a share",
            "of listeners",
            "needs reach by followers and others"};
  if (key == "repeat")
    return {"extra displays per person reached", "displays", "needs impressions and reach"};
  if (key == "weekend") return {"activity at weekends against weekdays", "times", "needs 100 posts, on both"};
  if (key == "half_life") return {"attention half-life", "hours", series};
  if (key.starts_with("diurnal"))
    return {
        "activity by hour of day, " + after_dot(key), "log", "needs 100 posts at many hours, or " + series};
  if (key.starts_with("format")) return format_words(key);
  return {after_dot(key) + " rate per person reached", "of reached", posts};
}

double natural(const std::string& key, double value) {
  if (key == "size_slope" || key.starts_with("diurnal")) return value;
  if (key == "visibility" || key == "spread") return 1 - std::exp(-std::exp(value));
  if (key.starts_with("rate.")) return chance_of_rate(value);
  return std::exp(value);
}

double strongest_correlation(const Spread& spread, const std::vector<bool>& held, std::size_t i) {
  double most = 0;
  for (std::size_t j = 0; j < spread.size; ++j)
    if (j != i && !held[j]) most = std::max(most, std::abs(spread.correlation(i, j)));
  return most;
}

ParameterReport scatter_row(
    const std::string& key, const std::string& text, double value, double sd, const Prior& prior) {
  ParameterReport row{key,
                      text,
                      "log sd",
                      value * std::exp(-kEighty * sd),
                      value,
                      value * std::exp(kEighty * sd),
                      prior.sd,
                      sd,
                      sd <= kMostRatio * prior.sd,
                      "",
                      std::string(prior.source)};
  if (!row.told) row.needs = "needs more posts";
  return row;
}

}  // namespace

std::vector<ParameterReport> identifiability(const Told& told, const PlatformPriors& priors) {
  const FitData& data = told.estimate.data;
  const std::vector<std::string> keys = parameter_keys(data.formats);
  std::vector<ParameterReport> rows;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const double value = told.estimate.point.values[i], sd = told.spread.sd(i);
    Words words = words_of(keys[i]);
    ParameterReport row{keys[i],
                        words.text,
                        words.unit,
                        natural(keys[i], value - kEighty * sd),
                        natural(keys[i], value),
                        natural(keys[i], value + kEighty * sd),
                        data.priors[i].sd,
                        sd,
                        false,
                        "",
                        std::string(data.priors[i].source)};
    row.told = !data.held[i] && sd <= kMostRatio * row.prior_sd &&
               strongest_correlation(told.spread, data.held, i) <= kMostCorrelation;
    if (!row.told) row.needs = words.needs;
    if (!row.told && i == kSpread && told.follower_split) row.needs = "needs more posts with shares";
    if (i == kSpread && told.follower_split && row.median > kSaturated) {
      row.told = false;
      row.needs = "others reached are more than shares alone can bring: other ways in are not modelled";
    }
    rows.push_back(row);
  }
  const Scatter &s = told.estimate.scatter, &sd = told.estimate.scatter_log_sd;
  rows.push_back(
      scatter_row("sigma_u", "luck of a post in being seen", s.sigma_u, sd.sigma_u, priors.sigma_u));
  rows.push_back(scatter_row("sigma_e", "luck of a post in engaging", s.sigma_e, sd.sigma_e, priors.sigma_e));
  return rows;
}

std::vector<ParameterReport> audience_assumptions(const PopulationParameters& audience) {
  const auto row = [](const char* key, const char* text, const char* unit, double value, const char* needs) {
    ParameterReport report;
    report.key = key;
    report.text = text;
    report.unit = unit;
    report.low = report.median = report.high = value;
    report.needs = needs;
    report.source = "assumption";
    return report;
  };
  return {row("activity_shape",
              "evenness of how often people open the platform",
              "shape",
              audience.activity_shape,
              "needs reach by frequency"),
          row("outsiders_per_follower",
              "people beyond the followers within reach",
              "people per follower",
              audience.outsiders_per_follower,
              "needs an audience description"),
          row("mean_listeners",
              "people who hear an ordinary sharer",
              "people",
              audience.mean_listeners,
              "needs a follow graph"),
          row("follower_homophily",
              "odds that a sharer's listeners follow the page too",
              "odds",
              audience.follower_homophily,
              "needs a follow graph")};
}

}  // namespace gs
