// A small made-up page and its fit, made once per test program.
#pragma once
#include <vector>

#include "models/fit/fitter.h"
#include "scenarios/forecast.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/history.h"

namespace gs::support {

inline SyntheticPage small_page() {
  SyntheticPage page = example_page();
  page.followers = 4000;
  page.posts = 120;
  page.days = 200;
  return page;
}

inline const std::vector<ObservedPost>& small_history() {
  static const std::vector<ObservedPost> history = mature_posts(simulate_history(small_page(), 11));
  return history;
}

inline FitOptions quick_fit() {
  FitOptions options;
  options.starts = 1;
  options.draws = 100;
  options.importance_check = false;
  return options;
}

inline Knowledge small_knowledge() {
  static const Calibration calibration = [] {
    PopulationParameters people;
    people.followers = 0;
    return fit(small_history(), people, quick_fit());
  }();
  return {.accounts = {{calibration.account, {small_history(), calibration, "1"}}}};
}

// A fortnight of four posts; `moved` shifts the second by whole days, `extra` adds a fifth post.
inline Scenario small_plan(int moved_days = 0, bool extra = false, int hour = 12) {
  Scenario scenario;
  scenario.name = "plan";
  scenario.about = "synthetic";
  scenario.timezone = "Europe/Berlin";
  scenario.start = {2026, 12, 7};
  scenario.end = {2026, 12, 20};
  ScenarioAccount& account = scenario.audience.accounts["example-roastery"];
  account.platform = "facebook";
  account.kind = "page";
  account.followers = 4000;
  const auto add = [&](const std::string& id, int day, int at, const std::string& format) {
    ScenarioPost post;
    post.account = "example-roastery";
    post.platform = "facebook";
    post.format = format;
    post.topic = "product";
    post.published = to_instant({2026, 12, day, at}, scenario.timezone).instant;
    scenario.plan[id] = post;
  };
  add("a", 7, 9, "photo");
  add("b", 9 + moved_days, hour, "video");
  add("c", 10, 18, "photo");
  add("d", 15, 11, "link");
  if (extra) add("e", 17, 12, "photo");
  return scenario;
}

}  // namespace gs::support
