#!/usr/bin/env python3
"""Does `afterword gather --json` rank the service in which it began, with the onset it detects itself?

usage: score_causes.py --data DIR [--program afterword] [--details]

DIR is laid out as PetShop or Nezha are (bench/causes.py). Controls stand beside every figure: the oracle, chance,
the service the alert names, and N-sigma (the service with the greatest |x - mean| / deviation of any metric, given the
same history, split at the onset that was detected).
"""
import argparse
import collections
import csv
import datetime
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import causes  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def seconds_of(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def n_sigma(folder, onset):
    """-> services, most deviating first: the method, on the inputs as written."""
    series = collections.defaultdict(lambda: ([], []))
    with open(os.path.join(folder, "metrics.csv"), encoding="utf-8") as f:
        for row in csv.DictReader(f):
            value = float(row["value"])
            if math.isfinite(value):
                series[row["service"], row["metric"]][seconds_of(row["timestamp"]) >= onset].append(value)
    scores = collections.defaultdict(float)
    for (service, _), (before, after) in series.items():
        if len(before) >= 3 and after:
            deviation = statistics.pstdev(before) or 1e-9
            mean = statistics.fmean(before)
            scores[service] = max(scores[service], max(abs(x - mean) for x in after) / deviation)
    return sorted(scores, key=lambda s: -scores[s]), len(scores)


class Tally:
    def __init__(self):
        self.n, self.hits = 0, collections.Counter()

    def add(self, ranked, want):
        self.n += 1
        rank = ranked.index(want) + 1 if want in ranked else None
        for k in (1, 3, 5):
            self.hits[k] += rank is not None and rank <= k
        return rank

    def __str__(self):
        return "  ".join(f"@{k} {self.hits[k] / max(1, self.n):.3f}" for k in (1, 3, 5))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/afterword"))
    parser.add_argument("--details", action="store_true")
    o = parser.parse_args()
    ours, sigma, alerted = Tally(), Tally(), Tally()
    kinds = collections.defaultdict(Tally)
    chance = {1: 0.0, 3: 0.0, 5: 0.0}
    lags = []
    with tempfile.TemporaryDirectory() as work:
        for name, folder, want, named, extra in causes.KINDS[causes.kind_of(o.data)](o.data, work):
            run = subprocess.run([o.program, "gather", "--json", folder], capture_output=True, timeout=300)
            try:
                answer = json.loads(run.stdout)
            except ValueError:
                answer = {}
                print(f"{name}: no JSON (exit {run.returncode}) {run.stderr[-200:].decode('utf-8', 'replace')}")
            ranked = [s["name"] for s in answer.get("services") or []]
            onset = (answer.get("onset") or {}).get("instant")
            rank = ours.add(ranked, want)
            kinds[name.split(" ")[-1] if " " in name else "all"].add(ranked, want)
            by_sigma, count = n_sigma(folder, seconds_of(onset)) if onset else ([], 0)
            sigma.add(by_sigma, want)
            if named:
                alerted.add([named], want)
            for k in chance:
                chance[k] += min(1.0, k / max(1, extra.get("services") or count or 1))
            if onset and extra.get("began"):
                lags.append(seconds_of(onset) - extra["began"])
            if o.details:
                lag = f"{lags[-1]:+7.0f} s" if onset and extra.get("began") else ""
                print(f"{rank or '-':>3}  {name:32} want {want:34} got {', '.join(ranked[:3])}  {lag}")
    if not ours.n:
        sys.exit("no cases there")
    print(f"{ours.n} cases, services ranked, detected onset")
    print(f"{'afterword':28} {ours}")
    if len(kinds) > 1:
        for kind, tally in sorted(kinds.items()):
            print(f"  {kind + f' ({tally.n})':26} {tally}")
    print(f"{'control: oracle':28} @1 1.000  @3 1.000  @5 1.000")
    print(f"{'control: chance':28} " + "  ".join(f"@{k} {v / ours.n:.3f}" for k, v in chance.items()))
    print(f"{'control: N-sigma':28} {sigma}")
    if alerted.n:
        print(f"{'control: what the alert names':28} {alerted}")
    if lags:
        print(f"onset found in {len(lags)}, off by a median of {statistics.median(map(abs, lags)):.0f} s")


if __name__ == "__main__":
    main()
