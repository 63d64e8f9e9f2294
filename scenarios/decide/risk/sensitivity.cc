// Turns one knob of the plan, lives it, turns it back.
#include "scenarios/decide/risk/sensitivity.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/real.h"
#include "core/summary.h"
#include "models/fit/parameters.h"
#include "models/platform.h"
#include "scenarios/decide/risk/turned.h"
#include "scenarios/kpi/kpi.h"

namespace gs {

namespace {

using nlohmann::json;

constexpr double kEnd = 1.2815515655446004;  // the normal's 90 % point

// A number of the draws by the key of parameter_keys; nullptr where it is none.
double* value_in(Theta& theta, std::size_t at) {
  const std::vector<double*> first{
      &theta.visibility, &theta.size_slope, &theta.paid, &theta.spread, &theta.repeat};
  if (at < first.size()) return first[at];
  at -= first.size();
  if (at < theta.rate.size()) return &theta.rate[at];
  at -= theta.rate.size();
  if (at < theta.timing.diurnal.size()) return &theta.timing.diurnal[at];
  at -= theta.timing.diurnal.size();
  if (at == 0) return &theta.timing.weekend;
  if (at == 1) return &theta.timing.log_half_life;
  at -= 2;
  if (theta.formats.empty()) return nullptr;
  const std::size_t each = 1 + theta.formats.front().rate.size();
  if (at / each >= theta.formats.size()) return nullptr;
  FormatEffect& format = theta.formats[at / each];
  return at % each == 0 ? &format.visibility : &format.rate[at % each - 1];
}

// What may be turned: its ends, and how.
struct Knob {
  double low = 0, high = 0;
  std::function<void(Plan&, double)> turn;
};

std::optional<Knob> knob_of_page(const Plan& plan, std::size_t page, const std::string& key) {
  const Calibration& calibration = plan.pages[page].calibration;
  const std::vector<std::string> keys = parameter_keys(calibration.formats);
  const auto found = std::ranges::find(keys, key);
  if (found == keys.end()) return {};
  const auto at = static_cast<std::size_t>(found - keys.begin());
  std::vector<double> values;
  for (Theta theta : calibration.draws) {
    const double* value = value_in(theta, at);
    if (value == nullptr) return {};
    values.push_back(*value);
  }
  std::ranges::sort(values);
  return Knob{
      quantile_sorted(values, .1), quantile_sorted(values, .9), [page, at](Plan& turned, double value) {
        for (Theta& theta : turned.pages[page].calibration.draws) *value_in(theta, at) = value;
      }};
}

std::optional<Knob> knob_of_ad(const Plan& plan, const std::string& key) {
  for (std::size_t row = 0; row < plan.request.ads.size(); ++row) {
    const PlannedAd& ad = plan.request.ads[row];
    if (key == "ads." + ad.id + ".cpm" && ad.price_log_sd > 0) {
      const double price = static_cast<double>(ad.cpm.micros) / 1e6,
                   times = exact_exp(kEnd * ad.price_log_sd);
      return Knob{price / times, price * times, [row](Plan& turned, double value) {
                    turned.request.ads[row].cpm.micros = static_cast<std::int64_t>(value * 1e6);
                    turned.request.ads[row].price_log_sd = 0;
                  }};
    }
    if (key == "ads." + ad.id + ".click" && ad.click_log_sd > 0) {
      const double times = exact_exp(kEnd * ad.click_log_sd);
      return Knob{ad.click / times, std::min(1.0, ad.click * times), [row](Plan& turned, double value) {
                    turned.request.ads[row].click = value;
                    turned.request.ads[row].click_log_sd = 0;
                  }};
    }
  }
  return {};
}

// Rates of the offer that the planner did not say: they keep the spread of rates that are said.
std::optional<Knob> knob_of_offer(const Plan& plan, const std::string& key) {
  const bool visit = key == "offer.visit_rate";
  if (!visit && key != "offer.conversion_rate") return {};
  const PlatformBelief& belief =
      (*find_platform(plan.platforms.front()))[visit ? Belief::visit_per_click : Belief::sale_per_visit];
  const double times = exact_exp(kEnd * belief.sd);
  return Knob{
      belief.center / times, std::min(1.0, belief.center * times), [visit](Plan& turned, double value) {
        (visit ? turned.request.offer->visit_rate : turned.request.offer->conversion_rate) = value;
      }};
}

std::optional<Knob> knob_of_tone(const Plan& plan, std::size_t page) {
  const std::vector<double>& quantiles = plan.pages[page].tone.quantiles;
  return Knob{quantile_sorted(quantiles, .1),
              quantile_sorted(quantiles, .9),
              [page](Plan& turned, double value) { turned.pages[page].tone.quantiles = {value}; }};
}

// The page of a row that names an account; of a plan with one page, that page.
std::optional<Knob> knob_of(const Plan& plan, const json& row) {
  const std::string key = row.at("key");
  if (key.starts_with("ads.")) return knob_of_ad(plan, key);
  if (key.starts_with("offer.")) return knob_of_offer(plan, key);
  const std::string account = row.value("account", "");
  for (std::size_t page = 0; page < plan.pages.size(); ++page)
    if (!plan.pages[page].posts.empty() && (account.empty() || plan.request.pages[page].account == account))
      return key == "comments.negative_share" ? knob_of_tone(plan, page) : knob_of_page(plan, page, key);
  return {};
}

class Effects {
 public:
  Effects(Forecast& forecast, const RunOptions& options, std::size_t worlds)
      : worlds_(forecast, options, worlds),
        kpis_(kpis_at_hand(forecast,
                           {"reach",
                            "engagements",
                            "clicks",
                            "leads",
                            "sales",
                            "cpl",
                            "cpc",
                            "hides",
                            "negative_comment_share"})) {}

  json of(const Knob& knob) {
    const std::vector<std::optional<double>> low = means(knob, knob.low), high = means(knob, knob.high);
    json effect = json::array();
    for (std::size_t k = 0; k < kpis_.size(); ++k)
      if (low[k] && high[k])
        effect.push_back(
            {{"kpi", kpis_[k]->name}, {"change", *high[k] - *low[k]}, {"low", *low[k]}, {"high", *high[k]}});
    return effect;
  }

 private:
  // Undefined where the KPI is in no world.
  std::vector<std::optional<double>> means(const Knob& knob, double value) {
    const std::vector<PreparedPage> pages = worlds_.plan().pages;
    const std::vector<PlannedAd> ads = worlds_.plan().request.ads;
    const std::optional<PlannedOffer> offer = worlds_.plan().request.offer;
    const std::vector<WorldCounts> worlds = worlds_.live([&](Plan& plan) { knob.turn(plan, value); },
                                                         [&](Plan& plan) {
                                                           plan.pages = pages;
                                                           plan.request.ads = ads;
                                                           plan.request.offer = offer;
                                                         });
    std::vector<std::optional<double>> found;
    for (const Kpi* kpi : kpis_) {
      std::vector<double> defined;
      for (const WorldCounts& world : worlds)
        if (const auto draw = kpi->of(world.total)) defined.push_back(*draw);
      found.push_back(defined.empty() ? std::nullopt : std::optional(mean_of(defined)));
    }
    return found;
  }

  TurnedWorlds worlds_;
  std::vector<const Kpi*> kpis_;
};

}  // namespace

json assumed_with_effects(Forecast& forecast, const RunOptions& options, std::size_t worlds) {
  json rows = assumed_of(forecast.plan);
  options.watch.stage("turning the defaults one by one");
  Effects effects(forecast, options, std::min(worlds, forecast.worlds.size()));
  for (json& row : rows) {
    const std::optional<Knob> knob = knob_of(forecast.plan, row);
    if (!knob || !(knob->low < knob->high)) {
      row["effect_untold_because"] = "no range of it is known, or other people would have to be grown";
      continue;
    }
    options.watch.leave_if_asked("stopped before all defaults were turned");
    row["range"] = {{"low", knob->low}, {"high", knob->high}};
    row["effect"] = effects.of(*knob);
  }
  return rows;
}

}  // namespace gs
