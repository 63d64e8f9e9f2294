#include "tests/imports/ad_rows.h"

namespace gs {
namespace {

using namespace testing_imports;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHeader =
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Amount spent "
    "(USD),Impressions,Reach,Link "
    "clicks,Purchases,Purchases conversion value,Frequency\n";
const std::string kRow = "2026-03-01,2026-03-01,Spring,Tea lovers,Steam,412.30,12400,9100,95,3,120.50,1.36\n";

TEST(MetaAds, ReadsCellsCountsMoneyAndConversions) {
  const Import read =
      import_text(kHeader + kRow + "2026-03-02,2026-03-02,Spring,Tea lovers,Steam,0,0,0,0,,,\n");
  EXPECT_EQ(read.format_name, "meta_ads");
  EXPECT_TRUE(read.posts.empty());
  ASSERT_EQ(read.ads.size(), 2u);
  const ObservedAd& ad = read.ads[0];
  EXPECT_EQ(ad.cell.platform, "meta");
  EXPECT_EQ(ad.cell.campaign + "/" + ad.cell.ad_set + "/" + ad.cell.ad, "Spring/Tea lovers/Steam");
  EXPECT_EQ(days_of(ad.cell), "2026-03-01");
  EXPECT_EQ(cut_of(ad.cell), "ad, day");
  EXPECT_EQ(spend_of(ad), "412.3 USD");
  EXPECT_EQ(ad.at(AdCount::impressions), 12400);
  EXPECT_EQ(ad.at(AdCount::reach), 9100);
  EXPECT_EQ(ad.at(AdCount::link_clicks), 95);
  EXPECT_EQ(ad.at(AdCount::clicks), std::nullopt);
  EXPECT_EQ(ad.at(AdCount::frequency), 1.36);
  EXPECT_EQ(conversions_of(read, 2), "purchases 3.00 (120.5)");
  EXPECT_EQ(conversions_of(read, 3), "");  // blank is missing, not 0
  EXPECT_EQ(spend_of(read.ads[1]), "0 USD");
  EXPECT_EQ(read.rows.read, 2);
}

TEST(MetaAds, TellsBreakdownsApartAndNeverByName) {
  const Import read = import_text(
      "Campaign name,Campaign ID,Ad name,Ad ID,Age,Gender,Day,Reporting starts,Reporting "
      "ends,Currency,Amount "
      "spent,Impressions,Result type,Results,Result value type,Result value type\n"
      "A,71,x,9001,25-34,female,2026-03-01,2026-03-01,2026-03-07,EUR,1.5,100,Website "
      "purchases,2,Conversion,Sum\n"
      "A,71,x,9002,25-34,male,2026-03-01,2026-03-01,2026-03-07,EUR,2.5,200,Website "
      "purchases,,Conversion,Sum\n");
  ASSERT_EQ(read.ads.size(), 2u);
  EXPECT_EQ(read.ads[0].cell.age + read.ads[0].cell.gender, "25-34female");
  EXPECT_EQ(cut_of(read.ads[1].cell), "ad, day by age and gender");
  EXPECT_NE(identity_of(read.ads[0].cell), identity_of(read.ads[1].cell));
  AdCell renamed = read.ads[0].cell;
  renamed.campaign = renamed.ad = "another name";
  EXPECT_EQ(identity_of(renamed), identity_of(read.ads[0].cell));
  EXPECT_EQ(spend_of(read.ads[0]), "1.5 EUR");
  EXPECT_EQ(read.ads[0].objective, "Website purchases");
  EXPECT_EQ(conversions_of(read, 2), "purchases 2.00");  // no column of purchases: results are
  EXPECT_EQ(conversions_of(read, 3), "");
}

TEST(MetaAds, KeepsAReportOfARangeAsOneRow) {
  const Import read = import_text(
      "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions\n"
      "2026-03-01,2026-03-31,Spring,10,100\n");
  EXPECT_EQ(days_of(read.ads.at(0).cell), "2026-03-01 to 2026-03-31");
  EXPECT_EQ(cut_of(read.ads.at(0).cell), "campaign, period");
}

TEST(MetaAds, LeavesOutTheTotalsRowAndComparesIt) {
  const Import good = import_text(kHeader + ",,,,,412.30,12400,9100,95,3,120.50,\n" + kRow);
  EXPECT_EQ(good.ads.size(), 1u);
  EXPECT_EQ(good.rows.skipped, 1);
  EXPECT_THAT(report(good), HasSubstr("INFO 2 line 2 names no ad: taken as a totals row, excluded"));
  EXPECT_THAT(report(good), HasSubstr("totals row equals the sum of the rows in 5 columns"));
  const Import bad =
      import_text(kHeader + kRow + ",,Results from 2 campaigns,,,500,12400,9100,95,3,120.50,\n");
  EXPECT_EQ(bad.ads.size(), 1u);
  EXPECT_THAT(
      report(bad),
      HasSubstr("ATTENTION 3 Amount spent (USD): the totals row says 500, the rows add up to 412.3: rows are "
                "missing, or the total counts more"));
}

TEST(MetaAds, KeepsAdsApartInEveryLanguage) {
  const std::string row =
      "\nK;G;Ad 1;2026-01-01;2026-01-01;1234,50;45600\nK;G;Ad 2;2026-01-01;2026-01-01;1;9\n";
  for (const char* header : {
           "Название кампании;Название группы объявлений;Название объявления;Дата начала отчётности;"
           "Дата окончания отчётности;Сумма затрат (RUB);Показы",
           "Nombre de la campaña;Nombre del conjunto de anuncios;Nombre del anuncio;Inicio del informe;"
           "Fin del informe;Importe gastado (EUR);Impresiones",
           "Kampagnenname;Anzeigengruppenname;Anzeigenname;Berichtsstart;Berichtsende;"
           "Ausgegebener Betrag (EUR);Impressionen",
           "Nom de la campagne;Nom de l'ensemble de publicités;Nom de la publicité;Début des rapports;"
           "Fin des rapports;Montant dépensé (EUR);Impressions",
       }) {
    const Import read = import_text(header + row);
    ASSERT_EQ(read.ads.size(), 2u) << header;
    EXPECT_EQ(read.ads[1].cell.campaign + "/" + read.ads[1].cell.ad_set + "/" + read.ads[1].cell.ad,
              "K/G/Ad 2");
    EXPECT_EQ(cut_of(read.ads[0].cell), "ad, day") << header;
  }
}

TEST(MetaAds, ReadsAFrenchExportWithDecimalCommas) {
  const Import read = import_text(
      "Début des rapports;Fin des rapports;Nom de la campagne;Montant dépensé "
      "(EUR);Impressions;Couverture;Clics sur "
      "un lien\n"
      "2026-03-01;2026-03-01;Printemps;412,30;12 400;9 100;95\n");
  EXPECT_EQ(read.format_name, "meta_ads");
  EXPECT_THAT(report(read), HasSubstr("column names read as French"));
  EXPECT_EQ(spend_of(read.ads.at(0)), "412.3 EUR");
  EXPECT_EQ(read.ads[0].at(AdCount::impressions), 12400);
  EXPECT_EQ(read.ads[0].at(AdCount::link_clicks), 95);
}

TEST(MetaAds, ReadsSixLanguagesOfItsInterface) {
  for (const char* header :
       {"Начало отчетности;Окончание отчетности;Название кампании;Потраченная сумма "
        "(RUB);Показы;Охват",
        "Inicio del informe;Fin del informe;Nombre de la campaña;Importe gastado "
        "(RUB);Impresiones;Alcance",
        "Początek raportu;Koniec raportu;Nazwa kampanii;Wydana kwota (RUB);Wyświetlenia;Zasięg",
        "Awal pelaporan;Akhir pelaporan;Nama kampanye;Jumlah yang dibelanjakan "
        "(RUB);Impresi;Jangkauan",
        "Début des rapports;Fin des rapports;Nom de la campagne;Montant dépensé "
        "(RUB);Impressions;Couverture",
        "Berichtsanfang;Berichtsende;Kampagnenname;Ausgegebener Betrag "
        "(RUB);Impressionen;Reichweite"}) {
    const Import read = import_text(std::string(header) + "\n2026-03-01;2026-03-02;A;1.234,50;1.200;900\n");
    ASSERT_EQ(read.ads.size(), 1u) << header;
    EXPECT_EQ(read.format_name, "meta_ads") << header;
    EXPECT_EQ(spend_of(read.ads[0]), "1234.5 RUB") << header;
    EXPECT_EQ(read.ads[0].at(AdCount::impressions), 1200) << header;
    EXPECT_EQ(read.ads[0].at(AdCount::reach), 900) << header;
  }
}

TEST(MetaAds, RefusesThreeMalformedRowsByLine) {
  EXPECT_THAT(refusal(kHeader + kRow + "31.02.2026,2026-03-01,A,B,C,1,1,1,1,1,1,1\n"),
              HasSubstr("posts.csv:3:1 Reporting starts: 31.02.2026 is not a calendar date [V06]"));
  EXPECT_THAT(refusal(kHeader + kRow + "2026-03-01,2026-03-01,A,B,C,-1,1,1,1,1,1,1\n"),
              HasSubstr("posts.csv:3:29 Amount spent (USD): -1; expected ≥ 0 [V02]"));
  EXPECT_THAT(refusal(kHeader + kRow + "2026-03-02,2026-03-01,A,B,C,1,1,1,1,1,1,1\n"),
              HasSubstr("ends on 2026-03-01, before it starts [V06]"));
  EXPECT_THAT(refusal(kHeader + kRow + "2026-03-01,A\n"),
              HasSubstr("posts.csv:3: 2 fields; header has 12 [T08]"));
}

}  // namespace
}  // namespace gs
