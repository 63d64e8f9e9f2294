// The JSON door: what it refuses, with which words and at which place; that getters never convert; that
// writing is canonical; and that no mutation of a text ends in anything but a value or gs::Error.
#include "scenarios/document/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/draw.h"
#include "core/error.h"
#include "core/units.h"
#include "scenarios/document/parts/members.h"
#include "scenarios/reading/words.h"

namespace gs {
namespace {

Error refusal(const std::string& text, const JsonLimits& limits = {}) {
  try {
    parse_json_safe(text, "plan.json", limits);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "accepted: " << text.substr(0, 80);
  return Error(Fault::our_defect, "", "accepted");
}

template <class Fn>
std::string words_of(Fn&& ask) {
  try {
    ask();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Json, KeepsLineColumnAndPointerOfEveryValue) {
  const JsonDocument document = parse_json_safe(
      "{\n  \"plan\": {\n    \"p3\": {\"format\": \"phto\", \"n\": [1, {\"x\": 2}]}\n  }\n}", "plan.json");
  EXPECT_EQ(document.where("/plan/p3/format"), "plan.json:3:22 /plan/p3/format");
  EXPECT_EQ(document.where("/plan/p3/format", true), "plan.json:3:12 /plan/p3/format");
  EXPECT_EQ(document.where("/plan/p3/n/1/x"), "plan.json:3:45 /plan/p3/n/1/x");
  EXPECT_EQ(document.where(""), "plan.json:1:1");
}

TEST(Json, GivesAMissingKeyThePlaceOfItsParent) {
  const JsonDocument document = parse_json_safe("{\"plan\": {}}", "plan.json");
  EXPECT_EQ(document.where("/plan/p1/format"), "plan.json:1:10 /plan/p1/format");
}

TEST(Json, CountsColumnsInCharactersNotBytes) {
  const JsonDocument document = parse_json_safe("{\"имя\": 7}", "plan.json");
  EXPECT_EQ(document.where("/имя"), "plan.json:1:9 /имя");
}

TEST(Json, EscapesSlashesAndTildesOfKeysInPointers) {
  const JsonDocument document = parse_json_safe("{\"a/b~c\": 1}", "plan.json");
  EXPECT_EQ(document.where("/a~1b~0c"), "plan.json:1:11 /a~1b~0c");
}

TEST(Json, SkipsAByteOrderMark) {
  EXPECT_EQ(parse_json_safe("\xEF\xBB\xBF{}", "p").root, nlohmann::json::object());
}

TEST(Json, AcceptsSixtyFourLevelsAndRefusesTheSixtyFifth) {
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  EXPECT_NO_THROW(parse_json_safe(deep, "plan.json"));
  const Error error = refusal("[" + deep + "]");
  EXPECT_STREQ(error.what(), "plan.json:1:65: nesting deeper than 64 at byte 64 [S01]");
  EXPECT_EQ(error.fault, Fault::bad_input);
}

TEST(Json, RefusesAMillionOpenBracketsWithoutOverflowingTheStack) {
  EXPECT_EQ(refusal(std::string(1000000, '[')).code, "S01");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
  EXPECT_EQ(refusal(objects).code, "S01");
}

TEST(Json, NamesBothLinesOfADuplicateKey) {
  const Error error =
      refusal("{\"plan\": {\n\"p3\": {\n\"publish_at\": 1,\n\"x\": {},\n\"publish_at\": 2}}}");
  EXPECT_STREQ(error.what(), "plan.json:5:1: /plan/p3/publish_at defined twice (line 3, line 5) [S02]");
}

TEST(Json, SeesADuplicateKeyWrittenWithEscapes) {
  EXPECT_EQ(refusal("{\"a\": 1, \"\\u0061\": 2}").code, "S02");
}

TEST(Json, AllowsTheSameKeyInTwoObjects) {
  EXPECT_NO_THROW(parse_json_safe(R"({"a":{"k":1},"b":{"k":2},"k":3})", "p"));
}

TEST(Json, RefusesNumbersThatDoNotFit) {
  EXPECT_STREQ(refusal("{\"a\":\n 1e999}").what(), "plan.json:2:2 /a: 1e999: number out of range [S06]");
  EXPECT_EQ(refusal("{\"a\": 18446744073709551616}").code, "S06");
  EXPECT_EQ(refusal("[-9223372036854775809]").code, "S06");
  EXPECT_EQ(refusal("1e999").code, "S06");
}

struct Slip {
  const char* text;
  const char* said;
  const char* remedy;
};

TEST(Json, SaysWhatItExpectedAtLineAndColumn) {
  const Slip slips[] = {
      {"{\"a\": NaN}",
       "plan.json:1:7: expected a value, found 'NaN' [S07]",
       "JSON has no NaN or Infinity: leave the key out"},
      {"{\n// hello\n\"a\": 1}",
       "plan.json:2:1: expected a key in double quotes, found '//' [S07]",
       "JSON has no comments: remove it"},
      {"{\"a\": 1,}",
       "plan.json:1:9: expected a key in double quotes, found '}' [S07]",
       "remove the comma before it"},
      {"[1,\n2,\n]", "plan.json:3:1: expected a value, found ']' [S07]", "remove the comma before it"},
      {"{'a': 1}", "plan.json:1:2: expected a key in double quotes, found ''a'' [S07]", "use double quotes"},
      {"{\"a\" 1}", "plan.json:1:6: expected ':', found '1' [S07]", ""},
      {"{\"a\": 1 \"b\": 2}", "plan.json:1:9: expected ',' or '}', found '\"b\"' [S07]", ""},
      {"[1 2]", "plan.json:1:4: expected ',' or ']', found '2' [S07]", ""},
      {"[1",
       "plan.json:1:3: expected ',' or ']', found the end [S07]",
       "the text ends too early: is the file complete?"},
      {"{\"a\": \"b", "plan.json:1:7: expected a closing '\"', found '\"b' [S07]", ""},
      {"[-]", "plan.json:1:2: expected a digit, found '-' [S07]", ""},
      {"[Infinity]",
       "plan.json:1:2: expected a value, found 'Infinity' [S07]",
       "JSON has no NaN or Infinity: leave the key out"},
  };
  for (const Slip& slip : slips) {
    const Error error = refusal(slip.text);
    EXPECT_STREQ(error.what(), slip.said) << slip.text;
    EXPECT_EQ(error.remedy, slip.remedy) << slip.text;
    EXPECT_EQ(error.fault, Fault::bad_input);
  }
}

TEST(Json, NamesTheByteOfBadText) {
  EXPECT_STREQ(refusal("{\"a\": \"\xCF\"}").what(), "plan.json:1:8: byte 0xCF at byte 7 is not UTF-8 [S08]");
  EXPECT_EQ(refusal("\"\xC0\xAF\"").code, "S08");          // overlong
  EXPECT_EQ(refusal("\"\xED\xA0\x80\"").code, "S08");      // surrogate in UTF-8
  EXPECT_EQ(refusal("\"\xF4\x90\x80\x80\"").code, "S08");  // above U+10FFFF
  EXPECT_EQ(refusal("\"\xE2\x82").code, "S08");            // cut
  EXPECT_STREQ(refusal("[\"\\ud800\"]").what(), "plan.json:1:2: half of a surrogate pair at byte 8 [S08]");
  EXPECT_EQ(refusal("[\"\\udc00\"]").code, "S08");
  EXPECT_EQ(refusal("[\"a\nb\"]").code, "S08");
  EXPECT_EQ(refusal("[\"a\x01\"]").code, "S08");
  EXPECT_EQ(refusal(std::string("{}\0{}", 5)).code, "S08");
  EXPECT_EQ(parse_json_safe("[\"\\ud83d\\ude00\"]", "p").root[0], "\xF0\x9F\x98\x80");
}

TEST(Json, RefusesTooManyBytesNothingAndASecondDocument) {
  const Error large = refusal("[1,2]", {4, 64});
  EXPECT_EQ(large.fault, Fault::limit);
  EXPECT_STREQ(large.what(), "plan.json: 5 bytes; limit json-bytes=4 [S09]");
  EXPECT_STREQ(refusal(" \n").what(), "plan.json: empty [S09]");
  EXPECT_STREQ(refusal("{} {}").what(), "plan.json:1:4: text after end of document [S09]");
  EXPECT_STREQ(refusal("{}\nx").what(), "plan.json:2:1: text after end of document [S09]");
  EXPECT_STREQ(refusal("1 2").what(), "plan.json:1:3: text after end of document [S09]");
}

TEST(Json, AcceptsSixteenMebibytesExactly) {
  std::string text = "\"" + std::string((std::size_t{16} << 20) - 2, 'a') + "\"";
  EXPECT_NO_THROW(parse_json_safe(text, "p"));
  EXPECT_EQ(refusal(text + " ").code, "S09");
}

std::string whole_of(const std::string& text, WholeRange range) {
  const JsonDocument document = parse_json_safe("{\"n\": " + text + "}", "p");
  return words_of([&] { JsonView(document).find("n")->whole(range); });
}

TEST(JsonView, CountsAreNeverConvertedInSilence) {
  EXPECT_EQ(whole_of("\"1000\"", {}), "p:1:7 /n: string; expected whole number [S04]");
  EXPECT_EQ(whole_of("1.9", {}), "p:1:7 /n: 1.9; expected whole number [S04]");
  EXPECT_EQ(whole_of("true", {}), "p:1:7 /n: true; expected whole number [S04]");
  EXPECT_EQ(whole_of("-1", {0, 1000000}), "p:1:7 /n: -1; expected 0…1000000 [S05]");
  EXPECT_EQ(whole_of("3000000000", {0, 4294967}), "p:1:7 /n: 3000000000; expected 0…4294967 [S05]");
  EXPECT_EQ(whole_of("18446744073709551615", {}),
            "p:1:7 /n: 18446744073709551615; expected 0…9007199254740992 [S05]");
  EXPECT_EQ(whole_of("1e300", {}), "p:1:7 /n: 1e+300: number out of range [S06]");
  EXPECT_EQ(whole_of("1e3", {}), "accepted");
  EXPECT_EQ(whole_of("7.0", {}), "accepted");
}

TEST(JsonView, NumbersTextsAndFlagsNameWhatTheyExpected) {
  const JsonDocument document = parse_json_safe(R"({"p": 1.2, "t": "abc", "n": null, "o": {}})", "p");
  const JsonView root(document);
  EXPECT_EQ(words_of([&] { root.find("p")->number({0, 1}); }), "p:1:7 /p: 1.2; expected 0…1 [S14]");
  EXPECT_EQ(words_of([&] { root.find("t")->number(); }), "p:1:17 /t: string; expected a number [S04]");
  EXPECT_EQ(words_of([&] { root.find("t")->text({0, 2}); }), "p:1:17 /t: 3 characters; expected 0…2 [S05]");
  EXPECT_EQ(words_of([&] { root.find("p")->text(); }), "p:1:7 /p: 1.2; expected text [S04]");
  EXPECT_EQ(words_of([&] { root.find("o")->flag(); }), "p:1:40 /o: an object; expected true or false [S04]");
  EXPECT_EQ(words_of([&] { root.find("t")->members(); }),
            "p:1:17 /t: string; expected an object keyed by id [S04]");
  EXPECT_EQ(words_of([&] { root.find("t")->items(); }), "p:1:17 /t: string; expected a list [S04]");
  EXPECT_FALSE(root.find("n").has_value());
  EXPECT_FALSE(root.find("missing").has_value());
}

TEST(JsonView, AnUnknownKeyComesWithTheNearestKnownOne) {
  const JsonDocument document = parse_json_safe("{\"total_budgte\": 1}", "p");
  const std::vector<std::string> known{"daily_budget", "total_budget"};
  EXPECT_EQ(words_of([&] { JsonView(document).only_keys(known); }),
            "p:1:2 /total_budgte: unknown; did you mean 'total_budget'? [S03]");
}

TEST(JsonPatch, FollowsTheTestCasesOfRfc7386) {
  const char* cases[][3] = {
      {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
      {R"({"a":"b"})", R"({"a":null})", R"({})"},
      {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
      {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
      {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
      {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
      {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
      {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
      {R"({"a":"foo"})", R"(null)", R"(null)"},
      {R"({"e":null})", R"({"a":1})", R"({"a":1,"e":null})"},
      {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
      {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
  };
  for (const auto& [base, patch, result] : cases)
    EXPECT_EQ(patched(parse_json_safe(base, "b"), parse_json_safe(patch, "v")).root,
              nlohmann::json::parse(result))
        << patch;
}

TEST(JsonPatch, PlacesPointToTheFileAValueCameFrom) {
  const JsonDocument document = patched(parse_json_safe("{\"a\": {\"x\": 1,\n \"y\": 2}}", "base.json"),
                                        parse_json_safe("{\"a\": {\"x\": 3}}", "variant.json"));
  EXPECT_EQ(document.where("/a/x"), "variant.json:1:13 /a/x");
  EXPECT_EQ(document.where("/a/y"), "base.json:2:7 /a/y");
}

TEST(JsonWriter, IsCanonical) {
  const auto bytes = [](const char* text) { return dump_canonical(parse_json_safe(text, "p").root); };
  EXPECT_EQ(bytes("{ \"b\": 1.0, \"a\": [1e2, 0.5, -0.0] }"), R"({"a":[100,0.5,0],"b":1})");
  EXPECT_EQ(bytes("{\"b\":1,\"a\":[100,0.50,0]}"), R"({"a":[100,0.5,0],"b":1})");
}

TEST(JsonWriter, RefusesNumbersThatAreNone) {
  nlohmann::json result{{"totals", {{{"mean", std::numeric_limits<double>::quiet_NaN()}}}}};
  try {
    dump_pretty(result);
    FAIL() << "wrote NaN";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault, Fault::our_defect);
    EXPECT_STREQ(error.what(), "/totals/0/mean: a result is not a finite number");
  }
  EXPECT_THROW(dump_canonical(std::numeric_limits<double>::infinity()), Error);
  EXPECT_THROW(dump_canonical(std::string("\xFF")), Error);
}

TEST(Words, ShowControlAndInvisibleCharactersAndCutLongTexts) {
  EXPECT_EQ(shown("a\nb\xE2\x80\xAE"), "a\\u000Ab\\u202E");
  EXPECT_EQ(shown("привет", 3), "при…");
  EXPECT_EQ(shown("\xFF"), "\\xFF");
}

TEST(Words, FoldCaseAndUnicodeFormAway) {
  EXPECT_EQ(folded_id("CAF\xC3\x89"), folded_id("cafe\xCC\x81"));
  EXPECT_EQ(folded_id("ПЁС"), folded_id("пе\xCC\x88с"));
  EXPECT_EQ(folded_id("ＡＢＣ１"), "abc1");
  EXPECT_EQ(folded_id("straße"), "strasse");
  EXPECT_EQ(folded_id("\xEA\xB0\x81"),
            folded_id("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"));  // Hangul, composed and not
  EXPECT_EQ(folded_id("a\xE2\x80\x8B"
                      "b"),
            "ab");
  EXPECT_NE(folded_id("p1"), folded_id("p2"));
  EXPECT_NE(folded_id("мир"), folded_id("mir"));
}

// Deterministic mutations of a text that touches every kind of token: each may only give a value or
// gs::Error.
TEST(Json, MutatedTextsEndInAValueOrARefusal) {
  const std::string seed_text =
      R"({"plan": {"p1": {"x": [1, -2.5e3, true, null, "a\u00e9\n"], "y": {}}}, "б": "в"})";
  const std::string letters = "{}[]\",:\\u09eE+-.\x01\xFF \n/'N\xC3";
  int accepted = 0, refused = 0;
  for (std::uint32_t round = 0; round < 20000; ++round) {
    std::string text = seed_text;
    const auto dice = words({7, round}, {0, 0, Purpose::synthetic});
    for (std::uint32_t edit = 0; edit < 1 + dice[0] % 3; ++edit) {
      const auto spot = words({7, round}, {edit + 1, 0, Purpose::synthetic});
      const std::size_t at = spot[0] % text.size();
      if (spot[1] % 3 == 0)
        text.erase(at, 1 + spot[2] % 5);
      else if (spot[1] % 3 == 1)
        text.insert(at, 1, letters[spot[2] % letters.size()]);
      else
        text[at] = letters[spot[2] % letters.size()];
      if (text.empty()) text = "[";
    }
    try {
      parse_json_safe(text, "fuzz");
      ++accepted;
    } catch (const Error& error) {
      ++refused;
      ASSERT_EQ(error.fault, Fault::bad_input);
      ASSERT_TRUE(error.code.starts_with("S")) << text;
    }
  }
  EXPECT_GT(accepted, 500);
  EXPECT_GT(refused, 5000);
}

TEST(PlainNumber, IsTheShortestTextInDigitsThatReadsBack) {
  EXPECT_EQ(plain_number(98.12256), "98.12256");  // JSON's writer has 98.12255999999999
  EXPECT_EQ(plain_number(1e-6), "0.000001");
  EXPECT_EQ(plain_number(9.2e12), "9200000000000");
  EXPECT_EQ(plain_number(-12), "-12");
  for (std::uint32_t k = 0; k < 20'000; ++k) {
    const std::int64_t micros = words({1, k}, {1, 1, Purpose::synthetic})[0];
    const nlohmann::json written = nlohmann::json::parse(to_text(Money{micros}));
    EXPECT_EQ(parse_money(plain_number(written), "").micros, micros);
    EXPECT_EQ(parse_money(plain_number(nlohmann::json::parse(written.dump())), "").micros, micros);
  }
}

}  // namespace
}  // namespace gs
