// One row per post. Times are local, in the plan's zone, which a column names; the hour that a change of
// clocks repeats is written with its offset.
#include "scenarios/exports/content_plan_csv.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "core/time/clock.h"
#include "scenarios/exports/rows.h"
#include "scenarios/reading/spreadsheet.h"

namespace gs {

namespace {

using nlohmann::json;

// "2026-12-07T18:30:00+03:00" -> "2026-12-07 18:30:00", where the plan's zone makes of it the same instant.
std::string local_time(const std::string& written, const std::string& zone) {
  const auto time = parse_iso(written);
  if (!time || !time->offset_minutes || !is_zone(zone)) return written;
  const std::int64_t instant =
      to_instant(time->civil, "UTC").instant.seconds - std::int64_t{*time->offset_minutes} * 60;
  if (to_instant(time->civil, zone).instant.seconds != instant) return written;
  const CivilTime& t = time->civil;
  return fmt::format("{} {:02}:{:02}:{:02}", to_iso_date(t), t.hour, t.minute, t.second);
}

// What schedulers tell apart; our own column says the rest.
std::string post_type(const std::string& format) {
  if (format == "reel") return "Reel";
  if (format == "story") return "Story";
  return format == "shorts" ? "Shorts" : "Post";
}

// A boost has a budget for its flight and a price, no more.
bool is_boost(const json& ad) {
  for (const char* key : {"targeting", "hours", "pacing"})
    if (ad.contains(key)) return false;
  return ad.at("frequency_cap") == 2 && !ad.value("bid", json::object()).contains("cpc");
}

struct Boosts {
  std::map<std::string, const json*> of_post;
  std::vector<std::string> left_out;  // ids of ads
};

Boosts boosts_of(const json& ads) {
  Boosts boosts;
  for (const json& ad : ads)
    if (!is_boost(ad) || !boosts.of_post.emplace(ad.at("post"), &ad).second)
      boosts.left_out.push_back(ad.at("id"));
  return boosts;
}

std::array<std::string, 4> boost_cells(const json* ad) {
  if (ad == nullptr) return {};
  return {number_cell(*ad, "budget"),
          text_cell(*ad, "start"),
          text_cell(*ad, "end"),
          number_cell(ad->value("bid", json::object()), "cpm")};
}

std::string line_of(const json& post, const std::string& zone, const json* ad) {
  const auto boost = boost_cells(ad);
  const std::string format = post.at("format");
  return csv_line({text_cell(post, "id"),
                   csv_text(local_time(post.at("publish_at"), zone)),
                   csv_text(zone),
                   text_cell(post, "title"),
                   text_cell(post, "link"),
                   "",
                   "",
                   "",
                   csv_text(post_type(format)),
                   text_cell(post, "topic"),
                   text_cell(post, "platform"),
                   text_cell(post, "account"),
                   text_cell(post, "format"),
                   post.value("paid", false) ? "1" : "",
                   boost[0],
                   boost[1],
                   boost[2],
                   boost[3]});
}

void note(const std::vector<std::string>& ids, const std::string& why, std::vector<std::string>& notes) {
  if (!ids.empty()) notes.push_back(fmt::format("left out: {} ({})", fmt::join(ids, ", "), why));
}

}  // namespace

Exported content_plan_csv(const json& result) {
  const std::string zone = result.at("timezone"), currency = result.at("currency");
  const Boosts boosts = boosts_of(result.at("ads"));
  Exported file;
  file.text = csv_line({"id",
                        "postAtSpecificTime (YYYY-MM-DD HH:mm:ss)",
                        "timezone",
                        "content",
                        "link (OGmetaUrl)",
                        "imageUrls",
                        "gifUrl",
                        "videoUrls",
                        "postType",
                        "category",
                        "platform",
                        "account",
                        "format",
                        "paid",
                        "boost_budget (" + currency + ")",
                        "boost_start",
                        "boost_end",
                        "boost_cpm"});
  for (const json& post : result.at("posts")) {
    const auto boost = boosts.of_post.find(post.at("id"));
    file.text += line_of(post, zone, boost == boosts.of_post.end() ? nullptr : boost->second);
  }
  std::vector<std::string> placed;
  for (const json& seeding : result.value("seeding", json::array())) placed.push_back(seeding.at("id"));
  note(boosts.left_out, "a boost has a budget, dates and a price; export the media plan too", file.notes);
  note(placed, "placements with creators are no posts of ours", file.notes);
  std::vector<std::string> unsaid;
  const json plan = result.value("scenario", json::object());
  for (const char* key : {"audience", "offer", "targets", "events", "costs"})
    if (plan.contains(key)) unsaid.emplace_back(key);
  note(unsaid, "a content plan holds posts and boosts; the plan itself says the rest", file.notes);
  return file;
}

}  // namespace gs
