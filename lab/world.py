"""A small world of its own for one outage: private process ids, network, mounts and host name.

Everything the lab starts lives in Linux namespaces under one first process. When that process ends, in whatever way,
the kernel ends all the others, unmounts what was mounted and forgets the network: nothing can be left behind, and the
machine's own servers (same programs, same ports) neither disturb nor are disturbed.
"""
import ctypes
import os
import signal
import subprocess
import sys
import tempfile

HOST = "shop-1"
ADDRESSES = ["10.20.0.0/24", "203.0.113.0/24", "198.51.100.0/24"]  # our servers; two networks that users come from
HOSTS = {"shop": 11, "db": 12, "cache": 13, "payments": 21, "mail": 25}
RESULT = "/mnt"  # where the folder for the results is seen from inside
GROUP = "/sys/fs/cgroup/memory"
UNSHARE = ["unshare", "--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--mount-proc"]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def why_not():
    """Why no outage can be made on this machine, or None."""
    if os.geteuid() != 0:
        return "it needs root (or a container's root) for namespaces of its own"
    if subprocess.run(UNSHARE + ["mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode != 0:
        return "this machine permits no namespaces (unshare, mount)"
    missing = [name for name in ("nginx", "redis-server", "postfix", "prometheus", "prometheus-alertmanager", "dnsmasq",
                                 "prometheus-blackbox-exporter", "prometheus-node-exporter", "nft", "git", "zstd")
               if subprocess.run(["which", name], capture_output=True).returncode != 0]
    return "not installed: " + " ".join(missing) + " (script/bootstrap lab)" if missing else None


def run_inside(arguments, result):
    """Runs this program again inside a new world; returns its exit code. Ends the world on any signal to us."""
    command = UNSHARE + [sys.executable, "-B", sys.argv[0], "--inside", result] + arguments
    child = subprocess.Popen(command, preexec_fn=die_with_parent, start_new_session=True)

    stopped_by = []

    def stop(number, _):
        stopped_by.append(number)
        child.kill()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    code = child.wait()
    remove_groups()
    return 128 + stopped_by[0] if stopped_by else code


def remove_groups():
    """Control groups outlive a world: the empty ones that ended worlds left are removed."""
    parent = GROUP if os.path.isdir(GROUP) else "/sys/fs/cgroup"
    for name in os.listdir(parent) if os.path.isdir(parent) else []:
        if name.startswith("shop-"):
            try:
                os.rmdir(os.path.join(parent, name))
            except OSError:
                pass  # another lab's, still in use


def cover(path, text):
    """Lays a file of ours over `path`, in this world only."""
    with tempfile.NamedTemporaryFile("w", dir="/srv", prefix=".cover", delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    subprocess.run(["mount", "--bind", file.name, path], check=True)


def settle(result):
    """Called first inside: result folder at RESULT, memory file systems over /srv and /var/log, addresses, names."""
    os.environ.clear()
    os.environ.update(LC_ALL="C.UTF-8", HOME="/srv", PATH="/usr/sbin:/usr/bin:/sbin:/bin", TMPDIR="/srv")
    try:
        os.nice(-10)  # other work on the machine shall not look like an outage
    except OSError:
        pass
    run = lambda *command: subprocess.run(command, check=True)
    run("hostname", HOST)
    run("mount", "--bind", result, RESULT)
    for place in ("/srv", "/var/log", "/run"):
        run("mount", "-t", "tmpfs", "-o", "size=512m,mode=755", "none", place)
    run("ip", "link", "set", "lo", "up")
    for address in ADDRESSES:
        run("ip", "address", "add", address.replace(".0/", ".1/"), "dev", "lo")
    for last in HOSTS.values():
        run("ip", "address", "add", "10.20.0.%d/24" % last, "dev", "lo")
    cover("/etc/hosts", "127.0.0.1 localhost %s\n" % HOST +
          "".join("10.20.0.%d %s.shop.example\n" % (last, name) for name, last in HOSTS.items()))
    cover("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    os.chdir("/srv")


def use_zone(zone):
    """Sets the world's local time zone."""
    os.environ["TZ"] = zone
    import time
    time.tzset()
