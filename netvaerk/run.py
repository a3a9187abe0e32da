"""`make run`: everything the product needs, started in order, watched and stopped together."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from types import FrameType

import django
from django.core.management import call_command
from django.db import connections

from netvaerk import embedded
from netvaerk.embedded.lifeline import dying_with_parent

HOST = "127.0.0.1"
WEB_PATIENCE = 60  # seconds until the first answer
STOP_PATIENCE = 10  # seconds for a child to end before it is killed
STEADY = 60  # seconds a child must live for its earlier failures to be forgiven
MOST_FAILURES = 5
AS_ROOT_IN_A_DEMO = "ignore:You're running the worker with superuser privileges"


class Stopped(Exception):
    """Ctrl-C, or a SIGTERM."""


class Child:
    def __init__(self, name: str, *command: str) -> None:
        self.name, self.command, self.failures = name, command, 0
        self.start()

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-W", AS_ROOT_IN_A_DEMO, "-m", *self.command],
            cwd=embedded.PROJECT,
            start_new_session=True,  # Ctrl-C reaches only the supervisor, which stops in order
            preexec_fn=dying_with_parent(),
        )

    def tend(self) -> None:
        """Start a dead child again after a pause that grows; give up at the fifth time."""
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self.started_at
        self.failures = 1 if lived > STEADY else self.failures + 1
        if self.failures == MOST_FAILURES:
            sys.exit(f"{self.name} died {MOST_FAILURES} times in a row; its last words are above.")
        say(f"{self.name} ended with status {self.process.returncode}; starting it again ...")
        time.sleep(2 ** (self.failures - 1) / 2)
        self.start()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def say(text: str) -> None:
    print(text, flush=True)


def stop_here(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the stopping itself is not interrupted
    raise Stopped


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            sys.exit(f"Port {port} is in use. Choose another: PORT={port + 10} make run")


def uses_embedded_servers() -> bool:
    return not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def prepare() -> None:
    if uses_embedded_servers():
        say("Starting PostgreSQL and Valkey ...")
        embedded.start()
    django.setup()
    say("Bringing the database up to date ...")
    call_command("migrate", verbosity=0)
    call_command("install_content")
    if os.environ.get("DEMO") == "1":
        say("Loading the demo, if the database is empty ...")
        call_command("load_demo")


def start_children(port: int, children: list[Child]) -> None:
    """Web first: the others would only slow its first answer."""
    web = Child("web", "gunicorn", "--bind", f"{HOST}:{port}", "--log-level", "warning")
    children.append(web)
    await_web(port, web)
    celery = ("celery", "--app", "netvaerk", "--quiet")
    schedule = str(embedded.claim_data_home() / "beat-schedule")
    children.append(Child("worker", *celery, "worker", "--pool", "threads", "--concurrency", "2"))
    children.append(Child("beat", *celery, "beat", "--schedule", schedule))


def await_web(port: int, web: Child) -> None:
    deadline = time.monotonic() + WEB_PATIENCE
    while time.monotonic() < deadline:
        connection = HTTPConnection(HOST, port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return  # whatever it says: if something is wrong, it stands in the log
        web.tend()
    sys.exit(f"The web server did not answer within {WEB_PATIENCE} seconds.")


def watch(children: list[Child]) -> None:
    while True:
        time.sleep(1)
        if uses_embedded_servers() and not embedded.are_kept():
            say("PostgreSQL and Valkey ended; starting them again ...")
            embedded.start()
        for child in children:
            child.tend()


def main() -> None:
    port = int(os.environ.setdefault("PORT", "8000"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netvaerk.settings")
    if not os.environ.get("SECRET_KEY"):  # its presence says production
        os.environ.setdefault("DEMO", "1")
    require_free(port)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_here)
    children: list[Child] = []
    try:
        prepare()
        say("Starting web, worker and beat ...")
        start_children(port, children)
        say(f"\nNetværk is ready: http://{HOST}:{port}/   (Ctrl-C stops it)\n")
        if os.environ.get("DEMO") == "1":
            call_command("demo_people")
        connections.close_all()
        watch(children)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))
    except Stopped:
        say("\nStopping ...")
    finally:
        for child in reversed(children):
            child.stop()
        embedded.leave()


if __name__ == "__main__":
    main()
