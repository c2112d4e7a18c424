"""What the outages of the shop have in common: the shop is started, users come, decoy changes are made, people talk."""
import datetime
import os

from load import Load
from outage import Outage
from stack import Stack

HERE = os.path.dirname(os.path.abspath(__file__))
TRACES = {"shop.json": "/srv/shop/log/spans.json", "payments.json": "/srv/payments/log/spans.json"}
LOGS = {"nginx-access.log": "/var/log/nginx/access.log", "nginx-error.log": "/var/log/nginx/error.log",
        "payments-nginx-error.log": "/var/log/nginx/payments.error.log", "shop.log": "/srv/shop/log/shop.log",
        "payments.log": "/srv/payments/log/payments.log", "postgresql.log": "/var/log/postgresql/postgresql.log",
        "redis-server.log": "/var/log/redis/redis-server.log", "syslog": "/var/log/syslog"}
DECOYS = {
    "footer": ("Odile Kesh", "Say the new opening hours in the README",
               {"README.md": [("served.", "served. Open 8 to 20 h.")]}),
    "search": ("Ilka Varn", "Find thirty products instead of twenty", {"shop/shop.py": [("LIMIT 20", "LIMIT 30")]}),
    "discount": ("Marit Solheim", "Less discount on mirrors", {"data/discounts.json": [('"6": 6', '"6": 5')]}),
    "cache": ("Tomas Brede", "Keep products four seconds in the cache", {"shop/shop.py": [("ex=3", "ex=4")]}),
}


def app_files():
    files = {}
    root = os.path.join(HERE, "app")
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(".pyc"):
                continue
            path = os.path.join(folder, name)
            with open(path) as file:
                files[os.path.relpath(path, root)] = file.read()
    return files


def record_instant(record):
    """When a release began, as its record says it."""
    return datetime.datetime.fromisoformat(record["timestamp"].replace("Z", "+00:00"))


class ShopOutage(Outage):
    def __init__(self, name, rate=25, log_style="plain", settings=(), certificate_end=None, group_file=None, probes=(),
                 seed=1, spans=False, **options):
        super().__init__(name, **options)
        settings = [("log_style = plain", "log_style = " + log_style), *settings]
        if spans:
            settings.append(("spans =", "spans = " + TRACES["shop.json"]))
            self.traces = dict(TRACES)
        self.stack = Stack(FILES, settings, group_file).start(certificate_end)
        self.repository, self.deploys = self.stack.repository, self.stack.deploys
        self.logs = dict(LOGS)
        self.watch([("http", "http://10.20.0.11/"), ("tls", "payments.shop.example:8443"), *probes])
        self.load = Load(rate, seed=seed).start()

    def calm(self, *decoys, before_s=14.0):
        """Normal traffic; the decoys go live shortly before its end, each some seconds apart."""
        self.wait(max(1.0, self.calm_s - before_s))
        for name in decoys:
            author, message, edits = DECOYS[name]
            commit = self.repository.commit(author if author != "Marit Solheim" else "Ruben Alstad", message, edits)
            if "README.md" not in edits:
                self.stack.release(commit, author.split()[0].lower())
            self.wait((before_s - 2) / len(decoys))
        self.wait(2 if decoys else before_s)

    def change(self, author, message, edits, service="shop", kind="deploy"):
        """The change that breaks it: committed, a moment later live. Returns the full hash."""
        commit = self.repository.commit(author, message, edits)
        self.wait(1.2)
        self.inject()
        record = self.stack.release(commit, author.split()[0].lower(), service, kind)
        text = "%s %s goes live: %s" % (service, record["version"], message)
        self.mark(text, ["cause", "other"], record_instant(record))
        self.events[-1]["accept"] = [record["id"], commit, record["version"]]
        self.broken = commit, record
        return commit

    def roll_back(self, author="Tomas Brede", service="shop", kind="rollback"):
        commit = self.repository.revert(author, self.broken[0])
        record = self.stack.release(commit, author.split()[0].lower(), service, kind)
        self.mark("%s %s rolls back the change" % (service, record["version"]), ["mitigation", "resolution"],
                  record_instant(record))
        self.repair_done()

    def finish(self):
        self.wait(self.recovery_s)
        self.say("ilka", "error rate back to normal, closing. I'll write the postmortem", ["recovery", "communication"])
        self.wait(1.5)
        self.load.stop()


FILES = app_files()  # read before the world covers anything
