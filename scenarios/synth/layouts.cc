// A simulated history written as platforms write theirs. Text cells that a spreadsheet would run as a formula
// are guarded.
#include <fmt/format.h>

#include "core/error.h"
#include "scenarios/reading/spreadsheet.h"
#include "scenarios/synth/synthetic.h"

namespace gs {

namespace {

std::string count(const ObservedPost& post, Metric metric) {
  const auto value = post.at(metric);
  return value ? fmt::format("{:.0f}", *value) : std::string();
}

// Facebook posts as Meta Business Suite exports them (FIELD 5.3), the columns that carry counts.
std::string meta_facebook(const std::vector<ObservedPost>& posts) {
  std::string csv =
      "Post ID,Page ID,Page name,Title,Description,Publish time,Permalink,Post type,Funded content "
      "status,Date,Views,"
      "Reach,\"Reactions, Comments and Shares\",Reactions,Comments,Shares,Total clicks\r\n";
  for (const ObservedPost& post : posts) {
    const CivilTime t = to_civil(post.published, post.zone);
    std::string type = post.format;
    if (!type.empty()) type[0] = static_cast<char>(type[0] - 'a' + 'A');
    csv += fmt::format(
        "{},100000000000001,{},{},\"\",{:02}/{:02}/{:04} "
        "{:02}:{:02},,{}s,{},Lifetime,{},{},{},{},{},{},{}\r\n",
        post.id,
        csv_text("Example Roastery (synthetic)"),
        csv_text(post.title),
        t.month,
        t.day,
        t.year,
        t.hour,
        t.minute,
        type,
        post.paid ? "Boosted" : "",
        count(post, Metric::impressions),
        count(post, Metric::reach),
        count(post, Metric::total_interactions),
        count(post, Metric::likes),
        count(post, Metric::comments),
        count(post, Metric::shares),
        count(post, Metric::clickers));
  }
  return csv;
}

constexpr std::array<Metric, 12> kCanonical{Metric::impressions,
                                            Metric::reach,
                                            Metric::impressions_followers,
                                            Metric::impressions_non_followers,
                                            Metric::reach_followers,
                                            Metric::likes,
                                            Metric::comments,
                                            Metric::shares,
                                            Metric::clicks,
                                            Metric::engaged_users,
                                            Metric::clickers,
                                            Metric::total_interactions};

std::string canonical(const std::vector<ObservedPost>& posts) {
  std::string csv = "platform,account,post_id,published,format,topic,paid,followers_at_publish";
  for (const Metric metric : kCanonical) csv += fmt::format(",{}", kMetricNames[index_of(metric)]);
  csv += "\n";
  for (const ObservedPost& post : posts) {
    csv += fmt::format("{},{},{},{},{},{},{},{:.0f}",
                       post.platform,
                       post.account,
                       post.id,
                       to_iso_local(post.published, post.zone),
                       post.format,
                       post.topic,
                       post.paid ? 1 : 0,
                       post.followers.value_or(0));
    for (const Metric metric : kCanonical) csv += "," + count(post, metric);
    csv += "\n";
  }
  return csv;
}

}  // namespace

std::string write_layout(const std::vector<ObservedPost>& posts, const std::string& layout) {
  if (layout == "meta_facebook_posts") return meta_facebook(posts);
  if (layout == "canonical") return canonical(posts);
  throw Error(
      Fault::usage, "--layout " + layout, "not a layout", "use meta_facebook_posts or canonical", "C01");
}

}  // namespace gs
