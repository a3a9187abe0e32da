"""Production's settings on servers of the bench's own, which keep what was seeded."""

import os
import secrets
from pathlib import Path

from netvaerk import embedded

OUTSIDE = ("DEBUG", "DEMO", "SIGNUP_DOMAINS", "NETVAERK_DATA")


def prepare(database: str) -> None:
    """Set the environment and start the servers; NETVAERK_BENCH_DATA is where they keep data."""
    for name in OUTSIDE:
        os.environ.pop(name, None)
    home = os.environ.get("NETVAERK_BENCH_DATA") or f"{embedded.data_home()}-bench"
    os.environ["NETVAERK_DATA"] = home
    os.environ["NETVAERK_EMBEDDED_FAST"] = "1"
    embedded.start()
    kept = embedded.data_home()
    os.environ |= {
        "DATABASE_URL": embedded.database_url(database),
        "REDIS_URL": embedded.broker_url(),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": "https://netvaerk.kommune.example",
        "ALLOWED_HOSTS": "netvaerk.kommune.example",
        "EMAIL_URL": "dummymail://",
        "STATIC_ROOT": str(kept / "static"),
        "ATTACHMENTS": str(kept / "attachments"),
        "SECOND_FACTOR_REQUIRED": "0",
        "LOG_LEVEL": "CRITICAL",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
    }


def kept(name: str) -> Path:
    """A file beside the databases."""
    return embedded.data_home() / name
