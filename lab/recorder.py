"""What an outage leaves behind: evidence/ in the servers' own notations, and truth.json."""
import json
import os
import re
import shutil
import time

import monitoring
import world

OOM = re.compile(r"invoked oom-killer|memory: usage|Memory cgroup (stats|out of memory)|oom-kill:|oom_reaper")


def write_kernel_log(target, begin):
    """The kernel's lines about killed processes since `begin`, dated as syslog does it."""
    offset = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
    lines = []
    try:
        kernel = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return  # this kernel keeps its log to itself; the supervisor's syslog still says what was killed
    while True:
        try:
            head, text = os.read(kernel, 8192).decode("utf-8", "replace").split(";", 1)
        except BlockingIOError:
            break
        except BrokenPipeError:
            continue
        seconds = int(head.split(",")[2]) / 1e6
        text = text.split("\n")[0]
        if seconds + offset < begin or not OOM.search(text):
            continue
        when = time.strftime("%b %e %H:%M:%S", time.localtime(seconds + offset))
        lines.append("%s %s kernel: [%12.6f] %s\n" % (when, world.HOST, seconds, re.sub(r"shop-\d+", "shop", text)))
    os.close(kernel)
    if lines:
        with open(target, "w") as file:
            file.writelines(lines)


def forget_kernel(path):
    """Some servers log which kernel they run on: about one machine only, so a usual name replaces it."""
    with open(path, "rb") as file:
        text = file.read()
    own = os.uname().release.encode()
    if own in text:
        times = os.stat(path)
        with open(path, "wb") as file:
            file.write(text.replace(own, b"6.1.0-31-amd64"))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def leave(outage):
    """Writes everything into the result folder. The users must have stopped, the servers still run."""
    folder = os.path.join(world.RESULT, "evidence")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "logs"))
    monitoring.dump(folder, outage.begin, time.time(), outage.hook)
    for name, path in outage.logs.items():
        if os.path.exists(path) and os.path.getsize(path):
            shutil.copy2(path, os.path.join(folder, "logs", name))
            forget_kernel(os.path.join(folder, "logs", name))
    for name, path in outage.traces.items():
        if os.path.exists(path) and os.path.getsize(path):
            os.makedirs(os.path.join(folder, "traces"), exist_ok=True)
            shutil.copy2(path, os.path.join(folder, "traces", name))
    if outage.kernel_log:
        write_kernel_log(os.path.join(folder, "logs", "kern.log"), outage.begin)
    outage.chat.write(os.path.join(folder, "chat"))
    if outage.deploys:
        outage.deploys.write(os.path.join(folder, "changes"), outage.change_style)
    if outage.repository:
        outage.repository.export(os.path.join(folder, "repository"))
    truth = outage.truth()
    with open(os.path.join(world.RESULT, "truth.json"), "w") as file:
        json.dump(truth, file, indent=1)
        file.write("\n")
