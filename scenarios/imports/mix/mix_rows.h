// What weekly tables for media-mix models share: a row is a period (of a place), a column is a number of a
// channel or of the business. Channels become rows of ad history, the rest becomes series.
#pragma once
#include <string>
#include <string_view>

#include "scenarios/imports/layout.h"

namespace gs {

// A layout's columns: "day", "geo", `CHANNEL:spend` or `CHANNEL:COUNT` of a channel, `series:METRIC` of the
// rest.
void interpret_mix(Reading& reading);

// The name without the end, in the file's spelling; "" where it does not end so.
std::string without_end(std::string_view name, std::string_view end);

}  // namespace gs
