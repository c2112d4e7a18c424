"""Is what an outage left well-formed? For script/test: four outages made anew and checked, and nothing left behind."""
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time

import main

FOUR = ["misspelt-file-name", "corrupted-mail-update", "dns-failure", "traffic-surge"]
KINDS = {"detection", "investigation", "assumption", "misleading", "escalation", "communication", "mitigation",
         "resolution", "recovery", "cause", "other"}


def read_instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def problems_of_truth(truth):
    found = []
    if truth.get("schema") != "afterword.lab/1":
        found.append("truth.json has another schema")
    onset, detected, end = (read_instant(truth[key]) for key in ("onset", "detected", "end"))
    if not onset < detected < end:
        found.append("onset, detection and end are not in order")
    if not 5 <= (end - onset).total_seconds() <= 170:
        found.append("the outage lasted %.1f s" % (end - onset).total_seconds())
    cause = truth["cause"]
    if cause["kind"] not in ("change", "no_change") or (cause["kind"] == "change") != bool(cause["change"]):
        found.append("the cause contradicts itself")
    if not cause["service"] or not cause["accept"]:
        found.append("the cause has no service or no words to know it by")
    kinds = {kind for event in truth["timeline"] for kind in event["kinds"]}
    if kinds - KINDS:
        found.append("unknown kinds: %s" % sorted(kinds - KINDS))
    if not {"detection", "misleading", "escalation", "recovery", "cause"} <= kinds:
        found.append("the timeline lacks a detection, a wrong turn, an escalation, a cause or a recovery")
    instants = [read_instant(event["instant"]) for event in truth["timeline"]]
    if instants != sorted(instants) or len(instants) < 8:
        found.append("the timeline is short or out of order")
    return found


def problems_of(folder):
    """`folder` holds evidence/ and truth.json. Returns what is wrong, in sentences."""
    try:
        with open(os.path.join(folder, "truth.json")) as file:
            found = problems_of_truth(json.load(file))
    except (OSError, ValueError, KeyError) as error:
        return ["truth.json can't be read: %r" % error]
    for part in ("logs", "metrics", "alerts", "chat"):
        place = os.path.join(folder, "evidence", part)
        files = [os.path.join(at, name) for at, _, names in os.walk(place) for name in names]
        if not files or any(os.path.getsize(path) == 0 for path in files):
            found.append("evidence/%s lacks files or holds empty ones" % part)
    return found


def check_recordings():
    """Every recording that is kept in the repository, unpacked and read again. Returns the exit code."""
    folder = os.path.join(os.path.dirname(main.HERE), "tests", "fixtures", "lab")
    failed = 0
    for name in main.NAMES:
        path = os.path.join(folder, name + ".tar.zst")
        with tempfile.TemporaryDirectory() as scratch:
            if not os.path.exists(path):
                problems = ["no recording"]
            elif subprocess.run(["tar", "--zstd", "-xf", path, "-C", scratch]).returncode != 0:
                problems = ["the recording can't be unpacked"]
            else:
                problems = problems_of(scratch)
        failed += bool(problems)
        print("%-8s %-24s %s" % ("FAILED" if problems else "ok", name, "; ".join(problems)))
    return 1 if failed else 0


def ours():
    """Processes of this machine that a lab could have left, known by the folders in their arguments."""
    listing = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    marks = ("/srv/shop", "/srv/prometheus", "/srv/alertmanager", "/srv/postgresql/data", "/srv/dnsmasq.conf",
             "--inside")
    return {line.strip() for line in listing.splitlines() if any(mark in line for mark in marks)}


def interrupted():
    """Starts an outage, interrupts it in its middle, and tells what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        before = ours()
        script = os.path.join(main.HERE, "main.py")
        child = subprocess.Popen([sys.executable, "-B", script, "dns-failure", "-o", folder], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        end = time.monotonic() + 40
        while len(ours() - before) < 8 and time.monotonic() < end:
            time.sleep(0.3)
        started = len(ours() - before)
        child.terminate()
        child.wait(20)
        time.sleep(0.5)
        if started < 8:
            return ["the interrupted outage had started only %d processes" % started]
        return ["left behind: " + line for line in ours() - before]


def run(names):
    failed = 0
    before = ours()
    wanted = names or FOUR
    folders = {name: tempfile.TemporaryDirectory() for name in wanted}
    script = os.path.join(main.HERE, "main.py")
    begin = time.monotonic()
    for first in range(0, len(wanted), 2):  # two at a time: each waits far more than it works
        pair = wanted[first:first + 2]
        children = {name: subprocess.Popen([sys.executable, "-B", script, name, "-o", folders[name].name])
                    for name in pair}
        for name, child in children.items():
            problems = ["it ended with code %d" % child.returncode] if child.wait() else problems_of(folders[name].name)
            failed += bool(problems)
            print("%-8s %-24s %s" % ("FAILED" if problems else "ok", name, "; ".join(problems)), flush=True)
    left = ["left behind: " + line for line in ours() - before] + interrupted()
    print("%-8s %-24s %s" % ("FAILED" if left else "ok", "nothing is left behind", "; ".join(left)))
    print("%d outages in %.0f s" % (len(wanted), time.monotonic() - begin))
    return 1 if failed or left else 0
