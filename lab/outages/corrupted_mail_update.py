"""An unattended update of the mail server arrives corrupted."""
import os
import shutil

from mail import SBIN, MailOutage, record_apt, record_package

BEFORE, AFTER = "3.7.11-0+deb12u1", "3.7.11-0+deb12u2"
UPGRADE, FIX = "/usr/bin/unattended-upgrade", "apt-get install --reinstall --allow-downgrades postfix=" + BEFORE


def install(outage, broken, before, after, command):
    record_package("/var/log/dpkg.log", "postfix", before, after)
    smtpd = os.path.join(SBIN, "smtpd")
    if not os.path.exists("/srv/smtpd.before"):
        shutil.copy(smtpd, "/srv/smtpd.before")
    os.unlink(smtpd)  # as dpkg does it: a new file in its place, the running one keeps the old
    shutil.copy("/srv/smtpd.before", smtpd)
    if broken:
        os.truncate(smtpd, os.path.getsize(smtpd) * 2 // 3)
    record_apt("/var/log/history.log", "postfix", before, after, command, "Upgrade" if broken else "Downgrade")


def run():
    outage = MailOutage("corrupted-mail-update", rate=8, chat_style="mattermost", seed=22)
    outage.logs.update({"dpkg.log": "/var/log/dpkg.log", "apt-history.log": "/var/log/history.log"})
    outage.wait(outage.calm_s - 20)
    record_package("/var/log/dpkg.log", "tzdata", "2025b-0+deb12u1", "2025b-0+deb12u2")
    record_apt("/var/log/history.log", "tzdata", "2025b-0+deb12u1", "2025b-0+deb12u2", UPGRADE)
    outage.wait(20)
    outage.inject()
    outage.mark("The package postfix is upgraded to %s" % AFTER, ["cause", "other"])
    outage.events[-1]["accept"] = ["postfix", AFTER]
    outage.wait(0.2)
    install(outage, True, BEFORE, AFTER, UPGRADE)
    outage.postfix.ready = None
    outage.restart_postfix()
    outage.wait_for_alert()
    outage.say("tomas", "nobody can send mail, taking it", ["investigation"])
    outage.wait(5)
    outage.say("tomas", "I think the firewall closed port 25", ["misleading"])
    outage.wait(6)
    outage.say("tomas", "firewall is not it: the port opens, then nobody says hello", ["misleading"])
    outage.wait(3)
    outage.say("tomas", "@odile escalating to you, you know postfix", ["escalation"])
    outage.wait(6)
    outage.say("odile", "smtpd dies at once since the unattended upgrade of postfix to deb12u2, the file is truncated",
               ["cause", "investigation"])
    outage.wait(2)
    install(outage, False, AFTER, BEFORE, FIX)
    outage.mark("postfix %s is installed again" % BEFORE, ["mitigation", "resolution"])
    outage.restart_postfix()
    outage.repair_done()
    outage.finish()
    outage.caused_by("postfix", [AFTER, "postfix", "smtpd", "dpkg", "upgrade", "unattended-upgrade"],
                     "postfix", "package")
    return outage
