// Starts another program by its words, with no shell between, and waits for what it says.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace gs {

struct Answered {
  int code = 0;  // 128 + n when signal n ended it
  std::string out, err;
};

// The first word is looked up on the PATH; nullopt where there is no such program. Throws Error(io) when the
// system starts nothing.
std::optional<Answered> ask_program(const std::vector<std::string>& words);

}  // namespace gs
