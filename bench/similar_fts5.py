#!/usr/bin/env python3
"""The same question to SQLite's FTS5: the ten best by its BM25 for all words of a report. usage: similar_fts5.py DIR [QUERIES]"""
import os
import re
import sqlite3
import sys
import time

folder, queries = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
names = sorted(os.listdir(folder))
base = sqlite3.connect(":memory:")
base.execute("create virtual table report using fts5(body, tokenize='porter unicode61')")
begin = time.monotonic()
base.executemany("insert into report values (?)", ((open(os.path.join(folder, n), errors="replace").read(),) for n in names))
built = time.monotonic() - begin
spent = []
for i in range(queries):
    text = open(os.path.join(folder, names[i * len(names) // queries]), errors="replace").read().lower()
    ask = " OR ".join(f'"{word}"' for word in sorted(set(re.findall(r"[a-z]{3,}", text))))
    begin = time.monotonic()
    base.execute("select rowid from report where report match ? order by rank limit 10", (ask,)).fetchall()
    spent.append((time.monotonic() - begin) * 1000)
spent.sort()
print(f"FTS5: {len(names)} reports indexed in {built:.1f} s; {queries} questions: p50 {spent[queries // 2]:.0f} ms, "
      f"p99 {spent[queries * 99 // 100]:.0f} ms")
