// GitHub's REST interface, version 2022-11-28: issues of a repository. Also GitHub Enterprise Server, whose address
// ends with /api/v3.
#include "dispatch/json_answer.h"
#include "dispatch/tracker_kinds.h"

namespace afterword {
namespace {

class GitHub final : public Tracker {
 public:
  explicit GitHub(const TrackerPlace& place)
      : project_(place.project), base_(place.address.empty() ? "https://api.github.com" : place.address) {}

  std::optional<std::string> number_of(std::string_view link) const override {
    std::string_view rest = link;
    if (rest.starts_with(project_)) rest.remove_prefix(project_.size());
    if (rest.starts_with('#'))
      return is_issue_number(rest.substr(1)) ? std::optional(std::string(rest.substr(1))) : std::nullopt;
    const std::string path = "/" + project_ + "/issues/";
    if (host_of(link) != site() || link.find(path) == std::string_view::npos) return std::nullopt;
    rest = link.substr(link.find(path) + path.size());
    rest = rest.substr(0, rest.find_first_of("?#/"));
    return is_issue_number(rest) ? std::optional(std::string(rest)) : std::nullopt;
  }

  Asked<std::vector<Issue>> list_ours(Web& web) override {
    std::vector<Issue> out;
    std::optional<WebError> strange;
    const WebRequest request = get(issues() + "?state=all&labels=" + std::string(issue_label) + "&per_page=100");
    const Asked<void> read = read_pages(web, service_, request, [&](const Json& json) {
      if (!member(json, "pull_request").is_null()) return;
      Asked<Issue> issue = read_issue(request, json);
      if (issue)
        out.push_back(std::move(*issue));
      else if (!strange)
        strange = issue.error();
    });
    if (!read) return std::unexpected(read.error());
    if (strange) return std::unexpected(*strange);
    return out;
  }

  Asked<Issue> look_up(Web& web, const std::string& number) override {
    const WebRequest request = get(issues() + "/" + number);
    const Asked<Json> json = ask_json(web, {service_.name, "issue #" + number, service_.rights}, request);
    if (!json) return std::unexpected(json.error());
    return read_issue(request, *json);
  }

  Asked<Issue> create(Web& web, const IssueDraft& draft) override {
    const WebRequest request = request_for(draft);
    const Asked<Json> json = ask_json(web, service_, request);
    if (!json) return std::unexpected(json.error());
    return read_issue(request, *json);
  }

  WebRequest request_for(const IssueDraft& draft) const override {
    WebRequest out = json_request("POST", issues(),
                                  {{"title", draft.title}, {"body", issue_markdown(draft)}, {"labels", {issue_label}}});
    add_headers(out);
    return out;
  }

  WebHeaders authorize(std::string_view token) const override {
    return {{"Authorization", "Bearer " + std::string(token)}};
  }
  const std::string& address() const override { return base_; }

 private:
  /// Where people see the issues.
  std::string site() const {
    const std::string host = host_of(base_);
    return host.starts_with("api.") ? host.substr(4) : host;
  }
  std::string issues() const { return base_ + "/repos/" + project_ + "/issues"; }
  static void add_headers(WebRequest& request) {
    request.headers.emplace_back("Accept", "application/vnd.github+json");
    request.headers.emplace_back("X-GitHub-Api-Version", "2022-11-28");
  }
  static WebRequest get(std::string url) {
    WebRequest out;
    out.url = std::move(url);
    add_headers(out);
    return out;
  }

  Asked<Issue> read_issue(const WebRequest& request, const Json& json) const {
    const auto number = number_at(json, "number");
    Issue out;
    out.url = text_at(json, "html_url");
    if (!number || !is_plain_address(out.url))
      return std::unexpected(strange_answer(service_, request, "an issue without number or address"));
    out.key = "#" + std::to_string(*number);
    out.marker = find_marker(text_at(json, "body"));
    const std::string reason = text_at(json, "state_reason");
    if (text_at(json, "state") == "closed")
      out.state = reason == "not_planned" || reason == "duplicate" ? IssueState::dropped : IssueState::closed;
    out.closed_on = day_of(text_at(json, "closed_at"));
    return out;
  }

  std::string project_, base_;
  Service service_{"GitHub", "repository `" + project_ + "` with issues", "the right to read and write issues"};
};

}  // namespace

std::unique_ptr<Tracker> make_github(const TrackerPlace& place) {
  return std::make_unique<GitHub>(place);
}

}  // namespace afterword
