// Clicks are few, so each asks for its own streams when it happens.
#include "models/buying/buying.h"

namespace gs {
namespace {
std::uint32_t low(std::uint64_t word) { return static_cast<std::uint32_t>(word); }
std::uint32_t high(std::uint64_t word) { return static_cast<std::uint32_t>(word >> 32); }
}  // namespace

Buying::Buying(const PostScene& scene)
    : Buying(scene.world, scene.post.key, scene.behaviour.visit, scene.offer) {
  view_ = 0;  // of ads only
}

Buying::Buying(World world, std::uint32_t key, double visit, const OfferBehaviour* offer)
    : world_(world), key_(key) {
  if (offer == nullptr) return;
  visit_ = threshold_of(visit);
  lead_ = threshold_of(offer->lead);
  sale_ = threshold_of(offer->sale);
  view_ = threshold_of(offer->view);
}

std::uint64_t Buying::word(Purpose why, std::uint32_t person, std::uint32_t occasion) const {
  return coin_word(stream_key(world_, {.content = key_, .why = why, .occasion = occasion}), person);
}

Buying::Purchase Buying::draw(std::uint32_t person, std::uint32_t occasion) const {
  Purchase purchase;
  if (visit_ == 0 || low(word(Purpose::visits, person, occasion)) >= visit_) return purchase;
  purchase.visit = true;
  const std::uint64_t lead = word(Purpose::leads, person, occasion),
                      sale = word(Purpose::sales, person, occasion);
  purchase.lead = low(lead) < lead_;
  purchase.sale = low(sale) < sale_;
  purchase.lead_quantile = high(lead);
  purchase.sale_quantile = high(sale);
  return purchase;
}

std::uint64_t Buying::view_stream(std::uint32_t occasion) const {
  return stream_key(world_, {.content = key_, .why = Purpose::views, .occasion = occasion});
}

std::uint32_t Buying::draw_view(std::uint64_t stream, std::uint32_t person) const {
  const std::uint64_t views = coin_word(stream, person);
  if (low(views) >= view_) return kViewHours;
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(high(views)) * kViewHours >> 32);
}

}  // namespace gs
