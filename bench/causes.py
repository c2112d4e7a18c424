"""Turns published root-cause data sets into the ordinary inputs that `afterword gather` reads: long CSV metrics, NDJSON
logs, lists of spans, a call matrix, an alert. Each case is a folder of its own and the name of the service to be found.

  petshop   SCENARIO/graph.csv, SCENARIO/noissue/metrics.csv, SCENARIO/train/ISSUE/{metrics.csv,target.json}
  nezha     rca_data/DAY/{DAY-fault_list.json,log,trace,metric}, construct_data/DAY/log

Where a set keeps its normal time apart (PetShop's noissue, Nezha's construct_data), that time is moved to just before
the case; nothing else is altered, and no case is told when its fault began.
"""
import csv
import datetime
import io
import json
import os
import shutil
import subprocess


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def write_metrics(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["timestamp", "service", "metric", "value"])
        writer.writerows(rows)


# PetShop ------------------------------------------------------------------------------------------------------------

PETSHOP_NAMES = {"latency": "latency_seconds", "requests": "requests_count", "availability": "availability_percent"}


def read_petshop(path):
    """-> [(seconds, {(service, metric): text})]: averages of latency and availability, sums of requests."""
    with open(path, encoding="utf-8") as f:
        rows = list(csv.reader(f))
    keys = [(service, PETSHOP_NAMES[metric]) if statistic in ("Average", "Sum") else None
            for service, metric, statistic in zip(*(row[1:] for row in rows[:3]))]
    return [(float(row[0]), {k: v for k, v in zip(keys, row[1:]) if k and v}) for row in rows[4:] if row[0]]


def petshop(data, work):
    for scenario in sorted(os.listdir(data)):
        normal_path = os.path.join(data, scenario, "noissue", "metrics.csv")
        train = os.path.join(data, scenario, "train")
        if not os.path.exists(normal_path) or not os.path.isdir(train):
            continue
        normal = read_petshop(normal_path)[-100:]
        for issue in sorted(os.listdir(train)):
            folder = os.path.join(work, f"{scenario}-{issue}")
            os.makedirs(folder)
            with open(os.path.join(train, issue, "target.json"), encoding="utf-8") as f:
                about = json.load(f)
            points = read_petshop(os.path.join(train, issue, "metrics.csv"))
            first = points[0][0] - 300 * len(normal)
            points = [(first + 300 * i, values) for i, (_, values) in enumerate(normal)] + points
            write_metrics(os.path.join(folder, "metrics.csv"),
                          ((iso(at), *key, value) for at, values in points for key, value in values.items()))
            shutil.copy(os.path.join(data, scenario, "graph.csv"), os.path.join(folder, "graph.csv"))
            target = about["target"]
            with open(os.path.join(folder, "alert.json"), "w", encoding="utf-8") as out:
                json.dump({"service": target["node"], "metric": PETSHOP_NAMES[target["metric"]],
                           "fired_at": iso(target["timestamp"]), "severity": "critical", "monitor": "target",
                           "summary": f"{target['node']} {target['metric']} violates its objective"}, out)
            yield f"{scenario}/{issue}", folder, about["root_cause"]["node"], target["node"], {}


# Nezha --------------------------------------------------------------------------------------------------------------

def service_of(pod):
    return "-".join(pod.split("-")[:-2])


def unpack(path):
    text = subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return csv.DictReader(io.StringIO(text.replace("\0", "")))


def read_nezha_logs(path):
    for row in unpack(path):
        text = row.get("Log") or ""
        try:
            text = json.loads(text)["log"]
        except (ValueError, KeyError, TypeError):
            pass
        if row.get("TimeUnixNano", "").isdigit():
            yield int(row["TimeUnixNano"]) / 1e9, row["PodName"], text.rstrip("\n")


def split_level(text):
    """The time within repeats the one outside, eight hours off; level and message follow it."""
    words = text.split(None, 2)
    if len(words) == 3 and words[0][:2].isdigit() and words[1] in ("INFO", "WARN", "ERROR", "DEBUG", "FATAL"):
        return words[1], words[2]
    return "", text


NEZHA_METRICS = {"CpuUsageRate(%)": "cpu_usage_percent", "MemoryUsageRate(%)": "memory_usage_percent",
                 "NetworkReceiveBytes": "network_receive_bytes", "NetworkTransmitBytes": "network_transmit_bytes",
                 "PodServerLatencyP95(s)": "server_latency_p95_seconds",
                 "PodClientLatencyP95(s)": "client_latency_p95_seconds"}


def read_nezha_metrics(folder):
    rows = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith("_metric.csv"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            for row in csv.DictReader(f):
                for key, metric in NEZHA_METRICS.items():
                    if row.get(key):
                        rows.append((int(row["TimeStamp"]), service_of(row["PodName"]), metric, row[key]))
    rows.sort(key=lambda r: r[0])
    return rows


def nezha(data, work):
    root = os.path.join(data, "rca_data")
    for day in sorted(os.listdir(root)):
        base = os.path.join(root, day)
        normal_folder = os.path.join(data, "construct_data", day, "log")
        if not os.path.isdir(os.path.join(base, "log")) or not os.path.isdir(normal_folder):
            continue
        with open(os.path.join(base, day + "-fault_list.json"), encoding="utf-8") as f:
            faults = [fault for hour in json.load(f).values() for fault in hour]
        normal = [r for name in sorted(os.listdir(normal_folder)) for r in read_nezha_logs(os.path.join(normal_folder, name))]
        metrics = read_nezha_metrics(os.path.join(base, "metric"))
        for number, fault in enumerate(faults):
            yield from nezha_case(base, work, day, number, fault, normal, metrics)


def nezha_case(base, work, day, number, fault, normal, metrics):
    began = datetime.datetime.strptime(fault["inject_time"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    stamps = [(began + datetime.timedelta(minutes=m)).strftime("%H_%M") for m in range(3)]
    logs, spans = [], []
    for stamp in stamps:
        path = os.path.join(base, "log", stamp + "_log.csv.zst")
        if os.path.exists(path):
            logs.extend(read_nezha_logs(path))
        path = os.path.join(base, "trace", stamp + "_trace.csv.zst")
        if os.path.exists(path):
            spans.extend(unpack(path))
    if not logs:
        return
    folder = os.path.join(work, f"{day}-{number:02}")
    os.makedirs(folder)
    first, last = min(r[0] for r in logs), max(r[0] for r in logs)
    back = first - max(r[0] for r in normal) - 0.001
    everything = sorted([(at + back, pod, text) for at, pod, text in normal] + logs, key=lambda r: r[0])
    with open(os.path.join(folder, "logs.ndjson"), "w", encoding="utf-8") as out:
        for at, pod, text in everything:
            level, message = split_level(text)
            out.write(json.dumps({"timestamp": iso(at), "service": service_of(pod), "severity_text": level,
                                  "msg": message}, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "traces.json"), "w", encoding="utf-8") as out:
        json.dump([{"trace_id": s["TraceID"], "span_id": s["SpanID"],
                    "parent_id": None if s["ParentID"] == "root" else s["ParentID"], "service": service_of(s["PodName"]),
                    "name": s["OperationName"], "start": iso(int(s["StartTimeUnixNano"]) / 1e9),
                    "duration_ms": int(s["Duration"]) / 1e3, "status": "OK"}
                   for s in spans if (s.get("Duration") or "").isdigit()], out)
    write_metrics(os.path.join(folder, "metrics.csv"),
                  ((iso(at), *rest) for at, *rest in metrics if first - 3600 <= at <= last))
    yield (f"{day}/{number:02} {fault['inject_type']}", folder, service_of(fault["inject_pod"]), None,
           {"began": began.timestamp(), "services": len({r[1] for r in metrics})})


KINDS = {"petshop": petshop, "nezha": nezha}


def kind_of(data):
    return "nezha" if os.path.isdir(os.path.join(data, "rca_data")) else "petshop"
