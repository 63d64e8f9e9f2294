// Posts that move: where they were, where they go, what each move alone brings. Times are local to the plan.
#include <algorithm>
#include <array>

#include "core/time/clock.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/decision/optimization.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/svg.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

constexpr double kHours = 24;

// Where the search would have put it, proved or not.
const std::string& found_time(const OptimizationDocument& found, const TimedPost& post) {
  return found.timed_better ? post.after : post.tried;
}

std::string name_of(const TimedPost& post) { return post.title.empty() ? post.id : post.title; }

std::string gain_of(const OptimizationDocument& found, const TimedPost& post) {
  if (!post.gain) return std::string(kUndefined);
  const double factor = found.aim == "probability" ? 100 : view_of(found.unit, found.kpi).factor;
  const double step = rounding_step(factor * post.gain->low, factor * post.gain->high, false);
  return signed_number(factor * post.gain->mean, step) + " (" +
         signed_range(factor * post.gain->low, factor * post.gain->high, step) + ")";
}

std::string head_of_times(const OptimizationDocument& found) {
  return found.timed_better ? "best time" : "tried, not proven";
}

double hour_of(const std::string& iso) {
  const auto time = parse_iso(iso);
  return time ? time->civil.hour + time->civil.minute / 60.0 : 0;
}

std::string bar_of(const std::string& before, const std::string& then) {
  Svg svg(36);
  const auto x = [](const std::string& iso) { return 100 * hour_of(iso) / kHours; };
  for (int i = 0; i <= 4; ++i) svg.line(25.0 * i, 0, 25.0 * i, 36, "g");
  svg.line(x(before), 18, x(then), 18, "w");
  svg.dot(x(then), 18, "dop");
  svg.dot(x(before), 18, "di");
  return svg.str();
}

std::string row_of(const OptimizationDocument& found, const TimedPost& post) {
  const std::string& then = found_time(found, post);
  return "<tr><td class=\"k\">" + named(shortened(name_of(post), 60)) +
         "</td><td class=\"n\" data-l=\"you were here\">" + text(time_words(post.before)) +
         "</td><td class=\"bar\">" + bar_of(post.before, then) + "</td><td class=\"n\" data-l=\"" +
         head_of_times(found) + "\"><b>" + text(time_words(then)) +
         "</b></td><td class=\"n\" data-l=\"this move alone\">" + text(gain_of(found, post)) + "</td></tr>";
}

}  // namespace

std::vector<TimedPost> shown_posts(const OptimizationDocument& found) {
  std::vector<TimedPost> shown;
  for (const TimedPost& post : found.posts)
    if (!post.before.empty() && found_time(found, post) != post.before) shown.push_back(post);
  std::ranges::stable_sort(shown, {}, &TimedPost::before);
  return shown;
}

std::string time_words(const std::string& iso) {
  static constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const auto time = parse_iso(iso);
  if (!time || !time->has_time) return visible(iso);
  const std::string date = short_date(iso.substr(0, 10));  // "7 Dec 2026"
  return std::string(kDays[static_cast<std::size_t>(weekday(time->civil))]) + " " +
         date.substr(0, date.rfind(' ')) + " " + iso.substr(11, 5);
}

std::string times_sentence(const OptimizationDocument& found) {
  if (!found.timed) return {};
  const std::string moved = whole_number(static_cast<double>(shown_posts(found).size())) + " of " +
                            whole_number(static_cast<double>(found.posts.size())) + " posts";
  if (found.timed_better)
    return moved + " move" +
           (found.divided_better ? "; at the same money that alone brings " + goal_gain(found, found.times)
                                 : std::string()) +
           ".";
  if (shown_posts(found).empty()) return "No other time of any post led its own in the search.";
  return "The best other times found, for " + moved + ": " + goal_gain(found, found.times) +
         ", not told apart from none.";
}

std::string times_text(const OptimizationDocument& found, const TerminalStyle& style) {
  const std::vector<TimedPost> shown = shown_posts(found);
  if (shown.empty()) return {};
  TextTable table;
  table.columns = {{"post", false, Keep::always, true},
                   {"you were here"},
                   {head_of_times(found)},
                   {"this move alone (95 %)", true, Keep::before_units}};
  for (const TimedPost& post : shown)
    table.rows.push_back({visible(name_of(post)),
                          time_words(post.before),
                          time_words(found_time(found, post)),
                          gain_of(found, post)});
  return lay_out(table, style) + "\n";
}

std::string times_section(const OptimizationDocument& found) {
  const std::vector<TimedPost> shown = shown_posts(found);
  if (shown.empty()) return {};
  Svg axis(18);
  axis.label(0, 14, "0:00", "", Anchor::start);
  axis.label(50, 14, "12:00", "", Anchor::middle);
  axis.label(100, 14, "24:00", "", Anchor::end);
  std::string out =
      "<section><h2>When posts go out</h2><p class=\"sub\">" + text(times_sentence(found)) +
      "</p><div class=\"scroll\"><table class=\"rc\"><thead><tr><th>post</th><th class=\"n\">you were "
      "here</th><th class=\"bar\">" +
      axis.str() + "</th><th class=\"n\">" + head_of_times(found) + "</th><th class=\"n\">this move alone, " +
      text(lower_first(found.title)) + " (95\u202f%)</th></tr></thead><tbody>";
  for (const TimedPost& post : shown) out += row_of(found, post);
  return out + "</tbody></table></div><p class=\"note\">Dot: as planned. Ring: " + head_of_times(found) +
         ". Posts not shown stay where they are. A move alone is told by fewer worlds than all together.</p>"
         "</section>";
}

}  // namespace gs
