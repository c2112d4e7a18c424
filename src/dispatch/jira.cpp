// Jira: Cloud by version 3 of its REST interface (texts are documents, lists come with tokens for the next page),
// Server and Data Center by version 2 (texts are wiki markup, lists are counted).
#include <algorithm>

#include "dispatch/json_answer.h"
#include "dispatch/tokens.h"
#include "dispatch/tracker_kinds.h"
#include "text/ascii.h"

namespace afterword {
namespace {

constexpr int page_size = 100;

Json paragraph(const std::string& text) {
  return {{"type", "paragraph"}, {"content", Json::array({{{"type", "text"}, {"text", text}}})}};
}

/// Atlassian's document format.
Json write_document(const IssueDraft& draft) {
  Json content = Json::array();
  if (!draft.text.empty()) content.push_back(paragraph(draft.text));
  Json items = Json::array();
  for (const auto& [name, value] : draft.facts)
    items.push_back({{"type", "listItem"}, {"content", Json::array({paragraph(name + ": " + value)})}});
  if (!items.empty()) content.push_back({{"type", "bulletList"}, {"content", std::move(items)}});
  content.push_back(paragraph("Made by Afterword, which finds it again by its label."));
  return {{"type", "doc"}, {"version", 1}, {"content", std::move(content)}};
}

/// Wiki markup; marks that would format are escaped.
std::string plain_wiki(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("*_-+^~{}[]|!\\#?").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string write_wiki(const IssueDraft& draft) {
  std::string out = plain_wiki(draft.text) + "\n\n";
  for (const auto& [name, value] : draft.facts) out += "* " + name + ": " + plain_wiki(value) + "\n";
  return out + "\nMade by Afterword, which finds it again by its label.\n";
}

bool is_dropped(std::string_view resolution) {
  constexpr std::string_view words[] = {"won't",    "wont ",     "will not", "duplicate",  "cannot reproduce",
                                        "declined", "rejected",  "abandon",  "incomplete", "invalid",
                                        "obsolete", "not a bug", "cancel",   "withdrawn"};
  std::string name = lower_ascii(resolution);
  for (std::size_t at = name.find("’"); at != std::string::npos; at = name.find("’")) name.replace(at, 3, "'");
  return contains_any(name, words);
}

class Jira final : public Tracker {
 public:
  Jira(const TrackerPlace& place, bool cloud) : project_(place.project), base_(place.address), cloud_(cloud) {}

  std::optional<std::string> number_of(std::string_view link) const override {
    std::string_view key = link;
    const std::string browse = base_ + "/browse/";
    if (key.starts_with(browse)) {
      key.remove_prefix(browse.size());
      key = key.substr(0, key.find_first_of("?#/"));
    }
    return is_key_of(project_, key) ? std::optional(std::string(key)) : std::nullopt;
  }

  Asked<std::vector<Issue>> list_ours(Web& web) override {
    std::vector<Issue> out;
    const std::string query = "?jql=" +
                              percent_encode("project = \"" + project_ + "\" AND labels = \"" +
                                             std::string(issue_label) + "\" ORDER BY created ASC") +
                              "&fields=" + percent_encode(fields()) + "&maxResults=" + std::to_string(page_size);
    std::string next;
    std::size_t taken = 0;
    for (int page = 0; page < pages_max; ++page) {
      WebRequest request;
      request.url = cloud_
                        ? api() + "/search/jql" + query + (next.empty() ? "" : "&nextPageToken=" + percent_encode(next))
                        : api() + "/search" + query + "&startAt=" + std::to_string(taken);
      const Asked<Json> json = ask_json(web, service_, request);
      if (!json) return std::unexpected(json.error());
      const Json& issues = member(*json, "issues");
      if (!issues.is_array()) return std::unexpected(strange_answer(service_, request, "no list of issues"));
      for (const Json& each : issues) {
        Asked<Issue> issue = read_issue(request, each);
        if (!issue) return std::unexpected(issue.error());
        out.push_back(std::move(*issue));
      }
      taken += issues.size();
      next = text_at(*json, "nextPageToken");
      const std::int64_t total = number_at(*json, "total").value_or(0);
      const Json& last = member(*json, "isLast");
      const bool more = cloud_ ? !next.empty() && !(last.is_boolean() && last.get<bool>())
                               : !issues.empty() && static_cast<std::int64_t>(taken) < total;
      if (!more) return out;
    }
    return std::unexpected(strange_answer(service_, {}, "its list has no end"));
  }

  Asked<Issue> look_up(Web& web, const std::string& number) override {
    WebRequest request;
    request.url = api() + "/issue/" + number + "?fields=" + percent_encode(fields());
    const Asked<Json> json = ask_json(web, {service_.name, "issue " + number, service_.rights}, request);
    if (!json) return std::unexpected(json.error());
    return read_issue(request, *json);
  }

  Asked<Issue> create(Web& web, const IssueDraft& draft) override {
    const WebRequest request = request_for(draft);
    const Asked<WebAnswer> answer = web.send(request);
    if (!answer) return std::unexpected(answer.error());
    if (answer->status == 400 && draft.due && answer->body.find("duedate") != std::string::npos) {
      // Not every project lets the one who makes an issue set its day; it stands in the text too.
      IssueDraft undated = draft;
      undated.due.reset();
      return create(web, undated);
    }
    const Asked<Json> json = read_answer(service_, request, *answer);
    if (!json) return std::unexpected(json.error());
    Asked<Issue> out = read_issue(request, *json);
    if (out) out->marker = draft.marker;
    return out;
  }

  WebRequest request_for(const IssueDraft& draft) const override {
    Json fields = {{"project", {{"key", project_}}},
                   {"issuetype", {{"name", "Task"}}},
                   {"summary", draft.title},
                   {"labels", {issue_label, std::string(issue_label) + "-" + draft.marker}}};
    if (cloud_)
      fields["description"] = write_document(draft);
    else
      fields["description"] = write_wiki(draft);
    if (draft.due) {
      std::string day;
      append_date(day, *draft.due);
      fields["duedate"] = day;
    }
    return json_request("POST", api() + "/issue", {{"fields", std::move(fields)}});
  }

  WebHeaders authorize(std::string_view token) const override {
    const bool basic = token.find(':') != std::string_view::npos;  // mail:token on Cloud, name:password on old servers
    return {{"Authorization", basic ? "Basic " + encode_base64(token) : "Bearer " + std::string(token)}};
  }
  const std::string& address() const override { return base_; }

 private:
  std::string api() const { return base_ + (cloud_ ? "/rest/api/3" : "/rest/api/2"); }
  std::string fields() const {
    return cloud_ ? "status,resolution,resolutiondate,statuscategorychangedate,labels"
                  : "status,resolution,resolutiondate,labels";
  }

  Asked<Issue> read_issue(const WebRequest& request, const Json& json) const {
    Issue out;
    out.key = text_at(json, "key");
    // An issue that was moved has the key of its new project.
    if (!is_issue_key(out.key)) return std::unexpected(strange_answer(service_, request, "an issue without a key"));
    out.url = base_ + "/browse/" + out.key;
    const Json& fields = member(json, "fields");
    const Json& labels = member(fields, "labels");
    const std::string prefix = std::string(issue_label) + "-";
    if (labels.is_array())
      for (const Json& label : labels)
        if (label.is_string() && label.get_ref<const std::string&>().starts_with(prefix))
          out.marker = label.get<std::string>().substr(prefix.size());
    if (text_at(member(member(fields, "status"), "statusCategory"), "key") == "done")
      out.state = is_dropped(text_at(member(fields, "resolution"), "name")) ? IssueState::dropped : IssueState::closed;
    out.closed_on = day_of(text_at(fields, "resolutiondate"));
    if (!out.closed_on) out.closed_on = day_of(text_at(fields, "statuscategorychangedate"));
    return out;
  }

  std::string project_, base_;
  bool cloud_;
  Service service_{"Jira", "project `" + project_ + "`", "the rights to browse the project and to create issues"};
};

}  // namespace

std::unique_ptr<Tracker> make_jira(const TrackerPlace& place, bool cloud) {
  return std::make_unique<Jira>(place, cloud);
}

}  // namespace afterword
