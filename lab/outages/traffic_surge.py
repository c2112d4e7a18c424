"""A surge of users, five times as many as the limit of nginx was made for."""
from load import shop_paths
from shop_outage import ShopOutage


def mostly_one_product(chance):
    return ("GET", "/products/77", "") if chance.random() < 0.8 else shop_paths(chance)


def run():
    outage = ShopOutage("traffic-surge", chat_style="pasted-minutes", log_style="json", seed=20, rate=20)
    outage.calm("search", "footer")
    outage.deploys.flag("free_delivery_banner", "shop", "off->on", "marit")
    outage.wait(4)
    outage.inject()
    outage.load.rate, outage.load.paths = 130, mostly_one_product
    outage.wait_for_alert()
    outage.say("odile", "many 503, looking", ["investigation"])
    outage.wait(5)
    outage.say("odile", "looks like the release a minute ago", ["misleading"])
    outage.wait(5)
    outage.say("odile", "no, the release is fine: shop itself answers fast and without errors", ["misleading"])
    outage.wait(3)
    outage.say("odile", "escalating to @marit, all the requests are for one product", ["escalation", "investigation"])
    outage.wait(5)
    outage.say("marit", "product 77 was on television a minute ago. No change of ours. nginx turns away what is over "
               "60 a second", ["cause"])
    outage.wait(6)
    outage.load.rate = 40
    outage.repair_done()
    outage.say("marit", "traffic is falling again, the programme is over", ["resolution", "recovery"])
    outage.finish()
    outage.caused_by("nginx", ["traffic", "surge", "limiting requests", "/products/77", "requests_by_code"])
    return outage
