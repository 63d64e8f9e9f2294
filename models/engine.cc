// The door to the simulator: what a world must be made of, and the answers that need no world.
#include "models/engine.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "models/loop/run.h"

namespace gs {

WorldScratch::WorldScratch() : state_(std::make_unique<State>()) {}
WorldScratch::~WorldScratch() = default;
WorldScratch::WorldScratch(WorldScratch&&) noexcept = default;
WorldScratch& WorldScratch::operator=(WorldScratch&&) noexcept = default;

namespace {

void require(bool holds, const char* claim) {
  if (!holds) throw Error(Fault::our_defect, "run_world", claim);
}

bool is_chance(double p) { return p >= 0.0 && p <= 1.0; }
bool is_amount(double x) { return x >= 0.0 && std::isfinite(x); }

void check_behaviour(const PostBehaviour& b) {
  require(is_amount(b.follow_intensity) && is_amount(b.share_intensity),
          "intensities are finite and not negative");
  require(is_amount(b.extra_displays), "extra displays are finite and not negative");
  require(is_amount(b.discovery) && is_amount(b.usual_engaged) && is_amount(b.discovery_exponent),
          "discovery is finite and not negative");
  require(is_chance(b.engaged) && std::ranges::all_of(b.given_engaged, is_chance), "chances lie in [0, 1]");
  for (const double p : {b.save, b.follow, b.hide, b.unfollow, b.unfollow_of_hides, b.visit})
    require(is_chance(p), "chances lie in [0, 1]");
  for (const double p : {b.negative, b.negative_upset, b.answered})
    require(is_chance(p), "chances lie in [0, 1]");
}

void check_memory(const WorldInput& in) {
  const Memory& m = in.memory;
  require(is_amount(m.crowding) && is_amount(m.fatigue), "crowding and fatigue are finite and not negative");
  require(m.crowding_half_life > 0 && m.crowding_half_life <= 1000 && m.fatigue_half_life > 0 &&
              m.fatigue_half_life <= 1000,
          "half-lives lie in (0, 1000] hours");
  require(is_chance(m.frequency_keep) && is_amount(m.hides_when_often), "frequency is a share and a factor");
  require((m.crowding == 0 && m.fatigue == 0) || in.campaign.hours <= 65535,
          "what fades is kept for 65535 hours");
  require(in.earlier.empty() || in.earlier.size() == in.audience.pages.size(), "what was before is of pages");
  for (const Earlier& page : in.earlier)
    for (const auto* levels : {&page.crowd, &page.brand})
      require(levels->empty() || levels->size() == in.audience.activity.size(), "one level per class");
}

void check_mood(const WorldInput& in) {
  require(is_chance(in.mood.reads) && is_amount(in.mood.puts_off), "mood is a chance and a factor");
  const auto is_talk = [&](const auto& one) { return in.campaign.posts[one.post].adverse; };
  require(
      std::ranges::none_of(in.campaign.ads, is_talk) && std::ranges::none_of(in.campaign.seedings, is_talk),
      "nobody pays for talk against a page");
}

void check_offers(const WorldInput& in) {
  for (const OfferBehaviour& offer : in.offers)
    for (const double p : {offer.lead, offer.sale, offer.view})
      require(is_chance(p), "chances lie in [0, 1]");
  const auto is_known = [&](const auto& one) {
    return one.offer == kNoOffer || one.offer < in.offers.size();
  };
  require(std::ranges::all_of(in.campaign.posts, is_known) && std::ranges::all_of(in.campaign.ads, is_known),
          "offers have a behaviour");
}

void check_ads(const WorldInput& in) {
  require(in.ads.size() == in.campaign.ads.size(), "one behaviour per ad");
  for (const AdBehaviour& ad : in.ads)
    require(is_chance(ad.click) && is_chance(ad.visit), "chances lie in [0, 1]");
  for (const CampaignAd& ad : in.campaign.ads) {
    require(ad.post < in.campaign.posts.size(), "ads show a post");
    require(ad.cap >= 1 && ad.cap <= kMostRounds, "1 to 32 impressions per person and week");
    require(ad.hours.size() == 24 && std::ranges::any_of(ad.hours, [](double h) { return h > 0; }),
            "ads have an hour of the day");
    require(ad.engagers_of == kNobodys || ad.engagers_of < in.audience.pages.size(),
            "engagers are of a page");
  }
}

void check_seedings(const WorldInput& in) {
  require(in.seedings.size() == in.campaign.seedings.size(), "one behaviour per seeding");
  for (const SeedingBehaviour& seeding : in.seedings)
    require(is_amount(seeding.intensity), "intensities are finite and not negative");
  for (const CampaignSeeding& seeding : in.campaign.seedings)
    require(seeding.post < in.campaign.posts.size() && seeding.page < in.audience.pages.size() &&
                seeding.at.value < in.campaign.hours,
            "seedings place a post at a page before the horizon");
}

void check_people(const Audience& audience) {
  for (const Page& page : audience.pages)
    require(page.layer < audience.layers.size(), "pages post on a layer");
  const std::size_t clocks = audience.segment_hours.size();
  for (const int hours : audience.segment_hours)
    require(hours > -168 && hours < 168, "clocks differ by less than a week");
  if (audience.segment.rows.empty()) return require(clocks <= 1, "people with clocks have a segment");
  require(audience.segment.size() == audience.agents, "everybody is in a segment");
  const std::size_t last = audience.agents == 0 ? 0 : *std::ranges::max_element(audience.segment.rows);
  require(last < (clocks == 0 ? kMostSegments : clocks), "segments are within their table");
}

void check_input(const WorldInput& in) {
  require(in.behaviour.size() == in.campaign.posts.size(), "one behaviour per post");
  std::size_t rows = in.campaign.posts.size() + in.campaign.seedings.size();
  for (const AdBehaviour& ad : in.ads) rows += ad.need.size();
  require(rows < (1U << 24), "at most 2^24 posts, seedings and days of ads");
  require(in.timing.size() == in.audience.pages.size(), "one timing per page");
  require(in.campaign.page_keys.size() == in.audience.pages.size(), "one key per page");
  for (const Timing<double>& timing : in.timing)
    require(!timing.attention.empty() && timing.attention.size() < 65536, "1 to 65535 hours of attention");
  require(
      in.campaign.start_hour_of_week >= 0 && in.campaign.start_hour_of_week < static_cast<int>(kHoursPerWeek),
      "the start is an hour of the week");
  for (const CampaignPost& post : in.campaign.posts) {
    require(post.publish.value < in.campaign.hours, "posts are published before the horizon");
    require(post.page < in.audience.pages.size(), "posts have a page");
  }
  for (const PostBehaviour& behaviour : in.behaviour) check_behaviour(behaviour);
  check_people(in.audience);
  check_ads(in);
  check_seedings(in);
  check_offers(in);
  check_memory(in);
  check_mood(in);
}

}  // namespace

Runaway::Runaway(std::uint32_t the_post, std::uint32_t the_hour, std::uint64_t limit)
    : Error(Fault::limit,
            "post " + std::to_string(the_post) + " in hour " + std::to_string(the_hour),
            "more than " + std::to_string(limit) + " events in one world",
            "let fewer people share or see a share, or raise people_per_agent",
            "S10"),
      post(the_post),
      hour(the_hour) {}

std::uint8_t actions_at(const std::array<double, kActs>& given_engaged, double w) {
  return Arcs(given_engaged).covering(static_cast<std::uint32_t>(w * 4294967296.0));
}

Ledger run_world(const WorldInput& input, World world, WorldScratch& scratch) {
  check_input(input);
  Ledger ledger = Run(input, world, scratch.state()).live();
#ifndef NDEBUG
  check_invariants(ledger);
#endif
  return ledger;
}

Ledger run_world(const Audience& audience,
                 const Campaign& campaign,
                 std::span<const PostBehaviour> behaviour,
                 const Timing<double>& timing,
                 World world) {
  WorldScratch scratch;
  return run_world({audience, campaign, behaviour, std::span(&timing, 1)}, world, scratch);
}

}  // namespace gs
