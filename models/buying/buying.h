// Buying: a click visits what the offer sells; a visit may leave a contact, may buy, some hours later.
//   P(visit | click) = visit;  P(lead | visit) = lead;  P(sale | visit) = sale;  delays: delay.h
//   P(view sale | an ad's impression that was not clicked) = view, in an hour of the day that follows, evenly
// Address: post; person, or ad set, day, round; person. The hour is left out.
// A view sale is associated with the ad, not caused by it: no measured share is known (DEFAULTS 9).
// Does not model order values, repeated purchases by one click, stock, or what friends buy.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

// A product of two chances of 2^-32, rounded down.
constexpr std::uint64_t both(std::uint64_t one, std::uint64_t other) {
  constexpr std::uint64_t kSure = std::uint64_t{1} << 32;
  return one == kSure ? other : one * other >> 32;
}

class Buying {
 public:
  static constexpr std::string_view name = "buying";
  static constexpr std::uint32_t kViewHours = 24;

  template <class T>
  struct Setting {
    T visit{}, lead{}, sale{}, view{};
  };
  // Per click: visits, leads, sales; per impression not clicked: view sales.
  template <class T>
  static std::array<T, 4> expected(const Setting<T>& s) {
    return {s.visit, s.visit * s.lead, s.visit * s.sale, s.view};
  }

  // What one click led to, with the quantiles of the delays.
  struct Purchase {
    bool visit = false, lead = false, sale = false;
    std::uint32_t lead_quantile = 0, sale_quantile = 0;
  };
  explicit Buying(const PostScene& scene);
  Buying(World world, std::uint32_t key, double visit, const OfferBehaviour* offer);
  bool on() const { return (visit_ | view_) != 0; }
  // `occasion`: 0 of a post; day and round of an ad.
  Purchase draw(std::uint32_t person, std::uint32_t occasion = 0) const;
  // Hours after an impression without a click at which it was followed by a sale, or kViewHours: no sale.
  std::uint64_t view_stream(std::uint32_t occasion) const;
  std::uint32_t draw_view(std::uint64_t stream, std::uint32_t person) const;
  std::uint64_t lead_per_click() const { return both(visit_, lead_); }  // chances in 2^-32
  std::uint64_t sale_per_click() const { return both(visit_, sale_); }
  std::uint64_t view_per_impression() const { return view_; }

 private:
  std::uint64_t word(Purpose why, std::uint32_t person, std::uint32_t occasion) const;

  World world_;
  std::uint32_t key_;
  std::uint64_t visit_ = 0, lead_ = 0, sale_ = 0, view_ = 0;
};

}  // namespace gs
