"""script/lab: real outages of real servers, with the truth written down as they are made."""
import argparse
import importlib
import os
import subprocess
import sys
import tempfile

import world

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
NAMES = ["wrong-database-string", "corrupted-mail-update", "mail-disk-full", "nginx-open-files", "misspelt-file-name",
         "expired-certificate", "blocked-port", "migration-lock", "connection-pool-dry", "memory-leak", "dns-failure",
         "traffic-surge"]
COMMANDS = ["record", "score", "check", "recordings"]


def load_outage(name):
    return importlib.import_module("outages." + name.replace("-", "_"))


def make_inside(name, result):
    """In the new world: makes the outage and leaves its results."""
    module = load_outage(name)
    import recorder
    import stack  # noqa: F401  (modules are imported before file systems are covered)
    import mail  # noqa: F401
    world.settle(result)
    world.use_zone(getattr(module, "ZONE", "UTC"))
    outage = module.run()
    recorder.leave(outage)


def make(name, folder):
    """Makes one outage; its evidence/ and truth.json are left in `folder`. Returns the exit code."""
    os.makedirs(folder, exist_ok=True)
    return world.run_inside([name], os.path.abspath(folder))


def parse(arguments):
    parser = argparse.ArgumentParser(prog="script/lab", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="an outage, or record, check, recordings, score")
    parser.add_argument("-o", metavar="DIR", help="where to leave evidence/ and truth.json; of several outages: "
                        "DIR/NAME (default: build/lab/NAME)")
    parser.add_argument("--list", action="store_true", help="the outages and what happens in them")
    parser.add_argument("--all", action="store_true", help="all outages, one after the other")
    parser.add_argument("--data", metavar="DIR", help="score: where the recordings are (default: tests/fixtures/lab)")
    parser.add_argument("--program", metavar="FILE", help="score: what to run (default: build/release/afterword)")
    parser.add_argument("--scorer", action="store_true", help="recordings: is the scorer right about made-up answers?")
    parser.add_argument("--inside", metavar="DIR", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main():
    options = parse(sys.argv[1:])
    if options.inside:
        make_inside(options.names[0], options.inside)
        sys.stdout.flush()
        os._exit(0)  # the first process ends, and with it all others
    if options.list:
        for name in NAMES:
            print("%-24s %s" % (name, load_outage(name).__doc__.strip().splitlines()[0]))
        return 0
    command = options.names.pop(0) if options.names and options.names[0] in COMMANDS else "make"
    if command == "score":
        import score
        return score.run(options.data, options.program)
    if command == "recordings":
        if subprocess.run(["which", "zstd"], capture_output=True).returncode != 0:
            print("script/lab: recordings can't be read: zstd is not installed")
            return 77
        if options.scorer:
            test = os.path.join(os.path.dirname(HERE), "tests", "lab", "score_test.py")
            return subprocess.run([sys.executable, "-B", test]).returncode
        import check
        return check.check_recordings()
    names = NAMES if options.all else options.names
    unknown = [name for name in names if name not in NAMES]
    if unknown or not names and command != "check":
        wrong = "no outage is called " + unknown[0] if unknown else "name an outage"
        print("script/lab: %s; the outages are: %s" % (wrong, ", ".join(NAMES)), file=sys.stderr)
        return 2
    reason = world.why_not()
    if reason:
        print("script/lab: no outage can be made here: " + reason, file=sys.stderr)
        return 77
    if command == "check":
        import check
        return check.run(names)
    if command == "record":
        import record
        return max(record.run(name) for name in names)
    root = options.o or os.path.join(os.path.dirname(HERE), "build", "lab")
    if options.o and len(names) == 1:
        return make(names[0], root)
    return max(make(name, os.path.join(root, name)) for name in names)


if __name__ == "__main__":
    sys.exit(main())
