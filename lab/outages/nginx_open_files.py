"""nginx may open too few files for the connections that users keep open."""
from shop_outage import ShopOutage


def run():
    outage = ShopOutage("nginx-open-files", chat_style="pasted", log_style="json", change_style="csv", seed=16, rate=25)
    outage.load.hold_s = 3.0
    outage.calm("search", "cache")
    commit = outage.change("Tomas Brede", "Tidy the nginx settings: same limits as on the test host",
                           {"nginx/nginx.conf": [("worker_rlimit_nofile 4096", "worker_rlimit_nofile 64")]},
                           "nginx", "config")
    outage.wait_for_alert()
    outage.say("odile", "the probe of the home page fails now and then, looking", ["investigation"])
    outage.wait(6)
    outage.say("odile", "looks like an attack, many connections are open", ["misleading"])
    outage.wait(6)
    outage.say("odile", "not an attack: as many users as an hour ago", ["misleading"])
    outage.wait(3)
    outage.say("odile", "@tomas please come, nginx says too many open files", ["escalation", "investigation"])
    outage.wait(6)
    outage.say("tomas", "worker_rlimit_nofile is 64 since my change, it was 4096. Setting it back", ["cause"])
    outage.wait(2)
    outage.roll_back("Tomas Brede", "nginx", "config")
    outage.finish()
    outage.caused_by("nginx", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "worker_rlimit_nofile",
                               "Too many open files", "Tidy the nginx settings"], commit, "commit")
    return outage
