// The doors that hostile bytes come in by, one function each: it reads the bytes as the program would and
// ends in a result or in a refusal (gs::Error of the input's kind). Anything else - a crash, a hang, an
// exception of another kind, a number that breaks what the reader promises - ends the process. Built two
// ways: as libFuzzer programs (preset `fuzz`, one per target) and as a test that replays every kept seed and
// crash.
#pragma once
#include <string_view>

namespace gs::fuzz {

struct Target {
  std::string_view name;  // also the folder of its seeds and crashes
  void (*run)(std::string_view bytes);
};

void csv(std::string_view bytes);       // dialects: the first byte chooses delimiter, block size, limits
void posts(std::string_view bytes);     // exports of posts, every platform; the first byte chooses options
void ads(std::string_view bytes);       // exports of ads and conversions
void series(std::string_view bytes);    // exports by day and tables of mixed media
void scenario(std::string_view bytes);  // the scenario document
void content_plan(std::string_view bytes);  // a scheduler's bulk file in place of a scenario
void workspace(std::string_view bytes);     // a workspace file: open, read everything, repair

inline constexpr Target kTargets[] = {{"csv", csv},
                                      {"posts", posts},
                                      {"ads", ads},
                                      {"series", series},
                                      {"scenario", scenario},
                                      {"content_plan", content_plan},
                                      {"workspace", workspace}};

}  // namespace gs::fuzz
