"""A migration locks a table for as long as a query without an index takes."""
from shop_outage import ShopOutage

ZONE = "Europe/Berlin"
MIGRATION = """BEGIN;
ALTER TABLE orders ADD COLUMN total integer;
UPDATE orders SET total = (SELECT sum(cents) FROM order_lines WHERE order_lines.order_id = orders.id);
COMMIT;
"""


def run():
    outage = ShopOutage("migration-lock", chat_style="mattermost", log_style="logfmt", seed=15)
    outage.calm("cache", "discount")
    commit = outage.repository.commit("Ruben Alstad", "Keep the total with each order",
                                      {"migrations/0002_order_totals.sql": MIGRATION})
    outage.wait(1)
    outage.inject()
    record = outage.deploys.add("database", commit, "0002_order_totals", "ruben", "migration")
    outage.mark("Migration 0002_order_totals starts", ["cause", "other"])
    outage.events[-1]["accept"] = [record["id"], commit, "0002_order_totals"]
    child = outage.stack.psql(MIGRATION, wait=False)
    outage.wait_for_alert()
    outage.say("ilka", "shop is slow and orders fail, who is around?", ["investigation"])
    outage.wait(5)
    outage.say("ilka", "looks like the disk of the database is slow", ["misleading"])
    outage.wait(5)
    outage.say("ilka", "no, the disk is idle", ["misleading"])
    outage.wait(3)
    outage.say("ilka", "calling the database team, @odile", ["escalation"])
    outage.wait(6)
    outage.say("odile", "everybody waits for a lock on orders: the migration still runs, its UPDATE has no index to "
               "use", ["cause", "investigation"])
    outage.wait(2)
    outage.stack.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE query LIKE '%UPDATE orders SET total%' AND pid <> pg_backend_pid();")
    child.wait(10)
    outage.repair_done()
    outage.say("odile", "terminated the migration", ["mitigation", "resolution"])
    outage.finish()
    outage.caused_by("database", [commit[:7], record["id"], "0002_order_totals", "migration", "still waiting for",
                                  "lock", "postgresql", "orders"], commit, "commit")
    return outage
