"""The payment service: takes a charge and says yes."""
import json
import os
import socket
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "shop"))
import spans  # noqa: E402

LOG = open("/srv/payments/log/payments.log", "a", buffering=1)


def tell(**fields):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    LOG.write("ts=%s level=info %s\n" % (stamp, " ".join("%s=%s" % pair for pair in fields.items())))


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        charge = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with spans.called(self.headers["traceparent"], "POST /charge"):
            tell(msg="charged", order=charge["order"], cents=charge["cents"])
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("", 0), Handler, bind_and_activate=False)
server.socket.close()
server.socket = socket.socket(fileno=int(os.environ["LISTEN_FD"]))
spans.use(os.environ.get("SPANS"), "payments")
tell(msg="started", version=sys.argv[1] if len(sys.argv) > 1 else "2.3.1")
server.serve_forever()
