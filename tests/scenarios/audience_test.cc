// What is told and exported of an audience: names in place of rows, people in place of agents, figures that
// agree with each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/audience/audience_document.h"
#include "scenarios/audience/graphml.h"
#include "tests/support/portraits.h"

namespace gs {
namespace {

using namespace testing_portraits;
using testing::HasSubstr;

struct Grown {
  Portrait portrait = city();
  Audience audience;
  explicit Grown(double k = 1) {
    portrait.people_per_agent = k;
    portrait.overlaps = {{1, 2, 0.5}};
    audience = grow_audience(portrait, 1, 2);
  }
  nlohmann::json document(bool stats = false) const {
    return audience_document({.audience = audience, .names = names_of(portrait), .stats = stats});
  }
};

TEST(AudienceDocument, NamesSegmentsPlatformsAndAccountsInPeople) {
  const nlohmann::json document = Grown(2).document();
  EXPECT_EQ(document["schema"], "groundswell/audience/1");
  EXPECT_EQ(document["people"], 8000);
  EXPECT_EQ(document["agents"], 4000);
  EXPECT_EQ(document["segments"][1]["id"], "young");
  EXPECT_EQ(document["segments"][1]["people"], 5000);
  EXPECT_NEAR(document["segments"][1]["platforms"]["x"].get<double>(), 0.8, 0.04);
  EXPECT_EQ(document["accounts"][2]["id"], "x/creator");
  EXPECT_EQ(document["accounts"][2]["followers"], 1500);
  const auto& by = document["accounts"][2]["segments"];
  EXPECT_EQ(by["old"].get<double>() + by["young"].get<double>(), 1500);
  EXPECT_EQ(document["platforms"][0]["id"], "facebook");
  EXPECT_FALSE(document["platforms"][0].contains("leaders"));
}

TEST(AudienceDocument, TellsTheOverlapOfEveryPairOfAccounts) {
  const nlohmann::json document = Grown().document();
  ASSERT_EQ(document["overlaps"].size(), 3U);
  const auto& overlap = document["overlaps"][2];
  EXPECT_EQ(overlap["one"], "x/brand");
  EXPECT_EQ(overlap["other"], "x/creator");
  EXPECT_NEAR(overlap["people"].get<double>(), 350, 2);
  EXPECT_NEAR(overlap["share_of_smaller"].get<double>(), 0.5, 0.005);
  EXPECT_NEAR(overlap["jaccard"].get<double>(), 350 / 1850.0, 0.005);
}

TEST(AudienceDocument, TellsWhatTakesLongOnlyWhenAsked) {
  const nlohmann::json document = Grown().document(true);
  for (const auto& platform : document["platforms"]) {
    EXPECT_GT(platform["components"]["largest_share"].get<double>(), 0.9);
    EXPECT_EQ(platform["leaders"]["by_rank"].size(), 10U);
    double last = 1;
    for (const auto& leader : platform["leaders"]["by_rank"]) {
      EXPECT_LE(leader["rank_share"].get<double>(), last);
      last = leader["rank_share"];
    }
  }
  EXPECT_NEAR(document["platforms"][0]["returned"].get<double>(), 1, 1e-9);
  const double clustering = document["platforms"][0]["clustering"]["mean"];
  EXPECT_GT(clustering, 0.09) << "0.1 asked for";
  EXPECT_LT(clustering, 0.17) << "and what chance closes among so few";
  const auto& mixing = document["platforms"][1]["mixing"]["old"];
  EXPECT_NEAR(mixing["old"].get<double>() + mixing["young"].get<double>(), 1, 1e-12);
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Graphml, HoldsEverybodyAndEveryLinkOnce) {
  const Grown grown(20);
  const std::string text =
      graphml({.audience = grown.audience, .names = names_of(grown.portrait), .file = "a.graphml"});
  EXPECT_EQ(times(text, "<node "), grown.audience.agents);
  EXPECT_EQ(times(text, "<edge "),
            grown.audience.layers[0].listeners.size() + grown.audience.layers[1].listeners.size());
  EXPECT_EQ(times(text, "<data key=\"platform\">x</data>"), grown.audience.layers[1].listeners.size());
  EXPECT_EQ(times(text, "facebook/brand"), grown.audience.pages[0].followers.agents.size());
}

TEST(Graphml, EscapesNames) {
  Grown grown(40);
  AudienceNames names = names_of(grown.portrait);
  names.segments[0] = "<b>\"&\x07";
  const std::string text = graphml({.audience = grown.audience, .names = names, .file = "a.graphml"});
  EXPECT_NE(text.find("<data key=\"segment\">&lt;b&gt;&quot;&amp;</data>"), std::string::npos);
  EXPECT_EQ(text.find("<b>"), std::string::npos);
}

TEST(Graphml, RefusesTooManyLinksAndSaysHowManyPeopleWouldDo) {
  Portrait portrait = village(20000, {.mean_listeners = 20});
  const Audience audience = grow_audience(portrait, 1, 0);
  ExportRequest request{.audience = audience, .names = names_of(portrait), .file = "a.graphml"};
  const std::string said = refusal([&] { graphml(request); });
  EXPECT_THAT(said, HasSubstr("links, at most 200000"));
  const std::size_t at = said.find("--sample ");
  ASSERT_NE(at, std::string::npos) << said;
  request.sample = std::stoll(said.substr(at + 9));
  const std::string text = graphml(request);
  EXPECT_EQ(times(text, "<node "), static_cast<std::size_t>(request.sample));
  EXPECT_GT(times(text, "<edge "), 100000U);
}

TEST(Graphml, KeepsASampleInALargerOne) {
  const Grown grown;
  const auto sample = [&](std::int64_t people) {
    return exported_people(
        {.audience = grown.audience, .names = {}, .file = "", .sample = people, .seed = 3});
  };
  const auto few = sample(100), more = sample(500);
  EXPECT_EQ(few.size(), 100U);
  EXPECT_TRUE(std::ranges::includes(more, few));
  EXPECT_EQ(sample(1000000).size(), grown.audience.agents);
}

}  // namespace
}  // namespace gs
