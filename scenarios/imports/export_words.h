// Words of exports in the languages of the platforms' interfaces: names of columns, of totals rows and of
// kinds of post. Data, in this one place: a layout writes English names only. Names that no public export
// showed are the interface's own words (assumption); one that is missing is mapped by hand (--map).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

// All of them write decimals with a comma.
inline constexpr std::array<std::string_view, 6> kLanguages{
    "Russian", "Spanish", "Polish", "Indonesian", "French", "German"};

struct HeaderWords {
  std::string_view english;
  std::array<std::string_view, kLanguages.size()> theirs;  // by language, alternatives divided by '|'
};
struct HeaderMeaning {
  std::string_view english;
  std::uint8_t language = 0;  // of kLanguages
};
// What a folded column name means; empty for names in English and unknown ones.
std::vector<HeaderMeaning> meanings_of(std::string_view folded_name);

bool is_total(std::string_view cell);            // "Total", "Итого", "Suma", "Total: account"
std::string post_kind(std::string_view theirs);  // "IG carousel" -> "carousel", "Fotos" -> "photo"

}  // namespace gs
