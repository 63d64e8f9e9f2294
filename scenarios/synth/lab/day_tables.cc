// Series by day: what a page's posts came to, who began to follow it, visits of the offer's site. A page
// whose followers the world does not change has no series of them. Does not write: reach of a day (the world
// knows distinct people of the whole run only), actions by what brought people to a post.
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/reading/spreadsheet.h"
#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

double count_of(const LabDay& day, std::string_view ours) {
  if (ours == "impressions" || ours == "views") return day.organic + day.sponsored;
  if (ours == "impressions_organic") return day.organic;
  if (ours == "impressions_sponsored") return day.sponsored;
  if (ours == "clicks") return day.clicks;
  if (ours == "reactions") return day.likes;
  if (ours == "comments") return day.comments;
  if (ours == "shares") return day.shares;
  if (ours == "content interactions") return day.likes + day.comments + day.shares + day.saves;
  return day.gained;  // followers
}

bool of_followers(std::string_view ours) { return ours == "followers_gained" || ours == "follows"; }

// The page the file is of; nullopt where the layout has nothing of it.
std::optional<LabPage> page_of(const Laboratory& lab, const TableForm& form, std::string_view ours) {
  for (LabPage& page : shown_pages(lab))
    if (takes(form, page.platform, page.account))
      return !of_followers(ours) || page.grows ? std::optional(std::move(page)) : std::nullopt;
  return std::nullopt;
}

Day day_number(const Laboratory& lab, std::size_t day) {
  return {first_day(lab).number + static_cast<std::int32_t>(day)};
}

// What is ASCII alone, with its mark.
std::string utf16(std::string_view text) {
  std::string bytes = "\xff\xfe";
  for (const char c : text) bytes += {c, '\0'};
  return bytes;
}

struct SiteRow {
  std::string name;
  LabVisits visits;
};

std::string site_section(const Laboratory& lab,
                         std::string_view dimension,
                         const std::vector<SiteRow>& rows) {
  const auto& value = lab.plan().request.offer->order_value;
  std::string text = fmt::format("{},Sessions,Key events{}\n", dimension, value ? ",Total revenue" : "");
  for (const SiteRow& row : rows) {
    text += fmt::format("{},{:.0f},{:.0f}", row.name, row.visits.sessions, row.visits.key_events);
    if (value) text += "," + to_text(Money{static_cast<std::int64_t>(row.visits.sales) * value->micros});
    text += "\n";
  }
  return text;
}

}  // namespace

std::string write_page_days(const Laboratory& lab, const TableForm& form) {
  const auto columns = words_of(form.columns);
  const auto page = page_of(lab, form, columns.at(1));
  if (!page) return "";
  return write_table(form, page->days.size(), [&](std::size_t day, std::string_view ours) {
    return ours == "day" ? date_in(form, day_number(lab, day))
                         : number_in(form, count_of(page->days[day], ours));
  });
}

std::string write_meta_series(const Laboratory& lab, const TableForm& form) {
  const auto page = page_of(lab, form, form.metric);
  if (!page) return "";
  std::string text = fmt::format("sep=,\r\n\"{} {}\"\r\n\"{}\",\"{}\"\r\n",
                                 in_capitals(page->platform, Capitals::sentence),
                                 form.metric,
                                 header_of(form, "day"),
                                 header_of(form, "primary"));
  for (std::size_t day = 0; day < page->days.size(); ++day)
    text += fmt::format("\"{}T00:00:00\",\"{:.0f}\"\r\n",
                        to_text(day_number(lab, day)),
                        count_of(page->days[day], form.metric));
  return utf16(text);
}

std::string write_site(const Laboratory& lab, const TableForm&) {
  const LabSite site = shown_site(lab);
  const auto date = [&](std::size_t day) {
    std::string text = to_text(day_number(lab, day));
    std::erase(text, '-');
    return text;
  };
  const std::string rule = "# ----------------------------------------\n";
  std::string name = lab.forecast.scenario.name;
  std::ranges::replace_if(
      name, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  std::string text =
      rule + fmt::format("# Traffic acquisition\n# Account: {0}\n# Property: {0}\n", name) + rule +
      fmt::format("#\n# All Users\n# Start date: {}\n# End date: {}\n", date(0), date(site.days.size() - 1));
  std::vector<SiteRow> rows;
  for (const auto& [channel, visits] : site.channels) rows.push_back({channel, visits});
  if (rows.empty()) return "";
  text += site_section(lab, "Session primary channel group (Default channel group)", rows) + "\n";
  rows.clear();
  for (std::size_t day = 0; day < site.days.size(); ++day)
    rows.push_back({fmt::format("{:04}", day), site.days[day]});
  return text + site_section(lab, "Nth day", rows);
}

}  // namespace gs
