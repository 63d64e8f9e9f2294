// The program as people and machines run it: in a folder of its own, under a shell that may limit, trace,
// kill or starve it, and everything it left behind as one text to compare.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace gs::support {

struct Ran {
  int code = -1;  // 128 + n when signal n ended it
  std::string out, err;
  bool says(const std::string& part) const { return err.find(part) != std::string::npos; }
};

inline std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Everything before releases, a thinned part of it otherwise: every n-th point, or so many rounds.
inline bool full() { return std::getenv("GROUNDSWELL_FULL") != nullptr; }
inline int thinned(int otherwise) { return full() ? 1 : otherwise; }

class Sandbox {
 public:
  Sandbox() {
    std::string name =
        std::string(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/groundswell.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    root_ = name;
    std::filesystem::create_directory(path());
    const char* program = std::getenv("GROUNDSWELL_PROGRAM");
    if (program == nullptr) std::abort();  // set by CTest
    program_ = program;
  }
  ~Sandbox() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  std::string path() const { return root_ + "/work"; }
  std::string operator/(const std::string& name) const { return path() + "/" + name; }
  static std::string example(const std::string& name) {
    return std::filesystem::absolute("scenarios/examples/" + name).string();  // tests run from the root
  }
  const std::string& program() const { return program_; }

  // `before program arguments after` in a shell, inside the folder.
  Ran run(const std::string& arguments, const std::string& before = "", const std::string& after = "") const {
    return shell(before + " " + program_ + " " + arguments + " " + after);
  }
  // Any shell command inside the folder; its output is kept outside.
  Ran shell(const std::string& command) const {
    const std::string out = root_ + "/out", err = root_ + "/err";
    const std::string whole =
        "cd " + path() + " && { " + command + "\n} >" + out + " 2>" + err + " </dev/null";
    const int status = std::system(whole.c_str());
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return {code, bytes_in(out), bytes_in(err)};
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path() + "/" + name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const { return bytes_in(path() + "/" + name); }

  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(path()))
      all[entry.path().filename().string()] = bytes_in(entry.path());
    return all;
  }
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(path()))
      all.insert(entry.path().filename().string());
    return all;
  }
  void restore(const std::map<std::string, std::string>& files) const {
    for (const auto& entry : std::filesystem::directory_iterator(path())) std::filesystem::remove_all(entry);
    for (const auto& [name, bytes] : files) write(name, bytes);
  }

 private:
  std::string root_, program_;
};

// A result without what may differ between equal runs.
inline std::string result_of(const std::string& text) {
  nlohmann::json document = nlohmann::json::parse(text);
  document.erase("run");
  return document.dump();
}

}  // namespace gs::support
