// Waiting and asking again, with a clock that is ticked by hand.
#include <gtest/gtest.h>

#include "dispatch/patient_web.h"
#include "dispatch/tracker.h"
#include "stand_in/tracker.h"

namespace afterword {
namespace {

using testing::ServedRequest;
using testing::StandInTracker;

class HandClock final : public Timekeeper {
 public:
  std::int64_t now_s() override { return now_ms / 1000; }
  void wait_ms(std::int64_t ms) override {
    waits.push_back(ms);
    now_ms += ms;
  }
  std::int64_t now_ms = 1'796'000'000'000;
  std::vector<std::int64_t> waits;
};

/// The stand-in without a network.
class DirectWeb final : public Web {
 public:
  DirectWeb(StandInTracker& tracker, const Tracker& client) : tracker_(tracker), client_(client) {}
  Asked<WebAnswer> send(const WebRequest& request) override {
    ServedRequest served{request.method, request.url.substr(tracker_.base.size()), {}, request.body};
    for (const auto& list : {request.headers, client_.authorize(tracker_.token())})
      for (const auto& [name, value] : list) {
        std::string lower = name;
        for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        served.headers.emplace_back(lower, value);
      }
    WebAnswer answer = tracker_.answer(served);
    for (auto& [name, value] : answer.headers)
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (answer.status > 0) return answer;
    const bool writes = request.method != "GET" && !request.reads;
    return std::unexpected(WebError{Error{ErrorKind::input, "no answer", request.url, {}}, writes, false});
  }

 private:
  StandInTracker& tracker_;
  const Tracker& client_;
};

class Patient : public ::testing::TestWithParam<const char*> {
 protected:
  Patient() : server_(GetParam()) {
    server_.base = "https://tracker.example";
    client_ = *make_tracker({GetParam(), server_.project(), server_.base});
    direct_ = std::make_unique<DirectWeb>(server_, *client_);
    web_ = std::make_unique<PatientWeb>(*direct_, clock_);
  }
  std::string reading() const { return GetParam() == std::string("linear") ? "query" : "GET"; }
  std::string writing() const { return GetParam() == std::string("linear") ? "mutation" : "POST"; }
  static IssueDraft draft() { return {"0123abcd", "Add a probe", "Add a probe", {{"Owner", "@ana"}}, {}}; }

  StandInTracker server_;
  std::unique_ptr<Tracker> client_;
  HandClock clock_;
  std::unique_ptr<DirectWeb> direct_;
  std::unique_ptr<PatientWeb> web_;
};

TEST_P(Patient, a_refusal_for_the_rate_is_waited_for_as_long_as_it_asks) {
  server_.faults.push_back({reading(), server_.rate_refusal(37, clock_.now_s()), false});
  const auto ours = client_->list_ours(*web_);
  ASSERT_TRUE(ours) << ours.error().error.message;
  EXPECT_EQ(clock_.waits, std::vector<std::int64_t>{37000});
}

TEST_P(Patient, a_write_that_was_refused_for_the_rate_is_sent_again_and_made_once) {
  server_.faults.push_back({writing(), server_.rate_refusal(5, clock_.now_s()), false});
  const auto made = client_->create(*web_, draft());
  ASSERT_TRUE(made) << made.error().error.message;
  EXPECT_EQ(server_.issues.size(), 1U);
}

TEST_P(Patient, a_wait_of_an_hour_ends_with_an_error_that_says_until_when) {
  server_.faults.push_back({reading(), server_.rate_refusal(3600, clock_.now_s()), false});
  const auto ours = client_->list_ours(*web_);
  ASSERT_FALSE(ours);
  EXPECT_NE(ours.error().error.message.find("no more requests until 2026-"), std::string::npos)
      << ours.error().error.message;
  EXPECT_TRUE(clock_.waits.empty());
}

TEST_P(Patient, faults_of_the_server_are_asked_again_with_growing_pauses_and_then_told) {
  for (const int status : {500, 502, 503})
    server_.faults.push_back({reading(), {status, {}, "<html>sorry</html>"}, false});
  EXPECT_TRUE(client_->list_ours(*web_));
  EXPECT_EQ(clock_.waits, (std::vector<std::int64_t>{1000, 2000, 4000}));
  for (int i = 0; i < 9; ++i) server_.faults.push_back({reading(), {504, {}, "sorry"}, false});
  const auto ours = client_->list_ours(*web_);
  ASSERT_FALSE(ours);
  EXPECT_NE(ours.error().error.message.find("504"), std::string::npos) << ours.error().error.message;
}

TEST_P(Patient, a_server_that_is_silent_is_asked_again_only_where_nothing_is_written) {
  server_.faults.push_back({reading(), {-1, {}, {}}, false});
  EXPECT_TRUE(client_->list_ours(*web_));
  server_.faults.push_back({writing(), {-1, {}, {}}, true});
  const auto made = client_->create(*web_, draft());
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().unsure);
  EXPECT_EQ(server_.issues.size(), 1U);
  server_.faults.push_back({writing(), {502, {}, "bad gateway"}, true});
  const auto again = client_->create(*web_, draft());
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().unsure);
}

TEST_P(Patient, all_pages_are_read) {
  for (int i = 0; i < 7; ++i) {
    IssueDraft one = draft();
    one.marker = "0000000" + std::to_string(i);
    ASSERT_TRUE(client_->create(*web_, one));
  }
  server_.close(3, "2026-04-10T08:00:00Z");
  const auto ours = client_->list_ours(*web_);
  ASSERT_TRUE(ours);
  EXPECT_EQ(ours->size(), 7U);
  int closed = 0;
  for (const Issue& issue : *ours) {
    EXPECT_EQ(issue.marker.size(), 8U);
    EXPECT_TRUE(client_->number_of(issue.url)) << issue.url;
    closed += issue.state == IssueState::closed;
  }
  EXPECT_EQ(closed, 1);
}

INSTANTIATE_TEST_SUITE_P(Trackers, Patient, ::testing::Values("github", "gitlab", "jira", "jira-server", "linear"),
                         [](const auto& tracker) {
                           std::string name = tracker.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Waiting, both_forms_of_retry_after_are_read) {
  EXPECT_EQ(wait_asked_for({429, {{"retry-after", "12"}}, {}}, 0), 12);
  EXPECT_EQ(wait_asked_for({429, {{"retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"}}, {}}, 1'792'567'670), 10);
  EXPECT_EQ(wait_asked_for({429, {{"retry-after", "soon"}}, {}}, 0), std::nullopt);
  EXPECT_EQ(wait_asked_for({429, {{"retry-after", "-5"}}, {}}, 0), std::nullopt);
}

TEST(Waiting, a_403_without_a_word_of_limits_is_no_refusal_for_the_rate) {
  EXPECT_FALSE(is_rate_refusal({403, {}, "{\"message\":\"Resource not accessible by personal access token\"}"}));
  EXPECT_TRUE(is_rate_refusal({403, {}, "{\"message\":\"You have exceeded a secondary rate limit.\"}"}));
}

TEST(Patience, of_several_limits_the_one_that_is_used_up_says_until_when) {
  constexpr std::int64_t now_s = 1'796'000'000, ms = 1000;
  const WebAnswer answer{400,
                         {{"x-ratelimit-requests-remaining", "1200"},
                          {"x-ratelimit-requests-reset", std::to_string((now_s + 3600) * ms)},
                          {"x-ratelimit-complexity-remaining", "0"},
                          {"x-ratelimit-complexity-reset", std::to_string((now_s + 40) * ms)}},
                         R"({"errors":[{"extensions":{"code":"RATELIMITED"}}]})"};
  EXPECT_TRUE(is_rate_refusal(answer));
  EXPECT_EQ(wait_asked_for(answer, now_s), 40);
}

}  // namespace
}  // namespace afterword
