"""Counters of the shop in the text format that Prometheus reads."""
import threading
from collections import Counter

BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
LOCK = threading.Lock()
REQUESTS = Counter()
BUCKETS = Counter()


def count(route, status, seconds):
    with LOCK:
        REQUESTS[route, status] += 1
        for bound in BOUNDS:
            BUCKETS[bound] += seconds <= bound


def resident_bytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def text(pool):
    with LOCK:
        lines = ["# TYPE shop_http_requests_total counter"]
        for (route, status), number in sorted(REQUESTS.items()):
            lines.append('shop_http_requests_total{route="%s",code="%d"} %d' % (route, status, number))
        lines.append("# TYPE shop_http_request_duration_seconds histogram")
        for bound in BOUNDS:
            lines.append('shop_http_request_duration_seconds_bucket{le="%s"} %d' % (bound, BUCKETS[bound]))
        lines.append('shop_http_request_duration_seconds_bucket{le="+Inf"} %d' % sum(REQUESTS.values()))
        lines.append("shop_http_request_duration_seconds_count %d" % sum(REQUESTS.values()))
    lines.append("# TYPE shop_db_connections_in_use gauge\nshop_db_connections_in_use %d" % pool.used)
    lines.append("# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes %d" % resident_bytes())
    return "\n".join(lines) + "\n"
