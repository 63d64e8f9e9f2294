// The twin's arithmetic of what fades, of ads shown and of what is bought.
#include "core/coins.h"
#include "core/real.h"
#include "tests/oracle/dense_stepping.h"

namespace gs::testing_worlds {
namespace {

std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word & 0xffffffffU); }
std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
bool happens(std::uint32_t word, double probability) { return word < threshold_of(probability); }
std::uint64_t in_units(double x) { return static_cast<std::uint64_t>(x * 4294967296.0 + 0.5); }

// P(at most so many hours from a click to a sale), in 2^-32.
std::uint64_t bought_within(std::uint32_t hours) {
  const auto law = [](double t) {
    return .33 * -exact_expm1(-t / .3) + .10 * -exact_expm1(-t / 5) + .57 * -exact_expm1(-t / 250);
  };
  return hours >= 720 ? std::uint64_t{1} << 32 : in_units(law(hours) / law(720));
}

std::uint64_t product(std::uint64_t a, std::uint64_t b) {  // of chances in 2^-32
  return a >> 32 ? b : a * b >> 32;
}

}  // namespace

// How good an hour it is for the person, against the page's followers at large.
double DenseStepping::day_share(Number agent, Number page, Number at) const {
  const auto& ahead = plan_.audience.segment_hours;
  if (std::set<int>(ahead.begin(), ahead.end()).size() < 2) return 1;
  std::vector<double> factor, people(ahead.size());
  for (const int hours : ahead)
    factor.push_back(
        day_factor(plan_.timings()[page],
                   (static_cast<int>(at) + plan_.campaign.start_hour_of_week + hours + 168) % 168));
  for (const Number one : plan_.audience.pages[page].followers.agents) people[segment(one)] += 1;
  double sum = 0, all = 0;
  for (std::size_t s = 0; s < ahead.size(); ++s) {
    sum += people[s] * factor[s];
    all += people[s];
  }
  return factor[segment(agent)] * all / sum;
}

std::uint64_t DenseStepping::faded(const Lately& lately, Number hour, double half_life) {
  const Number hours = hour - lately.hour;
  if (hours >= 16 * half_life) return 0;
  const auto keeps = static_cast<std::uint64_t>(65536 * exact_exp(-0.69314718055994531 * hours / half_life));
  return lately.level * keeps / 65536;
}

std::uint64_t DenseStepping::response(std::uint64_t level, double strength) {
  const auto step = static_cast<double>(std::min<std::uint64_t>(level / 16, 1023));
  return static_cast<std::uint64_t>(65536 * exact_exp(-strength * step / 16.0) + .5);
}

void DenseStepping::raise(Lately& lately, Number hour, double half_life) {
  lately = {hour, std::min<std::uint64_t>(faded(lately, hour, half_life) + 256, 65535)};
}

void DenseStepping::show_ad(const Offer& offer, Number nth) {
  const CampaignAd& ad = plan_.campaign.ads[offer.index];
  AdCounts& counts = ledger_.ads[offer.index];
  ++counts.impressions[offer.day];
  shown_[offer.agent].insert(offer.index);
  double keeps = 1;
  for (Number k = 3; k <= nth; ++k) keeps *= plan_.memory.frequency_keep;
  const std::uint64_t chance =
      threshold_of(plan_.ads[offer.index].click) * static_cast<std::uint64_t>(keeps * 65536 + .5) >> 16;
  const Number occasion = offer.day * 32 + offer.round;
  const bool clicked = low(ad_word(ad.key, Purpose::paid_click, offer.agent, occasion)) < chance;
  counts.clicks += clicked ? 1 : 0;
  const Till till{ad.key,
                  ad.offer == kNoOffer ? planned(ad.post).offer : ad.offer,
                  plan_.ads[offer.index].visit,
                  occasion};
  if (clicked)
    click(offer, till, &counts);
  else
    view(offer, till, counts);
}

void DenseStepping::book(const Offer& offer, Number hour, std::uint32_t Outcomes::*what, AdCounts* ad) {
  if (hour >= ledger_.hours) {
    ++ledger_.late_outcomes;
    return;
  }
  ++(books_[{hour / 24, post_of(offer), offer.source}].*what);
  if (ad) ++(ad->outcomes.*what);
}

void DenseStepping::expect(const Offer& offer,
                           std::uint64_t Outcomes::*what,
                           std::uint64_t chance,
                           AdCounts* ad) {
  books_[{offer.hour / 24, post_of(offer), offer.source}].*what += chance;
  if (ad) ad->outcomes.*what += chance;
}

void DenseStepping::click(const Offer& offer, const Till& till, AdCounts* ad) {
  if (till.offer == kNoOffer) return;
  const OfferBehaviour& sold = plan_.offers[till.offer];
  const std::uint64_t in_time = bought_within(ledger_.hours - offer.hour), visits = threshold_of(till.visit);
  if (visits > 0 || ad) {
    expect(offer, &Outcomes::expected_leads, product(product(visits, threshold_of(sold.lead)), in_time), ad);
    expect(offer, &Outcomes::expected_sales, product(product(visits, threshold_of(sold.sale)), in_time), ad);
  }
  if (!happens(low(ad_word(till.key, Purpose::visits, offer.agent, till.occasion)), till.visit)) return;
  book(offer, offer.hour, &Outcomes::visits, ad);
  const auto later = [&](Purpose why, double chance, std::uint32_t Outcomes::*what) {
    const std::uint64_t decides = ad_word(till.key, why, offer.agent, till.occasion);
    if (!happens(low(decides), chance)) return;
    Number hours = 0;
    while (bought_within(hours + 1) <= high(decides)) ++hours;
    book(offer, offer.hour + hours, what, ad);
  };
  later(Purpose::leads, sold.lead, &Outcomes::leads);
  later(Purpose::sales, sold.sale, &Outcomes::sales);
}

void DenseStepping::view(const Offer& offer, const Till& till, AdCounts& ad) {
  if (till.offer == kNoOffer || plan_.offers[till.offer].view == 0) return;
  const std::uint64_t chance = threshold_of(plan_.offers[till.offer].view);
  expect(offer,
         &Outcomes::expected_view_sales,
         chance * std::min<Number>(24, ledger_.hours - offer.hour) / 24,
         &ad);
  const std::uint64_t decides = ad_word(till.key, Purpose::views, offer.agent, till.occasion);
  if (low(decides) >= chance) return;
  book(offer,
       offer.hour + static_cast<Number>(std::uint64_t{high(decides)} * 24 >> 32),
       &Outcomes::view_sales,
       &ad);
}

}  // namespace gs::testing_worlds
