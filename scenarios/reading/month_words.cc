// One line per month. "mar" begins Tuesday too in Spanish and French: the reader of dates knows.
#include "scenarios/reading/month_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan|янв|ene|sty|jän",
                                                   "feb|фев|lut|fév|fev",
                                                   "mar|мар|mär|mrz",
                                                   "apr|апр|abr|kwi|avr",
                                                   "may|мая|май|maj|mei|mai",
                                                   "jun|июн|cze|juin",
                                                   "jul|июл|lip|juil",
                                                   "aug|авг|ago|sie|agu|agt|aoû|aou",
                                                   "sep|сен|wrz",
                                                   "oct|окт|paź|okt",
                                                   "nov|ноя|lis",
                                                   "dec|дек|dic|gru|des|dez|déc"};

constexpr std::array<std::string_view, 14> kFillers{
    "de", "del", "г", "года", "r", "roku", "at", "um", "uhr", "в", "o", "à", "pukul", "las"};

}  // namespace

int month_of(std::string_view word) {
  const std::string name = folded(word);
  for (std::size_t month = 0; month < kMonths.size(); ++month)
    for (const std::string_view beginning : names_in(kMonths[month]))
      if (name.starts_with(beginning)) return static_cast<int>(month) + 1;
  return 0;
}

bool is_date_filler(std::string_view word) {
  return std::find(kFillers.begin(), kFillers.end(), folded(word)) != kFillers.end();
}

}  // namespace gs
