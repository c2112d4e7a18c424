#include <gtest/gtest.h>

#include <string>

#include "shop.h"

/// Whole incidents as they happen in practice, each with changes that look guilty and are not.

namespace afterword {
namespace {

TEST(Incidents, a_smaller_pool) {
  Shop shop = make_shop("gate", "gate answers 503");
  shop.add_series("orders", "db_pool_wait_ms", SeriesKind::latency, 1, 900);
  shop.add_message("orders", LogLevel::error, "could not get a connection from the pool within 5s", onset_minute,
                   minutes);
  shop.add_message("gate", LogLevel::error, "upstream orders answered 503", onset_minute, minutes);
  shop.add_commit(
      41, culprit, "orders", "Settings in one place", "deploy/orders/values.yaml",
      "@@ -4,5 +4,5 @@ database:\n   host: db\n-  max_open_connections: 80\n+  max_open_connections: 8\n   ssl: on\n");
  add_tidying(shop, "gate");
  shop.add_commit(30, earlier, "stock", "More connections to the database", "deploy/stock/values.yaml",
                  "@@ -4,5 +4,5 @@ database:\n-  max_open_connections: 40\n+  max_open_connections: 60\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_flag_whose_path_fails) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "express checkout: no such price list express_v2", onset_minute, minutes);
  shop.add_flag(onset_minute - 1, "express_checkout", "orders");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), "express_checkout") << shop.told();
}

TEST(Incidents, a_dependency_of_a_new_major_version) {
  Shop shop = make_shop("stock", "stock fails");
  shop.add_message("stock", LogLevel::error, "redis: WRONGPASS invalid username-password pair", onset_minute, minutes);
  shop.add_commit(
      44, culprit, "stock", "Bump dependencies", "stock/go.mod",
      "@@ -7,3 +7,3 @@ require (\n-\tgithub.com/redis/go-redis v8.11.5\n+\tgithub.com/redis/go-redis v9.0.2\n");
  shop.add_commit(
      30, earlier, "stock", "Bump dependencies", "stock/go.mod",
      "@@ -7,3 +7,3 @@ require (\n-\tgithub.com/stretchr/testify v1.8.0\n+\tgithub.com/stretchr/testify v1.8.1\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_migration_that_locks) {
  Shop shop = make_shop("orders", "orders time out");
  shop.add_message("orders", LogLevel::error, "canceling statement due to lock timeout: update orders", onset_minute,
                   minutes);
  shop.add_commit(onset_minute - 2, culprit, "orders", "Keep the currency", "orders/migrations/0042.sql",
                  "@@ -0,0 +1,2 @@\n+ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';\n+UPDATE "
                  "orders SET currency = 'EUR';\n");
  shop.add_commit(48, earlier, "orders", "Find orders by customer", "orders/migrations/0041.sql",
                  "@@ -0,0 +1 @@\n+CREATE INDEX CONCURRENTLY orders_customer ON orders (customer);\n");
  add_tidying(shop, "gate", onset_minute - 1);
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, an_index_that_was_dropped) {
  Shop shop = make_shop("gate", "gate is slow");
  shop.add_series("orders", "db_query_p99_ms", SeriesKind::latency, 8, 2600);
  shop.add_message("orders", LogLevel::warning, "slow query 2600 ms: select * from orders where customer = $1",
                   onset_minute, minutes);
  shop.add_commit(52, culprit, "orders", "Remove what is unused", "orders/migrations/0043.sql",
                  "@@ -0,0 +1 @@\n+DROP INDEX orders_customer;\n");
  add_tidying(shop, "gate");
  shop.add_commit(57, earlier, "orders", "Log slow queries", "orders/db.go",
                  "@@ -3,2 +3,3 @@\n+\tlog.Printf(\"slow query %d ms: %s\", ms, query)\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_certificate_that_expired) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "call of stock failed: x509: certificate has expired or is not yet valid",
                   onset_minute, minutes);
  add_tidying(shop, "orders");
  shop.add_commit(
      40, earlier, "orders", "Ask stock a little longer", "orders/client.go",
      "@@ -3,1 +3,1 @@\n-\tconst stockTimeout = 2 * time.Second\n+\tconst stockTimeout = 3 * time.Second\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_leak_by_a_change_of_days_ago) {
  Shop shop = make_shop("stock", "stock restarts");
  shop.add_message("stock", LogLevel::error, "out of memory: killed process stock", onset_minute, minutes);
  Series memory{.name = "process_resident_memory_bytes",
                .service = "stock",
                .host = {},
                .labels = {},
                .kind = SeriesKind::resource,
                .times = {},
                .values = {},
                .place = {}};
  for (int i = -3 * day; i < minutes; i += 10) {
    memory.times.push_back(start + i * minute);
    memory.values.push_back(i < -2 * day ? 2e8 : i < onset_minute ? 2e8 + 1.3e6 * (i + 2 * day) / 10 : 3e8);
  }
  shop.evidence.series.push_back(memory);
  shop.add_commit(
      -2 * day, culprit, "stock", "Remember prices", "stock/prices.go",
      "@@ -3,3 +3,6 @@ func (s *Server) Price(id string) Price {\n+\tif p, ok := s.remembered[id]; ok {\n+\t\treturn "
      "p\n+\t}\n"
      "-\treturn s.load(id)\n+\tp := s.load(id)\n+\ts.remembered[id+time.Now().String()] = p\n+\treturn p\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_provider_without_a_status_page) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error,
                   "charge failed: POST https://api.paywell.com/v1/charges: 503 Service Unavailable", onset_minute,
                   minutes);
  add_tidying(shop, "orders");
  shop.add_commit(45, earlier, "orders", "Retry charges less hastily", "orders/pay.go",
                  "@@ -3,1 +3,1 @@\n-\tconst chargeBackoff = 100 * time.Millisecond\n+\tconst chargeBackoff = 200 * "
                  "time.Millisecond\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, the_status_page_of_a_provider_that_has_nothing_to_do_with_it) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "cannot parse delivery date \"31/12/2026\"", onset_minute, minutes);
  shop.add_commit(
      51, culprit, "orders", "Write dates as customers do", "orders/dates.go",
      "@@ -3,1 +3,1 @@\n-\tconst deliveryLayout = \"2006-01-02\"\n+\tconst deliveryLayout = \"01/02/2006\"\n");
  StatusEvent status;
  status.at = start + (onset_minute - 5) * minute;
  status.provider = "hub";
  status.text = "Delays in running workflows for some repositories";
  shop.evidence.statuses.push_back(status);
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_disk_that_breaks) {
  Shop shop = make_shop("stock", "stock fails");
  shop.add_message("kernel", LogLevel::error, "blk_update_request: I/O error, dev sdb, sector 998", onset_minute,
                   minutes);
  shop.add_message("stock", LogLevel::error, "write failed: input/output error", onset_minute, minutes);
  add_tidying(shop, "stock");
  shop.add_commit(45, earlier, "stock", "Write stock levels in larger pieces", "stock/store.go",
                  "@@ -3,1 +3,1 @@\n-\tconst writeSize = 4096\n+\tconst writeSize = 8192\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_rate_limit_with_a_digit_less) {
  Shop shop = make_shop("gate", "customers get 429");
  shop.add_message("gate", LogLevel::warning, "429 too many requests: rate limit of customer exceeded", onset_minute,
                   minutes);
  shop.add_commit(50, culprit, "gate", "Round the limits", "gate/limits.yaml",
                  "@@ -2,2 +2,2 @@ limits:\n-  per_customer_rate: 1000\n+  per_customer_rate: 100\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, more_retries_that_drown_what_they_call) {
  Shop shop = make_shop("stock", "stock is overloaded");
  shop.add_series("stock", "calls_per_second", SeriesKind::requests, 80, 560);
  shop.add_series("stock", "cpu_utilisation", SeriesKind::saturation, 0.4, 1);
  shop.add_message("stock", LogLevel::error, "overloaded, shedding call", onset_minute, minutes);
  shop.add_message("orders", LogLevel::error, "stock unavailable, retry 7", onset_minute, minutes);
  shop.add_commit(55, culprit, "orders", "Be more patient with stock", "orders/client.go",
                  "@@ -3,1 +3,1 @@\n-\tconst maxRetries = 1\n+\tconst maxRetries = 9\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_variable_that_was_renamed) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::fatal, "missing setting ORDERS_DATABASE_URL", onset_minute, minutes);
  shop.add_commit(
      onset_minute - 1, culprit, "orders", "One name for all", "deploy/orders/env.yaml",
      "@@ -2,2 +2,2 @@ env:\n-  ORDERS_DATABASE_URL: postgres://db/orders\n+  DATABASE_URL: postgres://db/orders\n");
  shop.add_commit(40, earlier, "orders", "Check settings earlier", "orders/main.go",
                  "@@ -3,2 +3,4 @@\n+\tif os.Getenv(\"ORDERS_DATABASE_URL\") == \"\" {\n+\t\treturn "
                  "errors.New(\"missing setting\")\n+\t}\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, rows_that_are_no_longer_closed) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_series("orders", "db_connections_open", SeriesKind::saturation, 12, 100, onset_minute - 15);
  shop.add_message("orders", LogLevel::error, "pq: sorry, too many clients already", onset_minute, minutes);
  shop.add_commit(
      42, culprit, "orders", "Read orders in one go", "orders/list.go",
      "@@ -5,5 +5,4 @@\n \trows, err := db.Query(listOrders)\n-\tdefer rows.Close()\n \tfor rows.Next() {\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, an_allowance_that_was_taken_away) {
  Shop shop = make_shop("gate", "customers get 403");
  shop.add_message("gate", LogLevel::warning, "403 forbidden: role buyer may not call POST /orders", onset_minute,
                   minutes);
  shop.add_commit(49, culprit, "gate", "Fewer roles", "gate/policy.yaml",
                  "@@ -4,6 +4,5 @@ POST /orders:\n   - admin\n-  - buyer\n   - seller\n");
  add_tidying(shop, "gate");
  shop.add_commit(53, earlier, "gate", "Count 403 by role", "gate/metrics.go",
                  "@@ -4,2 +4,3 @@\n+\tmetrics.Forbidden.WithLabel(role).Inc()\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, an_expression_that_backtracks) {
  Shop shop = make_shop("gate", "gate is slow");
  shop.add_series("gate", "cpu_utilisation", SeriesKind::saturation, 0.3, 1);
  shop.add_series("gate", "latency_p99_ms", SeriesKind::latency, 40, 9000);
  shop.add_message("gate", LogLevel::error, "request took longer than 10s in filter address", onset_minute, minutes);
  shop.add_commit(56, culprit, "gate", "Recognise more addresses", "gate/filter/address.go",
                  "@@ -3,1 +3,1 @@\n-var address = regexp.MustCompile(`^[a-z]+@[a-z]+$`)\n+var address = "
                  "regexp.MustCompile(`^(([a-z])+.)+@[a-z]+$`)\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_change_of_another_service_that_shares_words_is_no_cause) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "failed to unmarshal StockReply: wrong wire type 2 for field amount",
                   onset_minute, minutes);
  shop.add_commit(54, culprit, "stock", "Amounts are texts", "stock/api/stock.proto",
                  "@@ -3,1 +3,1 @@ message StockReply {\n-  int64 amount = 2;\n+  string amount = 2;\n");
  shop.add_commit(56, earlier, "reports", "Show the amount in reports", "reports/amount.py",
                  "@@ -1,2 +1,2 @@\n-show(amount)\n+show(amount, currency)\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, more_traffic_than_ever_at_the_one_entry) {
  Shop shop;
  for (const std::string service : {"gate", "orders"}) {
    shop.add_series(service, "requests_per_second", SeriesKind::requests, 90, 500, onset_minute - 2);
    shop.add_series(service, "latency_p99_ms", SeriesKind::latency, 60, 3000);
  }
  shop.evidence.calls = {{"gate", "orders", 100}};
  shop.add_series("gate", "http_error_ratio", SeriesKind::error_share, 0.001, 0.5);
  shop.add_message("orders", LogLevel::error, "queue is full, request refused", onset_minute, minutes);
  shop.add_alert("gate", "gate answers 503");
  add_tidying(shop, "orders");
  shop.add_commit(
      30, earlier, "orders", "Wait a little less in the queue", "orders/queue.go",
      "@@ -3,1 +3,1 @@\n-\tconst queueWait = 300 * time.Millisecond\n+\tconst queueWait = 200 * time.Millisecond\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_daily_rise_of_traffic_is_no_surge) {
  Shop shop;
  for (const std::string service : {"gate", "orders"}) {
    shop.add_series(service, "requests_per_second", SeriesKind::requests, 90, 125, onset_minute - 20);
  }
  shop.evidence.calls = {{"gate", "orders", 100}};
  shop.add_series("orders", "http_error_ratio", SeriesKind::error_share, 0.001, 0.5);
  shop.add_message("orders", LogLevel::error, "coupon without a value: nil pointer dereference", onset_minute, minutes);
  shop.add_alert("orders", "orders fail");
  shop.add_commit(
      55, culprit, "orders", "Simplify coupons", "orders/coupon.go",
      "@@ -3,4 +3,1 @@ func value(c *Coupon) int {\n-\tif c == nil {\n-\t\treturn 0\n-\t}\n \treturn c.Value\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_queue_consumer_that_takes_too_much_at_once) {
  Shop shop = make_shop("orders", "orders lag behind");
  shop.add_series("orders", "kafka_consumer_lag", SeriesKind::saturation, 20, 90000, onset_minute - 4);
  shop.add_message("orders", LogLevel::warning, "consumer left the group: max.poll.interval.ms exceeded",
                   onset_minute - 4, minutes);
  shop.add_commit(
      50, culprit, "orders", "Fewer round trips", "orders/application.properties",
      "@@ -2,2 +2,2 @@\n-spring.kafka.consumer.max-poll-records=100\n+spring.kafka.consumer.max-poll-records=20000\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_cache_key_that_forgets_the_customer) {
  Shop shop = make_shop("gate", "customers see other customers' baskets");
  shop.add_message("gate", LogLevel::error, "basket 771 does not belong to customer 12, refused", onset_minute,
                   minutes);
  shop.add_commit(53, culprit, "orders", "Shorter cache keys", "orders/basket/cache.go",
                  "@@ -3,1 +3,1 @@\n-\tkey := fmt.Sprintf(\"basket:%s:%s\", customer, day)\n+\tkey := "
                  "fmt.Sprintf(\"basket:%s\", day)\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_memory_limit_that_is_too_small) {
  Shop shop = make_shop("stock", "stock restarts");
  shop.add_message("stock", LogLevel::error, "container stock was OOMKilled, restarting", onset_minute, minutes);
  shop.add_commit(55, culprit, "stock", "Right-size the pods", "deploy/stock/deployment.yaml",
                  "@@ -9,4 +9,4 @@ resources:\n   limits:\n-    memory: 2Gi\n+    memory: 256Mi\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_certificate_that_a_change_replaced) {
  Shop shop = make_shop("gate", "gate answers 502");
  shop.add_message("gate", LogLevel::error, "upstream orders: x509: certificate signed by unknown authority",
                   onset_minute, minutes);
  shop.add_commit(
      57, culprit, "gate", "New bundle of authorities", "gate/tls/settings.yaml",
      "@@ -2,2 +2,2 @@ tls:\n-  authority: /etc/ssl/internal-2024.pem\n+  authority: /etc/ssl/internal-2026.pem\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_selector_that_selects_nothing) {
  Shop shop = make_shop("gate", "gate answers 503");
  shop.add_message("gate", LogLevel::error, "no healthy upstream for cluster orders", onset_minute, minutes);
  shop.add_commit(onset_minute - 1, culprit, "orders", "Labels as everywhere", "deploy/orders/service.yaml",
                  "@@ -4,3 +4,3 @@ spec:\n   selector:\n-    app: orders\n+    app: orders-api\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, what_one_customer_sends_is_no_change_of_ours) {
  Shop shop = make_shop("orders", "orders are slow");
  shop.evidence.series.clear();
  for (const std::string service : {"gate", "orders", "stock"}) {
    shop.add_series(service, "requests_per_second", SeriesKind::requests, 80, 420, onset_minute - 1);
  }
  shop.add_series("orders", "http_error_ratio", SeriesKind::error_share, 0.002, 0.4);
  shop.add_message("orders", LogLevel::warning, "thread pool is busy, request waits", onset_minute, minutes);
  add_tidying(shop, "orders");
  shop.add_flag(onset_minute - 3, "orders_new_colours", "orders");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_store_of_the_cloud_that_fails) {
  Shop shop = make_shop("stock", "uploads fail");
  shop.add_message("stock", LogLevel::error,
                   "PutObject https://pictures.s3.eu-west-1.amazonaws.com/a.png: 503 SlowDown", onset_minute, minutes);
  StatusEvent status;
  status.at = start + (onset_minute + 6) * minute;
  status.provider = "aws";
  status.text = "Increased error rates for S3 PutObject in eu-west-1";
  shop.evidence.statuses.push_back(status);
  shop.add_commit(54, earlier, "stock", "Upload pictures in the background", "stock/upload.go",
                  "@@ -3,2 +3,2 @@\n-\tclient.PutObject(ctx, picture)\n+\tgo client.PutObject(ctx, picture)\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_provider_that_is_called_wrongly_is_a_change_of_ours) {
  Shop shop = make_shop("orders", "charges fail");
  shop.add_message("orders", LogLevel::error, "POST https://api.paywell.com/v2/charges: 401 invalid api key",
                   onset_minute, minutes);
  shop.add_commit(56, culprit, "orders", "Keys from one place", "deploy/orders/values.yaml",
                  "@@ -4,3 +4,3 @@ paywell:\n-  api_key: ref+vault://orders/paywell#live\n+  api_key: "
                  "ref+vault://orders/paywell#key\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_resolver_that_fails) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "dial tcp: lookup stock.internal on 10.0.0.2:53: server misbehaving",
                   onset_minute, minutes);
  shop.add_message("gate", LogLevel::error, "dial tcp: lookup orders.internal on 10.0.0.2:53: i/o timeout",
                   onset_minute, minutes);
  shop.add_commit(50, earlier, "orders", "One dialler for all", "orders/client.go",
                  "@@ -3,2 +3,2 @@\n-\tconn, err := dial(stock)\n+\tconn, err := dialer.Dial(stock)\n");
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Incidents, a_job_that_runs_at_the_wrong_time) {
  Shop shop = make_shop("orders", "orders are slow");
  shop.add_series("orders", "db_cpu_utilisation", SeriesKind::saturation, 0.3, 0.99);
  shop.add_message("reports", LogLevel::info, "nightly report begins, reading all orders", onset_minute,
                   onset_minute + 1);
  shop.add_message("orders", LogLevel::error, "statement timeout after 3000 ms", onset_minute, minutes);
  shop.add_commit(35, culprit, "reports", "Report on time", "deploy/reports/cron.yaml",
                  "@@ -2,2 +2,2 @@ report:\n-  schedule: \"0 2 * * *\"\n+  schedule: \"0 * * * *\"\n");
  add_tidying(shop, "orders");
  shop.evidence.calls.push_back({"reports", "orders", 10});
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Incidents, a_node_that_went_away) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("kubelet", LogLevel::warning, "NodeNotReady: node pool-3-x7 stopped posting status", onset_minute,
                   minutes);
  shop.add_message("orders", LogLevel::error, "connect to stock: connection timed out", onset_minute, minutes);
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

}  // namespace
}  // namespace afterword
