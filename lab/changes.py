"""Changes as a team makes them: a git repository with commits, and the record of what was deployed when."""
import csv
import datetime
import json
import os
import shutil
import subprocess

PEOPLE = {"Ilka Varn": "ilka", "Tomas Brede": "tomas", "Odile Kesh": "odile", "Ruben Alstad": "ruben"}
EARLIER = [  # days before the outage, who, what
    (9, "Ilka Varn", "Search products by name"),
    (6, "Tomas Brede", "Renew database connections every five seconds"),
    (5, "Odile Kesh", "Limit requests to sixty a second"),
    (3, "Ruben Alstad", "Payments answer on their own port"),
    (1, "Ilka Varn", "Count requests by route"),
]


def instant(when):
    return when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Repository:
    """The team's repository at /srv/shop/repository, begun from the files in `app/`."""

    def __init__(self, path, files):
        self.path = path
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(path, name)), exist_ok=True)
            with open(os.path.join(path, name), "w") as file:
                file.write(text)
        self.git("init", "-q", "-b", "main", "--template=", ".")
        self.git("config", "gc.auto", "0")
        for days, author, message in EARLIER:
            with open(os.path.join(path, "CHANGES"), "a") as file:
                file.write(message + "\n")
            self.save(author, message, now() - datetime.timedelta(days=days, minutes=17 * days))

    def git(self, *arguments, when=None, author="Ilka Varn"):
        date = (when or now()).strftime("%Y-%m-%dT%H:%M:%S+0000")
        mail = PEOPLE[author] + "@shop.example"
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
                       "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": mail, "GIT_AUTHOR_DATE": date,
                       "GIT_COMMITTER_NAME": author, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": date}
        done = subprocess.run(["git", "-C", self.path, *arguments], env=environment, check=True, capture_output=True,
                              text=True)
        return done.stdout.strip()

    def save(self, author, message, when=None):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, when=when, author=author)
        return self.git("rev-parse", "HEAD")

    def read(self, name):
        with open(os.path.join(self.path, name)) as file:
            return file.read()

    def commit(self, author, message, edits):
        """`edits`: file -> list of (old, new), or the whole new text. Returns the full hash."""
        for name, edit in edits.items():
            text = edit if isinstance(edit, str) else self.read(name)
            for old, new in [] if isinstance(edit, str) else edit:
                if old not in text:
                    raise RuntimeError("%s does not hold %r" % (name, old))
                text = text.replace(old, new)
            os.makedirs(os.path.dirname(os.path.join(self.path, name)), exist_ok=True)
            with open(os.path.join(self.path, name), "w") as file:
                file.write(text)
        return self.save(author, message)

    def revert(self, author, commit):
        """Undoes a commit; what edits since then have touched elsewhere stays."""
        self.git("revert", "--no-edit", commit, author=author)
        return self.git("rev-parse", "HEAD")

    def checkout(self, commit, target):
        os.makedirs(target)
        archive = subprocess.run(["git", "-C", self.path, "archive", commit], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", target], input=archive.stdout, check=True)

    def export(self, target):
        """A small copy with history: one pack, no hooks, no reflogs."""
        self.git("gc", "-q", "--prune=now")
        shutil.copytree(self.path, target)
        for name in ("logs", "COMMIT_EDITMSG", "ORIG_HEAD", "description"):
            path = os.path.join(target, ".git", name)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.unlink(path)


class Deploys:
    """What was deployed, rolled back or switched; written as JSON or as CSV."""

    def __init__(self):
        self.records = []
        self.flags = []

    def add(self, service, commit, version, person, kind="deploy", begin=None):
        record = {"id": "%s-%d" % (kind, 412 + len(self.records)), "kind": kind, "timestamp": instant(begin or now()),
                  "service": service, "commit_sha": commit, "version": version, "by": person}
        self.records.append(record)
        return record

    def flag(self, name, service, change, person):
        self.flags.append({"timestamp": instant(now()), "flag": name, "service": service, "change": change,
                           "actor": person})

    def write(self, folder, style):
        os.makedirs(folder, exist_ok=True)
        if self.flags:
            with open(os.path.join(folder, "flags.json"), "w") as file:
                json.dump(self.flags, file, indent=2)
        if style == "json" and self.records:
            with open(os.path.join(folder, "deploys.json"), "w") as file:
                json.dump(self.records, file, indent=2)
        elif self.records:
            with open(os.path.join(folder, "deploys.csv"), "w", newline="") as file:
                writer = csv.DictWriter(file, list(self.records[0]))
                writer.writeheader()
                writer.writerows(self.records)
