"""The shop as it runs: PostgreSQL, Redis, payments, the application and nginx, and how a release is put live."""
import datetime
import glob
import os
import pwd
import shutil
import signal
import subprocess
import time

import certificates
from changes import Deploys, Repository, now
from servers import Server, answers, listen, wait_until

PYTHON = "/usr/bin/python3"
POSTGRES = """listen_addresses = '10.20.0.12'
unix_socket_directories = '/run/postgresql'
max_connections = 60
shared_buffers = 16MB
fsync = off
log_timezone = '%s'
log_min_duration_statement = 1000
log_lock_waits = on
log_checkpoints = off
"""
SEED = """CREATE ROLE shop LOGIN SUPERUSER; CREATE DATABASE shop OWNER shop;
\\c shop shop
\\i /srv/shop/repository/migrations/0001_products_and_orders.sql
INSERT INTO products SELECT n, (ARRAY['lamp','chair','Table','rug','quilt','mirror','shelf'])[1 + n % 7] || ' ' || n,
  100 + n * 37 % 9000 FROM generate_series(1, 200) n;
INSERT INTO orders (product, state) SELECT 1 + n % 200, 'sent' FROM generate_series(1, 30000) n;
INSERT INTO order_lines SELECT 1 + n / 2, 100 FROM generate_series(0, 59999) n;
ANALYZE;
"""


def prepare_folders():
    for folder in ("shop/log", "shop/releases", "payments/log", "postgresql", "redis"):
        os.makedirs("/srv/" + folder)
    for folder in ("nginx", "postgresql", "redis"):
        os.makedirs("/var/log/" + folder)
    for folder, user in (("/srv/shop/log", "www-data"), ("/srv/payments/log", "www-data"),
                         ("/srv/postgresql", "postgres"), ("/var/log/postgresql", "postgres"), ("/srv/redis", "redis")):
        os.chown(folder, *pwd.getpwnam(user)[2:4])
    os.makedirs("/run/postgresql")
    os.chown("/run/postgresql", *pwd.getpwnam("postgres")[2:4])
    os.makedirs("/var/lib/nginx", exist_ok=True)


class Stack:
    """`files`: what the repository begins with, from `app/`. `settings`: (old, new) in settings.ini."""

    def __init__(self, files, settings=(), group_file=None, restart_s=3.0):
        prepare_folders()
        for old, new in settings:
            files["shop/settings.ini"] = files["shop/settings.ini"].replace(old, new)
        self.repository = Repository("/srv/shop/repository", files)
        self.deploys = Deploys()
        self.minor = 0
        self.group_file, self.restart_s = group_file, restart_s
        self.zone = os.environ.get("TZ", "UTC")

    def start(self, certificate_end=None):
        certificates.make_authority()
        certificates.issue(now() - datetime.timedelta(days=80), certificate_end or now() + datetime.timedelta(days=10))
        self.start_postgres()
        self.redis = Server("redis", ["redis-server", "--bind", "10.20.0.13", "--port", "6379", "--dir", "/srv/redis",
                                      "--save", "", "--protected-mode", "no",
                                      "--logfile", "/var/log/redis/redis-server.log"],
                            ready=answers("10.20.0.13", 6379)).start()
        self.repository.checkout("HEAD", "/srv/shop/releases/4.11.0")
        self.payments = Server("payments", [PYTHON, "/srv/shop/releases/4.11.0/payments/payments.py"], user="www-data",
                               sockets=[listen("10.20.0.21", 9000)], ready=answers("10.20.0.21", 9000))
        self.payments.environment = {"LISTEN_FD": str(self.payments.sockets[0].fileno()),
                                     "SPANS": "/srv/payments/log/spans.json"}
        self.payments.start()
        self.start_shop()
        self.apply_firewall("4.11.0")
        shutil.copy("/srv/shop/releases/4.11.0/nginx/nginx.conf", "/srv/shop/nginx.conf")
        self.nginx = Server("nginx", ["nginx", "-c", "/srv/shop/nginx.conf", "-g", "daemon off;"],
                            ready=answers("10.20.0.11", 80)).start()
        return self

    def start_postgres(self):
        postgres = glob.glob("/usr/lib/postgresql/*/bin")[-1]
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        data = "/srv/postgresql/data"
        subprocess.run(as_postgres + [postgres + "/initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--no-sync"],
                       check=True, capture_output=True)
        with open(data + "/postgresql.conf", "a") as file:
            file.write(POSTGRES % self.zone)
        with open(data + "/pg_hba.conf", "a") as file:
            file.write("host all all 10.20.0.0/24 trust\n")
        self.postgres = Server("postgresql", [postgres + "/postgres", "-D", data], user="postgres",
                               output="/var/log/postgresql/postgresql.log", ready=answers("10.20.0.12", 5432))
        self.postgres.start()
        self.psql(SEED, database="postgres", user="postgres")

    def psql(self, statements, database="shop", user="shop", wait=True):
        """Runs SQL as a person or a deploy would; does not wait if told so, and then returns the process."""
        command = ["psql", "-q", "-h", "10.20.0.12", "-U", user, "-d", database, "-v", "ON_ERROR_STOP=1"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True)
        if wait:
            out, _ = child.communicate(statements, timeout=60)
            if child.returncode != 0:
                raise RuntimeError(out)
            return out
        child.stdin.write(statements)
        child.stdin.close()
        return child

    def start_shop(self):
        self.shop = Server("shop", [PYTHON, "/srv/shop/releases/4.11.0/shop/shop.py"], user="www-data",
                           sockets=[listen("10.20.0.11", 8000)], output="/srv/shop/log/stderr.log",
                           restart_s=self.restart_s, group_file=self.group_file)
        self.shop.environment = {"LISTEN_FD": str(self.shop.sockets[0].fileno()), "VERSION": "4.11.0"}
        self.shop.start()
        time.sleep(0.5)

    def apply_firewall(self, version):
        subprocess.run(["nft", "flush", "ruleset"], check=True)
        subprocess.run(["nft", "-f", "/srv/shop/releases/%s/firewall/shop.nft" % version], check=True)

    def release(self, commit, person, service="shop", kind="deploy"):
        """Puts a commit live for one service; returns the record. It is dated when the new version takes over."""
        self.minor += 1
        version = "4.11.%d" % self.minor
        folder = "/srv/shop/releases/" + version
        self.repository.checkout(commit, folder)
        begin = now()
        if service == "shop":
            self.shop.environment["VERSION"] = version
            self.shop.replace([PYTHON, folder + "/shop/shop.py"])
        elif service == "nginx":
            shutil.copy(folder + "/nginx/nginx.conf", "/srv/shop/nginx.conf")
            self.nginx.process.send_signal(signal.SIGHUP)
        elif service == "firewall":
            self.apply_firewall(version)
        return self.deploys.add(service, commit, version, person, kind, begin)
