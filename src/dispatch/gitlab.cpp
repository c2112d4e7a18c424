// GitLab's REST interface, version 4: issues of a project, on gitlab.com or a server of one's own.
#include "dispatch/json_answer.h"
#include "dispatch/tracker_kinds.h"

namespace afterword {
namespace {

class GitLab final : public Tracker {
 public:
  explicit GitLab(const TrackerPlace& place)
      : project_(place.project), base_(place.address.empty() ? "https://gitlab.com" : place.address) {}

  std::optional<std::string> number_of(std::string_view link) const override {
    std::string_view rest = link;
    if (rest.starts_with(project_)) rest.remove_prefix(project_.size());
    if (rest.starts_with('#'))
      return is_issue_number(rest.substr(1)) ? std::optional(std::string(rest.substr(1))) : std::nullopt;
    if (!link.starts_with(base_)) return std::nullopt;
    for (const std::string_view part : {"/-/issues/", "/-/work_items/", "/issues/"}) {
      const std::string path = "/" + project_ + std::string(part);
      if (!link.substr(base_.size()).starts_with(path)) continue;
      rest = link.substr(base_.size() + path.size());
      rest = rest.substr(0, rest.find_first_of("?#/"));
      if (is_issue_number(rest)) return std::string(rest);
    }
    return std::nullopt;
  }

  Asked<std::vector<Issue>> list_ours(Web& web) override {
    std::vector<Issue> out;
    std::optional<WebError> strange;
    WebRequest request;
    request.url = issues() + "?labels=" + std::string(issue_label) + "&scope=all&per_page=100";
    const Asked<void> read = read_pages(web, service_, request, [&](const Json& json) {
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
    WebRequest request;
    request.url = issues() + "/" + number;
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
    Json body = {{"title", draft.title}, {"description", issue_markdown(draft)}, {"labels", issue_label}};
    if (draft.due) {
      std::string day;
      append_date(day, *draft.due);
      body["due_date"] = day;
    }
    return json_request("POST", issues(), body);
  }

  WebHeaders authorize(std::string_view token) const override { return {{"PRIVATE-TOKEN", std::string(token)}}; }
  const std::string& address() const override { return base_; }

 private:
  std::string issues() const { return base_ + "/api/v4/projects/" + percent_encode(project_) + "/issues"; }

  Asked<Issue> read_issue(const WebRequest& request, const Json& json) const {
    const auto number = number_at(json, "iid");
    Issue out;
    out.url = text_at(json, "web_url");
    if (!number || !is_plain_address(out.url))
      return std::unexpected(strange_answer(service_, request, "an issue without number or address"));
    out.key = "#" + std::to_string(*number);
    out.marker = find_marker(text_at(json, "description"));
    if (text_at(json, "state") == "closed")
      out.state =
          text_at(member(json, "_links"), "closed_as_duplicate_of").empty() ? IssueState::closed : IssueState::dropped;
    out.closed_on = day_of(text_at(json, "closed_at"));
    return out;
  }

  std::string project_, base_;
  Service service_{"GitLab", "project `" + project_ + "`", "the scope `api` and the role of a reporter in the project"};
};

}  // namespace

std::unique_ptr<Tracker> make_gitlab(const TrackerPlace& place) {
  return std::make_unique<GitLab>(place);
}

}  // namespace afterword
