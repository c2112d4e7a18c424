"""The log of a service, in one of three styles: plain, json or logfmt."""
import json
import sys
import threading
import time
import traceback

LOCK = threading.Lock()
OUT = {"file": sys.stderr, "style": "plain"}


def use(path, style):
    OUT["file"], OUT["style"] = open(path, "a", buffering=1), style


def stamp(seconds, mark):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds)) + "%s%03d" % (mark, int(seconds % 1 * 1000))


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".%03dZ" % int(seconds % 1 * 1000)


def write(level, text, fields, error=None):
    now = time.time()
    if OUT["style"] == "json":
        record = {"time": iso(now), "level": level.lower(), "msg": text, **fields}
        if error:
            record["error"] = "%s: %s" % (type(error).__name__, str(error).strip())
        line = json.dumps(record)
    elif OUT["style"] == "logfmt":
        if error:
            fields = {**fields, "error": "%s: %s" % (type(error).__name__, str(error).strip())}
        line = "ts=%s level=%s msg=%s" % (iso(now), level.lower(), json.dumps(text))
        line += "".join(" %s=%s" % (key, json.dumps(value)) for key, value in fields.items())
    else:
        line = "%s %-7s [%s] %s" % (stamp(now, ","), level, threading.current_thread().name.split()[0], text)
        line += "".join(" %s=%s" % (key, value) for key, value in fields.items())
        if error:
            line += "\n" + "".join(traceback.format_exception(error, limit=-3, chain=False)).rstrip()
    with LOCK:
        OUT["file"].write(line + "\n")


def tell(text, **fields):
    write("INFO", text, fields)


def warning(text, **fields):
    write("WARNING", text, fields)


def failed(text, error, **fields):
    write("ERROR", text, fields, error)
