#include "stand_in/http_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

#include "text/ascii.h"

namespace afterword::testing {
namespace {

bool wait_for(int descriptor, const std::atomic<bool>& stopping) {
  while (!stopping) {
    pollfd one{descriptor, POLLIN, 0};
    constexpr int moment_ms = 20;
    if (::poll(&one, 1, moment_ms) > 0) return true;
  }
  return false;
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

ServedRequest read_head(std::string_view head) {
  ServedRequest out;
  const std::size_t method = head.find(' '), target = head.find(' ', method + 1);
  out.method = head.substr(0, method);
  out.target = head.substr(method + 1, target - method - 1);
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos && at + 2 < head.size();) {
    const std::size_t end = std::min(head.find("\r\n", at + 2), head.size());
    const std::string_view line = head.substr(at + 2, end - at - 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos)
      out.headers.emplace_back(lower_ascii(line.substr(0, colon)), line.substr(std::min(colon + 2, line.size())));
    at = end < head.size() ? end : std::string_view::npos;
  }
  return out;
}

}  // namespace

std::string ServedRequest::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name) return value;
  return {};
}

HttpServer::HttpServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
    std::abort();
  port_ = ntohs(here.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

std::string HttpServer::address() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::string HttpServer::bytes() const {
  const std::lock_guard lock(guard_);
  return bytes_;
}

void HttpServer::serve() {
  while (wait_for(listener_, stopping_)) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    serve_one(connection);
    ::close(connection);
  }
}

void HttpServer::serve_one(int connection) {
  std::string got;
  std::size_t length = 0, head = std::string::npos;
  while (head == std::string::npos || got.size() < head + 4 + length) {
    char buffer[65536];
    if (!wait_for(connection, stopping_)) return;
    const ssize_t n = ::recv(connection, buffer, sizeof buffer, 0);
    if (n <= 0) return;
    got.append(buffer, static_cast<std::size_t>(n));
    {
      const std::lock_guard lock(guard_);
      bytes_.append(buffer, static_cast<std::size_t>(n));
    }
    if (head != std::string::npos) continue;
    head = got.find("\r\n\r\n");
    if (head == std::string::npos) continue;
    const std::string stated = read_head(std::string_view(got).substr(0, head)).header("content-length");
    std::from_chars(stated.data(), stated.data() + stated.size(), length);
  }
  ServedRequest request = read_head(std::string_view(got).substr(0, head));
  request.body = got.substr(head + 4, length);
  const WebAnswer answer = answer_(request);
  if (answer.status == -1) {
    char rest[1];
    while (wait_for(connection, stopping_))
      if (::recv(connection, rest, 1, 0) <= 0) return;
  }
  if (answer.status <= 0) return;
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " Said\r\n";
  for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
  send_all(connection, out + "Content-Length: " + std::to_string(answer.body.size()) + "\r\nConnection: close\r\n\r\n" +
                           answer.body);
}

}  // namespace afterword::testing
