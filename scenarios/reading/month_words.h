// Month names as exports write them: English, Russian, Spanish, Polish, Indonesian, French, German; whole,
// shortened or inflected. A name is known by its beginning.
#pragma once
#include <string_view>

namespace gs {

int month_of(std::string_view word);         // 1 … 12; 0 when it names no month
bool is_date_filler(std::string_view word);  // "de" in "5 de agosto de 2026", "г" in "5 авг. 2026 г."

}  // namespace gs
