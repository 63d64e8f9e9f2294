// One table per part of the document. Names are spelt out, so that no control code reaches the terminal.
// Leads with what a planner asks first: how many people, how unequal, how much accounts share.
#include "scenarios/report/audience_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr std::size_t kMostOverlaps = 12, kMostLeaders = 5;

std::string count(const json& value) { return whole_number(value.get<double>()); }
std::string name(const json& value) { return visible(value.get<std::string>()); }
std::string share(const json& value) {
  return value.is_null() ? std::string(kUndefined) : percent(value.get<double>());
}

std::string head_text(const json& document, const TerminalStyle& style) {
  std::string out = count(document["people"]) + " people";
  const double k = document["people_per_agent"];
  if (k > 1) out += " (" + count(document["agents"]) + " simulated, each for " + significant(k, 3) + ")";
  double links = 0;
  for (const json& platform : document["platforms"]) links += platform["links"].get<double>();
  return wrapped(out + ", " + whole_number(links) + " links, seed " + document["seed"].dump(), style);
}

std::string segments_text(const json& document, const TerminalStyle& style) {
  TextTable table;
  table.columns = {{"segment", false, Keep::always, true}, {"people"}, {"activity"}};
  for (const json& platform : document["platforms"])
    table.columns.push_back({"on " + name(platform["id"]), true, Keep::before_extras});
  for (const json& segment : document["segments"]) {
    table.rows.push_back({name(segment["id"]), count(segment["people"]), fixed(segment["activity"], 2)});
    for (const json& platform : document["platforms"])
      table.rows.back().push_back(share(segment["platforms"][platform["id"].get<std::string>()]));
  }
  return lay_out(table, style);
}

std::string platforms_text(const json& document, const TerminalStyle& style) {
  TextTable table;
  table.columns = {{"platform", false, Keep::always, true},
                   {"people"},
                   {"listeners each"},
                   {"median"},
                   {"1 in 100"},
                   {"most"},
                   {"tail", true, Keep::before_extras},
                   {"returned"}};
  for (const json& platform : document["platforms"]) {
    const json& law = platform["listeners"];
    table.rows.push_back(
        {name(platform["id"]),
         count(platform["people"]),
         significant(law["mean"], 3),
         count(law["p50"]),
         count(law["p99"]),
         count(law["most"]),
         law["tail_exponent"].is_null() ? std::string(kUndefined) : fixed(law["tail_exponent"], 2),
         share(platform["returned"])});
  }
  return lay_out(table, style) +
         wrapped(
             "tail: exponent of the density from five times the mean on, by maximum likelihood", style, 4);
}

std::string accounts_text(const json& document, const TerminalStyle& style) {
  TextTable table;
  table.columns = {{"account", false, Keep::always, true}, {"followers"}};
  const json& segments = document["segments"];
  if (segments.size() > 1)
    for (const json& segment : segments)
      table.columns.push_back({name(segment["id"]), true, Keep::before_extras});
  for (const json& account : document["accounts"]) {
    table.rows.push_back({name(account["id"]), count(account["followers"])});
    if (segments.size() > 1)
      for (const json& segment : segments)
        table.rows.back().push_back(count(account["segments"][segment["id"].get<std::string>()]));
  }
  return lay_out(table, style) +
         wrapped(
             "followers less the inauthentic ones, whom nobody simulates (of creators a fifth, unless the "
             "plan says another share)",
             style,
             4);
}

std::string overlaps_text(const json& document, const TerminalStyle& style) {
  std::vector<json> rows = document["overlaps"];
  if (rows.empty()) return "";
  std::ranges::stable_sort(rows, [](const json& a, const json& b) {
    return a["people"].get<double>() > b["people"].get<double>();
  });
  TextTable table;
  table.columns = {{"overlap of", false, Keep::always, true},
                   {"and", false, Keep::always, true},
                   {"people"},
                   {"of the smaller"},
                   {"of both together", true, Keep::before_extras}};
  for (std::size_t i = 0; i < std::min(rows.size(), kMostOverlaps); ++i)
    table.rows.push_back({name(rows[i]["one"]),
                          name(rows[i]["other"]),
                          count(rows[i]["people"]),
                          share(rows[i]["share_of_smaller"]),
                          share(rows[i]["jaccard"])});
  std::string out = "\n" + lay_out(table, style);
  if (rows.size() > kMostOverlaps)
    out += wrapped(std::to_string(rows.size() - kMostOverlaps) + " smaller overlaps: --json", style, 4);
  return out;
}

std::string leaders_of(const json& platform, const TerminalStyle& style) {
  TextTable table;
  table.columns = {{"opinion leader on " + name(platform["id"]), false, Keep::always, true},
                   {"segment", false},
                   {"listeners"},
                   {"share of rank"},
                   {"follows", false, Keep::always, true}};
  const json& leaders = platform["leaders"]["by_rank"];
  for (std::size_t i = 0; i < std::min(leaders.size(), kMostLeaders); ++i) {
    std::string follows;
    for (const json& page : leaders[i]["follows"]) follows += (follows.empty() ? "" : ", ") + name(page);
    table.rows.push_back({"person " + std::to_string(leaders[i]["person"].get<std::uint64_t>()),
                          name(leaders[i]["segment"]),
                          count(leaders[i]["listeners"]),
                          significant(100 * leaders[i]["rank_share"].get<double>(), 2) + " %",
                          follows});
  }
  return table.rows.empty() ? "" : lay_out(table, style);
}

// Of the links of each segment's people, where they end.
std::string mixing_of(const json& platform, const json& segments, const TerminalStyle& style) {
  if (segments.size() < 2) return "";
  TextTable table;
  table.columns = {{"links of", false, Keep::always, true}};
  for (const json& to : segments) table.columns.push_back({"to " + name(to["id"])});
  for (const json& from : segments) {
    table.rows.push_back({name(from["id"])});
    for (const json& to : segments)
      table.rows.back().push_back(
          share(platform["mixing"][from["id"].get<std::string>()][to["id"].get<std::string>()]));
  }
  return lay_out(table, style);
}

std::string depths_text(const json& document, const TerminalStyle& style) {
  std::string out;
  for (const json& platform : document["platforms"]) {
    if (!platform.contains("clustering")) continue;
    const json &clustering = platform["clustering"], &core = platform["deepest_core"];
    const bool exact = clustering["exact"];
    out += "\n" +
           labelled(name(platform["id"]),
                    "of two people linked with one person, " + percent(clustering["mean"]) + " are linked" +
                        (exact ? ""
                               : " (± " + significant(100 * clustering["standard_error"].get<double>(), 1) +
                                     " %, sampled)") +
                        "; " + percent(platform["components"]["largest_share"]) + " hang together; " +
                        count(core["people"]) + " people hear " + count(core["links"]) +
                        " of each other or more",
                    style);
    out += mixing_of(platform, document["segments"], style) + leaders_of(platform, style);
  }
  return out;
}

}  // namespace

std::string audience_text(const json& document, const TerminalStyle& style) {
  return head_text(document, style) + "\n" + segments_text(document, style) + "\n" +
         platforms_text(document, style) + "\n" + accounts_text(document, style) +
         overlaps_text(document, style) + depths_text(document, style);
}

}  // namespace gs
