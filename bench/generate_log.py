#!/usr/bin/env python3
"""Writes a log whose variable parts are random words, names, paths, addresses and numbers, not only digits.

usage: bench/generate_log.py LINES FILE [--seed N]

Lines are syslog of several programs, about 120 bytes each, from 25 messages; a million of them have some 150,000
different fingerprints once numbers are masked. The same seed gives the same bytes.
"""
import argparse
import random

MESSAGES = """cart: accepted order {id} of customer {name} with {n} items worth {f} EUR
cart: could not reserve stock for article {word}-{n} in warehouse {word}: only {n} left
cart: session {hex} of user {name} expired after {n} seconds
nginx: {ip} GET /{word}/{word}/{n} 200 {n} {f}
nginx: upstream {ip}:{port} timed out while reading response header from client {ip}, request {hex}
postgres: duration: {f} ms statement: SELECT * FROM {word} WHERE id = {n}
postgres: process {n} still waiting for ShareLock on transaction {n} after {f} ms
postgres: checkpoint complete: wrote {n} buffers in {f} s
sshd: Accepted publickey for {name} from {ip} port {port} ssh2
sshd: Disconnected from user {name} {ip} port {port}
kernel: usb {n}-{n}: new high-speed device number {n} using {word}
payments: charge {uuid} of {name} declined by issuer {word}: code {n}
payments: retry {n} of request {uuid} to https://api.{word}.example/v{n}/charge took {n} ms
mailer: queued message {hex} from <{name}@{word}.example> size={n}
mailer: delivered {hex} to <{name}@{word}.example>, relay={word}.example[{ip}]:25, delay={f}
scheduler: job {word}-{word} finished in {f} s with status ok
scheduler: job {word}-{word} skipped because {word} holds its lock
search: query took {n} ms, {n} hits, shard {word}, user {name}
search: segment {hex} merged into {hex}, {n} documents, {n} deleted
auth: token for {name} issued by {word} valid for {n} s
auth: login of {name} from {ip} refused: wrong password
storage: block blk_{n} written to /data/{word}/{hex} ({n} bytes)
storage: replica of blk_{n} on {ip}:{port} is stale, scheduling copy
worker: thread {word}-{n} picked task {uuid} from queue {word}
worker: task {uuid} failed with TimeoutError after {n} ms, attempt {n}""".split("\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("lines", type=int)
    options.add_argument("file")
    options.add_argument("--seed", type=int, default=1)
    o = options.parse_args()
    r = random.Random(o.seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(r.choices(letters, k=r.randint(4, 10))) for _ in range(500)]
    names = ["".join(r.choices(letters, k=r.randint(3, 9))) for _ in range(5000)]
    hexes = ["%016x" % r.getrandbits(64) for _ in range(50000)]
    uuids = ["%08x-%04x-%04x-%04x-%012x" % (r.getrandbits(32), r.getrandbits(16), r.getrandbits(16), r.getrandbits(16),
                                            r.getrandbits(48)) for _ in range(50000)]
    ips = ["%d.%d.%d.%d" % tuple(r.randint(1, 250) for _ in range(4)) for _ in range(20000)]
    make = {"word": lambda: words[int(r.random() * 500)], "name": lambda: names[int(r.random() * 5000)],
            "hex": lambda: hexes[int(r.random() * 50000)], "uuid": lambda: uuids[int(r.random() * 50000)],
            "ip": lambda: ips[int(r.random() * 20000)], "n": lambda: str(int(r.random() * 100000)),
            "id": lambda: str(int(r.random() * 10**9)), "port": lambda: str(1024 + int(r.random() * 60000)),
            "f": lambda: "%.3f" % (r.random() * 1000)}
    parts = []
    for message in MESSAGES:
        program, text = message.split(": ", 1)
        pieces = []
        for piece in text.split("{"):
            name, close, rest = piece.partition("}")
            pieces += [make[name], rest] if close else [piece]
        parts.append((program, pieces))
    at, millisecond = 0, 0
    with open(o.file, "w", encoding="ascii", buffering=1 << 20) as out:
        for i in range(o.lines):
            millisecond += int(r.random() * 4)
            if millisecond >= 1000:
                at, millisecond = at + 1, millisecond - 1000
            day, rest = divmod(at, 86400)
            program, pieces = parts[int(r.random() * r.random() * len(parts))]
            text = "".join([p if p.__class__ is str else p() for p in pieces])
            out.write("2026-06-%02dT%02d:%02d:%02d.%03dZ web-%d %s[%d]: %s\n" % (
                1 + day % 28, rest // 3600, rest // 60 % 60, rest % 60, millisecond, i % 7, program, 1000 + i % 97, text))


if __name__ == "__main__":
    main()
