"""Servers: started with a readiness test, watched, stopped; what becomes of them is written to the syslog."""
import datetime
import os
import pwd
import signal
import socket
import subprocess
import threading
import time

SYSLOG = "/var/log/syslog"


def write_syslog(program, text, path=SYSLOG, when=None):
    when = when or datetime.datetime.now()
    with open(path, "a") as file:
        file.write("%s %s %s: %s\n" % (when.strftime("%b %e %H:%M:%S"), socket.gethostname(), program, text))


def wait_until(test, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if test():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("%s: not within %d s" % (what, seconds))


def answers(address, port):
    def test():
        socket.create_connection((address, port), 0.5).close()
        return True
    return test


def as_user(name, group_file=None):
    """What a child does before it becomes the server: enter the control group, leave root."""
    entry = pwd.getpwnam(name) if name else None

    def prepare():
        os.setsid()
        if group_file:
            with open(group_file, "w") as file:
                file.write(str(os.getpid()))
        if entry:
            os.setgroups([])
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)
    return prepare


class Server:
    """One program. `restart_s`: how long after an unexpected end it is started again, or None."""

    def __init__(self, name, command, user=None, output=os.devnull, ready=None, restart_s=None, group_file=None,
                 sockets=(), environment=None):
        self.name, self.command, self.user, self.output, self.ready = name, command, user, output, ready
        self.restart_s, self.group_file, self.sockets = restart_s, group_file, sockets
        self.environment = environment or {}
        self.process = None
        self.expected_end = False

    def start(self):
        self.expected_end = False
        with open(self.output, "ab") as out:
            self.process = subprocess.Popen(
                self.command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd="/srv",
                preexec_fn=as_user(self.user, self.group_file), pass_fds=[each.fileno() for each in self.sockets],
                env={**os.environ, **self.environment})
        write_syslog("supervisor[1]", "%s: started with pid %d" % (self.name, self.process.pid))
        threading.Thread(target=self.watch, args=(self.process,), daemon=True).start()
        if self.ready:
            wait_until(self.ready, 20, self.name)
        return self

    def watch(self, process):
        code = process.wait()
        if self.expected_end or process is not self.process:
            return
        how = "signal %d (%s)" % (-code, signal.strsignal(-code)) if code < 0 else "code %d" % code
        write_syslog("supervisor[1]", "%s: pid %d ended unexpectedly with %s" % (self.name, process.pid, how))
        if self.restart_s is not None:
            time.sleep(self.restart_s)
            if not self.expected_end and process is self.process:
                self.start()

    def stop(self, number=signal.SIGTERM):
        self.expected_end = True
        self.process.send_signal(number)
        self.process.wait()
        write_syslog("supervisor[1]", "%s: pid %d stopped" % (self.name, self.process.pid))

    def replace(self, command):
        """Starts the new program on the same sockets first, then lets the old one finish: no request is lost."""
        old = self.process
        self.command = command
        self.start()
        time.sleep(0.6)
        old.send_signal(signal.SIGTERM)


def listen(address, port, backlog=128):
    """A socket that the lab holds and successive versions of a server accept from."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((address, port))
    made.listen(backlog)
    made.set_inheritable(True)
    return made
