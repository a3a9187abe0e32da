"""The embedded servers: started, joined, killed with -9 and started again, for real."""

import os
import subprocess
import sys
import threading
import time

import psycopg
import pytest
import redis

from netvaerk import embedded
from tests.house.data_home import a_folder, await_silence, kill_9, lived_in, processes_of

USE_UNTIL_STDIN_ENDS = """
import sys
from netvaerk import embedded
embedded.start()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def shared_folder():
    with a_folder() as folder:
        yield folder


@pytest.fixture
def home(shared_folder, monkeypatch):
    """A data home where nothing runs; its database may hold what other tests wrote."""
    yield from lived_in(shared_folder, monkeypatch)


@pytest.fixture
def new_home(monkeypatch):
    """An empty data home."""
    with a_folder() as folder:
        yield from lived_in(folder, monkeypatch)


def new_user():
    """A process that uses the servers until its stdin is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", USE_UNTIL_STDIN_ENDS],
        cwd=embedded.PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def await_ready(user):
    assert user.stdout.readline() == "ready\n"
    return user


def goodbye(user):
    user.communicate(timeout=60)
    assert user.returncode == 0


def the(name, home):
    marks = {"keeper": "netvaerk.embedded.keeper", "postgres": "bin/postgres", "valkey": "valkey-"}
    return [p for p in processes_of(home) if marks[name] in " ".join(p.cmdline())]


def query(sql):
    with psycopg.connect(embedded.database_url(), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


class Writer(threading.Thread):
    """Writes numbers until the server goes away, and remembers which were acknowledged."""

    def __init__(self):
        super().__init__()
        query("DROP TABLE IF EXISTS number")
        query("CREATE TABLE number (n int)")
        self.acknowledged = []
        self.start()

    def run(self):
        try:
            with psycopg.connect(embedded.database_url(), autocommit=True) as connection:
                while True:
                    n = len(self.acknowledged)
                    connection.execute("INSERT INTO number VALUES (%s)", [n])
                    self.acknowledged.append(n)
        except psycopg.OperationalError:
            pass


def test_what_is_written_is_there_at_the_next_start_and_nothing_runs_between(home):
    user = await_ready(new_user())
    query("CREATE TABLE word AS SELECT 'æble' AS word")
    goodbye(user)
    assert processes_of(home) == []
    user = await_ready(new_user())
    assert query("SELECT upper(word) FROM word") == [("ÆBLE",)]
    goodbye(user)


def test_who_joins_and_leaves_does_not_stop_the_servers_for_others(home):
    first = await_ready(new_user())
    second = await_ready(new_user())
    servers = the("postgres", home)
    goodbye(second)
    assert the("postgres", home) == servers
    third = await_ready(new_user())
    goodbye(first)
    assert query("SELECT 1") == [(1,)]
    goodbye(third)
    assert processes_of(home) == []


def test_five_first_starts_at_once_share_one_server(new_home):
    users = [new_user() for _ in range(5)]
    for user in users:
        await_ready(user)
    assert len(the("keeper", new_home)) == 1
    for user in users:
        user.stdin.close()
    await_silence(new_home)
    for user in users:
        assert user.wait() == 0


@pytest.mark.parametrize("victim", ["keeper", "postgres", "valkey", "everything"])
def test_kill_9_loses_nothing_and_the_next_start_works(home, victim):
    user = await_ready(new_user())
    writer = Writer()
    while len(writer.acknowledged) < 200:
        time.sleep(0.01)
    victims = processes_of(home) if victim == "everything" else the(victim, home)
    assert victims
    kill_9(victims)
    next_user = await_ready(new_user())
    if victim == "valkey":
        assert query("SELECT 1") == [(1,)]  # the other server went on
        kill_9(the("postgres", home))
    writer.join()
    await_ready(again := new_user())
    written = {n for (n,) in query("SELECT n FROM number")}
    assert set(writer.acknowledged) - written == set()
    assert redis.Redis.from_url(embedded.cache_url()).ping()
    for process in (user, next_user, again):
        process.kill()
        process.wait()
    await_silence(home)


def test_nothing_runs_on_when_the_only_user_is_killed(home):
    user = await_ready(new_user())
    user.kill()
    user.wait()
    await_silence(home)


def test_a_stale_pid_file_that_names_a_living_process_is_no_hindrance(home):
    user = await_ready(new_user())
    pid_file = next(home.glob("servers/*/postmaster.pid"))
    _, *rest = pid_file.read_text().splitlines(keepends=True)
    kill_9(processes_of(home))
    user.wait()
    await_silence(home)
    bystander = subprocess.Popen(["sleep", "60"], **embedded.places.as_server_user())
    pid_file.write_text("".join([f"{bystander.pid}\n", *rest]))
    goodbye(await_ready(new_user()))
    bystander.kill()
    bystander.wait()


def test_a_half_made_database_folder_is_made_again(new_home):
    half = new_home / "servers" / "postgres18.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    goodbye(await_ready(new_user()))


def test_a_dropped_database_is_created_again(home):
    user = await_ready(new_user())
    with psycopg.connect(embedded.database_url("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE netvaerk")
    goodbye(await_ready(new_user()))
    assert query("SELECT 1") == [(1,)]
    goodbye(user)


def test_servers_that_cannot_start_say_why_and_how_to_begin_again(new_home):
    goodbye(await_ready(new_user()))
    next(new_home.glob("servers/*/global/pg_control")).unlink()
    user = subprocess.run(
        [sys.executable, "-c", USE_UNTIL_STDIN_ENDS],
        cwd=embedded.PROJECT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert user.returncode == 1
    assert "pg_control" in user.stderr
    assert f"To begin again with no data, remove {new_home}." in user.stderr
    await_silence(new_home)


def test_addresses_are_known_without_starting_anything(new_home):
    assert embedded.database_url() == (
        f"postgres://netvaerk@{str(new_home / 'servers').replace('/', '%2F')}/netvaerk"
    )
    assert embedded.broker_url() == f"redis+socket://{new_home}/servers/valkey.sock"
    assert embedded.cache_url() == f"unix://{new_home}/servers/valkey.sock?db=1"
    assert processes_of(new_home) == []
    assert list(new_home.iterdir()) == []


def test_only_the_owner_can_enter_the_sockets(home):
    user = await_ready(new_user())
    assert (home / "servers").stat().st_mode & 0o777 == 0o700
    assert home.stat().st_mode & 0o007 == 0
    goodbye(user)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_data_home_of_somebody_else_is_refused(new_home):
    os.chown(new_home, 12345, -1)
    with pytest.raises(embedded.EmbeddedError, match="belongs to another user"):
        embedded.start()


def test_a_path_too_long_for_a_socket_is_refused_with_the_remedy(monkeypatch):
    monkeypatch.setenv("NETVAERK_DATA", "/srv/" + "x" * 90)
    with pytest.raises(embedded.EmbeddedError, match="set NETVAERK_DATA shorter"):
        embedded.database_url()
