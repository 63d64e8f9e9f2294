#include "tests/reliability/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> left = 0;  // allocations until the one that fails; 0: none will
std::atomic<bool> failed = false;

}  // namespace

void* operator new(std::size_t size) {
  if (left > 0 && --left == 0) {
    failed = true;
    throw std::bad_alloc();
  }
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace gs::reliability {

void fail_allocation(long n) { left = n; }
bool allocation_failed() { return failed; }

}  // namespace gs::reliability
