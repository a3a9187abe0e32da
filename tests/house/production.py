"""The settings of production, as netvaerk/settings.py itself makes them."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

from tests.house.source import ROOT

INVENTED = {
    "SECRET_KEY": "an-invented-key-of-70-letters-0123456789-abcdefghijklmnopqrstuvwxyz-ABC",
    "SITE_URL": "https://netvaerk.kommune.example",
    "ALLOWED_HOSTS": "netvaerk.kommune.example",
    "SIGNUP_DOMAINS": "kommune.example",
    "DATABASE_URL": "postgres://netvaerk@db/netvaerk",
    "REDIS_URL": "redis://redis",
    "EMAIL_URL": "smtp://relay:25",
    "STATIC_ROOT": "collected",
    "ATTACHMENTS": "attachments",
}
TAKEN = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "CSRF_TRUSTED", "ALLAUTH_")
ALSO_TAKEN = {"ALLOWED_HOSTS", "DEBUG", "DEMO", "SECOND_FACTOR_REQUIRED", "SITE_URL"}
ALSO_TAKEN |= {"SIGNUP_DOMAINS"}
ASK = """
import json
from netvaerk import settings
print(json.dumps({name: value for name, value in vars(settings).items() if name.isupper()
                  and isinstance(value, (str, int, list, tuple, type(None)))}, default=repr))
"""


def said_by_settings(**environment: str) -> subprocess.CompletedProcess[str]:
    """What a process prints that reads the settings with exactly this environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@cache
def production_settings() -> dict[str, Any]:
    """What doors and headers depend on, for `override_settings`."""
    said = json.loads(said_by_settings(**INVENTED).stdout)
    return {
        name: tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value
        for name, value in said.items()
        if name.startswith(TAKEN) or name in ALSO_TAKEN
    }
