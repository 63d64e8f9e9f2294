// One import into history: what is new, what a later export says differently, and what it must not say
// (RELIABILITY 10, row 45): a lifetime count that falls, or an input that changes, is refused and nothing is
// stored.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "scenarios/reading/words.h"
#include "scenarios/workspace/impl.h"
#include "scenarios/workspace/rows.h"
#include "scenarios/workspace/tables/ad_store.h"

namespace gs {
namespace {

using sqlite::Database;

// A lifetime count may shrink a little (people take likes back, spam is removed), not by more than this;
// RELIABILITY 10 row 45.
constexpr double kMayShrinkTo = 0.98;

constexpr const char* kStopped = "stopped while an import was stored; nothing of it is kept";
constexpr double kCollecting = 0.4;  // share of the time before the first row is written

std::string number(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string place(const ImportRecord& record, const ObservedPost& post) {
  return (post.file.empty() ? record.file : post.file) + ":" + std::to_string(post.line);
}

void refuse_impossible(const ImportRecord& record) {
  for (const ObservedPost& post : record.posts)
    for (std::size_t m = 0; m < kMetrics; ++m)
      if (post.counts[m] && !(std::isfinite(*post.counts[m]) && *post.counts[m] >= 0))
        throw Error(Fault::bad_input,
                    place(record, post) + " " + std::string(kMetricNames[m]),
                    "not a finite number that is at least 0",
                    "correct the cell or leave it empty",
                    "V02");
}

// --- a later export against what is stored
// -------------------------------------------------------------------------

struct Falls {
  std::string first_place, first_text, account;
  std::int64_t count = 0, import = 0;  // the import that says otherwise, and its account
  void add(const std::string& where, const std::string& text, const StoredPost& stored) {
    if (count++ == 0)
      first_place = where, first_text = text, account = stored.post.account, import = stored.import;
  }
};

struct Against {  // what a complaint names: the place in the file read now, the observation in the workspace
  const std::string& where;
  const StoredPost& stored;
};

void compare_counts(const ObservedPost& before,
                    const ObservedPost& after,
                    const Against& against,
                    Falls& falls) {
  for (std::size_t m = 0; m < kMetrics; ++m) {
    if (!before.counts[m] || !after.counts[m] || before.contradicted[m] || after.contradicted[m]) continue;
    if (*after.counts[m] < kMayShrinkTo * *before.counts[m])
      falls.add(against.where,
                "post '" + after.id + "' " + std::string(kMetricNames[m]) + " " + number(*before.counts[m]) +
                    " -> " + number(*after.counts[m]),
                against.stored);
  }
}

void compare_inputs(const ObservedPost& before,
                    const ObservedPost& after,
                    const Against& against,
                    Falls& falls) {
  if (before.format != after.format && before.format != "unknown" && after.format != "unknown")
    falls.add(against.where,
              "post '" + after.id + "' format " + before.format + " -> " + after.format,
              against.stored);
  if (before.published != after.published)
    falls.add(against.where,
              "post '" + after.id + "' published " + to_iso_utc(before.published) + " -> " +
                  to_iso_utc(after.published),
              against.stored);
}

// Against its neighbours in time, so that an older export may come later.
void compare(const std::vector<StoredPost>& seen,
             const StoredPost& incoming,
             const std::string& where,
             Falls& falls) {
  const auto next =
      std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return incoming.as_of < s.as_of; });
  if (next != seen.begin()) {
    const StoredPost& before = *std::prev(next);
    compare_inputs(before.post, incoming.post, {where, before}, falls);
    compare_counts(before.post, incoming.post, {where, before}, falls);
  }
  if (next != seen.end()) {
    compare_inputs(next->post, incoming.post, {where, *next}, falls);
    compare_counts(incoming.post, next->post, {where, *next}, falls);
  }
}

void refuse_falls(const Falls& falls, const Database& database) {
  if (falls.count == 0) return;
  const std::string more = falls.count > 1 ? " (and " + std::to_string(falls.count - 1) + " more)" : "";
  throw Error(Fault::bad_input,
              falls.first_place,
              falls.first_text + more,
              "nothing was stored; if the platform corrected itself, delete what is stored first: "
              "groundswell history -w " +
                  shell_word(database.path()) + " --delete --account " + shell_word(falls.account) +
                  " --file " + shell_word(read_imports(database).at(falls.import).file),
              "V13");
}

bool same_values(const ObservedPost& a, const ObservedPost& b) {
  return a.counts == b.counts && a.contradicted == b.contradicted && a.format == b.format &&
         a.topic == b.topic && a.title == b.title && a.published == b.published && a.zone == b.zone &&
         a.paid == b.paid && a.spend == b.spend && a.currency == b.currency && a.followers == b.followers;
}

// --- one import
// -----------------------------------------------------------------------------------------------------

// Posts in the order of their lines; of rows that name the same post the last one counts.
std::vector<StoredPost> incoming_posts(const ImportRecord& record,
                                       const Observations& known,
                                       std::int64_t import,
                                       const Watch& watch) {
  std::map<Identity, StoredPost> by_identity;
  for (const ObservedPost& post : record.posts) {
    watch.leave_if_asked(kStopped);
    StoredPost stored{0, import, post.published, post};
    if (post.exported_at)
      stored.as_of = *post.exported_at;
    else if (const auto seen = known.find(identity_of(post)); seen != known.end())
      stored.as_of = std::max(stored.as_of, seen->second.back().as_of);
    const auto [slot, fresh] = by_identity.try_emplace(identity_of(post), stored);
    if (!fresh && slot->second.post.line <= post.line) slot->second = stored;
  }
  watch.done(kCollecting / 2);
  std::vector<StoredPost> posts;
  for (auto& [identity, stored] : by_identity) posts.push_back(std::move(stored));
  std::stable_sort(
      posts.begin(), posts.end(), [](const auto& a, const auto& b) { return a.post.line < b.post.line; });
  watch.done(kCollecting / 2);
  watch.leave_if_asked(kStopped);
  return posts;
}

StoreCounts count_changes(const Observations& known, const std::vector<StoredPost>& incoming) {
  StoreCounts counts;
  for (const StoredPost& stored : incoming) {
    const auto seen = known.find(identity_of(stored.post));
    if (seen == known.end())
      ++counts.stored;
    else if (stored.as_of < seen->second.back().as_of || same_values(seen->second.back().post, stored.post))
      ++counts.unchanged;
    else
      ++counts.updated;
  }
  return counts;
}

// An export without ids stands for its account as a whole: what an older one said goes. Returns posts that
// are gone.
std::int64_t replace_accounts(Database& database,
                              const Observations& known,
                              const std::vector<StoredPost>& incoming) {
  std::set<std::pair<std::string, std::string>> accounts;
  std::set<Identity> staying;
  std::set<std::int64_t> touched;
  for (const StoredPost& stored : incoming) {
    accounts.insert({stored.post.platform, stored.post.account});
    staying.insert(identity_of(stored.post));
  }
  std::int64_t removed = 0;
  for (const auto& [identity, seen] : known) {
    if (!accounts.contains({std::get<0>(identity), std::get<1>(identity)})) continue;
    if (!staying.contains(identity)) ++removed;
    for (const StoredPost& stored : seen) {
      delete_row(database, "posts", "id", stored.row);
      touched.insert(stored.import);
    }
  }
  delete_empty_imports(database, touched);
  return removed;
}

struct Writing {
  std::vector<StoredPost>& posts;
  const Watch& watch;
};

void write_import(Database& database,
                  const ImportRecord& record,
                  std::int64_t import,
                  const Writing& writing) {
  RowWriter(database, "imports")
      .write({import,
              record.platform,
              record.account,
              record.file,
              record.format_name,
              record.text_hash,
              record.imported_at.empty() ? utc_now() : record.imported_at});
  RowWriter post_writer(database, "posts");
  std::int64_t id = next_id(database, "posts");
  for (StoredPost& stored : writing.posts) {
    writing.watch.leave_if_asked(kStopped);
    stored.row = id++;
    post_writer.write(to_row(stored));
    writing.watch.done((1 - kCollecting) / static_cast<double>(writing.posts.size()));
  }
  RowWriter rejected_writer(database, "rejected_rows");
  id = next_id(database, "rejected_rows");
  for (const std::string& text : record.rejected_rows) rejected_writer.write({id++, import, text});
}

}  // namespace

StoreCounts Workspace::store_import(const ImportRecord& record, const Watch& watch) {
  Database& database = impl_->for_writing();
  refuse_impossible(record);
  refuse_impossible_ads(record);
  sqlite::Transaction transaction(database);
  if (!record.text_hash.empty() && imported_before(record.text_hash))
    return {.unchanged = static_cast<std::int64_t>(record.posts.size() + record.ads.size() +
                                                   record.conversions.size() + record.days.size())};
  const Observations known = read_observations(database);
  const std::int64_t import = next_id(database, "imports");
  std::vector<StoredPost> posts =
      incoming_posts(record, record.replaces_account ? Observations{} : known, import, watch);
  StoreCounts counts = count_changes(known, posts);
  if (record.replaces_account) {
    counts.removed = replace_accounts(database, known, posts);
  } else {
    Falls falls;
    for (const StoredPost& stored : posts)
      if (const auto seen = known.find(identity_of(stored.post)); seen != known.end())
        compare(seen->second, stored, place(record, stored.post), falls);
    refuse_falls(falls, database);
  }
  write_import(database, record, import, {posts, watch});
  const StoreCounts rows = store_ads(database, record, import, watch);
  counts.stored += rows.stored, counts.updated += rows.updated, counts.unchanged += rows.unchanged;
  seal(database);
  transaction.commit();
  return counts;
}

}  // namespace gs
