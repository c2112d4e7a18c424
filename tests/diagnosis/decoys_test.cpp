#include <gtest/gtest.h>

#include <string>

#include "shop.h"

/// Incidents in which what looks guilty is not: nobody's change, an older one, one elsewhere, one that came too late.

namespace afterword {
namespace {

Change make_change(ChangeKind kind, int at, const std::string& id, const std::string& service,
                   const std::string& message) {
  Change change;
  change.kind = kind;
  change.at = start + at * minute;
  change.id = id;
  change.service = service;
  change.message = message;
  return change;
}

void add_status(Shop& shop, int at, const std::string& provider, const std::string& text) {
  StatusEvent status;
  status.at = start + at * minute;
  status.provider = provider;
  status.text = text;
  shop.evidence.statuses.push_back(status);
}

TEST(Decoys, a_provider_named_by_its_library_and_its_status_page_beside_a_longer_timeout) {
  Shop shop = make_shop("orders", "orders cannot charge");
  shop.add_message("orders", LogLevel::error, "paywell: api_connection_error: gateway answered 503, request req_8812",
                   onset_minute, minutes);
  add_status(shop, onset_minute + 4, "paywell", "Elevated error rates for the gateway of charges");
  shop.add_commit(
      onset_minute - 4, late, "orders", "Wait for paywell a little longer", "orders/pay.go",
      "@@ -3,1 +3,1 @@\n-\tconst chargeTimeout = 8 * time.Second\n+\tconst chargeTimeout = 10 * time.Second\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, an_address_of_our_own_that_fails_is_no_provider) {
  Shop shop = make_shop("gate", "gate answers 502");
  shop.add_message("gate", LogLevel::error, "GET https://orders.tinyshop.com/v1/basket: 500 Internal Server Error",
                   onset_minute, minutes);
  shop.add_message("orders", LogLevel::error, "basket has no currency: nil pointer dereference", onset_minute, minutes);
  shop.add_commit(50, culprit, "orders", "Simplify baskets", "orders/basket.go",
                  "@@ -3,4 +3,1 @@ func total(b *Basket) int {\n-\tif b.Currency == nil {\n-\t\treturn 0\n-\t}\n "
                  "\treturn b.Currency.Sum(b)\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_provider_that_refuses_what_we_send_is_a_change_of_ours) {
  Shop shop = make_shop("orders", "labels are not printed");
  shop.add_message("orders", LogLevel::error,
                   "POST https://api.parcelhub.io/labels: 422 Unprocessable Entity: weight must be in grams",
                   onset_minute, minutes);
  shop.add_commit(48, culprit, "orders", "Kilograms everywhere", "orders/label.go",
                  "@@ -3,1 +3,1 @@\n-\treq.Weight = item.Grams\n+\treq.Weight = item.Kilograms\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_certificate_that_expired_as_java_says_it) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error,
                   "PKIX path validation failed: java.security.cert.CertificateExpiredException: NotAfter: Fri Jan 15 "
                   "08:00:00 UTC 2027",
                   onset_minute, minutes);
  add_tidying(shop, "orders");
  shop.add_flag(onset_minute - 6, "gift_cards", "orders");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, a_certificate_that_expired_as_its_client_is_told) {
  Shop shop = make_shop("gate", "gate answers 525");
  shop.add_message("gate", LogLevel::error, "remote error: tls: expired certificate", onset_minute, minutes);
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, a_quota_that_is_used_up_is_no_change_of_ours) {
  Shop shop = make_shop("orders", "addresses are not found");
  shop.add_message("orders", LogLevel::error, "geocoder: daily quota exceeded for project shop, resets at midnight",
                   onset_minute, minutes);
  add_tidying(shop, "orders");
  shop.add_commit(
      30, earlier, "orders", "Show the address in one line", "orders/address.go",
      "@@ -3,2 +3,1 @@\n-\tshow(address.Street)\n-\tshow(address.City)\n+\tshow(address.Street, address.City)\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, a_quota_that_a_new_loop_uses_up_is_a_change_of_ours) {
  Shop shop = make_shop("orders", "addresses are not found");
  shop.add_message("orders", LogLevel::error, "geocoder: rate quota exceeded, lookup of address refused", onset_minute,
                   minutes);
  shop.add_commit(54, culprit, "orders", "Check addresses at once", "orders/address.go",
                  "@@ -3,2 +3,4 @@\n-\tp := geocoder.Lookup(address)\n+\tfor _, line := range address.Lines {\n"
                  "+\t\tpoints = append(points, geocoder.Lookup(line))\n+\t}\n+\tgeocoder.Fetch(points)\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, memory_of_a_machine_that_breaks) {
  Shop shop = make_shop("stock", "stock fails");
  shop.add_message("kernel", LogLevel::error, "EDAC MC0: 1 UE memory read error on CPU_SrcID#0_Ha#0_Chan#1_DIMM#0",
                   onset_minute, minutes);
  shop.add_message("stock", LogLevel::error, "worker died by signal 7 (SIGBUS)", onset_minute, minutes);
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, an_array_of_disks_that_degrades) {
  Shop shop = make_shop("stock", "stock is slow");
  shop.add_message("kernel", LogLevel::error, "md/raid1:md0: Disk failure on nvme1n1, disabling device", onset_minute,
                   onset_minute + 3);
  shop.add_message("kernel", LogLevel::error, "nvme nvme1: controller is down; will reset", onset_minute, minutes);
  shop.add_message("stock", LogLevel::error, "commit took 31 s", onset_minute, minutes);
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, the_rollback_that_did_not_help_does_not_prove_the_change_guilty) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "price list is empty: no prices of region north", onset_minute, minutes);
  shop.add_commit(49, culprit, "orders", "Prices by region", "orders/prices.sql",
                  "@@ -3,1 +3,1 @@\n-SELECT * FROM prices WHERE region = $1 OR region IS NULL\n+SELECT * FROM prices "
                  "WHERE region = $1\n");
  const std::string diff =
      "@@ -3,1 +3,1 @@\n-\tconst basketLifetime = 20 * time.Minute\n+\tconst basketLifetime = 15 * time.Minute\n";
  shop.add_commit(57, late, "orders", "Forget baskets earlier", "orders/basket.go", diff);
  shop.add_commit(64, "dddddddddddddddddddddddddddddddddddddddd", "orders", "Revert \"Forget baskets earlier\"",
                  "orders/basket.go",
                  "@@ -3,1 +3,1 @@\n-\tconst basketLifetime = 15 * time.Minute\n+\tconst basketLifetime = 20 * "
                  "time.Minute\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, of_two_rollbacks_the_one_that_helped_tells) {
  Shop shop;
  shop.add_series("orders", "http_error_ratio", SeriesKind::error_share, 0.002, 0.4, onset_minute, 83);
  shop.add_message("orders", LogLevel::info, "orders answered", 0, minutes);
  shop.add_message("orders", LogLevel::error, "order refused", onset_minute, 83);
  shop.add_alert("orders", "orders fail");
  shop.add_flag(56, "cheap_shipping", "orders");
  shop.add_flag(57, "new_colours", "orders");
  const auto off = [&](int at, const std::string& id) {
    shop.add_flag(at, id, "orders");
    for (Change& change : shop.evidence.changes) {
      if (change.id == id && change.at == start + at * minute) {
        std::swap(change.from, change.to);
      }
    }
  };
  off(66, "new_colours");
  off(82, "cheap_shipping");
  EXPECT_EQ(shop.blamed(), "cheap_shipping") << shop.told();
}

TEST(Decoys, of_two_changes_at_the_same_time_the_later_one_is_innocent) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "voucher is missing field expiry", onset_minute, minutes);
  shop.add_commit(
      58, culprit, "orders", "Vouchers without an end", "orders/voucher.go",
      "@@ -3,2 +3,1 @@ func encode(v Voucher) {\n-\tw.field(\"expiry\", v.Expiry)\n \tw.field(\"id\", v.ID)\n");
  shop.add_commit(59, late, "orders", "Count orders by country", "orders/metrics.go",
                  "@@ -3,1 +3,2 @@\n+\tmetrics.Orders.WithLabel(country).Inc()\n");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_deploy_during_an_outage_of_a_provider) {
  Shop shop = make_shop("orders", "orders cannot charge");
  shop.add_message("orders", LogLevel::error, "charge failed: Post https://api.paywell.com/v1/charges: EOF",
                   onset_minute, minutes);
  shop.add_commit(onset_minute + 5, late, "orders", "Charge through one client", "orders/pay.go",
                  "@@ -3,2 +3,1 @@\n-\tif client == nil {\n-\t\treturn errNoClient\n-\t}\n+\tclient.Charge(ctx)\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, handles_that_leak_since_a_deploy_of_nine_hours_ago_and_three_deploys_after_it) {
  Shop shop = make_shop("stock", "stock fails");
  shop.add_message("stock", LogLevel::error, "accept: too many open files", onset_minute, minutes);
  Series handles{.name = "process_open_fds",
                 .service = "stock",
                 .host = {},
                 .labels = {},
                 .kind = SeriesKind::saturation,
                 .times = {},
                 .values = {},
                 .place = {}};
  for (int i = -16 * 60; i < minutes; i += 2) {
    handles.times.push_back(start + i * minute);
    handles.values.push_back(i < -8 * 60        ? 120 + i % 5
                             : i < onset_minute ? 120 + i % 5 + 904.0 * (i + 8 * 60) / (9 * 60)
                                                : 1024);
  }
  shop.evidence.series.push_back(handles);
  shop.add_commit(-8 * 60 - 1, culprit, "stock", "Read the lists in one place", "stock/lists.go",
                  "@@ -4,5 +4,3 @@ func read(path string) ([]byte, error) {\n \tf, err := os.Open(path)\n-\tdefer "
                  "f.Close()\n \treturn io.ReadAll(f)\n");
  add_tidying(shop, "stock", -200);
  shop.add_commit(20, earlier, "stock", "Log the number of lists", "stock/log.go",
                  "@@ -1 +1,2 @@\n+\tlog.Printf(\"%d lists\", n)\n");
  add_tidying(shop, "stock", onset_minute - 3);
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_limit_of_headers_at_the_gate_because_of_tokens_that_auth_makes) {
  Shop shop = make_shop("gate", "customers get 431");
  shop.add_message("gate", LogLevel::warning,
                   "431 request header fields too large: cookie session, token of 9120 bytes", onset_minute, minutes);
  shop.evidence.calls.push_back({"gate", "auth", 100});
  shop.add_commit(52, culprit, "auth", "Permissions in the token", "auth/token.go",
                  "@@ -3,1 +3,3 @@ func makeToken(u User) Token {\n+\tfor _, p := range u.Permissions {\n+\t\tclaims = "
                  "append(claims, p.Name)\n+\t}\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_package_that_has_nothing_to_do_with_it) {
  Shop shop = make_shop("stock", "stock fails");
  shop.add_message("stock", LogLevel::error, "pallet without a shelf: index out of range", onset_minute, minutes);
  shop.add_commit(51, culprit, "stock", "Shelves without a check", "stock/shelf.go",
                  "@@ -3,4 +3,1 @@\n-\tif len(pallet.Shelves) == 0 {\n-\t\treturn errNoShelf\n-\t}\n \treturn "
                  "pallet.Shelves[0]\n");
  Change zones = make_change(ChangeKind::package, 58, "tzdata", "", "upgrade tzdata");
  zones.from = "2026a";
  zones.to = "2026b";
  shop.add_change(zones);
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_password_that_was_rotated_without_a_diff) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "FATAL: password authentication failed for user orders_app", onset_minute,
                   minutes);
  shop.add_change(make_change(ChangeKind::config, onset_minute - 1, "secret-41", "orders",
                              "Rotate the database password of orders_app"));
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), "secret-41") << shop.told();
}

TEST(Decoys, an_image_that_does_not_exist) {
  Shop shop = make_shop("orders", "orders has no replicas");
  shop.add_message("kubelet", LogLevel::warning,
                   "Failed to pull image registry.tiny.internal/orders:1.14.0-rc: not found", onset_minute, minutes);
  shop.add_commit(onset_minute - 1, culprit, "orders", "Release 1.14", "deploy/orders/deployment.yaml",
                  "@@ -5,3 +5,3 @@ containers:\n-    image: registry.tiny.internal/orders:1.13.2\n+    image: "
                  "registry.tiny.internal/orders:1.14.0-rc\n");
  add_tidying(shop, "gate", onset_minute);
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_probe_that_asks_for_a_page_that_is_not_there) {
  Shop shop = make_shop("stock", "stock restarts");
  shop.add_message("kubelet", LogLevel::warning, "Liveness probe failed: HTTP probe failed with statuscode: 404",
                   onset_minute, minutes);
  shop.add_commit(57, culprit, "stock", "One path for health", "deploy/stock/deployment.yaml",
                  "@@ -9,4 +9,4 @@ livenessProbe:\n   httpGet:\n-    path: /health\n+    path: /healthz\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_column_that_another_service_still_reads) {
  Shop shop = make_shop("reports", "reports fail");
  shop.add_message("reports", LogLevel::error, "column o.legacy_code does not exist", onset_minute, minutes);
  shop.add_commit(54, culprit, "orders", "Drop what nobody reads", "orders/migrations/0051.sql",
                  "@@ -0,0 +1 @@\n+ALTER TABLE orders DROP COLUMN legacy_code;\n");
  add_tidying(shop, "reports");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, more_traffic_that_only_its_logs_tell_of_with_changes_that_do_nothing) {
  Shop shop;
  shop.add_series("gate", "requests_per_second", SeriesKind::requests, 60, 900, onset_minute - 1);
  shop.add_series("gate", "http_error_ratio", SeriesKind::error_share, 0.001, 0.5);
  shop.add_message("gate", LogLevel::error, "upstream queue is full", onset_minute, minutes);
  shop.add_alert("gate", "gate answers 503");
  add_tidying(shop, "gate");
  shop.add_flag(onset_minute - 7, "autumn_banner", "gate");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, retries_of_our_own_are_no_surge) {
  Shop shop = make_shop("gate", "gate is slow");
  shop.evidence.series.clear();
  shop.add_series("gate", "requests_per_second", SeriesKind::requests, 80, 80);
  shop.add_series("orders", "requests_per_second", SeriesKind::requests, 80, 320, onset_minute);
  shop.add_series("stock", "requests_per_second", SeriesKind::requests, 80, 1280, onset_minute);
  shop.add_series("gate", "http_error_ratio", SeriesKind::error_share, 0.002, 0.4);
  shop.add_message("orders", LogLevel::error, "stock answered 503, retry at once", onset_minute, minutes);
  shop.add_commit(56, culprit, "orders", "Retry until it works", "orders/client.go",
                  "@@ -3,3 +3,2 @@\n-\tbackoff.Wait(attempt)\n \tretry(call)\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_backup_that_begins_by_the_clock_is_no_change_of_ours) {
  Shop shop = make_shop("orders", "orders are slow");
  shop.add_series("orders", "db_disk_utilisation", SeriesKind::saturation, 0.2, 0.99);
  shop.add_message("backup", LogLevel::info, "nightly dump of orders begins", onset_minute, onset_minute + 1);
  shop.add_message("orders", LogLevel::error, "statement timeout after 3000 ms", onset_minute, minutes);
  add_tidying(shop, "orders");
  shop.add_commit(30, earlier, "gate", "Describe the routes", "gate/README.md", "@@ -1 +1 @@\n-Old\n+New\n");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, where_all_changes_came_after_it_began_none_is_blamed) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "lock of basket 18 is held by nobody", onset_minute, minutes);
  shop.add_commit(onset_minute + 6, late, "orders", "Release the lock of a basket", "orders/lock.go",
                  "@@ -3,2 +3,3 @@\n-\tlock.Hold(basket)\n+\tdefer lock.Release(basket)\n+\tlock.Hold(basket)\n");
  shop.add_flag(onset_minute + 12, "basket_lock", "orders");
  EXPECT_NE(shop.blamed(), late) << shop.told();
  EXPECT_NE(shop.blamed(), "basket_lock") << shop.told();
}

TEST(Decoys, no_change_is_known_at_all_but_what_failed_says_why) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "could not extend file base/16384: No space left on device", onset_minute,
                   minutes);
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

TEST(Decoys, a_change_whose_record_is_a_second_later_than_what_it_did_is_still_blamed) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_message("orders", LogLevel::error, "tax table is missing for country code", onset_minute, minutes);
  Change flag = make_change(ChangeKind::flag, onset_minute, "tax_by_country", "orders", "");
  flag.at += one_second;
  flag.from = "off";
  flag.to = "on";
  shop.add_change(flag);
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), "tax_by_country") << shop.told();
  EXPECT_EQ(shop.diagnose_it().cause.reason.find("after"), std::string::npos) << shop.diagnose_it().cause.reason;
}

TEST(Decoys, samples_that_are_named_by_their_beginning_do_not_acquit_a_change_within_the_minute) {
  Shop shop = make_shop("orders", "orders fail");
  shop.add_commit(40, earlier, "orders", "Shorter names", "orders/names.go",
                  "@@ -1 +1 @@\n-\tshow(name)\n+\tshow(n)\n");
  Change flag = make_change(ChangeKind::flag, onset_minute, "tax_by_country", "orders", "taxes of orders by country");
  flag.at += 24 * one_second;
  flag.from = "off";
  flag.to = "on";
  shop.add_change(flag);
  Message said;
  said.at = start + (onset_minute + 5) * minute;
  said.author = "Ada";
  said.text = "all of them are orders with taxes by country";
  shop.evidence.messages.push_back(said);
  EXPECT_EQ(shop.blamed(), "tax_by_country") << shop.told();
}

TEST(Decoys, a_share_of_customers_that_a_flag_reaches_is_a_change) {
  Shop shop = make_shop("orders", "orders fail for some");
  shop.add_message("orders", LogLevel::error, "one-page checkout: basket total is NaN", onset_minute, minutes);
  Change flag = make_change(ChangeKind::flag, onset_minute - 1, "one_page_checkout", "orders", "");
  flag.from = "5%";
  flag.to = "60%";
  shop.add_change(flag);
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), "one_page_checkout") << shop.told();
}

TEST(Decoys, a_smaller_ceiling_of_replicas) {
  Shop shop = make_shop("gate", "gate is slow");
  shop.add_series("gate", "cpu_utilisation", SeriesKind::saturation, 0.5, 1);
  shop.add_message("gate", LogLevel::warning, "request waited 4000 ms for a worker", onset_minute, minutes);
  shop.add_commit(20, culprit, "gate", "Spend less", "deploy/gate/autoscaler.yaml",
                  "@@ -3,3 +3,3 @@ spec:\n   minReplicas: 2\n-  maxReplicas: 24\n+  maxReplicas: 3\n");
  add_tidying(shop, "gate");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, rights_that_a_program_no_longer_has) {
  Shop shop = make_shop("stock", "pictures are missing");
  shop.add_message("stock", LogLevel::error,
                   "AccessDenied: role stock-reader is not authorized to perform GetObject on pictures", onset_minute,
                   minutes);
  shop.add_commit(
      52, culprit, "", "Least rights", "iam/roles.tf",
      "@@ -8,6 +8,5 @@ role \"stock-reader\" {\n   actions = [\n-    \"GetObject\",\n     \"ListObjects\",\n");
  add_tidying(shop, "stock");
  EXPECT_EQ(shop.blamed(), culprit) << shop.told();
}

TEST(Decoys, a_clock_whose_keeper_lost_its_sources) {
  Shop shop = make_shop("orders", "customers are logged out");
  shop.add_message("orders", LogLevel::error, "token rejected: iat is in the future by 94 s", onset_minute, minutes);
  shop.add_message("chronyd", LogLevel::warning, "Can't synchronise: no selectable sources", onset_minute - 20,
                   minutes);
  add_tidying(shop, "orders");
  EXPECT_EQ(shop.blamed(), "no change") << shop.told();
}

}  // namespace
}  // namespace afterword
