// Publishing times found, as a part of groundswell/optimization/1: items of kind `post`, `hours`, and what
// the whole answer comes to when times and money changed.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "scenarios/decide/hours/halving.h"
#include "scenarios/decide/optimization_document.h"

namespace gs {

struct AskedHours {
  const Asked& asked;
  const std::vector<MovablePost>& posts;
  const SlotRules& rules;
  const HoursOptions& options;
};

// Adds to the document of the money that was divided before, or of a plan whose money was left alone. `spend`
// is lived at all times; `reference`: what the plan as given came to on the same fresh worlds.
void put_hours(const AskedHours& asked,
               const HoursOptimum& optimum,
               const Delivered& reference,
               nlohmann::json& document);

// What the document says where no money is divided: the plan as it is.
nlohmann::json document_without_money(const Asked& asked, const Delivered& given);

}  // namespace gs
