"""What `afterword gather --json` finds in the recordings, beside the truth and beside the bars."""
import glob
import json
import os
import re
import subprocess
import tempfile

import main
from check import read_instant

NEAR_S = 5.0
COMMON = set("the and not for with from that this looks like was are all shop".split())


def read_recording(path, folder):
    """Unpacks one recording (or takes a folder as it is); returns (folder with evidence/, truth)."""
    if path.endswith(".tar.zst"):
        subprocess.run(["tar", "--zstd", "-xf", path, "-C", folder], check=True)
    else:
        folder = path
    with open(os.path.join(folder, "truth.json")) as file:
        return folder, json.load(file)


def gather(program, folder):
    done = subprocess.run([program, "gather", "--json", "evidence"], cwd=folder, capture_output=True, timeout=120)
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if done.returncode < 0:
            return None, "crashed with signal %d" % -done.returncode
        return None, said[-1] if said else "no JSON"


def error_s(found, truth):
    return None if not found else (read_instant(found["instant"]) - read_instant(truth)).total_seconds()


def names_cause(suspect, cause):
    """Does this suspect name the true cause? A change by its id, else by the words that count as naming it."""
    identity = str(suspect.get("id") or "").lower()
    if cause["change"]:
        true = cause["change"]["id"].lower()
        if identity and (identity == true or len(identity) >= 7 and true.startswith(identity)):
            return True
        accepted = [each.lower() for each in cause["accept"]]
        return suspect.get("kind") == "change" and any(each in identity for each in accepted if identity)
    if suspect.get("kind") == "change":
        return False
    said = (identity + " " + str(suspect.get("service") or "") + " " + str(suspect.get("reason") or "")).lower()
    return suspect.get("service") == cause["service"] or any(each.lower() in said for each in cause["accept"])


def rank_of_cause(answer, cause):
    for number, suspect in enumerate(answer.get("suspects") or [], 1):
        if names_cause(suspect, cause):
            return number
    return None


def words_of(text):
    return {word for word in re.findall(r"[a-z0-9_./-]{3,}", text.lower()) if word not in COMMON}


def is_told(event, entries):
    """An entry tells an event if it is as near in time as its source allows, and shares a kind or a telling word."""
    at, within = read_instant(event["instant"]), max(NEAR_S, event.get("precision_s", 0))
    wanted = words_of(event["text"]) | {word.lower() for word in event.get("accept", [])}
    for entry in entries:
        if not entry.get("instant") or abs((read_instant(entry["instant"]) - at).total_seconds()) > within:
            continue
        if set(entry.get("kinds") or []) & set(event["kinds"]) or words_of(entry.get("text", "")) & wanted:
            return True
    return False


def show(value, form="%+.1f"):
    return "-" if value is None else form % value


def score_one(program, path):
    with tempfile.TemporaryDirectory() as scratch:
        folder, truth = read_recording(path, scratch)
        answer, problem = gather(program, folder)
    row = {"name": truth["name"], "problem": problem, "events": len(truth["timeline"]), "told": 0, "rank": None,
           "missed": [], **{key: None for key in ("onset", "detected", "end")}}
    if answer is None:
        return row
    for key in ("onset", "detected", "end"):
        row[key] = error_s(answer.get(key), truth[key])
    row["rank"] = rank_of_cause(answer, truth["cause"])
    row["answer"] = (answer.get("cause") or {}).get("kind")
    row["missed"] = [event["text"] for event in truth["timeline"] if not is_told(event, answer.get("timeline") or [])]
    row["told"] = row["events"] - len(row["missed"])
    return row


def run(data=None, program=None):
    root = os.path.dirname(main.HERE)
    data = data or os.path.join(root, "tests", "fixtures", "lab")
    program = os.path.abspath(program or os.path.join(root, "build", "release", "afterword"))
    if not (os.path.isfile(program) and os.access(program, os.X_OK)):
        print("script/lab: %s is not built" % os.path.relpath(program))
        return 2
    paths = sorted(glob.glob(os.path.join(data, "*.tar.zst")) +
                   [os.path.dirname(path) for path in glob.glob(os.path.join(data, "*", "truth.json"))])
    head = ("outage", "onset s", "alert s", "end s", "rank", "answer", "events told")
    print("%-24s %8s %8s %8s %5s  %-10s %s" % head)
    rows = []
    for path in paths:
        row = score_one(program, path)
        rows.append(row)
        print("%-24s %8s %8s %8s %5s  %-10s %d of %d  %s" % (
            row["name"], show(row["onset"]), show(row["detected"]), show(row["end"]), show(row["rank"], "%d"),
            row.get("answer") or "-", row["told"], row["events"], row["problem"]), flush=True)
        for text in row["missed"] if os.environ.get("LAB_MISSED") else []:
            print("    not told: " + text)
    return sum_up(rows)


def sum_up(rows):
    count = len(rows)
    near = lambda key: sum(row[key] is not None and abs(row[key]) <= NEAR_S for row in rows)
    first, third = (sum(row["rank"] is not None and row["rank"] <= top for row in rows) for top in (1, 3))
    told, events = sum(row["told"] for row in rows), sum(row["events"] for row in rows)
    wanted_first = -(-10 * count // 12)
    lines = [("onset within 5 s", near("onset"), count, count),
             ("detection within 5 s", near("detected"), count, count),
             ("end within 5 s", near("end"), count, count),
             ("true cause in the top 3", third, count, count),
             ("true cause first", first, count, wanted_first),
             ("timeline events told", told, events, -(-9 * events // 10))]
    print()
    for name, got, of, bar in lines:
        print("%-24s %3d of %3d   bar %3d   %s" % (name, got, of, bar, "reached" if got >= bar else "NOT reached"))
    return 0 if rows and all(got >= bar for _, got, _, bar in lines) else 1
