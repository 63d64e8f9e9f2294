// What is planned, as one world lives through it: posts of pages, seedings, ads, on one clock of hours. Ids
// of the document have become keys; rows refer to rows. Chances are not here: behaviour.h.
#pragma once
#include <cstdint>
#include <vector>

#include "core/ids.h"
#include "models/paid/campaign_ad.h"

namespace gs {

struct CampaignPost {
  std::uint32_t key = 0;   // content_key of the document's id: the address of everything that happens to it
  Tick publish;            // hours since the campaign's start
  std::uint32_t page = 0;  // row of the audience's pages: the account that posts it
  std::uint32_t offer = kNoOffer;  // row of WorldInput::offers: what a click on it may lead to
  bool background = false;  // lived through like any other; who meets no other counts as nobody reached
  bool adverse = false;  // talk against the page instead of a post of it: who meets it is upset with the page
  std::uint32_t answered = 0xffffffffU;  // hour from which on such talk is answered
};

// A post of the plan placed at a creator's or a community's page: broadcast to that page's followers with
// source `seeding`, by that page's hours, and passed on along that page's layer.
struct CampaignSeeding {
  std::uint32_t post = 0;  // row of the posts; may be placed before it is published on its own page
  std::uint32_t page = 0;  // row of the audience's pages: whose followers are shown it
  Tick at;                 // hours since the campaign's start
};

struct Campaign {
  std::vector<std::uint64_t> page_keys{};  // subject_key of each page's id, in the audience's order
  std::vector<CampaignPost> posts{};
  std::vector<CampaignAd> ads{};
  std::uint32_t hours = 0;     // horizon of the run; events past it are counted in Ledger::late, then dropped
  int start_hour_of_week = 0;  // local hour of week of tick 0 (0 = Monday 00h)
  std::vector<CampaignSeeding> seedings{};
  std::uint64_t brand_pages = ~std::uint64_t{0};  // bit p: exposures to posts of page p tire of the brand
};

}  // namespace gs
