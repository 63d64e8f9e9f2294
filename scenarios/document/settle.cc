// What needs two parts of the document: whose account a post uses, on which platform, at which instant, and
// whether that lies between start and end. Local times follow the tz database; a time that a change of clocks
// skips is refused, one that happens twice is taken the first time, with a note.
#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/document/parts/parts.h"
#include "scenarios/document/read.h"
#include "scenarios/document/scenario_fields.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr int kFirstYear = 2004, kLastYear = 2100;
constexpr std::int64_t kMostHours = 8760;  // a plan of at most 365 days

JsonView view_of(const JsonDocument& document, std::initializer_list<std::string> keys) {
  JsonView at(document);
  for (const std::string& key : keys) {
    const auto next = at.find(key);
    if (!next) break;
    at = *next;
  }
  return at;
}

bool is_platform(std::string_view text) {
  return std::find(kPlatforms.begin(), kPlatforms.end(), text) != kPlatforms.end();
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + shown(name);
  return all;
}

std::vector<std::string> pages_of(const Scenario& scenario) {
  std::vector<std::string> pages;
  for (const auto& [name, account] : scenario.audience.accounts)
    if (account.kind == "page") pages.push_back(name);
  return pages;
}

// The page as said, else the only one; a name nobody declared is taken for one that history knows, unless it
// looks like a slip of a declared one.
void settle_account(ScenarioPost& post, const Scenario& scenario, const JsonView& view) {
  const auto& accounts = scenario.audience.accounts;
  const std::vector<std::string> pages = pages_of(scenario);
  if (post.account.empty()) {
    if (pages.size() != 1)
      view.refuse("'account' is missing",
                  pages.empty() ? "say who posts, or pass --account" : "say who posts: " + joined(pages),
                  "S04");
    post.account = pages.front();
  }
  if (pages.empty() && !accounts.contains(post.account)) return;
  const auto found = accounts.find(post.account);
  if (found == accounts.end()) {
    const std::string close = nearest(post.account, pages);
    view.refuse(fmt::format("account {} not defined; known: {}", in_quotes(post.account), joined(pages)),
                close.empty() ? "declare it under /audience/accounts" : "did you mean '" + close + "'?",
                "S15");
  }
  if (found->second.kind != "page")
    view.refuse(
        fmt::format("{} is a {}, not a page of the brand", in_quotes(post.account), found->second.kind),
        "post on a page and place it there under /seeding",
        "S15");
}

void settle_platform(ScenarioPost& post,
                     const Scenario& scenario,
                     const ScenarioOptions& options,
                     const JsonView& view) {
  const auto declared = scenario.audience.accounts.find(post.account);
  std::string of_account = declared == scenario.audience.accounts.end() ? "" : declared->second.platform;
  const auto remembered = options.platform_of.find(post.account);
  if (of_account.empty() && remembered != options.platform_of.end()) of_account = remembered->second;
  if (of_account.empty() && is_platform(post.account)) of_account = post.account;
  if (post.platform.empty()) post.platform = of_account;
  if (post.platform.empty())
    view.refuse("'platform' is missing", "one of facebook, instagram, vk …, here or at the account", "S04");
  if (declared != scenario.audience.accounts.end() && !declared->second.platform.empty() &&
      post.platform != declared->second.platform)
    view.refuse(
        fmt::format(
            "{} is on {}, not on {}", in_quotes(post.account), declared->second.platform, post.platform),
        "one account posts on one platform: declare a second one",
        "S15");
}

std::string place_of_gap(const CivilTime& civil, const std::string& zone) {
  return fmt::format("{:02}:{:02} on {:02}.{:02}.{} does not exist in {}",
                     civil.hour,
                     civil.minute,
                     civil.day,
                     civil.month,
                     civil.year,
                     zone);
}

CivilTime date_of(Instant instant, const std::string& zone) {
  CivilTime date = to_civil(instant, zone);
  date.hour = date.minute = date.second = 0;
  return date;
}

std::int64_t days_between(const CivilTime& first, const CivilTime& last) {
  return days_since_epoch(last.year, last.month, last.day) -
         days_since_epoch(first.year, first.month, first.day);
}

// Start and end as said, else the days of the first and last post.
void settle_period(Scenario& scenario, const JsonDocument& document) {
  const JsonView root(document);
  const bool has_start = root.find("start").has_value(), has_end = root.find("end").has_value();
  if (scenario.plan.empty()) root.refuse("no posts", "put at least one post under /plan", "S04");
  Instant first = scenario.plan.begin()->second.published, last = first;
  for (const auto& [id, post] : scenario.plan) {
    first = std::min(first, post.published);
    last = std::max(last, post.published);
  }
  if (!has_start) scenario.start = date_of(first, scenario.timezone);
  if (!has_end) scenario.end = date_of(last, scenario.timezone);
  for (const auto& [date, key] : {std::pair(scenario.start, "start"), std::pair(scenario.end, "end")}) {
    if (date.year < kFirstYear || date.year > kLastYear)
      view_of(document, {key})
          .refuse(fmt::format("year {} outside {}–{}", date.year, kFirstYear, kLastYear),
                  "check the year",
                  "V09");
  }
  if (has_start && has_end && scenario.end < scenario.start)
    view_of(document, {"end"})
        .refuse(
            fmt::format("end {} is before start {}", to_iso_date(scenario.end), to_iso_date(scenario.start)),
            "swap them",
            "S11");
  const std::int64_t hours = 24 * (days_between(scenario.start, scenario.end) + 1);
  if (hours > kMostHours)
    view_of(document, {"end"})
        .refuse(fmt::format("{} h; expected 1…{}", hours, kMostHours), "plan a year at most", "S13");
}

void check_inside(const std::string& id,
                  const ScenarioPost& post,
                  const Scenario& scenario,
                  const JsonView& view) {
  const CivilTime day = date_of(post.published, scenario.timezone);
  const auto refuse = [&](const char* side, const CivilTime& bound) {
    view.refuse(
        fmt::format("post {} at {} is {} {}", in_quotes(id), to_iso_date(day), side, to_iso_date(bound)),
        "move the post or the plan's dates",
        "S11");
  };
  if (day < scenario.start) refuse("before start", scenario.start);
  if (scenario.end < day) refuse("after end", scenario.end);
}

}  // namespace

TimeComplaint complaint_about_time(const std::string& text) {
  static constexpr std::string_view kShape = "dddd-dd-dd";
  bool dated = text.size() >= kShape.size();
  for (std::size_t i = 0; dated && i < kShape.size(); ++i)
    dated = kShape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == '-';
  if (dated) {
    const auto number = [&](std::size_t at, std::size_t digits) {
      return std::stoi(text.substr(at, digits));
    };
    if (!is_calendar_date(number(0, 4), number(5, 2), number(8, 2)))
      return {shown(text.substr(0, 10)) + " is not a calendar date", "check day and month", "V06"};
  }
  return {in_quotes(text) + " is not a time", "write it like 2026-12-07 or 2026-12-07T18:30", "S04"};
}

Instant instant_of(const std::string& text, const JsonView& view, Scenario& scenario) {
  const auto time = parse_iso(text);
  if (!time) {
    const TimeComplaint complaint = complaint_about_time(text);
    view.refuse(complaint.what, complaint.remedy, complaint.code);
  }
  if (!time->has_time)
    view.refuse(in_quotes(text) + " has no time of day", "write it like 2026-12-07T18:30", "S04");
  const CivilTime& civil = time->civil;
  if (civil.year < kFirstYear || civil.year > kLastYear)
    view.refuse(
        fmt::format("year {} outside {}–{}", civil.year, kFirstYear, kLastYear), "check the year", "V09");
  if (time->offset_minutes)
    return {to_instant(civil, "UTC").instant.seconds - std::int64_t{60} * *time->offset_minutes};
  const LocalInstant local = to_instant(civil, scenario.timezone);
  if (local.kind == LocalKind::gap)
    view.refuse(
        place_of_gap(civil, scenario.timezone), "the clocks skip it that night: take another hour", "V08");
  if (local.kind == LocalKind::overlap)
    scenario.notes.push_back(fmt::format("{}: took first {:02}:{:02}, the clocks go back that night",
                                         view.pointer(),
                                         civil.hour,
                                         civil.minute));
  return local.instant;
}

void settle(Scenario& scenario, const JsonDocument& document, const ScenarioOptions& options) {
  settle_audience(scenario, document);
  for (auto& [id, post] : scenario.plan) {
    settle_account(post, scenario, view_of(document, {"plan", id, "account"}));
    settle_platform(post, scenario, options, view_of(document, {"plan", id, "platform"}));
    post.published = instant_of(post.publish_at, view_of(document, {"plan", id, "publish_at"}), scenario);
    if (post.format.empty()) post.format = "unknown";
  }
  settle_period(scenario, document);
  for (const auto& [id, post] : scenario.plan)
    check_inside(id, post, scenario, view_of(document, {"plan", id, "publish_at"}));
  scenario.learnt_currencies = options.learnt_currencies;
  settle_ads(scenario, document);
  settle_seeding(scenario, document);
  settle_events(scenario, document);
}

}  // namespace gs
