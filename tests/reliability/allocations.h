// The n-th `operator new` of this test program fails, once. Only children that fork set it.
#pragma once

namespace gs::reliability {

void fail_allocation(long n);
bool allocation_failed();  // it came to that

}  // namespace gs::reliability
