"""One task on a node of a Ray cluster: a command of this project in a folder of its own."""

import ctypes
import fcntl
import hashlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import tarfile
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import ray

POLL_SECONDS = 0.25


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def node_name(host, node_id):
    return f"{host}-{node_id[:8]}"


def node_folder():
    """Where this machine keeps what its tasks share: data sets, and which processors are taken."""
    folder = Path(tempfile.gettempdir()) / f"emnist-deno-ray-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def locked(path):
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lay_down(files):
    """Writes the data set of a job once a node, its digests checked, and returns its folder."""
    digest = sha256(json.dumps([[name, digest] for name, (_, digest) in sorted(files.items())]).encode())
    folder = node_folder() / digest[:16]
    with locked(f"{folder}.lock"):
        if folder.exists():
            return folder
        partial = Path(f"{folder}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        for name, (reference, expected) in files.items():
            content = ray.get(reference)
            if sha256(content) != expected:
                raise RuntimeError(f"{name} came to {socket.gethostname()} damaged: its SHA-256 differs")
            (partial / name).write_bytes(content)
        partial.rename(folder)
    return folder


@contextmanager
def processors(count):
    """Holds `count` of this machine's processors that no other task holds, and waits until there are so many.

    A network's sums depend on the number of threads, and programs see only the processors they may use. Ray
    counts processors but hands out none, and starts another task while one waits for bytes.
    """
    usable = sorted(os.sched_getaffinity(0))
    wanted = min(count, len(usable))
    while True:
        held = []
        for number in usable:
            file = open(node_folder() / f"processor-{number}.lock", "w")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held.append((number, file))
            except BlockingIOError:
                file.close()
            if len(held) == wanted:
                break
        try:
            if len(held) == wanted:
                yield [number for number, _ in held]
                return
        finally:
            for _, file in held:
                file.close()
        time.sleep(POLL_SECONDS)


def deno_command(version):
    """Returns how Deno is started here: the installed one of this version, else npm's."""
    installed = shutil.which("deno")
    if installed is not None:
        found = subprocess.run([installed, "--version"], capture_output=True, text=True).stdout.split()
        if version in found[1:2]:
            return [installed]
    if shutil.which("npx") is not None:
        return ["npx", "-y", f"deno@{version}"]
    raise RuntimeError(
        f"{socket.gethostname()} has neither Deno {version} nor npx to fetch it: install one of them there"
    )


def end_with_parent():
    """A killed worker takes its program with it (Linux: PR_SET_PDEATHSIG is 1)."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):
        pass


@ray.remote
def run_task(task, threads, deno_version, data, inputs, ledger):
    """Runs one command of the project and returns what it wrote, as {"exit", "message", "archive", "sha256"}."""
    name, node = task["name"], node_name(socket.gethostname(), ray.get_runtime_context().get_node_id())
    kept = ray.get(ledger.start.remote(name, node))
    with tempfile.TemporaryDirectory(prefix="emnist-deno-") as scratch, processors(threads) as cores:
        for path, reference in inputs.items():
            target = Path(scratch, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(ray.get(reference))
        checkpoint = Path(scratch, task["checkpoint"]) if task.get("checkpoint") else None
        if kept is not None and checkpoint is not None:
            checkpoint.parent.mkdir(parents=True, exist_ok=True)
            checkpoint.write_bytes(kept)
        begun = checkpoint is not None and checkpoint.exists()
        arguments = task["resume"] if begun else task["arguments"]
        folder = str(lay_down(data))
        arguments = [folder if argument == "{data}" else argument for argument in arguments]
        environment = {**os.environ, "EMNIST_DATA": folder, "INIT_CWD": scratch}
        project = os.getcwd()
        process = subprocess.Popen(
            [*deno_command(deno_version), "run", "-q", "--config", f"{project}/deno.json", f"-P={task['permissions']}",
             f"{project}/lib/main.ts", *arguments],
            cwd=scratch, env=environment, text=True, stdin=subprocess.DEVNULL,
            stdout=open(Path(scratch, "stdout"), "w"), stderr=subprocess.PIPE,
            preexec_fn=lambda: (os.sched_setaffinity(0, cores), end_with_parent()),
        )
        lines = []

        def listen():
            for line in process.stderr:
                lines.append(line.rstrip())
                ledger.say.remote(name, node, line.rstrip())

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        seen = checkpoint.stat().st_mtime_ns if begun else None
        while process.poll() is None:
            time.sleep(POLL_SECONDS)
            try:
                changed = checkpoint is not None and checkpoint.stat().st_mtime_ns
                if changed and changed != seen:
                    ledger.keep.remote(name, checkpoint.read_bytes())
                    seen = changed
            except FileNotFoundError:
                pass
        listener.join(timeout=5)
        if process.returncode not in task["accepted"]:
            return {"exit": process.returncode, "message": "\n".join(lines[-4:])}
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            archive.add(Path(scratch, task["output"]), arcname="output")
        content = buffer.getvalue()
        return {"exit": process.returncode, "message": "", "archive": content, "sha256": sha256(content)}
