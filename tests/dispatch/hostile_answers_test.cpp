// What a tracker answers is foreign: whatever it is, there is a clear error or an issue that can be written into a
// report.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "dispatch/tracker.h"
#include "stand_in/tracker.h"

namespace afterword {
namespace {

using Json = nlohmann::json;

/// Answers everything with the same.
class OneAnswer final : public Web {
 public:
  explicit OneAnswer(WebAnswer answer) : answer_(std::move(answer)) {}
  Asked<WebAnswer> send(const WebRequest&) override {
    ++asked;
    return answer_;
  }
  int asked = 0;

 private:
  WebAnswer answer_;
};

constexpr const char* kinds[] = {"github", "gitlab", "jira", "jira-server", "linear"};

std::unique_ptr<Tracker> make(const std::string& kind) {
  return *make_tracker({kind, testing::StandInTracker(kind).project(), "https://tracker.example"});
}

void expect_sane(const Asked<Issue>& issue) {
  if (!issue) {
    RC_ASSERT(!issue.error().error.message.empty());
    return;
  }
  RC_ASSERT(is_plain_address(issue->url));
  RC_ASSERT(is_issue_key(issue->key));
}

void ask_everything(const std::string& kind, const WebAnswer& answer) {
  const auto tracker = make(kind);
  OneAnswer web(answer);
  if (const auto ours = tracker->list_ours(web)) {
    for (const Issue& issue : *ours) expect_sane(issue);
  }
  expect_sane(tracker->look_up(web, "12"));
  expect_sane(tracker->create(web, {"0123abcd", "Add a probe", "text", {}, {}}));
}

RC_GTEST_PROP(HostileAnswers, any_bytes_and_any_status, ()) {
  const auto body = *rc::gen::arbitrary<std::string>();
  const int status = *rc::gen::element(200, 201, 204, 301, 400, 401, 403, 404, 410, 422, 500, 999);
  for (const char* kind : kinds) ask_everything(kind, {status, {{"location", body}}, body});
}

/// A value of any shape, with the names that the readers look for.
rc::Gen<Json> some_json(int depth) {
  return rc::gen::exec([depth]() -> Json {
    const int shape = *rc::gen::inRange(0, depth > 0 ? 9 : 6);
    static const std::string texts[] = {"https://tracker.example/acme/shop/issues/12",
                                        "https://x.example/a) [evil](javascript:alert(1))",
                                        "OPS-12",
                                        "OPS-12\n- [x] all done",
                                        "closed",
                                        "completed",
                                        "2026-04-10T08:00:00Z",
                                        "9999-99-99T",
                                        "afterword:0123abcd",
                                        ""};
    if (shape == 0) return nullptr;
    if (shape == 1) return *rc::gen::arbitrary<bool>();
    if (shape == 2) return *rc::gen::arbitrary<std::int64_t>();
    if (shape <= 5) return texts[*rc::gen::inRange(0, 10)];
    static const char* names[] = {"number",  "iid",      "html_url",    "web_url",    "state",       "body",
                                  "key",     "fields",   "status",      "labels",     "issues",      "description",
                                  "data",    "nodes",    "issue",       "identifier", "url",         "errors",
                                  "message", "pageInfo", "hasNextPage", "endCursor",  "issueCreate", "nextPageToken"};
    Json out = shape == 6 ? Json::array() : Json::object();
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
      Json inner = *some_json(depth - 1);
      if (out.is_array())
        out.push_back(std::move(inner));
      else
        out[names[*rc::gen::inRange(0, 24)]] = std::move(inner);
    }
    return out;
  });
}

RC_GTEST_PROP(HostileAnswers, any_json_of_the_right_names_and_wrong_shapes, ()) {
  const Json json = *some_json(5);
  for (const char* kind : kinds) ask_everything(kind, {200, {}, json.dump()});
}

TEST(HostileAnswers, a_list_without_an_end_ends) {
  OneAnswer circle({200, {{"link", "<https://tracker.example/repos/acme/shop/issues?page=2>; rel=\"next\""}}, "[]"});
  const auto ours = make("github")->list_ours(circle);
  ASSERT_FALSE(ours);
  EXPECT_NE(ours.error().error.message.find("no end"), std::string::npos);
  EXPECT_LE(circle.asked, 500);
  OneAnswer cursor({200, {}, R"({"data":{"issues":{"nodes":[],"pageInfo":{"hasNextPage":true,"endCursor":"same"}}}})"});
  ASSERT_FALSE(make("linear")->list_ours(cursor));
  EXPECT_LE(cursor.asked, 3);
}

TEST(HostileAnswers, a_next_page_on_another_server_is_not_asked_for) {
  OneAnswer away({200, {{"link", "<https://evil.example/page2>; rel=\"next\""}}, "[]"});
  const auto ours = make("gitlab")->list_ours(away);
  ASSERT_FALSE(ours);
  EXPECT_NE(ours.error().error.message.find("another server"), std::string::npos);
  EXPECT_EQ(away.asked, 1);
}

TEST(HostileAnswers, an_address_that_would_break_markdown_is_refused) {
  OneAnswer web({201, {}, R"({"number":1,"html_url":"https://x.example/1) - [x] [a](https://y","state":"open"})"});
  const auto made = make("github")->create(web, {"0123abcd", "t", "t", {}, {}});
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().unsure) << "it was made all the same";
}

TEST(HostileAnswers, a_deep_answer_does_not_break_the_stack) {
  const std::string deep(200000, '[');
  for (const char* kind : kinds) {
    OneAnswer web({200, {}, deep + std::string(200000, ']')});
    (void)make(kind)->list_ours(web);
  }
}

TEST(Trackers, only_issues_of_the_project_are_known_as_such) {
  const auto github = *make_tracker({"github", "acme/shop", ""});
  EXPECT_EQ(github->number_of("https://github.com/acme/shop/issues/12"), "12");
  EXPECT_EQ(github->number_of("https://github.com/acme/shop/issues/12#issuecomment-1"), "12");
  EXPECT_EQ(github->number_of("acme/shop#12"), "12");
  EXPECT_FALSE(github->number_of("https://github.com/acme/other/issues/12"));
  EXPECT_FALSE(github->number_of("https://evil.example/acme/shop/issues/12"));
  EXPECT_FALSE(github->number_of("https://github.com/acme/shop/pull/12"));
  const auto jira = *make_tracker({"jira", "OPS", "https://acme.atlassian.net/"});
  EXPECT_EQ(jira->number_of("OPS-12"), "OPS-12");
  EXPECT_EQ(jira->number_of("https://acme.atlassian.net/browse/OPS-12"), "OPS-12");
  EXPECT_FALSE(jira->number_of("DEV-12"));
  const auto linear = *make_tracker({"linear", "ENG", ""});
  EXPECT_EQ(linear->number_of("https://linear.app/acme/issue/ENG-7/some-words"), "ENG-7");
  EXPECT_FALSE(linear->number_of("https://linear.app/acme/issue/OPS-7/some-words"));
  const auto gitlab = *make_tracker({"gitlab", "acme/web/shop", ""});
  EXPECT_EQ(gitlab->number_of("https://gitlab.com/acme/web/shop/-/work_items/7"), "7");
}

TEST(Trackers, a_place_that_is_none_is_refused_with_what_to_write) {
  for (const TrackerPlace& place : std::vector<TrackerPlace>{{"", "a/b", ""},
                                                             {"githib", "a/b", ""},
                                                             {"github", "", ""},
                                                             {"github", "a/b/c", ""},
                                                             {"github", "../b", ""},
                                                             {"jira", "OPS", ""},
                                                             {"jira", "O P", "https://x.example"},
                                                             {"gitlab", "a/b", "https://user:secret@x.example"},
                                                             {"gitlab", "a/b", "ftp://x.example"}}) {
    const auto made = make_tracker(place);
    ASSERT_FALSE(made) << place.kind << " " << place.project << " " << place.address;
    EXPECT_FALSE(made.error().help.empty());
  }
}

TEST(Trackers, nobody_is_called_by_a_name_in_an_issue) {
  const std::string text = issue_markdown(
      {"0123abcd", "t", "Ask @ana about <script> and mail a@b.example", {{"Owner", "@storage-team"}}, {}});
  EXPECT_NE(text.find("`@ana`"), std::string::npos) << text;
  EXPECT_NE(text.find("`@storage-team`"), std::string::npos) << text;
  EXPECT_NE(text.find("\\<script\\>"), std::string::npos) << text;
  EXPECT_EQ(find_marker(text), "0123abcd");
}

}  // namespace
}  // namespace afterword
