#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "dispatch/web.h"

namespace afterword::testing {

/// A request as a server sees it: target instead of address, header names in lower case.
struct ServedRequest {
  std::string method, target;
  WebHeaders headers;
  std::string body;
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// A server on loopback that speaks enough of HTTP/1.1 for libcurl, one connection at a time, and keeps every byte it
/// got.
class HttpServer {
 public:
  /// A status of 0 closes the connection without an answer; -1 never answers.
  using Answer = std::function<WebAnswer(const ServedRequest&)>;
  explicit HttpServer(Answer answer);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::string address() const;  ///< "http://127.0.0.1:PORT"
  [[nodiscard]] std::string bytes() const;    ///< all that came in so far

 private:
  void serve();
  void serve_one(int connection);

  Answer answer_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex guard_;
  std::string bytes_;
  std::thread thread_;
};

}  // namespace afterword::testing
