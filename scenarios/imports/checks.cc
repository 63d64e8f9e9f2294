// What can only be judged on whole rows: who a post is, whether it is there twice, whether its counts fit
// together. Implausible rows are stored as written; the cells that contradict each other are flagged and
// leave the likelihood.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <numeric>
#include <tuple>

#include "core/draw.h"
#include "core/error.h"
#include "core/time/clock.h"
#include "scenarios/imports/layout.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

std::string made_id(const std::string& text) {
  std::array<char, 24> id{};
  std::snprintf(id.data(), id.size(), "%016llx", static_cast<unsigned long long>(subject_key(text)));
  return id.data();
}

std::string inputs_of(const ObservedPost& post) {
  return to_iso_utc(post.published) + "\x1f" + post.format + "\x1f" + post.topic + "\x1f" + post.title +
         "\x1f" + (post.paid ? "1" : "0");
}

bool earlier(const ObservedPost& a, const ObservedPost& b) {
  return std::tie(a.published, a.counts, a.line) < std::tie(b.published, b.counts, b.line);
}

// Hash of account, inputs and the ordinal among posts with equal inputs, counted in time order.
void make_ids(Reading& reading) {
  reading.without_ids = true;
  std::vector<std::size_t> order(reading.posts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return earlier(reading.posts[a], reading.posts[b]);
  });
  std::map<std::string, int> equals;
  for (const std::size_t i : order) {
    ObservedPost& post = reading.posts[i];
    const std::string inputs =
        post.account + "\x1f" + (reading.inputs.empty() ? inputs_of(post) : reading.inputs[reading.rows[i]]);
    post.id = made_id(inputs + "\x1f" + std::to_string(++equals[inputs]));
  }
  reading.findings.attention(
      "the export has no post ids: posts are told apart by content, so a newer file of this account replaces "
      "this one");
}

void name_accounts(Reading& reading) {
  const ImportOptions& options = reading.options;
  bool no_platform = false, no_account = false;
  for (ObservedPost& post : reading.posts) {
    if (!options.platform.empty()) post.platform = options.platform;
    if (!options.account.empty()) post.account = options.account;
    no_platform = no_platform || post.platform.empty();
    if (post.platform.empty()) post.platform = "unknown";
    no_account = no_account || post.account.empty();
    if (post.account.empty()) post.account = post.platform;
  }
  if (no_platform) reading.findings.attention("the file names no platform; 'unknown' taken, pass --platform");
  if (no_account && !reading.posts.empty())
    reading.findings.note("the file names no account; '" + reading.posts[0].account +
                          "' taken, or pass --account");
}

std::string number_text(std::optional<double> value) {
  if (!value) return "—";
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.10g", *value);
  return text.data();
}

// Two rows of one post in one file: flags what differs, says it once; returns whether they differ.
bool compare_twins(Reading& reading, ObservedPost& kept, const ObservedPost& other) {
  const ObservedPost& here = kept.line > other.line ? kept : other;
  const ObservedPost& there = kept.line > other.line ? other : kept;
  const std::string also = "post '" + kept.id + "' also at line " + std::to_string(there.line);
  std::string difference;
  const auto differs = [&](std::string_view name, const std::string& was, const std::string& is) {
    if (was != is && difference.empty())
      difference = " with " + std::string(name) + " " + was + " (here " + is + ")";
  };
  for (std::size_t m = 0; m < kMetrics; ++m) {
    if (kept.counts[m] == other.counts[m]) continue;
    kept.contradicted.set(m);
    differs(kMetricNames[m], number_text(there.counts[m]), number_text(here.counts[m]));
  }
  differs("published", to_iso_utc(there.published), to_iso_utc(here.published));
  differs("format", there.format, here.format);
  if (difference.empty()) {
    reading.findings.note(also + " with the same values; kept once", {here.line, 0, ""});
    return false;
  }
  reading.findings.implausible(also + difference, {here.line, 0, ""}, "V01");
  return true;
}

auto identity(const ObservedPost& post) { return std::tie(post.platform, post.account, post.id); }

// Keys of the posts in an order that puts equal ids side by side, the observation to keep first: the newest,
// else the larger one, because lifetime counts only grow.
std::vector<std::pair<std::uint64_t, std::size_t>> twins_together(const std::vector<ObservedPost>& posts) {
  std::vector<std::pair<std::uint64_t, std::size_t>> keys;
  for (std::size_t i = 0; i < posts.size(); ++i)
    keys.emplace_back(subject_key(posts[i].platform + "\x1f" + posts[i].account + "\x1f" + posts[i].id), i);
  std::sort(keys.begin(), keys.end(), [&](const auto& one, const auto& two) {
    if (one.first != two.first) return one.first < two.first;
    const ObservedPost &a = posts[one.second], &b = posts[two.second];
    return std::tuple(identity(a), b.exported_at, b.counts, b.published, b.format, a.line) <
           std::tuple(identity(b), a.exported_at, a.counts, a.published, a.format, b.line);
  });
  return keys;
}

void merge_doubles(Reading& reading) {
  std::vector<ObservedPost>& posts = reading.posts;
  std::vector<bool> repeats(posts.size(), false);
  std::optional<std::size_t> first;  // of the run of equal ids
  std::int64_t doubles = 0;
  for (const auto& [key, i] : twins_together(posts)) {
    if (!first || identity(posts[*first]) != identity(posts[i])) {
      first = i;
      continue;
    }
    repeats[i] = true;
    ++doubles;
    if (posts[i].exported_at == posts[*first].exported_at)
      compare_twins(reading, posts[*first], posts[i]);
    else
      reading.findings.note("post '" + posts[i].id + "' has an older state at line " +
                                std::to_string(posts[i].line) + "; the newest is kept",
                            {posts[i].line, 0, ""});
  }
  reading.sheet.skipped += doubles;
  std::size_t at = 0;
  std::erase_if(posts, [&](const ObservedPost&) { return repeats[at++]; });
}

// In order of publication, whatever the order of rows. Positions are sorted, not posts: a post is large.
void sort_posts(std::vector<ObservedPost>& posts) {
  const auto before = [&](std::size_t a, std::size_t b) {
    return std::tie(posts[a].published, posts[a].platform, posts[a].account, posts[a].id) <
           std::tie(posts[b].published, posts[b].platform, posts[b].account, posts[b].id);
  };
  std::vector<std::size_t> order(posts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (std::is_sorted(order.begin(), order.end(), before)) return;
  std::sort(order.begin(), order.end(), before);
  std::vector<ObservedPost> sorted;
  sorted.reserve(posts.size());
  for (const std::size_t i : order) sorted.push_back(std::move(posts[i]));
  posts = std::move(sorted);
}

// One contradiction of a row: the two metrics and how it reads.
struct Contradiction {
  Metric one, other;
  std::string text;
};

constexpr std::array<std::pair<Metric, Metric>, 5> kParts{
    {{Metric::impressions_followers, Metric::impressions},
     {Metric::impressions_non_followers, Metric::impressions},
     {Metric::impressions_paid, Metric::impressions},
     {Metric::impressions_viral, Metric::impressions},
     {Metric::reach_followers, Metric::reach}}};

std::string exceeds(const ObservedPost& post, Metric part, Metric whole, const char* verb) {
  return std::string(kMetricNames[index_of(part)]) + " " + number_text(post.at(part)) + verb +
         std::string(kMetricNames[index_of(whole)]) + " " + number_text(post.at(whole));
}

bool above(const ObservedPost& post, Metric part, Metric whole) {
  return post.at(part) && post.at(whole) && *post.at(part) > *post.at(whole);
}

// A part above its whole puts both in doubt. Reach above impressions then follows from the doubtful
// impressions and leaves reach in use; only where nothing else explains it are both put in doubt.
void check_parts(Findings& findings, ObservedPost& post) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  std::string parts;
  for (const auto& [part, whole] : kParts)
    if (above(post, part, whole)) {
      parts += (parts.empty() ? "" : "; ") + exceeds(post, part, whole, " exceed ");
      post.contradicted.set(index_of(part)).set(index_of(whole));
    }
  if (above(post, Metric::reach, Metric::impressions)) {
    add(exceeds(post, Metric::reach, Metric::impressions, " exceeds "));
    const bool explained =
        post.contradicted[index_of(Metric::impressions)] || post.contradicted[index_of(Metric::reach)];
    if (!explained) post.contradicted.set(index_of(Metric::impressions)).set(index_of(Metric::reach));
  }
  if (!parts.empty()) add(parts);
  if (post.at(Metric::reach) == 0.0 && post.at(Metric::impressions).value_or(0) > 0) {
    add("reach 0 with " + number_text(post.at(Metric::impressions)) + " impressions");
    post.contradicted.set(index_of(Metric::impressions)).set(index_of(Metric::reach));
  }
  if (!text.empty()) findings.implausible(text, {post.line, 0, ""}, "V03");
}

void check_engagements(Findings& findings, ObservedPost& post) {
  const std::optional<double> impressions = post.at(Metric::impressions);
  if (!impressions) return;
  constexpr std::array kTerms{Metric::likes, Metric::comments, Metric::shares};
  double sum = 0;
  for (const Metric term : kTerms) sum += post.at(term).value_or(0);
  const double engagements = post.at(Metric::total_interactions).value_or(sum);
  if (engagements > *impressions) {
    post.contradicted.set(index_of(Metric::impressions));
    for (const Metric term : {Metric::likes, Metric::comments, Metric::shares, Metric::total_interactions})
      if (post.at(term).value_or(0) > 0) post.contradicted.set(index_of(term));
    findings.implausible(
        "engagements " + number_text(engagements) + " exceed impressions " + number_text(impressions),
        {post.line, 0, ""},
        "V04");
  }
  const double clicks = post.at(Metric::clicks).value_or(0);
  if (clicks > 0 && *impressions == 0) {
    post.contradicted.set(index_of(Metric::clicks)).set(index_of(Metric::impressions));
    findings.implausible(number_text(clicks) + " clicks with 0 impressions", {post.line, 0, ""}, "V05");
  }
}

double cost_per_thousand(const ObservedPost& post) {
  const std::optional<double> shown =
      post.at(Metric::impressions_paid) ? post.at(Metric::impressions_paid) : post.at(Metric::impressions);
  if (!post.spend || post.spend->micros <= 0 || shown.value_or(0) <= 0) return 0;
  return static_cast<double>(post.spend->micros) / 1e6 / *shown * 1000;
}

void check_cost(Reading& reading) {
  constexpr double kTooMany = 1000;
  constexpr std::size_t kEnough = 5;
  std::vector<double> costs;
  for (const ObservedPost& post : reading.posts)
    if (const double cost = cost_per_thousand(post); cost > 0) costs.push_back(cost);
  if (costs.size() < kEnough) return;
  std::nth_element(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2), costs.end());
  const double median = costs[costs.size() / 2];
  for (const ObservedPost& post : reading.posts) {
    const double cost = cost_per_thousand(post);
    if (cost < kTooMany * median) continue;
    reading.findings.implausible(
        "CPM " + grouped(cost) + " is " + grouped(cost / median) + "× the median; wrong unit?",
        {post.line, 0, ""},
        "",
        "kept as is");
  }
}

void check_names(Reading& reading) {
  std::int64_t invisible = 0, first = 0;
  for (const ObservedPost& post : reading.posts)
    if (has_invisible(post.title) || has_invisible(post.topic) || has_invisible(post.account) ||
        has_invisible(post.id))
      if (++invisible; first == 0 || post.line < first) first = post.line;
  if (invisible > 0)
    reading.findings.note(std::to_string(invisible) + (invisible == 1 ? " name contains" : " names contain") +
                              " invisible characters",
                          {first, 0, ""},
                          invisible);
}

bool any_has(const std::vector<ObservedPost>& posts, Metric metric) {
  return std::any_of(
      posts.begin(), posts.end(), [&](const ObservedPost& post) { return post.at(metric).has_value(); });
}

// What the model will have to assume because this export does not say it.
void check_gaps(Reading& reading) {
  const std::vector<ObservedPost>& posts = reading.posts;
  if (!any_has(posts, Metric::reach_followers) && !any_has(posts, Metric::impressions_followers))
    reading.findings.attention("no split of reach by followers and others: virality cannot be fitted");
  if (!any_has(posts, Metric::reach))
    reading.findings.attention(
        any_has(posts, Metric::impressions) || any_has(posts, Metric::views)
            ? "no reach: people are taken to be displays over what is usual on the platform (assumption)"
            : "no reach and no displays: it cannot be fitted nor forecast from this file");
  const bool followers = std::any_of(
      posts.begin(), posts.end(), [](const ObservedPost& post) { return post.followers.has_value(); });
  if (!followers)
    reading.findings.attention(
        "no followers on the publish day: state them in the scenario or add followers_at_publish");
}

// likes + comments + shares where the export states all three and not their sum.
void add_totals(std::vector<ObservedPost>& posts) {
  for (ObservedPost& post : posts) {
    std::optional<double>& total = post.counts[index_of(Metric::total_interactions)];
    const auto likes = post.at(Metric::likes), comments = post.at(Metric::comments),
               shares = post.at(Metric::shares);
    if (!total && likes && comments && shares) total = *likes + *comments + *shares;
  }
}

}  // namespace

void identify(Reading& reading) {
  name_accounts(reading);
  if (!reading.has("post_id") && !reading.ids_from_links) make_ids(reading);
  merge_doubles(reading);
  sort_posts(reading.posts);
}

void check_plausible(Reading& reading) {
  add_totals(reading.posts);
  for (ObservedPost& post : reading.posts) {
    check_parts(reading.findings, post);
    check_engagements(reading.findings, post);
  }
  check_cost(reading);
  check_names(reading);
  check_gaps(reading);
}

}  // namespace gs
