// Which KPIs a person sees first, and which one a sentence speaks of: one rule for forecast, comparison,
// explanation and tracking. What a plan is signed for: KPIs with a target, then a fixed list of reach,
// response, money and sales. Hides nothing: the others follow.
#pragma once
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace gs {

inline constexpr std::array<std::string_view, 23> kHeadline{"incremental_reach",
                                                            "cost_per_incremental_reach",
                                                            "reach",
                                                            "impressions",
                                                            "frequency",
                                                            "engagements",
                                                            "er_reach",
                                                            "clicks",
                                                            "net_follows",
                                                            "negative_comment_share",
                                                            "spend",
                                                            "paid_impressions",
                                                            "cpm",
                                                            "cpc",
                                                            "visits",
                                                            "leads",
                                                            "cpl",
                                                            "sales",
                                                            "cpa",
                                                            "revenue",
                                                            "cost",
                                                            "roas",
                                                            "roi"};

inline bool is_headline(std::string_view kpi) { return std::ranges::find(kHeadline, kpi) != kHeadline.end(); }

// The row that decides: the first with a target in the order of the table, else reach, else the first;
// nullptr of none.
template <class Row, class Name, class HasTarget>
const Row* deciding_of(std::span<const Row> rows, Name name, HasTarget has_target) {
  const Row* reach = nullptr;
  for (const Row& row : rows) {
    if (has_target(row)) return &row;
    if (name(row) == std::string_view("reach")) reach = &row;
  }
  return reach != nullptr || rows.empty() ? reach : &rows.front();
}

}  // namespace gs
