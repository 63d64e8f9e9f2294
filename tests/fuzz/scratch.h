// What targets share: bytes as a file, a promise that ends the process when it is broken, and the two ways a
// reader may end.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/error.h"

namespace gs::fuzz {

// A file in memory where the machine offers it, of this process alone, overwritten for every input.
std::string file_of(std::string_view bytes, const std::string& name);
std::string path_of(const std::string& name);

inline void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

// Runs a reader; a refusal is a good end when it is of the input's kind, has a place and says what is wrong.
template <class Read>
void read_or_refuse(Read&& read) {
  try {
    read();
  } catch (const Error& error) {
    const bool of_input =
        error.fault == Fault::bad_input || error.fault == Fault::limit || error.fault == Fault::corrupt;
    if (!of_input) std::fprintf(stderr, "%s (%d)\n", error.what(), static_cast<int>(error.fault));
    promise(of_input, "a refusal of input ends with 3, 4 or 7");
    promise(!std::string_view(error.what()).empty(), "a refusal says what is wrong");
  }
}

}  // namespace gs::fuzz
