"""Runs commands of this project as Ray tasks, on one machine or many.

    python driver.py < JOB.json

Ray schedules, restarts and moves the bytes; each task is one `deno run lib/main.ts …` on a node. The
job is one JSON object on standard input (ray_job.ts describes it); events are JSON objects on
standard output, one a line. Interrupted, it cancels its tasks, keeps what is finished and exits 130.
"""

import io
import json
import os
import shutil
import signal
import socket
import sys
import tarfile
import tempfile
from collections import deque
from pathlib import Path

# Until there are tasks to cancel, Ctrl-C ends this at once, also while Ray is loaded.
signal.signal(signal.SIGINT, lambda *_: sys.exit(130))

import ray
from ray import cloudpickle
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

import task as node_task
from task import POLL_SECONDS, node_name, run_task, sha256

# Nodes have no module of that name: what it defines travels with each task.
cloudpickle.register_pickle_by_value(node_task)

LEFT_BEHIND = [".git", ".ci", "data", "docs", "node_modules", "notebooks", "results", "tests"]

# Ray writes to standard output as it likes: the events keep it to themselves.
EVENTS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def emit(event, **fields):
    print(json.dumps({"event": event, **fields}), file=EVENTS, flush=True)


@ray.remote(num_cpus=0)
class Ledger:
    """What tasks report while they run; it lives beside the driver, so that it outlives their nodes."""

    def __init__(self):
        self.events, self.kept = [], {}

    def say(self, name, node, line):
        self.events.append({"event": "progress", "name": name, "node": node, "line": line})

    def start(self, name, node):
        self.events.append({"event": "started", "name": name, "node": node, "resumed": name in self.kept})
        return self.kept.get(name)

    def keep(self, name, content):
        self.kept[name] = content
        self.events.append({"event": "kept", "name": name})

    def news(self):
        events, self.events = self.events, []
        return events, {event["name"]: self.kept[event["name"]] for event in events if event["event"] == "kept"}


def replace(target, write):
    """Lets `write` make `target` under another name and renames it: it is there whole, or not at all."""
    partial = Path(f"{target}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.unlink(missing_ok=True)
    partial.parent.mkdir(parents=True, exist_ok=True)
    write(partial)
    if target.is_dir():
        shutil.rmtree(target)
    partial.rename(target)


# Pythons before 3.10.12 and 3.11.4 know no filter (Debian 12 has 3.11.2); the archive is a task's own.
SAFE_EXTRACTION = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def unpack(result, target):
    if sha256(result["archive"]) != result["sha256"]:
        raise RuntimeError(f"what came back for {target.name} is damaged: its SHA-256 differs")

    def write(partial):
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".unpack-") as folder:
            with tarfile.open(fileobj=io.BytesIO(result["archive"])) as archive:
                archive.extractall(folder, **SAFE_EXTRACTION)
            Path(folder, "output").rename(partial)

    replace(target, write)


def report_news(ledger, targets):
    events, kept = ray.get(ledger.news.remote())
    for name, content in kept.items():
        if targets[name]["checkpointTarget"]:
            replace(Path(targets[name]["checkpointTarget"]), lambda partial: partial.write_bytes(content))
    for event in events:
        emit(**event)


def connect(job):
    """Joins the cluster that was named, or starts one here that ends with this process."""
    address = job["address"]
    try:
        host, colon, port = address.removeprefix("ray://").rpartition(":")
        if colon:  # Ray itself would try for minutes.
            socket.create_connection((host, int(port)), timeout=10).close()
        ray.init(
            address=None if address == "local" else address,
            runtime_env={"working_dir": job["project"], "excludes": LEFT_BEHIND},
            log_to_driver=False, logging_level="ERROR", include_dashboard=False if address == "local" else None,
        )
    except Exception as error:  # Ray raises a different kind for each way of not being there.
        emit("unreachable", message=str(error).strip().split("\n")[0])
        sys.exit(1)
    nodes = [node for node in ray.nodes() if node["Alive"]]
    here = ray.get_runtime_context().get_node_id()
    emit("cluster", nodes=[
        {"name": node_name(node["NodeManagerHostname"], node["NodeID"]), "here": node["NodeID"] == here,
         "processors": node["Resources"].get("CPU", 0)}
        for node in nodes
    ])
    if not any(node["Resources"].get("CPU", 0) >= job["threads"] for node in nodes):
        emit("unreachable", message=f"no node has {job['threads']} processors for one task")
        sys.exit(1)


def main():
    job = json.load(sys.stdin)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    connect(job)
    waiting = {}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run(job, waiting)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for reference in waiting:
            ray.cancel(reference, force=True)
        emit("interrupted")
        ray.shutdown()
        sys.exit(130)
    except ray.exceptions.RayError as error:
        emit("unreachable", message=f"the cluster was lost: {str(error).strip().splitlines()[0]}")
        sys.exit(1)
    ray.shutdown()


def run(job, waiting):
    """Runs the tasks of a job; `waiting` holds those that Ray has, by their references."""
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    ledger = Ledger.options(scheduling_strategy=here).remote()
    data = {name: (ray.put(Path(path).read_bytes()), digest) for name, (path, digest) in job["data"].items()}
    shared = {path: ray.put(Path(source).read_bytes()) for path, source in job["inputs"].items()}
    targets = {task["name"]: task for task in job["tasks"]}
    tasks = deque(job["tasks"])
    while tasks or waiting:
        while tasks and len(waiting) < most_in_flight(job["threads"]):
            task = tasks.popleft()
            try:
                inputs = {path: ray.put(Path(source).read_bytes()) for path, source in task["inputs"].items()}
            except OSError as error:  # the other tasks go on
                emit("failed", name=task["name"], message=str(error))
                continue
            reference = run_task.options(num_cpus=job["threads"], max_retries=job["retries"]).remote(
                task, job["threads"], job["deno"], data, {**shared, **inputs}, ledger
            )
            waiting[reference] = task
        if not waiting:
            return
        done, _ = ray.wait(list(waiting), timeout=POLL_SECONDS)
        report_news(ledger, targets)
        for reference in done:
            finish(waiting.pop(reference), reference)


def most_in_flight(threads):
    """Twice what the cluster can run at once: nobody waits, and a pile of pictures never lies in memory whole."""
    return 2 * max(1, int(ray.cluster_resources().get("CPU", 0) // threads))


def finish(task, reference):
    try:
        result = ray.get(reference)
        if "archive" not in result:
            emit("failed", name=task["name"], message=result["message"] or f"exit code {result['exit']}")
            return
        unpack(result, Path(task["target"]))
        emit("done", name=task["name"], exit=result["exit"])
    except (ray.exceptions.RayError, RuntimeError, OSError) as error:
        reason = str(error).strip().split("\n")
        emit("failed", name=task["name"], message=reason[-1])


main()
