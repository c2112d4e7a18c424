// Any bytes as what a tracker answers: an error with words, or an issue that can be written into a report.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dispatch/tracker.h"

namespace {

using namespace afterword;

class OneAnswer final : public Web {
 public:
  explicit OneAnswer(WebAnswer answer) : answer_(std::move(answer)) {}
  Asked<WebAnswer> send(const WebRequest&) override { return answer_; }

 private:
  WebAnswer answer_;
};

void check_issue(const Asked<Issue>& issue) {
  if (!issue && issue.error().error.message.empty()) std::abort();
  if (issue && (!is_plain_address(issue->url) || !is_issue_key(issue->key))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 1) return 0;
  constexpr int statuses[] = {200, 201, 301, 400, 401, 403, 404, 500};
  const std::string body(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  OneAnswer web({statuses[bytes[0] % 8], {{"link", body.substr(0, 200)}}, body});
  constexpr const char* projects[][2] = {
      {"github", "a/b"}, {"gitlab", "a/b"}, {"jira", "OPS"}, {"jira-server", "OPS"}, {"linear", "OPS"}};
  for (const auto& [kind, project] : projects) {
    const auto tracker = *make_tracker({kind, project, "https://t.example"});
    check_issue(tracker->look_up(web, "12"));
    check_issue(tracker->create(web, {"0123abcd", "t", "t", {}, {}}));
    if (const auto ours = tracker->list_ours(web))
      for (const Issue& issue : *ours) check_issue(issue);
  }
  return 0;
}
