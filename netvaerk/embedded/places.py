"""Where the embedded servers keep their files, and who may be there."""

import fcntl
import hashlib
import os
import pwd
from pathlib import Path
from typing import IO, Any

PROJECT = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 100  # the kernel allows about 107 bytes
LONGEST_SOCKET = ".s.PGSQL.5432.lock"

# PostgreSQL refuses to run as root, so under root both servers run as this user.
SERVER_USER = "nobody"


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run; the text says why and what to do."""


def data_home() -> Path:
    """The folder of everything the embedded servers and the demo keep; may not exist yet."""
    if given := os.environ.get("NETVAERK_DATA"):
        return Path(given).resolve()
    # Outside the home folder, because root's home is closed to the server user.
    project = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:8]
    return Path(f"/var/tmp/netvaerk-{os.geteuid()}-{project}")  # noqa: S108 - its owner is checked when claimed


def server_folder() -> Path:
    """The folder of the sockets and of PostgreSQL's data; it belongs to the server user."""
    folder = data_home() / "servers"
    if len(os.fsencode(folder / LONGEST_SOCKET)) > SOCKET_PATH_LIMIT:
        raise EmbeddedError(f"{data_home()} is too long for a socket: set NETVAERK_DATA shorter")
    return folder


def claim_data_home() -> Path:
    """Make the data home, closed to others; refuse one that somebody else has made."""
    home = data_home()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if home.lstat().st_uid != os.geteuid():
        raise EmbeddedError(f"{home} belongs to another user: set NETVAERK_DATA to another folder")
    if os.geteuid() == 0:
        os.chown(home, 0, pwd.getpwnam(SERVER_USER).pw_gid)
        home.chmod(0o710)
    return home


def as_server_user() -> dict[str, Any]:
    """The arguments that make a subprocess leave root; none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(SERVER_USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give_to_server_user(*paths: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam(SERVER_USER)
        for path in paths:
            os.chown(path, user.pw_uid, user.pw_gid)


def try_lock(path: Path, kind: int) -> IO[str] | None:
    """The locked file, or None when somebody holds it against us; closing it unlocks."""
    file = path.open("a")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
