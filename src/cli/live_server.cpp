#include "cli/live_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "site/frame.h"
#include "text/ascii.h"
#include "workspace/disk.h"

namespace afterword {
namespace {

constexpr std::string_view events_path = "/_changes";
constexpr std::size_t request_bytes_max = 16384, clients_max = 64;

constexpr std::string_view script =
    "<script>new EventSource(\"/_changes\").onmessage=function(){location.reload()}</script>\n";

std::string type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},  {".json", "application/json"},
      {".xml", "application/xml; charset=utf-8"}, {".png", "image/png"},
      {".md", "text/markdown; charset=utf-8"},    {".ics", "text/calendar; charset=utf-8"},
  };
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

std::string answer_with(std::string_view status, std::string_view type, std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" +
         std::string(body);
}

/// "/p/a%20b.html?x" is "p/a b.html"; nothing where it is no address of a file of ours.
std::optional<std::string> path_of(std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  if (!target.starts_with('/')) return std::nullopt;
  std::string out;
  const auto digit = [](char c) {
    const char small = lower_ascii(c);
    return small >= '0' && small <= '9' ? small - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
  };
  for (std::size_t i = 1; i < target.size(); ++i) {
    if (target[i] != '%') {
      out += target[i];
      continue;
    }
    if (i + 2 >= target.size() || digit(target[i + 1]) < 0 || digit(target[i + 2]) < 0) return std::nullopt;
    out += static_cast<char>(digit(target[i + 1]) * 16 + digit(target[i + 2]));
    i += 2;
  }
  if (out.empty() || out.ends_with('/')) out += "index.html";
  // No part begins with a dot: so none leads upwards, and nothing hidden is shown.
  if (out.find('\0') != std::string::npos || out.starts_with('.') || out.starts_with('/') ||
      out.find("/.") != std::string::npos || out.find("//") != std::string::npos)
    return std::nullopt;
  return out;
}

/// A page of somebody else, whose name was made to lead here, must not read what only this machine may.
bool asks_this_machine(const std::string& request) {
  const std::string lower = lower_ascii(request);
  const std::size_t at = lower.find("\r\nhost:");
  if (at == std::string::npos) return false;
  std::string_view host = std::string_view(lower).substr(at + 7);
  host = host.substr(0, host.find("\r\n"));
  while (host.starts_with(' ')) host.remove_prefix(1);
  host = host.substr(0, host.find(':'));
  return host == "127.0.0.1" || host == "localhost";
}

void send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

std::string live_answer(const std::string& folder, const std::string& request) {
  const std::size_t space = request.find(' ');
  const std::string method = request.substr(0, std::min(space, request.size()));
  if (space == std::string::npos || (method != "GET" && method != "HEAD"))
    return answer_with("405 Method Not Allowed", "text/plain", "only GET\n");
  if (!asks_this_machine(request)) return answer_with("403 Forbidden", "text/plain", "ask 127.0.0.1\n");
  const std::string target = request.substr(space + 1, request.find_first_of(" \r\n", space + 1) - space - 1);
  const SystemDisk disk;
  std::string status = "200 OK", type = "text/html; charset=utf-8", body;
  const std::optional<std::string> path = path_of(target);
  Result<std::string> bytes = path ? disk.read_file(folder + "/" + *path) : std::unexpected(Error{});
  if (bytes) {
    type = type_of(*path);
    body = std::move(*bytes);
  } else {
    status = "404 Not Found";
    body = disk.read_file(folder + "/404.html").value_or("<!doctype html><title>Not here</title><p>Not here.\n");
  }
  if (type.starts_with("text/html"))
    if (const std::size_t end = body.rfind("</body>"); end != std::string::npos) {
      body.insert(end, script);
      // The page's own policy lets no script run; this one is ours.
      for (const std::string_view policy : {site_policy, search_policy})
        if (const std::size_t at = body.find(policy); at != std::string::npos && at < body.find("<body>"))
          body.erase(at, policy.size());
    }
  std::string out = answer_with(status, type, body);
  if (method == "HEAD") out.resize(out.size() - body.size());
  return out;
}

LiveServer::~LiveServer() {
  for (const Client& client : clients_) ::close(client.descriptor);
  if (listener_ >= 0) ::close(listener_);
}

Result<void> LiveServer::open(int port) {
  const auto fail = [] {
    return std::unexpected(Error{ErrorKind::output, std::string("can't listen: ") + std::strerror(errno), {}, {}});
  };
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener_ < 0) return fail();
  const int yes = 1;
  (void)::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  auto* place = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, place, sizeof address) != 0) {
    address.sin_port = 0;
    if (::bind(listener_, place, sizeof address) != 0) return fail();
  }
  socklen_t size = sizeof address;
  if (::listen(listener_, 16) != 0 || ::getsockname(listener_, place, &size) != 0) return fail();
  port_ = ntohs(address.sin_port);
  return {};
}

void LiveServer::add_to(std::vector<pollfd>& waits) const {
  waits.push_back({listener_, POLLIN, 0});
  for (const Client& client : clients_) waits.push_back({client.descriptor, POLLIN, 0});
}

void LiveServer::answer(const std::vector<pollfd>& waits) {
  const auto came = [&](int descriptor) {
    return std::any_of(waits.begin(), waits.end(),
                       [&](const pollfd& wait) { return wait.fd == descriptor && wait.revents != 0; });
  };
  std::erase_if(clients_, [&](Client& client) {
    if (!came(client.descriptor) || serve(client)) return false;
    ::close(client.descriptor);
    return true;
  });
  if (!came(listener_)) return;
  while (true) {
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    if (clients_.size() >= clients_max) {
      ::close(descriptor);
      continue;
    }
    const timeval patience = {2, 0};  // a browser that does not read must not hold up a build
    (void)::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    clients_.push_back({descriptor, {}, false});
  }
}

bool LiveServer::serve(Client& client) {
  char buffer[4096];
  const ssize_t size = ::recv(client.descriptor, buffer, sizeof buffer, MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  if (size <= 0 || client.listens) return size > 0;
  client.asked.append(buffer, static_cast<std::size_t>(size));
  if (client.asked.find("\r\n\r\n") == std::string::npos) return client.asked.size() < request_bytes_max;
  if (client.asked.starts_with("GET " + std::string(events_path) + " ") && asks_this_machine(client.asked)) {
    client.listens = true;
    send_all(client.descriptor,
             "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\nretry: 500\n\n");
    return true;
  }
  send_all(client.descriptor, live_answer(folder_, client.asked));
  return false;
}

void LiveServer::reload_pages() {
  for (const Client& client : clients_)
    if (client.listens) send_all(client.descriptor, "data: changed\n\n");
}

}  // namespace afterword
