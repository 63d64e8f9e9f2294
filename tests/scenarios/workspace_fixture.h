// A folder of its own for each test, a small history, and everything a workspace says as one text to compare.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>

#include "core/error.h"
#include "gtest/gtest.h"
#include "scenarios/workspace/workspace.h"
#include "tests/scenarios/ad_examples.h"

namespace gs {

class Folder {
 public:
  explicit Folder(const std::string& under = testing::TempDir()) {
    std::string name = under + "/groundswell.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  // Where hundreds of files are written: in memory if the machine offers it, for speed alone.
  static std::string memory() { return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : testing::TempDir(); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      all.insert(entry.path().filename().string());
    return all;
  }

 private:
  std::string path_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// Post k of a page that posts every nine hours; some cells missing, one contradicted.
inline ObservedPost example_post(int k) {
  ObservedPost post;
  post.platform = "facebook", post.account = "page", post.id = "p" + std::to_string(k);
  post.format = k % 3 == 0 ? "video" : "photo";
  post.title = "Весна, post " + std::to_string(k);
  post.published = {1'700'000'000 + k * 32'400};
  post.zone = "Europe/Berlin";
  post.paid = k % 7 == 0;
  post.followers = 10'000.0 + k;
  post.exported_at = Instant{1'800'000'000};
  post.counts[index_of(Metric::reach)] = 900.0 + k / 3.0;
  post.counts[index_of(Metric::impressions)] = 1500.0 + k;
  post.counts[index_of(Metric::likes)] = 0.0;
  if (k % 5 != 0) post.counts[index_of(Metric::shares)] = 3.0 * k;
  if (k == 4) post.contradicted.set(index_of(Metric::reach));
  if (post.paid) post.spend = Money{12'345'678}, post.currency = "EUR";
  post.line = k + 2;
  return post;
}

inline ImportRecord example_import(int posts = 40, const std::string& file = "posts.csv") {
  ImportRecord record{
      file, "canonical", "page", "facebook", "hash of " + file, "2026-11-02T10:00:00Z", false, {}, {}};
  for (int k = 0; k < posts; ++k) record.posts.push_back(example_post(k));
  return record;
}

inline std::string said(const ObservedPost& post) {
  std::ostringstream text;
  text << std::hexfloat << post.platform << '|' << post.account << '|' << post.id << '|' << post.format << '|'
       << post.topic << '|' << post.title << '|' << post.published.seconds << '|' << post.zone << '|'
       << post.paid << '|' << (post.spend ? to_text(*post.spend) : "-") << '|' << post.currency << '|'
       << post.followers.value_or(-1) << '|' << (post.exported_at ? post.exported_at->seconds : -1) << '|'
       << post.contradicted << '|' << post.file << '|' << post.line;
  for (const auto& count : post.counts) text << '|' << count.value_or(-1);
  return text.str() + "\n";
}

// Every number and word a command could take from the workspace.
inline std::string content(const Workspace& workspace) {
  std::string text;
  for (const ObservedPost& post : workspace.posts()) text += said(post);
  for (const ObservedAd& ad : workspace.ads()) text += said(ad);
  for (const ObservedConversion& conversion : workspace.conversions()) text += said(conversion);
  for (const ObservedDay& day : workspace.days()) text += said(day);
  for (const HistoryEntry& entry : workspace.history())
    text += entry.platform + entry.account + entry.file + entry.format_name + entry.imported_at + " " +
            std::to_string(entry.posts) + " " + std::to_string(entry.first.seconds) + "\n";
  for (std::int64_t id = 1; id <= 3; ++id)
    if (const auto document = workspace.document(id))
      text += document->kind + document->name + document->text + "\n";
  if (const auto latest = workspace.latest_document("calibration", "page"))
    text += "latest " + latest->text + "\n";
  return text;
}
inline std::string content(const std::string& path) {
  return content(Workspace::open(path, Access::read_only));
}

inline void make_example(const std::string& path) {
  Workspace workspace = Workspace::open(path, Access::create);
  workspace.store_import(example_import());
  workspace.store_import(example_ads());
  workspace.store_document(
      {0, "calibration", "", "page", "facebook", "2026-11-02T10:00:00Z", std::string(9000, 'c')});
  workspace.store_document(
      {0, "forecast", "autumn", "page", "facebook", "2026-11-02T10:00:00Z", "{\"a\":1}"});
}

inline Error error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  return Error(Fault::our_defect, "", "nothing was refused");
}

// Runs `act` in a process of its own; 256 + signal when it was killed.
inline int in_child(const std::function<int()>& act) {
  const pid_t child = fork();
  if (child == 0) {
    int code = 99;
    try {
      code = act();
    } catch (...) {
      code = 98;
    }
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

}  // namespace gs
