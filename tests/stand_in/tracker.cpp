#include "stand_in/tracker.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "dispatch/tokens.h"

namespace afterword::testing {
namespace {

using Json = nlohmann::json;
constexpr int page_size = 2;

WebAnswer say(int status, const Json& json, WebHeaders headers = {}) {
  headers.emplace_back("Content-Type", "application/json");
  return {status, std::move(headers), json.dump()};
}

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size()) {
      std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// The value of a parameter of the target's query.
std::string parameter(std::string_view target, const std::string& name) {
  std::string_view rest = target.substr(std::min(target.find('?'), target.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view one = rest.substr(0, rest.find('&'));
    if (one.starts_with(name + "=")) return decode(one.substr(name.size() + 1));
    rest.remove_prefix(one.size());
  }
  return {};
}

std::string path_of(std::string_view target) {
  return std::string(target.substr(0, target.find('?')));
}

bool has_label(const StandInTracker::Issue& issue, const std::string& label) {
  return std::find(issue.labels.begin(), issue.labels.end(), label) != issue.labels.end();
}

/// The issues of one page, and a Link header that leads on as GitHub and GitLab write it.
std::pair<std::vector<const StandInTracker::Issue*>, WebHeaders> page_of(
    const std::vector<const StandInTracker::Issue*>& all, const ServedRequest& request, const std::string& base) {
  const std::string asked = parameter(request.target, "page");
  std::size_t page = 1;
  std::from_chars(asked.data(), asked.data() + asked.size(), page);
  const std::size_t begin = std::min((page - 1) * page_size, all.size()), end = std::min(begin + page_size, all.size());
  WebHeaders headers;
  if (end < all.size()) {
    std::string target = request.target;
    if (const std::size_t at = target.find("&page="); at != std::string::npos) target.resize(at);
    headers.emplace_back("Link", "<" + base + target + "&page=" + std::to_string(page + 1) + ">; rel=\"next\", <" +
                                     base + target + "&page=9>; rel=\"last\"");
  }
  return {{all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)}, headers};
}

}  // namespace

std::string StandInTracker::project() const {
  return kind_ == "github" ? "acme/shop" : kind_ == "gitlab" ? "acme/web/shop" : "OPS";
}

std::string StandInTracker::token() const {
  return kind_ == "jira" ? "ana@example.com:s3cret-t0ken" : kind_ == "linear" ? "lin_api_s3cret-t0ken" : "s3cret-t0ken";
}

std::string StandInTracker::key_of(int number) const {
  return (kind_ == "github" || kind_ == "gitlab" ? "#" : "OPS-") + std::to_string(number);
}

std::string StandInTracker::url_of(int number) const {
  const std::string digits = std::to_string(number);
  if (kind_ == "github") return base + "/acme/shop/issues/" + digits;
  if (kind_ == "gitlab") return base + "/acme/web/shop/-/issues/" + digits;
  if (kind_ == "linear") return base + "/acme/issue/OPS-" + digits + "/some-words";
  return base + "/browse/OPS-" + digits;
}

void StandInTracker::close(int number, const std::string& time, Issue::State state) {
  issues[static_cast<std::size_t>(number - 1)].state = state;
  issues[static_cast<std::size_t>(number - 1)].closed_at = time;
}

void StandInTracker::reopen(int number) {
  issues[static_cast<std::size_t>(number - 1)].state = Issue::State::open;
  issues[static_cast<std::size_t>(number - 1)].closed_at.clear();
}

WebAnswer StandInTracker::rate_refusal(int seconds, std::int64_t now_s) const {
  if (kind_ == "github")
    return say(403, {{"message", "API rate limit exceeded"}},
               {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", std::to_string(now_s + seconds)}});
  if (kind_ == "linear")
    return say(400, {{"errors", {{{"message", "Rate limit exceeded"}, {"extensions", {{"code", "RATELIMITED"}}}}}}},
               {{"x-ratelimit-requests-reset", std::to_string((now_s + seconds) * 1000)}});
  return {429, {{"Retry-After", std::to_string(seconds)}}, "Retry later"};
}

bool StandInTracker::is_allowed(const ServedRequest& request) const {
  if (kind_ == "gitlab") return request.header("private-token") == token();
  const std::string given = request.header("authorization");
  if (kind_ == "jira") return given == "Basic " + encode_base64(token());
  return given == (kind_ == "linear" ? token() : "Bearer " + token());
}

WebAnswer StandInTracker::answer(const ServedRequest& request) {
  requests.push_back(request);
  const std::string kind = kind_ != "linear"                                    ? request.method
                           : request.body.find("mutation") != std::string::npos ? "mutation"
                                                                                : "query";
  if (!faults.empty() && (faults.front().method.empty() || faults.front().method == kind)) {
    const Fault fault = faults.front();
    faults.pop_front();
    if (fault.after) (void)act(request);
    return fault.answer;
  }
  return act(request);
}

WebAnswer StandInTracker::act(const ServedRequest& request) {
  if (!is_allowed(request)) {
    if (kind_ == "linear")
      return say(401, {{"errors",
                        {{{"message", "Authentication required, not authenticated"},
                          {"extensions", {{"type", "authentication error"}}}}}}});
    return say(401, {{"message", "401 Unauthorized"}});
  }
  if (kind_ == "github") return github(request);
  if (kind_ == "gitlab") return gitlab(request);
  if (kind_ == "linear") return linear(request);
  return jira(request);
}

WebAnswer StandInTracker::github(const ServedRequest& request) {
  const std::string path = path_of(request.target), issues_path = "/repos/acme/shop/issues";
  const auto show = [&](const Issue& issue) {
    const bool open = issue.state == Issue::State::open;
    Json labels = Json::array();
    for (const std::string& label : issue.labels) labels.push_back({{"name", label}});
    return Json{{"number", issue.number},
                {"html_url", url_of(issue.number)},
                {"title", issue.title},
                {"body", issue.text.empty() ? Json(nullptr) : Json(issue.text)},
                {"state", open ? "open" : "closed"},
                {"state_reason", open                                   ? Json(nullptr)
                                 : issue.state == Issue::State::dropped ? Json("not_planned")
                                                                        : Json("completed")},
                {"labels", labels},
                {"closed_at", open ? Json(nullptr) : Json(issue.closed_at)}};
  };
  if (!path.starts_with(issues_path)) return say(404, {{"message", "Not Found"}});
  if (request.header("accept") != "application/vnd.github+json")
    return say(415, {{"message", "Unsupported Media Type"}});
  if (path.size() > issues_path.size()) {
    const int number = std::atoi(path.c_str() + issues_path.size() + 1);
    if (number < 1 || number > static_cast<int>(issues.size())) return say(404, {{"message", "Not Found"}});
    return say(200, show(issues[static_cast<std::size_t>(number - 1)]));
  }
  if (request.method == "POST") {
    const Json json = Json::parse(request.body, nullptr, false);
    if (json.is_discarded()) return say(400, {{"message", "Problems parsing JSON"}});
    if (!json.contains("title") || json["title"].get<std::string>().size() > 256)
      return say(422,
                 {{"message", "Validation Failed"}, {"errors", {{{"field", "title"}, {"code", "missing_field"}}}}});
    Issue made{static_cast<int>(issues.size()) + 1, json["title"], json.value("body", ""), json["labels"], {}, {}, {}};
    issues.push_back(made);
    return say(201, show(issues.back()));
  }
  const std::string state = parameter(request.target, "state"), label = parameter(request.target, "labels");
  std::vector<const Issue*> all;
  for (const Issue& issue : issues)
    if ((state == "all" || issue.state == Issue::State::open) && (label.empty() || has_label(issue, label)))
      all.push_back(&issue);
  std::reverse(all.begin(), all.end());  // newest first, as GitHub lists
  const auto [page, headers] = page_of(all, request, base);
  Json list = Json::array();
  for (const Issue* issue : page) list.push_back(show(*issue));
  if (headers.empty()) list.push_back({{"number", 900}, {"pull_request", Json::object()}, {"state", "open"}});
  return say(200, list, headers);
}

WebAnswer StandInTracker::gitlab(const ServedRequest& request) {
  const std::string path = path_of(request.target), issues_path = "/api/v4/projects/acme%2Fweb%2Fshop/issues";
  const auto show = [&](const Issue& issue) {
    const bool open = issue.state == Issue::State::open;
    Json links = {{"self", base + issues_path + "/" + std::to_string(issue.number)}};
    if (issue.state == Issue::State::dropped) links["closed_as_duplicate_of"] = base + issues_path + "/1";
    return Json{{"id", issue.number + 7000},
                {"iid", issue.number},
                {"web_url", url_of(issue.number)},
                {"title", issue.title},
                {"description", issue.text},
                {"state", open ? "opened" : "closed"},
                {"labels", issue.labels},
                {"due_date", issue.due.empty() ? Json(nullptr) : Json(issue.due)},
                {"_links", links},
                {"closed_at", open ? Json(nullptr) : Json(issue.closed_at)}};
  };
  if (!path.starts_with(issues_path)) return say(404, {{"message", "404 Project Not Found"}});
  if (path.size() > issues_path.size()) {
    const int number = std::atoi(path.c_str() + issues_path.size() + 1);
    if (number < 1 || number > static_cast<int>(issues.size())) return say(404, {{"message", "404 Not found"}});
    return say(200, show(issues[static_cast<std::size_t>(number - 1)]));
  }
  if (request.method == "POST") {
    const Json json = Json::parse(request.body, nullptr, false);
    if (json.is_discarded() || !json.contains("title") || json["title"].get<std::string>().size() > 255)
      return say(400, {{"message", {{"title", {"is too long (maximum is 255 characters)"}}}}});
    Issue made{static_cast<int>(issues.size()) + 1,
               json["title"],
               json.value("description", ""),
               {json["labels"]},
               json.value("due_date", ""),
               {},
               {}};
    issues.push_back(made);
    return say(201, show(issues.back()));
  }
  std::vector<const Issue*> all;
  for (const Issue& issue : issues)
    if (has_label(issue, parameter(request.target, "labels"))) all.push_back(&issue);
  const auto [page, headers] = page_of(all, request, base);
  Json list = Json::array();
  for (const Issue* issue : page) list.push_back(show(*issue));
  return say(200, list, headers);
}

WebAnswer StandInTracker::jira(const ServedRequest& request) {
  const bool cloud = kind_ == "jira";
  const std::string api = cloud ? "/rest/api/3" : "/rest/api/2", path = path_of(request.target);
  const auto show = [&](const Issue& issue) {
    const bool open = issue.state == Issue::State::open;
    return Json{{"id", std::to_string(10000 + issue.number)},
                {"key", key_of(issue.number)},
                {"fields",
                 {{"status", {{"name", open ? "To Do" : "Done"}, {"statusCategory", {{"key", open ? "new" : "done"}}}}},
                  {"resolution",
                   open ? Json(nullptr) : Json{{"name", issue.state == Issue::State::dropped ? "Won't Do" : "Done"}}},
                  {"resolutiondate", open ? Json(nullptr) : Json(issue.closed_at.substr(0, 19) + ".000+0000")},
                  {"labels", issue.labels}}}};
  };
  if (request.method == "POST" && path == api + "/issue") {
    const Json json = Json::parse(request.body, nullptr, false);
    const Json fields = json.is_object() && json.contains("fields") ? json["fields"] : Json::object();
    if (fields.value("/project/key"_json_pointer, "") != "OPS")
      return say(400, {{"errorMessages", Json::array()}, {"errors", {{"project", "valid project is required"}}}});
    if (fields.contains("duedate"))
      return say(400,
                 {{"errorMessages", Json::array()},
                  {"errors", {{"duedate", "Field 'duedate' cannot be set. It is not on the appropriate screen."}}}});
    if (cloud != fields["description"].is_object())
      return say(400, {{"errorMessages", Json::array()},
                       {"errors", {{"description", "Operation value must be an Atlassian Document"}}}});
    if (cloud && (fields["description"]["type"] != "doc" || fields["description"]["version"] != 1))
      return say(400, {{"errorMessages", {"INVALID_INPUT"}}, {"errors", Json::object()}});
    Issue made{static_cast<int>(issues.size()) + 1,
               fields["summary"],
               fields["description"].dump(),
               fields["labels"],
               {},
               {},
               {}};
    issues.push_back(made);
    const std::string id = std::to_string(10000 + made.number);
    return say(201, {{"id", id}, {"key", key_of(made.number)}, {"self", base + api + "/issue/" + id}});
  }
  if (path.starts_with(api + "/issue/")) {
    const std::string key = path.substr((api + "/issue/").size());
    for (const Issue& issue : issues)
      if (key_of(issue.number) == key) return say(200, show(issue));
    return say(404, {{"errorMessages", {"Issue does not exist or you do not have permission to see it."}},
                     {"errors", Json::object()}});
  }
  if (path != api + (cloud ? "/search/jql" : "/search")) return say(404, {{"errorMessages", {"null for uri"}}});
  const std::string jql = parameter(request.target, "jql");
  if (jql.find("project = \"OPS\"") == std::string::npos)
    return say(400, {{"errorMessages", {"The value 'NO' does not exist for the field 'project'."}},
                     {"errors", Json::object()}});
  std::vector<const Issue*> all;
  for (const Issue& issue : issues)
    if (has_label(issue, "afterword")) all.push_back(&issue);
  const std::string start = parameter(request.target, cloud ? "nextPageToken" : "startAt");
  const std::size_t begin = std::min<std::size_t>(
      static_cast<std::size_t>(std::atoi(start.c_str() + (cloud && !start.empty() ? 1 : 0))), all.size());
  const std::size_t end = std::min(begin + page_size, all.size());
  Json list = Json::array();
  for (std::size_t i = begin; i < end; ++i) list.push_back(show(*all[i]));
  Json out = {{"issues", list}};
  if (cloud) {
    out["isLast"] = end == all.size();
    if (end < all.size()) out["nextPageToken"] = "t" + std::to_string(end);
  } else {
    out["startAt"] = begin;
    out["maxResults"] = page_size;
    out["total"] = all.size();
  }
  return say(200, out);
}

WebAnswer StandInTracker::linear(const ServedRequest& request) {
  const auto fail = [](const std::string& message, const std::string& type) {
    return say(200, {{"data", nullptr}, {"errors", {{{"message", message}, {"extensions", {{"type", type}}}}}}});
  };
  if (request.method != "POST" || request.target != "/graphql") return {404, {}, "Cannot GET"};
  const Json json = Json::parse(request.body, nullptr, false);
  if (!json.is_object() || !json.contains("query")) return fail("Invalid request", "graphql error");
  const std::string query = json["query"];
  const Json variables = json.value("variables", Json::object());
  const auto show = [&](const Issue& issue) {
    const char* types[] = {"unstarted", "completed", "canceled"};
    return Json{{"identifier", key_of(issue.number)},
                {"url", url_of(issue.number)},
                {"description", issue.text},
                {"completedAt", issue.state == Issue::State::closed ? Json(issue.closed_at) : Json(nullptr)},
                {"canceledAt", issue.state == Issue::State::dropped ? Json(issue.closed_at) : Json(nullptr)},
                {"state", {{"type", types[static_cast<int>(issue.state)]}}}};
  };
  if (query.starts_with("query Team")) {
    Json nodes = Json::array();
    if (variables["key"] == "OPS") nodes.push_back({{"id", "team-1"}, {"key", "OPS"}});
    return say(200, {{"data", {{"teams", {{"nodes", nodes}}}}}});
  }
  if (query.starts_with("query One")) {
    for (const Issue& issue : issues)
      if (variables["id"] == key_of(issue.number)) return say(200, {{"data", {{"issue", show(issue)}}}});
    return fail("Entity not found: Issue", "invalid input");
  }
  if (query.starts_with("mutation")) {
    const Json& input = variables["input"];
    if (input.value("teamId", "") != "team-1") return fail("teamId must be a UUID", "invalid input");
    Issue made{static_cast<int>(issues.size()) + 1,
               input["title"],
               input["description"],
               {},
               input.value("dueDate", ""),
               {},
               {}};
    issues.push_back(made);
    return say(200, {{"data", {{"issueCreate", {{"success", true}, {"issue", show(made)}}}}}});
  }
  std::vector<const Issue*> all;
  if (variables["team"] == "OPS")
    for (const Issue& issue : issues)
      if (issue.text.find("afterword:") != std::string::npos) all.push_back(&issue);
  std::size_t begin = 0;
  if (variables["after"].is_string())
    begin = static_cast<std::size_t>(std::atoi(variables["after"].get<std::string>().c_str() + 1));
  const std::size_t end = std::min(begin + page_size, all.size());
  Json nodes = Json::array();
  for (std::size_t i = begin; i < end; ++i) nodes.push_back(show(*all[i]));
  return say(200,
             {{"data",
               {{"issues",
                 {{"nodes", nodes},
                  {"pageInfo", {{"hasNextPage", end < all.size()}, {"endCursor", "c" + std::to_string(end)}}}}}}}});
}

}  // namespace afterword::testing
