// An audience as the document of PRODUCT (groundswell/audience/1): segments, platforms with the law of their
// links, accounts, overlaps, and with `stats` what takes long: components, cores, clustering, opinion
// leaders. Counts are people: agents times people_per_agent; listeners are agents, as everywhere.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/audience.h"
#include "core/progress.h"
#include "models/portrait.h"

namespace gs {

// What rows of an audience are called.
struct AudienceNames {
  std::vector<std::string> segments, platforms, accounts;
};
AudienceNames names_of(const Portrait& portrait);

struct AudienceView {
  const Audience& audience;
  AudienceNames names;
  bool stats = false;
  std::uint32_t seed = 1;  // of what is sampled
  std::size_t leaders = 10;
  Watch watch{};
};
nlohmann::json audience_document(const AudienceView& view);

}  // namespace gs
