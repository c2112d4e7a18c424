"""The name server crashes, and the application finds neither database nor payments."""
import os
import signal

import world
from servers import Server, answers
from shop_outage import ShopOutage

CONFIG = """no-daemon
no-resolv
no-hosts
listen-address=127.0.0.1
bind-interfaces
user=root
log-facility=/var/log/dnsmasq.log
log-async=20
dns-forward-max=10
"""


def start_name_server():
    """Names come from dnsmasq instead of /etc/hosts."""
    names = "".join("address=/%s.shop.example/10.20.0.%d\n" % pair for pair in world.HOSTS.items())
    with open("/srv/dnsmasq.conf", "w") as file:
        file.write(CONFIG + names)
    world.cover("/etc/hosts", "127.0.0.1 localhost %s\n" % world.HOST)
    return Server("dnsmasq", ["dnsmasq", "-C", "/srv/dnsmasq.conf"], ready=answers("127.0.0.1", 53)).start()


def run():
    server = start_name_server()
    outage = ShopOutage("dns-failure", chat_style="slack", log_style="plain", seed=19)
    outage.logs["dnsmasq.log"] = "/var/log/dnsmasq.log"
    outage.calm("discount", "cache")
    outage.inject()
    os.kill(server.process.pid, signal.SIGSEGV)
    outage.mark("The name server dnsmasq crashes", ["cause", "other"])
    outage.wait_for_alert()
    outage.say("ilka", "paged, errors everywhere", ["investigation"])
    outage.wait(5)
    outage.say("ilka", "looks like the database is down", ["misleading"])
    outage.wait(6)
    outage.say("ilka", "no, database is up: psql with its address works at once", ["misleading"])
    outage.wait(3)
    outage.say("ilka", "pulling in @pavel from infrastructure", ["escalation"])
    outage.wait(6)
    outage.say("pavel", "names don't resolve: dnsmasq on shop-1 died with a segmentation fault. Starting it again",
               ["cause", "investigation"])
    outage.wait(2)
    server.start()
    outage.repair_done()
    outage.mark("dnsmasq is started again", ["mitigation", "resolution"])
    outage.finish()
    outage.caused_by("dnsmasq", ["dns", "dnsmasq", "name resolution", "could not translate host name", "resolver"])
    return outage
