"""A cache without bounds grows until the kernel kills the application."""
import os
import threading
import time

import world
from servers import wait_until, write_syslog
from shop_outage import ShopOutage

LIMIT_BYTES = 110 << 20


def make_group():
    """A control group with little memory; returns the file to enter it by, or None where none may be made."""
    first = os.path.isdir(world.GROUP)
    parent = world.GROUP if first else "/sys/fs/cgroup"
    group = os.path.join(parent, "shop-%d" % int(time.time()))
    try:
        if not first:
            with open(os.path.join(parent, "cgroup.subtree_control"), "w") as file:
                file.write("+memory")
        os.makedirs(group)
        with open(os.path.join(group, "memory.limit_in_bytes" if first else "memory.max"), "w") as file:
            file.write(str(LIMIT_BYTES))
    except OSError:
        return None
    return os.path.join(group, "cgroup.procs")


def guard(outage):
    """Where the kernel may not be asked to, a guard kills the application when it has taken too much."""
    while True:
        time.sleep(0.2)
        process = outage.stack.shop.process
        try:
            with open("/proc/%d/statm" % process.pid) as file:
                taken = int(file.read().split()[1]) * 4096
        except (OSError, IndexError):
            continue
        if taken > LIMIT_BYTES:
            write_syslog("memory-guard[1]", "out of memory: killed process %d (shop), resident %d kB, limit %d kB"
                         % (process.pid, taken >> 10, LIMIT_BYTES >> 10))
            process.kill()
            time.sleep(1)


def run():
    group_file = make_group()
    outage = ShopOutage("memory-leak", chat_style="slack", log_style="plain", seed=14, group_file=group_file)
    outage.kernel_log = group_file is not None
    if not group_file:
        threading.Thread(target=guard, args=(outage,), daemon=True).start()
    outage.calm("footer", "cache", before_s=12)
    commit = outage.change("Odile Kesh", "Remember what was searched, for suggestions", {"shop/shop.py": [
        ("def search_products(request):", "SEARCHED = []\n\n\ndef search_products(request):"),
        ('    words = request.query.get("q", "")\n',
         '    words = request.query.get("q", "")\n'
         '    SEARCHED.append({"words": words, "page": bytearray(2500000)})\n')]})
    outage.wait_for_alert(90)
    outage.say("ruben", "shop went away and came back, users see 502", ["investigation"])
    outage.wait(5)
    outage.say("ruben", "I suspect nginx, it was the first to complain", ["misleading"])
    outage.wait(6)
    outage.say("ruben", "nginx is innocent: the kernel killed shop, out of memory", ["misleading", "cause"])
    outage.wait(3)
    outage.say("ruben", "@odile I need you here, memory climbs since your release", ["escalation"])
    outage.wait(8)
    outage.say("odile", "SEARCHED is never emptied. Rolling back", ["cause", "mitigation"])
    wait_until(lambda: outage.stack.shop.process.poll() is not None, 30, "the next kill")
    outage.wait(0.5)
    outage.roll_back("Odile Kesh")
    outage.finish()
    outage.caused_by("shop", [commit[:7], outage.broken[1]["id"], outage.broken[1]["version"], "out of memory", "oom",
                              "process_resident_memory_bytes", "Remember what was searched"], commit, "commit")
    return outage
