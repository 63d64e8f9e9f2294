// Effects by channel and by week, lift tests, definitions.
#include "scenarios/synth/lab/truth.h"

#include <nlohmann/json.hpp>

#include "scenarios/synth/lab/shown.h"

namespace gs {
namespace {

using nlohmann::json;

constexpr double kMicros = 1e6;

json definitions() {
  return {{"incremental",
           "outcomes of the world less those of the same world, with the same people and luck, without the "
           "channel: carry-over and word of mouth included"},
          {"roi", "incremental revenue / spend: sales times the order value; no costs taken off"},
          {"cost_per_outcome", "spend / incremental outcome"},
          {"word_of_mouth_share",
           "1 - incremental outcome where nobody sees what others pass on / incremental outcome"},
          {"claimed_sales", "sales the platform counts for the channel: of clicks and of views"},
          {"tests", "a channel dark in one week: lift in that week, and what came later of it"},
          {"all_ads", "the world less the same world without any ad; channels need not add up to it"},
          {"weeks", "seven days from the plan's start; the last ones let the last posts and sales ripen"}};
}

// Undefined is null.
json ratio(double above, double below) { return below > 0 || below < 0 ? json(above / below) : json(); }

json effect(const Laboratory& lab, const LifeDays& without, const LifeDays& quiet_without) {
  const std::string& outcome = lab.settings.outcome;
  json all;
  for (const char* kind : {"visits", "leads", "sales"}) all[kind] = difference(lab.all, without, kind);
  const double heard = difference(lab.all, without, outcome);
  const double quiet = difference(lab.quiet, quiet_without, outcome);
  json by_week = json::array();
  for (std::uint32_t week = 0; week < weeks_of(lab); ++week)
    by_week.push_back(outcome_in_week(lab, lab.all, week) - outcome_in_week(lab, without, week));
  const json share = ratio(quiet, heard);
  return {{"incremental", heard},
          {"incremental_of", std::move(all)},
          {"incremental_by_week", std::move(by_week)},
          {"incremental_without_word_of_mouth", quiet},
          {"word_of_mouth_share", share.is_null() ? json() : json(1 - share.get<double>())}};
}

void put_money(const Laboratory& lab, Money spent, json& row) {
  const double spend = static_cast<double>(spent.micros) / kMicros;
  const auto& value = lab.plan().request.offer->order_value;
  row["spend"] = spend;
  row["roi"] =
      value
          ? ratio(row["incremental_of"]["sales"].get<double>() * static_cast<double>(value->micros) / kMicros,
                  spend)
          : json();
  row["cost_per_outcome"] = ratio(spend, row["incremental"].get<double>());
}

json channel_rows(const Laboratory& lab, Money& spent) {
  json rows = json::array();
  const std::vector<LabAd> ads = shown_ads(lab);
  for (std::size_t channel = 0; channel < lab.channels.size(); ++channel) {
    json row = effect(lab, lab.without[channel], lab.quiet_without[channel]);
    double impressions = 0, clicks = 0, claimed = 0;
    Money spend;
    for (const LabAd& ad : ads) {
      if (ad.channel != channel) continue;
      impressions += *ad.row.at(AdCount::impressions);
      clicks += *ad.row.at(AdCount::clicks);
      claimed += ad.sales();
      spend.micros += ad.row.spend->micros;
    }
    put_money(lab, spend, row);
    row.update({{"id", lab.channels[channel].id},
                {"platform", lab.channels[channel].platform},
                {"flights", lab.channels[channel].ads.size()},
                {"impressions", impressions},
                {"clicks", clicks},
                {"claimed_sales", claimed}});
    spent.micros += spend.micros;
    rows.push_back(std::move(row));
  }
  return rows;
}

json test_rows(const Laboratory& lab) {
  json rows = json::array();
  const Day first = day_of(lab.plan().request.start);
  for (const LiftTest& test : lab.tests) {
    const double lift =
        outcome_in_week(lab, lab.all, test.week) - outcome_in_week(lab, test.without, test.week);
    const std::int32_t start = first.number + 7 * static_cast<std::int32_t>(test.week);
    rows.push_back({{"channel", lab.channels[test.channel].id},
                    {"first", to_text(Day{start})},
                    {"last", to_text(Day{start + 6})},
                    {"spend", static_cast<double>(test.spend.micros) / kMicros},
                    {"lift", lift},
                    {"later", difference(lab.all, test.without, lab.settings.outcome) - lift}});
  }
  return rows;
}

json week_rows(const Laboratory& lab) {
  json rows = json::array();
  const std::vector<LabWeek> weeks = shown_weeks(lab);
  for (std::uint32_t week = 0; week < weeks.size(); ++week)
    rows.push_back({{"first", to_text(weeks[week].first)},
                    {"outcome", weeks[week].outcome},
                    {"without_ads", outcome_in_week(lab, lab.without_ads, week)}});
  return rows;
}

// What a reader of a file has to be told stands beside it; null: the file says it.
json file_rows(std::span<const LabFile> files) {
  json rows = json::array();
  for (const LabFile& file : files)
    rows.push_back({{"file", file.name},
                    {"layout", file.layout},
                    {"account", file.account.empty() ? json() : json(file.account)}});
  return rows;
}

}  // namespace

json truth_of(const Laboratory& lab, std::span<const LabFile> files) {
  const PlanRequest& request = lab.plan().request;
  const LongPlanRules& rules = lab.settings.plan;
  Money spent;
  json channels = channel_rows(lab, spent), all_ads = effect(lab, lab.without_ads, lab.quiet_without_ads);
  put_money(lab, spent, all_ads);
  const LifeDays nothing{std::vector<double>(lab.all.sales.size()),
                         std::vector<double>(lab.all.sales.size()),
                         std::vector<double>(lab.all.sales.size())};
  json total = effect(lab, nothing, nothing);
  return {{"schema", "groundswell/truth/1"},
          {"engine", GS_VERSION},
          {"about", "synthetic: one made-up world, lived again without each channel"},
          {"name", lab.forecast.scenario.name},
          {"seed", request.seed},
          {"world", lab.settings.world},
          {"start", to_iso_date(request.start)},
          {"timezone", lab.forecast.scenario.timezone},
          {"files", file_rows(files)},
          {"weeks_planned", rules.weeks},
          {"budget_log_sd", rules.budget_log_sd},
          {"dark_share", rules.dark_share},
          {"currency", request.currency},
          {"outcome", lab.settings.outcome},
          {"total", total["incremental"]},
          {"total_of", total["incremental_of"]},
          {"total_without_word_of_mouth", total["incremental_without_word_of_mouth"]},
          {"channels", std::move(channels)},
          {"all_ads", std::move(all_ads)},
          {"tests", test_rows(lab)},
          {"weeks", week_rows(lab)},
          {"definitions", definitions()}};
}

}  // namespace gs
