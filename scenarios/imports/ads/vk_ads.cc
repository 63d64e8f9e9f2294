// Names are Russian, the header's currency stands behind a comma ("Потрачено, ₽"), decimals have a
// comma. The platform gives an Excel file, which is refused with the command that converts it; this is its
// table as CSV. Bands of age and gender are rows of a breakdown. Rates and prices are not read.
#include "scenarios/imports/ads/vk_ads.h"

#include <array>

#include "scenarios/imports/ads/ad_rows.h"

namespace gs {
namespace {

constexpr std::array kColumns{
    ColumnRule{
        "key",
        "название объявления|объявление|id объявления|название группы объявлений|название группы|название "
        "кампании|кампания|ad name|campaign name",
        Kind::text,
        Need::required},
    ColumnRule{"spend", "потрачено|потрачено всего|расход|расходы|spent", Kind::money, Need::required},
    ColumnRule{"impressions", "показы|impressions", Kind::count, Need::required},
    ColumnRule{"clicks", "клики|переходы|clicks", Kind::count, Need::required},
    ColumnRule{"day", "дата|date", Kind::time},
    ColumnRule{"account", "кабинет|название кабинета|account"},
    ColumnRule{"currency", "валюта|currency"},
    ColumnRule{"campaign", "название кампании|кампания|campaign name"},
    ColumnRule{"campaign_id", "id кампании|campaign id"},
    ColumnRule{"ad_set", "название группы объявлений|название группы|группа объявлений"},
    ColumnRule{"ad_set_id", "id группы объявлений|id группы"},
    ColumnRule{"ad", "название объявления|объявление|ad name"},
    ColumnRule{"ad_id", "id объявления|ad id"},
    ColumnRule{"age", "возраст|age"},
    ColumnRule{"gender", "пол|gender"},
    ColumnRule{"place", "регион|страна|город"},
    ColumnRule{"placement", "площадка|место размещения"},
    ColumnRule{"reach", "охват|reach", Kind::count},
    ColumnRule{"frequency", "частота", Kind::number},
    ColumnRule{"follows", "вступления|подписки", Kind::count},
    ColumnRule{"reactions", "лайки", Kind::count},
    ColumnRule{"shares", "репосты", Kind::count},
    ColumnRule{"comments", "комментарии", Kind::count},
    ColumnRule{"video_views", "просмотры видео", Kind::count},
    ColumnRule{"conversions.conversions", "результат|результаты|достигнутые цели|конверсии", Kind::number},
    ColumnRule{"conversions.leads", "лиды|заявки", Kind::number},
};

}  // namespace

const Layout kVkAds{.name = "vk_ads",
                    .title = "VK ads",
                    .platform = "vk",
                    .columns = kColumns,
                    .decimal = ',',
                    .date_order = "dmy",
                    .finish = nullptr,
                    .interpret = interpret_ads,
                    .key = "key",
                    .time = ""};

}  // namespace gs
