// Columns of values to posts: the canonical columns of the sheet, ids out of addresses, kinds of post.
#include <algorithm>
#include <array>
#include <numeric>

#include "scenarios/imports/export_words.h"
#include "scenarios/imports/layout.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

void fill_counts(Reading& reading) {
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const int slot = reading.slot(kMetricNames[m]);
    if (slot < 0) continue;
    const std::vector<std::optional<double>> values = read_counts(reading, slot);
    for (std::size_t row = 0; row < values.size(); ++row) reading.posts[row].counts[m] = values[row];
  }
  if (const int slot = reading.slot("followers_at_publish"); slot >= 0) {
    const std::vector<std::optional<double>> values = read_counts(reading, slot);
    for (std::size_t row = 0; row < values.size(); ++row) reading.posts[row].followers = values[row];
  }
}

void fill_money(Reading& reading) {
  const int slot = reading.slot("spend");
  std::string told;
  if (slot >= 0) {
    Amounts amounts = read_money(reading, slot, Places::refuse);
    for (std::size_t row = 0; row < amounts.cells.size(); ++row)
      reading.posts[row].spend = amounts.cells[row];
    told = std::move(amounts.currency);
  }
  const std::string currency = currency_of(reading, told);
  if (slot < 0) return;
  if (currency.empty())
    reading.findings.attention("spend without a currency; pass --currency",
                               {0, 0, reading.sheet.header(slot).name});
  for (ObservedPost& post : reading.posts) post.currency = currency;
}

std::string lower_case(std::string_view text) {
  std::string lower = folded(text);
  return lower.empty() ? "unknown" : lower;
}

// "1.22E+17": what a spreadsheet leaves of a long id; two posts would fall together.
bool rounded_id(std::string_view id) {
  const std::size_t mark = id.find_first_of("eE");
  return mark != id.npos && mark > 0 && mark + 1 < id.size() && id[mark + 1] == '+' &&
         id.find_first_not_of("0123456789.,eE+") == id.npos;
}

void fill_texts(Reading& reading) {
  const int format = reading.slot("format"), topic = reading.slot("topic"), title = reading.slot("title");
  const int platform = reading.slot("platform"), account = reading.slot("account"),
            id = reading.slot("post_id");
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    ObservedPost& post = reading.posts[row];
    const auto text = [&](int slot) { return std::string(trimmed(reading.sheet.text(row, slot))); };
    post.format = lower_case(reading.sheet.text(row, format));
    post.topic = text(topic);
    post.title = text(title);
    post.platform = platform < 0 ? std::string(reading.layout.platform) : folded(text(platform));
    post.account = text(account);
    post.id = text(id);
    if (rounded_id(post.id))
      reading.refuse(row, id, in_quotes(post.id) + " was rounded by a spreadsheet", "V11");
    post.file = reading.findings.file();
    post.line = reading.sheet.line(row);
  }
}

// Ids and accounts out of the posts' addresses. Where no address tells an id, content will have to; where
// only some do, the others are refused, because their posts would never be found again.
void fill_from_links(Reading& reading) {
  const int link = reading.slot("link");
  if (link < 0 || !reading.layout.link) return;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const LinkParts parts = reading.layout.link(trimmed(reading.sheet.text(row, link)));
    ObservedPost& post = reading.posts[row];
    if (post.id.empty()) post.id = parts.id;
    if (post.account.empty()) post.account = parts.account;
    reading.ids_from_links = reading.ids_from_links || !post.id.empty();
  }
  for (std::size_t row = 0; reading.ids_from_links && row < reading.sheet.size(); ++row)
    if (reading.posts[row].id.empty())
      reading.refuse(
          row, link, in_quotes(trimmed(reading.sheet.text(row, link))) + " holds no post id", "V11");
}

std::optional<bool> flag_in(const std::string& word) {
  constexpr std::array<std::string_view, 6> kYes{"1", "yes", "true", "y", "paid", "да"};
  constexpr std::array<std::string_view, 6> kNo{"0", "no", "false", "n", "organic", "нет"};
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return false;
  return std::nullopt;
}

void fill_paid(Reading& reading) {
  const int slot = reading.slot("paid");
  if (slot < 0) return;
  std::int64_t missing = 0, first = 0;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const std::string_view cell = reading.sheet.text(row, slot);
    if (is_suppressed(cell)) {
      if (missing++ == 0) first = reading.sheet.line(row);
      continue;
    }
    const std::optional<bool> flag = flag_in(folded(cell));
    if (flag)
      reading.posts[row].paid = *flag;
    else
      reading.refuse(row, slot, in_quotes(trimmed(cell)) + "; expected 0 or 1", "V11");
  }
  if (missing > 0)
    reading.findings.note(
        std::to_string(missing) + " missing value" + (missing > 1 ? "s" : "") + " taken as 0 (not paid)",
        {first, 0, reading.sheet.header(slot).name},
        missing);
}

}  // namespace

void fill_posts(Reading& reading) {
  const std::size_t rows = reading.sheet.size();
  reading.bad.assign(rows, false);
  reading.rows.resize(rows);
  std::iota(reading.rows.begin(), reading.rows.end(), std::size_t{0});
  reading.posts.assign(rows, {});
  fill_texts(reading);
  fill_from_links(reading);
  fill_times(reading);
  reading.options.watch.leave_if_asked("stopped while a file was read");
  fill_counts(reading);
  fill_money(reading);
  fill_paid(reading);
}

void name_kinds(Reading& reading) {
  for (ObservedPost& post : reading.posts) post.format = post_kind(post.format);
}

void drop_refused(Reading& reading) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < reading.posts.size(); ++i) {
    if (reading.bad[reading.rows[i]]) continue;
    if (kept != i) {
      reading.posts[kept] = std::move(reading.posts[i]);
      reading.rows[kept] = reading.rows[i];
    }
    ++kept;
  }
  reading.posts.resize(kept);
  reading.rows.resize(kept);
}

}  // namespace gs
