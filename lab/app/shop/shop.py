"""The shop: products and orders, kept in PostgreSQL, with a cache in Redis and a payment service behind it."""
import configparser
import http.client
import json
import os
import signal
import socket
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import redis

import log
import metrics
import spans
from pool import Pool

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SETTINGS = configparser.ConfigParser()
SETTINGS.read(os.path.join(HERE, "shop", "settings.ini"))
SHOP = SETTINGS["shop"]
POOL = Pool(SHOP["database"], SHOP.getint("pool_size"), SHOP.getfloat("pool_wait_s"), SHOP.getfloat("pool_max_age_s"))
CACHE = redis.Redis(SHOP["cache_host"], 6379, socket_timeout=1, socket_connect_timeout=1)


def show_home(_):
    greeting = CACHE.get("home")
    if greeting is None:
        with POOL.connection() as connection:
            greeting = str(connection.fetch("SELECT count(*) FROM products")[0][0]).encode()
        CACHE.set("home", greeting, ex=5)
    return 200, {"products": int(greeting)}


def show_product(request):
    key = "product:" + request.tail
    cached = CACHE.get(key)
    if cached is not None:
        return 200, json.loads(cached)
    with POOL.connection() as connection:
        rows = connection.fetch("SELECT id, name, cents FROM products WHERE id = %s", (int(request.tail),))
    if not rows:
        return 404, {"error": "no such product"}
    product = dict(zip(("id", "name", "cents"), rows[0]))
    CACHE.set(key, json.dumps(product), ex=3)
    return 200, product


def search_products(request):
    words = request.query.get("q", "")
    with POOL.connection() as connection:
        rows = connection.fetch("SELECT id, name FROM products WHERE name LIKE %s LIMIT 20", ("%" + words + "%",))
    if not rows:
        log.warning("search found nothing", query=words)
    return 200, {"found": [name for _, name in rows]}


def show_order(request):
    with POOL.connection() as connection:
        rows = connection.fetch("SELECT id, product, state FROM orders WHERE id = %s", (int(request.tail),))
    return (200, dict(zip(("id", "product", "state"), rows[0]))) if rows else (404, {"error": "no such order"})


def read_discounts():
    with open(os.path.join(HERE, "data", "discounts.json")) as file:
        return json.load(file)


def pay(order, cents):
    context = ssl.create_default_context(cafile=SHOP["payments_ca"])
    connection = http.client.HTTPSConnection(SHOP["payments_host"], 8443, timeout=2, context=context)
    with spans.span("POST /charge", spans.CLIENT, server_address=SHOP["payments_host"]):
        connection.request("POST", "/charge", json.dumps({"order": order, "cents": cents}), spans.headers())
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError("payment refused with status %d" % answer.status)


def place_order(request):
    product = int(request.body.get("product", 1))
    discount = read_discounts().get(str(product % 7), 0)
    with POOL.connection() as connection:
        cents = connection.fetch("SELECT cents FROM products WHERE id = %s", (product,))[0][0]
        insert = "INSERT INTO orders (product, state) VALUES (%s, 'new') RETURNING id"
        order = connection.fetch(insert, (product,))[0][0]
    pay(order, cents - cents * discount // 100)
    log.tell("order placed", order=order, product=product)
    return 201, {"order": order}


def report_daily(_):
    with POOL.connection() as connection:
        rows = connection.fetch("SELECT state, count(*) FROM orders WHERE id > 29000 GROUP BY state")
    return 200, dict(rows)


ROUTES = [("GET", "/products/", show_product), ("GET", "/search", search_products), ("GET", "/orders/", show_order),
          ("POST", "/orders", place_order), ("GET", "/reports/daily", report_daily), ("GET", "/", show_home)]


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/metrics":
            return self.answer(200, "text/plain; version=0.0.4", metrics.text(POOL).encode())
        self.query = dict(urllib.parse.parse_qsl(url.query))
        length = int(self.headers.get("Content-Length") or 0)
        self.body = json.loads(self.rfile.read(length)) if length else {}
        begin = time.monotonic()
        status, route, body = self.dispatch(url.path)
        metrics.count(route, status, time.monotonic() - begin)
        self.answer(status, "application/json", (json.dumps(body) + "\n").encode())

    def dispatch(self, path):
        for method, start, function in ROUTES:
            whole = path == start or (len(start) > 1 and start.endswith("/") and path.startswith(start))
            if method != self.command or not whole:
                continue
            self.tail = path[len(start):]
            try:
                with spans.span("%s %s" % (method, start), url_path=path):
                    status, body = function(self)
                return status, start, body
            except Exception as error:  # whatever a handler raises, the user gets an answer and the log the reason
                log.failed("%s %s failed" % (self.command, path), error)
                return 500, start, {"error": "internal error"}
        return 404, "other", {"error": "not found"}

    do_GET = do_POST = serve

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        log.warning("client went away", client=client_address[0])


def main():
    log.use(SHOP["log"], SHOP["log_style"])
    spans.use(SHOP["spans"], "shop")
    server = Server(("", 0), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = socket.socket(fileno=int(os.environ["LISTEN_FD"]))

    def leave(*_):
        log.tell("shutting down", version=os.environ["VERSION"])
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, leave)
    log.tell("shop started", version=os.environ["VERSION"], pool_size=POOL.size)
    server.serve_forever(poll_interval=0.1)
    time.sleep(2.5)  # requests under way are finished before we go
    sys.exit(0)


main()
