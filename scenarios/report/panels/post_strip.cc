// Answers: which post carries the plan? Method: a week calendar, each post with median, 50 % and 80 %
// interval of its reach on one scale from 0. Reach of posts is never added up. Posts without a readable time
// are listed last.
#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "core/time/clock.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kBarHeight = 14;
constexpr std::size_t kTitleLength = 90;  // characters of a title in a calendar cell
constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct Placed {
  const ShownPost* post = nullptr;
  std::string clock;  // "08:30"
};
using Calendar = std::map<std::int64_t, std::vector<Placed>>;  // by days since 1970

struct Scale {
  double top = 1;  // people at the right end
  bool thousands = false;
  bool platforms = false;  // more than one, so each post says its own
  const ForecastDocument* forecast = nullptr;
};

Scale scale_of(const ForecastDocument& forecast) {
  Scale scale;
  scale.forecast = &forecast;
  for (const ShownPost& post : forecast.posts)
    if (const KpiRow* row = find_row(post.kpis, "reach"); row != nullptr && row->defined)
      scale.top = std::max(scale.top, row->at[p90]);
  for (const ShownPost& post : forecast.posts)
    scale.platforms |= post.platform != forecast.posts.front().platform;
  scale.thousands = scale.top >= 10000;
  return scale;
}

std::string bar(const KpiRow& row, const Scale& scale) {
  const auto x = [&](double people) { return 100 * people / scale.top; };
  return Svg(kBarHeight)
      .line(0, 7, 100, 7, "g")
      .line(x(row.at[p10]), 7, x(row.at[p90]), 7, "w")
      .line(x(row.at[p25]), 7, x(row.at[p75]), 7, "wf")
      .dot(x(row.at[p50]), 7, "d")
      .str();
}

std::string reach_line(const KpiRow* row, const Scale& scale) {
  if (row == nullptr) return "<span class=\"soft\">\u2014 no reach in the result</span>";
  if (!row->defined) return "<span class=\"soft\">\u2014 " + text(reason_of(*row)) + "</span>";
  const double step = rounding_step(row->at[p10], row->at[p90], true);
  const auto figure = [&](double v) {
    return scale.thousands ? number(v / 1000, std::max(step, 100.0) / 1000) : number(v, step);
  };
  return bar(*row, scale) + "<span class=\"nw\"><b class=\"inl\">" + figure(row->at[p50]) +
         "</b> <span class=\"soft\">" + figure(row->at[p10]) + " \u2013 " + figure(row->at[p90]) +
         "</span></span>";
}

std::string two_digits(int value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); }

std::string moment_of(const std::string& iso) {  // "11 Dec 2026 20:00"
  const auto when = parse_iso(iso);
  return when ? short_date(iso) + " " + two_digits(when->civil.hour) + ":" + two_digits(when->civil.minute)
              : iso;
}

// What else is done with the post: its ads, and the creators who show it.
std::string marks(const ShownPost& post, const ForecastDocument& forecast) {
  std::string out;
  for (const ShownAd& ad : forecast.ads) {
    if (ad.post != post.id) continue;
    out += "<span class=\"mk\">+ ad " + named(shortened(ad.id, 40));
    if (ad.budget) out += ", " + significant(*ad.budget, 6) + " " + text(forecast.head.currency);
    out += "</span>";
  }
  for (const ShownSeeding& seeding : forecast.seedings)
    if (seeding.post == post.id)
      out += "<span class=\"mk\">+ creator " +
             named(shortened(seeding.creator.empty() ? seeding.id : seeding.creator, 40)) +
             (seeding.publish_at.empty() ? "" : ", " + text(moment_of(seeding.publish_at))) + "</span>";
  return out;
}

std::string post_html(const Placed& placed, const Scale& scale) {
  const ShownPost& post = *placed.post;
  const std::string title = post.title.empty() ? post.id : post.title;
  const std::string what = (scale.platforms ? platform_title(post.platform) + " " : "") + post.format +
                           (post.paid ? ", paid" : "");
  return "<span class=\"post\"><b>" + placed.clock + " " + text(shortened(what, 40)) +
         "</b><span class=\"tt soft\"><bdi>" + text(shortened(title, kTitleLength)) + "</bdi></span>" +
         marks(post, *scale.forecast) + reach_line(find_row(post.kpis, "reach"), scale) + "</span>";
}

Calendar calendar_of(const ForecastDocument& forecast, std::vector<Placed>& undated) {
  Calendar calendar;
  for (const ShownPost& post : forecast.posts) {
    const auto when = parse_iso(post.publish_at);
    if (!when) {
      undated.push_back({&post, ""});
      continue;
    }
    calendar[days_since_epoch(when->civil.year, when->civil.month, when->civil.day)].push_back(
        {&post, two_digits(when->civil.hour) + ":" + two_digits(when->civil.minute)});
  }
  for (auto& [day, posts] : calendar)
    std::stable_sort(
        posts.begin(), posts.end(), [](const Placed& a, const Placed& b) { return a.clock < b.clock; });
  return calendar;
}

std::string day_html(std::int64_t day, const Calendar& calendar, const Scale& scale) {
  const CivilTime date = to_civil(Instant{day * 86400}, "UTC");
  const auto found = calendar.find(day);
  const std::string month = date.day == 1 || day == calendar.begin()->first
                                ? short_date(to_iso_date(date)).substr(date.day < 10 ? 1 : 2, 4)
                                : "";
  std::string out = found == calendar.end() ? "<div class=\"e\">" : "<div>";
  out += "<span class=\"dy\">" + std::string(kDays[static_cast<std::size_t>(weekday(date))]) + " " +
         std::to_string(date.day) + month + "</span>";
  if (found != calendar.end())
    for (const Placed& placed : found->second) out += post_html(placed, scale);
  return out + "</div>";
}

std::string weeks(const Calendar& calendar, const Scale& scale) {
  std::string out;
  std::int64_t shown_until = -1;
  for (const auto& [day, posts] : calendar) {
    if (day <= shown_until) continue;  // weeks without posts are left out
    const std::int64_t monday = day - weekday(to_civil(Instant{day * 86400}, "UTC"));
    for (std::int64_t d = monday; d < monday + 7; ++d) out += day_html(d, calendar, scale);
    shown_until = monday + 6;
  }
  return out.empty() ? out : "<div class=\"cal\">" + out + "</div>";
}

}  // namespace

std::string post_strip(const ForecastDocument& forecast) {
  if (forecast.posts.empty()) return {};
  const Scale scale = scale_of(forecast);
  std::vector<Placed> undated;
  const Calendar calendar = calendar_of(forecast, undated);
  const double step = rounding_step(0, scale.top, true);
  const std::string unit = scale.thousands ? "thousand people" : "people";
  const std::string top =
      scale.thousands ? number(scale.top / 1000, 1) + " thousand" : number(scale.top, step);
  std::string out = "<section><h2>" +
                    std::string(forecast.posts.size() == 1
                                    ? "One post"
                                    : whole_number(static_cast<double>(forecast.posts.size())) + " posts") +
                    "</h2><p class=\"sub\">Reach of each post in " + unit +
                    ": median, and 80\u202f% interval; one scale, 0 to " + top + ".";
  if (!forecast.ads.empty() || !forecast.seedings.empty()) out += " After a plus: what promotes the post.";
  if (!forecast.head.timezone.empty()) out += " Times: " + named(forecast.head.timezone) + ".";
  out += "</p>" + weeks(calendar, scale);
  if (!undated.empty()) {
    out += "<p class=\"sub t2\">Without a readable time:</p>";
    for (const Placed& placed : undated) out += "<p>" + post_html(placed, scale) + "</p>";
  }
  return out +
         "<p class=\"note\">Reach of posts must not be added up: the same people see several. Nor do medians "
         "of "
         "single posts add up to the median of a total, not even of impressions or actions: a few lucky "
         "posts "
         "lift a total more than they lift any one median.</p></section>";
}

}  // namespace gs
