"""A file that the application loads is renamed, and the program misspells the new name."""
from shop_outage import ShopOutage, record_instant


def run():
    outage = ShopOutage("misspelt-file-name", chat_style="pasted", log_style="plain", seed=12)
    discounts = outage.repository.read("data/discounts.json")
    outage.calm("cache", "footer")
    outage.repository.git("rm", "-q", "data/discounts.json")
    commit = outage.change("Ilka Varn", "Call the discounts what the other shops call them",
                           {"data/discounts-by-group.json": discounts,
                            "shop/shop.py": [('"discounts.json"', '"discounts-by-goup.json"')]})
    outage.wait_for_alert()
    outage.say("tomas", "alert: shop answers with errors, I am on it", ["investigation"])
    outage.wait(5)
    outage.say("tomas", "looks like payments, it is only POST /orders that fails", ["misleading"])
    outage.wait(6)
    outage.say("tomas", "not payments: their log shows no charge at all since the errors began, we fail before",
               ["misleading"])
    outage.wait(4)
    outage.say("tomas", "@ilka you deployed last, please join", ["escalation"])
    outage.wait(5)
    outage.say("ilka", "found it: No such file data/discounts-by-goup.json, I misspelt group",
               ["cause", "investigation"])
    outage.wait(3)
    fix = outage.repository.commit("Ilka Varn", "Spell the name of the discounts right",
                                   {"shop/shop.py": [("by-goup", "by-group")]})
    record = outage.stack.release(fix, "ilka")
    outage.mark("shop %s with the right file name goes live" % record["version"], ["mitigation", "resolution"],
                record_instant(record))
    outage.repair_done()
    outage.finish()
    outage.caused_by("shop", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "discounts-by-goup.json",
                              "FileNotFoundError", "Call the discounts"], commit, "commit")
    return outage
