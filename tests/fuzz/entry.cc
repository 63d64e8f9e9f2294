// The entry libFuzzer calls; GS_FUZZ_TARGET names the target, one program each.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  gs::fuzz::GS_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
