"""The certificate of the payment service expires."""
import datetime
import subprocess

import certificates
from changes import now
from shop_outage import ShopOutage

CALM_S = 48


def run():
    end = now().replace(microsecond=0) + datetime.timedelta(seconds=CALM_S + 6)
    outage = ShopOutage("expired-certificate", chat_style="pasted", log_style="plain", seed=18, certificate_end=end,
                        calm_s=CALM_S)
    outage.calm_s = (end - now()).total_seconds() - 3
    outage.calm("cache", "search")
    outage.injected = end.timestamp()
    outage.mark("The certificate of payments.shop.example expires", ["cause", "other"], end)
    outage.wait_for_alert()
    outage.say("tomas", "orders fail since a minute or less, looking", ["investigation"])
    outage.wait(5)
    outage.say("tomas", "looks like the release just before, rolling back would be my guess", ["misleading"])
    outage.wait(6)
    outage.say("tomas", "not the release: its change is about search", ["misleading"])
    outage.wait(3)
    outage.say("tomas", "@marit escalating to payments", ["escalation"])
    outage.wait(6)
    outage.say("marit", "our certificate has expired, nobody renewed it. Issuing a new one", ["cause", "investigation"])
    outage.wait(3)
    certificates.issue(now() - datetime.timedelta(minutes=1), now() + datetime.timedelta(days=90))
    subprocess.run(["nginx", "-c", "/srv/shop/nginx.conf", "-s", "reload"], check=True, capture_output=True)
    outage.repair_done()
    outage.say("marit", "new certificate is in place, valid for 90 days", ["mitigation", "resolution"])
    outage.finish()
    outage.caused_by("payments", ["certificate", "CERTIFICATE_VERIFY_FAILED", "expired",
                                  "probe_ssl_earliest_cert_expiry", "payments.shop.example"])
    return outage
