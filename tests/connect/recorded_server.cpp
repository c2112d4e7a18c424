#include "connect/recorded_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace afterword {

RecordedServer::RecordedServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0) std::abort();
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

RecordedServer::~RecordedServer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::string RecordedServer::address() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void RecordedServer::serve() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection >= 0) serve_one(connection);
  }
}

void RecordedServer::serve_one(int connection) {
  std::string text;
  std::size_t head = std::string::npos, wanted = 0;
  char buffer[4096];
  while (!stopping_ && (head == std::string::npos || text.size() < wanted)) {
    pollfd waiting{connection, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const ssize_t n = ::recv(connection, buffer, sizeof buffer, 0);
    if (n <= 0) break;
    text.append(buffer, static_cast<std::size_t>(n));
    head = text.find("\r\n\r\n");
    const std::size_t length = text.find("Content-Length: ");
    wanted = head == std::string::npos ? 0 : head + 4;
    if (head != std::string::npos && length < head) wanted += std::strtoul(text.c_str() + length + 16, nullptr, 10);
  }
  if (head != std::string::npos) {
    const std::size_t begin = text.find(' ') + 1;
    requests_.push_back({text.substr(begin, text.find(' ', begin) - begin), text.substr(head + 4)});
    const std::string answer = answer_(requests_.back());
    if (answer.empty()) {
      while (!stopping_) ::usleep(10'000);
    }
    for (std::size_t sent = 0; sent < answer.size();) {
      const ssize_t n = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
  }
  ::close(connection);
}

std::string http_answer(const std::string& body, const std::string& status, const std::string& headers) {
  return "HTTP/1.1 " + status +
         "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

}  // namespace afterword
