"""Spans of requests as OTLP JSON, one export request a line, as the file exporter of OpenTelemetry's collector writes them.

One request in four is followed, with all that it calls. Nothing is written where no file is named.
"""
import contextlib
import json
import random
import threading
import time

LOCK = threading.Lock()
OUT = {"file": None, "service": ""}
HERE = threading.local()  # .span: (trace, id) of the span that is open in this thread
SERVER, CLIENT = 2, 3
FOLLOWED = 4


def use(path, service):
    if path:
        OUT["file"], OUT["service"] = open(path, "a", buffering=1), service


def number(bits):
    return "%0*x" % (bits // 4, random.getrandbits(bits))


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


def write(trace, span, parent, name, kind, begin, end, error, attributes):
    record = {"traceId": trace, "spanId": span, "parentSpanId": parent, "name": name, "kind": kind,
              "startTimeUnixNano": str(begin), "endTimeUnixNano": str(end),
              "attributes": [attribute(key.replace("_", "."), value) for key, value in attributes.items()],
              "status": {"code": 2, "message": error} if error else {}}
    line = json.dumps({"resourceSpans": [{"resource": {"attributes": [attribute("service.name", OUT["service"])]},
                                          "scopeSpans": [{"scope": {"name": "shop"}, "spans": [record]}]}]})
    with LOCK:
        OUT["file"].write(line + "\n")


@contextlib.contextmanager
def span(name, kind=SERVER, **attributes):
    """Around some work. Within another span it is its child; else it begins a trace, if this one is to be followed."""
    parent = getattr(HERE, "span", None)
    if OUT["file"] is None or (parent is None and (kind != SERVER or random.randrange(FOLLOWED))):
        yield
        return
    trace, above = parent or (number(128), "")
    own, begin, error = number(64), time.time_ns(), None
    HERE.span = (trace, own)
    try:
        yield
    except Exception as raised:
        error = "%s: %s" % (type(raised).__name__, str(raised).strip())
        raise
    finally:
        HERE.span = parent
        write(trace, own, above, name, kind, begin, time.time_ns(), error, attributes)


def headers():
    """What a call to another service takes along (W3C Trace Context)."""
    parent = getattr(HERE, "span", None)
    return {"traceparent": "00-%s-%s-01" % parent} if parent else {}


@contextlib.contextmanager
def called(traceparent, name):
    """Around what a request of another service asks for: followed where that one is."""
    parts = (traceparent or "").split("-")
    if OUT["file"] is None or len(parts) != 4:
        yield
        return
    HERE.span = (parts[1], parts[2])
    try:
        with span(name):
            yield
    finally:
        HERE.span = None
