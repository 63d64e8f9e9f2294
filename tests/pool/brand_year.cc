#include "brand_year.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/summary.h"
#include "models/fit/pool/baselines.h"

namespace gs {
namespace {

std::string path() {
  const char* folder = std::getenv("GROUNDSWELL_DATA_DIR");
  return folder == nullptr ? "" : std::string(folder) + "/uci_facebook/dataset_Facebook.csv";
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ';');) out.push_back(cell);
  out.resize(19);
  return out;
}

std::optional<double> number(const std::string& cell) {
  return cell.empty() || cell == "\r" ? std::nullopt : std::optional(std::stod(cell));
}

PoolPost read_post(const std::vector<std::string>& cell) {
  PoolPost post;
  post.features = {.format = cell[1],
                   .topic = cell[2],
                   .paid = number(cell[6]).value_or(0) > 0,
                   .followers = number(cell[0]).value_or(0),
                   .hour = std::stoi(cell[5]),
                   .weekday = std::stoi(cell[4]) - 1,
                   .log_offset = {}};
  const auto comment = number(cell[15]), like = number(cell[16]), total = number(cell[18]);
  const auto share = number(cell[17]) ? number(cell[17]) : *total - *like - *comment;
  post.outcome = {
      number(cell[7]), number(cell[8]), number(cell[9]), number(cell[10]), like, share, comment, total};
  return post;
}

double inside(const std::vector<double>& pits, double level) {
  const auto hit = [&](double u) { return std::abs(2 * u - 1) <= level; };
  return static_cast<double>(std::count_if(pits.begin(), pits.end(), hit)) / static_cast<double>(pits.size());
}

}  // namespace

bool has_brand_year() { return std::ifstream(path()).good(); }

std::vector<PoolPost> brand_year() {
  std::ifstream file(path());
  std::vector<PoolPost> posts;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) posts.push_back(read_post(cells(line)));
  std::reverse(posts.begin(), posts.end());
  for (std::size_t row : {7, 17, 22, 23}) posts[row].outcome[1] = std::nullopt;  // impressions below reach
  return posts;
}

double Scored::mean_score() const { return mean_of(score); }

Scored roll(const std::string& name, const std::vector<PoolPost>& posts, const Forecaster& forecaster) {
  std::array<std::vector<double>, kPoolMetrics> scores, pits;
  for (std::size_t origin = 160; origin < posts.size(); origin += 20) {
    const std::size_t end = std::min(origin + 20, posts.size());
    std::vector<PostFeatures> next;
    for (std::size_t i = origin; i < end; ++i) next.push_back(posts[i].features);
    const Samples samples = forecaster(std::span(posts).first(origin), next);
    for (std::size_t m = 0; m < kPoolMetrics; ++m)
      for (std::size_t i = origin; i < end; ++i) {
        std::vector<double> sorted = samples[m][i - origin];
        std::sort(sorted.begin(), sorted.end());
        const double outcome = *posts[i].outcome[m];
        const double v = uniform({7, 0}, {m, static_cast<std::uint32_t>(i), Purpose::pit});
        scores[m].push_back(log_crps(sorted, outcome));
        pits[m].push_back(randomised_pit(sorted, outcome, v));
      }
  }
  Scored out{.name = name, .score = {}, .coverage = {}};
  for (std::size_t m = 0; m < kPoolMetrics; ++m) {
    out.score[m] = mean_of(scores[m]);
    out.coverage[m] = {inside(pits[m], .5), inside(pits[m], .8), inside(pits[m], .95)};
  }
  return out;
}

Forecaster pool_forecaster(const PoolOptions& options) {
  return [options](std::span<const PoolPost> history, std::span<const PostFeatures> next) {
    const PoolForecast forecast = pool_forecast(history, next, options, 0);
    Samples samples;
    for (std::size_t m = 0; m < kPoolMetrics; ++m)
      for (const auto& post : forecast.posts) samples[m].push_back(post[m]->whole_counts());
    return samples;
  };
}

Forecaster baseline_forecaster(std::size_t baseline) {
  return [baseline](std::span<const PoolPost> history, std::span<const PostFeatures> next) {
    Samples samples;
    for (std::size_t m = 0; m < kPoolMetrics; ++m) samples[m] = baseline_samples(baseline, history, next, m);
    return samples;
  };
}

std::string table_head() {
  std::string head = "| forecaster |";
  for (Metric metric : kScored) head += " " + std::string(kMetricNames[index_of(metric)]) + " |";
  return head + " mean |\n|---|---|---|---|---|---|---|---|---|---|";
}

std::string table_row(const Scored& scored) {
  std::string row = "| " + scored.name + " |";
  char cell[16];
  for (double score : scored.score) {
    std::snprintf(cell, sizeof cell, " %.3f |", score);
    row += cell;
  }
  std::snprintf(cell, sizeof cell, " %.4f |", scored.mean_score());
  return row + cell;
}

std::string coverage_rows(const Scored& scored) {
  constexpr std::array<const char*, 3> kNames{"50", "80", "95"};
  std::string rows;
  char cell[16];
  for (std::size_t level = 0; level < kNames.size(); ++level) {
    rows += "| " + scored.name + ", " + kNames[level] + " % coverage |";
    for (const auto& coverage : scored.coverage) {
      std::snprintf(cell, sizeof cell, " %.3f |", coverage[level]);
      rows += cell;
    }
    rows += " |\n";
  }
  return rows;
}

}  // namespace gs
