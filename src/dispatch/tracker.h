#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dispatch/web.h"
#include "moment/civil.h"

namespace afterword {

enum class IssueState : std::uint8_t {
  open,
  closed,   ///< done
  dropped,  ///< closed without being done: not planned, won't do, a duplicate
};

/// An issue as a tracker has it. `url` is a plain address, `key` of letters, digits, '#' and '-'.
struct Issue {
  std::string key;     ///< "#12", "OPS-12": what its link is called
  std::string url;     ///< for people
  std::string marker;  ///< by which it is found again; empty where it was made by hand
  IssueState state{};
  std::optional<Date> closed_on;
};

/// What an issue is to say.
struct IssueDraft {
  std::string marker;                                      ///< "5e8a0c1d"
  std::string title;                                       ///< one line, of at most 240 bytes
  std::string text;                                        ///< plain
  std::vector<std::pair<std::string, std::string>> facts;  ///< "Owner", "Ana"
  std::optional<Date> due;
};

/// Which project of which tracker.
struct TrackerPlace {
  std::string kind;     ///< one of tracker_kinds
  std::string project;  ///< "acme/shop"; for Jira and Linear the project's or team's key, "OPS"
  std::string address;  ///< of the server; empty: the well-known one
};
inline constexpr std::string_view tracker_kinds = "github gitlab jira jira-server linear";

/// One project of a tracker. Stateless but for what it has looked up; used by one thread.
class Tracker {
 public:
  virtual ~Tracker() = default;
  /// The number or key of an issue of this project that a link, or a word such as "OPS-12", names; nothing for others.
  [[nodiscard]] virtual std::optional<std::string> number_of(std::string_view link) const = 0;
  /// All issues that carry our marker, whatever their state.
  [[nodiscard]] virtual Asked<std::vector<Issue>> list_ours(Web& web) = 0;
  /// One issue by number_of.
  [[nodiscard]] virtual Asked<Issue> look_up(Web& web, const std::string& number) = 0;
  /// Makes an issue. The caller has made sure that none carries the marker.
  [[nodiscard]] virtual Asked<Issue> create(Web& web, const IssueDraft& draft) = 0;
  /// The request that `create` sends.
  [[nodiscard]] virtual WebRequest request_for(const IssueDraft& draft) const = 0;
  /// The header that carries a token.
  [[nodiscard]] virtual WebHeaders authorize(std::string_view token) const = 0;
  /// Where requests go: the server's address.
  [[nodiscard]] virtual const std::string& address() const = 0;
};

/// A usage error for an unknown kind, a project written in another way, or an address that is none.
[[nodiscard]] Result<std::unique_ptr<Tracker>> make_tracker(const TrackerPlace& place);

inline constexpr std::string_view issue_label = "afterword";
/// "afterword:5e8a0c1d" anywhere in a text: what stands behind the colon.
[[nodiscard]] std::string find_marker(std::string_view text);
/// Of letters, digits, '#' and '-', and not longer than a key is.
[[nodiscard]] bool is_issue_key(std::string_view key);
/// A draft as Markdown, for GitHub, GitLab and Linear. Names that begin with @ become code, so that nobody is called.
[[nodiscard]] std::string issue_markdown(const IssueDraft& draft);

}  // namespace afterword
