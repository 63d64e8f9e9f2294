// Plain searches: addresses come with and without scheme, "www." and a query.
#include "scenarios/imports/posts/links.h"

namespace gs {

std::string_view digits_after(std::string_view address, std::string_view mark) {
  const std::size_t at = address.find(mark);
  if (at == address.npos) return {};
  const std::string_view rest = address.substr(at + mark.size());
  return rest.substr(0, rest.find_first_not_of("0123456789"));
}

std::string_view name_between(std::string_view address, std::string_view mark, char end) {
  const std::size_t at = address.find(mark);
  if (at == address.npos) return {};
  const std::string_view rest = address.substr(at + mark.size());
  const std::size_t length = rest.find(end);
  return length == rest.npos ? std::string_view() : rest.substr(0, length);
}

}  // namespace gs
