"""A deploy carries a wrong database connection string."""
from shop_outage import ShopOutage


def run():
    outage = ShopOutage("wrong-database-string", chat_style="slack", seed=11)
    outage.calm("search", "discount")
    commit = outage.change("Ruben Alstad", "Name the database as the other teams do",
                           {"shop/settings.ini": [("5432/shop", "5432/shop_prod")]})
    outage.wait_for_alert()
    outage.say("ilka", "paged: ShopErrorsHigh. Looking", ["investigation"])
    outage.wait(5)
    outage.say("tomas", "looks like the network between shop and the database, connections fail at once",
               ["misleading"])
    outage.wait(6)
    outage.say("tomas", "no, network is fine: I can open 10.20.0.12:5432 from the shop host", ["misleading"])
    outage.wait(3)
    outage.say("ilka", "@odile can you join? we need someone who knows the database", ["escalation"])
    outage.wait(6)
    outage.say("odile", 'PostgreSQL says: database "shop_prod" does not exist. That name is new in settings.ini',
               ["cause", "investigation"])
    outage.wait(2)
    outage.say("tomas", "rolling back shop", ["mitigation"])
    outage.wait(2)
    outage.roll_back()
    outage.finish()
    outage.caused_by("shop", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "shop_prod",
                              "settings.ini", "Name the database as the other teams do"], commit, "commit")
    return outage
