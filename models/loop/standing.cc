// What is on follows from what a world assumes; only that is kept.
#include "models/loop/standing.h"

#include <algorithm>

namespace gs {
namespace {

template <class Fn>
bool any_post(const WorldInput& input, Fn&& holds) {
  return std::ranges::any_of(input.behaviour, holds);
}

bool any_offer(const WorldInput& input) {
  const auto has_offer = [](const auto& one) { return one.offer != kNoOffer; };
  return std::ranges::any_of(input.campaign.posts, has_offer) ||
         std::ranges::any_of(input.campaign.ads, has_offer);
}

}  // namespace

Switches switches_of(const WorldInput& input) {
  using B = PostBehaviour;
  const Memory& memory = input.memory;
  Switches on;
  on.segments = !input.audience.segment.rows.empty();
  on.hides = any_post(input, [](const B& b) { return b.hide > 0; });
  on.growth = any_post(input, [](const B& b) {
    return b.follow > 0 || b.unfollow > 0 || (b.hide > 0 && b.unfollow_of_hides > 0);
  });
  on.rare = on.hides || on.growth || any_post(input, [](const B& b) { return b.save > 0; });
  on.discovery = any_post(input, [](const B& b) { return b.discovery > 0; });
  on.crowding = memory.crowding > 0;
  on.fatigue = memory.fatigue > 0;
  on.frequency = memory.frequency_keep != 1 || (on.hides && memory.hides_when_often != 1);
  on.buying = any_offer(input);
  on.upset = std::ranges::any_of(input.campaign.posts, &CampaignPost::adverse);
  on.tone = any_post(input, [&](const B& b) { return b.negative > 0 || (on.upset && b.negative_upset > 0); });
  on.engagers = std::ranges::any_of(input.campaign.ads,
                                    [](const CampaignAd& ad) { return ad.engagers_of != kNobodys; });
  return on;
}

void Standing::open(const WorldInput& input, const Switches& on) {
  audience_ = &input.audience;
  crowding_ = Fading(input.memory.crowding, input.memory.crowding_half_life);
  fatigue_ = Fading(input.memory.fatigue, input.memory.fatigue_half_life);
  people_.assign(on.growth || on.hides || on.fatigue || on.frequency ? input.audience.agents : 0, {});
  for (std::size_t agent = 0; agent < people_.size() && !input.audience.follows.rows.empty(); ++agent)
    people_[agent].follows = input.audience.follows.rows[agent];
  upset_.assign(on.upset ? input.audience.agents : 0, 0);
  open_crowds(input, on.crowding);
  remember_earlier(input);
}

// Levels at hour 0, as if the pages had posted as usual before.
void Standing::remember_earlier(const WorldInput& input) {
  for (std::uint32_t page = 0; page < input.earlier.size(); ++page) {
    const Earlier& earlier = input.earlier[page];
    const People& followers = input.audience.pages[page].followers;
    for (std::size_t i = 0; i < followers.agents.size(); ++i) {
      const AgentId agent{followers.agents[i]};
      const std::uint8_t kind = followers.classes[i];
      if (!earlier.crowd.empty() && is_crowded(page)) crowd_[slot(agent, page)].level = earlier.crowd[kind];
      if (earlier.brand.empty() || !fatigue_.on()) continue;
      std::uint16_t& level = people_[agent.value].brand.level;
      level = static_cast<std::uint16_t>(std::min(0xffff, level + earlier.brand[kind]));
    }
  }
}

void Standing::open_crowds(const WorldInput& input, bool on) {
  slots_.assign(on ? input.audience.pages.size() : 0, kNoSlot);
  used_slots_ = 0;
  for (std::uint32_t page = 0; page < slots_.size(); ++page) {
    const auto posts = std::ranges::count_if(
        input.campaign.posts, [&](const auto& post) { return post.page == page && !post.adverse; });
    const bool before = page < input.earlier.size() && !input.earlier[page].crowd.empty();
    if (posts > 1 || (posts > 0 && before)) slots_[page] = used_slots_++;
  }
  crowd_.assign(static_cast<std::size_t>(used_slots_) * input.audience.agents, {});
}

std::uint32_t Standing::paid_again(AgentId agent, std::uint32_t hour) {
  if (people_.empty()) return 1;
  PaidWeek& paid = people_[agent.value].paid;
  const auto week = static_cast<std::uint8_t>(hour / kHoursPerWeek);
  if (paid.week != week) paid = {week, 0};
  if (paid.count < 255) ++paid.count;
  return paid.count;
}

}  // namespace gs
