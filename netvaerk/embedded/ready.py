"""Do the servers answer, and is the database there?"""

from contextlib import suppress

import psycopg
import redis


def both_answer(postgres_url: str, valkey_url: str) -> bool:
    try:
        psycopg.connect(postgres_url, connect_timeout=5).close()
        redis.Redis.from_url(valkey_url, socket_timeout=5).ping()
    except (psycopg.OperationalError, redis.ConnectionError, redis.TimeoutError):
        return False
    return True


def create_database(postgres_url: str, name: str = "netvaerk") -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        create = psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
        # Another process may make it at the same moment.
        with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            connection.execute(create)
