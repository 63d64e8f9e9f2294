// Keys of the document's own values, of targets and of costs beside the ads.
#pragma once
#include <array>

#include "core/fields.h"
#include "scenarios/document/scenario.h"

namespace gs {

// The document's own single values, as written.
struct ScenarioHeader {
  std::string schema, name, about, currency = "EUR", timezone = "UTC", start, end, extends;
  std::optional<std::int64_t> seed;
  bool background = false;
};

// clang-format off
inline constexpr std::array<Field<ScenarioHeader>, 10> kHeaderFields{{
    {"schema", &ScenarioHeader::schema, "text", 1, 60, "1 when missing", "groundswell/scenario/1"},
    {"name", &ScenarioHeader::name, "text", 0, 200, "the file's name", "shown above every table"},
    {"about", &ScenarioHeader::about, "text", 0, 5000, "empty", "the plan's story, for the report"},
    {"currency", &ScenarioHeader::currency, "currency", 3, 3, "EUR", "ISO 4217 code of all money"},
    {"timezone", &ScenarioHeader::timezone, "zone", 1, 64, "UTC",
     "zone of all times that do not say their own"},
    {"start", &ScenarioHeader::start, "date", 1, 40, "day of the first post", "first day of the plan"},
    {"end", &ScenarioHeader::end, "date", 1, 40, "day of the last post", "last day of the plan, inclusive"},
    {"seed", &ScenarioHeader::seed, "number", 0, 4294967295.0, "1", "all luck follows from it"},
    {"background", &ScenarioHeader::background, "flag", 0, 1, "false",
     "the pages' unplanned posts go on beside the plan, drawn from history, and are not counted in its figures"},
    {"extends", &ScenarioHeader::extends, "path", 1, 1000, "none",
     "another scenario, relative to this file, that this one patches (RFC 7386)"},
}};

inline constexpr std::array<Field<Target>, 2> kTargetFields{{
    {"at_least", &Target::at_least, "the KPI's unit", -1e15, 1e15, "planner",
     "met when the KPI is this or more"},
    {"at_most", &Target::at_most, "the KPI's unit", -1e15, 1e15, "planner",
     "met when the KPI is this or less"},
}};

inline constexpr std::array<Field<ScenarioCost>, 2> kCostFields{{
    {"amount", &ScenarioCost::amount, "currency", 0, 1e11, "required",
     "production, agency, tools …: part of what the plan costs"},
    {"about", &ScenarioCost::about, "text", 0, 200, "empty", "what it is for"},
}};

inline constexpr std::array<Field<ScenarioOffer>, 6> kOfferFields{{
    {"visit_rate", &ScenarioOffer::visit_rate, "visits/click", 0, 1, "the platform's",
     "share of clicks on links that arrive on the page they lead to"},
    {"conversion_rate", &ScenarioOffer::conversion_rate, "sales/visit", 0, 1, "the platform's",
     "share of visits that end in a sale, within 30 days"},
    {"lead_rate", &ScenarioOffer::lead_rate, "leads/visit", 0, 1, "none",
     "share of visits that leave a contact"},
    {"order_value", &ScenarioOffer::order_value, "currency/sale", 0, 1e9, "none",
     "mean value of an order; without it no revenue is told"},
    {"margin", &ScenarioOffer::margin, "fraction", 0, 1, "none", "profit before marketing per revenue"},
    {"view_through", &ScenarioOffer::view_through, "sales/ad sale", 0, 1, "0.15 (assumption)",
     "sales of people who saw an ad and did not click, per sale after a click on one"},
}};
// clang-format on

}  // namespace gs
