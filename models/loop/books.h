// The books of one world's offers: what each click and each impression led to, written on the day it happens,
// and beside it the expected count, on the day of the click. Counts past the horizon are counted as late.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/buying/buying.h"
#include "models/buying/delay.h"
#include "models/ledger.h"

namespace gs {

// Where a click or an impression happened, and to whom.
struct Occasion {
  std::uint32_t hour = 0, post = 0;
  Source source = Source::follow;
  std::uint32_t person = 0;
  AdCounts* ad = nullptr;  // counted there, too
};

class Books {
 public:
  void open(const Ledger& ledger, bool on);
  void click(const Buying& buying, const Occasion& occasion, const Buying::Purchase& purchase);
  // `later`: hours after the impression, Buying::kViewHours for no sale.
  void view(const Buying& buying, const Occasion& occasion, std::uint32_t later);
  void close(Ledger& ledger);

 private:
  Outcomes& on_day(std::uint32_t hour, const Occasion& occasion);
  void book(std::uint64_t hour, const Occasion& occasion, std::uint32_t Outcomes::*what);

  std::uint32_t hours_ = 0, posts_ = 0;
  std::uint64_t late_ = 0;
  std::optional<BuyingDelay> delay_;         // made when first needed
  std::vector<std::vector<Outcomes>> days_;  // [day][post * kSources + source]; a day without is empty
};

}  // namespace gs
