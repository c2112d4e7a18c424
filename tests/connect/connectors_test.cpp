#include "connect/connectors.h"

#include <gtest/gtest.h>

#include "connect/recorded_server.h"
#include "connect/server_url.h"
#include "evidence/gather.h"

namespace afterword {
namespace {

constexpr Instant nine = 1773478800 * one_second;  // 2026-03-14T09:00:00Z

FetchOptions an_hour() {
  FetchOptions options;
  options.since = nine;
  options.until = nine + 3600 * one_second;
  options.limits.all_seconds = 5;
  return options;
}

Evidence read_all(const std::vector<NamedSource>& sources) {
  return gather(sources, {});
}

std::string decoded(const std::string& target) {
  const auto url = parse_server_url("x+http://h" + target);
  return url->base.substr(8) + " " + url->get("query", "");
}

TEST(Connectors, an_address_is_taken_apart) {
  EXPECT_TRUE(is_server_url("prometheus+http://localhost:9090?query=up"));
  EXPECT_TRUE(is_server_url("opensearch+https://u:p@host/index"));
  EXPECT_FALSE(is_server_url("http://localhost:9090"));
  EXPECT_FALSE(is_server_url("oracle+http://localhost"));
  EXPECT_FALSE(is_server_url("a+b/logs.txt"));
  const auto url = parse_server_url("loki+http://h:1/x/?query=%7Bapp%3D%22a%20b%22%7D&by=level+x&flag");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->base, "http://h:1/x");
  EXPECT_EQ(url->get("query", ""), "{app=\"a b\"}");
  EXPECT_EQ(url->get("by", ""), "level x");
  EXPECT_EQ(encode_url("a b=\"é\""), "a%20b%3D%22%C3%A9%22");
}

TEST(Connectors, a_server_needs_to_know_which_time_is_wanted) {
  const auto sources = fetch_server("prometheus+http://127.0.0.1:1?query=up", {});
  ASSERT_FALSE(sources);
  EXPECT_EQ(sources.error().kind, ErrorKind::usage);
}

TEST(Connectors, prometheus_is_asked_for_ranges_and_its_answers_are_series_and_alerts) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.target.find("ALERTS") != std::string::npos)
      return http_answer(
          R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"ALERTS","alertname":"BasketErrors","alertstate":"firing","service":"basket","severity":"page"},"values":[[1773480360,"1"],[1773480366,"1"],[1773480372,"1"],[1773480480,"1"]]}]}})");
    return http_answer(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","service":"basket"},"values":[[1773478800,"1"],[1773478806,"0"]]}]}})");
  });
  const auto sources = fetch_server("prometheus+" + server.address(), an_hour());
  ASSERT_TRUE(sources) << sources.error().message;
  const Evidence evidence = read_all(*sources);
  ASSERT_EQ(evidence.series.size(), 1u);
  EXPECT_EQ(evidence.series[0].service, "basket");
  ASSERT_EQ(evidence.alerts.size(), 2u);
  EXPECT_EQ(evidence.alerts[0].name, "BasketErrors");
  EXPECT_EQ(evidence.alerts[0].ended, 1773480372 * one_second);
  EXPECT_FALSE(evidence.alerts[1].ended);
  EXPECT_EQ(server.requests()[0].target, "/api/v1/query_range?query=up&start=1773478800&end=1773482400&step=6");
}

TEST(Connectors, loki_counts_there_and_sends_patterns_and_lines_of_failures) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.target.starts_with("/loki/api/v1/patterns"))
      return http_answer(
          R"({"status":"success","data":[{"pattern":"can't open basket <_>","samples":[[1773478800,3],[1773478810,4]]}]})");
    if (request.target.find("count_over_time") != std::string::npos)
      return http_answer(
          R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"app":"basket","level":"error"},"values":[[1773478800,"3"],[1773478806,"4"]]}]}})");
    return http_answer(
        R"({"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"basket","level":"error"},"values":[["1773478800000000001","can't open basket 7: \"nil\""],["1773478801000000000","can't open basket 8"],["1773478802000000000","can't open basket 9"]]}]}})");
  });
  const auto sources = fetch_server("loki+" + server.address() + "?query=" + encode_url("{app=\"basket\"}"), an_hour());
  ASSERT_TRUE(sources) << sources.error().message;
  const Evidence evidence = read_all(*sources);
  ASSERT_EQ(evidence.series.size(), 1u);
  ASSERT_EQ(evidence.patterns.size(), 1u);
  EXPECT_EQ(evidence.patterns[0].count, 7u);
  ASSERT_EQ(evidence.inputs.size(), 3u);
  EXPECT_EQ(evidence.inputs[2].kind, InputKind::log);
  EXPECT_EQ(evidence.inputs[2].records, 3u);
  EXPECT_EQ(evidence.inputs[2].first, 1773478800000000001);
  EXPECT_EQ(decoded(server.requests()[0].target),
            "/loki/api/v1/query_range sum by (level, app, service_name) (count_over_time({app=\"basket\"}[6s]))");
}

TEST(Connectors, a_loki_without_patterns_is_fine) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.target.starts_with("/loki/api/v1/patterns")) return http_answer("404 page not found", "404 Not Found");
    return http_answer(R"({"status":"success","data":{"resultType":"streams","result":[]}})");
  });
  const auto sources = fetch_server("loki+" + server.address(), an_hour());
  ASSERT_TRUE(sources);
  EXPECT_EQ(sources->size(), 1u);
}

TEST(Connectors, elasticsearch_aggregates_there_and_sends_lines_of_failures) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.body.find("date_histogram") != std::string::npos)
      return http_answer(
          R"({"took":3,"aggregations":{"times":{"buckets":[{"key_as_string":"2026-03-14T09:00:00.000Z","key":1773478800000,"doc_count":9,"levels":{"buckets":[{"key":"error","doc_count":4}]}},{"key":1773478806000,"doc_count":2,"levels":{"buckets":[]}}]}}})");
    if (request.body.find("categorize_text") != std::string::npos)
      return http_answer(R"({"error":"unknown aggregation"})", "400 Bad Request");
    return http_answer(
        R"({"hits":{"hits":[{"_source":{"@timestamp":"2026-03-14T09:00:01.000Z","message":"can't open basket 7","log":{"level":"error"},"service":{"name":"basket"}}},{"_source":{"@timestamp":"2026-03-14T09:00:02.000Z","message":"can't open basket 8","log.level":"error","service.name":"basket"}}]}})");
  });
  const auto sources = fetch_server("elasticsearch+" + server.address() + "/logs-shop?query=env:prod", an_hour());
  ASSERT_TRUE(sources) << sources.error().message;
  const Evidence evidence = read_all(*sources);
  ASSERT_EQ(evidence.series.size(), 2u);
  EXPECT_EQ(evidence.series[1].labels, "level=\"error\"");
  EXPECT_EQ(evidence.series[1].kind, SeriesKind::errors);
  EXPECT_EQ(evidence.series[1].values, (std::vector<double>{4, 0}));  // none of them counted is 0
  EXPECT_EQ(evidence.inputs.back().records, 2u);
  EXPECT_EQ(server.requests()[0].target, "/logs-shop/_search");
  EXPECT_NE(server.requests()[0].body.find("\"gte\":\"2026-03-14T09:00:00Z\""), std::string::npos);
  EXPECT_NE(server.requests()[2].body.find("timeout OR \\\"timed out\\\" OR refused"), std::string::npos);
}

TEST(Connectors, clickhouse_groups_there_and_refuses_what_is_no_name) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.body.find("GROUP BY") != std::string::npos)
      return http_answer(
          "\"timestamp\",\"metric\",\"service\",\"level\",\"value\"\n1773478800,\"log_lines\",\"basket\",\"error\",3\n"
          "1773478806,\"log_lines\",\"basket\",\"error\",5\n");
    return http_answer(
        "{\"timestamp\":1773478801,\"level\":\"error\",\"service\":\"basket\",\"message\":\"can't open basket 7\"}\n"
        "{\"timestamp\":1773478802,\"level\":\"error\",\"service\":\"basket\",\"message\":\"can't open basket 8\"}\n");
  });
  const auto sources = fetch_server("clickhouse+" + server.address() + "?table=shop.logs", an_hour());
  ASSERT_TRUE(sources) << sources.error().message;
  const Evidence evidence = read_all(*sources);
  ASSERT_EQ(evidence.series.size(), 1u);
  EXPECT_EQ(evidence.series[0].service, "basket");
  EXPECT_EQ(evidence.inputs.back().records, 2u);
  EXPECT_FALSE(fetch_server("clickhouse+" + server.address() + "?table=" + encode_url("x; DROP"), an_hour()));
}

TEST(Http, what_goes_wrong_is_said_and_no_password_with_it) {
  RecordedServer server([](const RecordedServer::Request& request) {
    if (request.target == "/slow") return std::string();
    if (request.target == "/login") return http_answer("\n<html><body>Please sign in</body></html>");
    if (request.target == "/large") return http_answer(std::string(5000, 'x'));
    return http_answer("no\nsuch thing", "404 Not Found");
  });
  const std::string host = server.address().substr(7);
  const auto missing = fetch_http({"http://noor:secret@" + host + "/none", {}, {}}, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "the server answers 404: no such thing");
  EXPECT_EQ(missing.error().where, "http://" + host + "/none");
  const auto login = fetch_http({server.address() + "/login", {}, {}}, {});
  ASSERT_FALSE(login);
  EXPECT_NE(login.error().message.find("the server answers with a page, not with data"), std::string::npos);
  const auto large = fetch_http({server.address() + "/large", {}, {}}, {5, 60, 1000});
  ASSERT_FALSE(large);
  EXPECT_NE(large.error().message.find("larger than"), std::string::npos);
  const auto slow = fetch_http({server.address() + "/slow", {}, {}}, {1, 1, 1000});
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().message, "no answer within 1 seconds");
}

TEST(Http, a_refused_connection_and_a_foreign_scheme_are_errors) {
  std::string address;
  {
    RecordedServer gone([](const RecordedServer::Request&) { return std::string("x"); });
    address = gone.address();
  }
  const auto refused = fetch_http({address, {}, {}}, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("can't reach the server"), std::string::npos);
  EXPECT_FALSE(fetch_http({"file:///etc/hostname", {}, {}}, {}));
}

TEST(Http, a_packed_answer_is_unpacked) {
  // "[]" and a line end, by gzip.
  constexpr unsigned char packed[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0x8b, 0x8e,
                                      0xe5, 0x02, 0x00, 0x44, 0xd2, 0x68, 0x70, 0x03, 0x00, 0x00, 0x00};
  const std::string body(reinterpret_cast<const char*>(packed), sizeof packed);
  RecordedServer server(
      [&](const RecordedServer::Request&) { return http_answer(body, "200 OK", "Content-Encoding: gzip\r\n"); });
  const auto answer = fetch_http({server.address(), {}, {}}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(*answer, "[]\n");
}

}  // namespace
}  // namespace afterword
