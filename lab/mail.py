"""The mail server: Postfix with twenty mailboxes, on a disk of its own."""
import os
import pwd
import shutil
import subprocess

from changes import Deploys, Repository, now
from load import Load, mail_talk
from outage import Outage
from servers import Server, answers

SBIN = "/usr/lib/postfix/sbin"
MAIN = """compatibility_level = 3.6
myhostname = mail.shop.example
inet_interfaces = 10.20.0.25
inet_protocols = ipv4
mydestination =
virtual_mailbox_domains = shop.example
virtual_mailbox_base = /srv/mail/boxes
virtual_mailbox_maps = texthash:/etc/postfix/boxes
virtual_uid_maps = static:%d
virtual_gid_maps = static:%d
virtual_mailbox_limit = 0
message_size_limit = 200000
queue_directory = /srv/mail/spool
data_directory = /srv/postfix
maillog_file = /var/log/mail.log
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtpd_relay_restrictions = reject_unauth_destination
minimal_backoff_time = 8s
queue_run_delay = 8s
"""
MASTER = """smtp      inet  n - n - 40 smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""


class MailOutage(Outage):
    """`disk`: size of the mail server's disk as mount(8) takes it."""

    def __init__(self, name, rate=5, disk="64m", size=3000, seed=1, **options):
        super().__init__(name, **options)
        self.prepare(disk)
        self.start_postfix()
        self.logs = {"mail.log": "/var/log/mail.log", "syslog": "/var/log/syslog"}
        self.watch([("smtp", "10.20.0.25:25")], with_shop=False)
        self.load = Load(rate, "10.20.0.25", 25, seed=seed)
        self.load.talk = self.load_talk(size)
        self.load.start()

    def load_talk(self, size):
        return mail_talk(self.load.chance, size)

    def prepare(self, disk):
        for place in ("/etc/postfix", SBIN):
            kept = "/srv/.copy"
            shutil.copytree(place, kept, symlinks=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m,mode=755", "none", place], check=True)
            shutil.copytree(kept, place, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(kept)
        os.makedirs("/srv/mail")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%s,mode=755" % disk, "mail", "/srv/mail"], check=True)
        user = pwd.getpwnam("postfix")
        mailbox = pwd.getpwnam("nobody")
        for folder, owner in (("/srv/mail/spool", None), ("/srv/mail/boxes", mailbox), ("/srv/postfix", user)):
            os.makedirs(folder)
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        with open("/etc/postfix/boxes", "w") as file:
            file.writelines("box%d@shop.example box%d/\n" % (number, number) for number in range(1, 21))
        for name, text in (("main.cf", MAIN % (mailbox.pw_uid, mailbox.pw_gid)), ("master.cf", MASTER)):
            with open("/etc/postfix/" + name, "w") as file:
                file.write(text)

    def start_postfix(self):
        self.postfix = Server("postfix", ["postfix", "start-fg"], ready=answers("10.20.0.25", 25)).start()

    def restart_postfix(self):
        self.postfix.expected_end = True
        subprocess.run(["postfix", "stop"], check=False, capture_output=True)
        self.postfix.process.wait()
        self.start_postfix()

    def keep_changes(self):
        """A repository and deploy records beside the mail server, for the outages that want them."""
        self.repository = Repository("/srv/mailconfig", {
            "postfix/main.cf": MAIN, "postfix/master.cf": MASTER, "README.md": "# How our mail server is set up\n"})
        self.deploys = Deploys()

    def finish(self):
        self.wait(self.recovery_s)
        self.say("ilka", "mail flows again, closing. I'll write the postmortem", ["recovery", "communication"])
        self.wait(1.5)
        self.load.stop()


def record_package(log, package, before, after):
    """The lines that dpkg writes for an upgrade. (Written by the lab: no package of this machine is touched.)"""
    stamp = now().strftime("%Y-%m-%d %H:%M:%S")
    old, new = "%s:amd64 %s" % (package, before), "%s:amd64 %s" % (package, after)
    steps = ["startup archives unpack", "upgrade %s %s" % (old, after), "status half-configured " + old,
             "status unpacked " + old, "status half-installed " + old, "status unpacked " + new,
             "startup packages configure", "configure %s <none>" % new, "status half-configured " + new,
             "status installed " + new]
    with open(log, "a") as file:
        file.writelines("%s %s\n" % (stamp, step) for step in steps)


def record_apt(log, package, before, after, command, what="Upgrade"):
    stamp = now().strftime("%Y-%m-%d  %H:%M:%S")
    with open(log, "a") as file:
        file.write("\nStart-Date: %s\nCommandline: %s\n%s: %s:amd64 (%s, %s)\nEnd-Date: %s\n"
                   % (stamp, command, what, package, before, after, stamp))
