// Column names of exports of ads in the languages of the platforms' interfaces (export_words.h says how they
// are used). What no public export showed is the interface's own word, as far as known (assumption).
#pragma once
#include <span>

#include "scenarios/imports/export_words.h"

namespace gs {

std::span<const HeaderWords> ad_header_words();

}  // namespace gs
