"""One outage while it happens: users, people, alerts, and the truth, each event written down at its own instant."""
import datetime
import json
import time

from changes import instant, now
from chat import Chat
from monitoring import start_monitoring

QUIET_S = 4.0  # a slow request alone in this much time on either side is noise of the machine, not of the outage


def stamp(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


class Outage:
    def __init__(self, name, chat_style="slack", change_style="json", calm_s=45.0, recovery_s=22.0, slow_s=1.0):
        self.name, self.calm_s, self.recovery_s, self.slow_s = name, calm_s, recovery_s, slow_s
        self.chat = Chat(chat_style)
        self.change_style = change_style
        self.events = []
        self.cause = None
        self.begin = time.time()
        self.load = self.hook = self.repository = self.deploys = None
        self.injected = self.repaired = None
        self.kernel_log = False  # whether the kernel has a say in it
        self.logs = {}  # name in evidence/logs/ -> path in this world
        self.traces = {}  # the same for evidence/traces/

    # ---- what happens -----------------------------------------------------------------------------------------------
    def watch(self, probes, with_shop=True):
        self.hook = start_monitoring(probes, with_shop)

    def wait(self, seconds):
        time.sleep(seconds)

    def inject(self):
        self.injected = time.time()

    def mark(self, text, kinds, when=None, precision_s=0):
        """An event that a good timeline tells; it is in the evidence at this instant."""
        self.events.append({"instant": when or now(), "text": text, "kinds": kinds, "precision_s": precision_s})

    def say(self, who, text, kinds=()):
        when = self.chat.say(who, text)
        if kinds:
            minutes = self.chat.style == "pasted-minutes"
            self.mark("%s: %s" % (who, text), list(kinds), when, 60 if minutes else 0)

    def wait_for_alert(self, seconds=60):
        end = time.monotonic() + seconds
        while not self.alerts():
            if time.monotonic() > end:
                raise RuntimeError("no alert fired within %d s of the fault" % seconds)
            time.sleep(0.1)
        time.sleep(2)
        self.hook.ask_alertmanager()

    def alerts(self):
        """(start, name) of the alerts that fired since the fault. What fired before, on a busy machine, is not ours."""
        found = []
        for body in self.hook.firing():
            for alert in json.loads(body)["alerts"]:
                start = datetime.datetime.fromisoformat(alert["startsAt"].replace("Z", "+00:00"))
                if alert["status"] == "firing" and start.timestamp() > self.injected:
                    found.append((start, alert["labels"]["alertname"]))
        return sorted(found)

    def repair_done(self):
        self.repaired = time.time()

    def caused_by(self, service, accept, change=None, kind=None):
        """`change`: id of the change of ours that did it (with its `kind`), or None: no change of ours did."""
        self.cause = {"kind": "change" if change else "no_change",
                      "change": {"kind": kind, "id": change, "service": service} if change else None,
                      "service": service, "accept": accept}

    # ---- the truth --------------------------------------------------------------------------------------------------
    def bad_requests(self):
        """Requests that the fault spoiled, in order of their begin. A machine under other load answers slowly now and
        then: slow answers count only where the fault makes many of them, and not alone."""
        bad = sorted((each for each in self.load.requests if each.begin > self.injected - 4 and
                      each.end > self.injected and each.is_bad(self.slow_s)), key=lambda each: each.begin)
        failed = [each for each in bad if each.is_bad(float("inf"))]
        if len(bad) - len(failed) < len(bad) // 5:
            return failed
        kept = []
        for number, each in enumerate(bad):
            near = [other for other in bad[max(0, number - 1):number + 2]
                    if other is not each and abs(other.begin - each.begin) < QUIET_S]
            if near or each.is_bad(float("inf")):
                kept.append(each)
        return kept

    def truth(self):
        bad = self.bad_requests()
        before = [each for each in self.load.requests if each.end < self.injected]
        spoiled = sum(each.is_bad(float("inf")) for each in before)
        if spoiled > len(before) // 50:
            raise RuntimeError("not normal before the fault: %d of %d requests failed" % (spoiled, len(before)))
        if len(bad) < 5:
            raise RuntimeError("the fault was hardly felt: %d bad requests" % len(bad))
        onset, end = stamp(max(bad[0].begin, self.injected)), stamp(max(each.end for each in bad))
        detected = min(when for when, _ in self.alerts())
        names = sorted({name for when, name in self.alerts() if when == detected})
        if not onset < detected < end:
            raise RuntimeError("not in order: onset %s, detected %s, end %s" % (onset, detected, end))
        self.mark("The first requests fail", ["other"], onset)
        self.mark("Alert %s fires" % ", ".join(names), ["detection"], detected)
        self.mark("The last bad request; users are served again", ["recovery", "resolution"], end)
        during = [each for each in self.load.requests
                  if each.begin <= end.timestamp() and each.end >= onset.timestamp()]
        return {"schema": "afterword.lab/1", "name": self.name, "onset": instant(onset), "detected": instant(detected),
                "end": instant(end), "injected": instant(stamp(self.injected)),
                "repaired": instant(stamp(self.repaired)), "cause": self.cause,
                "requests": {"during": len(during), "failed_or_slow": len(bad), "all": len(self.load.requests)},
                "timeline": [{**each, "instant": instant(each["instant"])}
                             for each in sorted(self.events, key=lambda each: each["instant"])]}
