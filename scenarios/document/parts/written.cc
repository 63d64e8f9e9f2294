// The field tables read the other way: a struct's members as the keys they came from.
#include "scenarios/document/parts/written.h"

#include <nlohmann/json.hpp>

#include "scenarios/document/fields/ad_fields.h"

namespace gs {

namespace {

using nlohmann::json;

json value_of(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }
json value_of(Money amount) { return json::parse(to_text(amount)); }
template <class T>
json value_of(const T& number) {
  return number;
}
template <class T>
json value_of(const std::optional<T>& value) {
  return value ? value_of(*value) : json(nullptr);
}

template <std::size_t N>
json written(const ScenarioAd& ad, const std::array<Field<ScenarioAd>, N>& fields) {
  json object = json::object();
  for (const Field<ScenarioAd>& field : fields) {
    json value = std::visit([&](auto member) { return value_of(ad.*member); }, field.member);
    if (!value.is_null() && value != "all" && value != "even")
      object[std::string(field.key)] = std::move(value);
  }
  return object;
}

}  // namespace

json written_ad(const ScenarioAd& ad) {
  json object = written(ad, kAdFields);
  for (const char* budget : {"daily_budget", "total_budget", "post"}) object.erase(budget);
  object["start"] = to_iso_date(ad.first);
  object["end"] = to_iso_date(ad.last);
  if (json bid = written(ad, kBidFields); !bid.empty()) object["bid"] = std::move(bid);
  json targeting = written(ad, kTargetingFields);
  if (!ad.segments.empty()) targeting[std::string(kAdSegments)] = ad.segments;
  if (!targeting.empty()) object["targeting"] = std::move(targeting);
  return object;
}

}  // namespace gs
