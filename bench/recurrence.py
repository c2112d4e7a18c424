#!/usr/bin/env python3
"""Does `afterword similar` recognise the same failure? Figures beside BM25 over full text, and cross-validation.

usage: recurrence.py --data DIR [--program PATH] [--likeness PATH]

DIR holds the reports and recurrence.jsonl: one line a report, {"file", "same": [..], "related": [..]}. The program is asked
as a user asks it. With --likeness (build/release/tests/print_likeness) the weights are fitted anew on nine tenths of the
reports, or of the failures, and judged on the last; otherwise figures are in-sample.
"""
import argparse
import collections
import json
import math
import os
import random
import re
import subprocess


def read_judgements(folder):
    rows = [json.loads(line) for line in open(os.path.join(folder, "recurrence.jsonl"), encoding="utf-8") if line.strip()]
    names = [row["file"] for row in rows]
    known = set(names)
    same = {row["file"]: set(row["same"]) & known for row in rows}
    related = {row["file"]: set(row["related"]) & known for row in rows}
    return names, same, related


def evaluate(names, same, related, answers):
    """answers: file -> [(file, said same)], best first."""
    hit = wrong = missed = alarms = quiet = 0
    ranks, gains = [], []
    for name in names:
        found = [(other, said) for other, said in answers[name] if other != name and other in same]
        said = {other for other, verdict in found if verdict}
        hit += len(said & same[name]); wrong += len(said - same[name]); missed += len(same[name] - said)
        if same[name]:
            rank = next((i + 1 for i, (other, _) in enumerate(found) if other in same[name]), None)
            ranks.append(1 / rank if rank else 0.0)
        else:
            quiet += 1
            alarms += bool(said)
        if same[name] or related[name]:
            gain = lambda other: 2 if other in same[name] else 1 if other in related[name] else 0
            got = sum(gain(other) / math.log2(i + 2) for i, (other, _) in enumerate(found[:5]))
            best = sorted([2] * len(same[name]) + [1] * len(related[name]), reverse=True)[:5]
            gains.append(got / sum(g / math.log2(i + 2) for i, g in enumerate(best)))
    precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall),
            "MRR": sum(ranks) / max(1, len(ranks)), "nDCG@5": sum(gains) / max(1, len(gains)),
            "alarms": alarms, "quiet": quiet}


def show(title, figures):
    print(f"{title:34} precision {figures['precision']:.3f}  recall {figures['recall']:.3f}  F1 {figures['F1']:.3f}  "
          f"MRR {figures['MRR']:.3f}  nDCG@5 {figures['nDCG@5']:.3f}  false alarms {figures['alarms']}/{figures['quiet']} "
          f"({100 * figures['alarms'] / max(1, figures['quiet']):.1f} %)")


def ask_program(program, folder, names):
    out = {}
    for name in names:
        run = subprocess.run([program, "similar", "--json", "--archive", folder, os.path.join(folder, name)],
                             capture_output=True, check=True)
        out[name] = [(os.path.relpath(match["path"], folder), match["verdict"] == "same")
                     for match in json.loads(run.stdout)["matches"]]
    return out


def bm25_scores(folder, names):
    files = [os.path.relpath(os.path.join(base, file), folder) for base, _, all_files in os.walk(folder)
             for file in all_files if file.endswith(".md")]
    bags = {file: collections.Counter(re.findall(r"\w+", open(os.path.join(folder, file), errors="replace").read().lower()))
            for file in set(files) | set(names)}
    holders = collections.Counter(word for bag in bags.values() for word in bag)
    lengths = {file: sum(bag.values()) for file, bag in bags.items()}
    mean = sum(lengths.values()) / len(lengths)

    def score(query, file):
        total = 0.0
        for word in bags[query]:
            count = bags[file].get(word)
            if count:
                rarity = math.log(1 + (len(bags) - holders[word] + 0.5) / (holders[word] + 0.5))
                total += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[file] / mean))
        return total

    out = {}
    for query in names:
        own = score(query, query)
        out[query] = sorted(((score(query, file) / own, file) for file in names if file != query), reverse=True)
    return out


def cut(scores, threshold):
    return {query: [(file, value >= threshold) for value, file in ranked] for query, ranked in scores.items()}


def best_threshold(names, same, related, scores):
    return max((t / 200 for t in range(5, 200)), key=lambda t: evaluate(names, same, related, cut(scores, t))["F1"])


def validate_bm25(names, same, related, scores, folds=10):
    """The threshold is chosen on the other nine tenths."""
    order = sorted(names)
    random.Random(1).shuffle(order)
    out = {}
    for fold in range(folds):
        inside = set(order[fold::folds])
        rest = [name for name in names if name not in inside]
        threshold = best_threshold(rest, {n: same[n] - inside for n in rest}, {n: related[n] - inside for n in rest},
                                   {n: [(s, f) for s, f in scores[n] if f not in inside] for n in rest})
        out.update({name: cut({name: scores[name]}, threshold)[name] for name in inside})
    return out


# The model of src/archive/similarity.cpp, fitted anew.
def features(f):
    cause, whole, title, names, components, mechanisms, _, _, _, _, common = f
    return [1.0, min(names, 0.3), min(components, mechanisms), min(components / 0.35, 1.0) * common]


def fit(rows):
    """Newton's method; rows are (features, same, weight). Weights of features are not negative."""
    n = len(rows[0][0])
    b = [0.0] * n
    for _ in range(30):
        g, h = [0.0] * n, [[0.0] * n for _ in range(n)]
        for x, y, w in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(a * c for a, c in zip(b, x))))))
            for i in range(n):
                g[i] += w * (p - y) * x[i]
                for j in range(n):
                    h[i][j] += w * p * (1 - p) * x[i] * x[j]
        for i in range(n):
            h[i][i] += 1e-6 if i == 0 else 0.02
            g[i] += 0.0 if i == 0 else 0.02 * b[i]
        free = [i for i in range(n) if not (i and b[i] <= 0 and g[i] > 0)]
        table = [[h[i][j] for j in free] + [g[i]] for i in free]
        for i in range(len(free)):
            pivot = max(range(i, len(free)), key=lambda r: abs(table[r][i]))
            table[i], table[pivot] = table[pivot], table[i]
            for r in range(len(free)):
                if r != i:
                    q = table[r][i] / table[i][i]
                    table[r] = [a - q * c for a, c in zip(table[r], table[i])]
        moved = 0.0
        for k, i in enumerate(free):
            value = b[i] - table[k][-1] / table[k][k]
            value = max(0.0, value) if i else value
            moved = max(moved, abs(value - b[i]))
            b[i] = value
        if moved < 1e-5:
            break
    return b


def follow_chains(scores, names, sure=0.7, links=6):
    out = dict(scores)
    for a in names:
        chain = sorted((b for b in names if b != a and scores.get((a, b), 0) >= sure), key=lambda b: -scores[a, b])[:links]
        for b in names:
            if b == a or scores.get((a, b), 0) >= sure:
                continue
            for link in chain:
                on = scores.get((link, b), 0)
                if link != b and on >= sure:
                    out[a, b] = max(out.get((a, b), 0), 0.98 * min(scores[a, link], on))
    return out


def cross_validate(names, same, related, likeness, group_of, folds=10, bias=-0.5):
    """`related` pairs are the hard ones: they count four times. A failure counts as the root of its pairs. The constant is
    lowered by `bias` for fewer false alarms."""
    groups = sorted({group_of(name) for name in names}, key=str)
    random.Random(1).shuffle(groups)
    fold_of = {group: i % folds for i, group in enumerate(groups)}
    where = {name: fold_of[group_of(name)] for name in names}
    scores = {}
    for fold in range(folds):
        rows = []
        for (a, b), f in likeness.items():
            if a < b and where[a] != fold and where[b] != fold:
                pairs = len(same[a]) * (len(same[a]) + 1) / 2
                weight = 4 / math.sqrt(pairs) if b in same[a] else 4.0 if b in related[a] else 1.0
                rows.append((features(f), b in same[a], weight))
        weights = fit(rows)
        for (a, b), f in likeness.items():
            if where[a] == fold:
                z = sum(x * w for x, w in zip(features(f), weights)) + bias
                scores[a, b] = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
    scores = follow_chains(scores, names)
    return {a: [(b, scores.get((a, b), 0) >= 0.5)
                for b in sorted((n for n in names if n != a), key=lambda n: -scores.get((a, n), 0))] for a in names}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--program", default="build/release/afterword")
    parser.add_argument("--likeness")
    options = parser.parse_args()
    folder = os.path.abspath(options.data)
    names, same, related = read_judgements(folder)
    print(f"{len(names)} judged reports, {sum(map(bool, same.values()))} with the same failure elsewhere, "
          f"{sum(map(len, same.values()))} judged pairs of the same failure")
    show("afterword similar, as it is", evaluate(names, same, related, ask_program(options.program, folder, names)))
    if options.likeness:
        files = sorted(os.path.relpath(os.path.join(base, file), folder) for base, _, all_files in os.walk(folder)
                       for file in all_files if file.endswith(".md"))
        lines = subprocess.run([os.path.abspath(options.likeness)] + files, cwd=folder, capture_output=True, check=True,
                               text=True).stdout.splitlines()
        likeness = {(row["a"], row["b"]): row["f"] for row in map(json.loads, lines) if row["a"] in same and row["b"] in same}
        group = {name: min({name} | same[name]) for name in names}
        show("  weights fitted on other reports", evaluate(names, same, related, cross_validate(
            names, same, related, likeness, lambda name: name)))
        show("  weights fitted on other failures", evaluate(names, same, related, cross_validate(
            names, same, related, likeness, lambda name: group[name])))
    scores = bm25_scores(folder, names)
    show("BM25, threshold from other reports", evaluate(names, same, related, validate_bm25(names, same, related, scores)))
    show("BM25, best threshold in-sample", evaluate(
        names, same, related, cut(scores, best_threshold(names, same, related, scores))))


if __name__ == "__main__":
    main()
