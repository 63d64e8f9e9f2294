// Sums, digest and invariants of a ledger. Rows are found by halving; the digest takes every count in
// canonical order; an invariant that fails is our defect, never the user's, and names itself.
#include "models/ledger.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/error.h"

namespace gs {
namespace {

bool before(const HourCounts& a, const HourCounts& b) {
  return a.hour != b.hour ? a.hour < b.hour : a.post < b.post;
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
  for (const std::uint32_t people : row.actions) require(people <= row.engaged, "who acts is engaged");
}

void check_rows(const Ledger& ledger) {
  std::vector<std::uint64_t> reach(ledger.posts), followers(ledger.posts);
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
    require(followers[p] <= ledger.followers, "followers reached are at most the followers");
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
};

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
  return fnv.value;
}

void check_invariants(const Ledger& ledger) {
  require(ledger.first_exposures.size() == ledger.hours * kSources,
          "first exposures cover every hour and source");
  require(ledger.first_engaged.size() == ledger.hours, "first engagements cover every hour");
  check_rows(ledger);
  check_people(ledger);
  check_ads(ledger);
}

}  // namespace gs
