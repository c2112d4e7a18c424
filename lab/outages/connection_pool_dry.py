"""A report forgets to give its database connections back, and the pool runs dry."""
from shop_outage import ShopOutage


def run():
    outage = ShopOutage("connection-pool-dry", chat_style="mattermost", log_style="json", seed=13, spans=True, slow_s=1.5)
    outage.calm("discount", "search")
    commit = outage.change("Tomas Brede", "Daily report reads everything from one snapshot", {"shop/shop.py": [(
        '''    with POOL.connection() as connection:
        rows = connection.fetch("SELECT state, count(*) FROM orders WHERE id > 29000 GROUP BY state")
''',
        '''    connection = POOL.take()
    rows = connection.fetch("SELECT state, count(*) FROM orders WHERE id > 29000 GROUP BY state")
''')]})
    outage.wait_for_alert()
    outage.say("odile", "shop is timing out for many, looking", ["investigation"])
    outage.wait(5)
    outage.say("odile", "looks like the database is overloaded", ["misleading"])
    outage.wait(6)
    outage.say("odile", "no, database is idle, hardly any query runs there", ["misleading"])
    outage.wait(3)
    outage.say("odile", "@tomas paging you as second on call", ["escalation"])
    outage.wait(6)
    outage.say("tomas", "all 12 connections of the pool are in use and never come back: my report takes one and "
               "keeps it", ["cause", "investigation"])
    outage.wait(2)
    outage.roll_back("Tomas Brede")
    outage.finish()
    outage.caused_by("shop", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "PoolTimeout",
                              "no free database connection", "shop_db_connections_in_use",
                              "Daily report reads everything"], commit, "commit")
    return outage
