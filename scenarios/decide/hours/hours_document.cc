// Times are written in the plan's time zone, with its offset.
#include "scenarios/decide/hours/hours_document.h"

#include <nlohmann/json.hpp>

namespace gs {
namespace {

using nlohmann::json;

std::string time_of(const AskedHours& asked, std::size_t post, std::size_t slot) {
  return to_iso_local(asked.posts[post].slots[slot].at, asked.asked.forecast.scenario.timezone);
}

json item_of(const AskedHours& asked, const HoursOptimum& optimum, std::size_t row) {
  const MovablePost& post = asked.posts[row];
  const ScenarioPost& planned = asked.asked.forecast.scenario.plan.at(post.id);
  json item{{"id", post.id},
            {"kind", "post"},
            {"title", planned.title},
            {"account", post.account},
            {"before", time_of(asked, row, 0)},
            {"after", time_of(asked, row, optimum.answer[row])},
            {"tried", time_of(asked, row, optimum.best[row])},
            {"slots", post.slots.size()},
            {"tied_by", post.tied_by.empty() ? json() : json(post.tied_by)},
            {"gain", nullptr}};
  if (const auto& alone = optimum.alone[row])
    item["gain"] = paired_of(*alone, {asked.options.unseen, asked.options.alone});
  return item;
}

// What keeps posts from more: one row for all of them.
void put_ties(const AskedHours& asked, json& document) {
  constexpr std::size_t kNamed = 4;  // in the sentence; all of them in `ids`
  json row{{"what", "tied"}, {"id", ""}, {"ids", json::array()}};
  std::string names;
  for (const MovablePost& post : asked.posts) {
    if (post.tied_by.empty()) continue;
    row["ids"].push_back(post.id);
    if (row["ids"].size() <= kNamed) names += (names.empty() ? "'" : ", '") + post.id + "'";
  }
  if (names.empty()) return;
  if (const std::size_t all = row["ids"].size(); all > kNamed)
    names += " and " + std::to_string(all - kNamed) + " more";
  row["text"] = "posts that must not fall behind their ads and placements: " + names;
  document["binding"].push_back(row);
}

}  // namespace

void put_hours(const AskedHours& asked,
               const HoursOptimum& optimum,
               const Delivered& reference,
               json& document) {
  const Division& division = asked.asked.division;
  const Worlds fresh{asked.options.fresh, asked.options.proof};
  for (std::size_t row = 0; row < asked.posts.size(); ++row)
    document["items"].push_back(item_of(asked, optimum, row));
  const bool money = document["better"].get<bool>();
  document["hours"] = {{"better", optimum.better},
                       {"verified", paired_of(optimum.verified, fresh)},
                       {"days", asked.rules.days},
                       {"every_hours", asked.rules.every},
                       {"timezone", asked.asked.forecast.scenario.timezone},
                       {"timetables", optimum.tried},
                       {"worlds", optimum.worlds}};
  put_ties(asked, document);
  document["search"]["worlds"] = document["search"]["worlds"].get<std::size_t>() + optimum.worlds;
  if (!optimum.better && !division.lines.empty()) return;  // the money's proof stands
  document["verified"] =
      paired_of(optimum.better && money ? paired(division.objective, optimum.answer_delivered, reference)
                                        : optimum.verified,
                fresh);
  document["better"] = money || optimum.better;
  document["feasible"] = optimum.feasible;
  const json budget = document["after"]["budget"];
  document["after"] = figures_of(division, division.reference, optimum.answer_delivered);
  document["after"]["budget"] = budget;
}

json document_without_money(const Asked& asked, const Delivered& given) {
  Optimum kept;
  kept.reference_delivered = kept.answer_delivered = given;
  kept.feasible = rate(asked.division.objective, given).breach == 0;
  json document = optimization_document(asked, kept);
  document["given_budget"] = document["before"]["budget"];
  document["search"] = {{"worlds", 0}};
  return document;
}

}  // namespace gs
