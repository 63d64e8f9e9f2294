// A small season lived for tests of the laboratory: eight accounts, a post on each, ads on five of their
// platforms.
#pragma once
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "scenarios/synth/lab/layouts.h"
#include "scenarios/synth/lab/shown.h"
#include "tests/imports/import_file.h"

namespace gs::testing_laboratory {

using nlohmann::json;

// Everybody who arrives leaves a contact and half of them buy.
inline json week_everywhere() {
  json plan = json::parse(R"({"schema":"groundswell/scenario/1","name":"Spring","currency":"EUR",
"timezone":"Europe/Berlin","start":"2026-03-16","end":"2026-03-22","seed":7,
"audience":{"outsiders_per_follower":1,"mean_listeners":15,"accounts":{}},"plan":{},"ads":{},
"offer":{"visit_rate":0.9,"conversion_rate":0.5,"lead_rate":0.8,"order_value":20}})");
  for (const char* platform : {"facebook", "instagram", "tiktok", "youtube", "linkedin", "vk", "x"}) {
    const std::string name(platform);
    plan["audience"]["accounts"]["tea-" + name] = {{"platform", name}, {"followers", 400}};
    plan["plan"]["p_" + name] = {{"account", "tea-" + name},
                                 {"format", name == "youtube" || name == "tiktok" ? "video" : "photo"},
                                 {"title", "=Tea, \"green\""},
                                 {"link", "https://example.org/tea"},
                                 {"publish_at", "2026-03-16T18:00"}};
    if (name == "x" || name == "instagram") continue;
    plan["ads"]["ad_" + name] = {
        {"post", "p_" + name}, {"daily_budget", 4}, {"end", "2026-03-19"}, {"bid", {{"cpm", 20}}}};
  }
  return plan;
}

inline Laboratory lab_of(const json& plan, unsigned threads = 2) {
  RunOptions options;
  options.seed = 7;
  options.threads = threads;
  LabSettings settings;
  settings.plan.weeks = 4;
  settings.plan.seed = 7;
  settings.tests = 1;
  return run_laboratory(parse_scenario(plan.dump(), "plan.json"), {}, options, settings);
}

inline const Laboratory& lab() {
  static const Laboratory one = lab_of(week_everywhere());
  return one;
}

inline const LabLayout& layout_named(const std::string& name) { return *lab_layouts_named(name).at(0); }

inline Import read_file(const LabFile& file) {
  ImportOptions options;
  options.timezone = "Europe/Berlin";
  options.currency = "EUR";
  options.account = file.account.empty() ? "tea" : file.account;
  options.year = 2026;
  return testing_imports::import_text(file.text, options);
}

inline Import read_back(const std::string& name) {
  return read_file(lab_files(lab(), layout_named(name)).at(0));
}

}  // namespace gs::testing_laboratory
