#pragma once
#include <deque>
#include <string>
#include <vector>

#include "stand_in/http_server.h"

namespace afterword::testing {

/// A tracker that behaves as the interfaces of the five kinds are documented: what is asked in another way than theirs
/// is refused as they refuse it. Lists come in pages of two. Written after the documentation; no real server was asked.
class StandInTracker {
 public:
  struct Issue {
    int number = 0;
    std::string title, text;
    std::vector<std::string> labels;
    std::string due;
    enum class State { open, closed, dropped } state = State::open;
    std::string closed_at;
  };
  /// Something that goes wrong with the next request of a kind, once.
  struct Fault {
    std::string method;  ///< "GET", "POST" or empty: any; of GraphQL: "query", "mutation"
    WebAnswer answer;    ///< status 0: the connection breaks; -1: never an answer
    bool after = false;  ///< what was asked for is done all the same
  };

  explicit StandInTracker(std::string kind) : kind_(std::move(kind)) {}
  [[nodiscard]] WebAnswer answer(const ServedRequest& request);

  [[nodiscard]] std::string project() const;  ///< that it has
  [[nodiscard]] std::string token() const;    ///< that it accepts
  [[nodiscard]] std::string key_of(int number) const;
  /// For people; `base` is the server's address.
  [[nodiscard]] std::string url_of(int number) const;
  void close(int number, const std::string& time, Issue::State state = Issue::State::closed);
  void reopen(int number);
  /// The answer with which this kind refuses for too many requests, to wait for `seconds` from `now_s`.
  [[nodiscard]] WebAnswer rate_refusal(int seconds, std::int64_t now_s) const;

  std::string base;  ///< its own address, set before the first request
  std::vector<Issue> issues;
  std::deque<Fault> faults;
  std::vector<ServedRequest> requests;  ///< all, in order

 private:
  WebAnswer act(const ServedRequest& request);
  WebAnswer github(const ServedRequest& request);
  WebAnswer gitlab(const ServedRequest& request);
  WebAnswer jira(const ServedRequest& request);
  WebAnswer linear(const ServedRequest& request);
  [[nodiscard]] bool is_allowed(const ServedRequest& request) const;

  std::string kind_;
};

}  // namespace afterword::testing
