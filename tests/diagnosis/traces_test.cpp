// From files to the ranking: what traces in OpenTelemetry's JSON add to logs that only tell who suffers.
#include <gtest/gtest.h>

#include "diagnosis/diagnosis.h"
#include "evidence/gather.h"
#include "evidence/input_set.h"
#include "evidence/instant.h"

namespace afterword {
namespace {

constexpr Instant begin = 1'780'300'800 * one_second;  // 2026-06-01T08:00Z
constexpr int seconds = 240, failing_from = 150;

/// What the front writes: it is the only one that says anything.
std::string log_of_front() {
  std::string out;
  for (int i = 0; i < seconds * 4; ++i) {
    const std::string at = write_instant(begin + i * one_second / 4 + 1'000'000);
    const bool fails = i >= failing_from * 4 && i % 2 == 0;
    out += at + (fails ? " ERROR front: GET /basket gave up after 2000 ms: 504\n" : " INFO front: GET /basket 200\n");
  }
  return out;
}

std::string span(const std::string& trace, const std::string& id, const std::string& parent, const std::string& name,
                 Instant at, std::int64_t milliseconds) {
  return R"({"traceId":")" + trace + R"(","spanId":")" + id + R"(","parentSpanId":")" + parent + R"(","name":")" +
         name + R"(","startTimeUnixNano":")" + std::to_string(at) + R"(","endTimeUnixNano":")" +
         std::to_string(at + milliseconds * 1'000'000) + R"("})";
}

/// front calls basket, basket calls prices; prices takes long while the front fails.
std::string traces() {
  std::string spans[3];
  for (int i = 0; i < seconds * 2; ++i) {
    const Instant at = begin + i * one_second / 2;
    const std::string trace = "t" + std::to_string(i), n = std::to_string(i);
    const std::int64_t usual = 3 + i % 5, slow = i >= failing_from * 2 ? 1500 : 0;
    const char* comma = i == 0 ? "" : ",";
    spans[0] += comma + span(trace, "a" + n, "", "show", at, 3 * usual + slow);
    spans[1] += comma + span(trace, "b" + n, "a" + n, "fill", at + 1'000'000, 2 * usual + slow);
    spans[2] += comma + span(trace, "c" + n, "b" + n, "look up", at + 2'000'000, usual + slow);
  }
  std::string out = R"({"resourceSpans":[)";
  for (int i = 0; i < 3; ++i) {
    constexpr const char* services[] = {"front", "basket", "prices"};
    out += std::string(i == 0 ? "" : ",") +
           R"({"resource":{"attributes":[{"key":"service.name","value":{"stringValue":")" + services[i] +
           R"("}}]},"scopeSpans":[{"spans":[)" + spans[i] + "]}]}";
  }
  return out + "]}";
}

Diagnosis diagnose_files(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<NamedSource> sources;
  for (const auto& [path, bytes] : files) sources.push_back({path, 0, std::make_shared<MemorySource>(bytes)});
  const Evidence evidence = gather(sources, {});
  return diagnose(evidence, find_outage(evidence));
}

std::string first_service(const Diagnosis& diagnosis) {
  return diagnosis.services.empty() ? "none" : diagnosis.services.front().name;
}

TEST(Traces, lead_from_who_suffers_to_who_is_slow) {
  EXPECT_EQ(first_service(diagnose_files({{"front.log", log_of_front()}})), "front");
  EXPECT_EQ(first_service(diagnose_files({{"front.log", log_of_front()}, {"traces.json", traces()}})), "prices");
}

}  // namespace
}  // namespace afterword
