// Ports of this machine that nobody listens on, for daemons that a test starts.
#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>

namespace gs::support {

// Below the ports that the system deals out, beginning at one that is this process's own.
inline std::array<std::string, 2> free_ports() {
  std::array<std::string, 2> ports;
  std::size_t found = 0;
  for (int port = 10'000 + getpid() % 5'000 * 4; found < ports.size() && port < 32'000; ++port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET, address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
      ports[found++] = std::to_string(port);
    ::close(socket);
  }
  return ports;
}

}  // namespace gs::support
