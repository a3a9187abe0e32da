"""Keeps PostgreSQL and Valkey running for as long as somebody uses them.

`embedded.start()` runs this module as a process of its own. Who lives is asked of the kernel
by file locks, never of pid files: a lock ends with its process, also after kill -9.

    users.lock                  shared, one for each process that uses the servers
    keeper.lock                 exclusive, the one keeper; it inherits it from who sends it
    postgres.lock, valkey.lock  inherited by a server and all its children

When users.lock is free the keeper stops the servers; when the keeper dies they die with it.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from netvaerk.embedded.lifeline import dying_with_parent
from netvaerk.embedded.places import EmbeddedError, as_server_user, data_home, try_lock
from netvaerk.embedded.servers import Recipe, recipes

TICK = 0.1
LOG_LIMIT = 10_000_000


class Server:
    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.process: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """Start the server unless it runs; after a kill, once the last of it has gone."""
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return
            if status >= 0:
                raise EmbeddedError(f"{self.recipe.name} ended by itself, with status {status}")
        lock = try_lock(data_home() / f"{self.recipe.name}.lock", fcntl.LOCK_EX)
        if lock is None:
            return
        with lock:
            for name in self.recipe.leftovers:
                (self.recipe.folder / name).unlink(missing_ok=True)
            self.process = subprocess.Popen(  # noqa: S603 - a program of our wheels
                self.recipe.command,
                cwd=self.recipe.folder,
                stdin=subprocess.DEVNULL,
                pass_fds=[lock.fileno()],
                preexec_fn=dying_with_parent(),
                **as_server_user(),
            )

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(self.recipe.stop_signal)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep(home: Path) -> None:
    servers = [Server(recipe) for recipe in recipes()]
    try:
        while (last_one_left := try_lock(home / "users.lock", fcntl.LOCK_EX)) is None:
            for server in servers:
                server.tend()
            time.sleep(TICK)
    finally:
        # users.lock stays locked while they stop, so that whoever starts now waits.
        for server in servers:
            server.stop()
    last_one_left.close()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("keeper was told to stop"))
    if os.fstat(sys.stderr.fileno()).st_size > LOG_LIMIT:
        os.ftruncate(sys.stderr.fileno(), 0)
    try:
        keep(data_home())
    except (EmbeddedError, subprocess.CalledProcessError) as error:
        sys.exit(f"keeper: {error}")


if __name__ == "__main__":
    main()
