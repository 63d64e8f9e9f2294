// Rates of an offer: one draw each per platform and world, around what the planner said or the platform
// believes.
#include "scenarios/plan/offer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "core/real.h"
#include "models/platform.h"

namespace gs {
namespace {

constexpr double kSaidLogSd = 0.2;  // how far a rate the planner named may be off; assumption
// Share of clicks that go to the link of a post that is none: a fifth of a link post's (DEFAULTS 12).
constexpr double kElsewhere = 0.2;

enum Draw : std::uint64_t { visit_luck = 200, sale_luck = 201, lead_luck = 202 };

// A chance around its centre, in this world.
double drawn(double centre, double log_sd, double luck) {
  return std::clamp(centre * exact_exp(log_sd * luck), 0.0, 1.0);
}

}  // namespace

PlannedOffer planned_offer(const ScenarioOffer& offer) {
  PlannedOffer planned{.visit_rate = offer.visit_rate,
                       .conversion_rate = offer.conversion_rate,
                       .lead_rate = offer.lead_rate,
                       .margin = offer.margin,
                       .order_value = offer.order_value};
  planned.view_through = offer.view_through.value_or(planned.view_through);
  return planned;
}

OfferWorld offer_world(const PlannedOffer& offer, const std::string& platform, World world) {
  const Platform& beliefs = *find_platform(platform);
  const auto luck = [&](Draw what) {
    return normal(world, {.subject = what, .content = content_key(platform), .why = Purpose::price});
  };
  const auto rate = [&](const std::optional<double>& said, Belief belief, Draw what) {
    const PlatformBelief& known = beliefs[belief];
    return said ? drawn(*said, kSaidLogSd, luck(what)) : drawn(known.center, known.sd, luck(what));
  };
  OfferWorld out;
  out.visit = rate(offer.visit_rate, Belief::visit_per_click, visit_luck);
  out.sale = rate(offer.conversion_rate, Belief::sale_per_visit, sale_luck);
  if (offer.lead_rate) out.lead = drawn(*offer.lead_rate, kSaidLogSd, luck(lead_luck));
  return out;
}

double link_share(const std::string& platform, bool leads_on) {
  const Platform& beliefs = *find_platform(platform);
  const double link = beliefs[Belief::link_click].center, any = beliefs[Belief::click].center;
  const double share = any > 0 ? std::min(1.0, link / any) : 1.0;
  return leads_on ? share : share * kElsewhere;
}

std::vector<nlohmann::json> assumed_of_offer(const PlannedOffer& offer, const std::string& platform) {
  std::vector<nlohmann::json> rows;
  const Platform& beliefs = *find_platform(platform);
  const auto add = [&](const char* key, const char* text, Belief belief) {
    rows.push_back({{"key", std::string("offer.") + key},
                    {"text", text},
                    {"value", beliefs[belief].center},
                    {"unit", ""},
                    {"source", beliefs[belief].source},
                    {"confidence", std::string(1, beliefs[belief].confidence)}});
  };
  if (!offer.visit_rate) add("visit_rate", "share of clicks on links that arrive", Belief::visit_per_click);
  if (!offer.conversion_rate) add("conversion_rate", "share of visits that buy", Belief::sale_per_visit);
  add("link_click", "clicks on the link, per impression of a link post", Belief::link_click);
  return rows;
}

}  // namespace gs
