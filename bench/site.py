#!/usr/bin/env python3
"""Makes a site of the same generated reports with afterword and with Hugo, in turn, and prints the ratio of wall times.

usage: site.py PROGRAM [--documents 10000] [--runs 3] [--data DIR]

What each side makes of a report: afterword its page with figures and the verdict on recurrence, data, Markdown, a preview for
links and its text for search, then lists by service, team, cause, owner and year, the board of measures, statistics, a
calendar, an index of words in parts, feeds and a sitemap. Hugo (Debian's) a page, its JSON and its Markdown, pages by service,
team, owner and year, paginated lists, feeds with full text, a sitemap and one index for search: no figures, previews, numbers
or board, and no recurrence. `--alike` gives it what its theme can do of that: a preview for links, drawn by its own filter for
text, and related reports, by its own index of them. That is slow: ask for some hundred reports.
"""
import argparse
import os
import re
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
HUGO = {
    "config.toml": """baseURL = "https://example.org/"
title = "Postmortems"
paginate = 60
[taxonomies]
service = "services"
team = "teams"
owner = "owners"
year = "years"
[outputs]
home = ["HTML", "RSS", "JSON"]
page = ["HTML", "JSON", "MD"]
[mediaTypes."text/markdown"]
suffixes = ["md"]
[outputFormats.MD]
mediaType = "text/markdown"
isPlainText = true
[markup.goldmark.renderer]
unsafe = true
""",
    "layouts/_default/baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/style.css"><meta property="og:title" content="{{ .Title }}">
<meta name="description" content="{{ .Summary | plainify | truncate 200 }}">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType }}" href="{{ .RelPermalink }}">{{ end }}</head>
<body><header><a href="/">Postmortems</a><nav><a href="/services/">Services</a> <a href="/teams/">Teams</a> <a href="/years/">Years</a></nav></header>
<main>{{ block "main" . }}{{ end }}</main><footer>Made by Hugo</footer></body></html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<p>{{ .WordCount }} words, {{ .ReadingTime }} min</p><h1>{{ .Title }}</h1>
<p>{{ .Summary | plainify | truncate 300 }}</p><time>{{ .Date.Format "2006-01-02" }}</time>{{ .TableOfContents }}{{ .Content }}
{{ range $t := slice "services" "teams" "owners" "years" }}{{ range $.GetTerms $t }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}{{ end }}{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ol>{{ $p := .Paginate .RegularPages.ByDate.Reverse }}{{ range $p.Pages }}
<li><time>{{ .Date.Format "2006-01-02" }}</time><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary | plainify | truncate 300 }}</p></li>{{ end }}</ol>
{{ template "_internal/pagination.html" . }}{{ end }}
""",
    "layouts/_default/terms.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ol>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ol>{{ end }}
""",
    "layouts/_default/single.json": """{"title":{{ .Title | jsonify }},"date":{{ .Date.Format "2006-01-02" | jsonify }},"summary":{{ .Summary | plainify | jsonify }},"text":{{ .Plain | jsonify }}}
""",
    "layouts/_default/single.md": "{{ .RawContent }}\n",
    "layouts/index.json": """[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}{"title":{{ $p.Title | jsonify }},"url":{{ $p.RelPermalink | jsonify }},"text":{{ $p.Plain | jsonify }}}{{ end }}]
""",
    "layouts/_default/rss.xml": """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{{ .Title }}</title>{{ range first 20 .RegularPages.ByDate.Reverse }}
<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Content | html }}</description></item>{{ end }}</channel></rss>
""",
    "static/style.css": "body{max-width:60rem;margin:auto}\n",
}


ALIKE = {  # in place of these
    "config.toml": """
[related]
threshold = 60
[[related.indices]]
name = "services"
weight = 100
""",
    "layouts/_default/single.html": """{{ define "preview" }}{{ $text := images.Text .Title (dict "size" 54 "x" 72 "y" 120 "color" "#1b1c1f") }}{{ $about := images.Text (.Summary | plainify | truncate 160 | printf "%s") (dict "size" 32 "x" 72 "y" 300 "color" "#1b1c1f") }}
{{ with resources.Get "paper.png" | images.Filter $text $about }}<meta property="og:image" content="{{ .Permalink }}">{{ end }}{{ end }}
{{ define "related" }}<ol>{{ range first 5 (.Site.RegularPages.Related .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>{{ end }}
""",
}


def blank_png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\xfb\xfa\xf7" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def write_theme(folder, alike):
    files = dict(HUGO)
    if alike:
        files["config.toml"] += ALIKE["config.toml"]
        single = "layouts/_default/single.html"
        files[single] = files[single].replace("{{ .Content }}", '{{ .Content }}{{ template "preview" . }}{{ template "related" . }}')
        files[single] += ALIKE[single]
    for name, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    if alike:
        os.makedirs(os.path.join(folder, "assets"))
        with open(os.path.join(folder, "assets/paper.png"), "wb") as out:
            out.write(blank_png(1200, 630))


def run(command, cwd=None):
    """-> (wall s, CPU s, peak MB)"""
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size_of(folder):
    files = [os.path.join(base, name) for base, _, names in os.walk(folder) for name in names]
    return len(files), sum(os.path.getsize(f) for f in files)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("--documents", type=int, default=10000)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--alike", action="store_true", help="Hugo makes previews and related reports as well")
    p.add_argument("--data", help="reports to use in place of generated ones")
    o = p.parse_args()
    folder = tempfile.mkdtemp(prefix="afterword-site-")
    try:
        reports = os.path.join(folder, "reports")
        if o.data:
            shutil.copytree(o.data, reports)
        else:
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), reports, "--documents", str(o.documents),
                            "--front-matter"], check=True)
        theme = os.path.join(folder, "hugo")
        write_theme(theme, o.alike)
        os.symlink(reports, os.path.join(theme, "content"))
        ours, theirs = os.path.join(folder, "ours"), os.path.join(folder, "theirs")
        commands = {"afterword build": (ours, [o.program, "build", reports, "-o", ours, "--date", "2026-11-30"])}
        if shutil.which("hugo"):
            commands["hugo"] = (theirs, ["hugo", "--source", theme, "--destination", theirs, "--quiet"])
        else:
            print("not measured: hugo (apt-get install hugo)")
        results = {name: [] for name in commands}
        for i in range(o.runs):
            for name, (output, command) in commands.items():
                # What was just removed slows down the file system that the next run writes to: so it waits aside.
                if os.path.exists(output):
                    os.rename(output, f"{output}-{i}")
                results[name].append(run(command))
        print(f"{o.documents} reports, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {o.runs} rounds in turn")
        print(f"{'':20}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'files':>9}{'MB':>7}")
        for name, r in results.items():
            files, size = size_of(commands[name][0])
            print(f"{name:20}{statistics.median(x[0] for x in r):8.2f}{statistics.median(x[1] for x in r):8.2f}"
                  f"{max(x[2] for x in r):9.0f}{files:9}{size / 1e6:7.0f}")
        if "hugo" in results:
            pairs = list(zip(results["afterword build"], results["hugo"]))
            print(f"ours against Hugo: {statistics.median(a[0] / b[0] for a, b in pairs):.2f} of its wall time, "
                  f"{statistics.median(a[1] / b[1] for a, b in pairs):.2f} of its CPU time (the bar: under 0.5)")
        again = run(commands["afterword build"][1])
        print(f"nothing changed: {again[0] * 1e3:.0f} ms wall, {again[1] * 1e3:.0f} ms CPU")
        names = sorted(n for n in os.listdir(reports) if n.endswith(".md"))
        victim = os.path.join(reports, names[len(names) // 2])
        for what, words in [("words", "It was seen by a zebra."), ("a measure", "- [ ] Add an alert (owner: Ana, due 2026-12-24)"),
                            ("what failed", "The certificate of the load balancer had expired.")]:
            with open(victim, "a", encoding="utf-8") as out:
                out.write(f"\n{words}\n")
            again = run(commands["afterword build"][1])
            print(f"one report changed ({what}), a new process: {again[0] * 1e3:.0f} ms wall, {again[1] * 1e3:.0f} ms CPU")
        for what, words in [("words", "It was seen on Friday, {}."), ("a measure", "- [ ] Add alert {} (owner: Ana, due 2026-12-24)"),
                            ("what failed", "The certificate of load balancer {} had expired.")]:
            watch = subprocess.Popen([*commands["afterword build"][1], "--watch", "--port", "0"], stdout=subprocess.PIPE, text=True)
            times = []
            for line in watch.stdout:
                if found := re.search(r"in (\d+) ms", line):
                    times.append(int(found[1]))
                elif "Ctrl-C" not in line:
                    continue
                if len(times) == 5:
                    break
                with open(victim, "a", encoding="utf-8") as out:
                    out.write(f"\n{words.format(len(times))}\n")
            with open(f"/proc/{watch.pid}/status", encoding="utf-8") as status:
                peak = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) // 1024
            watch.terminate()
            watch.wait()
            print(f"one report changed ({what}), while it watches: {statistics.median(times)} ms wall, median of {len(times)} ({peak} MB)")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
