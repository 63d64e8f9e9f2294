// Plain text, written in one pass; numbers without a locale.
#include "scenarios/audience/graphml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/coins.h"
#include "core/error.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

constexpr std::uint32_t kSampling = 0xfffffeU;  // occasion of Purpose::people

// XML knows no control characters, not even spelt out.
std::string escaped(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return in_markup(text);
}

std::string joined(const std::vector<std::string>& names, std::uint64_t bits) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((bits >> i & 1U) != 0) out += (out.empty() ? "" : ", ") + names[i];
  return escaped(out);
}

constexpr const char* kHead =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <desc>groundswell audience: simulated people, links from speaker to listener</desc>
  <key id="person" for="node" attr.name="person" attr.type="long"/>
  <key id="segment" for="node" attr.name="segment" attr.type="string"/>
  <key id="activity" for="node" attr.name="activity" attr.type="double"/>
  <key id="platforms" for="node" attr.name="platforms" attr.type="string"/>
  <key id="follows" for="node" attr.name="follows" attr.type="string"/>
  <key id="listeners" for="node" attr.name="listeners" attr.type="long"/>
  <key id="platform" for="edge" attr.name="platform" attr.type="string"/>
  <graph id="audience" edgedefault="directed">
)";

std::string node(const ExportRequest& request, AgentId agent) {
  const Audience& audience = request.audience;
  std::uint64_t on = 0, listeners = 0;
  for (std::uint32_t l = 0; l < audience.layers.size(); ++l) {
    on |= std::uint64_t{is_on(audience, agent, l)} << l;
    listeners += listeners_of(audience.layers[l], agent).size();
  }
  return fmt::format(
      "    <node id=\"n{}\"><data key=\"person\">{}</data><data key=\"segment\">{}</data>"
      "<data key=\"activity\">{}</data><data key=\"platforms\">{}</data><data key=\"follows\">{}</data>"
      "<data key=\"listeners\">{}</data></node>\n",
      agent.value,
      audience.person[agent],
      escaped(request.names.segments[segment_of(audience, agent)]),
      audience.activity[audience.activity_class[agent]],
      joined(request.names.platforms, on),
      joined(request.names.accounts, audience.follows.rows.empty() ? 0 : audience.follows[agent]),
      listeners);
}

std::uint64_t links_among(const Audience& audience,
                          const std::vector<std::uint32_t>& people,
                          const std::vector<bool>& kept) {
  std::uint64_t links = 0;
  for (const Layer& layer : audience.layers)
    for (const std::uint32_t agent : people)
      for (const AgentId listener : listeners_of(layer, AgentId{agent})) links += kept[listener.value];
  return links;
}

void refuse_too_many(const ExportRequest& request, std::uint64_t links, std::size_t people) {
  if (links <= kMostExportedLinks) return;
  // Links among people drawn at random grow with the square of their number.
  const double fit = static_cast<double>(people) *
                     std::sqrt(0.9 * static_cast<double>(kMostExportedLinks) / static_cast<double>(links));
  throw Error(
      Fault::limit,
      request.file,
      fmt::format("{} links, at most {}", links, kMostExportedLinks),
      fmt::format("export some of the people with --sample {:.0f}, or raise audience.people_per_agent",
                  std::max(2.0, std::floor(fit))));
}

}  // namespace

std::vector<std::uint32_t> exported_people(const ExportRequest& request) {
  const Audience& audience = request.audience;
  std::vector<std::uint32_t> rows(audience.agents);
  for (std::uint32_t row = 0; row < audience.agents; ++row) rows[row] = row;
  const auto wanted = static_cast<std::size_t>(request.sample);
  if (request.sample <= 0 || wanted >= rows.size()) return rows;
  const std::uint64_t stream = stream_key({request.seed, 0}, {.why = Purpose::people, .occasion = kSampling});
  std::ranges::nth_element(rows, rows.begin() + request.sample, {}, [&](std::uint32_t row) {
    return std::pair(coin_word(stream, audience.person[AgentId{row}]), row);
  });
  rows.resize(wanted);
  std::ranges::sort(rows);
  return rows;
}

std::string graphml(const ExportRequest& request) {
  const std::vector<std::uint32_t> people = exported_people(request);
  std::vector<bool> kept(request.audience.agents);
  for (const std::uint32_t row : people) kept[row] = true;
  refuse_too_many(request, links_among(request.audience, people, kept), people.size());
  std::string text = kHead;
  for (const std::uint32_t row : people) text += node(request, AgentId{row});
  std::uint64_t edge = 0;
  for (std::size_t l = 0; l < request.audience.layers.size(); ++l) {
    const std::string platform = escaped(request.names.platforms[l]);
    for (const std::uint32_t row : people)
      for (const AgentId listener : listeners_of(request.audience.layers[l], AgentId{row}))
        if (kept[listener.value])
          text += fmt::format(
              "    <edge id=\"e{}\" source=\"n{}\" target=\"n{}\"><data key=\"platform\">{}</data></edge>\n",
              edge++,
              row,
              listener.value,
              platform);
  }
  return text + "  </graph>\n</graphml>\n";
}

}  // namespace gs
