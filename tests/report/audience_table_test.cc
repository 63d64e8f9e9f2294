// The audience on a terminal: every name in place, nothing wider than the screen, no control code.
#include "scenarios/report/audience_table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/audience/audience_document.h"
#include "scenarios/report/html.h"
#include "tests/support/portraits.h"

namespace gs {
namespace {

nlohmann::json city_document(bool stats) {
  Portrait portrait = testing_portraits::city();
  portrait.overlaps = {{1, 2, 0.5}};
  AudienceNames names = names_of(portrait);
  names.segments[0] = "old\x1b[31m";
  return audience_document({.audience = grow_audience(portrait, 1, 0), .names = names, .stats = stats});
}

TEST(AudienceText, TellsPeopleLinksAccountsAndOverlaps) {
  const std::string text = audience_text(city_document(true), {});
  for (const char* part : {"8 000 people",
                           "young",
                           "on facebook",
                           "x/creator",
                           "of the smaller",
                           "50 %",
                           "opinion leader on x",
                           "links of",
                           "hang together"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  nlohmann::json seeded = city_document(false);
  seeded["seed"] = 20261207;
  EXPECT_NE(audience_text(seeded, {}).find("seed 20261207"), std::string::npos);
  const std::string brief = audience_text(city_document(false), {});
  EXPECT_EQ(brief.find("opinion leader"), std::string::npos);
}

TEST(AudienceText, FitsTheTerminal) {
  const nlohmann::json document = city_document(true);
  for (const int columns : {60, 80, 100}) {
    std::istringstream lines(audience_text(document, {.utf8 = false, .columns = columns}));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), static_cast<std::size_t>(columns)) << line;
      for (const char c : line) EXPECT_EQ(c & 0x80, 0) << line;
    }
  }
}

}  // namespace
}  // namespace gs
