// Robyn names channel, dates and what was lifted; PyMC-Marketing the change of spend and of the answer on the
// model's own scale, with its standard deviation, and no dates.
#include "scenarios/imports/mix/lift_tables.h"

#include <array>

#include "scenarios/imports/mix/lift_rows.h"

namespace gs {
namespace {

constexpr std::array kRobynColumns{
    ColumnRule{"channel", "channel", Kind::text, Need::required},
    ColumnRule{"first", "liftstartdate", Kind::time, Need::required},
    ColumnRule{"last", "liftenddate", Kind::time, Need::required},
    ColumnRule{"lift", "liftabs", Kind::real, Need::required},
    ColumnRule{"lift_spend", "spend", Kind::money},
    ColumnRule{"lift_confidence", "confidence", Kind::number},
    ColumnRule{"metric", "metric"},
};

constexpr std::array kPymcColumns{
    ColumnRule{"channel", "channel"},
    ColumnRule{"lift_x", "x", Kind::real, Need::required},
    ColumnRule{"lift_delta_x", "delta_x", Kind::real, Need::required},
    ColumnRule{"lift_delta_y", "delta_y", Kind::real, Need::required},
    ColumnRule{"lift_sigma", "sigma", Kind::number, Need::required},
};

}  // namespace

const Layout kRobynLifts{.name = "robyn_lifts",
                         .title = "lift tests (Robyn)",
                         .platform = "robyn",
                         .columns = kRobynColumns,
                         .decimal = '.',
                         .date_order = "ymd",
                         .finish = nullptr,
                         .interpret = interpret_lifts,
                         .key = "channel",
                         .time = ""};

const Layout kPymcLifts{.name = "pymc_lifts",
                        .title = "lift tests (PyMC-Marketing)",
                        .platform = "pymc",
                        .columns = kPymcColumns,
                        .decimal = '.',
                        .date_order = "ymd",
                        .finish = nullptr,
                        .interpret = interpret_lifts,
                        .key = "lift_x",
                        .time = ""};

}  // namespace gs
