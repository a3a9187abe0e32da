"""Whether the product can do its work, for the operator's watch; no secrets, no waiting."""

from typing import Any

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

OK = "ok"
BROKER_PATIENCE = 1  # seconds


def health() -> dict[str, str]:
    """Each part and "ok", or a word about it."""
    database = _database()
    migrations = _migrations() if database == OK else "unknown"
    return {"database": database, "migrations": migrations, "broker": _broker()}


def is_well(parts: dict[str, str]) -> bool:
    """Without the broker pages still work, and post waits in the outbox."""
    return parts["database"] == parts["migrations"] == OK


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def _broker() -> str:
    patience = {"socket_connect_timeout": BROKER_PATIENCE, "socket_timeout": BROKER_PATIENCE}
    try:
        with current_app.connection_for_write(transport_options=patience) as broker:
            channel: Any = broker.default_channel  # of the Redis transport, which has a client
            channel.client.ping()
    except (KombuError, RedisError, OSError):
        return "away"
    return OK
