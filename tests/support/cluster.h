// A real batch system of one machine: munged, slurmctld and slurmd as Debian ships them, with a key, folders
// and ports of their own, for as long as the object lives. Sets SLURM_CONF, by which Slurm's commands find
// it. Everything it started ends with it, and with the test program should that be killed; nothing stays
// behind.
#pragma once
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/ports.h"
#include "tests/support/sandbox.h"

namespace gs::support {

class Cluster {
 public:
  // Why there can be none here; "" when there can.
  static std::string missing() {
    for (const char* program : {"munged", "slurmctld", "slurmd", "sbatch", "setpriv"})
      if (!is_true(std::string("command -v ") + program)) return std::string(program) + " is not installed";
    return getpwuid(geteuid()) != nullptr ? "" : "this user has no name";
  }

  Cluster() {
    std::string name = "/tmp/groundswell.XXXXXX";  // short: names of sockets are
    if (mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    for (const char* part : {"state", "spool"}) std::filesystem::create_directory(folder_ + "/" + part);
    is_true("umask 077; head -c 1024 /dev/urandom >" + folder_ + "/key");
    std::ofstream(folder_ + "/slurm.conf") << configuration();
    setenv("SLURM_CONF", (folder_ + "/slurm.conf").c_str(), 1);
    start(
        "munged --foreground --force --num-threads=2 --key-file=key --log-file=munged.log "
        "--pid-file=munged.pid --seed-file=munge.seed --socket=" +
        folder_ + "/munge.sock");
    comes_true("[ -S " + folder_ + "/munge.sock ]", 10);
    start("slurmctld -i -D -f " + folder_ + "/slurm.conf");
    start("slurmd -D -N here -f " + folder_ + "/slurm.conf");
    ready_ = comes_true("sinfo --noheader --format=%T | grep -q idle", 30);
  }
  ~Cluster() {
    if (ready_) is_true("squeue --noheader --format=%A | xargs -r scancel");
    if (ready_) comes_true(kAllHaveEnded, 15);
    for (std::size_t i = started_.size(); i-- > 0;) end(started_[i]);
    end_what_is_left();
    unsetenv("SLURM_CONF");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  static constexpr const char* kAllHaveEnded = "waiting=$(squeue --noheader) && [ -z \"$waiting\" ]";
  bool ready() const { return ready_; }
  std::string logs() const {
    return bytes_in(folder_ + "/slurmctld.log") + bytes_in(folder_ + "/slurmd.log");
  }

  static bool is_true(const std::string& condition) {
    return std::system(("PATH=$PATH:/usr/sbin; { " + condition + "; } >/dev/null 2>&1 </dev/null").c_str()) ==
           0;
  }
  // Asks ten times a second, for so many seconds at most.
  static bool comes_true(const std::string& condition, int seconds) {
    return is_true("for i in $(seq " + std::to_string(10 * seconds) + "); do { " + condition +
                   "; } && exit 0; sleep 0.1; done; false");
  }

 private:
  std::string configuration() const {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    const std::string name = std::string(host.data()).substr(0, std::string(host.data()).find('.'));
    const std::string user = getpwuid(geteuid())->pw_name;
    const std::array<std::string, 2> ports = free_ports();
    // A task put back in the queue waits for cred_expire, and processes asked to end for KillWait.
    return "ClusterName=test\nSlurmctldHost=" + name + "(127.0.0.1)\nSlurmctldPort=" + ports[0] +
           "\nSlurmUser=" + user + "\nSlurmdUser=" + user +
           "\nAuthType=auth/munge\nCredType=cred/munge\nAuthInfo=socket=" + folder_ +
           "/munge.sock,cred_expire=5\nStateSaveLocation=" + folder_ + "/state\nSlurmdSpoolDir=" + folder_ +
           "/spool\nSlurmctldPidFile=" + folder_ + "/slurmctld.pid\nSlurmdPidFile=" + folder_ +
           "/slurmd.pid\nSlurmctldLogFile=" + folder_ + "/slurmctld.log\nSlurmdLogFile=" + folder_ +
           "/slurmd.log\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nMpiDefault=none\n"
           "SwitchType=switch/none\nJobAcctGatherType=jobacct_gather/none\n"
           "AccountingStorageType=accounting_storage/none\nSelectType=select/cons_tres\n"
           "SelectTypeParameters=CR_Core\nSchedulerType=sched/backfill\n"
           "SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1\nKillWait=10\n"
           "SlurmdParameters=config_overrides\nMailProg=/bin/true\nNodeName=here NodeAddr=127.0.0.1 "
           "NodeHostname=" +
           name + " Port=" + ports[1] +
           " CPUs=4 RealMemory=4000 State=UNKNOWN\nPartitionName=all Nodes=here Default=YES MaxTime=INFINITE "
           "State=UP\n";
  }
  void start(const std::string& command) {
    std::string line = "cd " + folder_ + "; PATH=$PATH:/usr/sbin; exec setpriv --pdeathsig KILL " + command +
                       " >>daemons.log 2>&1 </dev/null";
    std::array<char*, 4> words{const_cast<char*>("sh"), const_cast<char*>("-c"), line.data(), nullptr};
    pid_t pid = 0;
    if (posix_spawn(&pid, "/bin/sh", nullptr, nullptr, words.data(), environ) == 0) started_.push_back(pid);
  }
  static void end(pid_t pid) {
    kill(pid, SIGTERM);
    if (!comes_true("! [ -d /proc/" + std::to_string(pid) + " ] || grep -q ') Z' /proc/" +
                        std::to_string(pid) + "/stat",
                    5))
      kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  // Processes of tasks that outlived their daemon: they carry this cluster's name in their environment.
  void end_what_is_left() const {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", none)) {
      const int pid = std::atoi(entry.path().filename().c_str());
      if (pid <= 1 || pid == getpid()) continue;
      if (bytes_in(entry.path() / "environ").find("SLURM_CONF=" + folder_) != std::string::npos)
        kill(pid, SIGKILL);
    }
  }

  std::string folder_;
  std::vector<pid_t> started_;
  bool ready_ = false;
};

}  // namespace gs::support
