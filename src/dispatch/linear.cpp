// Linear's GraphQL interface. Errors come with status 200 or 400 and say in `extensions` what they are.
#include "dispatch/json_answer.h"
#include "dispatch/tracker_kinds.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr const char* issue_fields = "identifier url description completedAt canceledAt state { type }";

class Linear final : public Tracker {
 public:
  explicit Linear(const TrackerPlace& place)
      : team_(place.project), base_(place.address.empty() ? "https://api.linear.app" : place.address) {}

  std::optional<std::string> number_of(std::string_view link) const override {
    std::string_view key = link;
    const std::size_t issue = link.find("/issue/");
    const std::string host = host_of(link);
    if (issue != std::string_view::npos && (host == "linear.app" || host == host_of(base_))) {
      key = link.substr(issue + std::string_view("/issue/").size());
      key = key.substr(0, key.find_first_of("?#/"));
    }
    return is_key_of(team_, key) ? std::optional(std::string(key)) : std::nullopt;
  }

  Asked<std::vector<Issue>> list_ours(Web& web) override {
    const std::string query =
        "query Ours($team: String!, $after: String) { issues(first: 50, after: $after, includeArchived: true, filter: "
        "{ "
        "team: { key: { eq: $team } }, description: { contains: \"afterword:\" } }) { nodes { " +
        std::string(issue_fields) + " } pageInfo { hasNextPage endCursor } } }";
    std::vector<Issue> out;
    std::string after;
    for (int page = 0; page < pages_max; ++page) {
      const WebRequest request =
          question(query, {{"team", team_}, {"after", after.empty() ? Json(nullptr) : Json(after)}});
      const Asked<Json> json = ask(web, request);
      if (!json) return std::unexpected(json.error());
      const Json& issues = member(member(*json, "data"), "issues");
      const Json& nodes = member(issues, "nodes");
      if (!nodes.is_array()) return std::unexpected(strange_answer(service_, request, "no list of issues"));
      for (const Json& each : nodes) {
        Asked<Issue> issue = read_issue(request, each);
        if (!issue) return std::unexpected(issue.error());
        out.push_back(std::move(*issue));
      }
      const Json& info = member(issues, "pageInfo");
      const Json& more = member(info, "hasNextPage");
      if (!more.is_boolean() || !more.get<bool>()) return out;
      const std::string cursor = text_at(info, "endCursor");
      if (cursor.empty() || cursor == after)
        return std::unexpected(strange_answer(service_, request, "a next page without a cursor"));
      after = cursor;
    }
    return std::unexpected(strange_answer(service_, {}, "its list has no end"));
  }

  Asked<Issue> look_up(Web& web, const std::string& number) override {
    const WebRequest request =
        question("query One($id: String!) { issue(id: $id) { " + std::string(issue_fields) + " } }", {{"id", number}});
    const Asked<Json> json = ask(web, request, "issue " + number);
    if (!json) return std::unexpected(json.error());
    return read_issue(request, member(member(*json, "data"), "issue"));
  }

  Asked<Issue> create(Web& web, const IssueDraft& draft) override {
    if (team_id_.empty()) {
      const WebRequest request = question(
          "query Team($key: String!) { teams(filter: { key: { eq: $key } }) { nodes { id key } } }", {{"key", team_}});
      const Asked<Json> json = ask(web, request);
      if (!json) return std::unexpected(json.error());
      const Json& nodes = member(member(member(*json, "data"), "teams"), "nodes");
      if (nodes.is_array() && !nodes.empty()) team_id_ = text_at(nodes.front(), "id");
      if (team_id_.empty())
        return std::unexpected(
            WebError{Error{ErrorKind::input, "Linear has no team `" + team_ + "`, or the token may not see it",
                           origin_of(base_), "write the key of the team, as in ENG-123: ENG"},
                     false});
    }
    const WebRequest request = request_for(draft);
    const Asked<Json> json = ask(web, request);
    if (!json) return std::unexpected(json.error());
    return read_issue(request, member(member(member(*json, "data"), "issueCreate"), "issue"));
  }

  WebRequest request_for(const IssueDraft& draft) const override {
    Json input = {{"teamId", team_id_.empty() ? "(the id of team " + team_ + ")" : team_id_},
                  {"title", draft.title},
                  {"description", issue_markdown(draft)}};
    if (draft.due) {
      std::string day;
      append_date(day, *draft.due);
      input["dueDate"] = day;
    }
    return json_request(
        "POST", base_ + "/graphql",
        {{"query", "mutation Create($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { " +
                       std::string(issue_fields) + " } } }"},
         {"variables", {{"input", std::move(input)}}}});
  }

  WebHeaders authorize(std::string_view token) const override {
    // Personal keys stand alone, tokens of OAuth behind a word.
    return {{"Authorization", token.starts_with("lin_api_") ? std::string(token) : "Bearer " + std::string(token)}};
  }
  const std::string& address() const override { return base_; }

 private:
  WebRequest question(const std::string& query, const Json& variables) const {
    WebRequest out = json_request("POST", base_ + "/graphql", {{"query", query}, {"variables", variables}});
    out.reads = true;
    return out;
  }

  Asked<Json> ask(Web& web, const WebRequest& request, const std::string& what = {}) const {
    Service service = service_;
    if (!what.empty()) service.what = what;
    Asked<WebAnswer> answer = web.send(request);
    if (!answer) return std::unexpected(answer.error());
    const Json errors = Json::parse(answer->body, nullptr, false);
    const Json& list = member(errors, "errors");
    if (list.is_array() && !list.empty()) {
      const Json& extensions = member(list.front(), "extensions");
      const std::string kind = lower_ascii(text_at(extensions, "type") + " " + text_at(extensions, "code")),
                        words = lower_ascii(text_at(list.front(), "message"));
      if (contains_any(kind, {"authentication"}))
        answer->status = 401;
      else if (contains_any(kind, {"forbidden"}))
        answer->status = 403;
      else if (contains_any(words, {"not found"}))
        answer->status = 404;
      else if (answer->status < 300)
        answer->status = 400;
    }
    return read_answer(service, request, *answer);
  }

  Asked<Issue> read_issue(const WebRequest& request, const Json& json) const {
    Issue out;
    out.key = text_at(json, "identifier");
    out.url = text_at(json, "url");
    if (!is_issue_key(out.key) || !is_plain_address(out.url))
      return std::unexpected(strange_answer(service_, request, "an issue without key or address"));
    out.marker = find_marker(text_at(json, "description"));
    const std::string type = text_at(member(json, "state"), "type");
    if (type == "completed") out.state = IssueState::closed;
    if (type == "canceled" || type == "duplicate") out.state = IssueState::dropped;
    out.closed_on = day_of(text_at(json, "completedAt"));
    if (!out.closed_on) out.closed_on = day_of(text_at(json, "canceledAt"));
    return out;
  }

  std::string team_, base_;
  std::string team_id_;
  Service service_{"Linear", "team `" + team_ + "`", "the rights to read and to create issues"};
};

}  // namespace

std::unique_ptr<Tracker> make_linear(const TrackerPlace& place) {
  return std::make_unique<Linear>(place);
}

}  // namespace afterword
