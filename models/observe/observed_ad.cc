// Cells compared as people mean them: an id, where there is one, is the whole name.
#include "models/observe/observed_ad.h"

#include <vector>

namespace gs {
namespace {

void append(std::string& text, std::string_view part) { (text += part) += '\x1f'; }

// "id 4711", or from the deepest level without an id upwards: names, until a level that has one.
void append_ad(std::string& text, const AdCell& cell) {
  const std::array<std::pair<const std::string*, const std::string*>, 3> levels{
      {{&cell.ad_id, &cell.ad}, {&cell.ad_set_id, &cell.ad_set}, {&cell.campaign_id, &cell.campaign}}};
  for (const auto& [id, name] : levels) {
    append(text, id->empty() ? "name" : "id");
    append(text, id->empty() ? *name : *id);
    if (!id->empty()) return;
  }
}

std::string_view level_of(const AdCell& cell) {
  if (!cell.ad_id.empty() || !cell.ad.empty()) return "ad";
  if (!cell.ad_set_id.empty() || !cell.ad_set.empty()) return "ad set";
  return cell.campaign_id.empty() && cell.campaign.empty() ? "account" : "campaign";
}

std::string number_of(std::optional<Day> day) { return day ? std::to_string(day->number) : ""; }

}  // namespace

Grain grain_of(const AdCell& cell) {
  if (!cell.first || !cell.last) return Grain::undated;
  const int days = cell.last->number - cell.first->number + 1;
  return days == 1 ? Grain::day : days == 7 ? Grain::week : Grain::period;
}

std::string cut_of(const AdCell& cell) {
  constexpr std::array<std::string_view, 4> kGrains{"undated", "day", "week", "period"};
  std::vector<std::string_view> parts;
  if (!cell.age.empty()) parts.push_back("age");
  if (!cell.gender.empty()) parts.push_back("gender");
  if (!cell.interest.empty()) parts.push_back("interest");
  if (!cell.place.empty()) parts.push_back("place");
  if (!cell.placement.empty()) parts.push_back("placement");
  std::string cut(level_of(cell));
  cut.append(", ").append(kGrains[static_cast<std::size_t>(grain_of(cell))]);
  for (std::size_t i = 0; i < parts.size(); ++i)
    cut.append(i == 0 ? " by " : i + 1 == parts.size() ? " and " : ", ").append(parts[i]);
  return cut;
}

std::string identity_of(const AdCell& cell) {
  std::string text;
  append(text, cell.platform);
  append(text, cell.account);
  append_ad(text, cell);
  append(text, number_of(cell.first));
  append(text, number_of(cell.last));
  for (const std::string* part : {&cell.age, &cell.gender, &cell.interest, &cell.place, &cell.placement})
    append(text, *part);
  return text + std::to_string(cell.twin);
}

std::string identity_of(const ObservedConversion& conversion) {
  return identity_of(conversion.cell) + '\x1f' + conversion.name + '\x1f' + conversion.way;
}

}  // namespace gs
