// Files of the laboratory that are downloaded in some other way than a table of posts or ads: series by day,
// the visits of a site, answers in JSON, insights, conversions; and every file by its own importer.
#include <set>

#include "scenarios/imports/importers.h"
#include "tests/relations/laboratory.h"

namespace gs {
namespace {

using namespace testing_laboratory;

// Of one metric of a series, by day.
std::map<std::string, double> series(const Import& read, const std::string& metric) {
  std::map<std::string, double> days;
  for (const ObservedDay& day : read.days)
    if (day.metric == metric && day.first == day.last) days[to_text(*day.first)] += day.value;
  return days;
}

double sum_of(const std::map<std::string, double>& days) {
  double sum = 0;
  for (const auto& [day, value] : days) sum += value;
  return sum;
}

const LabPage& page_on(const std::string& platform) {
  static const std::vector<LabPage> pages = shown_pages(lab());
  return *std::ranges::find(pages, platform, &LabPage::platform);
}

double sum_of(const LabPage& page, double LabDay::*member) {
  double sum = 0;
  for (const LabDay& day : page.days) sum += day.*member;
  return sum;
}

double count(const ObservedPost& post, Metric metric) { return post.at(metric).value_or(-1); }

TEST(LaboratoryFiles, EveryFileIsReadByItsOwnImporter) {
  std::set<std::string> names, layouts;
  for (const LabLayout& layout : lab_layouts()) {
    for (const LabFile& file : lab_files(lab(), layout)) {
      const Import read = read_file(file);
      EXPECT_EQ(read.format_name, layout.name()) << file.name;
      EXPECT_EQ(read.rows.refused, 0) << file.name;
      EXPECT_GT(read.posts.size() + read.ads.size() + read.conversions.size() + read.days.size(), 0u)
          << file.name;
      EXPECT_TRUE(names.insert(file.name).second) << file.name;
      layouts.insert(file.layout);
    }
  }
  for (const Layout* layout : kLayouts)
    EXPECT_TRUE(layout == &kCanonical || layout == &kCanonicalAds ||
                layouts.contains(std::string(layout->name)))
        << layout->name << " is read and not written";
}

TEST(LaboratoryFiles, ConversionsOfClicksAndOfViewsAreReadBackApart) {
  std::map<std::string, double> told, held;
  for (const LabAd& ad : shown_ads(lab()))
    if (ad.row.cell.platform == "linkedin") {
      told["Leads"] += ad.leads;
      told["Purchases"] += ad.clicked_sales;
      told["seen"] += ad.viewed_sales;
      told["value"] += static_cast<double>(ad.clicked_value.micros) / 1e6;
    }
  held["seen"] = 0;
  for (const ObservedConversion& row : read_back("linkedin_conversions").conversions) {
    held[row.way == "view_through" ? "seen" : row.name] += row.count.value_or(0);
    if (row.value) held["value"] += static_cast<double>(row.value->micros) / 1e6;
  }
  EXPECT_GT(told["Leads"], 0);
  EXPECT_GT(told["Purchases"], 0);
  EXPECT_EQ(held, told);
}

TEST(LaboratoryFiles, PagesByDayAddUpToTheirPosts) {
  const Import read = read_back("linkedin_page");
  const LabPage& page = page_on("linkedin");
  const auto all = series(read, "impressions"), organic = series(read, "impressions_organic"),
             sponsored = series(read, "impressions_sponsored");
  EXPECT_EQ(all.size(), page.days.size());
  for (const auto& [day, value] : all) EXPECT_EQ(value, organic.at(day) + sponsored.at(day)) << day;
  double shown = 0, paid = 0, likes = 0;
  for (const LabPost& post : shown_posts(lab()))
    if (post.seen.platform == "linkedin") {
      shown += count(post.seen, Metric::impressions);
      paid += count(post.seen, Metric::impressions_paid);
      likes += count(post.seen, Metric::likes);
    }
  EXPECT_EQ(sum_of(all), shown);  // an agent is a person here
  EXPECT_EQ(sum_of(sponsored), paid);
  EXPECT_GT(paid, 0);
  EXPECT_EQ(sum_of(series(read, "reactions")), likes);
}

TEST(LaboratoryFiles, FollowersWonByDayAreTheWorlds) {
  const LabPage& page = page_on("linkedin");
  const auto won = series(read_back("linkedin_followers"), "followers_gained");
  EXPECT_EQ(won.size(), page.days.size());
  EXPECT_EQ(sum_of(won), sum_of(page, &LabDay::gained));
  double everywhere = 0;
  for (const LabPage& each : shown_pages(lab())) everywhere += sum_of(each, &LabDay::gained);
  EXPECT_GT(everywhere, 0);
  double followed = 0;
  for (const LabPost& post : shown_posts(lab()))
    if (post.seen.platform == "linkedin") followed += count(post.seen, Metric::follows);
  EXPECT_EQ(sum_of(won), followed);
}

TEST(LaboratoryFiles, MetaSeriesAreAFileForEachPageAndMetric) {
  std::map<std::string, double> held;
  for (const LabFile& file : lab_files(lab(), layout_named("meta_page_series"))) {
    const Import read = read_file(file);
    EXPECT_EQ(read.days.front().account, file.account);
    held[read.platform + " " + read.days.front().metric] = sum_of(series(read, read.days.front().metric));
  }
  EXPECT_EQ(held.size(), 6u);
  for (const char* platform : {"facebook", "instagram"}) {
    const LabPage& page = page_on(platform);
    const std::string name = std::string(platform) + " ";
    EXPECT_EQ(held.at(name + "views"), sum_of(page, &LabDay::organic) + sum_of(page, &LabDay::sponsored));
    EXPECT_EQ(held.at(name + "content_interactions"),
              sum_of(page, &LabDay::likes) + sum_of(page, &LabDay::comments) + sum_of(page, &LabDay::shares) +
                  sum_of(page, &LabDay::saves));
    EXPECT_EQ(held.at(name + "follows"), sum_of(page, &LabDay::gained));
  }
}

TEST(LaboratoryFiles, TheSiteCountsTheWorldsVisitsByChannelAndByDay) {
  const Import read = read_back("ga4");
  std::map<std::string, double> channels;
  double revenue = 0;
  for (const ObservedDay& day : read.days)
    if (day.part.empty() && day.metric == "total_revenue")
      revenue += static_cast<double>(day.money.micros) / 1e6;
    else if (!day.part.empty())
      channels[day.metric] += day.value;
  const KpiCounts& total = lab().world.counts.total;
  EXPECT_EQ(sum_of(series(read, "sessions")), total.visits);
  EXPECT_EQ(channels["sessions"], total.visits);
  EXPECT_EQ(sum_of(series(read, "key_events")), total.leads + total.sales);
  EXPECT_EQ(channels["key_events"], total.leads + total.sales);
  EXPECT_EQ(revenue, 20 * total.sales);
  const LabSite site = shown_site(lab());
  for (const auto& [name, visits] : site.channels)
    EXPECT_TRUE(name == "Paid Social" || name == "Organic Social" || name == "Paid Video" ||
                name == "Organic Video")
        << name;
}

TEST(LaboratoryFiles, ReachBySourceIsReadBackFromVk) {
  const Import read = read_back("vk_posts");
  std::vector<LabPost> told = shown_posts(lab());
  std::erase_if(told, [](const LabPost& post) { return post.seen.platform != "vk"; });
  ASSERT_EQ(read.posts.size(), told.size());
  for (std::size_t row = 0; row < told.size(); ++row) {
    const ObservedPost& post = read.posts[row];
    for (const Metric metric : {Metric::reach,
                                Metric::reach_followers,
                                Metric::likes,
                                Metric::comments,
                                Metric::shares,
                                Metric::follows,
                                Metric::hides})
      EXPECT_EQ(count(post, metric), count(told[row].seen, metric)) << kMetricNames[index_of(metric)];
    EXPECT_EQ(post.published, told[row].seen.published);
    EXPECT_EQ(count(post, Metric::clicks), told[row].visits);
    EXPECT_EQ(post.paid, told[row].reach_paid > 0);
    EXPECT_LE(told[row].reach_paid + told[row].reach_shared, count(post, Metric::reach) + 1);
  }
  EXPECT_TRUE(std::ranges::any_of(read.posts, &ObservedPost::paid));
}

TEST(LaboratoryFiles, SurfacesOfInstagramAreTheWorldsSources) {
  std::map<std::string, std::array<double, 3>> told, held;
  for (const LabPost& post : shown_posts(lab()))
    if (post.seen.platform == "instagram")
      told[post.seen.id] = {post.home, post.explore, count(post.seen, Metric::impressions)};
  for (const ObservedPost& post : read_back("instagram_insights").posts)
    held[post.id] = {count(post, Metric::impressions_followers),
                     count(post, Metric::impressions_non_followers),
                     count(post, Metric::impressions)};
  EXPECT_EQ(held, told);
  double home = 0, all = 0;
  for (const auto& [id, counts] : told) home += counts[0], all += counts[2];
  EXPECT_GT(home, 0);
  EXPECT_LT(home, all);
}

TEST(LaboratoryFiles, TheExportOf2014TellsHoursAndFollowersButNoDates) {
  const Import read = read_back("facebook_insights_2014");
  std::multiset<std::array<double, 4>> told, held;
  std::multiset<std::int64_t> hours, found;
  const auto hour_of_week = [](const ObservedPost& post) {
    const CivilTime t = to_civil(post.published, "Europe/Berlin");
    return days_since_epoch(t.year, t.month, t.day) % 7 * 24 + t.hour;
  };
  const auto counts = [](const ObservedPost& post) {
    return std::array<double, 4>{count(post, Metric::reach),
                                 count(post, Metric::reach_followers),
                                 count(post, Metric::likes),
                                 post.followers.value_or(-1)};
  };
  for (const LabPost& post : shown_posts(lab()))
    if (post.seen.platform == "facebook") {
      told.insert(counts(post.seen));
      hours.insert(hour_of_week(post.seen));
    }
  for (const ObservedPost& post : read.posts) {
    held.insert(counts(post));
    found.insert(hour_of_week(post));
  }
  EXPECT_EQ(held, told);
  EXPECT_EQ(found, hours);  // weekday and hour; the week is the importer's guess
}

TEST(LaboratoryFiles, APageWithoutAnythingOfItsPlatformHasNoFile) {
  json plan = week_everywhere();
  for (const char* name : {"linkedin", "vk"}) {
    plan["plan"].erase("p_" + std::string(name));
    plan["ads"].erase("ad_" + std::string(name));
  }
  const Laboratory small = lab_of(plan);
  for (const char* name : {"linkedin_page", "linkedin_followers", "linkedin_conversions", "vk_posts"})
    EXPECT_TRUE(lab_files(small, layout_named(name)).empty()) << name;
}

TEST(LaboratoryFiles, TwoPagesOfOnePlatformHaveAFileEach) {
  json plan = week_everywhere();
  plan["audience"]["accounts"]["Tea & more"] = {{"platform", "linkedin"}, {"followers", 300}};
  plan["plan"]["p_second"] = plan["plan"]["p_linkedin"];
  plan["plan"]["p_second"]["account"] = "Tea & more";
  std::set<std::string> names;
  for (const LabFile& file : lab_files(lab_of(plan), layout_named("linkedin_page")))
    names.insert(file.name + " " + file.account);
  EXPECT_EQ(names,
            (std::set<std::string>{"linkedin_page.Tea___more.csv Tea & more",
                                   "linkedin_page.tea-linkedin.csv tea-linkedin"}));
}

}  // namespace
}  // namespace gs
