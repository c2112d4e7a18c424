"""Packs an outage as tests/fixtures/lab/NAME.tar.zst: small, and without a trace of the machine it was made on."""
import glob
import json
import os
import socket
import subprocess
import tempfile

import check
import main

ROOT = os.path.dirname(main.HERE)
FIXTURES = os.path.join(ROOT, "tests", "fixtures", "lab")
BYTES_MAX = 300_000


def traces_of_machine(folder):
    """Files that name this machine, its kernel, or a folder that is ours alone."""
    words = [os.uname().release, ROOT, folder, "/tmp/", "/home/"]
    if len(socket.gethostname()) > 3 and socket.gethostname() not in ("localhost", "shop-1"):
        words.append(socket.gethostname())
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                text = file.read()
            found += ["%s names %s" % (os.path.join(place, name), word) for word in words if word.encode() in text]
    return found


def early_alerts(folder):
    """A recording shall not hold alerts that other work on this machine set off before the fault."""
    with open(os.path.join(folder, "truth.json")) as file:
        injected = json.load(file)["injected"]
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "evidence", "alerts", "webhook-*.json"))):
        with open(path) as file:
            found += [alert["labels"]["alertname"] + " fired before the fault" for alert in json.load(file)["alerts"]
                      if alert["startsAt"] < injected]
    return sorted(set(found))


def pack(folder, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    tar = subprocess.Popen(["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "-C", folder, "-c",
                            "evidence", "truth.json"], stdout=subprocess.PIPE)
    subprocess.run(["zstd", "-q", "-19", "-f", "-o", target], stdin=tar.stdout, check=True)
    if tar.wait() != 0:
        raise RuntimeError("tar failed")
    return os.path.getsize(target)


def run(name):
    """Makes the outage and packs it; a machine under load may spoil one attempt. Returns the exit code."""
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            if main.make(name, folder) != 0:
                continue
            problems = check.problems_of(folder) + traces_of_machine(folder) + early_alerts(folder)
            if not problems:
                target = os.path.join(FIXTURES, name + ".tar.zst")
                size = pack(folder, target)
                print("%-24s %6d bytes" % (name, size), flush=True)
                if size > BYTES_MAX:
                    print("script/lab: %s is larger than %d bytes" % (target, BYTES_MAX))
                    return 1
                return 0
            print("script/lab: %s: %s" % (name, "; ".join(problems)), flush=True)
    return 1
