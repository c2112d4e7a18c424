#!/usr/bin/env python3
"""Writes invented postmortems for measuring speed: the same bytes for the same arguments, on any machine.

usage: generate.py DIR [--documents 2000] [--seed 7] [--front-matter]
       generate.py --big FILE --bytes 10000000 [--shape mixed|table|nested|unclosed|prose]
"""
import argparse
import os
import random

SERVICES = ["checkout", "mail relay", "image resizer", "search index", "ledger", "login", "report builder", "chat gateway"]
PARTS = ["connection pool", "certificate", "route table", "queue worker", "replica", "cache node", "disk", "feature flag"]
FAULTS = ["ran out of file handles", "rejected every request", "held a lock for nine minutes", "lost its leader",
          "answered with an old schema", "filled its disk with debug logs", "refused the new certificate"]
TEAMS = ["platform team", "database group", "network desk", "storage crew", "payments team"]
ACTS = ["Restart {p} one at a time behind a drain.", "Alert when the {p} of {s} is at 80 % for five minutes.",
        "Add a canary for {s} that exercises the {p}.", "Write a runbook for a failed {p}.",
        "Refuse a deploy of {s} whose {p} settings do not parse.", "Test restoring the {p} once a quarter."]
FILLER = ["The dashboards of {s} showed a slow climb before the first alert, which nobody had asked to see.",
          "Requests piled up behind the {p}, so that healthy hosts looked busy as well.",
          "The rollback took longer than planned because the previous image had been pruned.",
          "Customers saw an error page or waited for more than thirty seconds.",
          "We compared two hosts and found that only one of them had the new {p} settings.",
          "Traffic was moved to the second region while the {p} was rebuilt.",
          "Nobody had rehearsed this since the spring, and the notes named a host that is gone."]
NOTATIONS = ["{h:02d}:{m:02d}", "{h:02d}:{m:02d} UTC", "{h12}:{m:02d} {half}"]


def clock(notation, minutes):
    h, m = divmod(minutes % 1440, 60)
    return notation.format(h=h, m=m, h12=(h - 1) % 12 + 1, half="AM" if h < 12 else "PM")


def front_matter(rng, number):
    """What a site groups by. Drawn apart from the text, so that it is the same text without."""
    service, team = f"{rng.choice(SERVICES)} {rng.randrange(12)}", rng.choice(TEAMS)
    date = f"20{rng.randrange(16, 26)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"
    owners = ", ".join(sorted({f"owner-{rng.randrange(60)}" for _ in range(2)}))
    title = f"{service.capitalize()} was down, number {number}"
    return (f'---\ntitle: "{title}"\ndate: {date}\nservices: ["{service}"]\nteams: ["{team}"]\nowners: [{owners}]\n'
            f'years: ["{date[:4]}"]\nseverity: SEV-{rng.randrange(1, 4)}\n---\n\n')


def document(rng):
    s, p, fault, team = rng.choice(SERVICES), rng.choice(PARTS), rng.choice(FAULTS), rng.choice(TEAMS)
    notation = rng.choice(NOTATIONS)
    begin = rng.randrange(0, 1200)
    length = rng.randrange(20, 240)
    fill = lambda n: " ".join(rng.choice(FILLER).format(s=s, p=p) for _ in range(n))
    say = lambda text: text.format(s=s, p=p)
    date = f"20{rng.randrange(20, 26)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"
    at = lambda share: clock(notation, begin + int(length * share))
    steps = ["An alert reports that {s} answers slowly.", "On call opens the logs of {s} and sees errors from the {p}.",
             "We suspect the network; the checks find nothing.", f"Escalated to the {team}.",
             "The {p} is found to be the cause.", "The {p} is rolled back to the settings of last week.",
             "{s} answers again; we keep watching."]
    entries = [f"- **{at(i / (len(steps) - 1))}** - {say(step)}" for i, step in enumerate(steps)]
    tasks = "\n".join(f"- [ ] {say(a)} (owner: {rng.choice(TEAMS)}, due {date})" for a in rng.sample(ACTS, 4))
    return f"""# {s.capitalize()} was down when the {p} {fault}

## Issue Summary

**Duration:** {date}, from {clock(notation, begin)} to {clock(notation, begin + length)} (UTC), {length} minutes.

**Impact:** {rng.randrange(3, 100)} % of the users of {s} could not finish what they came for. {fill(2)}

**Root cause:** The {p} {fault}.

## Timeline

{chr(10).join(entries)}

## Root cause and resolution

The {p} of {s} {fault} after a change to its settings. {fill(7)}

It was fixed by returning to the earlier settings and restarting `{s.split()[0]}d`. {fill(6)}

| Host | Before | After |
|------|--------|-------|
| a-1  | {rng.randrange(100)} ms | {rng.randrange(1000)} ms |
| a-2  | {rng.randrange(100)} ms | {rng.randrange(1000)} ms |

## Corrective and preventative measures

{fill(2)}

{tasks}
"""


def big(shape, size, rng):
    if shape == "table":
        row = "| 10:01 | an alert fires | **bold** | `code` |\n"
        return "# Table\n\n| a | b | c | d |\n|---|---|---|---|\n" + row * (size // len(row))
    if shape == "nested":
        line = lambda i: "  " * (i % 60) + "- 10:05 we look deeper\n"
        out, n, i = [], 0, 0
        while n < size:
            out.append(line(i)); n += len(out[-1]); i += 1
        return "## Timeline\n\n" + "".join(out)
    if shape == "unclosed":
        return "## Timeline\n\n" + "**a _b [c `d <e ![f](" * (size // 21)
    if shape == "prose":
        return "# One paragraph\n\n" + " ".join(rng.choice(FILLER).format(s="mail", p="disk") for _ in range(size // 90))
    parts, n = [], 0
    while n < size:
        parts.append(document(rng)); n += len(parts[-1])
    return "\n".join(parts)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("dir", nargs="?")
    a.add_argument("--documents", type=int, default=2000)
    a.add_argument("--seed", type=int, default=7)
    a.add_argument("--front-matter", action="store_true")
    a.add_argument("--big")
    a.add_argument("--bytes", type=int, default=10_000_000)
    a.add_argument("--shape", default="mixed", choices=["mixed", "table", "nested", "unclosed", "prose"])
    o = a.parse_args()
    rng = random.Random(o.seed)
    if o.big:
        with open(o.big, "w", encoding="utf-8") as out:
            out.write(big(o.shape, o.bytes, rng))
        return
    os.makedirs(o.dir, exist_ok=True)
    matter = random.Random(o.seed + 1)
    for i in range(o.documents):
        with open(os.path.join(o.dir, f"{i:05d}.md"), "w", encoding="utf-8") as out:
            out.write((front_matter(matter, i) if o.front_matter else "") + document(rng))


if __name__ == "__main__":
    main()
