// Posts. A row fits a planned post of its platform (and account, where the export's account is one of the
// plan's) by id; else by an equal title; else within three hours of the planned time. It must be the only one
// on either side, or the row stays unmatched.
#include "scenarios/track/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

#include "core/error.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

constexpr std::int64_t kNear = 3 * 3600;        // seconds between plan and fact; assumption
constexpr std::int64_t kSameTitle = 7 * 86400;  // a post with the plan's title may have moved so far
constexpr std::int64_t kHour = 3600;

std::int64_t civil_hours(const CivilTime& t) {
  return days_since_epoch(t.year, t.month, t.day) * 24 + t.hour;
}

std::string plain(const std::string& title) {
  std::string out;
  for (const char c : title)
    if (!std::isspace(static_cast<unsigned char>(c))) out += c;
  return out;
}

struct Row {
  const ObservedPost* post = nullptr;
  std::int64_t matched = -1;  // row of the plan
};

// Latest moment anything in the exports speaks of.
Instant latest_moment(const FactsRequest& request) {
  Instant latest{0};
  const auto day_end = [&](const std::optional<Day>& day) {
    if (day)
      latest =
          std::max(latest, to_instant(civil_of(Day{day->number + 1}), request.scenario.timezone).instant);
  };
  for (const Import& import : request.exports) {
    for (const ObservedPost& post : import.posts)
      latest = std::max({latest, post.published, post.exported_at.value_or(Instant{0})});
    for (const ObservedAd& ad : import.ads) day_end(ad.cell.last);
    for (const ObservedDay& day : import.days) day_end(day.last);
  }
  return latest;
}

std::uint32_t hour_of(const Plan& plan, Instant as_of) {
  const std::int64_t start = civil_hours(plan.request.start);
  const std::int64_t hour = civil_hours(to_civil(as_of, plan.request.zone)) - start;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(hour, 0, plan.campaign.hours));
}

class Matching {
 public:
  Matching(const FactsRequest& request, Facts& facts) : request_(request), facts_(facts) {
    for (const PlannedPage& page : request.plan.request.pages) accounts_.insert(page.account);
    for (const Import& import : request.exports)
      for (const ObservedPost& post : import.posts) rows_.push_back({&post});
  }

  void run() {
    match("id", [](const Matching& m, const Row& row, std::size_t post) {
      return row.post->id == m.planned(post).id;
    });
    match("title", [](const Matching& m, const Row& row, std::size_t post) {
      const std::string title = plain(m.title(post));
      return !title.empty() && title == plain(row.post->title) && m.apart(row, post) <= kSameTitle;
    });
    match("time", [](const Matching& m, const Row& row, std::size_t post) {
      return m.is_ours(row) && m.apart(row, post) <= kNear;
    });
    tell_unmatched();
  }

  // Whether any row is of this post's page.
  bool told(std::size_t post) const {
    return std::ranges::any_of(rows_, [&](const Row& row) { return same_page(row, post) && is_ours(row); });
  }

 private:
  const PlannedPost& planned(std::size_t post) const { return request_.plan.request.posts[post]; }
  const std::string& title(std::size_t post) const {
    return request_.scenario.plan.at(planned(post).id).title;
  }
  std::int64_t apart(const Row& row, std::size_t post) const {
    return std::abs(row.post->published.seconds - planned(post).published.seconds);
  }
  bool same_page(const Row& row, std::size_t post) const {
    const PlannedPage& page = page_of(request_.plan, post);
    if (row.post->platform != page.platform) return false;
    return !accounts_.contains(row.post->account) || row.post->account == page.account;
  }

  // Exports may call an account otherwise than the plan does: such a name is taken for ours once one of its
  // rows fits a post by id or title, since an hour alone may be anybody's.
  bool is_ours(const Row& row) const {
    const std::string& account = row.post->account;
    return account.empty() || accounts_.contains(account) ||
           std::ranges::any_of(
               rows_, [&](const Row& other) { return other.matched >= 0 && other.post->account == account; });
  }

  // Pairs that fit and fit nothing else.
  template <class Fits>
  void match(const char* by, Fits fits) {
    std::vector<std::vector<std::size_t>> posts_of(rows_.size());
    std::vector<std::size_t> rows_of(request_.plan.planned);
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (std::size_t post = 0; post < request_.plan.planned; ++post) {
        if (rows_[r].matched >= 0 || facts_.posts[post].state == PostState::out) continue;
        if (!same_page(rows_[r], post) || !fits(*this, rows_[r], post)) continue;
        posts_of[r].push_back(post);
        ++rows_of[post];
      }
    for (std::size_t r = 0; r < rows_.size(); ++r)
      if (posts_of[r].size() == 1 && rows_of[posts_of[r].front()] == 1)
        take(rows_[r], posts_of[r].front(), by);
  }

  void take(Row& row, std::size_t post, const char* by) {
    row.matched = static_cast<std::int64_t>(post);
    PostFact& fact = facts_.posts[post];
    fact.state = PostState::out;
    fact.by = by;
    fact.published = row.post->published;
    fact.export_id = row.post->id;
    fact.file = row.post->file;
    fact.line = row.post->line;
    for (std::size_t m = 0; m < kMetrics; ++m) fact.counts[m] = row.post->usable(static_cast<Metric>(m));
    auto& clickers = fact.counts[index_of(Metric::clickers)];
    if (!clickers) clickers = fact.counts[index_of(Metric::clicks)];  // as history reads them
    auto& shown = fact.counts[index_of(Metric::impressions)];
    if (!shown) shown = fact.counts[index_of(Metric::views)];
  }

  // Rows of the plan's days only: an export usually holds the page's past as well.
  void tell_unmatched() {
    const Plan& plan = request_.plan;
    const std::int64_t from = to_instant(plan.request.start, plan.request.zone).instant.seconds;
    for (const Row& row : rows_) {
      if (row.matched >= 0 || row.post->published.seconds < from) continue;
      if (row.post->published.seconds > facts_.as_of.seconds) continue;
      std::size_t near = 0;
      for (std::size_t post = 0; post < plan.planned; ++post)
        near += same_page(row, post) && apart(row, post) <= kNear ? 1 : 0;
      facts_.unmatched.push_back(
          {.file = row.post->file,
           .what = fmt::format("post {} of {} on {}, {}",
                               row.post->id,
                               row.post->account,
                               row.post->platform,
                               to_iso_local(row.post->published, plan.request.zone)),
           .line = row.post->line,
           .why = near > 1 ? "fits several posts of the plan: give one of them its title, or the export's id"
                           : "fits no post of the plan by id, title or time: it is not counted"});
    }
  }

  const FactsRequest& request_;
  Facts& facts_;
  std::set<std::string> accounts_;
  std::vector<Row> rows_;
};

// Exports that do not say when they were made are taken to be as old as what they speak of last.
void note_moment(const FactsRequest& request, Facts& facts) {
  bool posts = false, dated = request.as_of.has_value();
  for (const Import& import : request.exports) {
    posts = posts || !import.posts.empty();
    for (const ObservedPost& post : import.posts) dated = dated || post.exported_at.has_value();
  }
  if (posts && !dated)
    facts.notes.push_back(
        fmt::format("the exports do not say when they were made: taken as of {}, the latest they speak of; "
                    "say it with --as-of",
                    to_iso_local(facts.as_of, request.plan.request.zone)));
  const Instant latest = latest_moment(request);
  constexpr std::int64_t kSilent = 2 * 86400;  // two days without a word: assumption
  if (request.as_of && posts && request.as_of->seconds > latest.seconds + kSilent)
    facts.notes.push_back(
        fmt::format("the exports speak of nothing after {}, and --as-of says {}: posts due since then are "
                    "taken as not published",
                    to_iso_local(latest, request.plan.request.zone),
                    to_iso_local(*request.as_of, request.plan.request.zone)));
}

void note_strangers(const FactsRequest& request, Facts& facts) {
  for (const Import& import : request.exports) {
    const auto from_here = [&](const PostFact& fact) { return fact.file == import.file; };
    if (!import.posts.empty() && std::ranges::none_of(facts.posts, from_here))
      facts.notes.push_back(
          fmt::format("{}: none of its {} posts belongs to this plan", import.file, import.posts.size()));
  }
}

// What came after an export was made it cannot tell: its silence is no fact.
void refuse_later(const FactsRequest& request) {
  std::optional<Instant> made;
  for (const Import& import : request.exports)
    for (const ObservedPost& post : import.posts)
      if (post.exported_at) made = made ? std::max(*made, *post.exported_at) : *post.exported_at;
  constexpr std::int64_t kDay = 86400;
  if (request.as_of && made && request.as_of->seconds > made->seconds + kDay)
    throw Error(Fault::usage,
                "--as-of",
                to_iso_local(*request.as_of, request.plan.request.zone) +
                    " is later than the exports, made " + to_iso_local(*made, request.plan.request.zone),
                "give exports of that day, or leave --as-of out",
                "C02");
}

void settle_due(const FactsRequest& request, const Matching& matching, Facts& facts) {
  const std::int64_t due = facts.as_of.seconds - kHour;  // what goes out this hour may not be in an export
  for (std::size_t post = 0; post < facts.posts.size(); ++post) {
    const PlannedPost& planned = request.plan.request.posts[post];
    PostFact& fact = facts.posts[post];
    if (fact.state == PostState::out || planned.published.seconds > due) continue;
    fact.state = matching.told(post) ? PostState::missing : PostState::not_told;
    const std::string when = to_iso_local(planned.published, request.plan.request.zone);
    facts.notes.push_back(
        fact.state == PostState::missing
            ? fmt::format("post '{}' was due {} and no row fits it: taken as not published", planned.id, when)
            : fmt::format("post '{}' was due {} and no export of {} is here: its figures stay the forecast's",
                          planned.id,
                          when,
                          page_of(request.plan, post).account));
  }
}

}  // namespace

bool Facts::tell_anything() const {
  return std::ranges::any_of(posts, [](const PostFact& p) { return p.state == PostState::out; }) ||
         std::ranges::any_of(ads, [](const AdFact& ad) { return ad.told; }) ||
         std::ranges::any_of(won, [](const auto& people) { return people.has_value(); });
}

Facts facts_of(const FactsRequest& request) {
  refuse_later(request);
  Facts facts;
  facts.as_of = request.as_of.value_or(latest_moment(request));
  facts.hour = hour_of(request.plan, facts.as_of);
  facts.posts.resize(request.plan.planned);
  facts.ads.resize(request.plan.request.ads.size());
  facts.won.resize(request.plan.request.pages.size());
  Matching matching(request, facts);
  matching.run();
  note_moment(request, facts);
  note_strangers(request, facts);
  if (!request.exports.empty()) settle_due(request, matching, facts);
  add_ad_facts(request, facts);
  add_follower_facts(request, facts);
  return facts;
}

}  // namespace gs
