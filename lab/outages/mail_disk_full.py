"""The disk of the mail server fills with large messages."""
import subprocess

from load import mail_talk
from mail import MailOutage


def run():
    outage = MailOutage("mail-disk-full", rate=8, disk="9m", chat_style="pasted", seed=21)
    outage.keep_changes()
    outage.wait(outage.calm_s - 14)
    commit = outage.repository.commit("Ruben Alstad", "Retry deferred mail every eight seconds",
                                      {"README.md": "# Our mail server\n\nDeferred mail is tried every 8 s.\n"})
    outage.deploys.add("postfix", commit, "mail-31", "ruben", "config")
    outage.wait(14)
    outage.inject()
    outage.load.talk = mail_talk(outage.load.chance, 90000)  # a list server sends its newsletter, with pictures
    outage.wait_for_alert(90)
    outage.say("ruben", "the mail server refuses mail, looking", ["investigation"])
    outage.wait(5)
    outage.say("ruben", "looks like the network, senders give up in the middle", ["misleading"])
    outage.wait(6)
    outage.say("ruben", "no, network is fine, our server itself says 452", ["misleading"])
    outage.wait(3)
    outage.say("ruben", "@pavel escalating to infrastructure", ["escalation"])
    outage.wait(6)
    outage.say("pavel", "/srv/mail is full: no space left on device. A newsletter with pictures came in",
               ["cause", "investigation"])
    outage.wait(2)
    outage.load.talk = outage.load_talk(3000)
    subprocess.run(["mount", "-o", "remount,size=64m", "/srv/mail"], check=True)
    outage.repair_done()
    outage.say("pavel", "made the disk larger, 64 MB now", ["mitigation", "resolution"])
    outage.finish()
    outage.caused_by("postfix", ["disk", "No space left on device", "Insufficient system storage",
                                 "not enough free space", "node_filesystem_avail_bytes", "/srv/mail"])
    return outage
