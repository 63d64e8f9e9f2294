// What exports tell of a plan that is under way: counts of its posts, days of its ads, people won by its
// pages. Rows are matched to the plan's posts by id, else by account, platform, time and title; a row that
// fits no post, or two, is told and left out: nothing is guessed in silence.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/document/scenario.h"
#include "scenarios/imports/importer.h"
#include "scenarios/plan/plan.h"

namespace gs {

enum class PostState : std::uint8_t {
  to_come,   // planned for later
  out,       // matched to a row
  missing,   // due, its account's export is here and does not hold it: not published
  not_told,  // due, no export of its account is here
};

struct PostFact {
  PostState state = PostState::to_come;
  std::array<std::optional<double>, kMetrics> counts{};  // of a post that is out; missing is not zero
  Instant published;                                     // as the export says
  std::string export_id, file;
  std::int64_t line = 0;
  std::string by;  // what matched it: "id", "time", "title"
};

struct AdDayFact {
  double impressions = 0, clicks = 0;
  Money spend;
};
struct AdFact {
  bool told = false;  // rows of it are here
  bool clicks_told = false;
  std::vector<AdDayFact> days;  // of the flight, those that are over; a day without a row delivered nothing
};

struct UnmatchedRow {
  std::string file, what;  // "post 123 'Title' of 2026-12-08 18:00"
  std::int64_t line = 0;
  std::string why;
};

struct Facts {
  Instant as_of;
  std::uint32_t hour = 0;                  // the same as a tick of the run
  std::vector<PostFact> posts;             // in the plan's order
  std::vector<AdFact> ads;                 // in the plan's order
  std::vector<std::optional<double>> won;  // of each page: followers now less those of the first day, net
  std::vector<UnmatchedRow> unmatched;
  std::vector<std::string> notes;
  bool tell_anything() const;
};

struct FactsRequest {
  const Plan& plan;
  const Scenario& scenario;
  std::span<const Import> exports;
  std::optional<Instant> as_of{};  // else the latest moment in the exports
};
Facts facts_of(const FactsRequest& request);

// Rows of ads and of followers, into `facts` whose hour is known.
void add_ad_facts(const FactsRequest& request, Facts& facts);
void add_follower_facts(const FactsRequest& request, Facts& facts);

}  // namespace gs
