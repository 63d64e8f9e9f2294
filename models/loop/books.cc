// A slab of posts and sources per day on which anything was booked; the ledger takes the rows that hold
// something.
#include "models/loop/books.h"

namespace gs {

void Books::open(const Ledger& ledger, bool on) {
  hours_ = ledger.hours;
  posts_ = ledger.posts;
  late_ = 0;
  if (on && !delay_) delay_.emplace();
  days_.assign(on ? (hours_ + 23) / 24 : 0, {});
}

Outcomes& Books::on_day(std::uint32_t hour, const Occasion& occasion) {
  std::vector<Outcomes>& day = days_[hour / 24];
  if (day.empty()) day.resize(static_cast<std::size_t>(posts_) * kSources);
  return day[static_cast<std::size_t>(occasion.post) * kSources + index_of(occasion.source)];
}

void Books::book(std::uint64_t hour, const Occasion& occasion, std::uint32_t Outcomes::*what) {
  if (hour >= hours_) {
    ++late_;
    return;
  }
  ++(on_day(static_cast<std::uint32_t>(hour), occasion).*what);
  if (occasion.ad) ++(occasion.ad->outcomes.*what);
}

void Books::click(const Buying& buying, const Occasion& occasion, const Buying::Purchase& purchase) {
  const std::uint64_t hour = occasion.hour, in_time = delay_->within(hours_ - occasion.hour);
  const std::uint64_t lead = both(buying.lead_per_click(), in_time),
                      sale = both(buying.sale_per_click(), in_time);
  Outcomes& today = on_day(occasion.hour, occasion);
  today.expected_leads += lead;
  today.expected_sales += sale;
  if (occasion.ad) occasion.ad->outcomes.expected_leads += lead;
  if (occasion.ad) occasion.ad->outcomes.expected_sales += sale;
  if (purchase.visit) book(hour, occasion, &Outcomes::visits);
  if (purchase.lead) book(hour + delay_->hours(purchase.lead_quantile), occasion, &Outcomes::leads);
  if (purchase.sale) book(hour + delay_->hours(purchase.sale_quantile), occasion, &Outcomes::sales);
}

void Books::view(const Buying& buying, const Occasion& occasion, std::uint32_t later) {
  const std::uint64_t in_time = std::min(Buying::kViewHours, hours_ - occasion.hour);
  const std::uint64_t expected = buying.view_per_impression() * in_time / Buying::kViewHours;
  on_day(occasion.hour, occasion).expected_view_sales += expected;
  if (occasion.ad) occasion.ad->outcomes.expected_view_sales += expected;
  if (later < Buying::kViewHours) book(std::uint64_t{occasion.hour} + later, occasion, &Outcomes::view_sales);
}

void Books::close(Ledger& ledger) {
  ledger.late_outcomes = late_;
  for (std::uint32_t day = 0; day < days_.size(); ++day)
    for (std::uint32_t at = 0; at < days_[day].size(); ++at)
      if (days_[day][at] != Outcomes{})
        ledger.outcomes.push_back(
            {day, at / std::uint32_t{kSources}, static_cast<Source>(at % kSources), days_[day][at]});
}

}  // namespace gs
