"""Seed a database of the bench:

    python -m tests.bench.seed --size full [--database bench_full]

SIZE is `small` (1,000 learning entries), `full` (500,000, and a million nudges) or `growth`
(1,000,000); people and networks are as many in each. The same rows come every time. `make bench`
seeds `bench_small` and `bench_growth` by itself, once; `--anew` throws away what is there.
The servers and their data lie in NETVAERK_BENCH_DATA.
"""

import argparse
import time
from collections.abc import Callable

from tests.bench import environment
from tests.bench.sizes import NAMED, Sizes


def nouns() -> list[Callable[[Sizes], None]]:
    """In the order in which rows point at each other."""
    from tests.bench.seeding import networks, people, post, proposals, room, support

    return [
        *(people.units, people.people, people.refused_addresses),
        *(proposals.rounds, proposals.proposals, proposals.answers, proposals.comments),
        *(proposals.decisions, networks.themes, networks.networks, networks.phase_changes),
        *(networks.directions, networks.memberships, networks.join_requests),
        *(networks.invitations, networks.agreements, networks.promises),
        *(networks.alignment_notes, room.assumptions, room.trials, room.meetings, room.learning),
        *(room.comments, room.results, support.consultants, support.offerings, support.sessions),
        *(support.bookings, support.given, support.places, support.sparring, support.reviews),
        *(support.keys_for_others, post.rules, post.letters, post.nudges, post.answers),
        *(post.trail, post.the_house),
    ]


def seed(sizes: Sizes, *, say: Callable[[str], None] = print) -> float:
    """Everything in one transaction; returns the seconds it took."""
    from django.apps import apps
    from django.db import transaction

    from tests.bench.sql import count_on_from_here, run

    begun = time.perf_counter()
    with transaction.atomic():
        run("SET LOCAL maintenance_work_mem = '512MB'")
        run("SET CONSTRAINTS ALL IMMEDIATE")
        for noun in nouns():
            since = time.perf_counter()
            noun(sizes)
            took = time.perf_counter() - since
            if took > 1:
                say(f"  {noun.__module__.rpartition('.')[2]}.{noun.__name__}: {took:.1f} s")
        for model in apps.get_models():
            count_on_from_here(model)
        run("ANALYZE")
    return time.perf_counter() - begun


def is_seeded() -> bool:
    """Whether the whole of it is there."""
    from netvaerk.people.models import RoleWord
    from secretariat.models import Integration

    return RoleWord.objects.exists() and Integration.objects.filter(name="System 5").exists()


def prepare_database(size: str, *, database: str, anew: bool = False) -> None:
    """The tables of today, the first content, and the rows, unless they are there."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    make_database(database, anew=anew)
    connection.close()
    connection.settings_dict["NAME"] = database
    call_command("migrate", verbosity=0)
    call_command("install_content")
    if is_seeded():
        print(f"{database} is seeded.")
        return
    print(f"Seeding {database} ({size}) ...", flush=True)
    took = seed(NAMED[size])
    connection.close()
    print(f"Seeded {database} in {took:.0f} s.", flush=True)


def make_database(name: str, *, anew: bool) -> None:
    import psycopg

    from netvaerk import embedded
    from netvaerk.embedded.ready import create_database

    server = embedded.database_url("postgres")
    if anew:
        with psycopg.connect(server, autocommit=True) as connection:
            drop = psycopg.sql.SQL("DROP DATABASE IF EXISTS {}")
            connection.execute(drop.format(psycopg.sql.Identifier(name)))
    create_database(server, name)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.seed")
    parser.add_argument("--size", choices=sorted(NAMED), default="full")
    parser.add_argument("--database", default="")
    parser.add_argument("--anew", action="store_true")
    asked = parser.parse_args()
    database = asked.database or f"bench_{asked.size}"
    environment.prepare(database)
    prepare_database(asked.size, database=database, anew=asked.anew)


if __name__ == "__main__":
    main()
