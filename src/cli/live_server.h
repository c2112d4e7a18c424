#pragma once
#include <string>
#include <vector>

#include <poll.h>

#include "base/error.h"

namespace afterword {

/// Serves a folder to this machine's browsers only (127.0.0.1), and has the pages they show load anew when told. The
/// script for that is put into what is sent; no file holds it. One thread, no queue of its own: a page at a time.
class LiveServer {
 public:
  explicit LiveServer(std::string folder) : folder_(std::move(folder)) {}
  ~LiveServer();
  LiveServer(const LiveServer&) = delete;
  LiveServer& operator=(const LiveServer&) = delete;

  /// Listens on `port`, or where that is taken on one that is free.
  [[nodiscard]] Result<void> open(int port);
  [[nodiscard]] int port() const { return port_; }

  /// Adds what to wait for.
  void add_to(std::vector<pollfd>& waits) const;
  /// Answers what has come.
  void answer(const std::vector<pollfd>& waits);
  /// Has every page that is open load anew.
  void reload_pages();

 private:
  struct Client {
    int descriptor = -1;
    std::string asked;     ///< what has come of its request
    bool listens = false;  ///< waits for pages to change
  };
  /// Whether the connection stays.
  bool serve(Client& client);

  std::string folder_;
  int listener_ = -1, port_ = 0;
  std::vector<Client> clients_;
};

/// The answer to a request's first line and headers: a file below `folder`, with the script that loads a page anew
/// where it is HTML. Whatever is asked, nothing outside the folder and nothing hidden is sent, and only to a browser
/// that asks this machine by its own name.
[[nodiscard]] std::string live_answer(const std::string& folder, const std::string& request);

}  // namespace afterword
