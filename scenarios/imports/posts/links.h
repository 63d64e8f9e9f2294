// What can be read off the address of a post: the digits of its id, the name of its account.
#pragma once
#include <string_view>

namespace gs {

// The digits that follow `mark`; empty when the mark is not there or no digit follows.
std::string_view digits_after(std::string_view address, std::string_view mark);
// What stands between `mark` and the next `end`; empty when either is not there.
std::string_view name_between(std::string_view address, std::string_view mark, char end);

}  // namespace gs
