"""Prometheus, Alertmanager and the exporters, the webhook that alerts arrive at, and what is dumped of them."""
import http.server
import json
import os
import threading
import time
import urllib.parse
import urllib.request

from servers import Server, answers, wait_until

PROMETHEUS = """global: {scrape_interval: 1s, evaluation_interval: 1s, scrape_timeout: 900ms}
rule_files: [/srv/prometheus/rules.yml]
alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:9093"]}]}]}
scrape_configs:
%s- {job_name: node, static_configs: [{targets: ["127.0.0.1:9100"], labels: {instance: shop-1}}]}
- job_name: probe
  metrics_path: /probe
  static_configs:
%s
  relabel_configs:
  - {source_labels: [module], target_label: __param_module}
  - {source_labels: [__address__], target_label: __param_target}
  - {source_labels: [__address__], target_label: instance}
  - {target_label: __address__, replacement: "127.0.0.1:9115"}
"""
RULES = """groups:
- name: shop
  rules:
  - {alert: ShopErrorsHigh, expr: '%(errors)s > 0.05', for: 3s, labels: {severity: critical, service: shop},
     annotations: {summary: "shop answers {{ $value | humanizePercentage }} of requests with an error"}}
  - {alert: ShopSlow, expr: '%(p95)s > 0.9', for: 3s, labels: {severity: warning, service: shop},
     annotations: {summary: "95 %% of requests to shop take up to {{ $value | humanizeDuration }}"}}
  - {alert: ShopDown, expr: 'up{job="shop"} == 0', for: 1s, labels: {severity: critical, service: shop},
     annotations: {summary: "shop does not answer on {{ $labels.instance }}"}}
  - {alert: ProbeFails, expr: 'avg_over_time(probe_success[4s]) < 0.6', for: 2s, labels: {severity: critical},
     annotations: {summary: "the probe {{ $labels.module }} of {{ $labels.instance }} fails"}}
"""
QUERIES = {
    "requests_by_code": "sum by (code) (rate(shop_http_requests_total[5s]))",
    "errors_ratio": 'sum(rate(shop_http_requests_total{code=~"5.."}[5s])) / sum(rate(shop_http_requests_total[5s]))',
    "latency_p95_seconds":
        "histogram_quantile(0.95, sum by (le) (rate(shop_http_request_duration_seconds_bucket[5s])))",
    "db_connections_in_use": "shop_db_connections_in_use",
    "process_resident_memory_bytes": 'process_resident_memory_bytes{job="shop"}',
    "up": "up",
    "probe_success": "probe_success",
    "probe_duration_seconds": "probe_duration_seconds",
    "probe_ssl_earliest_cert_expiry": "probe_ssl_earliest_cert_expiry",
    "node_filesystem_avail_bytes": 'node_filesystem_avail_bytes{mountpoint="/srv/mail"}',
    "node_load1": "node_load1",
}
BLACKBOX = """modules:
  http: {prober: http, timeout: 900ms, http: {preferred_ip_protocol: ip4, valid_status_codes: [200, 201, 404]}}
  tls: {prober: tcp, timeout: 900ms, tcp: {preferred_ip_protocol: ip4, tls: true,
        tls_config: {ca_file: /srv/shop/tls/ca.pem, server_name: payments.shop.example}}}
  smtp: {prober: tcp, timeout: 900ms, tcp: {preferred_ip_protocol: ip4, query_response: [
        {expect: "^220"}, {send: "EHLO probe.shop.example\\r"}, {expect: "^250 "},
        {send: "MAIL FROM:<probe@shop.example>\\r"}, {expect: "^250"},
        {send: "RCPT TO:<box1@shop.example>\\r"}, {expect: "^250"}, {send: "QUIT\\r"}]}}
"""
ALERTMANAGER = """route:
  {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 2s, repeat_interval: 1h}
receivers: [{name: hook, webhook_configs: [{url: "http://127.0.0.1:9900/", send_resolved: true}]}]
"""


class Webhook:
    """Keeps every payload as it came, and when."""

    def __init__(self):
        self.payloads = []
        self.known = b"[]"  # what Alertmanager's own interface answered while the outage went on
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.payloads.append((time.time(), body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 9900), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def firing(self):
        return [body for _, body in list(self.payloads) if json.loads(body)["status"] == "firing"]

    def ask_alertmanager(self):
        self.known = get("/api/v2/alerts", port=9093)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


SHOP_JOB = '- {job_name: shop, static_configs: [{targets: ["shop.shop.example:8000"]}]}\n'


def start_monitoring(probes, with_shop=True):
    """`probes`: list of (module, target). Returns the webhook."""
    targets = "".join('  - {targets: ["%s"], labels: {module: %s}}\n' % (target, module) for module, target in probes)
    write("/srv/prometheus/prometheus.yml", PROMETHEUS % (SHOP_JOB if with_shop else "", targets.rstrip("\n")))
    write("/srv/prometheus/rules.yml",
          RULES % {"errors": QUERIES["errors_ratio"], "p95": QUERIES["latency_p95_seconds"]})
    write("/srv/prometheus/blackbox.yml", BLACKBOX)
    write("/srv/alertmanager/alertmanager.yml", ALERTMANAGER)
    hook = Webhook()
    servers = [
        Server("alertmanager", ["prometheus-alertmanager", "--config.file=/srv/alertmanager/alertmanager.yml",
                                "--storage.path=/srv/alertmanager", "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:9093", "--web.external-url=http://alerts.shop.example"],
               ready=answers("127.0.0.1", 9093)),
        Server("node-exporter", ["prometheus-node-exporter", "--collector.disable-defaults", "--collector.loadavg",
                                 "--collector.filesystem", "--web.listen-address=127.0.0.1:9100",
                                 "--collector.filesystem.fs-types-exclude=^(proc|sysfs|cgroup.*)$"],
               ready=answers("127.0.0.1", 9100)),
        Server("blackbox-exporter", ["prometheus-blackbox-exporter", "--config.file=/srv/prometheus/blackbox.yml",
                                     "--web.listen-address=127.0.0.1:9115"], ready=answers("127.0.0.1", 9115)),
        Server("prometheus", ["prometheus", "--config.file=/srv/prometheus/prometheus.yml",
                              "--storage.tsdb.path=/srv/prometheus/data", "--web.listen-address=127.0.0.1:9090",
                              "--web.external-url=http://prometheus.shop.example"]),
    ]
    for server in servers:
        server.start()
    wait_until(lambda: answers("127.0.0.1", 9090)() and get("/-/ready"), 20, "prometheus")
    return hook


def get(path, port=9090, **parameters):
    url = "http://127.0.0.1:%d%s?%s" % (port, path, urllib.parse.urlencode(parameters))
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def dump(folder, begin, end, hook):
    """Query ranges of the key series, webhook payloads as they came, and the alerts that Alertmanager knew."""
    os.makedirs(os.path.join(folder, "metrics"), exist_ok=True)
    os.makedirs(os.path.join(folder, "alerts"), exist_ok=True)
    for name, query in QUERIES.items():
        body = get("/api/v1/query_range", query=query, start="%.3f" % begin, end="%.3f" % end, step="1")
        if json.loads(body)["data"]["result"]:
            with open(os.path.join(folder, "metrics", name + ".json"), "wb") as file:
                file.write(body)
    for number, (_, body) in enumerate(hook.payloads, 1):
        with open(os.path.join(folder, "alerts", "webhook-%02d.json" % number), "wb") as file:
            file.write(body)
    with open(os.path.join(folder, "alerts", "api-v2-alerts.json"), "wb") as file:
        file.write(hook.known)
