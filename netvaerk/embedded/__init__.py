"""PostgreSQL and Valkey from wheels, for development, demo and tests: no server to install.

The addresses are known without starting anything. Whoever needs the servers calls `start()`;
they run until the last process that did so has ended.
"""

import atexit
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO
from urllib.parse import quote

from netvaerk.embedded.places import (
    PROJECT,
    EmbeddedError,
    claim_data_home,
    data_home,
    server_folder,
    try_lock,
)

__all__ = [
    "PROJECT",
    "EmbeddedError",
    "are_kept",
    "broker_url",
    "cache_url",
    "claim_data_home",
    "data_home",
    "database_url",
    "leave",
    "start",
]

PATIENCE = 60  # seconds; a slow machine makes a new database in about five
_using: IO[str] | None = None


def database_url(name: str = "netvaerk") -> str:
    return f"postgres://netvaerk@{quote(str(server_folder()), safe='')}/{name}"


def broker_url() -> str:
    return f"redis+socket://{quote(str(server_folder()))}/valkey.sock"


def cache_url() -> str:
    return f"unix://{quote(str(server_folder()))}/valkey.sock?db=1"


def start() -> None:
    """Start the servers or join them; returns when both answer and the database exists."""
    from netvaerk.embedded import ready  # the drivers; settings and the keeper do without

    global _using
    home = claim_data_home()
    if _using is None:
        file = (home / "users.lock").open("a")
        fcntl.flock(file, fcntl.LOCK_SH)  # waits while a keeper stops the servers
        _using = file
        atexit.register(leave)
    deadline, keeper = time.monotonic() + PATIENCE, None
    while not ready.both_answer(database_url("postgres"), cache_url()):
        if keeper is not None and keeper.poll():
            raise EmbeddedError(_complaint(home))
        if lock := try_lock(home / "keeper.lock", fcntl.LOCK_EX):
            with lock:
                keeper = _send_keeper(home, lock)
        if time.monotonic() > deadline:
            raise EmbeddedError(_complaint(home))
        time.sleep(0.05)
    ready.create_database(database_url("postgres"))


def leave() -> None:
    """Use the servers no more; the last one to leave returns when they have stopped."""
    global _using
    if _using is None:
        return
    _using.close()
    _using = None
    users, keeper = data_home() / "users.lock", data_home() / "keeper.lock"
    while not _free(keeper, fcntl.LOCK_EX):
        if not _free(users, fcntl.LOCK_EX) and _free(users, fcntl.LOCK_SH):
            return  # others use them
        time.sleep(0.05)


def are_kept() -> bool:
    """Whether a keeper watches over the servers; costs next to nothing."""
    return not _free(data_home() / "keeper.lock", fcntl.LOCK_SH)


def _free(path: Path, kind: int) -> bool:
    lock = try_lock(path, kind)
    if lock is not None:
        lock.close()
    return lock is not None


def _send_keeper(home: Path, lock: IO[str]) -> subprocess.Popen[bytes]:
    with (home / "servers.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "netvaerk.embedded.keeper"],
            cwd=PROJECT,
            env={**os.environ, "NETVAERK_DATA": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],  # from its birth to its death it holds the lock
            start_new_session=True,  # Ctrl-C in the terminal is not for the keeper
        )


def _complaint(home: Path) -> str:
    log = home / "servers.log"
    lines = log.read_text(errors="replace").splitlines()[-15:]
    return "\n".join(
        [
            "PostgreSQL or Valkey did not start. The end of their log says:",
            *(f"    {line}" for line in lines),
            f"The whole log is {log}. To begin again with no data, remove {home}.",
        ]
    )
