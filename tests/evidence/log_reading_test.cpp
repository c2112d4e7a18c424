// Whole logs: which lines begin a record, when, and what they say.
#include <gtest/gtest.h>

#include <cmath>

#include "evidence/gather.h"
#include "evidence/input_set.h"
#include "evidence/instant.h"

namespace afterword {
namespace {

constexpr std::int64_t june_2026 = 1'782'300'000;

NamedSource source_of(std::string path, std::string bytes) {
  return {std::move(path), june_2026, std::make_shared<MemorySource>(std::move(bytes))};
}

Evidence gather_text(std::string bytes, const GatherOptions& options = {}, std::string path = "cart.log") {
  const NamedSource sources[] = {source_of(std::move(path), std::move(bytes))};
  return gather(sources, options);
}

std::string codes_of(const Evidence& evidence) {
  std::string out;
  for (const ReadingNote& note : evidence.notes) out += note.code + " ";
  return out;
}

const LogRow* find_row(const Evidence& evidence, std::string_view text) {
  for (const LogRow& row : evidence.logs.rows)
    if (evidence.logs.templates[row.template_id].find(text) != std::string::npos) return &row;
  return nullptr;
}

TEST(LogReading, json_lines_name_their_fields_in_many_ways) {
  const Evidence evidence = gather_text(
      "{\"timestamp\":\"2026-06-24T14:39:00Z\",\"service\":\"pay\",\"severity_text\":\"ERROR\",\"msg\":\"no route\"}\n"
      "{\"ts\":1782311941.5,\"app\":\"pay\",\"level\":50,\"message\":\"no route\"}\n"
      "{\"@timestamp\":\"2026-06-24T14:39:02Z\",\"service\":{\"name\":\"pay\"},\"log\":{\"level\":\"error\"},"
      "\"message\":\"no route\"}\n");
  ASSERT_EQ(evidence.logs.rows.size(), 1u);
  EXPECT_EQ(evidence.logs.rows[0].service, "pay");
  EXPECT_EQ(evidence.logs.rows[0].level, LogLevel::error);
  EXPECT_EQ(evidence.logs.rows[0].count, 3u);
  EXPECT_EQ(write_instant(*evidence.inputs[0].last), "2026-06-24T14:39:02Z");
}

TEST(LogReading, csv_with_docker_json_with_a_line_of_the_program_inside) {
  std::string text = "Timestamp,PodName,Container,Log\n";
  for (int i = 0; i < 5; ++i)
    text += "2026-06-24T08:48:4" + std::to_string(i) +
            ".425Z,cart-service-64469b5b48-25zj6,server,\"{\"\"log\"\":\"\"16:48:4" + std::to_string(i) +
            ".424 ERROR t.s.Cart#532 pool " + std::to_string(i) +
            " is dry\\n\"\",\"\"stream\"\":\"\"stdout\"\",\"\"time\"\":\"\"2026-06-24T08:48:42.4Z\"\"}\"\n";
  const Evidence evidence = gather_text(text);
  ASSERT_EQ(evidence.logs.rows.size(), 1u);
  EXPECT_EQ(evidence.logs.rows[0].service, "cart-service");
  EXPECT_EQ(evidence.logs.rows[0].host, "cart-service-64469b5b48-25zj6");
  EXPECT_EQ(evidence.logs.rows[0].level, LogLevel::error);
  EXPECT_EQ(evidence.logs.rows[0].example, "t.s.Cart#532 pool 0 is dry");
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2026-06-24T08:48:40.425Z");  // the outer zone holds
  EXPECT_EQ(evidence.inputs[0].unread, 0u);
}

TEST(LogReading, a_stack_trace_belongs_to_its_record) {
  const std::string text =
      "2026-06-24 14:39:00,963 [main] ERROR org.example.Cart: cannot save\n"
      "java.lang.IllegalStateException: pool is dry\n"
      "\tat org.example.Pool.take(Pool.java:12)\n"
      "2026-06-24 14:39:01,963 [main] INFO org.example.Cart: saved\n";
  const Evidence evidence = gather_text(text);
  const LogRow* row = find_row(evidence, "cannot save");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(text.substr(row->first.begin, row->first.size), text.substr(0, text.find("\n2026-06-24 14:39:01")));
  EXPECT_EQ(evidence.inputs[0].unread, 0u);
  EXPECT_EQ(evidence.inputs[0].records, 2u);
}

TEST(LogReading, a_stack_trace_of_which_the_collector_dates_every_line_belongs_to_its_record) {
  for (const std::string_view mark : {"", "stderr F "}) {
    std::string text;
    const auto add = [&](std::string_view time, std::string_view line) {
      text += std::string(time) + " " + std::string(mark) + std::string(line) + "\n";
    };
    add("2026-06-24T14:39:00.963111222Z", "2026-06-24 14:39:00,963 INFO [main] shop.Cart - opened");
    add("2026-06-24T14:39:01.963111222Z", "2026-06-24 14:39:01,963 ERROR [main] shop.Cart - cannot save");
    add("2026-06-24T14:39:01.963111333Z", "java.lang.IllegalStateException: pool is dry");
    add("2026-06-24T14:39:01.963111444Z", "\tat shop.Pool.take(Pool.java:12)");
    add("2026-06-24T14:39:01.963111555Z", "Caused by: shop.Timeout: none came back");
    add("2026-06-24T14:39:02.963111222Z", "2026-06-24 14:39:02,963 INFO [main] shop.Cart - saved");
    const Evidence evidence = gather_text(text);
    EXPECT_EQ(evidence.inputs[0].records, 3u) << text;
    EXPECT_EQ(evidence.inputs[0].unread, 0u);
    const LogRow* row = find_row(evidence, "cannot save");
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->level, LogLevel::error);
    EXPECT_EQ(row->example, "cannot save … Caused by: shop.Timeout: none came back");
    const std::string record = text.substr(row->first.begin, row->first.size);
    EXPECT_TRUE(record.ends_with("none came back")) << record;
  }
}

TEST(LogReading, a_structured_record_says_what_went_wrong_beside_what_was_tried) {
  const Evidence evidence =
      gather_text(R"({"ts":"2026-06-24T14:39:00Z","level":"error","msg":"put failed","error":"disk is full"})"
                  "\n"
                  R"({"ts":"2026-06-24T14:39:01Z","level":"error","msg":"put failed","err":{"message":"no route"}})"
                  "\n"
                  R"({"ts":"2026-06-24T14:39:02Z","level":"info","msg":"put","error":null})"
                  "\n");
  ASSERT_EQ(evidence.logs.rows.size(), 3u);
  EXPECT_EQ(evidence.logs.rows[0].example, "put failed: disk is full");
  EXPECT_EQ(evidence.logs.rows[1].example, "put failed: no route");
  EXPECT_EQ(evidence.logs.rows[2].example, "put");
}

TEST(LogReading, clocks_of_w3c_have_the_date_of_the_line_above) {
  const Evidence evidence = gather_text(
      "#Software: Internet Information Server\n#Date: 2026-06-23 23:58:00\n#Fields: time c-ip cs-method cs-uri-stem "
      "sc-status\n23:58:00 10.0.0.1 GET /cart 200\n23:59:00 10.0.0.1 GET /cart 503\n"
      "#Date: 2026-06-24 00:01:00\n00:01:00 10.0.0.1 GET /pay 200\n");
  EXPECT_EQ(evidence.inputs[0].format, "w3c");
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2026-06-23T23:58:00Z");
  EXPECT_EQ(write_instant(*evidence.inputs[0].last), "2026-06-24T00:01:00Z");
  EXPECT_EQ(evidence.inputs[0].records, 3u);
}

TEST(LogReading, a_slow_query_belongs_to_its_time) {
  const Evidence evidence = gather_text(
      "# Time: 2026-06-24T14:39:00.678222Z\n# User@Host: shop[shop] @ localhost []  Id: 2\n"
      "# Query_time: 4.01  Rows_examined: 268000\nuse shop;\nSELECT * FROM orders WHERE customer = 17;\n"
      "# Time: 2026-06-24T14:39:03.073818Z\n# Query_time: 5.01\nSELECT * FROM orders WHERE customer = 18;\n");
  EXPECT_EQ(evidence.inputs[0].format, "mysql-slow");
  EXPECT_EQ(evidence.inputs[0].records, 2u);
  EXPECT_EQ(evidence.inputs[0].unread, 0u);
  ASSERT_EQ(evidence.logs.rows.size(), 1u);
  EXPECT_NE(evidence.logs.rows[0].example.find("SELECT * FROM orders"), std::string::npos);
}

TEST(LogReading, a_message_below_its_time_is_what_the_record_says) {
  const Evidence evidence = gather_text(
      "Jun 24, 2026 2:39:00 PM com.example.shop.Cart open\nSEVERE: no connection is left\n"
      "java.lang.IllegalStateException: the pool is dry\n\tat com.example.shop.Cart.open(Cart.java:17)\n"
      "Jun 24, 2026 2:39:01 PM com.example.shop.Cart open\nINFO: opened\n");
  EXPECT_EQ(evidence.inputs[0].records, 2u);
  EXPECT_EQ(evidence.inputs[0].unread, 0u);
  const LogRow* row = find_row(evidence, "no connection is left");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->level, LogLevel::error);
  EXPECT_EQ(row->first.line, 1u);
  EXPECT_EQ(row->first.size, 174u);
  ASSERT_NE(find_row(evidence, "opened"), nullptr);
  const Evidence oracle = gather_text(
      "2026-06-24T14:39:00.123456+02:00\nThread 1 advanced to log sequence 17\n"
      "2026-06-24T14:39:01.123456+02:00\nErrors in file shop.trc:\nORA-00600: internal error\n");
  EXPECT_EQ(oracle.inputs[0].format, "time-above");
  EXPECT_NE(find_row(oracle, "advanced to log sequence"), nullptr);
}

TEST(LogReading, a_level_that_begins_a_sentence_stays_in_it) {
  const Evidence evidence = gather_text(
      "2026-06-24 14:39:00 Exception while reading the cart\n2026-06-24 14:39:01 Error connecting to the pool\n"
      "2026-06-24 14:39:02 ERROR connecting to the pool\n2026-06-24 14:39:03,100 WARN exited: cart\n");
  EXPECT_NE(find_row(evidence, "Exception while reading the cart"), nullptr);
  EXPECT_NE(find_row(evidence, "Error connecting to the pool"), nullptr);
  ASSERT_NE(find_row(evidence, "exited: cart"), nullptr);
  EXPECT_EQ(find_row(evidence, "exited: cart")->level, LogLevel::warning);
}

TEST(LogReading, a_mark_before_the_first_line_is_no_part_of_it) {
  const Evidence evidence = gather_text(
      "\xEF\xBB\xBF"
      "2026-06-24 14:39:00 ERROR no route\n2026-06-24 14:39:01 INFO fine\n");
  EXPECT_EQ(evidence.inputs[0].records, 2u);
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2026-06-24T14:39:00Z");
  ASSERT_NE(find_row(evidence, "no route"), nullptr);
  EXPECT_EQ(find_row(evidence, "no route")->first.begin, 3u);
  EXPECT_EQ(find_row(evidence, "no route")->first.size, 34u);
}

TEST(LogReading, a_clock_behind_a_date_of_an_unknown_order_is_no_time_of_its_own) {
  const Evidence evidence = gather_text("2026/24/06 14:39:00 no route\n2026/24/06 14:39:01 no route\n");
  EXPECT_EQ(codes_of(evidence), "not-recognised ");
}

TEST(LogReading, a_day_beyond_the_twelfth_tells_that_days_come_first) {
  const Evidence text = gather_text("05/06/2026 14:39:00 ERROR no route\n24/06/2026 14:39:01 ERROR no route\n");
  EXPECT_EQ(write_instant(*text.inputs[0].first), "2026-06-05T14:39:00Z");
  EXPECT_EQ(write_instant(*text.inputs[0].last), "2026-06-24T14:39:01Z");
  EXPECT_EQ(codes_of(text).find("date-order"), std::string::npos);
  const Evidence table = gather_text(
      "Level,Date and Time,Source,Message\nError,05/06/2026 14:39:00,Cart,no route\nError,24/06/2026 14:39:01,Cart,no "
      "route\n");
  EXPECT_EQ(write_instant(*table.inputs[0].first), "2026-06-05T14:39:00Z");
}

TEST(LogReading, where_no_day_tells_the_order_of_dates_other_inputs_do_and_it_is_said) {
  const NamedSource both[] = {
      source_of("cart.log", "05/06/2026 14:39:00 ERROR no route\n05/06/2026 14:39:01 ERROR no route\n"),
      source_of("pay.log", "2026-06-05T14:40:00Z ERROR no cart\n")};
  const Evidence evidence = gather(both, {});
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2026-06-05T14:39:00Z");
  EXPECT_NE(codes_of(evidence).find("date-order-inferred"), std::string::npos);
  const Evidence alone = gather_text("05/06/2026 14:39:00 ERROR no route\n05/07/2026 14:39:01 ERROR no route\n");
  EXPECT_EQ(write_instant(*alone.inputs[0].first), "2026-06-05T14:39:00Z");  // the file was changed in June
  const Evidence same = gather_text("06/06/2026 14:39:00 ERROR no route\n");
  EXPECT_EQ(codes_of(same).find("date-order"), std::string::npos);
}

TEST(LogReading, marks_within_messages_tell_how_grave_they_are) {
  const Evidence evidence = gather_text(
      "Jun 24 14:39:00 node-1 kubelet[4242]: E0624 14:39:00.123456    4242 pod_workers.go:190] no image\n"
      "Jun 24 14:39:01 sw-1 71: *Jun 24 14:39:01.123: %LINK-3-UPDOWN: the link is down\n"
      "Jun 24 14:39:02 mail-1 dovecot: imap(noor)<4242><abc>: Error: the inbox is damaged\n");
  for (const std::string_view text : {"no image", "the link is down", "the inbox is damaged"}) {
    ASSERT_NE(find_row(evidence, text), nullptr) << text;
    EXPECT_EQ(find_row(evidence, text)->level, LogLevel::error) << text;
  }
}

TEST(LogReading, cells_may_be_set_off_by_tabs_and_their_names_by_spaces) {
  const Evidence evidence = gather_text(
      "#Version: 1.0\n#Fields: date time x-edge-location cs-method cs-uri-stem sc-status time-taken\n"
      "2026-06-24\t14:39:00\tFRA56-C1\tGET\t/cart\t200\t0.001\n2026-06-24\t14:39:01\tFRA56-C1\tGET\t/pay\t502\t10.5\n");
  EXPECT_EQ(evidence.inputs[0].records, 2u);
  EXPECT_EQ(write_instant(*evidence.inputs[0].last), "2026-06-24T14:39:01Z");
  ASSERT_EQ(evidence.series.size(), 3u);
  EXPECT_EQ(evidence.series[2].values.back(), 10.5);
}

TEST(LogReading, a_whole_number_behind_a_request_is_microseconds_if_it_is_large_and_nothing_if_not) {
  const Evidence evidence = gather_text(
      "203.0.113.7 - - [24/Jun/2026:14:39:00 +0000] \"GET /cart HTTP/1.1\" 200 134 \"-\" \"curl\" 250000\n"
      "203.0.113.7 - - [24/Jun/2026:14:39:01 +0000] \"GET /cart HTTP/1.1\" 200 134 \"-\" \"curl\" 90\n");
  ASSERT_EQ(evidence.series.size(), 3u);
  EXPECT_EQ(evidence.series[2].values.front(), 0.25);
  EXPECT_TRUE(evidence.series[2].values.size() == 1 || std::isnan(evidence.series[2].values.back()));
}

TEST(LogReading, what_no_line_is_is_counted_as_a_log_too) {
  const Evidence evidence = gather_text(
      R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
      R"("scopeLogs":[{"logRecords":[{"timeUnixNano":"1782311940123456789","severityText":"ERROR",)"
      R"("body":{"stringValue":"cannot connect"}}]}]}]})",
      {}, "otel.jsonl");
  ASSERT_EQ(evidence.logs.rows.size(), 1u);
  EXPECT_EQ(evidence.logs.rows[0].service, "shop");
  EXPECT_EQ(evidence.logs.rows[0].level, LogLevel::error);
  EXPECT_EQ(evidence.logs.rows[0].first.line, 1u);
  EXPECT_TRUE(evidence.logged.empty());
  EXPECT_EQ(evidence.inputs[0].records, 1u);
}

TEST(LogReading, what_is_inferred_is_said) {
  const Evidence evidence =
      gather_text("Jun 23 14:39:00 web-1 cron[12]: started\nJun 23 14:40:00 web-1 cron[12]: done\n");
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2026-06-23T14:39:00Z");
  EXPECT_NE(codes_of(evidence).find("year-inferred"), std::string::npos);
  EXPECT_NE(codes_of(evidence).find("zone-assumed"), std::string::npos);
  GatherOptions options;
  options.zone = read_zone("Europe/Berlin");
  const Evidence zoned = gather_text("Jun 23 14:39:00 web-1 cron[12]: started\n", options);
  EXPECT_EQ(write_instant(*zoned.inputs[0].first), "2026-06-23T12:39:00Z");
  EXPECT_EQ(codes_of(zoned).find("zone-assumed"), std::string::npos);
}

TEST(LogReading, december_comes_before_january) {
  const Evidence evidence = gather_text("Dec 31 23:59:59 web-1 cron[12]: old\nJan  1 00:00:01 web-1 cron[12]: new\n");
  EXPECT_EQ(write_instant(*evidence.inputs[0].first), "2025-12-31T23:59:59Z");
  EXPECT_EQ(write_instant(*evidence.inputs[0].last), "2026-01-01T00:00:01Z");
}

TEST(LogReading, lines_without_a_time_and_clocks_that_step_back_are_found) {
  std::string text;
  for (int i = 10; i < 20; ++i) text += "2026-06-24 14:39:" + std::to_string(i) + " fine\n";
  text += "what is this\n2026-06-24 13:00:00 earlier\n";
  const Evidence evidence = gather_text(text);
  EXPECT_NE(codes_of(evidence).find("no-time"), std::string::npos);
  EXPECT_NE(codes_of(evidence).find("clock-stepped-back"), std::string::npos);
  EXPECT_EQ(evidence.inputs[0].unread, 1u);
}

TEST(LogReading, requests_become_series) {
  std::string text;
  for (int i = 10; i < 40; ++i)
    text += "203.0.113.7 - - [24/Jun/2026:14:39:" + std::to_string(i) + " +0000] \"GET /cart HTTP/1.1\" " +
            (i < 30 ? "200" : "503") + " 134 \"-\" \"curl\" 0.250\n";
  const Evidence evidence = gather_text(text, {}, "nginx/access.log");
  ASSERT_EQ(evidence.series.size(), 3u);
  EXPECT_EQ(evidence.series[0].service, "nginx");
  EXPECT_EQ(evidence.series[1].kind, SeriesKind::errors);
  EXPECT_EQ(evidence.series[1].values.front(), 0);
  EXPECT_EQ(evidence.series[1].values.back(), 1);
  EXPECT_EQ(evidence.series[2].values.front(), 0.25);
}

TEST(LogReading, the_number_of_threads_changes_nothing) {
  std::string text;
  for (int i = 0; text.size() < 11'000'000; ++i) {
    const Instant at = (june_2026 + i / 50) * one_second;
    text += write_instant(at) + " web-" + std::to_string(i % 3) + " cart[" + std::to_string(i) + "]: took lock " +
            std::to_string(i * 7) + " of user" + std::string(1, static_cast<char>('a' + i % 26)) + " after a while\n";
    if (i % 17 == 0) text += "  and it goes on here\n";
  }
  const NamedSource sources[] = {source_of("a.log", text), source_of("b.log", text.substr(0, 5'000'000))};
  GatherOptions one, four;
  one.threads = 1;
  four.threads = 4;
  const Evidence a = gather(sources, one), b = gather(sources, four);
  EXPECT_EQ(a.inputs[0].sha256, b.inputs[0].sha256);
  ASSERT_EQ(a.logs.templates, b.logs.templates);
  ASSERT_EQ(a.logs.rows.size(), b.logs.rows.size());
  for (std::size_t i = 0; i < a.logs.rows.size(); ++i) {
    EXPECT_EQ(a.logs.rows[i].first, b.logs.rows[i].first);
    ASSERT_EQ(a.logs.rows[i].cells.size(), b.logs.rows[i].cells.size());
    for (std::size_t k = 0; k < a.logs.rows[i].cells.size(); ++k) {
      const Place place = a.logs.rows[i].cells[k].first;
      ASSERT_EQ(place, b.logs.rows[i].cells[k].first);
      if (k % 500 == 0 && place.input == 0)  // the place is a record, and its line number is right
        ASSERT_EQ(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place.begin), '\n') + 1,
                  static_cast<std::int64_t>(place.line));
    }
  }
}

TEST(LogReading, hostile_bytes_are_read_through) {
  std::string text = "2026-06-24 14:39:00 start\n";
  text += "2026-06-24 14:39:01 " + std::string(1 << 20, 'x') + "\n";
  text += std::string("2026-06-24 14:39:02 nul \0 byte\n", 31) + "2026-06-24 14:39:03 latin \xe9\xff\n";
  text += "{\"a\":" + std::string(100'000, '[') + "\n";
  const Evidence evidence = gather_text(text);
  EXPECT_EQ(evidence.inputs[0].records, 4u);
  const Evidence nested =
      gather_text("{\"time\":\"2026-06-24T14:39:00Z\",\"msg\":\"a\",\"b\":" + std::string(100'000, '[') +
                  "\n{\"time\":\"2026-06-24T14:39:00Z\",\"msg\":\"a\"}\n");
  EXPECT_GE(nested.inputs[0].records, 1u);
}

}  // namespace
}  // namespace afterword
