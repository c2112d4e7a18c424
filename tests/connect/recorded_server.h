#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace afterword {

/// A server on loopback that answers what it was told to, one connection at a time, and keeps what it was asked.
class RecordedServer {
 public:
  struct Request {
    std::string target;  ///< path and query as sent
    std::string body;
  };
  /// Returns the whole answer, status line and headers included; empty: nothing is ever answered.
  using Answer = std::function<std::string(const Request&)>;

  explicit RecordedServer(Answer answer);
  ~RecordedServer();
  RecordedServer(const RecordedServer&) = delete;
  RecordedServer& operator=(const RecordedServer&) = delete;

  [[nodiscard]] std::string address() const;  ///< "http://127.0.0.1:PORT"
  /// Only once the exchange is over.
  [[nodiscard]] const std::vector<Request>& requests() const { return requests_; }

 private:
  void serve();
  void serve_one(int connection);

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::vector<Request> requests_;
  std::thread thread_;
};

/// "HTTP/1.1 200 OK" with a body.
std::string http_answer(const std::string& body, const std::string& status = "200 OK", const std::string& headers = "");

}  // namespace afterword
