// A calibration as text: canonical JSON whose reals are written in hexadecimal, so that a forecast from a
// stored fit uses the very bits the fit ended with.
#pragma once
#include <string>

#include "models/fit/calibration.h"

namespace gs {

std::string to_text(const Calibration& calibration);
// `where` names the text in complaints; every key must be there, no other may.
Calibration calibration_from(const std::string& text, const std::string& where);

}  // namespace gs
