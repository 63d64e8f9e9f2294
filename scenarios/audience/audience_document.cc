// Numbers come from core/graph; here they get names and people instead of agents.
#include "scenarios/audience/audience_document.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/graph/audience_stats.h"

namespace gs {
namespace {

using nlohmann::json;

json law_json(const DegreeLaw& law) {
  json out = {{"mean", law.mean},
              {"p10", law.p10},
              {"p25", law.p25},
              {"p50", law.p50},
              {"p75", law.p75},
              {"p90", law.p90},
              {"p99", law.p99},
              {"most", law.most},
              {"tail_exponent", nullptr},
              {"tail_from", law.tail_from},
              {"tail_people", law.tail_people}};
  if (law.tail_exponent) out["tail_exponent"] = *law.tail_exponent;
  return out;
}

json leader_json(const AudienceView& view, const Leader& leader) {
  const Audience& audience = view.audience;
  json follows = json::array();
  for (std::uint32_t p = 0; p < audience.pages.size(); ++p)
    if (gs::follows(audience, leader.agent, p)) follows.push_back(view.names.accounts[p]);
  json out = {{"person", audience.person[leader.agent]},
              {"segment", view.names.segments[segment_of(audience, leader.agent)]},
              {"listeners", leader.listeners},
              {"follows", follows}};
  if (leader.rank_share) out["rank_share"] = *leader.rank_share;
  return out;
}

void put_deep(json& out, const AudienceView& view, const DeepFigures& deep, double users) {
  const double k = view.audience.people_per_agent;
  out["components"] = {{"count", deep.components},
                       {"largest_share", users > 0 ? deep.largest_component / users : 0.0}};
  out["deepest_core"] = {{"links", deep.deepest_core}, {"people", k * deep.deepest_core_people}};
  out["clustering"] = {{"mean", deep.clustering.mean},
                       {"standard_error", deep.clustering.standard_error},
                       {"people", deep.clustering.people},
                       {"exact", deep.clustering.exact}};
  out["leaders"] = {{"by_rank", json::array()}, {"by_listeners", json::array()}};
  for (const Leader& leader : deep.by_rank) out["leaders"]["by_rank"].push_back(leader_json(view, leader));
  for (const Leader& leader : deep.by_listeners)
    out["leaders"]["by_listeners"].push_back(leader_json(view, leader));
}

// Of the links from one segment, the share that ends in each.
json mixing_json(const LayerFigures& figures, const std::vector<std::string>& segments) {
  json rows = json::object();
  for (std::size_t s = 0; s < segments.size(); ++s) {
    double all = 0;
    for (std::size_t t = 0; t < segments.size(); ++t)
      all += static_cast<double>(figures.mixing[s * segments.size() + t]);
    for (std::size_t t = 0; t < segments.size(); ++t)
      rows[segments[s]][segments[t]] =
          all > 0 ? static_cast<double>(figures.mixing[s * segments.size() + t]) / all : 0.0;
  }
  return rows;
}

json platform_json(const AudienceView& view, std::uint32_t layer) {
  const auto segments = static_cast<std::uint32_t>(view.names.segments.size());
  const LayerFigures figures = describe_layer(view.audience,
                                              layer,
                                              {.deep = view.stats,
                                               .segments = segments,
                                               .seed = view.seed,
                                               .leaders = view.leaders,
                                               .watch = view.watch});
  json out = {{"id", view.names.platforms[layer]},
              {"people", view.audience.people_per_agent * figures.users},
              {"agents", figures.users},
              {"links", figures.links},
              {"listeners", law_json(figures.listeners)},
              {"heard", law_json(figures.heard)},
              {"returned", figures.returned},
              {"mixing", mixing_json(figures, view.names.segments)}};
  if (figures.deep) put_deep(out, view, *figures.deep, figures.users);
  return out;
}

json segments_json(const AudienceView& view, const AudienceStats& stats) {
  const double k = view.audience.people_per_agent;
  json rows = json::array();
  for (std::size_t s = 0; s < view.names.segments.size(); ++s) {
    json uses = json::object();
    for (std::size_t l = 0; l < view.names.platforms.size(); ++l)
      uses[view.names.platforms[l]] =
          stats.people[s] > 0 ? static_cast<double>(stats.users[l * stats.segments + s]) / stats.people[s]
                              : 0.0;
    json row = {{"id", view.names.segments[s]},
                {"people", k * stats.people[s]},
                {"agents", stats.people[s]},
                {"activity", stats.activity[s]},
                {"platforms", uses}};
    if (!view.audience.segment_hours.empty()) row["hours_ahead"] = view.audience.segment_hours[s];
    rows.push_back(std::move(row));
  }
  return rows;
}

json accounts_json(const AudienceView& view, const AudienceStats& stats) {
  const double k = view.audience.people_per_agent;
  json rows = json::array();
  for (std::size_t p = 0; p < view.names.accounts.size(); ++p) {
    const std::size_t followers = view.audience.pages[p].followers.agents.size();
    json by = json::object();
    for (std::size_t s = 0; s < view.names.segments.size(); ++s)
      by[view.names.segments[s]] = k * stats.followers[p * stats.segments + s];
    rows.push_back({{"id", view.names.accounts[p]},
                    {"platform", view.names.platforms[view.audience.pages[p].layer]},
                    {"followers", k * static_cast<double>(followers)},
                    {"agents", followers},
                    {"segments", by}});
  }
  return rows;
}

json overlaps_json(const AudienceView& view, const AudienceStats& stats) {
  const std::size_t pages = view.names.accounts.size();
  json rows = json::array();
  for (std::size_t one = 0; one < pages; ++one)
    for (std::size_t other = one + 1; other < pages; ++other) {
      const double common = stats.in_common[one * pages + other], first = stats.in_common[one * pages + one],
                   second = stats.in_common[other * pages + other];
      const double smaller = std::min(first, second), either = first + second - common;
      rows.push_back({{"one", view.names.accounts[one]},
                      {"other", view.names.accounts[other]},
                      {"people", view.audience.people_per_agent * common},
                      {"share_of_smaller", smaller > 0 ? json(common / smaller) : json(nullptr)},
                      {"jaccard", either > 0 ? json(common / either) : json(nullptr)}});
    }
  return rows;
}

}  // namespace

AudienceNames names_of(const Portrait& portrait) {
  AudienceNames names;
  for (const SegmentPortrait& segment : portrait.segments) names.segments.push_back(segment.id);
  for (const LayerPortrait& layer : portrait.layers) names.platforms.push_back(layer.platform);
  for (const PagePortrait& page : portrait.pages) names.accounts.push_back(page.id);
  return names;
}

json audience_document(const AudienceView& view) {
  const Audience& audience = view.audience;
  const AudienceStats stats =
      describe_people(audience, static_cast<std::uint32_t>(view.names.segments.size()));
  const double k = audience.people_per_agent;
  json platforms = json::array();
  for (std::uint32_t layer = 0; layer < audience.layers.size(); ++layer)
    platforms.push_back(platform_json(view, layer));
  json apiece = json::array();
  for (const std::uint32_t people : stats.pages_apiece) apiece.push_back(k * people);
  return {{"schema", "groundswell/audience/1"},
          {"engine", GS_VERSION},
          {"seed", view.seed},
          {"people", k * audience.agents},
          {"agents", audience.agents},
          {"people_per_agent", k},
          {"segments", segments_json(view, stats)},
          {"platforms", platforms},
          {"accounts", accounts_json(view, stats)},
          {"follow_how_many", apiece},
          {"overlaps", overlaps_json(view, stats)}};
}

}  // namespace gs
