// The scenario document: what is read, every refusal with its place, words and way out, extends, content
// plans, schema and manual, and that no mutation of a text ends in anything but a Scenario or gs::Error.
#include "scenarios/document/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "core/error.h"

namespace gs {
namespace {

const std::string kPlan = R"({
  "schema": "groundswell/scenario/1",
  "name": "Two weeks", "about": "A story", "currency": "EUR", "timezone": "Europe/Berlin",
  "start": "2026-12-01", "end": "2026-12-14", "seed": 7,
  "audience": {"people_per_agent": 2, "accounts": {"brand": {"platform": "facebook", "followers": 12000}}},
  "plan": {
    "p1": {"account": "brand", "format": "photo", "publish_at": "2026-12-07T18:30", "paid": true},
    "p2": {"publish_at": "2026-12-08 09:00", "topic": "sale", "title": "<b>Sale</b>", "link": "https://x"}
  },
  "targets": {"reach": {"at_least": 50000}}
})";

// The plan with one piece of text replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kPlan;
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("fixture lacks " + from);
  return text.replace(at, from.size(), to);
}

Error refusal(const std::string& text) {
  try {
    parse_scenario(text, "plan.json");
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "accepted: " << text;
  return Error(Fault::our_defect, "", "accepted");
}

TEST(Scenario, ReadsEveryKey) {
  const Scenario s = parse_scenario(kPlan, "plan.json");
  EXPECT_EQ(s.name, "Two weeks");
  EXPECT_EQ(s.timezone, "Europe/Berlin");
  EXPECT_EQ(to_iso_date(s.start), "2026-12-01");
  EXPECT_EQ(to_iso_date(s.end), "2026-12-14");
  EXPECT_EQ(s.seed, 7);
  EXPECT_EQ(s.audience.people_per_agent, 2);
  EXPECT_EQ(s.audience.accounts.at("brand").followers, 12000);
  const ScenarioPost& p1 = s.plan.at("p1");
  EXPECT_EQ(p1.platform, "facebook");
  EXPECT_EQ(p1.format, "photo");
  EXPECT_TRUE(p1.paid);
  EXPECT_EQ(to_iso_utc(p1.published), "2026-12-07T17:30:00Z");
  EXPECT_EQ(s.plan.at("p2").account, "brand");
  EXPECT_EQ(s.plan.at("p2").title, "<b>Sale</b>");
  EXPECT_EQ(s.plan.at("p2").format, "unknown");
  EXPECT_EQ(s.targets.at("reach").at_least, 50000.0);
  EXPECT_TRUE(s.notes.empty());
  EXPECT_EQ(s.hash.size(), 64U);
}

TEST(Scenario, NeedsOnlyAPlanAndAnAccount) {
  const Scenario s = parse_scenario(
      R"({"plan": {"a": {"account": "facebook", "publish_at": "2026-12-07T23:30:00+01:00"},
                   "b": {"account": "facebook", "publish_at": "2026-12-09T10:00"}}})",
      "dir/autumn.json");
  EXPECT_EQ(s.name, "autumn");
  EXPECT_EQ(s.plan.at("a").platform, "facebook");
  EXPECT_EQ(to_iso_utc(s.plan.at("a").published), "2026-12-07T22:30:00Z");
  EXPECT_EQ(to_iso_date(s.start), "2026-12-07");
  EXPECT_EQ(to_iso_date(s.end), "2026-12-09");
  EXPECT_EQ(s.notes, std::vector<std::string>{"schema missing, taken as 1"});
}

TEST(Scenario, HashDependsOnContentNotOnLayoutOrOrder) {
  const Scenario a =
      parse_scenario(R"({"plan":{"a":{"account":"vk","publish_at":"2026-01-01T10:00"}},"name":"x"})", "a");
  const Scenario b = parse_scenario(
      "{\"name\" : \"x\",\n\"plan\":{\"a\":{\"publish_at\":\"2026-01-01T10:00\",\"account\":\"vk\"}}}", "b");
  const Scenario c =
      parse_scenario(R"({"plan":{"a":{"account":"vk","publish_at":"2026-01-01T11:00"}},"name":"x"})", "a");
  EXPECT_EQ(a.hash, b.hash);
  EXPECT_NE(a.hash, c.hash);
}

struct Bad {
  const char *from, *to, *said;
};

const Bad kSlips[] = {
    {"\"about\"", "\"abuot\"", "plan.json:3:24 /abuot: unknown; did you mean 'about'? [S03]"},
    {"\"topic\"", "\"topik\"", "plan.json:8:46 /plan/p2/topik: unknown; did you mean 'topic'? [S03]"},
    {"\"reach\"", "\"raech\"", "plan.json:10:15 /targets/raech: unknown; did you mean 'reach'? [S03]"},
    {"{\"at_least\": 50000}", "{}", "plan.json:10:24 /targets/reach: no target [S04]"},
    {"{\"at_least\": 50000}",
     "{\"at_least\": 3, \"at_most\": 2}",
     "plan.json:10:24 /targets/reach: at_least 3 is above at_most 2 [S14]"},
    {"\"seed\": 7", "\"seed\": \"7\"", "plan.json:4:55 /seed: string; expected whole number [S04]"},
    {"\"seed\": 7", "\"seed\": 1.9", "plan.json:4:55 /seed: 1.9; expected whole number [S04]"},
    {"\"seed\": 7", "\"seed\": -1", "plan.json:4:55 /seed: -1; expected 0…4294967295 [S05]"},
    {"\"seed\": 7", "\"seed\": 5e9", "plan.json:4:55 /seed: 5000000000.0; expected 0…4294967295 [S05]"},
    {"\"people_per_agent\": 2",
     "\"people_per_agent\": 0",
     "plan.json:5:36 /audience/people_per_agent: 0; expected 1…1000000 [S05]"},
    {"\"people_per_agent\": 2",
     "\"people_per_agent\": 1.5",
     "plan.json:5:36 /audience/people_per_agent: 1.5; expected whole number [S04]"},
    {"\"followers\": 12000",
     "\"followers\": 1.5",
     "plan.json:5:99 /audience/accounts/brand/followers: 1.5; expected whole number [S04]"},
    {"\"followers\": 12000",
     "\"followers\": 0",
     "plan.json:5:99 /audience/accounts/brand/followers: 0; expected 1…5000000000 [S05]"},
    {"\"paid\": true", "\"paid\": 1", "plan.json:7:93 /plan/p1/paid: 1; expected true or false [S04]"},
    {"\"photo\"",
     "\"Foto!\"",
     "plan.json:7:42 /plan/p1/format: 'Foto!'; expected small letters, digits, '_' or '-' [S04]"},
    {"\"facebook\"",
     "\"facebok\"",
     "plan.json:5:74 /audience/accounts/brand/platform: 'facebok'; known: facebook, instagram, vk, "
     "youtube, tiktok, telegram, linkedin, x, forum [G11]"},
    {"\"account\": \"brand\"",
     "\"account\": \"brnad\"",
     "plan.json:7:23 /plan/p1/account: account 'brnad' not defined; known: brand [S15]"},
    {"\"account\": \"brand\"",
     "\"account\": \"brand\", \"platform\": \"vk\"",
     "plan.json:7:44 /plan/p1/platform: 'brand' is on facebook, not on vk [S15]"},
    {"2026-12-08 09:00",
     "2026-12-20 09:00",
     "plan.json:8:26 /plan/p2/publish_at: post 'p2' at 2026-12-20 is after end 2026-12-14 [S11]"},
    {"2026-12-08 09:00",
     "2026-11-30 23:59",
     "plan.json:8:26 /plan/p2/publish_at: post 'p2' at 2026-11-30 is before start 2026-12-01 [S11]"},
    {"2026-12-08 09:00",
     "2026-12-32 09:00",
     "plan.json:8:26 /plan/p2/publish_at: 2026-12-32 is not a calendar date [V06]"},
    {"2026-12-08 09:00",
     "8 December, 9:00",
     "plan.json:8:26 /plan/p2/publish_at: '8 December, 9:00' is not a time [S04]"},
    {"2026-12-08 09:00",
     "0206-12-08 09:00",
     "plan.json:8:26 /plan/p2/publish_at: year 206 outside 2004–2100 [V09]"},
    {"\"end\": \"2026-12-14\"",
     "\"end\": \"2026-11-14\"",
     "plan.json:4:33 /end: end 2026-11-14 is before start 2026-12-01 [S11]"},
    {"\"end\": \"2026-12-14\"",
     "\"end\": \"2028-12-14\"",
     "plan.json:4:33 /end: 17880 h; expected 1…8760 [S13]"},
    {"\"start\": \"2026-12-01\"",
     "\"start\": \"2026-02-30\"",
     "plan.json:4:12 /start: 2026-02-30 is not a calendar date [V06]"},
    {"Europe/Berlin", "Europe/Berlim", "plan.json:3:75 /timezone: 'Europe/Berlim' is not a time zone [S15]"},
    {"\"EUR\"", "\"eur\"", "plan.json:3:56 /currency: 'eur'; expected three capital letters [S04]"},
    {"groundswell/scenario/1",
     "groundswell/scenario/99",
     "plan.json:2:13 /schema: made for schema 99; this build reads 1 [S17]"},
    {"groundswell/scenario/1",
     "groundswell/forecast/1",
     "plan.json:2:13 /schema: 'groundswell/forecast/1' is not a scenario [S17]"},
    {"\"p2\"", "\"P1\"", "plan.json:7:5 /plan/p1: duplicate after normalisation: 'P1' and 'p1' [S19]"},
    {"\"p2\"", "\"\"", "plan.json:8:5 /plan/: empty id [S19]"},
    {"\"publish_at\": \"2026-12-08 09:00\", ", "", "plan.json:8:11 /plan/p2: 'publish_at' is missing [S04]"},
};

TEST(Scenario, RefusesEachSlipAtItsPlaceWithItsCode) {
  for (const Bad& slip : kSlips) {
    const Error error = refusal(with(slip.from, slip.to));
    EXPECT_STREQ(error.what(), slip.said) << slip.to;
    EXPECT_EQ(error.fault, Fault::bad_input) << slip.to;
    EXPECT_NE(error.remedy, "") << slip.to;
  }
}

TEST(Scenario, TakesAWholeCountHoweverItIsWritten) {
  const Scenario s = parse_scenario(with("\"followers\": 12000", "\"followers\": 1.2e4"), "plan.json");
  EXPECT_EQ(s.audience.accounts.at("brand").followers, 12000);
}

TEST(Scenario, RefusesWhatThisBuildDoesNotSimulateUnlessItIsEmpty) {
  EXPECT_NE(std::string(refusal(with("\"paid\": true", "\"mechanics\": {\"a\": {}}")).what())
                .find("this build does not simulate post mechanics yet; remove it [S03]"),
            std::string::npos);
  for (const char* empty : {"{}", "[]", "null", "false", "\"\""})
    EXPECT_NO_THROW(
        parse_scenario(with("\"paid\": true", "\"mechanics\": " + std::string(empty)), "plan.json"))
        << empty;
  EXPECT_EQ(refusal(with("\"people_per_agent\": 2", "\"segments\": {\"teens\": {}}")).code, "S04");
  EXPECT_EQ(refusal(with("\"paid\": true", "\"mechanics\": \"contest\"")).code, "S03");
}

TEST(Scenario, AsksWhetherAShareAboveOneWasMeantInPercent) {
  const auto notes = [](const std::string& target) {
    return parse_scenario(
               with(R"({"reach": {"at_least": 50000}})", R"({"er_reach": {"at_least": )" + target + "}}"),
               "plan.json")
        .notes;
  };
  EXPECT_THAT(notes("5"), testing::Contains("target of er_reach: 5 is 500 %; for 5 % write 0.05"));
  EXPECT_THAT(notes("0.05"), testing::Not(testing::Contains(testing::HasSubstr("er_reach"))));
}

TEST(Scenario, IdsMustDifferForAReaderAndBeOfALength) {
  EXPECT_EQ(refusal(with("\"p2\"", "\"" + std::string(10240, 'x') + "\"")).code, "S19");
  const std::string two = R"({"account": "vk", "publish_at": "2026-01-01T10:00"})";
  EXPECT_EQ(refusal("{\"plan\": {\"caf\xC3\xA9\": " + two + ", \"cafe\xCC\x81\": " + two + "}}").code, "S19");
  EXPECT_EQ(refusal("{\"plan\": {\"\xE2\x80\x8B\": " + two + "}}").code, "S19");
  EXPECT_NO_THROW(parse_scenario("{\"plan\": {\"пост 1\": " + two + ", \"пост 2\": " + two + "}}", "p"));
}

TEST(Scenario, RefusesATimeThatTheClocksSkipAndNotesOneThatComesTwice) {
  const auto plan = [](const std::string& time) {
    return R"({"schema": "groundswell/scenario/1", "timezone": "Europe/Berlin", "plan": {"p": {"account": "vk", "publish_at": ")" +
           time + "\"}}}";
  };
  EXPECT_STREQ(
      refusal(plan("2026-03-29T02:30")).what(),
      "plan.json:1:113 /plan/p/publish_at: 02:30 on 29.03.2026 does not exist in Europe/Berlin [V08]");
  const Scenario twice = parse_scenario(plan("2026-10-25T02:30"), "p");
  EXPECT_EQ(to_iso_utc(twice.plan.at("p").published), "2026-10-25T00:30:00Z");
  ASSERT_EQ(twice.notes.size(), 1U);
  EXPECT_EQ(twice.notes[0], "/plan/p/publish_at: took first 02:30, the clocks go back that night");
  EXPECT_NO_THROW(parse_scenario(plan("2026-03-29T02:30+01:00"), "p"));
}

TEST(Scenario, NeedsAPostAndAnObject) {
  EXPECT_EQ(refusal("{}").code, "S04");
  EXPECT_EQ(refusal("{\"plan\": {}}").code, "S04");
  EXPECT_EQ(refusal("[]").code, "S04");
  EXPECT_EQ(refusal("{\"plan\": []}").code, "S04");
  EXPECT_STREQ(refusal(R"({"plan": {"p": {"publish_at": "2026-01-01T10:00"}}})").what(),
               "plan.json:1:16 /plan/p: 'account' is missing [S04]");
  EXPECT_STREQ(refusal(R"({"plan": {"p": {"account": "brand", "publish_at": "2026-01-01T10:00"}}})").what(),
               "plan.json:1:16 /plan/p: 'platform' is missing [S04]");
}

TEST(ScenarioSchema, ListsEveryKeyOfTheTablesAndAcceptsNoOther) {
  const auto document = nlohmann::json::parse(scenario_schema());
  EXPECT_EQ(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(document["else"]["$ref"], "#/$defs/scenario");
  const auto& schema = document["$defs"]["scenario"];
  EXPECT_EQ(schema["additionalProperties"], false);
  const auto plan = nlohmann::json::parse(kPlan);
  for (const auto& [key, value] : plan.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
  const auto& post = schema["properties"]["plan"]["additionalProperties"];
  EXPECT_EQ(post["required"], nlohmann::json::array({"publish_at"}));
  EXPECT_EQ(post["properties"]["paid"]["type"], "boolean");
  EXPECT_EQ(schema["properties"]["seed"]["type"], "integer");
  const auto& audience = schema["properties"]["audience"]["properties"];
  EXPECT_EQ(audience["people_per_agent"]["type"], "integer");
  EXPECT_EQ(audience["accounts"]["additionalProperties"]["properties"]["followers"]["type"], "integer");
  EXPECT_EQ(audience["mean_listeners"]["type"], "number");
  EXPECT_EQ(schema["properties"]["seed"]["maximum"], 4294967295);
  EXPECT_TRUE(schema["properties"]["targets"]["properties"].contains("er_reach"));
}

TEST(ScenarioSchema, LetsAVariantHoldPartsAndTakeMembersOut) {
  const auto document = nlohmann::json::parse(scenario_schema());
  EXPECT_EQ(document["if"]["required"], nlohmann::json::array({"extends"}));
  const auto& variant = document["$defs"]["variant"];
  const auto& post = variant["properties"]["plan"]["anyOf"][0]["additionalProperties"]["anyOf"];
  EXPECT_EQ(post[1]["type"], "null");
  EXPECT_FALSE(post[0].contains("required"));
  EXPECT_EQ(post[0]["properties"]["paid"]["anyOf"][0]["type"], "boolean");
  EXPECT_EQ(post[0]["additionalProperties"], false);
}

TEST(ScenarioManual, ReadmeHoldsTheTablesAsTheyAreNow) {
  std::ifstream in("scenarios/README.md");
  const std::string readme((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(readme.find(scenario_manual()), std::string::npos) << "put this into scenarios/README.md:\n"
                                                               << scenario_manual();
  EXPECT_NE(readme.find(kpi_manual()), std::string::npos) << "put this into scenarios/README.md:\n"
                                                          << kpi_manual();
}

// Deterministic mutations, cut and spliced from the words of scenarios themselves.
TEST(Scenario, MutatedDocumentsEndInAScenarioOrARefusal) {
  const std::string pieces[] = {"null",
                                "{}",
                                "[]",
                                "-1",
                                "1e999",
                                "\"\"",
                                "\"2026-02-30\"",
                                "\"2026-12-07T18:30\"",
                                "true",
                                "99",
                                "\"vk\"",
                                "\"plan\"",
                                "\"ads\"",
                                "\"extends\"",
                                ":",
                                ",",
                                "{",
                                "}",
                                "\"\\ud800\"",
                                "\xFF",
                                "\"UTC\"",
                                "9007199254740993"};
  int accepted = 0;
  for (std::uint32_t round = 0; round < 4000; ++round) {
    std::string text = kPlan;
    const auto dice = words({11, round}, {0, 0, Purpose::synthetic});
    for (std::uint32_t edit = 0; edit < 1 + dice[0] % 3; ++edit) {
      const auto spot = words({11, round}, {edit + 1, 0, Purpose::synthetic});
      const std::size_t at = spot[0] % text.size(), length = spot[3] % 12;
      const std::string& piece = pieces[spot[2] % std::size(pieces)];
      if (spot[1] % 4 == 0)
        text.erase(at, length);
      else if (spot[1] % 4 == 1)
        text.replace(at, length, piece);
      else if (spot[1] % 4 == 2)
        text.replace(at, 1, 1, static_cast<char>('0' + spot[3] % 75));
      else if (const std::size_t colon = text.find(": ", at); colon != std::string::npos)
        text.replace(colon + 2, text.find_first_of(",}", colon) - colon - 2, piece);
      if (text.empty()) text = "{";
    }
    try {
      const Scenario s = parse_scenario(text, "fuzz.json");
      ++accepted;
      ASSERT_FALSE(s.plan.empty());
      ASSERT_TRUE(s.start <= s.end);
    } catch (const Error& error) {
      ASSERT_TRUE(error.fault == Fault::bad_input || error.fault == Fault::limit) << text;
      ASSERT_FALSE(error.code.empty()) << error.what() << "\n" << text;
    }
  }
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace gs
