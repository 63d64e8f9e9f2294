// An audience as GraphML, for Gephi, networkx and their like: people with segment, activity, platforms and
// the accounts they follow; links of all platforms, each with its platform's name, from speaker to listener.
// Source of the format: graphml.graphdrawing.org. Text is escaped; the file holds no positions and no
// scripts.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/audience.h"
#include "scenarios/audience/audience_document.h"

namespace gs {

inline constexpr std::uint64_t kMostExportedLinks = 200000;

struct ExportRequest {
  const Audience& audience;
  AudienceNames names;
  std::string file;         // for messages
  std::int64_t sample = 0;  // so many people, chosen by address; 0: everybody
  std::uint32_t seed = 1;
};

// Rows that are written, ascending. A larger sample holds a smaller one.
std::vector<std::uint32_t> exported_people(const ExportRequest& request);

// Throws Error(limit) with the way out when these people have more links among them than
// kMostExportedLinks.
std::string graphml(const ExportRequest& request);

}  // namespace gs
