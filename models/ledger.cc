// Sums, digest and invariants of a ledger. Rows are found by halving; the digest takes every count in
// canonical order; an invariant that fails is our defect, never the user's, and names itself.
#include "models/ledger.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

#include "core/error.h"

namespace gs {
namespace {

bool before(const HourCounts& a, const HourCounts& b) {
  return a.hour != b.hour ? a.hour < b.hour : a.post < b.post;
}
bool earlier(const DayOutcomes& a, const DayOutcomes& b) {
  return std::tie(a.day, a.post, a.source) < std::tie(b.day, b.post, b.source);
}

template <class Counts>
std::uint64_t sum_of(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

template <std::size_t N>
void add(std::array<std::uint32_t, N>& sum, const std::array<std::uint32_t, N>& part) {
  for (std::size_t i = 0; i < N; ++i) sum[i] += part[i];
}

void require(bool holds, const char* claim) {
  if (!holds) throw Error(Fault::our_defect, "ledger", std::string("broken invariant: ") + claim);
}

void check_row(const HourCounts& row) {
  for (std::size_t s = 0; s < kSources; ++s) {
    require(row.follower_exposures[s] <= row.exposures[s], "followers exposed are people exposed");
    require(row.follower_displays[s] <= row.displays[s], "displays to followers are displays");
    require(row.exposures[s] <= row.displays[s], "an exposure counts one display or more");
    require(s == index_of(Source::paid) || (row.exposures[s] == 0) == (row.displays[s] == 0),
            "only ads are displayed again");
    require(row.follower_exposures[s] <= row.follower_displays[s], "a follower's exposure is displayed");
  }
  require(row.exposures[index_of(Source::follow)] == row.follower_exposures[index_of(Source::follow)],
          "only followers see by following");
  require(sum_of(row.displays) > 0, "rows hold something");
  require(row.engaged <= sum_of(row.exposures), "the engaged were exposed in that hour");
  require(row.negative <= row.actions[index_of(Action::comment)], "negative comments are comments");
  for (std::size_t k = 0; k < kActions; ++k)
    require(row.actions[k] <= (k < index_of(Action::hide) ? row.engaged : sum_of(row.displays)),
            "who acts is engaged, who hides or leaves was shown it");
}

void check_rows(const Ledger& ledger) {
  std::vector<std::uint64_t> reach(ledger.posts), followers(ledger.posts);
  std::uint64_t gained = 0;
  for (const FollowerChange& change : ledger.follower_changes) gained += change.gained;
  for (std::size_t i = 0; i < ledger.rows.size(); ++i) {
    const HourCounts& row = ledger.rows[i];
    require(row.hour < ledger.hours && row.post < ledger.posts, "rows lie inside the run");
    require(i == 0 || before(ledger.rows[i - 1], row), "rows ascend by hour and post");
    check_row(row);
    reach[row.post] += sum_of(row.exposures);
    followers[row.post] += sum_of(row.follower_exposures);
  }
  for (std::size_t p = 0; p < reach.size(); ++p) {
    require(reach[p] <= ledger.agents, "reach of a post is at most the audience");
    require(followers[p] <= ledger.followers + gained, "followers reached are at most the followers");
  }
}

void check_people(const Ledger& ledger) {
  std::uint64_t exposures = 0, engaged = 0;  // exposures: paid ones once an impression
  for (const HourCounts& row : ledger.rows) {
    exposures +=
        sum_of(row.exposures) + row.displays[index_of(Source::paid)] - row.exposures[index_of(Source::paid)];
    engaged += row.engaged;
  }
  require(sum_of(ledger.first_exposures) == ledger.reach_k[0], "first exposures add up to reach");
  require(std::ranges::is_sorted(ledger.reach_k, std::greater<>{}), "reach k+ falls with k");
  require(ledger.reach_k[0] <= ledger.agents, "reach is at most the audience");
  require(sum_of(ledger.reach_k) <= exposures, "reach k+ adds up to at most the exposures");
  require(sum_of(ledger.first_engaged) <= ledger.reach_k[0], "people engaged were reached");
  require(sum_of(ledger.first_engaged) <= engaged, "people engaged are at most the engagements");
  for (const std::uint32_t reach : ledger.layer_reach)
    require(reach <= ledger.reach_k[0], "reach on a platform is at most reach");
  require(ledger.layer_reach.empty() || sum_of(ledger.layer_reach) >= ledger.reach_k[0],
          "everybody reached was met on some platform");
}

void check_ads(const Ledger& ledger) {
  std::uint64_t impressions = 0, displays = 0;
  for (const AdCounts& ad : ledger.ads) {
    require(ad.reach <= sum_of(ad.impressions), "an ad's reach is at most its impressions");
    require(ad.clicks <= sum_of(ad.impressions), "clicks are of impressions");
    impressions += sum_of(ad.impressions);
  }
  for (const HourCounts& row : ledger.rows) displays += row.displays[index_of(Source::paid)];
  require(impressions == displays, "paid displays are the ads' impressions");
}

void check_followers(const Ledger& ledger) {
  if (ledger.follower_changes.empty()) return;
  std::uint64_t begun = 0, left = 0, gained = 0, lost = 0;
  for (const HourCounts& row : ledger.rows) {
    begun += row.actions[index_of(Action::follow)];
    left += row.actions[index_of(Action::unfollow)];
  }
  for (const FollowerChange& change : ledger.follower_changes) {
    gained += change.gained;
    lost += change.lost;
  }
  require(gained == begun && lost == left, "followers change by following and unfollowing");
}

// The rows of a post, told by segment.
SegmentCounts by_segment(const Ledger& ledger, std::uint32_t post) {
  SegmentCounts sum;
  const std::size_t segments = ledger.segment_reach.size();
  for (std::size_t at = post * segments; at < (post + 1) * segments; ++at) {
    const SegmentCounts& one = ledger.segments[at];
    sum.exposures += one.exposures;
    sum.displays += one.displays;
    sum.engaged += one.engaged;
    add(sum.actions, one.actions);
  }
  return sum;
}

void check_segments(const Ledger& ledger) {
  if (ledger.segment_reach.empty()) return;
  require(ledger.segments.size() == ledger.posts * ledger.segment_reach.size(),
          "every post is told by segment");
  require(sum_of(ledger.segment_reach) == ledger.reach_k[0], "everybody reached is of one segment");
  std::vector<SegmentCounts> posts(ledger.posts);
  for (const HourCounts& row : ledger.rows) {
    SegmentCounts& post = posts[row.post];
    post.exposures += static_cast<std::uint32_t>(sum_of(row.exposures));
    post.displays += static_cast<std::uint32_t>(sum_of(row.displays));
    post.engaged += row.engaged;
    add(post.actions, row.actions);
  }
  for (std::uint32_t post = 0; post < ledger.posts; ++post)
    require(posts[post] == by_segment(ledger, post), "segments add up to the post");
}

void check_outcomes(const Ledger& ledger) {
  Outcomes all, paid;
  std::uint64_t clicks = 0, by_ads = 0;
  for (std::size_t i = 0; i < ledger.outcomes.size(); ++i) {
    const DayOutcomes& row = ledger.outcomes[i];
    require(row.day * 24 < ledger.hours && row.post < ledger.posts, "outcomes lie inside the run");
    require(i == 0 || earlier(ledger.outcomes[i - 1], row), "outcomes ascend by day, post and source");
    require(row.source == Source::paid || row.counts.view_sales == 0, "only ads are bought from by viewing");
    all.visits += row.counts.visits;
    all.leads += row.counts.leads;
    all.sales += row.counts.sales;
    if (row.source == Source::paid) paid.visits += row.counts.visits;
  }
  for (const HourCounts& row : ledger.rows) clicks += row.actions[index_of(Action::click)];
  for (const AdCounts& ad : ledger.ads) {
    clicks += ad.clicks;
    by_ads += ad.outcomes.visits;
    require(ad.outcomes.visits <= ad.clicks, "an ad's visits are of its clicks");
  }
  require(all.visits <= clicks, "visits are of clicks");
  require(all.leads <= all.visits && all.sales <= all.visits, "leads and sales are of visits");
  require(by_ads == paid.visits, "visits by ads are the ads'");
}

struct Fnv {
  std::uint64_t value = 0xcbf29ce484222325ULL;
  void take(std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte) {
      value = (value ^ (word & 0xffU)) * 0x100000001b3ULL;
      word >>= 8;
    }
  }
  template <class Counts>
  void take_all(const Counts& counts) {
    for (const auto count : counts) take(count);
  }
  void take(const Outcomes& o) {
    for (const std::uint64_t count : {std::uint64_t{o.visits},
                                      std::uint64_t{o.leads},
                                      std::uint64_t{o.sales},
                                      std::uint64_t{o.view_sales},
                                      o.expected_leads,
                                      o.expected_sales,
                                      o.expected_view_sales})
      take(count);
  }
};

// Of what is there only where its mechanism is on, so that plain worlds keep their digests.
void take_extras(Fnv& fnv, const Ledger& ledger) {
  for (const HourCounts& row : ledger.rows)
    if (row.negative > 0)
      for (const std::uint64_t count : {row.hour, row.post, row.negative}) fnv.take(count);
  for (const SegmentCounts& counts : ledger.segments) {
    for (const std::uint64_t count : {counts.exposures, counts.displays, counts.engaged}) fnv.take(count);
    fnv.take_all(counts.actions);
  }
  fnv.take_all(ledger.segment_reach);
  for (const FollowerChange& change : ledger.follower_changes)
    fnv.take(static_cast<std::uint64_t>(change.gained) << 32 | change.lost);
  for (const DayOutcomes& row : ledger.outcomes) {
    fnv.take(static_cast<std::uint64_t>(row.day) << 32 | row.post);
    fnv.take(index_of(row.source));
    fnv.take(row.counts);
  }
  if (ledger.late_outcomes > 0) fnv.take(ledger.late_outcomes);
  for (const AdCounts& ad : ledger.ads)
    if (ad.outcomes != Outcomes{}) fnv.take(ad.outcomes);
}

}  // namespace

const HourCounts* find_row(const Ledger& ledger, std::uint32_t hour, std::uint32_t post) {
  const auto at = std::ranges::lower_bound(ledger.rows, HourCounts{.hour = hour, .post = post}, before);
  return at != ledger.rows.end() && at->hour == hour && at->post == post ? &*at : nullptr;
}

void add_counts(HourCounts& sum, const HourCounts& row) {
  add(sum.exposures, row.exposures);
  add(sum.follower_exposures, row.follower_exposures);
  add(sum.displays, row.displays);
  add(sum.follower_displays, row.follower_displays);
  add(sum.actions, row.actions);
  sum.engaged += row.engaged;
  sum.negative += row.negative;
}

HourCounts sum_of_post(const Ledger& ledger, std::uint32_t post, std::uint32_t from, std::uint32_t until) {
  HourCounts sum{.hour = from, .post = post};
  auto row = std::ranges::lower_bound(ledger.rows, HourCounts{.hour = from, .post = 0}, before);
  for (; row != ledger.rows.end() && row->hour < until; ++row)
    if (row->post == post) add_counts(sum, *row);
  return sum;
}

std::uint64_t digest(const Ledger& ledger) {
  Fnv fnv;
  for (const std::uint64_t size : {ledger.hours, ledger.posts, ledger.agents, ledger.followers})
    fnv.take(size);
  fnv.take(ledger.rows.size());
  for (const HourCounts& row : ledger.rows) {
    fnv.take(static_cast<std::uint64_t>(row.hour) << 32 | row.post);
    for (const auto* by_source :
         {&row.exposures, &row.follower_exposures, &row.displays, &row.follower_displays})
      fnv.take_all(*by_source);
    fnv.take_all(row.actions);
    fnv.take(row.engaged);
  }
  fnv.take_all(ledger.first_exposures);
  fnv.take_all(ledger.first_engaged);
  fnv.take_all(ledger.reach_k);
  fnv.take(ledger.late);
  if (ledger.layer_reach.size() > 1) fnv.take_all(ledger.layer_reach);
  for (const AdCounts& ad : ledger.ads) {
    fnv.take_all(ad.impressions);
    fnv.take(static_cast<std::uint64_t>(ad.clicks) << 32 | ad.reach);
  }
  take_extras(fnv, ledger);
  return fnv.value;
}

void check_invariants(const Ledger& ledger) {
  require(ledger.first_exposures.size() == ledger.hours * kSources,
          "first exposures cover every hour and source");
  require(ledger.first_engaged.size() == ledger.hours, "first engagements cover every hour");
  check_rows(ledger);
  check_people(ledger);
  check_ads(ledger);
  check_followers(ledger);
  check_segments(ledger);
  check_outcomes(ledger);
}

}  // namespace gs
