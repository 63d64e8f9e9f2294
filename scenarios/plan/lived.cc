// A post that is not published has no intensities; an ad that is not run needs no impression.
#include "scenarios/plan/lived.h"

#include <algorithm>

#include "core/error.h"

namespace gs {
namespace {

bool lives(const std::vector<char>& parts, std::size_t row) { return parts.empty() || parts[row] != 0; }

}  // namespace

bool lives_post(const Lived& lived, std::size_t post) { return lives(lived.posts, post); }

bool lives_ad(const Plan& plan, const Lived& lived, std::size_t ad) {
  return lives(lived.ads, ad) && lives_post(lived, plan.campaign.ads[ad].post);
}

bool lives_seeding(const Plan& plan, const Lived& lived, std::size_t seeding) {
  return lives(lived.seedings, seeding) && lives_post(lived, plan.campaign.seedings[seeding].post);
}

AssumedWorld assume_lived(const Plan& plan, const Lived& lived, std::uint32_t replicate) {
  std::vector<AnchoredPost> posts = anchor_world(plan, replicate);
  for (std::size_t row = 0; row < posts.size(); ++row)
    if (!lives_post(lived, row)) posts[row] = {};
  AssumedWorld assumed = assume_world(plan, {replicate, std::move(posts), lived.budgets});
  for (std::size_t row = 0; row < assumed.seedings.size(); ++row)
    if (!lives_seeding(plan, lived, row)) assumed.seedings[row].intensity = 0;
  for (std::size_t row = 0; row < assumed.ads.size(); ++row)
    if (!lives_ad(plan, lived, row)) std::ranges::fill(assumed.ads[row].need, 0U);
  if (!lived.sharing)
    for (PostBehaviour& post : assumed.behaviour) post.share_intensity = 0;
  return assumed;
}

Money fees_saved(const Plan& plan, const Lived& lived) {
  Money saved;
  for (std::size_t row = 0; row < plan.request.seedings.size(); ++row)
    if (!lives_seeding(plan, lived, row)) saved.micros += plan.request.seedings[row].fee.micros;
  return saved;
}

void check_lived(const Plan& plan, const Lived& lived) {
  const auto fits = [](std::size_t parts, std::size_t rows) { return parts == 0 || parts == rows; };
  bool fit = fits(lived.posts.size(), plan.campaign.posts.size()) &&
             fits(lived.ads.size(), plan.request.ads.size()) &&
             fits(lived.seedings.size(), plan.request.seedings.size()) &&
             fits(lived.budgets.size(), plan.request.ads.size());
  for (std::size_t row = 0; fit && row < lived.budgets.size(); ++row)
    fit = lived.budgets[row].size() == plan.request.ads[row].budgets.size();
  if (!fit) throw Error(Fault::our_defect, "worlds", "the parts that are lived do not fit the plan");
}

}  // namespace gs
