"""A firewall rule closes a port that is in use."""
from shop_outage import ShopOutage


def run():
    outage = ShopOutage("blocked-port", spans=True, chat_style="slack", log_style="logfmt", seed=17)
    outage.calm("discount", "search")
    commit = outage.change("Odile Kesh", "Close the ports that nothing listens on",
                           {"firewall/shop.nft": [("8443, ", "")]}, "firewall", "config")
    outage.wait_for_alert()
    outage.say("ruben", "orders fail, everything else works. I take it", ["investigation"])
    outage.wait(5)
    outage.say("ruben", "looks like the release of shop before, it touched products", ["misleading"])
    outage.wait(6)
    outage.say("ruben", "no, that release is fine, the errors are timeouts towards payments", ["misleading"])
    outage.wait(3)
    outage.say("ruben", "asking the network people to join: @odile", ["escalation"])
    outage.wait(6)
    outage.say("odile", "port 8443 is missing in the new firewall rules, packets are dropped",
               ["cause", "investigation"])
    outage.wait(2)
    outage.roll_back("Odile Kesh", "firewall", "config")
    outage.finish()
    outage.caused_by("firewall", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "8443", "shop.nft",
                                  "payments.shop.example", "Close the ports"], commit, "commit")
    return outage
