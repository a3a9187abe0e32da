"""A data home of a test's own, and what runs in it."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil


@contextmanager
def a_folder():
    """Under /var/tmp, because a socket's path must be short."""
    folder = Path(tempfile.mkdtemp(prefix="nv-", dir="/var/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def lived_in(folder, monkeypatch):
    monkeypatch.setenv("NETVAERK_DATA", str(folder))
    monkeypatch.delenv("NETVAERK_EMBEDDED_FAST", raising=False)  # as a demo has it
    yield folder
    kill_9(processes_of(folder))
    await_silence(folder)


def processes_of(home):
    """The keeper, the servers with all their children, and whoever uses them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() == psutil.STATUS_ZOMBIE or process.pid == os.getpid():
                continue
            mine = process.environ().get("NETVAERK_DATA") == str(home)
            if mine or Path(process.cwd()).is_relative_to(home):
                found.append(process)
        except psutil.Error:
            continue
    return found


def kill_9(processes):
    """A child may have gone with its parent a moment before."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def await_silence(home, seconds=15):
    deadline = time.monotonic() + seconds
    while left := processes_of(home):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
